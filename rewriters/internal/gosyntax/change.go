package gosyntax

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"

	"github.com/dave/dst"
	"github.com/dave/dst/decorator"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
)

// Tree is a file's dst tree while a change is put together. Changes name places by the nodes of the file's own tree; they
// are made together when the function passed to [File.Change] returns.
type Tree struct {
	file    *dst.File
	nodes   map[ast.Node]dst.Node
	replace map[dst.Node]dst.Node
	before  map[dst.Node][]dst.Stmt
	after   map[dst.Node][]dst.Stmt
	remove  map[dst.Node]bool
	ops     []op // the same, for a file that has to be spliced
	err     error
}

// errLine refuses files whose positions are not their own: dst moves their comments.
var errLine = errors.New("file has //line directives")

// Change returns the edits of the file that a change of its tree makes. node names the place for all of them. The error
// says why the change cannot be brought back onto the file's bytes without touching anything else.
func (f *File) Change(node string, do func(*Tree)) ([]finding.Edit, error) {
	if bytes.Contains(f.LF, []byte("//line ")) {
		return nil, errLine
	}
	before, err := f.restoredOnce()
	if err != nil {
		return nil, err
	}
	t, err := f.tree()
	if err != nil {
		return nil, err
	}
	do(t)
	if err := t.apply(); err != nil {
		return nil, err
	}
	after, err := restore(t.file)
	if err != nil {
		return nil, err
	}
	ours, ended := f.LF, bytes.HasSuffix(f.LF, []byte("\n"))
	if !ended {
		ours = append(bytes.Clone(ours), '\n')
	}
	merged, err := merge(before, ours, after)
	if err != nil {
		if merged, err = f.splice(ours, after, t.ops); err != nil {
			return nil, err
		}
	}
	if !ended {
		merged = bytes.TrimSuffix(merged, []byte("\n"))
	}
	return f.minimal(merged, node), nil
}

// tree decorates the file anew: every change starts from an untouched tree.
func (f *File) tree() (t *Tree, err error) {
	defer func() {
		if x := recover(); x != nil {
			err = fmt.Errorf("decorate tree: %v", x)
		}
	}()
	fset := token.NewFileSet()
	parsed, err := parser.ParseFile(fset, f.Src.Path, f.LF, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, fmt.Errorf("decorate tree: %w", err)
	}
	d := decorator.NewDecorator(fset)
	file, err := d.DecorateFile(parsed)
	if err != nil {
		return nil, fmt.Errorf("decorate tree: %w", err)
	}
	t = &Tree{
		file: file, nodes: map[ast.Node]dst.Node{}, replace: map[dst.Node]dst.Node{},
		before: map[dst.Node][]dst.Stmt{}, after: map[dst.Node][]dst.Stmt{}, remove: map[dst.Node]bool{},
	}
	pair(f.AST, parsed, func(mine, theirs ast.Node) { t.nodes[mine] = d.Dst.Nodes[theirs] })
	return t, nil
}

// pair walks two trees of the same text side by side.
func pair(x, y ast.Node, visit func(x, y ast.Node)) {
	var xs []ast.Node
	ast.Inspect(x, func(n ast.Node) bool {
		if n != nil {
			xs = append(xs, n)
		}
		return true
	})
	i := 0
	ast.Inspect(y, func(n ast.Node) bool {
		if n != nil && i < len(xs) {
			visit(xs[i], n)
			i++
		}
		return true
	})
}

func (f *File) restoredOnce() ([]byte, error) {
	if f.restored == nil {
		t, err := f.tree()
		if err != nil {
			return nil, err
		}
		if f.restored, err = restore(t.file); err != nil {
			return nil, err
		}
	}
	return f.restored, nil
}

func restore(file *dst.File) (out []byte, err error) {
	defer func() {
		if x := recover(); x != nil {
			err = fmt.Errorf("print tree: %v", x)
		}
	}()
	var b bytes.Buffer
	if err := decorator.Fprint(&b, file); err != nil {
		return nil, fmt.Errorf("print tree: %w", err)
	}
	return b.Bytes(), nil
}

// merge brings the change from base to theirs onto ours, which differs from base in layout only, and checks that it
// means the same.
func merge(base, ours, theirs []byte) ([]byte, error) {
	if bytes.Equal(base, ours) {
		return theirs, nil
	}
	merged, err := edit.Merge3(base, ours, theirs)
	if err != nil {
		return nil, fmt.Errorf("merge with the file's own layout: %w", err)
	}
	got, err := format.Source(merged)
	if err != nil {
		return nil, fmt.Errorf("merge with the file's own layout: %w", err)
	}
	want, err := format.Source(theirs)
	if err != nil || !bytes.Equal(got, want) {
		return nil, errors.New("merge with the file's own layout: the result differs")
	}
	return merged, nil
}

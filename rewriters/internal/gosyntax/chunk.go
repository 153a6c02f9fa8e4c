package gosyntax

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"

	"github.com/dave/dst"
	"github.com/dave/dst/decorator"
)

// chunk is a run of a file's declarations with no empty line between them: the least that gofmt lays out by itself,
// since it lines up comments and values of lines that follow each other. A change decorates, prints and merges the
// chunks that it touches, so that it costs what it changes and not what the file holds.
type chunk struct {
	start, end int // in LF
	decls      []ast.Decl
	head       []byte // put before the text to make a file of it; empty for the chunk that has the package clause
	base       []byte // as dst prints it, made once
}

// errChunk is for a printed chunk that does not begin as it should.
var errChunk = errors.New("print tree: the package clause moved")

// chunked cuts the file, once. The first chunk holds the package clause and all imports.
func (f *File) chunked() []*chunk {
	if f.chunks != nil {
		return f.chunks
	}
	all := f.AST.Decls
	imports := 0
	for imports < len(all) && isImport(all[imports]) {
		imports++
	}
	from, first, at := 0, 0, f.Offset(f.AST.Name.End())
	cut := func(to, next int) {
		c := &chunk{start: from, end: to, decls: all[first:next]}
		if from > 0 {
			c.head = []byte("package " + f.AST.Name.Name + "\n")
		}
		f.chunks = append(f.chunks, c)
		from, first = to, next
	}
	for i, d := range all {
		if i >= imports {
			if p := f.gap(at, f.Offset(d.Pos())); p >= 0 {
				cut(p, i)
			}
		}
		at = f.Offset(d.End())
	}
	cut(len(f.LF), len(all))
	return f.chunks
}

func isImport(d ast.Decl) bool {
	g, ok := d.(*ast.GenDecl)
	return ok && g.Tok == token.IMPORT
}

// gap returns the offset of the first empty line between two declarations, -1 when there is none. One within a comment
// is none.
func (f *File) gap(from, to int) int {
	for at := from; at < to; {
		i := bytes.Index(f.LF[at:to], []byte("\n\n"))
		if i < 0 {
			return -1
		}
		at += i + 1
		if !f.commented(at) {
			return at
		}
	}
	return -1
}

func (f *File) commented(at int) bool {
	return slices.ContainsFunc(f.AST.Comments, func(c *ast.CommentGroup) bool {
		return f.Offset(c.Pos()) < at && at < f.Offset(c.End())
	})
}

// text returns the chunk as a file of its own, with a newline at its end.
func (f *File) text(c *chunk) []byte {
	out := slices.Concat(c.head, f.LF[c.start:c.end])
	if !bytes.HasSuffix(out, []byte("\n")) {
		out = append(out, '\n')
	}
	return out
}

// printed returns the chunk as dst prints it when nothing is changed.
func (f *File) printed(c *chunk) ([]byte, error) {
	if c.base == nil {
		file, _, err := f.decorate(c)
		if err != nil {
			return nil, err
		}
		if c.base, err = restore(file); err != nil {
			return nil, err
		}
	}
	return c.base, nil
}

// decorate makes a dst tree of the chunk, and says which of its nodes stands for which of the file's own.
func (f *File) decorate(c *chunk) (file *dst.File, nodes map[ast.Node]dst.Node, err error) {
	defer func() {
		if x := recover(); x != nil {
			err = fmt.Errorf("decorate tree: %v", x)
		}
	}()
	fset := token.NewFileSet()
	parsed, err := parser.ParseFile(fset, f.Src.Path, f.text(c), parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, nil, fmt.Errorf("decorate tree: %w", err)
	}
	d := decorator.NewDecorator(fset)
	if file, err = d.DecorateFile(parsed); err != nil {
		return nil, nil, fmt.Errorf("decorate tree: %w", err)
	}
	nodes = map[ast.Node]dst.Node{}
	for i, mine := range c.decls {
		pair(mine, parsed.Decls[i], func(x, y ast.Node) { nodes[x] = d.Dst.Nodes[y] })
	}
	return file, nodes, nil
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

// restore prints a dst tree.
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

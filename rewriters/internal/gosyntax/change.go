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
	"github.com/dave/dst/dstutil"

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

// Replace puts the expression given as source in the place of another.
func (t *Tree) Replace(old ast.Expr, src string) {
	node, ok := t.nodes[old].(dst.Expr)
	expr := t.expr(src)
	if !ok || expr == nil {
		t.fail("no expression to replace by %s", src)
		return
	}
	t.ops = append(t.ops, op{verb: opReplace, at: old, src: src})
	expr.Decorations().Before, expr.Decorations().After = node.Decorations().Before, node.Decorations().After
	expr.Decorations().Start, expr.Decorations().End = node.Decorations().Start, node.Decorations().End
	t.replace[node] = expr
}

// Before puts statements given as source before another; comments above that stay above the new ones.
func (t *Tree) Before(stmt ast.Stmt, src string) {
	node := t.nodes[stmt]
	list := t.stmts(src)
	if node == nil || len(list) == 0 {
		t.fail("no statement to put %s before", src)
		return
	}
	t.ops = append(t.ops, op{verb: opBefore, at: stmt, src: src})
	if len(t.before[node]) == 0 {
		decs := node.Decorations()
		list[0].Decorations().Before, list[0].Decorations().Start = decs.Before, decs.Start
		decs.Before, decs.Start = dst.NewLine, nil
	}
	t.before[node] = append(t.before[node], list...)
}

// After puts statements given as source after another.
func (t *Tree) After(stmt ast.Stmt, src string) {
	node := t.nodes[stmt]
	list := t.stmts(src)
	if node == nil || len(list) == 0 {
		t.fail("no statement to put %s after", src)
		return
	}
	t.ops = append(t.ops, op{verb: opAfter, at: stmt, src: src})
	last := list[len(list)-1].Decorations()
	last.After = node.Decorations().After
	node.Decorations().After = dst.NewLine
	t.after[node] = append(t.after[node], list...)
}

// Delete takes a statement away, with the comments that belong to it.
func (t *Tree) Delete(stmt ast.Stmt) {
	if node := t.nodes[stmt]; node != nil {
		t.remove[node] = true
		t.ops = append(t.ops, op{verb: opDelete, at: stmt})
	}
}

// Field adds a field to a struct literal, after the given one.
func (t *Tree) Field(lit *ast.CompositeLit, after *ast.KeyValueExpr, name, src string) {
	node, ok := t.nodes[lit].(*dst.CompositeLit)
	expr := t.expr(src)
	if !ok || expr == nil {
		t.fail("no struct literal to add %s to", name)
		return
	}
	for _, e := range node.Elts {
		if kv, ok := e.(*dst.KeyValueExpr); ok {
			if key, ok := kv.Key.(*dst.Ident); ok && key.Name == name {
				return // two changes may ask for the same field
			}
		}
	}
	t.ops = append(t.ops, op{verb: opField, at: after, src: name + ": " + src})
	kv := &dst.KeyValueExpr{Key: dst.NewIdent(name), Value: expr}
	var out []dst.Expr
	for _, e := range node.Elts {
		out = append(out, e)
		if e == t.nodes[after] {
			kv.Decs.Before, kv.Decs.After = e.Decorations().Before, e.Decorations().After
			out = append(out, kv)
		}
	}
	node.Elts = out
}

func (t *Tree) fail(format string, args ...any) {
	if t.err == nil {
		t.err = fmt.Errorf(format, args...)
	}
}

// apply makes what was asked for in one walk.
func (t *Tree) apply() (err error) {
	defer func() {
		if x := recover(); x != nil {
			err = fmt.Errorf("change tree: %v", x)
		}
	}()
	if t.err != nil {
		return fmt.Errorf("change tree: %w", t.err)
	}
	dstutil.Apply(t.file, nil, func(c *dstutil.Cursor) bool {
		n := c.Node()
		for _, s := range t.before[n] {
			c.InsertBefore(s)
		}
		for i := len(t.after[n]) - 1; i >= 0; i-- {
			c.InsertAfter(t.after[n][i])
		}
		if r := t.replace[n]; r != nil {
			c.Replace(r)
		}
		if t.remove[n] {
			c.Delete()
		}
		return true
	})
	return nil
}

func (t *Tree) expr(src string) dst.Expr {
	f, err := decorator.Parse("package p\n\nvar _ = " + src + "\n")
	if err != nil {
		t.fail("parse %s: %w", src, err)
		return nil
	}
	return f.Decls[0].(*dst.GenDecl).Specs[0].(*dst.ValueSpec).Values[0]
}

func (t *Tree) stmts(src string) []dst.Stmt {
	f, err := decorator.Parse("package p\n\nfunc _() {\n" + src + "\n}\n")
	if err != nil {
		t.fail("parse %s: %w", src, err)
		return nil
	}
	list := f.Decls[0].(*dst.FuncDecl).Body.List
	for _, s := range list {
		s.Decorations().Before, s.Decorations().After = dst.NewLine, dst.NewLine
	}
	return list
}

package gosyntax

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"

	"github.com/dave/dst"
	"github.com/dave/dst/decorator"
	"github.com/dave/dst/dstutil"
)

// Replace puts the expression given as source in the place of another.
func (t *Tree) Replace(old ast.Expr, src string) {
	part, n := t.find(old)
	node, ok := n.(dst.Expr)
	expr := t.expr(src)
	if !ok || expr == nil {
		t.fail("no expression to replace by %s", src)
		return
	}
	part.ops = append(part.ops, op{verb: opReplace, at: old, src: src})
	expr.Decorations().Before, expr.Decorations().After = node.Decorations().Before, node.Decorations().After
	expr.Decorations().Start, expr.Decorations().End = node.Decorations().Start, node.Decorations().End
	t.replace[node] = expr
}

// Before puts statements given as source before another; comments above that stay above the new ones.
func (t *Tree) Before(stmt ast.Stmt, src string) {
	part, node := t.find(stmt)
	list := t.stmts(src)
	if node == nil || len(list) == 0 {
		t.fail("no statement to put %s before", src)
		return
	}
	part.ops = append(part.ops, op{verb: opBefore, at: stmt, src: src})
	if len(t.before[node]) == 0 {
		decs := node.Decorations()
		list[0].Decorations().Before, list[0].Decorations().Start = decs.Before, decs.Start
		decs.Before, decs.Start = dst.NewLine, nil
	}
	t.before[node] = append(t.before[node], list...)
}

// After puts statements given as source after another.
func (t *Tree) After(stmt ast.Stmt, src string) {
	part, node := t.find(stmt)
	list := t.stmts(src)
	if node == nil || len(list) == 0 {
		t.fail("no statement to put %s after", src)
		return
	}
	part.ops = append(part.ops, op{verb: opAfter, at: stmt, src: src})
	last := list[len(list)-1].Decorations()
	last.After = node.Decorations().After
	node.Decorations().After = dst.NewLine
	t.after[node] = append(t.after[node], list...)
}

// Delete takes a statement away, with the comments that belong to it.
func (t *Tree) Delete(stmt ast.Stmt) {
	if part, node := t.find(stmt); node != nil {
		t.remove[node] = true
		part.ops = append(part.ops, op{verb: opDelete, at: stmt})
	}
}

// Field adds a field to a struct literal, after the given one.
func (t *Tree) Field(lit *ast.CompositeLit, after *ast.KeyValueExpr, name, src string) {
	part, n := t.find(lit)
	node, ok := n.(*dst.CompositeLit)
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
	part.ops = append(part.ops, op{verb: opField, at: after, src: name + ": " + src})
	kv := &dst.KeyValueExpr{Key: dst.NewIdent(name), Value: expr}
	var out []dst.Expr
	for _, e := range node.Elts {
		out = append(out, e)
		if e == part.nodes[after] {
			kv.Decs.Before, kv.Decs.After = e.Decorations().Before, e.Decorations().After
			out = append(out, kv)
		}
	}
	node.Elts = out
}

// Append adds expressions to the arguments of a call or the elements of a literal, in its own layout: one a line where
// that is how they stand, or where there are none and several come.
func (t *Tree) Append(list ast.Expr, src ...string) {
	part, n := t.find(list)
	items, fail := elements(n)
	if fail {
		t.fail("no list to add %s to", strings.Join(src, ", "))
		return
	}
	part.ops = append(part.ops, op{verb: opAppend, at: list, src: strings.Join(src, ", ")})
	space := dst.None
	if len(*items) > 0 {
		space = (*items)[len(*items)-1].Decorations().After
	} else if len(src) > 1 {
		space = dst.NewLine
	}
	for _, s := range src {
		if e := t.expr(s); e != nil {
			e.Decorations().Before, e.Decorations().After = space, space
			*items = append(*items, e)
		}
	}
}

// Remove takes an argument away from a call, or an element from a literal.
func (t *Tree) Remove(list, item ast.Expr) {
	part, n := t.find(list)
	items, fail := elements(n)
	if fail {
		t.fail("no list to remove from")
		return
	}
	part.ops = append(part.ops, op{verb: opRemove, at: item})
	gone := part.nodes[item]
	*items = slices.DeleteFunc(*items, func(e dst.Expr) bool { return dst.Node(e) == gone })
}

// elements are the arguments of a call or the elements of a literal.
func elements(n dst.Node) (list *[]dst.Expr, fail bool) {
	switch n := n.(type) {
	case *dst.CallExpr:
		return &n.Args, false
	case *dst.CompositeLit:
		return &n.Elts, false
	}
	return nil, true
}

func (t *Tree) fail(format string, args ...any) {
	if t.err == nil {
		t.err = fmt.Errorf(format, args...)
	}
}

// apply makes what was asked for of one chunk in one walk.
func (t *Tree) apply(file *dst.File) (err error) {
	defer func() {
		if x := recover(); x != nil {
			err = fmt.Errorf("change tree: %v", x)
		}
	}()
	if t.err != nil {
		return fmt.Errorf("change tree: %w", t.err)
	}
	dstutil.Apply(file, nil, func(c *dstutil.Cursor) bool {
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

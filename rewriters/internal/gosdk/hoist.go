package gosdk

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

// The names of the one SDK, and its forks, whose settings are a value.
const (
	valueMaker  = "DefaultConfig"
	valueType   = "ClientConfig"
	valueClient = "NewClientWithConfig"
)

// after sets the address behind the statement that makes the settings, where a variable or field takes them.
// Have: cfg := openai.DefaultConfig(key) -> the same, and cfg.BaseURL = "..."
func (r *run) after(c *client, ch *change, url string) bool {
	stmt, owner := assigned(c)
	if stmt == nil || !listed(c.file, stmt) {
		return false
	}
	src, ok := r.setBase(c, ch, owner, url)
	if ok {
		ch.parts = append(ch.parts, part{file: c.file, node: place(c.file, c.expr, "field BaseURL"), tail: true, do: func(t *gosyntax.Tree) { t.After(stmt, src) }})
	}
	return ok
}

// assigned returns the statement that does nothing but give the client's settings to one variable or field.
func assigned(c *client) (ast.Stmt, string) {
	switch p := c.file.Parent(c.expr).(type) {
	case *ast.AssignStmt:
		if len(p.Lhs) != 1 || len(p.Rhs) != 1 {
			return nil, ""
		}
		switch lhs := p.Lhs[0].(type) {
		case *ast.Ident:
			return p, lhs.Name
		case *ast.SelectorExpr:
			return p, c.file.Text(lhs)
		}
	case *ast.ValueSpec:
		decl, _ := c.file.Parent(p).(*ast.GenDecl)
		if decl == nil || len(decl.Specs) != 1 || len(p.Names) != 1 {
			return nil, ""
		}
		if stmt, ok := c.file.Parent(decl).(*ast.DeclStmt); ok {
			return stmt, p.Names[0].Name
		}
	}
	return nil, ""
}

// setBase returns the statements that set the address, and in the env style let a variable override it.
func (r *run) setBase(c *client, ch *change, owner, url string) (string, bool) {
	src := fmt.Sprintf("%s.BaseURL = %s", owner, url)
	if r.target.Style != "env" {
		return src, true
	}
	os, ok := r.needOS(ch, c.file)
	v := r.fresh(c, "baseURL", "u")
	return fmt.Sprintf("%s\nif %s := %s.Getenv(%q); %s != \"\" {\n%s.BaseURL = %s\n}", src, v, os, r.target.URLEnv(), v, owner, v), ok
}

// hoist makes the settings in front of the statement that needs them, or, where that would change what is evaluated when,
// in a function called on the spot.
func (r *run) hoist(c *client, ch *change, sdkName, url string, inner map[ast.Expr]string) bool {
	name := r.fresh(c, "cfg", "config", "clientConfig")
	base, ok := r.setBase(c, ch, name, url)
	if !ok {
		return false
	}
	make := fmt.Sprintf("%s := %s%s(%s)\n%s", name, sdkName, valueMaker, substitute(c.file, c.key(), inner), base)
	result, typ := name, sdkName+valueType
	if c.made != valueMaker {
		result, typ = fmt.Sprintf("%s%s(%s)", sdkName, valueClient, name), "*"+sdkName+"Client"
	}
	node := place(c.file, c.expr, "call "+c.made)
	if stmt := r.front(c); stmt != nil {
		ch.front = &front{stmt: stmt, client: c.expr, make: make, result: result, node: node}
		return true
	}
	src := fmt.Sprintf("func() %s {\n%s\nreturn %s\n}()", typ, make, result)
	ch.edit(c.file, node, func(t *gosyntax.Tree) { t.Replace(c.expr, src) })
	return true
}

// substitute returns an expression's source with some nodes within replaced.
func substitute(f *gosyntax.File, e ast.Expr, inner map[ast.Expr]string) string {
	if s, ok := inner[ast.Unparen(e)]; ok {
		return s
	}
	from, to := f.Offset(e.Pos()), f.Offset(e.End())
	var out bytes.Buffer
	at := from
	var nodes []ast.Expr
	for n := range inner {
		nodes = append(nodes, n)
	}
	slices.SortFunc(nodes, func(a, b ast.Expr) int { return int(a.Pos() - b.Pos()) })
	for _, n := range nodes {
		if start := f.Offset(n.Pos()); start >= at && start < to {
			out.Write(f.LF[at:start])
			out.WriteString(inner[n])
			at = f.Offset(n.End())
		}
	}
	out.Write(f.LF[at:to])
	return out.String()
}

// front returns the statement before which the client's settings can be made without changing what the program does;
// nil when there is none: outside functions, in a condition that is evaluated again or not at all, in the middle of an
// else-if chain, or where a variable of the same statement is needed.
func (r *run) front(c *client) ast.Stmt {
	f := c.file
	var n ast.Node = c.expr
	for p := f.Parent(n); p != nil; n, p = p, f.Parent(p) {
		switch p := p.(type) {
		case *ast.FuncLit, *ast.FuncDecl, *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.CommClause, *ast.LabeledStmt, *ast.DeferStmt, *ast.GoStmt:
			if s, ok := n.(ast.Stmt); ok && listed(f, s) {
				return s
			}
			return nil
		case *ast.BinaryExpr:
			if (p.Op == token.LAND || p.Op == token.LOR) && n == p.Y {
				return nil
			}
		case *ast.IfStmt:
			if n != p.Init && !(n == p.Cond && p.Init == nil) {
				return nil
			}
		case *ast.CaseClause:
			if s, ok := n.(ast.Stmt); ok {
				return s
			}
			return nil
		case *ast.BlockStmt:
			return n.(ast.Stmt)
		}
	}
	return nil
}

// listed reports whether a statement stands in a list of statements, so that others can stand beside it.
func listed(f *gosyntax.File, s ast.Stmt) bool {
	var list []ast.Stmt
	switch p := f.Parent(s).(type) {
	case *ast.BlockStmt:
		list = p.List
	case *ast.CaseClause:
		list = p.Body
	case *ast.CommClause:
		list = p.Body
	}
	return slices.Contains(list, s)
}

// fresh names a new variable: one that nothing in the function or package is called, nor another new one.
func (r *run) fresh(c *client, names ...string) string {
	var scope any = c.file
	if fn := gosyntax.Enclosing[*ast.FuncDecl](c.file, c.expr); fn != nil {
		scope = fn
	}
	var try []string
	for _, n := range slices.Concat(names, []string{names[0] + "2", names[0] + "3", names[0] + "4", names[0] + "5"}) {
		if !slices.Contains(r.taken[scope], n) {
			try = append(try, n)
		}
	}
	if len(try) == 0 {
		try = []string{strings.ToLower(c.made) + names[0]}
	}
	name := r.program.Fresh(c.file, c.expr, try...)
	r.taken[scope] = append(r.taken[scope], name)
	return name
}

package gosyntax

import (
	"go/ast"
	"go/types"
)

// Elements are what a list of arguments may hold, slices that are spread into it included.
type Elements struct {
	Items []Element
	Made  []List
	Open  bool // something may be in it that cannot be seen
}

// Element is one of them.
type Element struct {
	File *File
	Expr ast.Expr
	In   ast.Expr // the call of append or the slice literal that lists it; nil for an argument given
}

// List is a place where a slice begins: a literal, or the declaration of an empty variable.
type List struct {
	File *File
	Lit  *ast.CompositeLit
	Decl ast.Stmt
	Name string // of the variable declared
}

// Elements returns what arguments may hold; spread says that the last one is a slice: f(opts...).
func (p *Program) Elements(f *File, args []ast.Expr, spread bool) Elements {
	t := &spreading{program: p, seen: map[any]bool{}}
	t.args(f, args, spread, nil)
	return t.out
}

// spreading follows slices backwards to what they were put together from.
type spreading struct {
	program *Program
	seen    map[any]bool
	out     Elements
}

func (t *spreading) args(f *File, args []ast.Expr, spread bool, in ast.Expr) {
	for i, a := range args {
		if spread && i == len(args)-1 {
			t.slice(Site{File: f, Expr: a})
			continue
		}
		t.out.Items = append(t.out.Items, Element{File: f, Expr: a, In: in})
	}
}

func (t *spreading) slice(s Site) {
	e := ast.Unparen(s.Expr)
	if t.seen[e] || len(t.seen) > limit {
		return
	}
	t.seen[e] = true
	switch e := e.(type) {
	case *ast.Ident, *ast.SelectorExpr:
		t.name(s.File, e)
	case *ast.CompositeLit:
		t.out.Made = append(t.out.Made, List{File: s.File, Lit: e})
		t.args(s.File, e.Elts, false, e)
	case *ast.CallExpr:
		t.call(s.File, e)
	default:
		t.out.Open = true
	}
}

func (t *spreading) name(f *File, e ast.Expr) {
	p := t.program
	obj := p.Object(e)
	if obj == nil {
		id, ok := e.(*ast.Ident)
		t.out.Open = t.out.Open || !ok || id.Name != "nil"
		return
	}
	if t.seen[obj] {
		return
	}
	t.seen[obj] = true
	for _, s := range p.Assigned(obj) {
		t.slice(s)
	}
	if param, ok := p.uses.params[obj]; ok {
		t.param(param)
	} else if d, ok := p.declared(obj); ok {
		t.out.Made = append(t.out.Made, d)
	} else if len(p.Assigned(obj)) == 0 {
		t.out.Open = true
	}
}

// param follows what the project's calls pass for a parameter. A function that nobody here calls may be handed anything.
func (t *spreading) param(param parameter) {
	calls := t.program.callsOf(param.fn)
	t.out.Open = t.out.Open || len(calls) == 0
	for _, c := range calls {
		switch {
		case param.nth >= len(c.Call.Args):
		case param.variadic:
			t.args(c.File, c.Call.Args[param.nth:], c.Call.Ellipsis.IsValid(), c.Call)
		default:
			t.slice(Site{File: c.File, Expr: c.Call.Args[param.nth]})
		}
	}
}

func (t *spreading) call(f *File, call *ast.CallExpr) {
	p := t.program
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok && id.Name == "append" && len(call.Args) > 0 {
		t.slice(Site{File: f, Expr: call.Args[0]})
		t.args(f, call.Args[1:], call.Ellipsis.IsValid(), call)
		return
	}
	fn := p.uses.decl[p.function(call)]
	if fn == nil || p.body(fn.decl) == nil {
		t.out.Open = true
		return
	}
	ast.Inspect(fn.decl.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			if len(n.Results) > 0 {
				t.slice(Site{File: fn.file, Expr: n.Results[0]})
			}
		}
		return true
	})
}

// declared returns the statement that declares a variable of a function without a value.
// Have: var opts []option.RequestOption
func (p *Program) declared(obj types.Object) (List, bool) {
	f := p.FileOf(obj.Pos())
	if f == nil || !local(obj) {
		return List{}, false
	}
	var out List
	ast.Inspect(f.AST, func(n ast.Node) bool {
		decl, ok := n.(*ast.DeclStmt)
		if !ok {
			return out.Decl == nil
		}
		g, ok := decl.Decl.(*ast.GenDecl)
		if !ok || len(g.Specs) != 1 {
			return true
		}
		v, ok := g.Specs[0].(*ast.ValueSpec)
		if ok && len(v.Names) == 1 && len(v.Values) == 0 && p.def(v.Names[0]) == obj {
			out = List{File: f, Decl: decl, Name: obj.Name()}
		}
		return true
	})
	return out, out.Decl != nil
}

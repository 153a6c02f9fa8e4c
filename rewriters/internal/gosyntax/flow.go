package gosyntax

import (
	"go/ast"
	"go/types"
	"strings"
)

// Origin is one place that a value may come from.
type Origin struct {
	Kind Kind
	File *File
	Expr ast.Expr // the expression to change: a literal, an SDK's constant, the name of a variable of the environment
	Text string   // a constant's value, an environment variable's name; for a Setting its source
	Via  []types.Object
}

// Kind is the kind of an origin.
type Kind int

// The kinds.
const (
	Constant Kind = iota + 1 // a string literal, or a constant of an SDK
	Env                      // a variable of the environment
	Made                     // a call that is not the project's own, or a composite literal: Expr
	Setting                  // anything else: a parameter nobody passes, a config reader
)

// Origins returns where the value of an expression may come from, each place once, in the order found. Order of
// execution is not looked at: every assignment counts.
func (p *Program) Origins(f *File, e ast.Expr) []Origin {
	t := &trace{program: p, seen: map[any]bool{}}
	t.expr(Site{File: f, Expr: e}, nil)
	return t.out
}

// trace follows values backwards. seen holds the objects and expressions already looked at.
type trace struct {
	program *Program
	seen    map[any]bool
	out     []Origin
}

// limit bounds the places looked at for one value; real chains have less than twenty.
const limit = 400

func (t *trace) add(k Kind, s Site, text string, via []types.Object) {
	t.out = append(t.out, Origin{Kind: k, File: s.File, Expr: s.Expr, Text: text, Via: via})
}

func (t *trace) expr(s Site, via []types.Object) {
	e := ast.Unparen(s.Expr)
	if t.seen[e] || len(t.seen) > limit {
		return
	}
	t.seen[e] = true
	s.Expr = e
	switch e := e.(type) {
	case *ast.BasicLit:
		if _, v, ok := Literal(e); ok {
			t.add(Constant, s, v, via)
		}
	case *ast.Ident, *ast.SelectorExpr:
		t.name(s, via)
	case *ast.CallExpr:
		t.call(s, e, via)
	case *ast.StarExpr:
		t.expr(Site{File: s.File, Expr: e.X}, via)
	case *ast.UnaryExpr:
		t.expr(Site{File: s.File, Expr: e.X}, via)
	case *ast.CompositeLit:
		t.add(Made, s, s.File.Text(e), via)
	default:
		t.add(Setting, s, s.File.Text(e), via)
	}
}

// name follows a variable, field, parameter or constant.
func (t *trace) name(s Site, via []types.Object) {
	p := t.program
	obj := p.Object(s.Expr)
	if obj == nil {
		if id, ok := s.Expr.(*ast.Ident); !ok || id.Name != "nil" {
			t.add(Setting, s, s.File.Text(s.Expr), via)
		}
		return
	}
	sites := p.Assigned(obj)
	if c, ok := obj.(*types.Const); ok && len(sites) == 0 {
		if v, ok := p.String(s.Expr); ok && c.Pkg() != nil {
			t.add(Constant, s, v, via) // a constant of an SDK: only its stub is known
			return
		}
	}
	if v, ok := p.String(s.Expr); ok && namesake(obj, sites) && p.Asked(s.File) {
		t.add(Constant, s, v, via)
		return
	}
	if t.seen[obj] {
		return
	}
	t.seen[obj] = true
	via = append(via[:len(via):len(via)], obj)
	if param, ok := p.uses.params[obj]; ok {
		sites = append(sites[:len(sites):len(sites)], t.arguments(param)...)
	}
	tag, tagged := p.uses.tagged[obj]
	if tagged {
		t.tagged(tag, s)
	}
	if len(sites) == 0 && !tagged {
		t.add(Setting, s, s.File.Text(s.Expr), via)
	}
	for _, site := range sites {
		t.value(site, via)
	}
}

// namesake reports whether a constant does nothing but give an SDK's constant its own name again: what uses it says what
// the SDK's would, and it cannot hold another value without lying.
//
//	Have: const GPT4o Model = openai.GPT4o
func namesake(obj types.Object, sites []Site) bool {
	if _, ok := obj.(*types.Const); !ok || len(sites) != 1 {
		return false
	}
	sel, ok := ast.Unparen(sites[0].Expr).(*ast.SelectorExpr)
	return ok && sel.Sel.Name == obj.Name()
}

// arguments returns what the project's calls pass for a parameter.
func (t *trace) arguments(param parameter) []Site {
	var out []Site
	for _, c := range t.program.callsOf(param.fn) {
		if param.variadic || param.nth >= len(c.Call.Args) {
			continue
		}
		out = append(out, Site{File: c.File, Expr: c.Call.Args[param.nth]})
	}
	return out
}

// value follows an assigned expression; of a call with several values only the Nth.
func (t *trace) value(s Site, via []types.Object) {
	call, ok := ast.Unparen(s.Expr).(*ast.CallExpr)
	if !ok || s.Nth == 0 {
		t.expr(s, via)
		return
	}
	if fn := t.program.uses.decl[t.program.function(call)]; fn != nil {
		t.results(fn, s.Nth, via)
	}
}

func (t *trace) results(fn *function, nth int, via []types.Object) {
	body := t.program.body(fn.decl)
	if body == nil {
		return
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			if nth < len(n.Results) {
				t.expr(Site{File: fn.file, Expr: n.Results[nth]}, via)
			}
		}
		return true
	})
}

func (t *trace) call(s Site, call *ast.CallExpr, via []types.Object) {
	p := t.program
	if arg, ok := p.envArg(call); ok {
		t.env(Site{File: s.File, Expr: arg}, via)
		for _, fallback := range call.Args[1:] {
			if _, ok := p.String(fallback); ok {
				t.expr(Site{File: s.File, Expr: fallback}, via)
			}
		}
		return
	}
	if inner := passed(p, call); inner != nil {
		for _, e := range inner {
			t.expr(Site{File: s.File, Expr: e}, via)
		}
		return
	}
	if key := p.settingKey(s.File, call); key != "" {
		for _, site := range p.settings(key, map[string]bool{}) {
			t.expr(site, via)
		}
		for _, site := range inOrder(p.uses.bound[key]) {
			t.env(site, via)
		}
		t.add(Setting, s, s.File.Text(call), via)
		return
	}
	fn := p.uses.decl[p.function(call)]
	if fn == nil {
		if pkg, _ := p.Callee(call); pkg == "" {
			t.add(Setting, s, s.File.Text(call), via)
		} else {
			t.add(Made, s, s.File.Text(call), via)
		}
		return
	}
	if n, ok := p.envParam(fn, 0); ok && n < len(call.Args) {
		t.env(Site{File: s.File, Expr: call.Args[n]}, via)
		for i, a := range call.Args {
			if i != n {
				t.expr(Site{File: s.File, Expr: a}, via) // the fallback
			}
		}
		return
	}
	t.results(fn, 0, via)
}

// env adds the variable whose name an expression gives.
func (t *trace) env(s Site, via []types.Object) {
	name, ok := t.program.String(s.Expr)
	if !ok {
		t.add(Setting, s, s.File.Text(s.Expr), via)
		return
	}
	t.add(Env, t.program.literalOf(s), name, via)
}

// passed returns the arguments of a call that come out of it unchanged in meaning; nil for other calls.
// Have: string(x), strings.TrimSpace(x), cmp.Or(x, y), openai.EmbeddingModel(x)
func passed(p *Program, call *ast.CallExpr) []ast.Expr {
	if len(call.Args) == 0 {
		return nil
	}
	if p.value(call.Fun).IsType() {
		return call.Args[:1]
	}
	switch pkg, name := p.Callee(call); {
	case pkg == "strings" && strings.HasPrefix(name, "Trim"), pkg == "strings" && name == "ToLower":
		return call.Args[:1]
	case pkg == "cmp" && name == "Or":
		return call.Args
	case p.Through[pkg+"."+name]:
		return call.Args[:1]
	}
	return nil
}

// Conditional reports whether a node is executed only under a condition within its function.
func (f *File) Conditional(n ast.Node) bool {
	for p := f.Parent(n); p != nil; p = f.Parent(p) {
		switch p := p.(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			return false
		case *ast.IfStmt:
			if !within(n, p.Init) && !within(n, p.Cond) {
				return true
			}
		case *ast.CaseClause, *ast.CommClause, *ast.ForStmt, *ast.RangeStmt:
			return true
		}
	}
	return false
}

func within(n, outer ast.Node) bool {
	return outer != nil && outer.Pos() <= n.Pos() && n.End() <= outer.End()
}

package gosyntax

import (
	"cmp"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
)

// index is what following values needs to know of the whole program.
type index struct {
	set      map[types.Object][]Site    // expressions assigned to a variable, constant or field
	keyed    map[string][]Site          // values of configuration keys: "viper:openai.model", "flag:model"
	bound    map[string][]Site          // variables of the environment that a configuration key reads
	alias    map[string][]string        // configuration keys that take another's value
	calls    map[types.Object][]*Call   // calls of the project's functions
	decl     map[types.Object]*function // functions with their bodies
	params   map[types.Object]parameter // parameters of declared functions
	compared map[types.Object][]Site    // what a variable or field is compared with by == or !=
	tagged   map[types.Object]Tag       // fields whose tags name a variable of the environment, or a default
}

// Site is an expression in a file.
type Site struct {
	File *File
	Expr ast.Expr
	Nth  int // for one value of a call with several: its index; 0 otherwise
}

// Call is a call in a file.
type Call struct {
	File *File
	Call *ast.CallExpr
}

type function struct {
	file *File
	decl *ast.FuncDecl
	env  *environ // see envParameter; nil until looked for
}

type parameter struct {
	fn       types.Object
	nth      int
	variadic bool
}

// index notes the declarations of all files. What functions say is noted when they are checked.
func (p *Program) index() {
	p.uses = index{
		set: map[types.Object][]Site{}, keyed: map[string][]Site{}, alias: map[string][]string{}, bound: map[string][]Site{},
		calls: map[types.Object][]*Call{}, decl: map[types.Object]*function{}, params: map[types.Object]parameter{},
		compared: map[types.Object][]Site{}, tagged: map[types.Object]Tag{},
	}
	for _, pkg := range p.Packages {
		for _, f := range pkg.Files {
			p.noteDeclarations(f)
			if f.asked {
				p.words.within(f.LF)
			}
		}
	}
}

// noteDeclarations notes what a file says outside of its functions.
func (p *Program) noteDeclarations(f *File) {
	for _, d := range f.AST.Decls {
		if d, ok := d.(*ast.FuncDecl); ok {
			p.noteFunc(f, d)
			continue
		}
		if d, ok := d.(*ast.GenDecl); ok {
			p.words.declared(d)
		}
		ast.Inspect(d, func(n ast.Node) bool {
			p.note(f, n)
			return true
		})
	}
}

func (p *Program) note(f *File, n ast.Node) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		p.noteAssign(f, n.Lhs, n.Rhs)
	case *ast.ValueSpec:
		lhs := make([]ast.Expr, len(n.Names))
		for i, name := range n.Names {
			lhs[i] = name
		}
		p.noteAssign(f, lhs, n.Values)
	case *ast.CompositeLit:
		p.noteComposite(f, n)
	case *ast.FuncDecl:
		p.noteFunc(f, n)
	case *ast.CallExpr:
		p.noteCall(f, n)
	case *ast.Field:
		p.noteTag(f, n)
	case *ast.BinaryExpr:
		if n.Op == token.EQL || n.Op == token.NEQ {
			p.noteCompare(f, n.X, n.Y)
			p.noteCompare(f, n.Y, n.X)
		}
	}
}

func (p *Program) noteAssign(f *File, lhs, rhs []ast.Expr) {
	for i, l := range lhs {
		obj := p.Object(l)
		if obj == nil {
			continue
		}
		switch {
		case len(rhs) == len(lhs):
			p.uses.set[obj] = append(p.uses.set[obj], Site{File: f, Expr: rhs[i]})
		case len(rhs) == 1:
			p.uses.set[obj] = append(p.uses.set[obj], Site{File: f, Expr: rhs[0], Nth: i})
		}
	}
}

// noteComposite notes the fields that a struct literal sets.
func (p *Program) noteComposite(f *File, lit *ast.CompositeLit) {
	var s *types.Struct
	if t := p.Type(lit); t != nil {
		if ptr, ok := t.Underlying().(*types.Pointer); ok {
			t = ptr.Elem()
		}
		s, _ = t.Underlying().(*types.Struct)
	}
	if s == nil {
		return
	}
	for i, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if key, ok := kv.Key.(*ast.Ident); ok {
				if obj := p.Use(key); obj != nil {
					p.uses.set[obj] = append(p.uses.set[obj], Site{File: f, Expr: kv.Value})
				}
			}
		} else if i < s.NumFields() {
			obj := s.Field(i)
			p.uses.set[obj] = append(p.uses.set[obj], Site{File: f, Expr: e})
		}
	}
}

func (p *Program) noteFunc(f *File, d *ast.FuncDecl) {
	obj := p.info.Defs[d.Name]
	if obj == nil {
		return
	}
	p.uses.decl[obj] = &function{file: f, decl: d}
	p.noteParams(d)
}

// noteParams notes the parameters of a function.
func (p *Program) noteParams(d *ast.FuncDecl) {
	obj := p.info.Defs[d.Name]
	n := 0
	for _, field := range d.Type.Params.List {
		_, variadic := field.Type.(*ast.Ellipsis)
		for _, name := range field.Names {
			if param := p.info.Defs[name]; param != nil {
				p.uses.params[param] = parameter{fn: obj, nth: n, variadic: variadic}
			}
			n++
		}
		n += min(1, max(0, 1-len(field.Names)))
	}
}

func (p *Program) noteCall(f *File, call *ast.CallExpr) {
	if fn := p.function(call); fn != nil {
		p.uses.calls[fn] = append(p.uses.calls[fn], &Call{File: f, Call: call})
	}
	p.noteSetting(f, call)
}

func (p *Program) noteCompare(f *File, x, y ast.Expr) {
	if obj := p.Object(x); obj != nil {
		p.uses.compared[obj] = append(p.uses.compared[obj], Site{File: f, Expr: y})
	}
}

// function returns the declared function or method that a call names; nil when it cannot be told.
func (p *Program) function(call *ast.CallExpr) types.Object {
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		if fn, ok := p.Use(fun).(*types.Func); ok {
			return fn
		}
	case *ast.SelectorExpr:
		if fn, ok := p.Use(fun.Sel).(*types.Func); ok {
			return fn
		}
	}
	return nil
}

// Called returns the declaration of the project's own function or method that a call names; nil for any other.
func (p *Program) Called(call *ast.CallExpr) (*File, *ast.FuncDecl) {
	if fn := p.uses.decl[p.function(call)]; fn != nil {
		p.body(fn.decl)
		return fn.file, fn.decl
	}
	return nil, nil
}

// Object returns the variable, constant or field that an expression names; nil for anything else.
func (p *Program) Object(e ast.Expr) types.Object {
	var obj types.Object
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		if obj = p.def(e); obj == nil {
			obj = p.Use(e)
		}
	case *ast.SelectorExpr:
		obj = p.Use(e.Sel)
	case *ast.StarExpr:
		return p.Object(e.X)
	}
	switch obj.(type) {
	case *types.Var, *types.Const:
		return obj
	}
	return nil
}

// Assigned returns the expressions assigned to a variable or field, initial value included.
func (p *Program) Assigned(obj types.Object) []Site {
	if _, constant := obj.(*types.Const); !constant { // its declaration is all there is
		p.await(obj)
	}
	return inOrder(p.uses.set[obj])
}

// callsOf returns the calls of a function of the project.
func (p *Program) callsOf(fn types.Object) []*Call {
	p.await(fn)
	calls := p.uses.calls[fn]
	slices.SortStableFunc(calls, func(a, b *Call) int { return cmp.Or(a.File.nth-b.File.nth, int(a.Call.Pos()-b.Call.Pos())) })
	return calls
}

// inOrder sorts places as the files have them: what a function says may have been noted late.
func inOrder(sites []Site) []Site {
	slices.SortStableFunc(sites, func(a, b Site) int { return cmp.Or(a.File.nth-b.File.nth, int(a.Expr.Pos()-b.Expr.Pos())) })
	return sites
}

// String returns the value of a constant string expression.
func (p *Program) String(e ast.Expr) (string, bool) {
	if _, s, ok := Literal(e); ok {
		return s, true
	}
	if v := p.Value(e); v != nil && v.Kind() == constant.String {
		return constant.StringVal(v), true
	}
	return "", false
}

// FileOf returns the parsed file that holds a position.
func (p *Program) FileOf(pos token.Pos) *File {
	for _, pkg := range p.Packages {
		for _, f := range pkg.Files {
			if f.AST.FileStart <= pos && pos <= f.AST.FileEnd {
				return f
			}
		}
	}
	return nil
}

// Asked reports whether the file is one of those that findings may be reported of.
func (p *Program) Asked(f *File) bool { return f.asked }

// Compared returns what a variable, constant or field is compared with by == and !=.
func (p *Program) Compared(obj types.Object) []Site {
	p.await(obj)
	return inOrder(p.uses.compared[obj])
}

package jssyntax

import (
	"slices"

	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// evalCall is what a call or new expression gives.
func (p *Project) evalCall(n syntax.Node) []Value {
	fn := Callee(n)
	if isImport(fn) {
		if from, ok := Text(Argument(n, 0)); ok {
			return p.required(p.Module(n), from)
		}
		return unknown
	}
	if v, ok := environCall(n); ok {
		return []Value{v}
	}
	if fn.Is("member_expression") && (Last(fn) == "trim" || Last(fn) == "toString") {
		return p.Eval(fn.ChildByField("object"))
	}
	var out []Value
	for _, v := range p.Eval(fn) {
		out = union(out, p.called(n, v))
	}
	return out
}

// required is what require or import() gives: the module itself, of CommonJS what it sets module.exports to.
func (p *Project) required(m *Module, from string) []Value {
	list := p.take(m, from, "*")
	for _, v := range list {
		if v.Kind == Namespace && len(v.Home.exports["default"]) > 0 && len(v.Home.Root.names["require"]) == 0 && isCommonJS(v.Home) {
			return p.give(v.Home, "default")
		}
	}
	return list
}

func isCommonJS(m *Module) bool {
	for n := range m.Tree.Root().NamedChildren() {
		if n.Is("import_statement", "export_statement") {
			return false
		}
	}
	return true
}

// called is what calling one value gives.
func (p *Project) called(n syntax.Node, v Value) []Value {
	switch v.Kind {
	case Symbol:
		if p.options.Wraps(v) {
			return p.Eval(Argument(n, 0))
		}
		if v.Package == "" {
			return unknown
		}
		if list, ok := p.created(n, v); ok {
			return list
		}
		return []Value{{Kind: Object, Package: v.Package, Name: v.Name, Node: n}}
	case Object:
		if p.options.Same(v) {
			v.Attrs = nil
			return []Value{v}
		}
		return p.checked(n, v)
	case Function:
		return p.returned(v.Node)
	case ClassRef:
		if n.Is("new_expression") {
			return p.instance(v.Node, n)
		}
	}
	return unknown
}

// instance is an object of a class: one of the outside symbol that the class derives from, or of the class itself.
func (p *Project) instance(class, call syntax.Node) []Value {
	if base, ok := p.outside(class, 8); ok {
		return []Value{{Kind: Object, Package: base.Package, Name: base.Name, Node: call, Class: class}}
	}
	return []Value{{Kind: Instance, Node: class}}
}

// outside is the symbol of a package that a class derives from, through classes of the project.
func (p *Project) outside(class syntax.Node, depth int) (Value, bool) {
	for _, v := range p.Eval(Extends(class)) {
		switch {
		case v.Kind == Symbol && v.Package != "":
			return v, true
		case v.Kind == ClassRef && v.Node != class && depth > 0:
			return p.outside(v.Node, depth-1)
		}
	}
	return Value{}, false
}

// returned is what a function gives back.
func (p *Project) returned(fn syntax.Node) []Value {
	if p.busy[fn] {
		return nil
	}
	p.busy[fn] = true
	defer delete(p.busy, fn)
	body := fn.ChildByField("body")
	if !body.Is("statement_block") {
		return p.Eval(body)
	}
	var out []Value
	for r := range body.Descendants("return_statement") {
		if functionOf(r) == fn {
			out = union(out, p.Eval(r.NamedChild(0)))
		}
	}
	if !known(out) {
		out = union(p.annotated(fn.ChildByField("return_type")), out)
	}
	return out
}

// evalParam is what callers pass, the default, and what the type says.
func (p *Project) evalParam(b *Binding) []Value {
	var out []Value
	for _, arg := range p.passed(b) {
		out = union(out, p.parts(p.Eval(arg), &Binding{Path: b.Path, Node: b.Node}))
	}
	if b.Default.Valid() {
		rest := slices.Clone(p.Eval(b.Default))
		for i := range rest {
			rest[i].Fallback = true
		}
		out = union(out, rest)
	}
	if b.Value.Valid() { // the default of the pattern as a whole
		out = union(out, p.parts(p.Eval(b.Value), &Binding{Path: b.Path, Node: b.Node}))
	}
	if !known(out) && len(b.Path) == 0 {
		out = union(out, p.annotated(b.Type))
	}
	return union(out, unknown)
}

// passed returns the arguments that the project's calls give a parameter.
func (p *Project) passed(b *Binding) []syntax.Node {
	fn := b.Scope.Node
	name, class := functionName(fn)
	if name == "" {
		return nil
	}
	if class.Valid() && name == "constructor" {
		if name = class.ChildByField("name").Text(); name == "" {
			return nil
		}
	}
	index := paramIndex(fn, b)
	p.calling(name, syntax.Argument{At: index})
	var out []syntax.Node
	for _, m := range slices.Clone(p.order) {
		for _, call := range m.calls[name] {
			if arg := Argument(call, index); arg.Valid() && !arg.Is("spread_element") && p.calls(call, fn, class) {
				out = append(out, arg)
			}
		}
	}
	return out
}

// functionName is the name under which a function is called, and its class where it is a method.
func functionName(fn syntax.Node) (string, syntax.Node) {
	if name := fn.ChildByField("name"); name.Valid() {
		if body := fn.Parent(); body.Is("class_body") {
			return name.Text(), body.Parent()
		}
		return name.Text(), syntax.Node{}
	}
	switch up := fn.Parent(); up.Kind() {
	case "variable_declarator", "public_field_definition":
		return up.ChildByField("name").Text(), syntax.Node{}
	case "pair":
		name, _ := keyText(up.ChildByField("key"))
		return name, syntax.Node{}
	case "assignment_expression":
		return Last(up.ChildByField("left")), syntax.Node{}
	}
	return "", syntax.Node{}
}

// paramIndex is the position at which a call passes the parameter that a binding is, or is a part of.
func paramIndex(fn syntax.Node, b *Binding) int {
	i := 0
	for prm := range fn.ChildByField("parameters").NamedChildren() {
		if prm.Contains(b.Node) {
			return i
		}
		i++
	}
	return 0
}

// calls reports whether a call runs the function, as a constructor when fn is that of class.
func (p *Project) calls(call, fn, class syntax.Node) bool {
	return slices.ContainsFunc(p.Eval(Callee(call)), func(v Value) bool {
		switch v.Kind {
		case Function:
			return v.Node == fn
		case ClassRef:
			return v.Node == class
		}
		return false
	})
}

// Arguments are the arguments of a call.
func Arguments(call syntax.Node) []syntax.Node {
	args := call.ChildByField("arguments")
	if !args.Is("arguments") {
		return nil
	}
	return slices.Collect(args.NamedChildren())
}

// Argument is the i-th argument of a call, the invalid node where there is none.
func Argument(call syntax.Node, i int) syntax.Node {
	if args := call.ChildByField("arguments"); args.Is("arguments") {
		return args.NamedChild(i)
	}
	return syntax.Node{}
}

// Callee is what a call or new expression calls. TypeScript's `await f<T>(x)` parses as a call of (await f).
func Callee(call syntax.Node) syntax.Node {
	fn := call.ChildByField("function")
	if !fn.Valid() {
		fn = call.ChildByField("constructor")
	}
	for fn.Is("await_expression", "parenthesized_expression", "non_null_expression") {
		fn = fn.NamedChild(0)
	}
	return fn
}

// Last returns the last name of a dotted expression: "create" of client.chat.completions.create.
func Last(n syntax.Node) string {
	switch n.Kind() {
	case "identifier", "type_identifier", "property_identifier":
		return n.Text()
	case "member_expression":
		return n.ChildByField("property").Text()
	case "nested_type_identifier":
		return n.ChildByField("name").Text()
	case "non_null_expression", "instantiation_expression":
		return Last(n.NamedChild(0))
	}
	return ""
}

package jssyntax

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Eval returns what an expression can stand for. An empty result means that nothing is known of it either.
func (p *Project) Eval(n syntax.Node) []Value {
	if v, ok := p.memo[n]; ok {
		return v
	}
	if !n.Valid() || p.busy[n] || len(p.busy) > 200 {
		return nil
	}
	p.busy[n] = true
	v := p.eval(n)
	delete(p.busy, n)
	if len(p.busy) == 0 || len(v) > 0 {
		p.memo[n] = v
	}
	return v
}

func (p *Project) eval(n syntax.Node) []Value {
	switch n.Kind() {
	case "identifier", "shorthand_property_identifier", "type_identifier":
		return p.evalName(n)
	case "member_expression", "nested_type_identifier", "nested_identifier":
		return p.evalMember(n)
	case "subscript_expression":
		return p.evalSubscript(n)
	case "call_expression", "new_expression":
		return p.evalCall(n)
	case "string", "template_string":
		if _, ok := Literal(n); ok {
			return []Value{{Kind: String, Node: n}}
		}
	case "number", "true", "false":
		return []Value{{Kind: Scalar, Node: n}}
	case "unary_expression":
		if _, ok := Number(n); ok {
			return []Value{{Kind: Scalar, Node: n}}
		}
	case "undefined", "null":
		return []Value{{Kind: None, Node: n}}
	case "object":
		return []Value{{Kind: Dict, Node: n}}
	case "this":
		if class := enclosingClass(n); class.Valid() {
			return p.instance(class, syntax.Node{})
		}
	case "parenthesized_expression", "await_expression", "non_null_expression", "as_expression", "satisfies_expression", "instantiation_expression":
		return p.Eval(n.NamedChild(0))
	case "type_assertion":
		return p.Eval(n.NamedChild(1))
	case "sequence_expression":
		return p.Eval(n.ChildByField("right"))
	case "assignment_expression":
		return p.Eval(n.ChildByField("right"))
	case "augmented_assignment_expression":
		return union(p.Eval(n.ChildByField("left")), p.Eval(n.ChildByField("right")))
	case "ternary_expression":
		return union(p.Eval(n.ChildByField("consequence")), p.Eval(n.ChildByField("alternative")))
	case "binary_expression":
		return p.evalBinary(n)
	case "arrow_function", "function_expression", "function_declaration", "method_definition", "generator_function":
		return []Value{{Kind: Function, Node: n}}
	case "class", "class_declaration", "abstract_class_declaration":
		return []Value{{Kind: ClassRef, Node: n}}
	}
	return unknown
}

// evalBinary joins both sides of || and ??, the right one being the default; of && the right one counts.
func (p *Project) evalBinary(n syntax.Node) []Value {
	right := slices.Clone(p.Eval(n.ChildByField("right")))
	switch n.ChildByField("operator").Kind() {
	case "&&":
		return right
	case "||", "??":
	default:
		return unknown
	}
	left := slices.Clone(p.Eval(n.ChildByField("left")))
	for i := range left {
		if left[i].Kind == Env {
			left[i].HasDefault = true
		}
	}
	for j := range right {
		right[j].Fallback = true
	}
	return union(left, right)
}

// evalName looks a name up through the scopes around it.
func (p *Project) evalName(n syntax.Node) []Value {
	m := p.Module(n)
	list := m.ScopeOf(n).Lookup(n.Text())
	if len(list) == 0 {
		if n.Text() == "undefined" {
			return []Value{{Kind: None, Node: n}}
		}
		return []Value{{Kind: Symbol, Name: n.Text(), Node: n}}
	}
	var out []Value
	for _, b := range reaching(list, n) {
		out = union(out, via(p.Bound(b), n, b))
	}
	return out
}

// reaching leaves out the bindings that cannot be what n sees: in n's own function those that come later, outside a
// common loop, and those that a later one on every path to n has replaced.
func reaching(list []*Binding, n syntax.Node) []*Binding {
	scope := list[0].Scope
	if scope.Module.Tree != n.Tree() || functionOf(n) != functionOf(list[0].Node) && !isFunction(scope.Node) {
		return list
	}
	last := -1
	for i, b := range list {
		if b.Node.End() <= n.Start() && dominates(b.Node, n) && (last < 0 || list[last].Node.Start() < b.Node.Start()) {
			last = i
		}
	}
	var out []*Binding
	for i, b := range list {
		stale := last >= 0 && i != last && b.Node.Start() < list[last].Node.Start()
		late := b.Node.Start() > n.Start() && functionOf(b.Node) == functionOf(n) && b.Kind == Assign &&
			!b.Node.Enclosing("for_statement", "for_in_statement", "while_statement", "do_statement").Contains(n)
		own := b.Kind == Assign && b.Value.Contains(n) && len(b.Path) == 0
		if !stale && !late && !own {
			out = append(out, b)
		}
	}
	return out
}

func functionOf(n syntax.Node) syntax.Node {
	for up := range n.Ancestors() {
		if isFunction(up) {
			return up
		}
	}
	return syntax.Node{}
}

// dominates reports whether the statement of a binding is on every path to n: the block it stands in holds n.
func dominates(binding, n syntax.Node) bool {
	for up := range binding.Ancestors() {
		if up.Is("statement_block", "program", "if_statement", "else_clause", "switch_case", "formal_parameters", "arrow_function", "ternary_expression", "binary_expression") {
			return up.Contains(n) || up.Is("formal_parameters")
		}
	}
	return true
}

// Bound returns what a binding gives its name.
func (p *Project) Bound(b *Binding) []Value {
	if p.bound[b] {
		return nil
	}
	p.bound[b] = true
	defer delete(p.bound, b)
	switch b.Kind {
	case Import:
		return p.evalImport(b)
	case Func:
		return []Value{{Kind: Function, Node: b.Value}}
	case Class:
		return []Value{{Kind: ClassRef, Node: b.Value}}
	case Enum:
		return []Value{{Kind: Dict, Node: b.Value}}
	case Param:
		return p.evalParam(b)
	case Assign:
		return p.evalAssigned(b)
	}
	return unknown
}

// evalImport is what an import gives; variables that a module hands out are named by the import.
func (p *Project) evalImport(b *Binding) []Value {
	list := p.take(b.Scope.Module, b.From, b.Attr)
	for i, v := range list {
		if v.Kind == Env && !v.Node.Valid() {
			list[i].Node = b.Node
		}
	}
	return list
}

func (p *Project) evalAssigned(b *Binding) []Value {
	if !b.Value.Valid() && !b.Default.Valid() {
		if !b.Type.Valid() { // let client
			return []Value{{Kind: None, Node: b.Node}}
		}
		return p.annotated(b.Type)
	}
	list := p.parts(p.Eval(b.Value), b)
	if !known(list) && b.Type.Valid() {
		return union(p.annotated(b.Type), list)
	}
	return list
}

// parts follows the way of a destructuring pattern and adds its default.
func (p *Project) parts(list []Value, b *Binding) []Value {
	for i, name := range b.Path {
		var next []Value
		for _, v := range list {
			found := p.memberOf(v, name, b.Node)
			if i == len(b.Path)-1 && v.Kind == Environ {
				found = p.variable(v, name, keyOf(b.Node))
			}
			next = union(next, found)
		}
		list = next
	}
	if !b.Default.Valid() || b.Kind == Param && len(b.Path) == 0 {
		return list
	}
	list = slices.Clone(list)
	for i := range list {
		if list[i].Kind == Env {
			list[i].HasDefault = true
		}
	}
	rest := slices.Clone(p.Eval(b.Default))
	for i := range rest {
		rest[i].Fallback = true
	}
	return union(list, rest)
}

// keyOf is what names the part in a pattern: the key of `{ A: a }`, else the name itself.
func keyOf(n syntax.Node) syntax.Node {
	for up := n.Parent(); up.Is("pair_pattern", "assignment_pattern"); up = up.Parent() {
		if up.Is("pair_pattern") {
			return up.ChildByField("key")
		}
	}
	return n
}

// evalMember is a member of what stands before the dot.
func (p *Project) evalMember(n syntax.Node) []Value {
	object, name := n.ChildByField("object"), n.ChildByField("property")
	switch n.Kind() {
	case "nested_type_identifier":
		object, name = n.ChildByField("module"), n.ChildByField("name")
	case "nested_identifier":
		object, name = n.NamedChild(0), n.NamedChild(1)
	}
	if v, ok := environExpression(n); ok {
		return []Value{v}
	}
	return p.members(object, name.Text(), name)
}

func (p *Project) members(object syntax.Node, name string, at syntax.Node) []Value {
	var out []Value
	for _, v := range p.Eval(object) {
		out = union(out, p.memberOf(v, name, at))
	}
	return out
}

func (p *Project) evalSubscript(n syntax.Node) []Value {
	index := n.ChildByField("index")
	if name, ok := Text(index); ok {
		return p.members(n.ChildByField("object"), name, index)
	}
	return unknown
}

// memberOf is one member of a value; at is what names it.
func (p *Project) memberOf(v Value, name string, at syntax.Node) []Value {
	switch v.Kind {
	case Environ:
		return p.variable(v, name, at)
	case Symbol:
		if env, ok := environModule(v.Package, v.named(name).Name); ok {
			return []Value{env}
		}
		if v.Package == "" && v.Name == "globalThis" {
			return []Value{{Kind: Symbol, Name: name}}
		}
		return []Value{v.named(name)}
	case Object:
		v.Attrs = append(slices.Clone(v.Attrs), name)
		v.Trace = nil
		if len(v.Attrs) == 1 && v.Class.Valid() {
			if list := p.classMember(v.Class, name, at, 8); len(list) > 0 {
				return list
			}
		}
		return []Value{v}
	case Namespace:
		if list := p.give(v.Home, name); len(list) > 0 {
			return list
		}
	case Dict:
		return p.entry(v.Node, name)
	case Instance, ClassRef:
		return p.classMember(v.Node, name, at, 8)
	}
	return unknown
}

// entry evaluates an entry of an object literal or enum.
func (p *Project) entry(object syntax.Node, name string) []Value {
	var out []Value
	for _, e := range Entries(object) {
		switch {
		case e.Name == name && e.Method:
			out = []Value{{Kind: Function, Node: e.Node}}
		case e.Name == name:
			out = p.Eval(e.Value)
		case e.Spread:
			for _, v := range p.Eval(e.Value) {
				if v.Kind == Dict && v.Node != object {
					out = union(out, p.entry(v.Node, name))
				} else {
					out = union(out, unknown)
				}
			}
		}
	}
	return out
}

// classMember evaluates a member of a class or of those that it extends.
func (p *Project) classMember(class syntax.Node, name string, at syntax.Node, depth int) []Value {
	var out []Value
	m := p.Module(class)
	for _, b := range m.members[class][name] {
		if b.Kind == Func && isGetter(b.Value) {
			out = union(out, p.returned(b.Value))
			continue
		}
		out = union(out, via(p.Bound(b), at, b))
	}
	if len(out) > 0 || depth == 0 {
		return out
	}
	for _, v := range p.Eval(Extends(class)) {
		if v.Kind == ClassRef {
			out = union(out, p.classMember(v.Node, name, at, depth-1))
		}
	}
	return out
}

func isGetter(method syntax.Node) bool {
	for c := range method.Children() {
		if c.Is("get") {
			return true
		}
	}
	return false
}

// Extends is the expression that a class extends; invalid where it extends nothing.
func Extends(class syntax.Node) syntax.Node {
	for c := range class.NamedChildren() {
		if !c.Is("class_heritage") {
			continue
		}
		for e := range c.NamedChildren() {
			if e.Is("extends_clause") {
				return e.ChildByField("value")
			}
			if !e.Is("implements_clause") {
				return e
			}
		}
	}
	return syntax.Node{}
}

// annotated is an object of the class that a type names, through unions and Promise.
func (p *Project) annotated(t syntax.Node) []Value {
	var out []Value
	for n := range t.Preorder() {
		if !n.Is("type_identifier", "nested_type_identifier") || n.Parent().Is("nested_type_identifier") {
			continue
		}
		for _, v := range p.Eval(n) {
			switch {
			case v.Kind == Symbol && v.Package != "":
				out = union(out, []Value{{Kind: Object, Package: v.Package, Name: v.Name}})
			case v.Kind == ClassRef:
				out = union(out, p.instance(v.Node, syntax.Node{}))
			}
		}
	}
	if len(out) == 0 {
		return unknown
	}
	return out
}

// dotted reports whether an expression is written as a path: process.env.
func dotted(n syntax.Node, path string) bool {
	return strings.ReplaceAll(strings.ReplaceAll(n.Text(), "?.", "."), " ", "") == path
}

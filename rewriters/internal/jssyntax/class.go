package jssyntax

import (
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

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

// class opens the scope of a class and collects its members.
func (m *Module) class(n syntax.Node) {
	outer := m.ScopeOf(n)
	if name := n.ChildByField("name"); name.Valid() {
		outer.add(&Binding{Kind: Class, Node: name, Value: n})
	}
	s := m.scope(n, outer)
	for c := range n.ChildByField("body").NamedChildren() {
		name := c.ChildByField("name")
		if !name.Valid() {
			name = c.ChildByField("property")
		}
		b := &Binding{Kind: Assign, Name: name.Text(), Node: name, Value: c.ChildByField("value"), Type: c.ChildByField("type"), Scope: s}
		switch c.Kind() {
		case "method_definition":
			b.Kind, b.Value = Func, c
		case "public_field_definition", "field_definition":
		default:
			continue
		}
		m.member(n, b.Name, b)
	}
}

func (m *Module) member(class syntax.Node, name string, b *Binding) {
	if m.members[class] == nil {
		m.members[class] = map[string][]*Binding{}
	}
	m.members[class][name] = append(m.members[class][name], b)
}

// enclosingClass is the class whose instance `this` is at a node: functions that have a this of their own hide it.
func enclosingClass(n syntax.Node) syntax.Node {
	for up := range n.Ancestors() {
		switch {
		case isClass(up):
			return up
		case up.Is("function_declaration", "function_expression"):
			return syntax.Node{}
		}
	}
	return syntax.Node{}
}

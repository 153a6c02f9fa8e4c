package jssyntax

import (
	"slices"

	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

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
	at := part{object, name}
	if p.taken[at] { // s = { ...s, a: 1 }; s = { ...s, b: 2 }
		return nil
	}
	p.taken[at] = true
	defer delete(p.taken, at)
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

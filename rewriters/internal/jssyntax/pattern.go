package jssyntax

import (
	"slices"

	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// param binds the names of one parameter. A modifier makes it a member of the class as well.
//
//	Have: constructor(private readonly openai: OpenAI) -> this.openai
func (s *Scope) param(n syntax.Node) {
	pattern, dflt := n, syntax.Node{}
	if n.Is("required_parameter", "optional_parameter") {
		pattern, dflt = n.ChildByField("pattern"), n.ChildByField("value")
	}
	if pattern.Is("assignment_pattern") {
		pattern, dflt = pattern.ChildByField("left"), pattern.ChildByField("right")
	}
	list := destructure(pattern, Binding{Kind: Param, Default: dflt, Type: n.ChildByField("type")})
	for _, b := range list {
		s.add(b)
	}
	modified := n.Child(0).Is("accessibility_modifier", "readonly", "override_modifier")
	if fn := s.Node; modified && len(list) == 1 && fn.Is("method_definition") {
		s.Module.member(fn.Parent().Parent(), list[0].Name, list[0])
	}
}

// destructure returns the bindings of a pattern: of a plain name one, of an object pattern one for each part.
func destructure(pattern syntax.Node, base Binding) []*Binding {
	b := base
	switch pattern.Kind() {
	case "identifier", "shorthand_property_identifier_pattern":
		b.Node, b.Name = pattern, pattern.Text()
		return []*Binding{&b}
	case "object_pattern":
		var out []*Binding
		for part := range pattern.NamedChildren() {
			out = append(out, destructurePart(part, base)...)
		}
		return out
	case "array_pattern", "rest_pattern":
		var out []*Binding
		for n := range pattern.Descendants("identifier", "shorthand_property_identifier_pattern") {
			out = append(out, &Binding{Kind: Opaque, Node: n, Name: n.Text()})
		}
		return out
	case "assignment_pattern":
		b.Default = pattern.ChildByField("right")
		return destructure(pattern.ChildByField("left"), b)
	}
	return nil
}

func destructurePart(part syntax.Node, base Binding) []*Binding {
	b := base
	b.Type = syntax.Node{}
	if len(base.Path) == 0 && base.Kind == Param {
		b.Value, b.Default = base.Default, syntax.Node{}
	} else {
		b.Default = syntax.Node{}
	}
	switch part.Kind() {
	case "shorthand_property_identifier_pattern":
		b.Path = append(slices.Clone(base.Path), part.Text())
		return destructure(part, b)
	case "object_assignment_pattern":
		left := part.ChildByField("left")
		b.Path, b.Default = append(slices.Clone(base.Path), left.Text()), part.ChildByField("right")
		return destructure(left, b)
	case "pair_pattern":
		key, _ := keyText(part.ChildByField("key"))
		b.Path = append(slices.Clone(base.Path), key)
		return destructure(part.ChildByField("value"), b)
	}
	return destructure(part, Binding{Kind: Opaque})
}

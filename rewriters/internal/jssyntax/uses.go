package jssyntax

import (
	"bytes"
	"slices"

	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Uses returns the names in the project's files that read what a binding binds, in the order of the files: in its scope,
// through imports of it, and as a member of its module, its class or an object literal.
func (p *Project) Uses(b *Binding) []syntax.Node {
	if known, ok := p.used[b]; ok {
		return known
	}
	var out []syntax.Node
	names, list := []string{b.Name}, []*Module{b.Scope.Module}
	if !b.local() {
		names = p.spellings(b)
		list = slices.Clone(p.order)
	}
	for _, m := range list {
		if !slices.ContainsFunc(names, func(s string) bool { return bytes.Contains(m.File.Data, []byte(s)) }) {
			continue
		}
		for n := range m.Tree.Root().Descendants("identifier", "shorthand_property_identifier", "property_identifier") {
			if slices.Contains(names, n.Text()) && p.uses(m, n, b) {
				out = append(out, n)
			}
		}
	}
	p.used[b] = out
	return out
}

// local reports whether a name means nothing outside of its function or block.
func (b *Binding) local() bool {
	m := b.Scope.Module
	return b.Scope.Up != nil && !isClass(b.Scope.Node) && !slices.Contains(m.members[enclosingClass(b.Node)][b.Name], b)
}

// spellings are the binding's own name and the aliases it is imported under.
func (p *Project) spellings(b *Binding) []string {
	p.spelling(b.Name)
	out := []string{b.Name}
	for _, m := range p.order {
		for _, list := range m.Root.names {
			for _, o := range list {
				if o.Kind == Import && o.Attr == b.Name && o.Name != b.Name && !slices.Contains(out, o.Name) {
					out = append(out, o.Name)
				}
			}
		}
	}
	return out
}

func (p *Project) uses(m *Module, n syntax.Node, b *Binding) bool {
	up := n.Parent()
	switch {
	case up.Is("import_specifier", "import_clause", "namespace_import", "export_specifier", "required_parameter", "formal_parameters", "method_definition", "public_field_definition", "field_definition"):
		return false
	case isTarget(n):
		return false
	case up.Is("member_expression") && n.Field() == "property":
		return !isTarget(up) && p.memberUses(up, b)
	case n.Is("property_identifier"):
		return false
	}
	for _, found := range m.ScopeOf(n).Lookup(n.Text()) {
		if found.Node == n {
			return false
		}
		if p.stands(found, b, 16) {
			return true
		}
	}
	return false
}

// isTarget reports whether an assignment or declaration sets n rather than reads it.
func isTarget(n syntax.Node) bool {
	up := n.Parent()
	return up.Is("assignment_expression", "augmented_assignment_expression") && n.Field() == "left" ||
		up.Is("variable_declarator", "function_declaration", "class_declaration", "enum_declaration") && n.Field() == "name"
}

// stands reports whether a binding is b or imports it, through so many imports of imports.
func (p *Project) stands(found, b *Binding, depth int) bool {
	if found == b || found.Scope == b.Scope && found.Name == b.Name && found.Kind != Import {
		return true
	}
	if found.Kind != Import || depth == 0 || b.Scope.Up != nil {
		return false
	}
	m, _ := p.resolve(found.Scope.Module.File.Path, found.From)
	return m != nil && p.givesBinding(m, found.Attr, b, depth-1)
}

func (p *Project) givesBinding(m *Module, name string, b *Binding, depth int) bool {
	if depth == 0 {
		return false
	}
	for _, e := range m.exports[name] {
		switch {
		case e.from != "":
			if next, _ := p.resolve(m.File.Path, e.from); next != nil && p.givesBinding(next, e.attr, b, depth-1) {
				return true
			}
		case e.local != "" || e.node.Is("identifier"):
			local := e.local
			if local == "" {
				local = e.node.Text()
			}
			if slices.ContainsFunc(m.Root.names[local], func(o *Binding) bool { return p.stands(o, b, depth-1) }) {
				return true
			}
		}
	}
	for _, from := range m.stars {
		if next, _ := p.resolve(m.File.Path, from); next != nil && p.givesBinding(next, name, b, depth-1) {
			return true
		}
	}
	return false
}

// memberUses reports whether a member reads b through its module or an object of its class.
func (p *Project) memberUses(n syntax.Node, b *Binding) bool {
	for _, v := range p.Eval(n.ChildByField("object")) {
		switch v.Kind {
		case Namespace:
			if b.Scope.Up == nil && p.givesBinding(v.Home, Last(n), b, 8) {
				return true
			}
		case Instance, ClassRef:
			if p.hasMember(v.Node, b, 8) {
				return true
			}
		case Object:
			if v.Class.Valid() && p.hasMember(v.Class, b, 8) {
				return true
			}
		}
	}
	return false
}

func (p *Project) hasMember(class syntax.Node, b *Binding, depth int) bool {
	m := p.Module(class)
	if slices.Contains(m.members[class][b.Name], b) {
		return true
	}
	for _, v := range p.Eval(Extends(class)) {
		if v.Kind == ClassRef && depth > 0 && p.hasMember(v.Node, b, depth-1) {
			return true
		}
	}
	return false
}

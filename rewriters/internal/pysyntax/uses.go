package pysyntax

import (
	"bytes"
	"slices"

	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Uses returns the names in the project's parsed files that read what a binding binds, in the order of the files: in
// its scope, through imports of it, and as an attribute of its module, class or instances. Names that another binding
// of the same scope may also have set are included.
func (p *Project) Uses(b *Binding) []syntax.Node {
	if known, ok := p.used[b]; ok {
		return known
	}
	var out []syntax.Node
	names, list := []string{b.Name}, []*Module{b.Scope.Module}
	if !b.local() {
		names = p.spellings(b)
		for _, name := range names {
			p.spelling(name)
		}
		list = slices.Clone(p.order)
	}
	for _, m := range list {
		if !slices.ContainsFunc(names, func(s string) bool { return bytes.Contains(m.File.Data, []byte(s)) }) {
			continue
		}
		for n := range m.Tree.Root().Descendants("identifier") {
			if slices.Contains(names, n.Text()) && p.uses(m, n, b) {
				out = append(out, n)
			}
		}
	}
	p.used[b] = out
	return out
}

// local reports whether a name means nothing outside of its function.
func (b *Binding) local() bool { return b.Scope.Node.Is("function_definition", "lambda") }

// spellings are the binding's own name and the aliases it is imported under.
func (p *Project) spellings(b *Binding) []string {
	p.spelling(b.Name)
	return append([]string{b.Name}, p.aliases[b.Name]...)
}

// noteAliases notes the names that a module imports others under.
func (p *Project) noteAliases(m *Module) {
	for _, s := range m.scopes {
		for _, list := range s.names {
			for _, b := range list {
				if b.Kind == FromImport && b.Attr != b.Name && !slices.Contains(p.aliases[b.Attr], b.Name) {
					p.aliases[b.Attr] = append(p.aliases[b.Attr], b.Name)
				}
			}
		}
	}
}

func (p *Project) uses(m *Module, n syntax.Node, b *Binding) bool {
	up := n.Parent()
	switch {
	case up.Is("keyword_argument") && n.Field() == "name", up.Is("dotted_name", "aliased_import"):
		return false
	case up.Is("attribute") && n.Field() == "attribute":
		return !isTarget(up) && p.attributeUses(up, b)
	case isTarget(n):
		return false
	}
	for _, found := range m.ScopeOf(n).Lookup(n.Text()) {
		if found.Node == n {
			return false
		}
		if p.stands(found, b) {
			return true
		}
	}
	return false
}

// isTarget reports whether an assignment or parameter sets n rather than reads it.
func isTarget(n syntax.Node) bool {
	up := n.Parent()
	return up.Is("assignment", "augmented_assignment", "for_statement", "for_in_clause") && n.Field() == "left" ||
		up.Is("default_parameter", "typed_default_parameter") && n.Field() == "name" || up.Is("parameters", "typed_parameter", "pattern_list", "tuple_pattern", "list_pattern")
}

// stands reports whether a binding is b or imports it.
func (p *Project) stands(found, b *Binding) bool { return p.standsWithin(found, b, 16) }

// standsWithin follows so many imports of imports.
func (p *Project) standsWithin(found, b *Binding, depth int) bool {
	if found == b || found.Scope == b.Scope && found.Name == b.Name && found.Kind != FromImport {
		return true
	}
	if found.Kind != FromImport || found.Attr != b.Name || b.Scope.Up != nil || depth == 0 {
		return false
	}
	for _, at := range p.places(found.Scope.Module, found.From) {
		if m := p.find(at); m != nil && m != found.Scope.Module {
			return m == b.Scope.Module || slices.ContainsFunc(m.Root.names[b.Name], func(o *Binding) bool { return o.Kind == FromImport && p.standsWithin(o, b, depth-1) })
		}
	}
	return false
}

// attributeUses reports whether an attribute reads b through its module, its class or an instance.
func (p *Project) attributeUses(attr syntax.Node, b *Binding) bool {
	for _, v := range p.Eval(attr.ChildByField("object")) {
		switch v.Kind {
		case Package:
			if v.Module == b.Scope.Module && b.Scope.Up == nil {
				return true
			}
		case Object:
			if v.ofClass() && slices.Contains(p.classBindings(v.Class, b.Name), b) {
				return true
			}
		case Instance, ClassRef:
			if slices.Contains(p.classBindings(v.Node, b.Name), b) {
				return true
			}
		}
	}
	return false
}

package pysyntax

import (
	"slices"

	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// MayReach reports whether a callee may lead to one of the outside names that are wanted, or to a class of the project
// that derives from one. It looks at names and the texts of files only, so that the many calls of everything else cost no
// parse; what it cannot tell is true.
func (p *Project) MayReach(n syntax.Node) bool {
	for n.Is("attribute") {
		n = n.ChildByField("object")
	}
	m := p.Module(n)
	if !n.Is("identifier") || m.selfClass(n).Valid() {
		return true
	}
	list := m.ScopeOf(n).Lookup(n.Text())
	if len(list) == 0 {
		return len(m.Root.stars) > 0 && p.Reaches(m.File.Path)
	}
	return slices.ContainsFunc(list, p.mayBring)
}

// mayBring is MayReach for what binds a name. A name is asked for at each of its calls.
func (p *Project) mayBring(b *Binding) bool {
	known, ok := p.brought[b]
	if !ok {
		known = p.bringing(b)
		p.brought[b] = known
	}
	return known
}

func (p *Project) bringing(b *Binding) bool {
	switch b.Kind {
	case Import, FromImport:
		s := statement{b.From, []string{b.Attr}}
		if b.Kind == Import {
			s = statement{"", []string{b.From}}
			if b.Attr != "" {
				s.names = []string{b.Attr}
			}
		}
		return p.remembered(func(seen map[string]bool) bool { return p.brings(b.Scope.Module.File.Path, s, seen) })
	case Class:
		for base := range b.Value.ChildByField("superclasses").NamedChildren() {
			if !base.Is("keyword_argument") && p.Reaches(b.Scope.Module.File.Path) {
				return true
			}
		}
		return false
	case Func:
		return false
	}
	return true
}

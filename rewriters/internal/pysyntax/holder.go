package pysyntax

import (
	"cmp"
	"slices"

	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Holders are the names that a module binds once, at its top level, on every way to a place where they mean the same: what
// stands there could use them. The first to be bound comes first.
func (p *Project) Holders(m *Module, at syntax.Node) (out []*Binding) {
	scope := m.ScopeOf(at)
	for name, list := range m.Root.names {
		if b := list[0]; len(list) == 1 && b.Kind == Assign && b.Node.End() < at.Start() && dominates(b.Node, at) {
			if seen := scope.Lookup(name); len(seen) == 1 && seen[0] == b {
				out = append(out, b)
			}
		}
	}
	slices.SortFunc(out, func(a, b *Binding) int { return cmp.Compare(a.Node.Start(), b.Node.Start()) })
	return out
}

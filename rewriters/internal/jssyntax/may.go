package jssyntax

import (
	"slices"

	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// MayReach reports whether a callee may lead to a package that Options.Leads finds in a text. It looks at names and the
// texts of files only, so that the many calls of everything else cost no parse of the files that they are imported from; what
// it cannot tell is true.
func (p *Project) MayReach(n syntax.Node) bool { return p.may(syntax.Leads, n) }

// MayMake is [Project.MayReach] for calls that make an object themselves: a function of the project, which may well return
// one, does not.
func (p *Project) MayMake(n syntax.Node) bool { return p.may(syntax.Makes, n) }

// MayStand is [Project.MayReach] for a callee whose own value counts: a function or a class of the project is none of a
// package's.
func (p *Project) MayStand(n syntax.Node) bool { return p.may(syntax.Stands, n) }

func (p *Project) may(q syntax.Question, n syntax.Node) bool {
	if !n.Is("identifier") {
		q = syntax.Leads
	}
	for n.Is("member_expression", "non_null_expression") {
		n = n.NamedChild(0)
	}
	m := p.Module(n)
	if !n.Is("identifier") {
		return p.settled(func() bool { return p.mayLead(m, n) })
	}
	list := m.ScopeOf(n).Lookup(n.Text())
	return len(list) == 0 || // of the language, or of the page
		p.settled(func() bool { return slices.ContainsFunc(list, func(b *Binding) bool { return p.mayBring(q, b) }) })
}

// settled keeps what was found on the way to an answer: where that is no, no name leads anywhere, those that lead to each other
// included.
func (p *Project) settled(answer func() bool) bool {
	found := answer()
	for a := range p.asking {
		if !found {
			p.brought[a] = false
		}
	}
	clear(p.asking)
	return found
}

// mayLead is may for an expression, or a type: whether one of the names in it may lead on.
func (p *Project) mayLead(m *Module, n syntax.Node) bool {
	if isFunction(n) || isClass(n) {
		return p.reaches(m.File.Path)
	}
	for x := range n.Preorder() {
		switch x.Kind() {
		case "this", "super":
			if p.reaches(m.File.Path) {
				return true
			}
		case "identifier", "type_identifier", "shorthand_property_identifier":
			if slices.ContainsFunc(m.ScopeOf(x).Lookup(x.Text()), func(b *Binding) bool { return p.mayBring(syntax.Leads, b) }) {
				return true
			}
		case "call_expression":
			if from, ok := imported(x); ok && p.brings(syntax.Leads, m.File.Path, from, "*") {
				return true
			}
		}
	}
	return false
}

// asked is a question about a binding.
type asked struct {
	syntax.Question
	binding *Binding
}

// mayBring is may for what binds a name. A name is asked for at each of its calls.
func (p *Project) mayBring(q syntax.Question, b *Binding) bool {
	a := asked{q, b}
	if known, ok := p.brought[a]; ok || p.asking[a] {
		return known
	}
	p.asking[a] = true
	found := p.bringing(q, b)
	if found {
		p.brought[a] = true
	}
	return found
}

func (p *Project) bringing(q syntax.Question, b *Binding) bool {
	m := b.Scope.Module
	switch b.Kind {
	case Import:
		return p.brings(q, m.File.Path, b.From, b.Attr)
	case Assign:
		if from, ok := imported(b.Value); ok && len(b.Path) == 1 {
			return p.brings(q, m.File.Path, from, b.Path[0]) || p.mayLead(m, b.Default)
		}
		return p.mayLead(m, b.Value) || p.mayLead(m, b.Default) || p.mayLead(m, b.Type)
	case Func:
		return q == syntax.Leads && p.reaches(m.File.Path)
	case Class:
		return (q == syntax.Leads || q == syntax.Makes && Extends(b.Value).Valid()) && p.reaches(m.File.Path)
	}
	return b.Kind == Param
}

package plan

import (
	"slices"

	"github.com/openai-migrate/migrate/pkg/finding"
)

// Decide sets the decision on a change and on those it drags along, and returns the ids of all that changed, in plan
// order. Accepting accepts everything required; skipping or reopening does the same to everything that requires it.
func (p *Plan) Decide(id string, d Decision) []string { return p.DecideAll([]string{id}, d) }

// DecideAll is [Plan.Decide] for several changes at once; the work does not grow with their number.
func (p *Plan) DecideAll(ids []string, d Decision) []string {
	next := requiredBy
	if d != Accepted {
		next = p.requiring()
	}
	named := make(map[string]bool, len(ids))
	for _, id := range ids {
		named[id] = true
	}
	var changed []string
	for _, c := range p.reach(ids, next) {
		if c.Decision != d && (named[c.ID] || d != Pending || c.Decision == Accepted) {
			c.Decision = d
			changed = append(changed, c.ID)
		}
	}
	return changed
}

// Closure returns a change and everything it requires, directly or not, in plan order.
func (p *Plan) Closure(id string) []*Change { return p.reach([]string{id}, requiredBy) }

// Dependents returns a change and everything that requires it, directly or not, in plan order.
func (p *Plan) Dependents(id string) []*Change { return p.reach([]string{id}, p.requiring()) }

func requiredBy(c *Change) []string { return c.Requires }

// requiring returns the opposite of requiredBy.
func (p *Plan) requiring() func(*Change) []string {
	back := map[string][]string{}
	for _, c := range p.Changes {
		for _, r := range c.Requires {
			back[r] = append(back[r], c.ID)
		}
	}
	return func(c *Change) []string { return back[c.ID] }
}

func (p *Plan) reach(ids []string, next func(*Change) []string) []*Change {
	byID := make(map[string]*Change, len(p.Changes))
	for _, c := range p.Changes {
		byID[c.ID] = c
	}
	seen := map[string]bool{}
	todo := slices.Clone(ids)
	for len(todo) > 0 {
		c := byID[todo[len(todo)-1]]
		todo = todo[:len(todo)-1]
		if c == nil || seen[c.ID] {
			continue
		}
		seen[c.ID] = true
		todo = append(todo, next(c)...)
	}
	return slices.DeleteFunc(slices.Clone(p.Changes), func(c *Change) bool { return !seen[c.ID] })
}

// Accept accepts every pending change that is at least as sure as c, together with all it requires; a change that
// depends on something less sure, or skipped, stays pending.
func (p *Plan) Accept(c finding.Confidence) {
	var unfit []string
	for _, ch := range p.Changes {
		if !sure(ch.Confidence, c) || ch.Decision == Skipped {
			unfit = append(unfit, ch.ID)
		}
	}
	stays := map[*Change]bool{}
	for _, ch := range p.reach(unfit, p.requiring()) {
		stays[ch] = true
	}
	for _, ch := range p.Changes {
		if ch.Decision == Pending && !stays[ch] {
			ch.Decision = Accepted
		}
	}
}

// sure reports whether have is at least want.
func sure(have, want finding.Confidence) bool {
	rank := []finding.Confidence{finding.Manual, finding.Likely, finding.Certain}
	return slices.Index(rank, have) >= slices.Index(rank, want)
}

// Count returns how many changes have a decision.
func (p *Plan) Count(d Decision) int {
	n := 0
	for _, c := range p.Changes {
		if c.Decision == d {
			n++
		}
	}
	return n
}

// Keep drops every change that is not wanted, and with it the hashes of files that no change touches any more. What is
// wanted should be closed under Requires; a requirement that is dropped is taken off the lists of those that named it.
func (p *Plan) Keep(want func(*Change) bool) {
	p.Changes = slices.DeleteFunc(p.Changes, func(c *Change) bool { return !want(c) })
	ids := map[string]bool{}
	for _, c := range p.Changes {
		ids[c.ID] = true
		c.Decision = Pending
	}
	for _, c := range p.Changes {
		c.Requires = slices.DeleteFunc(c.Requires, func(id string) bool { return !ids[id] })
	}
	paths := p.Paths(nil)
	for path := range p.Base {
		if !slices.Contains(paths, path) {
			delete(p.Base, path)
		}
	}
}

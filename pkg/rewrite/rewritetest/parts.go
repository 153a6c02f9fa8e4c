package rewritetest

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/plan"
)

// smallPlan is the number of changes up to which every subset is tried.
const smallPlan = 8

// partsApply applies sets of changes that a person could accept, those closed under Requires, and checks that the
// touched files parse if they did before, and the whole holds if it did. A large plan is tried with each change and what it requires, and with all but
// each change and what requires it.
func partsApply(s *subject) error {
	seen := map[string]bool{}
	for part := range parts(s.first.plan) {
		changed, err := s.first.apply(part.has)
		if err != nil {
			return fmt.Errorf("changes %s: %w", part, err)
		}
		for path, raw := range changed {
			key := path + "\x00" + string(raw)
			if seen[key] || s.parse(path, s.files[path]) != nil {
				continue
			}
			seen[key] = true
			if err := s.parse(path, raw); err != nil {
				return fmt.Errorf("changes %s: %s no longer parses: %w\n%s", part, path, err, raw)
			}
		}
		for _, check := range s.whole {
			if err := check(s.with(changed)); err != nil {
				return fmt.Errorf("changes %s: the tree no longer holds: %w", part, err)
			}
		}
	}
	return nil
}

// part is a set of changes by id.
type part map[string]bool

func (p part) has(c *plan.Change) bool { return p[c.ID] }

func (p part) String() string {
	return strings.Join(slices.Sorted(maps.Keys(p)), " ")
}

func (p part) closed(all *plan.Plan) bool {
	for _, c := range all.Changes {
		for _, id := range c.Requires {
			if p[c.ID] && !p[id] {
				return false
			}
		}
	}
	return true
}

// parts yields the sets to try.
func parts(p *plan.Plan) iter.Seq[part] {
	if len(p.Changes) <= smallPlan {
		return subsets(p)
	}
	return func(yield func(part) bool) {
		for _, c := range p.Changes {
			if !yield(partOf(p.Closure(c.ID))) || !yield(without(p, p.Dependents(c.ID))) {
				return
			}
		}
	}
}

func subsets(p *plan.Plan) iter.Seq[part] {
	return func(yield func(part) bool) {
		for bits := range 1 << len(p.Changes) {
			set := part{}
			for i, c := range p.Changes {
				if bits>>i&1 == 1 {
					set[c.ID] = true
				}
			}
			if set.closed(p) && !yield(set) {
				return
			}
		}
	}
}

func partOf(list []*plan.Change) part {
	set := part{}
	for _, c := range list {
		set[c.ID] = true
	}
	return set
}

func without(p *plan.Plan, list []*plan.Change) part {
	set := partOf(p.Changes)
	for _, c := range list {
		delete(set, c.ID)
	}
	return set
}

package review

import (
	"path"
	"strings"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
)

// index is what is derived from the plan once: who stands where, and which changes form a set. A set is everything that
// hangs together through Requires, in either direction.
type index struct {
	at     map[string]int // id -> place in the plan
	set    []int          // place -> number of its set, counted from 0; -1 for a change that stands alone
	sets   [][]int        // number -> places, in plan order
	needle []string       // place -> text that the filter searches
}

func newIndex(p *plan.Plan) *index {
	x := &index{at: make(map[string]int, len(p.Changes))}
	for i, c := range p.Changes {
		x.at[c.ID] = i
		x.needle = append(x.needle, strings.ToLower(strings.Join([]string{c.Title, c.Path, c.Rule, c.ID}, "\n")))
	}
	x.collect(x.roots(p))
	return x
}

// roots joins each change with what it requires and returns a representative for every place (union-find).
func (x *index) roots(p *plan.Plan) []int {
	parent := make([]int, len(p.Changes))
	for i := range parent {
		parent[i] = i
	}
	find := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	for i, c := range p.Changes {
		for _, id := range c.Requires {
			if j, ok := x.at[id]; ok {
				parent[find(j)] = find(i)
			}
		}
	}
	for i := range parent {
		parent[i] = find(i)
	}
	return parent
}

// collect numbers the sets of two and more in the order of their first change.
func (x *index) collect(root []int) {
	size, number := map[int]int{}, map[int]int{}
	for _, r := range root {
		size[r]++
	}
	for i, r := range root {
		if size[r] == 1 {
			x.set = append(x.set, -1)
			continue
		}
		n, ok := number[r]
		if !ok {
			n = len(x.sets)
			number[r] = n
			x.sets = append(x.sets, nil)
		}
		x.set = append(x.set, n)
		x.sets[n] = append(x.sets[n], i)
	}
}

// members returns the places of the set that the change at place i belongs to, itself included.
func (x *index) members(i int) []int {
	if x.set[i] < 0 {
		return []int{i}
	}
	return x.sets[x.set[i]]
}

// group is one heading of the list with the changes under it. accepted is kept up to date by count.
type group struct {
	name     i18n.Text
	places   []int
	accepted int
}

// listRow is one line of the list: a change, or the heading of a group where place is -1.
type listRow struct{ group, place int }

// byFile groups the changes by path, as the plan orders them.
func (x *index) byFile(p *plan.Plan, show func(place int) bool) []group {
	var out []group
	last := ""
	for i, c := range p.Changes {
		if !show(i) {
			continue
		}
		if len(out) == 0 || c.Path != last {
			out, last = append(out, group{name: same(clean(c.Path))}), c.Path
		}
		out[len(out)-1].places = append(out[len(out)-1].places, i)
	}
	return out
}

// bySet groups the changes by set; those that stand alone come last, under one heading.
func (x *index) bySet(p *plan.Plan, show func(place int) bool) []group {
	var out []group
	for n, places := range x.sets {
		g := group{name: i18n.Tf("第 %d 组", "set %d", n+1)}
		for _, i := range places {
			if show(i) {
				g.places = append(g.places, i)
			}
		}
		if len(g.places) > 0 {
			out = append(out, g)
		}
	}
	alone := group{name: i18n.T("独立的改动", "on their own")}
	for i := range p.Changes {
		if x.set[i] < 0 && show(i) {
			alone.places = append(alone.places, i)
		}
	}
	if len(alone.places) > 0 {
		out = append(out, alone)
	}
	return out
}

// rows lays the groups out as lines.
func rows(groups []group) []listRow {
	var out []listRow
	for g := range groups {
		out = append(out, listRow{group: g, place: -1})
		for _, i := range groups[g].places {
			out = append(out, listRow{group: g, place: i})
		}
	}
	return out
}

// base is the last part of a path, for rows that stand under a heading that is no path.
func base(p string) string { return clean(path.Base(p)) }

package plan

import "slices"

// Sets splits the plan into its change-sets, in plan order: changes that require each other, directly or not, and so stand
// or fall together. A set may require others that do not require it.
func (p *Plan) Sets() [][]*Change {
	back := p.requiring()
	seen := map[*Change]bool{}
	var out [][]*Change
	for _, c := range p.Changes {
		if seen[c] {
			continue
		}
		up, down := p.reach([]string{c.ID}, requiredBy), p.reach([]string{c.ID}, back)
		set := slices.DeleteFunc(up, func(o *Change) bool { return !slices.Contains(down, o) })
		for _, o := range set {
			seen[o] = true
		}
		out = append(out, set)
	}
	return out
}

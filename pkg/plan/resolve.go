package plan

import "github.com/openai-migrate/migrate/pkg/finding"

// Resolve returns the findings with their fixes settled against each other: each keeps the one fix that a plan would
// take, or none. A fix that follows a change nobody makes is no fix, and a report must not promise it.
func Resolve(found []finding.Finding) []finding.Finding {
	s := newSelection(found)
	s.settle()
	chosen := map[*finding.Finding]*finding.Fix{}
	for _, c := range s.picks {
		chosen[c.finding] = c.fix
	}
	out := make([]finding.Finding, len(found))
	for i := range found {
		out[i] = found[i]
		out[i].Fixes = nil
		if fix := chosen[&found[i]]; fix != nil {
			out[i].Fixes = []finding.Fix{*fix}
		}
	}
	return out
}

package plan

import (
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
)

// Resolve returns the findings with their fixes settled against each other: each keeps the one fix that a plan would
// take, or none. A fix that follows a change nobody makes is no fix, and a report must not promise it: what a person must do
// in its place is said then.
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
		switch fix := chosen[&found[i]]; {
		case fix != nil:
			out[i].Fixes = []finding.Fix{*fix}
		case len(found[i].Fixes) > 0 && found[i].Otherwise.Complete():
			out[i].Confidence, out[i].Verdict = finding.Manual, ""
			out[i].Message = i18n.Join(out[i].Message, found[i].Otherwise)
		}
	}
	return out
}

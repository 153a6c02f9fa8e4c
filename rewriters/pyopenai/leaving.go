package pyopenai

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// place is where a field is told of: the literal that holds its value, else its entry. What two requests share is told
// once.
func (j judged) place() syntax.Node {
	if j.Literal.Valid() {
		return j.Literal
	}
	return j.Entry
}

// leaving are the fields of a request that go from where they stand. They go in one change: what stands next to each other
// in a call is not taken out piece by piece.
func (s *survey) leaving(r *request) []judged {
	var out []judged
	for _, j := range s.judgements(r) {
		if !j.leaves() || s.told[j.place()] {
			continue
		}
		s.told[j.place()] = true
		if !slices.ContainsFunc(out, func(o judged) bool { return o.Entry == j.Entry }) {
			out = append(out, j)
		}
	}
	return out
}

// movedInto are the entries that go on in extra_body under the target's own names.
//
//	Have: create(user=uid) -> create(extra_body={"user_id": uid})
func movedInto(m *pysyntax.Module, at syntax.Node, list []judged) []string {
	var out []string
	for _, j := range list {
		if j.Action == provider.Rename {
			out = append(out, m.QuoteAt(at, j.Name)+": "+j.Content().Text())
		}
	}
	return out
}

// keywords are the names of those fields that are arguments of the call itself.
func keywords(list []judged) []string {
	var out []string
	for _, j := range list {
		if j.Entry.Is("keyword_argument") {
			out = append(out, j.Keyword())
		}
	}
	return out
}

// pairsOf groups those fields by the dict that they are entries of, in order.
func pairsOf(list []judged) (dicts []syntax.Node, pairs map[syntax.Node][]syntax.Node) {
	pairs = map[syntax.Node][]syntax.Node{}
	for _, j := range list {
		if !j.Entry.Is("pair") {
			continue
		}
		dict := j.Entry.Parent()
		if pairs[dict] == nil {
			dicts = append(dicts, dict)
		}
		pairs[dict] = append(pairs[dict], j.Entry)
	}
	return dicts, pairs
}

// pairEdits takes those fields out that are entries of dicts, and adds pairs to one of them.
func (s *survey) pairEdits(list []judged, to syntax.Node, add []string) []finding.Edit {
	dicts, pairs := pairsOf(list)
	if len(add) > 0 && pairs[to] == nil {
		dicts = append(dicts, to)
	}
	var out []finding.Edit
	for _, dict := range dicts {
		var here []string
		if dict == to {
			here = add
		}
		m := s.py.Module(dict)
		out = append(out, finding.In(m.File, m.RearrangePairs(dict, pairs[dict], here)...)...)
	}
	return out
}

// leavingText says why fields go, each with its reason.
func leavingText(list []judged) i18n.Text {
	var zh, en []string
	for _, j := range list {
		zh, en = append(zh, j.Reason.ZH), append(en, j.Reason.EN)
	}
	return i18n.T(strings.Join(zh, "；"), strings.Join(en, "; "))
}

// fieldFix is the change of one field in place.
func (s *survey) fieldFix(r *request, j judged, m *pysyntax.Module, e edit.Edit) finding.Fix {
	fix := finding.Fix{
		Title: j.Title(j.Sent.Field), Why: j.Reason, Sources: rewrite.Sources(j.Verdict), Confidence: finding.Certain,
		Edits: finding.In(m.File, e),
	}
	s.waitFor(&fix, r)
	if s.hesitates(r, j) {
		fix.Confidence = finding.Likely
	}
	return fix
}

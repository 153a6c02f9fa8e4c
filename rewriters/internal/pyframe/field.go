package pyframe

import (
	"slices"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/rewriters/internal/pyfield"
)

// judged is a field that a site has sent with its requests, and the verdict on it.
type judged struct {
	pyfield.Field
	provider.Judgement
}

// judgements are the verdicts on what a site says of its requests of which there is something to tell. Messages are judged
// where the SDK sends them; a framework has its own form of them.
func (v *survey) judgements(s *Site) []judged {
	if v.target == nil || s.Does != finding.Chat || !s.node.Is("call") || s.Wrap != nil {
		return nil
	}
	if s.judged == nil {
		c, _ := v.choice(s)
		list := []judged{}
		for _, f := range pyfield.Of(v.py, s.node) {
			if wire := s.Wire[f.Sent.Field]; wire != "" {
				f.Sent.Field = wire
			}
			if j := v.target.Judge(c, f.Sent); !j.Silent && f.Entry.Parent().Parent() == s.node {
				list = append(list, judged{f, j})
			}
		}
		s.judged = &list
	}
	return *s.judged
}

// leaving are the arguments that go with the move of a site: the target does not take them. They are part of the site's own
// change, because what stands next to each other in a call is not taken out piece by piece.
func (v *survey) leaving(s *Site) (names []string, why []i18n.Text, sure bool) {
	sure = true
	for _, j := range v.judgements(s) {
		if (j.Action == provider.Drop || s.detours(j)) && !slices.Contains(names, j.Keyword()) {
			names, why, sure = append(names, j.Keyword()), append(why, j.Reason), sure && j.Sure
		}
	}
	return names, why, sure
}

// detours reports whether a field must go through extra_body to arrive under the name that the target knows: the framework
// would send it under the other name, however it is called in the code.
//
//	Have: ChatOpenAI(max_tokens=5), which sends max_completion_tokens -> ChatOpenAI(extra_body={"max_tokens": 5})
func (s *Site) detours(j judged) bool {
	return j.Action == provider.Rename && s.Wire[j.Name] == j.Sent.Field && !s.has("extra_body") &&
		slices.ContainsFunc(s.Also, func(x Setting) bool { return x.Name == "extra_body" })
}

// detoured are the entries of extra_body for such fields.
func (v *survey) detoured(s *Site) (entries []string) {
	for _, j := range v.judgements(s) {
		if s.detours(j) {
			entries = append(entries, s.mod.Quote(j.Name)+": "+j.Content().Text())
		}
	}
	return entries
}

// fieldFindings reports the arguments of a site of which the target wants something else, and that do not go with its move.
func (v *survey) fieldFindings(s *Site) {
	if s.State == Staying {
		return
	}
	for _, j := range v.judgements(s) {
		moves := s.State == Moving
		if moves && (j.Action == provider.Drop || s.detours(j)) || v.told[j.Entry] {
			continue
		}
		v.told[j.Entry] = true
		f := finding.Finding{
			Rule: v.frame.rules.field, Kind: finding.Parameter, Symbol: j.Sent.Field, Capability: s.Does, Client: s.id(),
			Message: j.Reason, Verdict: finding.Verdict(j.Action), Sources: rewrite.Sources(j.Verdict),
		}
		if e, ok := j.InPlace(j.Judgement); ok && moves && (j.Action != provider.Rename || s.Wire[j.Name] == "") {
			f.Fixes, f.Sources = []finding.Fix{v.fieldFix(s, j, e)}, nil
		}
		v.report(s.mod, j.Entry, f)
	}
}

// fieldFix changes a value or a name in place.
//
//	Have: ChatOpenAI(temperature=0) -> ChatOpenAI(temperature=0.01)
func (v *survey) fieldFix(s *Site, j judged, e edit.Edit) finding.Fix {
	m := s.mod
	if j.Elsewhere() && j.Action != provider.Rename {
		m = v.py.Module(j.Literal)
	}
	fix := finding.Fix{
		Title: j.Title(j.Sent.Field), Why: j.Reason, Sources: rewrite.Sources(j.Verdict), Confidence: finding.Certain, Edits: tie(m, e),
		Provides: []finding.Key{s.key(finding.KeyModel)}, Requires: []finding.Key{s.key(finding.KeyClient)},
	}
	if !j.Sure || len(s.doubts) > 0 || j.Elsewhere() {
		fix.Confidence = finding.Likely
	}
	return fix
}

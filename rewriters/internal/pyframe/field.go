package pyframe

import (
	"slices"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/rewriters/internal/pyfield"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// judged is a field that a site has sent with its requests, and the verdict on it.
type judged struct {
	pyfield.Field
	provider.Judgement
	inside syntax.Node // the dict, or the call that makes one, in which it stands; invalid for an argument of the site itself
}

// judgements are the verdicts on what a site says of its requests of which there is something to tell. Messages are judged
// where the SDK sends them; a framework has its own form of them.
func (v *survey) judgements(s *Site) []judged {
	if v.target == nil || s.Does != finding.Chat || s.Wrap != nil {
		return nil
	}
	if s.judged == nil {
		list := v.judgeFields(s, s.node, false)
		for _, at := range v.insides(s) {
			list = append(list, v.judgeFields(s, at, true)...)
		}
		s.judged = &list
	}
	return *s.judged
}

// judgeFields judges what a call's keywords or a dict's entries send. Inside an argument the framework passes fields on by
// the names that they have there.
func (v *survey) judgeFields(s *Site, at syntax.Node, inside bool) []judged {
	c, _ := v.choice(s)
	list := []judged{}
	for _, f := range pyfield.Of(v.py, at) {
		if wire := v.wire(s)[f.Sent.Field]; wire != "" && !inside {
			f.Sent.Field = wire
		}
		j := v.target.Judge(c, f.Sent)
		if up := f.Entry.Parent(); j.Silent || up != at && up.Parent() != at {
			continue
		}
		one := judged{Field: f, Judgement: j}
		if inside {
			one.inside = at
		}
		list = append(list, one)
	}
	return list
}

// wire are the fields that a site's class sends under other names, in the version that the project uses.
func (v *survey) wire(s *Site) map[string]string {
	if s.Unwire.Before != "" && v.of(s.Unwire) {
		return nil
	}
	return s.Wire
}

// insides are the dicts of further fields that a site is given, where they stand in it; beside a dict of settings the one
// around the list it is in.
//
//	Have: generation_kwargs={"temperature": 0}, model_settings=ModelSettings(temperature=0), {"config_list": […], "temperature": 0}
func (v *survey) insides(s *Site) (out []syntax.Node) {
	for _, name := range s.Inside {
		if g := s.arg(name); g.own && holds(g.value) {
			out = append(out, g.value)
		}
	}
	if up := s.node.Parent(); s.node.Is("dictionary") && up.Is("list") && up.Parent().Is("pair") {
		out = append(out, up.Parent().Parent())
	}
	return out
}

// leaving are the arguments that go with the move of a site: the target does not take them. They are part of the site's own
// change, because what stands next to each other in a call is not taken out piece by piece.
func (v *survey) leaving(s *Site) (names []string, why []i18n.Text, sure bool) {
	sure = true
	for _, j := range v.judgements(s) {
		if j.Action != provider.Drop && !v.detours(s, j) {
			continue
		}
		if v.replaced(s, j.Keyword()) && !j.inside.Valid() {
			sure = sure && j.Sure
			continue
		}
		if name := j.Keyword(); j.inside.Valid() {
			why, sure = append(why, j.Reason), sure && j.Sure
		} else if !slices.Contains(names, name) {
			names, why, sure = append(names, name), append(why, j.Reason), sure && j.Sure
		}
	}
	return names, why, sure
}

// replaced reports whether a setting of the shape takes the place of an argument that the target does not take.
func (v *survey) replaced(s *Site, name string) bool {
	return slices.ContainsFunc(s.Also, func(x Setting) bool { return x.Force && x.Name == name && x.Value(v, s) != "" })
}

// refused reports whether the target does not take an argument of a site.
func (v *survey) refused(s *Site, name string) bool {
	return slices.ContainsFunc(v.judgements(s), func(j judged) bool { return j.Action == provider.Drop && !j.inside.Valid() && j.Keyword() == name })
}

// gone are the entries that go from a dict that a site is given.
func (v *survey) gone(s *Site, from syntax.Node) (out []syntax.Node) {
	for _, j := range v.judgements(s) {
		if j.inside.Valid() && j.inside == from && j.Action == provider.Drop && !slices.Contains(out, j.Entry) {
			out = append(out, j.Entry)
		}
	}
	return out
}

// detours reports whether a field must go through extra_body to arrive under the name that the target knows: the framework
// would send it under the other name, however it is called in the code.
//
//	Have: ChatOpenAI(max_tokens=5), which sends max_completion_tokens -> ChatOpenAI(extra_body={"max_tokens": 5})
func (v *survey) detours(s *Site, j judged) bool {
	if j.Action != provider.Rename || j.inside.Valid() || v.wire(s)[j.Name] != j.Sent.Field {
		return false
	}
	door := slices.ContainsFunc(s.Also, func(x Setting) bool { return x.Name == "extra_body" })
	g := s.arg("extra_body")
	return door && (!g.value.Valid() || g.own && holds(g.value))
}

// detoured are the entries of extra_body for such fields.
func (v *survey) detoured(s *Site, under []string) (out []entry) {
	for _, j := range v.judgements(s) {
		if v.detours(s, j) {
			out = append(out, entry{append(slices.Clone(under), j.Name), j.Content().Text()})
		}
	}
	return out
}

// fieldFindings reports the arguments of a site of which the target wants something else, and that do not go with its move.
func (v *survey) fieldFindings(s *Site) {
	if s.State == Staying {
		return
	}
	for _, j := range v.judgements(s) {
		moves := s.State == Moving
		if moves && (j.Action == provider.Drop || v.detours(s, j)) || v.told[j.Entry] {
			continue
		}
		v.told[j.Entry] = true
		v.fieldFinding(s, j, moves)
	}
}

// fieldFinding reports one field, with the change of it where that stands in place.
func (v *survey) fieldFinding(s *Site, j judged, moves bool) {
	f := finding.Finding{
		Rule: v.frame.rules.field, Kind: finding.Parameter, Symbol: j.Sent.Field, Capability: s.Does, Client: s.id(),
		Message: j.Reason, Verdict: finding.Verdict(j.Action), Sources: rewrite.Sources(j.Verdict),
	}
	if e, ok := j.InPlace(j.Judgement); ok && moves && (j.Action != provider.Rename || v.wire(s)[j.Name] == "" || j.inside.Valid()) {
		f.Fixes, f.Sources = []finding.Fix{v.fieldFix(s, j, e)}, nil
	}
	v.report(v.py.Module(j.Entry), j.Entry, f)
}

// fieldFix changes a value or a name in place.
//
//	Have: ChatOpenAI(temperature=0) -> ChatOpenAI(temperature=0.01)
func (v *survey) fieldFix(s *Site, j judged, e edit.Edit) finding.Fix {
	m := v.py.Module(j.Entry)
	if j.Elsewhere() && j.Action != provider.Rename {
		m = v.py.Module(j.Literal)
	}
	fix := finding.Fix{
		Title: j.Title(j.Sent.Field), Why: j.Reason, Sources: rewrite.Sources(j.Verdict), Confidence: finding.Certain, Edits: finding.In(m.File, e),
		Provides: []finding.Key{s.key(finding.KeyModel)}, Requires: []finding.Key{s.key(finding.KeyClient)},
	}
	if !j.Sure || len(s.doubts) > 0 || j.Elsewhere() {
		fix.Confidence = finding.Likely
	}
	return fix
}

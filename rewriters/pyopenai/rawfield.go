package pyopenai

import (
	"maps"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/rewriters/internal/pyfield"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// rawBody is the dict display that a request is sent with, which names its model beside its messages.
//
// Its fields are judged as those of a call of the SDK. They change only where the body goes to the target as the code
// stands: where a setting may send it elsewhere, with another model, they are a person's.
type rawBody struct {
	mod    *pysyntax.Module
	dict   syntax.Node
	model  syntax.Node // the expression that gives it
	choice provider.Choice
	fields []judged

	settled bool // see survey.settled
}

// rawBodies are the bodies of the requests that go to an address that moves.
func (s *survey) rawBodies() []rawBody {
	var out []rawBody
	for _, v := range s.raw.sent {
		pair := v.Parent()
		dict := pair.Parent()
		if !pair.Is("pair") || !dict.Is("dictionary") || s.told[dict] || !s.ofChat(dict) {
			continue
		}
		s.told[dict] = true
		b := rawBody{mod: s.py.Module(dict), dict: dict, model: v, choice: s.rawChoice(v)}
		b.settled = s.settled(b)
		s.judgeBody(&b)
		out = append(out, b)
	}
	return out
}

// judgeBody finds the fields of which there is something to tell. Of one that a setting may give another value, the entry
// counts and not the values that can be seen.
func (s *survey) judgeBody(b *rawBody) {
	for _, f := range pyfield.Of(s.py, b.dict) {
		if !b.settled && f.Literal.Valid() && f.Literal != f.Content() && f.Entry.Is("pair") && f.Entry.Parent() == b.dict {
			f.Sent.Value, f.Literal = nil, syntax.Node{}
		}
		j := judged{f, s.target.Judge(b.choice, f.Sent)}
		if !j.Silent && !s.told[j.place()] {
			s.told[j.place()] = true
			b.fields = append(b.fields, j)
		}
	}
}

// ofChat reports whether a dict is the body of a chat request, or what such bodies have in common but for their messages.
func (s *survey) ofChat(dict syntax.Node) bool {
	if s.py.Entry(dict, "messages").Valid() {
		return true
	}
	shared := false
	for pair := range dict.NamedChildren() {
		key, _ := pysyntax.Text(pair.ChildByField("key"))
		_, field := provider.FieldNamed(key)
		if !bodyKeys[key] && !field && key != "model" && !strings.HasSuffix(key, "timeout") || key == "prompt" || key == "input" {
			return false
		}
		shared = shared || key != "model"
	}
	return shared
}

// rawChoice is the model that a request will be sent to; only its provider is known where the model is not.
func (s *survey) rawChoice(v syntax.Node) provider.Choice {
	for _, k := range s.raw.order {
		if c, ok := s.target.Model(k.name, k.need); ok && slices.Contains(k.from, v) {
			return c
		}
	}
	return provider.Choice{}
}

// doubtBodies notes on what moves which fields of its bodies will fail, unless a person takes them out.
func (s *survey) doubtBodies() {
	if s.target == nil {
		return
	}
	s.raw.bodies = s.rawBodies()
	for _, b := range s.raw.bodies {
		for _, j := range b.fields {
			switch {
			case j.Action == provider.Block:
				s.doubtSites(b, i18n.Tf("%[1]s 迁移后会失败（%[2]s）", "%[1]s will fail at the target (%[2]s)", j.Sent.Field, s.Place(j.Entry)))
			case j.Action == provider.Drop && !b.settled:
				s.doubtSites(b, i18n.Tf("%[1]s 需人工从请求中去掉（%[2]s）", "take %[1]s out of the request by hand (%[2]s)", j.Sent.Field, s.Place(j.Entry)))
			}
		}
	}
}

func (s *survey) doubtSites(b rawBody, why i18n.Text) {
	for _, x := range s.raw.sites {
		if x.mod == b.mod && x.moves() {
			x.doubt = append(x.doubt, why)
		}
	}
}

// rawFieldFindings reports what the target makes of the bodies of requests that are sent by hand.
func (s *survey) rawFieldFindings() {
	if s.target == nil {
		return
	}
	for _, b := range s.raw.bodies {
		if s.reportable(b.mod) {
			s.Guard(b.mod, func(*pysyntax.Module) { s.rawFields(b) })
		}
	}
}

func (s *survey) rawFields(b rawBody) {
	var leaving []judged
	for _, j := range b.fields {
		if b.settled && j.leaves() {
			leaving = append(leaving, j)
			continue
		}
		f := s.rawFieldFinding(j)
		if e, ok := j.InPlace(j.Judgement); ok && b.settled {
			f.Fixes = []finding.Fix{s.rawBodyFix(j.Title(j.Sent.Field), j.Reason, rewrite.Sources(j.Verdict), s.inPlace(b, j, e))}
		}
		s.Report(b.mod, j.Entry, f)
	}
	s.rawLeaving(b, leaving)
}

func (s *survey) inPlace(b rawBody, j judged, e edit.Edit) []finding.Edit {
	owner := b.mod
	if j.Literal.Valid() && j.Action != provider.Rename {
		owner = s.py.Module(j.Literal)
	}
	return finding.In(owner.File, e)
}

// rawLeaving takes fields out of a body, and adds those that the target's model wants said where the model is written out:
// where a setting may name another model, they may be wrong for that.
//
//	Have: json={"model": "gpt-4o", "messages": m, "user": u} -> json={"model": "glm-5", "messages": m, "user_id": u, "thinking": {"type": "disabled"}}
func (s *survey) rawLeaving(b rawBody, leaving []judged) {
	set, add := map[string]any{}, movedInto(b.mod, b.model, leaving)
	if s.writtenOut(b.model) && s.py.Entry(b.dict, "messages").Valid() {
		for _, name := range slices.Sorted(maps.Keys(b.choice.Set)) {
			if !s.py.Entry(b.dict, name).Valid() {
				set[name] = b.choice.Set[name]
				add = append(add, b.mod.QuoteAt(b.model, name)+": "+literalOf(b.mod, b.model, set[name]))
			}
		}
	}
	if len(leaving)+len(set) == 0 {
		return
	}
	f := finding.Finding{
		Rule: ruleExtra, Kind: finding.Parameter, Symbol: "extra_body", Capability: finding.Chat, Client: s.rawID(),
		Message: extraText(set),
	}
	sources := []finding.Source{}
	if len(set) > 0 {
		sources = rewrite.Sources(b.choice.Verdict)
	}
	if len(leaving) > 0 {
		f.Rule, f.Symbol, f.Message, f.Verdict = ruleField, fieldNames(leaving), leavingText(leaving), finding.Verdict(leaving[0].Action)
	}
	for _, j := range leaving {
		sources = joinSources(sources, rewrite.Sources(j.Verdict))
	}
	title := bodyTitle(i18n.T("传入额外字段", "pass the extra field"), set, leaving)
	f.Fixes = []finding.Fix{s.rawBodyFix(title, s.extraWhy(set, leaving), sources, s.pairEdits(leaving, b.dict, add))}
	s.Report(b.mod, b.model, f)
}

// rawFieldFinding is what is common to the findings on one field of a body.
func (s *survey) rawFieldFinding(j judged) finding.Finding {
	f := finding.Finding{
		Rule: ruleField, Kind: finding.Parameter, Symbol: j.Sent.Field, Capability: finding.Chat, Client: s.rawID(),
		Message: j.Reason, Verdict: finding.Verdict(j.Action), Sources: rewrite.Sources(j.Verdict),
	}
	if j.Action == provider.Block {
		f.Rule, f.Confidence = ruleRefused, finding.Manual
	}
	return f
}

// rawBodyFix is a change of a body; it goes with the change of address and model.
func (s *survey) rawBodyFix(title, why i18n.Text, sources []finding.Source, edits []finding.Edit) finding.Fix {
	return finding.Fix{
		Title: title, Why: why, Sources: sources, Confidence: finding.Likely, Edits: edits,
		Provides: []finding.Key{s.rawKeyOf(finding.KeyModel)},
		Requires: []finding.Key{s.rawKeyOf(finding.KeyClient)},
	}
}

// settled reports whether a body goes to the target: each model that it may be sent with is written in the code, or each
// address of its module is.
func (s *survey) settled(b rawBody) bool {
	unseen := slices.ContainsFunc(s.py.Eval(b.model), func(v pysyntax.Value) bool { return v.Kind != pysyntax.String && v.Kind != pysyntax.Env })
	known, open := 0, 0
	for _, x := range s.raw.sites {
		switch {
		case x.mod != b.mod || !x.moves():
		case x.setting.constant():
			known++
		default:
			open++
		}
	}
	return b.choice.ID != "" && (!unseen || known > 0 && open == 0)
}

// writtenOut reports whether an expression is one literal and nothing else.
func (s *survey) writtenOut(n syntax.Node) bool {
	list := s.py.Eval(n)
	return len(list) == 1 && list[0].Kind == pysyntax.String && !list[0].Fallback
}

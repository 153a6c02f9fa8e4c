package jsopenai

import (
	"strconv"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// judgements are the verdicts on what a request sends of which there is something to tell.
func (s *survey) judgements(r *request) []judged {
	if s.target == nil || s.sent(r).Capability != finding.Chat {
		return nil
	}
	if r.judged == nil {
		list := s.judgeRequest(r)
		r.judged = &list
	}
	return *r.judged
}

func (s *survey) judgeRequest(r *request) []judged {
	var fields []field
	for _, o := range r.objects {
		fields = append(fields, s.fieldsIn(o)...)
		for _, options := range s.entries(o, "providerOptions") {
			for _, own := range s.entries(options, "openai") {
				fields = append(fields, s.fieldsIn(own)...)
			}
		}
		if r.spec.how == byAgent {
			fields = append(fields, s.agentFields(o)...)
		}
		if r.spec.how == byModel && structured(o) {
			e := jssyntax.EntryOf(o, "model")
			fields = append(fields, field{Sent: provider.Sent{Field: "response_format", Value: "json_schema"}, entry: e})
		}
	}
	fields = append(fields, s.structuredOutput(r)...)
	var choice provider.Choice
	if list := s.choices(r); len(list) > 0 {
		choice = list[0]
	}
	var out []judged
	for _, f := range fields {
		if j := s.target.Judge(choice, f.Sent); !j.Silent {
			out = append(out, judged{f, j})
		}
	}
	return out
}

// fieldFindings reports what the target makes of the fields of requests that go there, or will once a person has moved
// their client.
func (s *survey) fieldFindings() {
	for _, r := range s.requests {
		awaits := len(r.clients) > 0 && !r.on(func(c *client) bool { return c.state == staying || c.spec.azure })
		if s.target != nil && s.serves(s.sent(r)) && (s.goes(r) || awaits) {
			s.Guard(r.mod, func(*jssyntax.Module) { s.fieldsOf(r) })
		}
	}
}

func (s *survey) fieldsOf(r *request) {
	partly := r.on(func(c *client) bool { return c.url.partly })
	for _, j := range s.judgements(r) {
		at := j.literal
		if !at.Valid() {
			at = j.entry.Node
		}
		if s.told[at] {
			continue
		}
		s.told[at] = true
		f := finding.Finding{
			Rule: ruleField, Kind: finding.Parameter, SDK: r.spec.sdk, Symbol: j.Sent.Field, Capability: r.api.Capability, Client: r.clientID(),
			Message: j.Reason, Verdict: finding.Verdict(j.Action), Sources: rewrite.Sources(j.Verdict),
		}
		if j.Action == provider.Block {
			f.Rule, f.Confidence = ruleRefused, finding.Manual
		}
		switch edits := s.fieldEdits(r, j); {
		case !s.goes(r), partly: // other services may want the field
		case j.Action == provider.Drop && len(edits) == 0 && j.object.Valid():
			f.Confidence = finding.Likely
			f.Message = i18n.Join(f.Message, i18n.T("与同一处的其他改动一并去掉", "it goes with the other changes at the same place"))
		case len(edits) > 0:
			f.Fixes = []finding.Fix{s.fieldFix(r, j, edits)}
		}
		s.Report(s.js.Module(j.entry.Node), j.entry.Node, f)
	}
}

// fieldEdits are the edits that a judgement asks for.
//
//	Have: temperature: 0 -> temperature: 0.01; max_completion_tokens: n -> max_tokens: n; role: 'developer' -> role: 'system'
func (s *survey) fieldEdits(r *request, j judged) []finding.Edit {
	m := s.js.Module(j.entry.Node)
	switch j.Action {
	case provider.Clamp, provider.Rewrite:
		return s.writeValue(j)
	case provider.Rename:
		if r.spec.how != byResource && !r.spec.plain() && r.spec.how != byMethod {
			return nil // the library writes the name
		}
		k := j.entry.Key
		text := j.Name
		if k == j.entry.Value { // { max_tokens }
			text += ": " + k.Text()
		}
		if k.Is("string") {
			e, ok := jssyntax.Replace(k, j.Name)
			if !ok {
				return nil
			}
			return finding.In(m.File, e)
		}
		return finding.In(m.File, edit.Edit{Start: k.Start(), End: k.End(), New: text, Node: "key " + j.Sent.Field})
	case provider.Drop:
		return s.dropEdits(r, j)
	}
	return nil
}

// dropEdits take all fields that leave an object out at once, for neighbours share their commas; the first of them
// carries the edit. Those of an object that is a client's options go with the client's own change.
func (s *survey) dropEdits(r *request, j judged) []finding.Edit {
	if !j.object.Valid() || s.clears[j.object] || r.on(func(c *client) bool { return c.opts.object == j.object }) {
		return nil
	}
	s.clears[j.object] = true
	m := s.js.Module(j.object)
	return finding.In(m.File, m.Rearrange(j.object, s.leaving(r, j.object), nil)...)
}

// leaving are the names of the entries that a request drops from an object.
func (s *survey) leaving(r *request, object syntax.Node) []string {
	var out []string
	for _, j := range s.judgements(r) {
		if j.Action == provider.Drop && j.object == object {
			out = append(out, j.entry.Name)
		}
	}
	return out
}

// dropped are the entries that leave the options of a client which is its own request.
func (s *survey) dropped(c *client, object syntax.Node) []string {
	var out []string
	for _, r := range c.requests {
		if r.spec.how == byItself {
			out = append(out, s.leaving(r, object)...)
		}
	}
	return out
}

func (s *survey) writeValue(j judged) []finding.Edit {
	m := s.js.Module(j.literal)
	if m == nil {
		return nil
	}
	switch v := j.Judgement.Value.(type) {
	case string:
		if e, ok := jssyntax.Replace(j.literal, v); ok {
			return finding.In(m.File, e)
		}
	case float64:
		return finding.In(m.File, edit.Edit{Start: j.literal.Start(), End: j.literal.End(), New: strconv.FormatFloat(v, 'f', -1, 64), Node: "value of " + j.Sent.Field})
	}
	return nil
}

func (s *survey) fieldFix(r *request, j judged, edits []finding.Edit) finding.Fix {
	fix := finding.Fix{
		Title: i18n.Tf("按目标平台的要求改写 %s", "write %s as the target wants it", j.Sent.Field),
		Why:   j.Reason, Sources: rewrite.Sources(j.Verdict), Confidence: finding.Certain, Edits: edits,
	}
	if j.Action == provider.Drop {
		fix.Title = i18n.Tf("去掉 %s", "remove %s", j.Sent.Field)
	}
	shared := j.literal.Valid() && !j.entry.Node.Contains(j.literal) && s.otherUse([]jssyntax.Value{j.from}).Valid()
	if !j.Sure || shared || r.typed || r.on(func(c *client) bool { return len(c.doubt) > 0 }) {
		fix.Confidence = finding.Likely
	}
	s.waitFor(&fix, r)
	return fix
}

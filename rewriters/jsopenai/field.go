package jsopenai

import (
	"slices"
	"strconv"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

var ruleField = &finding.Rule{
	ID: "JS030", Slug: "request-field", Severity: finding.Warning,
	Title: i18n.T("目标平台另有要求的请求字段", "request fields that the target wants otherwise"),
	Doc: i18n.T(
		"逐个调用判断它发送的字段：取值越界的收进范围（如 temperature: 0），改了名的改名，目标不认的去掉，仅 OpenAI 懂的值（developer 角色、token 编号）换掉。每条都附厂商资料和日期；值不在代码里写明的只提醒核对。",
		"Judges field by field what a call sends: a value out of range is moved into it (temperature: 0), a renamed field is renamed, one that the target does not take goes, and what only OpenAI understands (the developer role, token ids) is replaced. Each verdict names its source and date; where the value is not written in the code, the finding says what to check."),
}

var ruleRefused = &finding.Rule{
	ID: "JS031", Slug: "refused-field", Severity: finding.Error,
	Title: i18n.T("目标平台做不到的请求", "requests that the target cannot serve"),
	Doc: i18n.T(
		"调用依赖的东西目标平台不提供，改写也补不上：多个回答（n）、json_schema、强制工具调用、过长的 stop 列表、看不了图的模型。迁移后这里会报错或悄悄变样，需要人工决定。",
		"The call depends on something that the target does not offer and that no edit can make up for: several answers (n), json_schema, a forced tool call, too long a list of stops, images for a model that cannot see. After the move it fails or quietly does something else; a person must decide."),
}

// field is one thing that a call sends.
type field struct {
	provider.Sent
	object  syntax.Node // in which it is an entry; invalid for what messages hold
	entry   jssyntax.Entry
	literal syntax.Node    // where the value is written; invalid when the code does not say it
	from    jssyntax.Value // how the entry leads to the literal
}

// judged is a field of a request with the verdict on it.
type judged struct {
	field
	provider.Judgement
}

// fieldsIn reads the entries of an object that a request sends.
func (s *survey) fieldsIn(object syntax.Node) []field {
	var out []field
	for _, e := range jssyntax.Entries(object) {
		switch {
		case e.Spread:
			for _, v := range s.js.Eval(e.Value) {
				if v.Kind == jssyntax.Dict && v.Node != object {
					out = append(out, s.fieldsIn(v.Node)...)
				}
			}
		case e.Name == "messages":
			out = append(out, s.messages(e)...)
		default:
			out = append(out, s.fieldOf(object, e)...)
		}
	}
	return out
}

// fieldOf reads one entry. A name that is no field of OpenAI's gives nothing, and neither does undefined.
func (s *survey) fieldOf(object syntax.Node, e jssyntax.Entry) []field {
	known, ok := provider.FieldNamed(e.Name)
	if !ok || !e.Value.Valid() || e.Value.Is("undefined", "null") {
		return nil
	}
	base := field{Sent: provider.Sent{Field: known.Name}, object: object, entry: e}
	switch known.Name {
	case "stop", "tools", "functions":
		base.Items = items(e.Value)
		return append([]field{base}, s.stricts(known.Name, e.Value)...)
	case "response_format":
		base.Value = s.format(e.Value)
		return []field{base}
	case "tool_choice", "function_call":
		if e.Value.Is("object") {
			base.Value = "function"
			return []field{base}
		}
	}
	var out []field
	for _, v := range s.js.Eval(e.Value) {
		if x, ok := scalar(v); ok {
			f := base
			f.Value, f.literal, f.from = x, v.Node, v
			out = append(out, f)
		}
	}
	if len(out) == 0 {
		return []field{base}
	}
	return out
}

func scalar(v jssyntax.Value) (any, bool) {
	switch v.Kind {
	case jssyntax.String:
		return jssyntax.Text(v.Node)
	case jssyntax.Scalar:
		if v.Node.Is("true", "false") {
			return v.Node.Is("true"), true
		}
		return jssyntax.Number(v.Node)
	}
	return nil, false
}

// items counts the entries of a list that is written out; 0 when it is not.
func items(value syntax.Node) int {
	if value.Is("string") {
		return 1
	}
	if !value.Is("array") {
		return 0
	}
	n := 0
	for c := range value.NamedChildren() {
		if c.Is("spread_element") {
			return 0
		}
		n++
	}
	return n
}

// format is the kind of answer that response_format asks for; zodResponseFormat makes a JSON schema.
func (s *survey) format(value syntax.Node) any {
	if jssyntax.Last(jssyntax.Callee(value)) == "zodResponseFormat" {
		return "json_schema"
	}
	for _, v := range s.js.Eval(value) {
		if v.Kind == jssyntax.Dict {
			for _, t := range s.entries(v.Node, "type") {
				for _, x := range s.js.Eval(t) {
					if text, ok := scalar(x); ok {
						return text
					}
				}
			}
		}
	}
	return nil
}

// stricts are the places in tools that are written out where a function asks for a strict schema.
func (s *survey) stricts(name string, tools syntax.Node) []field {
	if name != "tools" || !tools.Is("array") {
		return nil
	}
	var out []field
	for pair := range tools.Descendants("pair") {
		if pair.ChildByField("key").Text() == "strict" && pair.ChildByField("value").Is("true") {
			e := jssyntax.Entry{Name: "strict", Node: pair, Key: pair.ChildByField("key"), Value: pair.ChildByField("value")}
			out = append(out, field{Sent: provider.Sent{Field: "tools_strict", Value: true}, object: pair.Parent(), entry: e, literal: e.Value})
		}
	}
	return out
}

// messages reads what the messages of a call hold that a provider may not take.
func (s *survey) messages(e jssyntax.Entry) []field {
	where := e.Value
	if e.Value.Is("identifier", "shorthand_property_identifier") {
		if fn := e.Value.Enclosing("function_declaration", "arrow_function", "method_definition", "function_expression", "program"); fn.Valid() {
			where = fn
		}
	} else if !e.Value.Is("array", "as_expression", "satisfies_expression") {
		return nil
	}
	var out []field
	systems, images := 0, false
	for o := range where.Descendants("object") {
		role := jssyntax.EntryOf(o, "role")
		text, _ := jssyntax.Text(role.Value)
		if content := jssyntax.EntryOf(o, "content"); content.Node.Valid() && text != "" {
			images = images || sendsImages(content.Value)
		}
		switch text {
		case "developer":
			out = append(out, field{Sent: provider.Sent{Field: "role_developer", Value: text}, entry: role, literal: role.Value})
			systems++
		case "system":
			systems++
		}
	}
	if e.Value.Is("array") && systems > 1 {
		out = append(out, field{Sent: provider.Sent{Field: "role_system", Items: systems}, entry: e})
	}
	if images {
		out = append(out, field{Sent: provider.Sent{Field: "vision"}, entry: e})
	}
	return out
}

// judgements are the verdicts on what a request sends of which there is something to tell.
func (s *survey) judgements(r *request) []judged {
	if s.target == nil || s.sent(r).capability != finding.Chat {
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
		if r.spec.how == byModel && structured(o) {
			e := jssyntax.EntryOf(o, "model")
			fields = append(fields, field{Sent: provider.Sent{Field: "response_format", Value: "json_schema"}, entry: e})
		}
	}
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
			s.guard(r.mod, func(*jssyntax.Module) { s.fieldsOf(r) })
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
			Rule: ruleField, Kind: finding.Parameter, SDK: r.spec.sdk, Symbol: j.Sent.Field, Capability: r.api.capability, Client: r.clientID(),
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
		s.report(s.js.Module(j.entry.Node), j.entry.Node, f)
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
			return tie(m, e)
		}
		return tie(m, edit.Edit{Start: k.Start(), End: k.End(), New: text, Node: "key " + j.Sent.Field})
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
	return tie(m, m.Rearrange(j.object, s.leaving(r, j.object), nil)...)
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
			return tie(m, e)
		}
	case float64:
		return tie(m, edit.Edit{Start: j.literal.Start(), End: j.literal.End(), New: strconv.FormatFloat(v, 'f', -1, 64), Node: "value of " + j.Sent.Field})
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

// has reports whether some object of a request has an entry.
func (s *survey) has(r *request, name string) bool {
	return slices.ContainsFunc(r.objects, func(o syntax.Node) bool { return len(s.entries(o, name)) > 0 })
}

package jsopenai

import (
	"slices"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
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
	if s.reading[object] { // objects may spread each other
		return nil
	}
	s.reading[object] = true
	defer delete(s.reading, object)
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

// has reports whether some object of a request has an entry.
func (s *survey) has(r *request, name string) bool {
	return slices.ContainsFunc(r.objects, func(o syntax.Node) bool { return len(s.entries(o, name)) > 0 })
}

package jsopenai

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
)

var ruleExtra = &finding.Rule{
	ID: "JS010", Slug: "extra-field", Severity: finding.Warning,
	Title: i18n.T("目标模型需要的额外字段", "extra fields that the target's model wants"),
	Doc: i18n.T(
		"有的目标模型默认先思考再回答，与被替换的模型行为不同。按映射的要求加上相应开关：openai 包会原样发送它不认识的字段（TypeScript 中以展开写入，不触发多余属性检查），LangChain 用 modelKwargs，LlamaIndex 用 additionalChatOptions。AI SDK 的 openai provider 会丢弃不认识的字段，只说明做法。已写明的字段不动。",
		"Some of the target's models think before they answer, which the replaced model did not. Where the mapping asks for it the switch is added: the openai package sends fields that it does not know as they are (in TypeScript by a spread, which its types let pass), LangChain takes modelKwargs, LlamaIndex additionalChatOptions. The AI SDK's openai provider drops what it does not know; the finding says what to do. A field that is set already stays."),
}

// extraFindings adds to chat requests that move the fields that the mapping of their model asks for.
//
//	Have: create({ model: 'gpt-4o', messages }) -> create({ model: 'qwen-plus', messages, enable_thinking: false })
func (s *survey) extraFindings() {
	for _, r := range s.requests {
		if s.target != nil && s.sent(r).Capability == finding.Chat && s.goes(r) {
			s.Guard(r.mod, func(m *jssyntax.Module) { s.extraFinding(m, r) })
		}
	}
}

func (s *survey) extraFinding(m *jssyntax.Module, r *request) {
	set, from := s.extraOf(r)
	names := slices.Sorted(maps.Keys(set))
	if len(names) == 0 {
		return
	}
	f := finding.Finding{
		Rule: ruleExtra, Kind: finding.Parameter, SDK: r.spec.sdk, Symbol: strings.Join(names, ", "), Capability: finding.Chat, Client: r.clientID(),
		Sources: rewrite.Sources(from), Message: i18n.Tf("目标模型需要额外字段 %s", "the target's model wants the extra field %s", strings.Join(names, ", ")),
	}
	switch {
	case r.spec.how == byAgent:
		return // it comes with the agent
	case r.spec.how == byItself:
		f.Confidence = finding.Certain
		f.Message = i18n.Join(f.Message, i18n.T("随客户端一起加上", "it comes with the client"))
	case r.spec.how == byModel && len(r.clients) > 0 && !r.on(func(c *client) bool { return !s.compatible(c) }):
		fix, ok := s.optionsFix(r, set, from)
		if f.Fixes = []finding.Fix{fix}; !ok {
			f.Fixes = nil
			f.Message = i18n.Join(f.Message, i18n.Tf("在调用处加上 providerOptions: { %s: { … } }", "give it where the model is called, as providerOptions: { %s: { ... } }", s.compatibleName()))
		}
	case r.spec.how == byModel:
		f.Message = i18n.Join(f.Message, i18n.T("AI SDK 的 openai provider 会丢弃它：请改用 @ai-sdk/openai-compatible，或在 createOpenAI 的 fetch 中改写请求体", "the AI SDK's openai provider drops it: use @ai-sdk/openai-compatible, or change the body in the option fetch of createOpenAI"))
	case len(r.objects) == 1:
		f.Fixes = []finding.Fix{s.extraFix(r, set, names, from)}
	default:
		f.Message = i18n.Join(f.Message, i18n.T("请在构造请求的地方加上", "add it where the request is made"))
	}
	s.Report(m, r.call, f)
}

func (s *survey) extraFix(r *request, set map[string]any, names []string, from provider.Verdict) finding.Fix {
	object := r.objects[0]
	m := writer{s.js.Module(object)}
	var entries []string
	for _, name := range names {
		entry := name + ": " + m.value(set[name])
		if m.File.Lang != source.JavaScript && !r.spec.plain() {
			entry = "..." + m.braces(entry) // no excess property to the types of the SDK
		}
		entries = append(entries, entry)
	}
	var drop []string
	if !s.clears[object] {
		drop = s.leaving(r, object)
	}
	s.clears[object] = true
	fix := s.extraFixOf(r, names, from, finding.In(m.File, m.Rearrange(object, drop, entries)...))
	if len(drop) > 0 {
		fix.Confidence = finding.Likely
	}
	return fix
}

func (s *survey) extraFixOf(r *request, names []string, from provider.Verdict, edits []finding.Edit) finding.Fix {
	fix := finding.Fix{
		Title: i18n.Tf("加上额外字段 %s", "add the extra field %s", strings.Join(names, ", ")), Why: s.target.Reason(names[0]), Sources: rewrite.Sources(from),
		Confidence: finding.Certain, Edits: edits,
	}
	if r.typed || r.on(func(c *client) bool { return len(c.doubt) > 0 }) {
		fix.Confidence = finding.Likely
	}
	s.waitFor(&fix, r)
	return fix
}

// extraOf joins the extra fields of the models that a request sends, without those that it says itself.
func (s *survey) extraOf(r *request) (map[string]any, provider.Verdict) {
	set, from := map[string]any{}, provider.Verdict{}
	for _, c := range s.choices(r) {
		if len(c.Set) > 0 {
			maps.Copy(set, c.Set)
			from = c.Verdict
		}
	}
	maps.DeleteFunc(set, func(name string, _ any) bool { return s.has(r, name) })
	return set, from
}

// doors are the options by which clients that are models send what their library does not know.
var doors = map[string]string{"langchain-js": "modelKwargs", "llamaindex-ts": "additionalChatOptions"}

// extraOption is the option that gives a client which is a model its extra fields, empty where it needs none.
func (s *survey) extraOption(c *client) ([]finding.Edit, string) {
	door := doors[c.spec.sdk]
	if c.spec.how != byItself || door == "" || c.capability() != finding.Chat {
		return nil, ""
	}
	set, _ := s.extraOf(c.requests[0])
	m := writer{c.mod}
	var entries []string
	for _, name := range slices.Sorted(maps.Keys(set)) {
		entry := name + ": " + m.value(set[name])
		if c.spec.sdk == "llamaindex-ts" && c.mod.File.Lang != source.JavaScript {
			entry = "..." + m.braces(entry)
		}
		if len(s.get(c.opts, door+"."+name)) == 0 {
			entries = append(entries, entry)
		}
	}
	if len(entries) == 0 {
		return nil, ""
	}
	if have := s.get(c.opts, door); len(have) > 0 {
		if o := s.object(have[0]); o.Valid() {
			return finding.In(s.js.Module(o).File, s.js.Module(o).Rearrange(o, nil, entries)...), ""
		}
		return nil, ""
	}
	return nil, door + ": " + m.braces(strings.Join(entries, ", "))
}

// writer spells values in the style of a module.
type writer struct{ *jssyntax.Module }

func (w writer) braces(inner string) string { return w.Flat([]string{inner}) }

func (w writer) value(v any) string {
	switch v := v.(type) {
	case string:
		return w.Quote(v)
	case map[string]any:
		var list []string
		for _, k := range slices.Sorted(maps.Keys(v)) {
			list = append(list, k+": "+w.value(v[k]))
		}
		return w.Flat(list)
	}
	return fmt.Sprint(v)
}

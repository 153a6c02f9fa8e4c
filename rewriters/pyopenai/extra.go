package pyopenai

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

var ruleExtra = &finding.Rule{
	ID: "PY010", Slug: "extra-body", Severity: finding.Warning,
	Title: i18n.T("目标模型需要的额外字段", "extra fields that the target's model wants"),
	Doc: i18n.T(
		"有的目标模型默认先思考再回答，与被替换的模型行为不同。按映射的要求，用 SDK 的 extra_body 加上相应开关；请求里已有 extra_body 时合并进去，已写明的字段不动。",
		"Some of the target's models think before they answer, which the replaced model did not. Where the mapping asks for it the switch is added through the SDK's extra_body; an extra_body that is there is added to, and a field it already sets stays."),
}

// extraFindings adds to chat requests that move the fields that the mapping of their model asks for.
//
//	Have: create(model="gpt-4o", messages=m) -> create(model="glm-5", messages=m, extra_body={"thinking": {"type": "disabled"}})
func (s *survey) extraFindings() {
	for _, r := range s.requests {
		if r.api.capability == finding.Chat && s.target != nil && s.goes(r) {
			s.guard(r.mod, func(m *pysyntax.Module) { s.extraFinding(m, r) })
		}
	}
}

func (s *survey) extraFinding(m *pysyntax.Module, r *request) {
	set, from := s.extraOf(r)
	if len(set) == 0 {
		return
	}
	f := finding.Finding{
		Rule: ruleExtra, Kind: finding.Parameter, SDK: sdk, Symbol: "extra_body", Capability: finding.Chat, Client: r.clientID(),
		Message: i18n.Tf("目标模型需要额外字段 %s", "the target's model wants the extra field %s", strings.Join(slices.Sorted(maps.Keys(set)), ", ")),
	}
	edits, ok := s.extraEdits(m, r, set)
	if ok && len(edits) == 0 {
		return
	}
	if ok {
		fix := finding.Fix{
			Title:   i18n.T("用 extra_body 传入额外字段", "pass the extra field in extra_body"),
			Why:     i18n.T("使新模型的行为与被替换的模型一致（默认会先思考再回答）", "the new model then behaves like the one it replaces; by default it thinks before it answers"),
			Sources: sources(from), Confidence: finding.Certain, Edits: tie(m, edits),
		}
		s.waitFor(&fix, r)
		if r.typed || r.on(func(c *client) bool { return len(c.doubt) > 0 }) {
			fix.Confidence = finding.Likely
		}
		f.Fixes = []finding.Fix{fix}
	}
	s.report(m, r.call, f)
}

// extraOf joins the extra fields of the models that a request sends.
func (s *survey) extraOf(r *request) (map[string]any, provider.Verdict) {
	set, from := map[string]any{}, provider.Verdict{}
	for _, k := range s.modelsOf(r) {
		if c, ok := s.target.Model(k.name, k.need()); ok && len(c.Set) > 0 {
			maps.Copy(set, c.Set)
			from = c.Verdict
		}
	}
	return set, from
}

// extraEdits adds fields to a request's extra_body; false where it has one that is not written out.
func (s *survey) extraEdits(m *pysyntax.Module, r *request, set map[string]any) ([]edit.Edit, bool) {
	body := pysyntax.Keyword(r.call, "extra_body").Value
	if !body.Valid() {
		if splats(r) {
			return nil, false
		}
		return m.Rearrange(r.call, nil, []string{"extra_body=" + literalOf(m, set)}), true
	}
	if !body.Is("dictionary") {
		return nil, false
	}
	var entries []string
	for _, name := range slices.Sorted(maps.Keys(set)) {
		if !s.py.Entry(body, name).Valid() {
			entries = append(entries, m.Quote(name)+": "+literalOf(m, set[name]))
		}
	}
	if len(entries) == 0 {
		return nil, true
	}
	return []edit.Edit{intoDict(body, strings.Join(entries, ", "))}, true
}

// intoDict adds entries at the start of a dict display.
func intoDict(dict syntax.Node, entries string) edit.Edit {
	if dict.NamedChild(0).Valid() {
		return insertion(dict.NamedChild(0).Start(), entries+", ", "keyword extra_body")
	}
	return insertion(dict.Start()+1, entries, "keyword extra_body")
}

// literalOf spells a value from the catalog in Python.
func literalOf(m *pysyntax.Module, v any) string {
	switch v := v.(type) {
	case map[string]any:
		var parts []string
		for _, k := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, m.Quote(k)+": "+literalOf(m, v[k]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case []any:
		var parts []string
		for _, x := range v {
			parts = append(parts, literalOf(m, x))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case string:
		return m.Quote(v)
	case bool:
		if v {
			return "True"
		}
		return "False"
	case nil:
		return "None"
	}
	return fmt.Sprint(v)
}

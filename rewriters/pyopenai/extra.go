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
	"github.com/openai-migrate/migrate/pkg/rewrite"
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

// extraFindings adds to chat requests that move the fields that the mapping of their model asks for, and takes those out that
// the target refuses or knows by another name.
//
//	Have: create(model="gpt-4o", messages=m) -> create(model="glm-5", messages=m, extra_body={"thinking": {"type": "disabled"}})
func (s *survey) extraFindings() {
	for _, r := range s.requests {
		if r.api.Capability == finding.Chat && s.target != nil && s.goes(r) {
			s.Guard(r.mod, func(m *pysyntax.Module) { s.extraFinding(m, r) })
		}
	}
}

func (s *survey) extraFinding(m *pysyntax.Module, r *request) {
	set, from := s.extraOf(r)
	leaving := s.leaving(r)
	if len(set)+len(leaving) == 0 {
		return
	}
	edits, ok := s.bodyEdits(m, r, set, leaving)
	if ok && len(edits) == 0 {
		return
	}
	f := s.extraReport(r, set, leaving)
	f.Sources = rewrite.Sources(from)
	for _, j := range leaving {
		f.Sources = joinSources(f.Sources, rewrite.Sources(j.Verdict))
	}
	if ok {
		fix := finding.Fix{
			Title: s.extraTitle(set, leaving), Sources: f.Sources, Confidence: finding.Certain, Edits: edits,
		}
		fix.Why = s.extraWhy(set, leaving)
		s.waitFor(&fix, r)
		if s.hesitates(r, leaving...) {
			fix.Confidence = finding.Likely
		}
		f.Fixes, f.Sources = []finding.Fix{fix}, nil
	}
	s.Report(m, r.call, f)
}

// extraWhy joins the reasons for what goes out of a request and for what comes in, each once.
func (s *survey) extraWhy(set map[string]any, leaving []judged) i18n.Text {
	var why []i18n.Text
	if len(leaving) > 0 {
		why = append(why, leavingText(leaving))
	}
	for _, name := range slices.Sorted(maps.Keys(set)) {
		if t := s.target.Reason(name); !slices.Contains(why, t) {
			why = append(why, t)
		}
	}
	out := why[0]
	for _, t := range why[1:] {
		out = i18n.Join(out, t)
	}
	return out
}

// extraReport is the finding on what comes into a request and what goes out of it.
func (s *survey) extraReport(r *request, set map[string]any, leaving []judged) finding.Finding {
	f := finding.Finding{
		Rule: ruleExtra, Kind: finding.Parameter, SDK: sdk, Symbol: "extra_body", Capability: finding.Chat, Client: r.clientID(),
		Message: extraText(set),
	}
	if len(leaving) == 0 {
		return f
	}
	f.Rule, f.Symbol, f.Message, f.Verdict = ruleField, fieldNames(leaving), leavingText(leaving), finding.Verdict(leaving[0].Action)
	return f
}

func extraText(set map[string]any) i18n.Text {
	return i18n.Tf("目标模型需要额外字段 %s", "the target's model wants the extra field %s", strings.Join(slices.Sorted(maps.Keys(set)), ", "))
}

func fieldNames(list []judged) string {
	var out []string
	for _, j := range list {
		out = append(out, j.Sent.Field)
	}
	return strings.Join(out, ", ")
}

func (s *survey) extraTitle(set map[string]any, leaving []judged) i18n.Text {
	extra := i18n.T("用 extra_body 传入额外字段", "pass the extra field in extra_body")
	if s.dialect() == old {
		extra = i18n.T("传入额外字段", "pass the extra field")
	}
	return bodyTitle(extra, set, leaving)
}

// bodyTitle says what goes out of a body and what comes in, the latter in the words given.
func bodyTitle(extra i18n.Text, set map[string]any, leaving []judged) i18n.Text {
	if len(leaving) == 0 {
		return extra
	}
	out := i18n.Tf("去掉 %s", "drop %s", fieldNames(leaving))
	if slices.ContainsFunc(leaving, func(j judged) bool { return j.Action == provider.Rename }) {
		out = i18n.Tf("将 %s 改为新平台的字段", "hand %s over in the provider's own terms", fieldNames(leaving))
	}
	if len(set) > 0 {
		out = i18n.T(out.ZH+"，并"+extra.ZH, out.EN+" and "+extra.EN)
	}
	return out
}

// joinSources puts two lists of sources together, each once.
func joinSources(a, b []finding.Source) []finding.Source {
	for _, x := range b {
		if !slices.Contains(a, x) {
			a = append(a, x)
		}
	}
	return a
}

// extraOf joins the extra fields of the models that a request sends.
func (s *survey) extraOf(r *request) (map[string]any, provider.Verdict) {
	set, from := map[string]any{}, provider.Verdict{}
	for _, k := range s.models.Of(r) {
		if c, ok := s.target.Model(k.Name, need(k)); ok && len(c.Set) > 0 {
			maps.Copy(set, c.Set)
			from = c.Verdict
		}
	}
	return set, from
}

// bodyEdits takes fields out of a request and adds those of extra_body, in the call or in the dict that it expands; false
// where neither is written out.
func (s *survey) bodyEdits(m *pysyntax.Module, r *request, set map[string]any, leaving []judged) ([]finding.Edit, bool) {
	if r.legacy {
		return s.fieldsOut(m, r, set, leaving)
	}
	body, options, ok := s.extraBody(r)
	entries := movedInto(m, r.call, leaving)
	for _, name := range slices.Sorted(maps.Keys(set)) {
		if !s.py.Entry(body, name).Valid() {
			entries = append(entries, m.QuoteAt(r.call, name)+": "+literalOf(m, r.call, set[name]))
		}
	}
	text := strings.Join(entries, ", ")
	var keyword, pair []string
	var out []finding.Edit
	switch {
	case len(entries) == 0:
	case !ok:
		return nil, false
	case body.Valid():
		out = finding.In(s.py.Module(body).File, intoDict(body, text))
	case options.Valid() && s.told[options]: // another request that expands the same dict has seen to what both want
		if len(movedInto(m, r.call, leaving)) > 0 {
			return nil, false
		}
	case options.Valid():
		pair, s.told[options] = []string{m.QuoteAt(r.call, "extra_body") + ": {" + text + "}"}, true
	default:
		keyword = []string{"extra_body={" + text + "}"}
	}
	out = append(out, s.pairEdits(leaving, options, pair)...)
	return append(out, finding.In(m.File, m.Rearrange(r.call, keywords(leaving), keyword)...)...), true
}

// extraBody finds a request's extra_body where it is a dict display, else the one dict display that the call expands and
// that may take it. It is false where something else may bring an extra_body along.
func (s *survey) extraBody(r *request) (body, options syntax.Node, ok bool) {
	if given := pysyntax.Keyword(r.call, "extra_body").Value; given.Valid() {
		return given, options, given.Is("dictionary")
	}
	for _, a := range pysyntax.Arguments(r.call) {
		if !a.Splat {
			continue
		}
		list := s.py.Eval(a.Value)
		if len(list) != 1 || list[0].Kind != pysyntax.Dict || !list[0].Node.Is("dictionary") || options.Valid() {
			return body, options, false
		}
		options = list[0].Node
	}
	if given := s.py.Entry(options, "extra_body"); given.Valid() {
		return given, options, given.Is("dictionary")
	}
	return body, options, true
}

// fieldsOut is bodyEdits in the dialect of 0.x, whose calls send every keyword as a field.
//
//	Have: ChatCompletion.create(model="gpt-4", user=u) -> ChatCompletion.create(model="glm-5", user_id=u, thinking={"type": "disabled"})
func (s *survey) fieldsOut(m *pysyntax.Module, r *request, set map[string]any, leaving []judged) ([]finding.Edit, bool) {
	var add []string
	for _, j := range leaving {
		if j.Action == provider.Rename {
			add = append(add, j.Name+"="+j.Content().Text())
		}
	}
	for _, name := range slices.Sorted(maps.Keys(set)) {
		if !has(r, name) {
			add = append(add, name+"="+literalOf(m, r.call, set[name]))
		}
	}
	if len(add) > 0 && splats(r) {
		return nil, false
	}
	return append(s.pairEdits(leaving, syntax.Node{}, nil), finding.In(m.File, m.Rearrange(r.call, keywords(leaving), add)...)...), true
}

// intoDict adds entries at the start of a dict display.
func intoDict(dict syntax.Node, entries string) edit.Edit {
	if dict.NamedChild(0).Valid() {
		return insertion(dict.NamedChild(0).Start(), entries+", ", "keyword extra_body")
	}
	return insertion(dict.Start()+1, entries, "keyword extra_body")
}

// literalOf spells a value from the catalog in Python, for a place in a module.
func literalOf(m *pysyntax.Module, at syntax.Node, v any) string {
	switch v := v.(type) {
	case map[string]any:
		var parts []string
		for _, k := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, m.QuoteAt(at, k)+": "+literalOf(m, at, v[k]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case []any:
		var parts []string
		for _, x := range v {
			parts = append(parts, literalOf(m, at, x))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case string:
		return m.QuoteAt(at, v)
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

package pyframe

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

// Method is a call on what a site makes that says more of its requests.
type Method struct {
	Names []string
	Judge func(*survey, *Site, syntax.Node) // reports what there is to say of one call
}

// methods judges the calls in a file on what sites that move make.
func (v *survey) methods(m *pysyntax.Module) {
	if v.target == nil || len(v.frame.Methods) == 0 || len(v.sites) == 0 {
		return
	}
	for call := range m.Tree.Root().Descendants("call") {
		fn := call.ChildByField("function")
		i := slices.IndexFunc(v.frame.Methods, func(x Method) bool { return slices.Contains(x.Names, pysyntax.Last(fn)) })
		if i < 0 || !fn.Is("attribute") {
			continue
		}
		for _, x := range v.py.Eval(fn.ChildByField("object")) {
			if s := v.byNode[x.Node]; s != nil && x.Kind == pysyntax.Object && len(x.Attrs) == 0 && (s.State == Moving || s.State == Knobbed) {
				v.frame.Methods[i].Judge(v, s, call)
				break
			}
		}
	}
}

// judgeCall judges the fields that a method is given for the requests to come.
//
//	Have: llm.bind(temperature=0) -> llm.bind(temperature=0.01)
func judgeCall(v *survey, s *Site, call syntax.Node) {
	var leaving []judged
	for _, j := range v.judgeFields(s, call, true) {
		if v.told[j.Entry] {
			continue
		}
		v.told[j.Entry] = true
		if j.Action == provider.Drop && j.Entry.Parent().Parent() == call {
			leaving = append(leaving, j)
			continue
		}
		v.fieldFinding(s, j, s.State == Moving)
	}
	if len(leaving) > 0 {
		v.dropFinding(s, call, leaving)
	}
}

// dropFinding takes arguments out of a method's call: all of them together, because they stand next to each other.
func (v *survey) dropFinding(s *Site, call syntax.Node, leaving []judged) {
	m, first := v.py.Module(call), leaving[0]
	var names []string
	var why i18n.Text
	var sources []finding.Source
	for _, j := range leaving {
		names, sources = append(names, j.Keyword()), append(sources, rewrite.Sources(j.Verdict)...)
		if why = i18n.Join(why, j.Reason); len(names) == 1 {
			why = j.Reason
		}
	}
	f := finding.Finding{
		Rule: v.frame.rules.field, Kind: finding.Parameter, Symbol: first.Sent.Field, Capability: s.Does, Client: s.id(),
		Message: why, Verdict: finding.Drop, Sources: sources,
	}
	if s.State == Moving {
		f.Fixes, f.Sources = []finding.Fix{{
			Title: first.Title(strings.Join(names, ", ")), Why: why, Sources: sources, Confidence: finding.Likely,
			Edits:    finding.In(m.File, m.Rearrange(call, names, nil)...),
			Provides: []finding.Key{s.key(finding.KeyModel)}, Requires: []finding.Key{s.key(finding.KeyClient)},
		}}, nil
	}
	v.report(m, first.Entry, f)
}

// way is one of a framework's ways to ask for an answer of a given structure, and what it sends for that.
type way struct {
	name  string
	sends []provider.Sent
}

// The ways on the wire: a strict schema, a function that must be called, JSON of any kind.
var (
	bySchema = []provider.Sent{{Field: "response_format", Value: "json_schema"}}
	byCall   = []provider.Sent{{Field: "tool_choice", Value: "function"}}
	byJSON   = []provider.Sent{{Field: "response_format", Value: "json_object"}}
)

// refusal is the verdict on a way that the target does not go; false where it does, or nothing is known.
func (v *survey) refusal(c provider.Choice, w way) (provider.Judgement, bool) {
	for _, sent := range w.sends {
		if j := v.target.Judge(c, sent); j.Action == provider.Block || j.Action == provider.Drop {
			return j, true
		}
	}
	return provider.Judgement{}, false
}

// open is the first of some ways that the target goes.
func (v *survey) open(c provider.Choice, ways []way) (way, bool) {
	for _, w := range ways {
		if _, refused := v.refusal(c, w); !refused {
			return w, true
		}
	}
	return way{}, false
}

// structured judges the way in which with_structured_output asks: since langchain_openai 0.3 by a strict schema, before by a
// function call, unless the code says otherwise. Another function call does the same; JSON mode needs a word in the prompt.
//
//	Have: llm.with_structured_output(Person) -> llm.with_structured_output(Person, method="function_calling")
func structured(v *survey, s *Site, call syntax.Node) {
	ways := []way{{"json_schema", bySchema}, {"function_calling", byCall}, {"json_mode", byJSON}}
	arg := pysyntax.Keyword(call, "method")
	name, written := pysyntax.Text(arg.Value)
	switch {
	case arg.Node.Valid() && !written:
		return
	case !written && v.bounds("langchain-openai").Before("0.3"):
		name = "function_calling"
	case !written:
		name = "json_schema"
	}
	i := slices.IndexFunc(ways, func(w way) bool { return w.name == name })
	c, _ := v.choice(s)
	if i < 0 {
		return
	}
	j, refused := v.refusal(c, ways[i])
	if !refused {
		return
	}
	f := finding.Finding{
		Rule: v.frame.rules.field, Kind: finding.Parameter, Symbol: "with_structured_output", Capability: s.Does, Client: s.id(),
		Verdict: finding.Block, Sources: rewrite.Sources(j.Verdict), Message: j.Reason,
	}
	to, ok := v.open(c, slices.Delete(slices.Clone(ways), i, i+1))
	switch {
	case !ok:
		f.Message = i18n.Join(f.Message, i18n.T("请让模型按提示词输出 JSON，并自行解析", "ask for JSON in the prompt and parse it"))
	case to.name == "json_mode":
		f.Message = i18n.Join(f.Message, i18n.T(`可改用 method="json_mode"，并在提示词中写明 JSON 的结构`, `method="json_mode" will do, with the structure of the JSON said in the prompt`))
	case s.State == Moving:
		f.Verdict, f.Fixes, f.Sources = finding.Rewrite, []finding.Fix{v.methodFix(s, call, arg, to, j)}, nil
	}
	v.report(v.py.Module(call), call, f)
}

func (v *survey) methodFix(s *Site, call syntax.Node, arg pysyntax.Arg, to way, j provider.Judgement) finding.Fix {
	m := v.py.Module(call)
	edits := m.Rearrange(call, nil, []string{"method=" + m.Quote(to.name)})
	if e, ok := pysyntax.Replace(arg.Value, to.name); arg.Node.Valid() && ok {
		e.Node = "keyword method"
		edits = []edit.Edit{e}
	}
	return finding.Fix{
		Title: i18n.Tf("改用 method=%q 取得结构化输出", "ask for structured output with method=%q", to.name),
		Why:   j.Reason, Sources: rewrite.Sources(j.Verdict), Confidence: finding.Likely, Edits: finding.In(m.File, edits...),
		Provides: []finding.Key{s.key(finding.KeyModel)}, Requires: []finding.Key{s.key(finding.KeyClient)},
	}
}

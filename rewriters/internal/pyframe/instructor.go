package pyframe

import (
	"cmp"
	"slices"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Instructor dresses up the SDK's clients, which the SDK's rewriter follows through it, and makes its own by name.
var Instructor = &Framework{
	Folder: "pyinstructor", SDK: "instructor", Name: "Instructor", Prefix: "IN",
	Packages: []string{"instructor"},
	Shapes: []Shape{
		{In: "instructor", Names: []string{"from_provider"}, Does: finding.Chat, Model: []string{"model"}, At: 1, URL: []string{"base_url"}, Key: []string{"api_key"},
			Form: Slash, Reads: []string{"OPENAI_BASE_URL"}, Also: []Setting{{Name: "mode", Value: takenMode, Force: true}, extraBody}},
	},
	Notes: []Note{{In: "instructor", Names: []string{"from_openai", "patch", "apatch"}, Kind: finding.Parameter, Judge: mode, Fix: otherMode}},
}

// modes are the ways of Instructor to ask for an answer of a given structure. JSON and MD_JSON put the schema into the
// prompt themselves, so that they can take the place of the others.
var modes = []way{
	{"TOOLS_STRICT", append([]provider.Sent{{Field: "tools_strict", Value: true}}, byCall...)},
	{"JSON_SCHEMA", bySchema}, {"TOOLS", byCall}, {"JSON", byJSON}, {"MD_JSON", nil},
}

// others are modes that lean on what OpenAI alone has.
var others = []string{"RESPONSES_TOOLS", "RESPONSES_TOOLS_WITH_INBUILT_TOOLS", "JSON_O1", "PARALLEL_TOOLS", "FUNCTIONS"}

// refusedMode is the mode of a call where the target does not go that way, why, and the one that takes its place.
func (v *survey) refusedMode(call syntax.Node) (name string, why provider.Judgement, to way, refused bool) {
	arg := pysyntax.Keyword(call, "mode").Value
	name = cmp.Or(pysyntax.Last(arg), "TOOLS")
	i := slices.IndexFunc(modes, func(w way) bool { return w.name == name })
	if i < 0 {
		return name, why, way{}, false
	}
	why, refused = v.refusal(provider.Choice{}, modes[i])
	to, _ = v.open(provider.Choice{}, modes[i+1:])
	return name, why, to, refused
}

// modeCalled spells a mode as the one that the call names, else as the call itself is spelt.
func modeCalled(call syntax.Node, name string) string {
	if arg := pysyntax.Keyword(call, "mode").Value; arg.Is("attribute") {
		return arg.ChildByField("object").Text() + "." + name
	}
	if fn := call.ChildByField("function"); fn.Is("attribute") {
		return fn.ChildByField("object").Text() + ".Mode." + name
	}
	return "Mode." + name
}

// takenMode is the mode that a client by name must be given.
func takenMode(v *survey, s *Site) string {
	if _, _, to, refused := v.refusedMode(s.node); refused {
		return modeCalled(s.node, to.name)
	}
	return ""
}

func mode(v *survey, call syntax.Node) (i18n.Text, bool) {
	if v.target == nil || v.carriesOtherThan(instructed(call)) {
		return i18n.Text{}, false
	}
	name, why, _, refused := v.refusedMode(call)
	switch {
	case refused:
		return why.Reason, true
	case slices.Contains(others, name):
		return i18n.Tf("模式 %[1]s 依赖 OpenAI 的专有接口，%[2]s未必支持：请改用 Mode.TOOLS 或 Mode.JSON", "the mode %[1]s leans on what OpenAI alone has, and %[3]s may not: take Mode.TOOLS or Mode.JSON",
			name, v.target.Brief().ZH, v.target.Brief().EN), true
	}
	return i18n.Text{}, false
}

// instructed is the client that a call dresses up.
func instructed(call syntax.Node) syntax.Node {
	if k := pysyntax.Keyword(call, "client"); k.Node.Valid() {
		return k.Value
	}
	for _, a := range pysyntax.Arguments(call) {
		if a.Name == "" && !a.Splat {
			return a.Value
		}
	}
	return syntax.Node{}
}

// otherMode asks for the structure in a way that the target goes. It travels with the client.
//
//	Have: instructor.from_openai(client) -> instructor.from_openai(client, mode=instructor.Mode.JSON)
func otherMode(v *survey, call syntax.Node) (finding.Fix, bool) {
	_, why, to, refused := v.refusedMode(call)
	client := v.clientKeys(instructed(call))
	if !refused || len(client) == 0 || !call.ChildByField("function").Is("attribute") {
		return finding.Fix{}, false
	}
	m, text := v.py.Module(call), modeCalled(call, to.name)
	edits := m.Rearrange(call, nil, []string{"mode=" + text})
	if k := pysyntax.Keyword(call, "mode"); k.Node.Valid() {
		edits = []edit.Edit{{Start: k.Value.Start(), End: k.Value.End(), New: text, Node: "keyword mode"}}
	}
	return finding.Fix{
		Title: i18n.Tf("改用 Mode.%s 取得结构化输出", "ask for structured output with Mode.%s", to.name),
		Why:   why.Reason, Sources: rewrite.Sources(why.Verdict), Confidence: finding.Likely, Edits: finding.In(m.File, edits...), Follows: client,
	}, true
}

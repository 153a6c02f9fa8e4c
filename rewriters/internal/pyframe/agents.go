package pyframe

import (
	"bytes"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Agents is OpenAI's own framework. One client and one API serve the whole process, and traces go to api.openai.com
// whatever the client's address is.
var Agents = &Framework{
	Folder: "pyagents", SDK: "openai-agents", Name: "OpenAI Agents", Prefix: "OA",
	Packages: []string{"agents"},
	Shapes: []Shape{
		{In: "agents", Names: []string{"Agent"}, Does: finding.Chat, Model: []string{"model"}, Usual: "gpt-4.1", Setup: true, Prove: oneSetup,
			Also: []Setting{{Name: "model_settings", Body: body("extra_body"), Call: "ModelSettings", Imports: []string{"from agents import ModelSettings"}}}, Inside: []string{"model_settings"}},
		{In: "agents", Names: []string{"OpenAIChatCompletionsModel"}, Does: finding.Chat, Model: []string{"model"}, At: 1, Carry: "openai_client"},
		{In: "agents", Names: []string{"OpenAIResponsesModel"}, Does: finding.Responses, Model: []string{"model"}, At: 1, Carry: "openai_client"},
	},
	Notes: []Note{{In: "agents", Names: []string{"WebSearchTool", "FileSearchTool", "CodeInterpreterTool", "ImageGenerationTool", "ComputerTool", "HostedMCPTool", "RealtimeAgent", "VoicePipeline"}, Kind: finding.Client,
		Text: i18n.T("它在 OpenAI 的服务端运行，只能与 Responses 或 Realtime 接口同用：请换成自己的函数工具", "it runs at OpenAI and works with its Responses or Realtime only: put a function tool of your own in its place")}},
}

// The calls that set the process up, in order, with what each needs imported.
var setup = []struct{ call, text, from string }{
	{"set_default_openai_client", "set_default_openai_client(AsyncOpenAI(api_key={key}, base_url={url}), use_for_tracing=False)", "openai"},
	{"set_default_openai_api", `set_default_openai_api({chat})`, ""},
	{"set_tracing_disabled", "set_tracing_disabled(True)", ""},
}

// unset is the key of what missing has found in a project: each site asks, and the answer is in the text of all files.
type unset struct{}

// missing are the calls of the setup that no file of the project makes yet.
func (v *survey) missing() []string {
	return v.pass.Project.Memo(unset{}, func() any {
		var out []string
		for _, c := range setup {
			if !slices.ContainsFunc(v.pass.Project.Files, func(f *source.File) bool {
				return f.Lang == source.Python && bytes.Contains(f.Data, []byte(c.call+"("))
			}) {
				out = append(out, c.call)
			}
		}
		return out
	}).([]string)
}

// oneSetup lets agents move only where one file makes them all: which of several runs first cannot be told.
func oneSetup(v *survey, s *Site) {
	if v.target == nil || s.State != Moving || len(v.missing()) == 0 {
		return
	}
	for _, o := range v.sites {
		if o.Setup && o.mod != s.mod {
			s.State = ByHand
			s.Why = i18n.Tf("多个文件创建 Agent：请在程序入口调用 set_default_openai_client(AsyncOpenAI(base_url=%[1]q, api_key=…), use_for_tracing=False)、set_default_openai_api(\"chat_completions\") 与 set_tracing_disabled(True)，再换模型名",
				"several files make agents: call set_default_openai_client(AsyncOpenAI(base_url=%[1]q, api_key=…), use_for_tracing=False), set_default_openai_api(\"chat_completions\") and set_tracing_disabled(True) where the program starts, then change the models", v.target.BaseURL)
			return
		}
	}
}

// setupEdits adds the calls that are missing behind the file's imports.
func (v *survey) setupEdits(s *Site) []finding.Edit {
	if !s.Setup || len(v.missing()) == 0 {
		return nil
	}
	missing := v.missing()
	nl, env := s.mod.File.Newline(), v.py.Environ(s.mod, s.mod.Tree.Root())
	var text string
	for _, c := range setup {
		if slices.Contains(missing, c.call) {
			text += strings.ReplaceAll(v.fill(s, c.text, env), "{chat}", s.mod.Quote("chat_completions")) + nl
		}
	}
	at := v.afterImports(s)
	out := finding.In(s.mod.File, edit.Edit{Start: at, End: at, New: text + nl, Node: "setup of OpenAI Agents"})
	if reads(text) {
		out = append(out, finding.In(s.mod.File, env.Edits()...)...)
	}
	return out
}

// afterImports is where the first statement behind a module's imports begins, the comment above it included; imports below
// the first site do not count.
func (v *survey) afterImports(s *Site) int {
	var last syntax.Node
	for n := range s.mod.Tree.Root().NamedChildren() {
		if n.Is("import_statement", "import_from_statement") && n.End() <= v.first(s.mod) {
			last = n
		}
	}
	if !last.Valid() {
		return firstStatement(s.mod).Start()
	}
	for n := last.Next(); n.Valid(); n = n.Next() {
		if n.Named() && n.Start() > lineEnd(s.mod.File.Data, last.End()) {
			return n.Start()
		}
	}
	return len(s.mod.File.Data)
}

// setupLines are the imports that the calls need.
func (v *survey) setupLines() (out []string) {
	missing := v.missing()
	if slices.Contains(missing, "set_default_openai_client") {
		out = append(out, "from openai import AsyncOpenAI")
	}
	for _, call := range missing {
		out = append(out, "from agents import "+call)
	}
	return out
}

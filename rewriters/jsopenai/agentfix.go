package jsopenai

import (
	"maps"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

var ruleAgents = &finding.Rule{
	ID: "JS019", Slug: "agents-setup", Severity: finding.Warning,
	Title: i18n.T("OpenAI Agents 的接口、追踪与托管工具", "API, tracing and hosted tools of OpenAI Agents"),
	Doc: i18n.T(
		"@openai/agents 默认走 Responses 接口，并把 tracing 连同密钥发往 api.openai.com，与客户端地址无关。迁移时改走 Chat Completions 并关闭 tracing；未写模型的 agent 会用 OpenAI 的默认模型，故写明。webSearchTool 等托管工具在 OpenAI 一侧运行，需要人工替换。",
		"@openai/agents uses the Responses API unless told otherwise, and sends traces with the key to api.openai.com whatever the client's address. The move makes it use Chat Completions and turns tracing off; an agent that names no model would send OpenAI's default, so one is named. Hosted tools such as webSearchTool run at OpenAI: a person must replace them."),
}

// hosted are the tools that run at OpenAI.
var hosted = []string{"webSearchTool", "fileSearchTool", "codeInterpreterTool", "imageGenerationTool", "hostedMcpTool"}

// hostedTools reports the tools that run at OpenAI.
func (s *survey) hostedTools(m *jssyntax.Module) {
	for n := range m.Tree.Root().Descendants("call_expression") {
		fn := jssyntax.Callee(n)
		if !s.js.MayStand(fn) {
			continue
		}
		for _, v := range s.js.Eval(fn) {
			if v.Kind == jssyntax.Symbol && strings.HasPrefix(v.Package, agentsPackage) && slices.Contains(hosted, v.Name) {
				s.Report(m, n, finding.Finding{
					Rule: ruleAgents, Kind: finding.Call, SDK: agentsSDK.sdk, Symbol: v.Name, Reaches: true,
					Message: i18n.T("该工具在 OpenAI 一侧运行，只能配合 Responses 接口：请换成自己的 function tool", "this tool runs at OpenAI and works with its Responses API only: put a function tool of your own in its place"),
				})
			}
		}
	}
}

// agentFindings reports what agents need besides a client and a model.
func (s *survey) agentFindings() {
	if !s.js.Spells(agentsPackage) {
		return
	}
	s.Each(s.hostedTools)
	if s.target == nil {
		return
	}
	for _, n := range s.team.setters {
		s.Guard(s.js.Module(n), func(m *jssyntax.Module) { s.setterFinding(m, n) })
	}
	for _, r := range s.team.agents {
		if r.moves() {
			s.Guard(r.mod, func(m *jssyntax.Module) { s.agentFinding(m, r) })
		}
	}
}

// setterFinding adds to the place where the project sets its client what that alone does not change.
//
//	Have: setDefaultOpenAIClient(client) -> and below it setOpenAIAPI('chat_completions'), setTracingDisabled(true)
func (s *survey) setterFinding(m *jssyntax.Module, n syntax.Node) {
	stub := &request{}
	s.joinStub(stub, jssyntax.Argument(n, 0))
	names, lines := s.missingSetup(m, "setOpenAIAPI")
	list := namedImports(s.importOf(m))
	if len(stub.clients) == 0 || !stub.moves() || len(names) == 0 {
		return
	}
	f := finding.Finding{
		Rule: ruleAgents, Kind: finding.Call, SDK: agentsSDK.sdk, Symbol: "setDefaultOpenAIClient", Client: stub.clientID(),
		Message: i18n.Tf("还需要 %s：否则仍走 Responses 接口，tracing 仍发往 api.openai.com", "it also takes %s: otherwise requests use the Responses API and traces go to api.openai.com", strings.Join(names, ", ")),
	}
	if statement := n.Parent(); list.Valid() && statement.Is("expression_statement") {
		indent := m.IndentAt(n.Start())
		text := ""
		for _, line := range lines {
			text += m.File.Newline() + indent + line + m.Semicolon()
		}
		edits := []edit.Edit{m.Import(list, names), {Start: statement.End(), End: statement.End(), New: text, Node: "call setOpenAIAPI"}}
		fix := finding.Fix{Title: i18n.T("改走 Chat Completions 并关闭 tracing", "use Chat Completions and turn tracing off"), Why: f.Message, Confidence: finding.Likely, Edits: finding.In(m.File, edits...)}
		s.waitFor(&fix, stub)
		f.Fixes = []finding.Fix{fix}
	}
	s.Report(m, n, f)
}

// joinStub collects the clients that an expression may be, without making the request one of theirs.
func (s *survey) joinStub(r *request, n syntax.Node) {
	for _, v := range s.js.Eval(n) {
		if c := s.byNode[v.Node]; v.Kind == jssyntax.Object && c != nil && !slices.Contains(r.clients, c) {
			r.clients = append(r.clients, c)
		}
	}
}

func (s *survey) importOf(m *jssyntax.Module) syntax.Node {
	for _, i := range s.imported(m) {
		if strings.HasPrefix(i.pkg, "@openai/agents") && namedImports(i.node).Valid() {
			return i.node
		}
	}
	return syntax.Node{}
}

// missingSetup are the functions that the project does not call and must, with the calls.
func (s *survey) missingSetup(m *jssyntax.Module, api string) (names, lines []string) {
	if api != "" && !s.team.calls[api] {
		names, lines = append(names, api), append(lines, api+"("+m.Quote("chat_completions")+")")
	}
	if !s.team.calls["setTracingDisabled"] && !s.team.calls["setTracingExportApiKey"] {
		names, lines = append(names, "setTracingDisabled"), append(lines, "setTracingDisabled(true)")
	}
	return names, lines
}

// agentEdits put a provider of the target in the place of the package's own.
//
//	Have: import { Agent, run } from '@openai/agents' -> below the imports: setDefaultModelProvider(new OpenAIProvider({ … }))
func (s *survey) agentEdits(c *client, add []string) []finding.Edit {
	m := c.mod
	names, lines := s.missingSetup(m, "")
	names = append([]string{"OpenAIProvider", "setDefaultModelProvider"}, names...)
	nl := m.File.Newline()
	last := s.beginning(m)
	text := nl + nl + "setDefaultModelProvider(new OpenAIProvider(" + m.Broken(last.Start(), append(add, "useResponses: false")) + "))" + m.Semicolon()
	for _, line := range lines {
		text += nl + line + m.Semicolon()
	}
	return finding.In(m.File, m.Import(namedImports(c.call), names), edit.Edit{Start: last.End(), End: last.End(), New: text, Node: "call setDefaultModelProvider"})
}

// agentFinding names a model where an agent leaves it to the package, and adds the extra fields that the model wants.
func (s *survey) agentFinding(m *jssyntax.Module, r *request) {
	set, from := s.extraOf(r)
	var entries []string
	name := ""
	if len(r.models) == 0 && !s.runnerNames() {
		choice, ok := s.target.Model(agentsSDK.model, provider.Need{})
		if !ok {
			return
		}
		name, from = choice.ID, choice.Verdict
		entries = append(entries, "model: "+m.Quote(choice.ID))
		set = choice.Set
	}
	f := finding.Finding{
		Rule: ruleAgents, Kind: finding.Parameter, SDK: agentsSDK.sdk, Symbol: r.symbol, Capability: finding.Chat, Client: r.clientID(), Sources: rewrite.Sources(from),
		Message: i18n.T("目标模型需要额外字段", "the target's model wants extra fields"),
	}
	if name != "" {
		f.Message = i18n.Tf("未写模型的 agent 会用 %[1]s，故写明 %[2]s", "an agent that names no model sends %[1]s, so %[2]s is said", agentsSDK.model, name)
	}
	edits, entry, ok := s.settings(m, r, set)
	if entry != "" {
		entries = append(entries, entry)
	}
	if len(entries) == 0 && len(edits) == 0 && ok {
		return
	}
	if ok && len(r.objects) == 1 && r.objects[0].Tree() == m.Tree {
		if len(entries) > 0 {
			edits = append(edits, m.Rearrange(r.objects[0], nil, entries)...)
		}
		fix := finding.Fix{Title: i18n.T("写明 agent 的模型与额外字段", "say the agent's model and extra fields"), Why: f.Message, Sources: f.Sources, Confidence: finding.Likely, Edits: finding.In(m.File, edits...)}
		s.waitFor(&fix, r)
		f.Fixes = []finding.Fix{fix}
	}
	s.Report(m, r.call, f)
}

// runnerNames reports whether a runner names the model for agents that name none.
func (s *survey) runnerNames() bool {
	return slices.ContainsFunc(s.team.agents, func(r *request) bool { return r.symbol == "Runner" && len(r.models) > 0 })
}

// settings is the entry that makes an agent send extra fields, or the edits where it has settings already. It is false
// where these cannot be seen.
//
//	Have: modelSettings: { temperature: 1 } -> modelSettings: { temperature: 1, providerData: { thinking: { … } } }
func (s *survey) settings(m *jssyntax.Module, r *request, set map[string]any) (edits []edit.Edit, entry string, ok bool) {
	w := writer{m}
	var list []string
	for _, name := range slices.Sorted(maps.Keys(set)) {
		list = append(list, name+": "+w.value(set[name]))
	}
	if len(list) == 0 {
		return nil, "", true
	}
	data := "providerData: " + w.Flat(list)
	if len(r.objects) == 0 || !jssyntax.EntryOf(r.objects[0], "modelSettings").Node.Valid() {
		return nil, "modelSettings: " + w.Flat([]string{data}), true
	}
	have := jssyntax.EntryOf(r.objects[0], "modelSettings").Value
	inner := jssyntax.EntryOf(have, "providerData")
	switch {
	case !have.Is("object") || inner.Node.Valid() && !inner.Value.Is("object"):
		return nil, "", false
	case !inner.Node.Valid():
		return m.Rearrange(have, nil, []string{data}), "", true
	}
	var missing []string
	for i, name := range slices.Sorted(maps.Keys(set)) {
		if !jssyntax.EntryOf(inner.Value, name).Node.Valid() {
			missing = append(missing, list[i])
		}
	}
	if len(missing) == 0 {
		return nil, "", true
	}
	return m.Rearrange(inner.Value, nil, missing), "", true
}

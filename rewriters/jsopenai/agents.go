package jsopenai

import (
	"fmt"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/surface"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// agentsSDK is @openai/agents: its agents name a model and send through one client of the whole process. That client is
// set where the program runs its agents, or made by the package from OPENAI_API_KEY.
var agentsSDK = &spec{
	sdk: "openai-agents-js", class: "Agent", how: byAgent, keys: []string{"apiKey"}, url: "baseURL", reads: true, models: []string{"model"}, model: "gpt-4.1", api: "chat.completions",
}

// agentsPackage begins the names of its packages.
const agentsPackage = "@openai/agents"

// team is what a project does with @openai/agents.
type team struct {
	agents  []*request
	runners []*jssyntax.Module // modules that run agents
	setters []syntax.Node      // setDefaultOpenAIClient(client)
	keys    []syntax.Node      // what setDefaultOpenAIKey is given
	calls   map[string]bool    // functions of the package that are called somewhere
	client  *client            // the package's own, where the project sets none
}

// findAgents collects what a file does with @openai/agents.
func (s *survey) findAgents(m *jssyntax.Module) {
	if !s.js.Spells(agentsPackage) {
		return
	}
	for n := range m.Tree.Root().Descendants("new_expression", "call_expression") {
		if !s.js.MayStand(jssyntax.Callee(n)) {
			continue
		}
		for _, v := range s.js.Eval(jssyntax.Callee(n)) {
			if strings.HasPrefix(v.Package, agentsPackage) && (v.Kind == jssyntax.Symbol || v.Kind == jssyntax.Object) {
				s.agentsCall(m, n, v)
			}
		}
	}
}

func (s *survey) agentsCall(m *jssyntax.Module, n syntax.Node, v jssyntax.Value) {
	t := &s.team
	name := strings.TrimPrefix(v.Name, "default.")
	switch {
	case v.Kind == jssyntax.Object:
		if name != "Runner" || v.Path() != "run" {
			return
		}
		name = "run"
	case t.calls == nil:
		t.calls = map[string]bool{}
	}
	t.calls[name] = true
	switch name {
	case "Agent", "Agent.create", "Runner":
		s.agent(m, n, name)
	case "OpenAIChatCompletionsModel", "OpenAIResponsesModel":
		s.agentModel(m, n, name)
	case "setDefaultOpenAIClient":
		t.setters = append(t.setters, n)
	case "setDefaultOpenAIKey":
		t.keys = append(t.keys, jssyntax.Argument(n, 0))
	case "run":
		if !slices.Contains(t.runners, m) && !source.IsTest(m.File.Path) {
			t.runners = append(t.runners, m)
		}
	}
}

// agent is an agent, or a runner that names a model for agents. One whose model is an object sends by that.
func (s *survey) agent(m *jssyntax.Module, n syntax.Node, name string) {
	options := s.object(jssyntax.Argument(n, 0))
	r := &request{mod: m, call: n, spec: agentsSDK, symbol: name, models: s.entries(options, "model")}
	r.api, _ = surface.Camel.At("chat.completions")
	if options.Valid() {
		r.objects = []syntax.Node{options}
	}
	for _, arg := range r.models {
		for _, v := range s.js.Eval(arg) {
			if v.Kind == jssyntax.Object || v.Kind == jssyntax.Instance {
				return
			}
		}
	}
	if name == "Runner" && len(r.models) == 0 {
		return
	}
	s.team.agents = append(s.team.agents, r)
	s.requests = append(s.requests, r)
}

// agentFields are what an agent sends besides its model: its settings, and the schema that its output is asked in.
//
//	Have: modelSettings: { temperature: 0 }, outputType: z.object({ … })
func (s *survey) agentFields(options syntax.Node) []field {
	var out []field
	for _, n := range s.entries(options, "modelSettings") {
		if o := s.object(n); o.Valid() {
			out = append(out, s.fieldsIn(o)...)
		}
	}
	if e := jssyntax.EntryOf(options, "outputType"); e.Node.Valid() && literalText(e.Value) != "text" {
		out = append(out, field{Sent: provider.Sent{Field: "response_format", Value: "json_schema"}, entry: e})
	}
	return out
}

// agentModel is a model with a client of its own.
//
//	Have: new OpenAIChatCompletionsModel(client, 'gpt-4o')
func (s *survey) agentModel(m *jssyntax.Module, n syntax.Node, name string) {
	r := &request{mod: m, call: n, spec: agentsSDK, symbol: name, models: []syntax.Node{jssyntax.Argument(n, 1)}}
	r.api, _ = surface.Camel.At("chat.completions")
	if name == "OpenAIResponsesModel" {
		r.api, _ = surface.Camel.At("responses")
	}
	if !r.models[0].Valid() {
		return
	}
	s.joinClients(r, jssyntax.Argument(n, 0))
	s.requests = append(s.requests, r)
}

// joinClients gives a request the clients that an expression may be.
func (s *survey) joinClients(r *request, n syntax.Node) {
	for _, v := range s.js.Eval(n) {
		if v.Kind == jssyntax.Object && v.Node.Valid() && len(v.Attrs) == 0 && s.counts(v) {
			c := s.addClient(s.js.Module(v.Node), v.Node, v)
			if !slices.Contains(r.clients, c) {
				r.clients, c.requests = append(r.clients, c), append(c.requests, r)
			}
		}
	}
}

// joinAgents gives the agents their client: the one that the project sets, else the package's own, which is reported
// where the project runs its agents.
func (s *survey) joinAgents() {
	t := &s.team
	if len(t.agents) == 0 && len(t.runners) == 0 || t.calls["setDefaultModelProvider"] {
		return
	}
	for _, r := range t.agents {
		for _, setter := range t.setters {
			s.joinClients(r, jssyntax.Argument(setter, 0))
		}
	}
	if len(t.setters) > 0 {
		return
	}
	m, at := s.agentsHome()
	if m == nil {
		return
	}
	c := &client{id: fmt.Sprintf("%s:%d", m.File.Path, at.Start()), spec: agentsSDK, mod: m, call: at, requests: t.agents}
	for _, r := range t.agents {
		r.clients = append(r.clients, c)
	}
	t.client = c
	s.clients, s.byNode[at] = append(s.clients, c), c
}

// agentsHome is the import of the package in the file that runs the agents, or in the first that has one.
func (s *survey) agentsHome() (*jssyntax.Module, syntax.Node) {
	list := slices.Clone(s.team.runners)
	for _, r := range s.team.agents {
		list = append(list, r.mod)
	}
	for _, m := range list {
		for _, i := range s.imported(m) {
			if i.pkg == "@openai/agents" {
				return m, i.node
			}
		}
	}
	return nil, syntax.Node{}
}

// judgeAgents says what keeps the package's own client from being replaced.
func (s *survey) judgeAgents(c *client) i18n.Text {
	recipe := i18n.Tf("setDefaultModelProvider(new OpenAIProvider({ apiKey, baseURL: %[1]q, useResponses: false })) 与 setTracingDisabled(true)", "setDefaultModelProvider(new OpenAIProvider({ apiKey, baseURL: %[1]q, useResponses: false })) and setTracingDisabled(true)", s.clientURL())
	switch {
	case len(s.team.runners) != 1:
		return i18n.Text{
			ZH: "看不出程序在哪一个文件里运行 agent：请在启动处调用 " + recipe.ZH + "，再更换模型",
			EN: "which file runs the agents cannot be told: call " + recipe.EN + " where the program starts, then change the models",
		}
	case !c.call.Is("import_statement") || !namedImports(c.call).Valid():
		return i18n.Text{
			ZH: "@openai/agents 以命名空间或 require 引入：请在启动处调用 " + recipe.ZH,
			EN: "@openai/agents comes in with its namespace or by require: call " + recipe.EN + " where the program starts",
		}
	}
	return i18n.Text{}
}

func (s *survey) clientURL() string {
	if s.target == nil {
		return ""
	}
	return s.target.ClientURL()
}

// namedImports is the part of an import statement between the braces.
func namedImports(n syntax.Node) syntax.Node {
	for c := range n.Descendants("named_imports") {
		return c
	}
	return syntax.Node{}
}

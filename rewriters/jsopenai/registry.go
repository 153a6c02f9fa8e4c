package jsopenai

import (
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/surface"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// The AI SDK's registries ask their providers for languageModel(id), which the OpenAI provider sends to /responses: where
// the target lacks that, the provider must be another. Names such as 'openai:gpt-4o' lead to the provider of the prefix.
//
//	Have: createProviderRegistry({ openai }).languageModel('openai:gpt-4o')
//	Have: customProvider({ languageModels: { … }, fallbackProvider: openai })

// isRegistry reports whether a call makes a registry of providers.
func (s *survey) isRegistry(call syntax.Node) bool {
	for _, v := range s.js.Eval(jssyntax.Callee(call)) {
		name := strings.TrimPrefix(v.Name, "experimental_")
		if v.Kind == jssyntax.Symbol && v.Package == "ai" && (name == "createProviderRegistry" || name == "customProvider") {
			return true
		}
	}
	return false
}

// registered is the entry by which a client stands in a registry; invalid where it stands in none.
func (s *survey) registered(c *client) syntax.Node {
	if c.spec.how != byModel {
		return syntax.Node{}
	}
	for _, m := range s.Modules {
		for n := range m.Tree.Root().Descendants("call_expression") {
			if !s.isRegistry(n) {
				continue
			}
			for _, e := range jssyntax.Entries(jssyntax.Argument(n, 0)) {
				if e.Value.Valid() && s.stands(e.Value, c) {
					return e.Value
				}
			}
		}
	}
	return syntax.Node{}
}

// stands reports whether an expression is a client, or the ready-made provider that is one.
func (s *survey) stands(n syntax.Node, c *client) bool {
	if s.is(n, c) {
		return true
	}
	if c.spec != aiModule {
		return false
	}
	for _, v := range s.js.Eval(n) {
		for _, ref := range v.Trace {
			if ref.Binding.Node.Parent() == c.call {
				return true
			}
		}
	}
	return false
}

// judgeRegistered says what keeps a provider of a registry from moving.
func (s *survey) judgeRegistered(c *client) i18n.Text {
	responses, _ := surface.Camel.At("responses")
	if s.target == nil || c.spec.how != byModel || s.serves(responses) || s.compatible(c) {
		return i18n.Text{}
	}
	at := s.registered(c)
	if !at.Valid() {
		return i18n.Text{}
	}
	return i18n.Tf("它在 %[1]s 登记进注册表，注册表按 languageModel 取模型，会请求 /responses，而目标平台没有该接口：请换成 createOpenAICompatible({ name: %[2]q, baseURL: %[3]q, apiKey })（@ai-sdk/openai-compatible）",
		"it stands in a registry at %[1]s, which asks it for languageModel and so for /responses, which the target lacks: put createOpenAICompatible({ name: %[2]q, baseURL: %[3]q, apiKey }) of @ai-sdk/openai-compatible there",
		s.Place(at), s.target.ID, s.target.ClientURL())
}

// registryModel is the model that a registry is asked for, with the part of the name that tells the provider.
//
//	Have: registry.languageModel('openai:gpt-4o')
func (s *survey) registryModel(n syntax.Node) (call syntax.Node, prefix string, ok bool) {
	args := n.Parent()
	if !args.Is("arguments") || !args.Parent().Is("call_expression") {
		return syntax.Node{}, "", false
	}
	text, _ := jssyntax.Text(n)
	prefix, _, ok = strings.Cut(text, ":")
	if !ok {
		return syntax.Node{}, "", false
	}
	for _, v := range s.js.Eval(jssyntax.Callee(args.Parent())) {
		if v.Kind == jssyntax.Object && v.Package == "ai" && strings.HasSuffix(v.Name, "createProviderRegistry") && len(v.Attrs) == 1 {
			return v.Node, prefix, true
		}
	}
	return syntax.Node{}, "", false
}

// registryFix replaces the model that a registry is asked for, where the provider of its prefix moves.
func (s *survey) registryFix(f *finding.Finding, m *jssyntax.Module, n syntax.Node, name string) bool {
	call, prefix, ok := s.registryModel(n)
	if !ok || s.target == nil {
		return false
	}
	entry := jssyntax.EntryOf(jssyntax.Argument(call, 0), prefix)
	choice, mapped := s.target.Model(strings.TrimPrefix(name, prefix+":"), provider.Need{})
	for _, c := range s.clients {
		if !entry.Value.Valid() || !s.stands(entry.Value, c) {
			continue
		}
		f.SDK, f.Client = c.spec.sdk, c.id
		switch {
		case !c.moves() && mapped:
			f.Message = i18n.Tf("注册表按前缀 %[1]s 取 provider：模型 %[2]s 应换成 %[3]s，但该 provider（%[4]s）需要先人工处理", "the registry takes the provider by the prefix %[1]s: the model %[2]s becomes %[3]s once that provider, at %[4]s, has been changed by hand",
				prefix, name, prefix+":"+choice.ID, s.Place(c.call))
			return true
		case c.moves() && mapped:
			e, ok := jssyntax.Replace(n, prefix+":"+choice.ID)
			if !ok {
				return false
			}
			fix := finding.Fix{Title: i18n.Tf("将模型 %s 换成 %s", "replace the model %s by %s", name, prefix+":"+choice.ID), Why: advice.Counterpart(s.target, choice), Confidence: finding.Likely, Edits: finding.In(m.File, e)}
			s.waitFor(&fix, &request{clients: []*client{c}})
			f.Fixes = []finding.Fix{fix}
			f.Message = i18n.Tf("注册表中的模型 %s 随其 provider 更换", "the model %s of a registry changes with its provider", name)
			return true
		}
	}
	if !entry.Value.Valid() || !mapped || prefix != "openai" {
		return false
	}
	f.Message = i18n.Tf("注册表按前缀 %[1]s 取 provider：请把它换成 createOpenAICompatible({ name: %[2]q, baseURL: %[3]q, apiKey })（@ai-sdk/openai-compatible），并在此处写 %[4]s",
		"the registry takes the provider by the prefix %[1]s: put createOpenAICompatible({ name: %[2]q, baseURL: %[3]q, apiKey }) of @ai-sdk/openai-compatible in its place, and name %[4]s here",
		prefix, s.target.ID, s.target.ClientURL(), prefix+":"+choice.ID)
	return true
}

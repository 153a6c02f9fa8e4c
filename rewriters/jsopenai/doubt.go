package jsopenai

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/modules"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// doubts collects what makes a client's move less than certain.
func (s *survey) doubts(c *client) {
	if c.subclass.Valid() {
		c.doubt.Subclass()
	}
	if c.url.mixed {
		c.doubt.OtherService()
	}
	if c.url.kind == literal && c.url.partly {
		c.doubt.Add("地址也可能来自 %s，那里可能是其他平台", "the address may also come from %s, and be another service's", modules.Short(c.url.args[0]))
	}
	if c.raw.knob != "" {
		c.doubt.Add("部署环境可能已设置 %s，路径的写法随之改变", "the deployment may set %s, whose form changes with the path", c.raw.knob)
	}
	if c.url.kind == knob {
		c.doubt.Variable(c.url.knobs[0].Var)
	}
	if n := s.otherUse(c.url.literals); n.Valid() {
		c.doubt.AddressShared(s.Place(n))
	}
	s.requestDoubts(c)
	if n := s.escapes(c); n.Valid() {
		c.doubt.HandedOut(s.Place(n))
	}
	if m, ok := s.missingModel(c); ok {
		c.doubt.Add("未写模型时 SDK 会用 %s，故写明 %s", "where no model is named the SDK sends %s, so %s is said", c.spec.model, m.ID)
	}
	if n := s.builtinTools(c); n.Valid() {
		c.doubt.Add("provider 自带的工具只在 OpenAI 的 Responses 接口上可用（%s）", "the provider's own tools work with OpenAI's Responses API only (%s)", s.Place(n))
	}
	s.keyDoubts(c)
}

// requestDoubts collects what of a client's requests cannot move with it, each kind of thing once.
func (s *survey) requestDoubts(c *client) {
	if c.split != nil {
		c.doubt = append(c.doubt, s.splitDoubt(c))
	}
	once := advice.Once{}
	for _, r := range c.requests {
		if r.parted() {
			continue
		}
		if !s.serves(s.sent(r)) {
			if once.First(r.api.Resource) {
				c.doubt.NoEndpoint(r.symbol, s.Place(r.call))
			}
			continue
		}
		if unseen(r.api) && once.First("path") {
			c.doubt.Add("请求的路径由别处拼接（%s）", "the path of a request is put together elsewhere (%s)", s.Place(r.call))
		}
		if name := s.unmapped(r); name != "" && once.First(name) {
			c.doubt.NoModel(name, s.Place(r.call))
		}
		if from, ok := s.modelFrom(r); ok && once.First(from) {
			c.doubt.ModelFrom(from, s.Place(r.call))
		}
	}
	for _, r := range s.requests {
		if r.typed && len(r.clients) == 0 && !s.serves(s.sent(r)) && once.First(r.symbol) {
			c.doubt.NoEndpointFor(r.symbol, s.Place(r.call))
		}
	}
	if len(c.requests) == 0 && slices.ContainsFunc(s.requests, func(r *request) bool { return r.lost }) {
		c.doubt.Lost()
	}
}

// modelFrom says where a request's model comes from when no literal for it can be seen.
func (s *survey) modelFrom(r *request) (string, bool) {
	if r.api.Capability != finding.Chat && r.api.Capability != finding.Embeddings && r.spec.how != byModel {
		return "", false
	}
	for _, arg := range r.models {
		if slices.ContainsFunc(s.js.Eval(arg), func(v jssyntax.Value) bool { return v.Kind == jssyntax.String }) {
			return "", false
		}
	}
	switch {
	case len(r.models) > 0:
		return modules.Short(r.models[0]), true
	case r.unseen.Valid():
		return modules.Short(r.unseen), true
	}
	return "", false
}

// escapes returns an argument by which the client reaches code outside the project, invalid when there is none.
func (s *survey) escapes(c *client) syntax.Node {
	for n := range c.mod.Tree.Root().Descendants("arguments") {
		for a := range n.NamedChildren() {
			list := []syntax.Node{a}
			for _, e := range jssyntax.Entries(a) {
				list = append(list, e.Value)
			}
			for _, x := range list {
				if x.Is("identifier", "member_expression", "new_expression", "shorthand_property_identifier") && s.is(x, c) && s.leaves(n.Parent()) {
					return x
				}
			}
		}
	}
	return syntax.Node{}
}

// is reports whether an expression stands for the client itself.
func (s *survey) is(n syntax.Node, c *client) bool {
	return slices.ContainsFunc(s.js.Eval(n), func(v jssyntax.Value) bool {
		return v.Kind == jssyntax.Object && v.Node == c.call && len(v.Attrs) == 0 ||
			c.spec == aiModule && v.Kind == jssyntax.Symbol && v.Package == "@ai-sdk/openai" && v.Name == "openai" && s.js.Module(n) == c.mod
	})
}

// leaves reports whether a call is of code outside the project that may send requests on what it is given. A model that
// LangChain's own functions are given carries its address with it.
func (s *survey) leaves(call syntax.Node) bool {
	fn := jssyntax.Callee(call)
	if logs[jssyntax.Last(fn)] || jssyntax.Last(fn) == "push" {
		return false
	}
	return !slices.ContainsFunc(s.js.Eval(fn), func(v jssyntax.Value) bool {
		return v.Kind == jssyntax.Function || v.Kind == jssyntax.ClassRef || v.Kind == jssyntax.Symbol && (wraps(v) || carries(v))
	})
}

// carries are packages that send with what they are given, and with nothing else.
func carries(v jssyntax.Value) bool {
	return slices.ContainsFunc([]string{"@langchain/", "langchain", "llamaindex", "@llamaindex/"}, func(p string) bool {
		return len(v.Package) >= len(p) && v.Package[:len(p)] == p
	}) || strings.HasPrefix(v.Package, "@openai/agents") || v.Package == "ai" && v.Name != "createProviderRegistry" && v.Name != "customProvider"
}

// builtinTools is a use of the tools that the AI SDK's provider has for OpenAI's own API.
func (s *survey) builtinTools(c *client) syntax.Node {
	if c.spec.how != byModel {
		return syntax.Node{}
	}
	for n := range c.mod.Tree.Root().Descendants("member_expression") {
		if jssyntax.Last(n) == "tools" && s.is(n.ChildByField("object"), c) {
			return n
		}
	}
	return syntax.Node{}
}

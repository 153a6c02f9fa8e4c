package jsopenai

import (
	"slices"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/modules"
	"github.com/openai-migrate/migrate/rewriters/internal/surface"
)

// settle decides what becomes of each client, once all requests are known.
func (s *survey) settle() {
	s.joinOwn()
	s.findModels()
	s.eachClient(func(c *client) {
		c.state = byHand // should a step fail
		if c.spec.how == byFetch {
			c.url = s.rawAddress(c)
		} else {
			c.url = s.address(s.addressArguments(c))
		}
		if s.toldAzure(c) {
			c.url.kind = azureURL
		}
		if name := s.foreignKnob(c); name != "" {
			c.url.kind, c.url.host = elsewhere, name
		}
		c.state, c.why = s.judge(c)
		if s.target != nil && c.moves() && s.outOfReach(c) {
			c.state = byHand
			c.why = i18n.T("它的地址、密钥或模型写在不改写的文件里（生成的、第三方的或有语法错误）：请人工修改",
				"its address, key or model stands in a file that is not rewritten (generated, vendored or not parsed): change it by hand")
		}
	})
	for s.spread() {
	}
	s.eachClient(s.follow)
	s.eachClient(func(c *client) {
		if c.moves() && s.target != nil {
			s.doubts(c)
		}
	})
}

// spread keeps clients in place that share a model's literal with one that does not move: the literal can only change
// for all of them. It reports whether one was found.
func (s *survey) spread() bool {
	for _, k := range s.models.All() {
		still := firstClient(k, func(c *client) bool { return !c.moves() })
		if still == nil {
			continue
		}
		if c := firstClient(k, (*client).moves); c != nil {
			c.state = byHand
			c.why = i18n.Tf("模型名 %[1]s 与 %[2]s 的客户端共用，而后者不随之迁移：请先分开两者", "it shares the model name %[1]s with the client at %[2]s, which does not move: separate the two first",
				k.Name, s.Place(still.call))
			return true
		}
	}
	return s.spreadAddress()
}

// spreadAddress is spread for the literals of addresses.
func (s *survey) spreadAddress() bool {
	for _, c := range s.clients {
		for _, o := range s.clients {
			if c.moves() && (o.state == byHand || c.raw.apart != o.raw.apart && o.moves()) && slices.ContainsFunc(c.url.literals, func(v jssyntax.Value) bool {
				return slices.ContainsFunc(o.url.literals, func(w jssyntax.Value) bool { return v.Node == w.Node })
			}) {
				c.state = byHand
				c.why = i18n.Tf("地址与 %s 共用，而后者不随之迁移：请先分开两者", "it shares its address with the request at %s, which does not move: separate the two first", s.Place(o.call))
				return true
			}
		}
	}
	return false
}

// outOfReach reports whether moving a client means editing a file that must stay as it is.
func (s *survey) outOfReach(c *client) bool {
	if edits, _ := s.clientEdits(c); s.Untouchable(edits) && len(edits) > 0 {
		return true
	}
	return slices.ContainsFunc(c.requests, func(r *request) bool {
		return slices.ContainsFunc(s.models.Of(r), func(k *sink) bool { return s.Frozen(s.js.Module(k.Node).File) })
	})
}

// eachClient runs a step on every client; one on which it fails costs its file.
func (s *survey) eachClient(step func(*client)) {
	for _, c := range s.clients {
		s.Guard(c.mod, func(*jssyntax.Module) { step(c) })
	}
}

// judge says what becomes of a client, and why where a person must decide.
func (s *survey) judge(c *client) (state, i18n.Text) {
	switch {
	case c.spec.azure || c.url.kind == azureURL:
		return byHand, i18n.T("地址可能是 Azure OpenAI：请人工改为目标平台", "its address may be Azure OpenAI's: change it by hand")
	case c.url.kind == elsewhere:
		return staying, i18n.Text{}
	case s.Frozen(c.mod.File):
		return byHand, i18n.T("文件是生成的、第三方的或有语法错误，只报告不改写", "the file is generated, vendored or does not parse: it is reported, not rewritten")
	case c.url.kind == unclear:
		return byHand, i18n.Tf("地址来自 %s：代码不改，请在其来源处改为目标平台的地址", "its address comes from %s: the code stays, set the target's address where it is made", s.origin(c.url.args[0]))
	case s.target != nil && s.demandedKnob(c) != "":
		return byHand, i18n.Tf("地址来自环境变量 %[1]s，未设置时程序会报错：代码不改；若它指向 OpenAI，请改为 %[2]s，并换成新平台的密钥和模型",
			"its address comes from the variable %[1]s, without which the code throws: the code stays; where that is OpenAI's address, set it to %[2]s, with a key and a model of the new provider",
			s.demandedKnob(c), s.target.BaseURL)
	case c.sealed:
		return byHand, i18n.T("客户端是带自有 constructor 的子类：请在其中设置地址与 apiKey", "the client is of a subclass with a constructor of its own: set address and apiKey there")
	case c.opts.unclear.Valid():
		return byHand, i18n.Tf("选项来自 %[1]s：请在其来源处设置 %[2]s 与 apiKey", "its options come from %[1]s: set %[2]s and apiKey where they are made", modules.Short(c.opts.unclear), c.spec.url)
	case s.given(c, "provider") || s.given(c, "dataResidency"):
		return byHand, i18n.T("provider、dataResidency 不能与 baseURL 同用：请先去掉", "provider and dataResidency cannot be used with baseURL: remove them first")
	case c.spec.how == byFetch && c.raw.problem.EN != "" && s.target != nil:
		return byHand, c.raw.problem
	case c.spec.how == byAgent && s.judgeAgents(c).EN != "":
		return byHand, s.judgeAgents(c)
	case c.spec.how == byPath && s.judgeInstance(c).EN != "":
		return byHand, s.judgeInstance(c)
	case s.judgeRegistered(c).EN != "":
		return byHand, s.judgeRegistered(c)
	case c.spec == aiModule && !c.call.Is("import_specifier"):
		return byHand, i18n.T("provider 以命名空间或 require 引入：请改用 createOpenAI({ apiKey, baseURL })", "the provider comes in with its namespace or by require: use createOpenAI({ apiKey, baseURL }) in its place")
	}
	return s.judgeRequests(c)
}

func (s *survey) given(c *client, option string) bool {
	return c.spec.how == byResource && len(s.get(c.opts, option)) > 0
}

// judgeRequests keeps a client in its place when the target can serve none of its requests.
func (s *survey) judgeRequests(c *client) (state, i18n.Text) {
	if s.target == nil || len(c.requests) == 0 {
		return moving, i18n.Text{}
	}
	if s.stuckOnBase64(c) {
		if c.spec.sdk == "llamaindex-ts" {
			return byHand, i18n.T("LlamaIndex 的 OpenAIEmbedding 经 openai ≥ 4.91 总以 base64 请求向量，且没有选项可改，兼容服务会悄悄给出错误的向量：请换用其他 embedding 类或锁定 openai < 4.91",
				"LlamaIndex's OpenAIEmbedding always asks for base64 through openai >= 4.91 and has no option against it, and compatible services give wrong vectors without an error: use another embedding class, or lock openai below 4.91")
		}
		return byHand, i18n.T("1.0 以前的 @langchain/openai 经 openai ≥ 4.91 总以 base64 请求向量，兼容服务会悄悄返回错误的向量：请先升级到 1.0 并设 encodingFormat: \"float\"",
			"@langchain/openai before 1.0 always asks for base64 through openai >= 4.91, and compatible services give wrong vectors without an error: upgrade to 1.0 and set encodingFormat: \"float\" first")
	}
	name := s.target.Brief()
	if blocked := s.blocked(c); len(blocked) == len(c.requests) {
		return byHand, i18n.Tf("它只用于 %[1]s，%[3]s没有对应接口：请保留或另选服务", "it only serves %[1]s, for which %[2]s has no counterpart: keep it or choose another service",
			blocked[0].symbol, name.EN, name.ZH)
	}
	apart := s.apart(c)
	if !slices.ContainsFunc(c.requests, func(r *request) bool { return s.unmapped(r) == "" && !slices.Contains(apart, r) }) {
		return byHand, advice.NeedsCounterpart(s.target, s.unmapped(c.requests[0]))
	}
	if len(apart) > 0 {
		if c.split = s.splitOf(c, apart); c.split == nil {
			return byHand, s.unsplit(apart)
		}
	}
	return moving, i18n.Text{}
}

// blocked returns the client's requests that the target has no endpoint for.
func (s *survey) blocked(c *client) []*request {
	return slices.DeleteFunc(slices.Clone(c.requests), func(r *request) bool { return s.serves(s.sent(r)) })
}

// sent is the part of the API that a request uses at the target: the AI SDK can be told to use chat completions where it
// would use the Responses API.
func (s *survey) sent(r *request) surface.Part {
	if r.api.Capability == finding.Responses && r.spec.how == byModel && !s.serves(r.api) {
		a, _ := surface.Camel.At("chat.completions")
		return a
	}
	return r.api
}

// serves reports whether the target has an endpoint, under the address that its chat completions use.
func (s *survey) serves(p surface.Part) bool { return unseen(p) || p.ServedBy(s.target) }

// follow records which names only carry values to what moves.
func (s *survey) follow(c *client) {
	if !c.moves() {
		return
	}
	args := append(slices.Clone(c.url.args), s.ownKeys(c)...)
	for _, r := range c.requests {
		if r.moves() {
			args = append(args, r.models...)
		}
	}
	lists := [][]jssyntax.Value{{c.opts.value}, c.url.values}
	for _, arg := range args {
		lists = append(lists, s.js.Eval(arg))
	}
	for _, v := range slices.Concat(lists...) {
		for _, ref := range v.Trace {
			s.followed[ref.Node] = true
		}
	}
}

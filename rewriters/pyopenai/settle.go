package pyopenai

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/modules"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/surface"
)

// settle decides what becomes of each client, once all requests are known.
func (s *survey) settle() {
	s.findModels()
	s.eachClient(s.findInit)
	s.eachClient(func(c *client) {
		if c != s.module {
			c.url = s.address(s.argument(c, s.ownOption(c)))
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
	for _, c := range s.all() {
		if c.state == undecided { // a step failed
			c.state = byHand
		}
	}
	s.spreadAll()
	for s.keepNamed() {
		s.spreadAll()
	}
	s.eachClient(func(c *client) {
		if c.moves() && s.target != nil {
			s.doubts(c)
		}
	})
}

// spreadAll keeps what hangs on clients that stay in place with them, and then records what carries values to those that move.
func (s *survey) spreadAll() {
	for s.spread() || s.spreadInit() {
	}
	clear(s.followed)
	s.eachClient(s.follow)
}

// spread keeps clients in place that share a model's literal, or a request, with one that does not move: the literal can
// only change for all of them. It reports whether one was found.
func (s *survey) spread() bool {
	for _, k := range s.models.All() {
		still := firstClient(k, func(c *client) bool { return !c.moves() && c.state != knobbed && c.state != dormant })
		if still == nil {
			continue
		}
		if c := firstClient(k, (*client).moves); c != nil {
			c.state = byHand
			c.why = i18n.Tf("模型名 %[1]s 与 %[2]s 的客户端共用，而后者不随之迁移：请先分开两者", "it shares the model name %[1]s with the client at %[2]s, which does not move: separate the two first",
				k.Name, still.line())
			return true
		}
	}
	return s.spreadKey()
}

// spreadKey keeps clients in place that share their key with one that does not move, and cannot be given their own.
func (s *survey) spreadKey() bool {
	for _, c := range s.all() {
		if s.target == nil || !c.moves() || s.ofAzure(c) || s.ownable(c) {
			continue
		}
		if o := s.sharesKey(c, func(o *client) bool { return o.state == staying || o.state == byHand }); o != nil {
			c.state = byHand
			c.why = i18n.Tf("它的密钥与 %[1]s 的客户端共用，而后者不随之迁移：请先分开两者", "it shares its key with the client at %[1]s, which does not move: separate the two first", o.line())
			return true
		}
	}
	return false
}

// outOfReach reports whether moving a client means editing a file that must stay as it is.
func (s *survey) outOfReach(c *client) bool {
	if edits, _ := s.clientEdits(c, false); s.Untouchable(edits) {
		return true
	}
	return slices.ContainsFunc(c.requests, func(r *request) bool {
		return slices.ContainsFunc(s.models.Of(r), func(k *sink) bool { return s.Frozen(s.py.Module(k.Node).File) })
	})
}

// eachClient runs a step on every client, the module included; one on which it fails costs its file.
func (s *survey) eachClient(step func(*client)) {
	for _, c := range s.all() {
		s.Guard(c.mod, func(*pysyntax.Module) { step(c) })
	}
}

// all returns the clients and the module used as one.
func (s *survey) all() []*client {
	if s.module != nil {
		return append(slices.Clone(s.clients), s.module)
	}
	return s.clients
}

// judge says what becomes of a client, and why where a person must decide.
func (s *survey) judge(c *client) (state, i18n.Text) {
	switch {
	case isAzure(c.class) || c.mixed:
		return s.judgeAzure(c)
	case c.url.kind == azureURL:
		return s.azureAddress(c)
	case c.url.kind == elsewhere:
		return staying, i18n.Text{}
	case slices.ContainsFunc(s.originals(c), func(o *client) bool { return !o.moves() }):
		return byHand, i18n.T("它是一个不随之迁移的客户端的副本：请一并人工处理", "it is a copy of a client that does not move: deal with both by hand")
	case c == s.module:
		return s.judgeModule(c)
	case s.Frozen(c.mod.File):
		return byHand, i18n.T("文件是生成的、第三方的或有语法错误，只报告不改写", "the file is generated, vendored or does not parse: it is reported, not rewritten")
	case c.scattered:
		return byHand, i18n.T("客户端是带自有 __init__ 的子类：请在其中设置 base_url 与 api_key", "the client is of a subclass with an __init__ of its own: set base_url and api_key there")
	case s.opaqueArguments(c):
		return byHand, i18n.T("参数由 * 或 ** 展开传入：请在其来源处设置 base_url 与 api_key", "its arguments come from * or **: set base_url and api_key where they are made")
	case pysyntax.Keyword(c.given(), "provider").Node.Valid() || pysyntax.Keyword(c.given(), "data_residency").Node.Valid():
		return byHand, i18n.T("provider、data_residency 不能与 base_url 同用：请先去掉", "provider and data_residency cannot be used with base_url: remove them first")
	case c.url.kind == unclear:
		return byHand, i18n.Tf("地址来自 %s：代码不改，请在其来源处改为目标平台的地址", "its address comes from %s: the code stays, set the target's address where it is made", modules.Short(c.url.arg))
	case c.url.kind == knob && !s.canDefault(c):
		if apart := s.apart(c); len(apart) > 0 {
			return byHand, s.unsplit(apart)
		}
		return knobbed, i18n.Text{}
	}
	return s.judgeRequests(c)
}

// judgeRequests keeps a client in its place when the target can serve none of its requests.
func (s *survey) judgeRequests(c *client) (state, i18n.Text) {
	if s.target == nil || len(c.requests) == 0 {
		return moving, i18n.Text{}
	}
	if blocked := s.blocked(c); len(blocked) > 0 && !slices.ContainsFunc(c.requests, s.worthMoving) {
		return byHand, s.unserved(c, blocked)
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

// worthMoving reports whether the target serves a request that is made for its own sake. Files are there for what works on
// them, and a list of models is there to choose from: with the rest gone they mean nothing.
func (s *survey) worthMoving(r *request) bool {
	return s.serves(r.api) && r.api.Capability != finding.Files && r.api.Capability != finding.Models
}

// unserved says why the target can serve none of a client's requests, each endpoint once, and notes where that was read.
func (s *survey) unserved(c *client, blocked []*request) i18n.Text {
	var symbols []string
	var told []surface.Part
	why := i18n.Text{}
	for _, r := range blocked {
		if !slices.Contains(symbols, r.symbol) {
			symbols = append(symbols, r.symbol)
		}
		if slices.Contains(told, r.api) {
			continue
		}
		e, _ := s.target.Endpoint(r.api.Endpoint)
		told, c.sources = append(told, r.api), joinSources(c.sources, rewrite.Sources(e.Verdict))
		if t := s.missing(r); why.EN == "" {
			why = t
		} else {
			why = i18n.Join(why, t)
		}
	}
	names := strings.Join(symbols, ", ")
	return i18n.Join(i18n.Tf("它只用于 %s", "it only serves %s", names), why)
}

// canDefault reports whether each variable of the address is read by os.getenv("X"), to which a default can be added.
func (s *survey) canDefault(c *client) bool {
	for _, v := range c.url.knobs {
		if !v.Node.Is("call") || len(pysyntax.Arguments(v.Node)) != 1 {
			return false
		}
	}
	return true
}

// blocked returns the client's requests that the target has no endpoint for.
func (s *survey) blocked(c *client) []*request {
	var out []*request
	for _, r := range c.requests {
		if !s.serves(r.api) {
			out = append(out, r)
		}
	}
	return out
}

// serves reports whether the target has an endpoint, under the address that its chat completions use.
func (s *survey) serves(p surface.Part) bool { return p.ServedBy(s.target) }

// follow records which names only carry values to what moves.
func (s *survey) follow(c *client) {
	if !c.moves() {
		return
	}
	lists := [][]pysyntax.Value{c.url.values}
	for _, arg := range s.ownKeys(c) {
		lists = append(lists, s.py.Eval(arg))
	}
	for _, r := range c.requests {
		if r.moves() {
			for _, arg := range s.modelArguments(r) {
				lists = append(lists, s.py.Eval(arg))
			}
		}
	}
	for _, v := range slices.Concat(lists...) {
		for _, ref := range v.Trace {
			s.followed[ref.Node] = true
		}
	}
}

package pyopenai

import (
	"slices"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// settle decides what becomes of each client, once all requests are known.
func (s *survey) settle() {
	s.findModels()
	s.eachClient(func(c *client) {
		c.state = byHand // should a step fail
		if c != s.module {
			c.url = s.address(pysyntax.Keyword(c.call, "base_url").Value)
		}
		c.state, c.why = s.judge(c)
	})
	s.eachClient(s.follow)
	s.eachClient(func(c *client) {
		if c.moves() && s.target != nil {
			s.doubts(c)
		}
	})
}

// eachClient runs a step on every client, the module included; one on which it fails costs its file.
func (s *survey) eachClient(step func(*client)) {
	for _, c := range s.all() {
		s.guard(c.mod, func(*pysyntax.Module) { step(c) })
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
	case isAzure(c.class) || c.mixed || c.url.kind == azureURL:
		return byHand, i18n.T("地址可能是 Azure OpenAI：请人工改为目标平台", "its address may be Azure OpenAI's: change it by hand")
	case c.url.kind == elsewhere:
		return staying, i18n.Text{}
	case c == s.module:
		return s.judgeModule(c)
	case s.frozen(c.mod.File):
		return byHand, i18n.T("文件是生成的、第三方的或有语法错误，只报告不改写", "the file is generated, vendored or does not parse: it is reported, not rewritten")
	case slices.ContainsFunc(pysyntax.Arguments(c.call), func(a pysyntax.Arg) bool { return a.Splat }):
		return byHand, i18n.T("参数由 * 或 ** 展开传入：请在其来源处设置 base_url 与 api_key", "its arguments come from * or **: set base_url and api_key where they are made")
	case pysyntax.Keyword(c.call, "provider").Node.Valid() || pysyntax.Keyword(c.call, "data_residency").Node.Valid():
		return byHand, i18n.T("provider、data_residency 不能与 base_url 同用：请先去掉", "provider and data_residency cannot be used with base_url: remove them first")
	case c.subclass.Valid() && s.ownInit(c.subclass):
		return byHand, i18n.T("客户端是带自有 __init__ 的子类：请在其中设置 base_url 与 api_key", "the client is of a subclass with an __init__ of its own: set base_url and api_key there")
	case c.url.kind == unclear:
		return byHand, i18n.Tf("地址来自 %s：代码不改，请在其来源处改为目标平台的地址", "its address comes from %s: the code stays, set the target's address where it is made", short(c.url.arg))
	case c.url.kind == knob && !s.canDefault(c):
		return knobbed, i18n.Text{}
	}
	return s.judgeRequests(c)
}

// judgeRequests keeps a client in its place when the target can serve none of its requests.
func (s *survey) judgeRequests(c *client) (state, i18n.Text) {
	if s.target == nil || len(c.requests) == 0 {
		return moving, i18n.Text{}
	}
	if blocked := s.blocked(c); len(blocked) == len(c.requests) {
		return byHand, i18n.Tf("它只用于 %[1]s，%[3]s没有对应接口：请保留或另选服务", "it only serves %[1]s, for which %[2]s has no counterpart: keep it or choose another service",
			blocked[0].symbol, s.target.Name.EN, s.target.Name.ZH)
	}
	if !slices.ContainsFunc(c.requests, func(r *request) bool { return s.unmapped(r) == "" }) {
		return byHand, i18n.Tf("它使用的模型 %[1]s 在%[3]s没有对应模型：请先用 --model %[1]s=NAME 指定", "%[2]s has no counterpart of the model %[1]s that it uses: choose one with --model %[1]s=NAME first",
			s.unmapped(c.requests[0]), s.target.Name.EN, s.target.Name.ZH)
	}
	return moving, i18n.Text{}
}

// ownInit reports whether a subclass has its own constructor.
func (s *survey) ownInit(class syntax.Node) bool {
	for fn := range class.Descendants("function_definition") {
		if fn.ChildByField("name").Text() == "__init__" && pysyntax.MethodClass(fn) == class {
			return true
		}
	}
	return false
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
func (s *survey) serves(a api) bool {
	if s.target == nil || a.endpoint == "chat_completions" {
		return true
	}
	e := s.target.Endpoints[a.endpoint]
	return (e.Support == provider.Supported || e.Support == provider.Restricted) && e.Base == ""
}

// follow records which names only carry values to what moves.
func (s *survey) follow(c *client) {
	if !c.moves() {
		return
	}
	lists := [][]pysyntax.Value{c.url.values}
	for _, arg := range s.keyArguments(c) {
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

// doubts collects what makes a client's move less than certain.
func (s *survey) doubts(c *client) {
	add := func(zh, en string, args ...any) { c.doubt = append(c.doubt, i18n.Tf(zh, en, args...)) }
	if c.subclass.Valid() {
		add("客户端是项目内的子类", "the client is of a subclass of the project's own")
	}
	if c.url.mixed {
		add("同一处也可能使用其他平台的地址", "another service's address may be used at the same place")
	}
	if c.url.kind == knob {
		add("部署环境可能已设置 %s", "the deployment may set %s", c.url.knobs[0].Name)
	}
	if n := s.otherUse(c.url.literals); n.Valid() {
		add("地址常量还用在 %s", "the address is also used at %s", s.place(n))
	}
	for _, r := range s.blocked(c) {
		add("%[1]s 在目标平台没有对应接口（%[2]s）", "%[1]s has no counterpart at the target (%[2]s)", r.symbol, s.place(r.call))
	}
	for _, r := range c.requests {
		if name := s.unmapped(r); name != "" {
			add("模型 %s 没有对应模型（%s）", "the model %s has no counterpart (%s)", name, s.place(r.call))
		}
		if from, ok := s.modelFrom(r); ok {
			add("请求的模型来自 %s，需在其来源处换掉（%s）", "the model of a request comes from %s: change it where it is made (%s)", from, s.place(r.call))
		}
	}
	if len(c.requests) == 0 && slices.ContainsFunc(s.requests, func(r *request) bool { return r.lost }) {
		add("项目中有无法确定客户端的请求", "the project has requests whose client cannot be told")
	}
	if n := s.escapes(c); n.Valid() {
		add("客户端被传给项目外的代码（%s）", "the client is handed to code outside the project (%s)", s.place(n))
	}
	s.keyDoubts(c)
}

// modelFrom says where a request's model comes from when no literal for it can be seen.
func (s *survey) modelFrom(r *request) (string, bool) {
	if r.api.capability != finding.Chat && r.api.capability != finding.Embeddings {
		return "", false
	}
	args := s.modelArguments(r)
	for _, arg := range args {
		if slices.ContainsFunc(s.py.Eval(arg), func(v pysyntax.Value) bool { return v.Kind == pysyntax.String }) {
			return "", false
		}
	}
	if len(args) > 0 {
		return short(args[0]), true
	}
	return "**", splats(r)
}

// place is a node's file and line for messages.
func (s *survey) place(n syntax.Node) string {
	f := s.py.Module(n).File
	return f.Path + ":" + itoa(f.Position(n.Start()).Line)
}

// otherUse returns a use of a value's names that leads elsewhere than to what moves, invalid when there is none.
func (s *survey) otherUse(list []pysyntax.Value) syntax.Node {
	for _, v := range list {
		for _, ref := range v.Trace {
			for _, n := range s.py.Uses(ref.Binding) {
				if !s.followed[n] && !harmless(n) {
					return n
				}
			}
		}
	}
	return syntax.Node{}
}

// harmless are uses that show or test a value and do not depend on what it is.
func harmless(n syntax.Node) bool {
	child := n
	for up := range n.Ancestors() {
		switch up.Kind() {
		case "attribute", "interpolation", "string", "argument_list", "parenthesized_expression", "keyword_argument", "binary_operator", "concatenated_string":
		case "call":
			return child.Field() == "arguments" && logs[pysyntax.Last(up.ChildByField("function"))]
		case "not_operator":
			return true
		case "if_statement", "elif_clause", "while_statement", "assert_statement":
			return child.Field() == "condition" || up.Is("assert_statement")
		case "boolean_operator":
			return isTest(up)
		case "comparison_operator":
			return comparesNone(up)
		default:
			return false
		}
		child = up
	}
	return false
}

// logs are functions that print.
var logs = map[string]bool{
	"print": true, "debug": true, "info": true, "warning": true, "warn": true, "error": true, "exception": true,
	"critical": true, "log": true, "echo": true, "bool": true, "write": true,
}

// isTest reports whether a boolean expression is a condition rather than a choice of values.
func isTest(n syntax.Node) bool {
	up := n.Parent()
	for up.Is("boolean_operator", "parenthesized_expression", "not_operator") {
		n, up = up, up.Parent()
	}
	return n.Is("not_operator") || n.Field() == "condition" || up.Is("assert_statement")
}

func comparesNone(n syntax.Node) bool {
	for c := range n.NamedChildren() {
		if c.Is("none") {
			return true
		}
	}
	return false
}

// escapes returns an argument by which the client reaches code outside the project, invalid when there is none.
func (s *survey) escapes(c *client) syntax.Node {
	for n := range c.mod.Tree.Root().Descendants("argument_list") {
		for a := range n.NamedChildren() {
			if a.Is("keyword_argument") {
				a = a.ChildByField("value")
			}
			if a.Is("identifier", "attribute", "call") && s.is(a, c) && s.leaves(n.Parent()) {
				return a
			}
		}
	}
	return syntax.Node{}
}

// is reports whether an expression stands for the client itself.
func (s *survey) is(n syntax.Node, c *client) bool {
	return slices.ContainsFunc(s.py.Eval(n), func(v pysyntax.Value) bool {
		return v.Kind == pysyntax.Object && v.Node == c.call && len(v.Attrs) == 0
	})
}

// leaves reports whether a call is of code outside the project that may send requests on what it is given.
func (s *survey) leaves(call syntax.Node) bool {
	fn := call.ChildByField("function")
	if logs[pysyntax.Last(fn)] || pysyntax.Last(fn) == "append" {
		return false
	}
	return !slices.ContainsFunc(s.py.Eval(fn), func(v pysyntax.Value) bool {
		return v.Kind == pysyntax.Function || v.Kind == pysyntax.ClassRef || v.Kind == pysyntax.Symbol && (wraps(v.Path) || builtin(v.Path))
	})
}

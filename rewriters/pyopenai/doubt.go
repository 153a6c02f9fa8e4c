package pyopenai

import (
	"slices"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/modules"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// doubts collects what makes a client's move less than certain.
func (s *survey) doubts(c *client) {
	if s.ofAzure(c) {
		c.doubt = append(c.doubt, azureDoubt)
	}
	for _, o := range s.clients {
		if o.state == dormant && shareRequest(c, o) {
			c.doubt.Add("%s 处的 Azure 客户端按现在的取值不会启用，请保持", "the Azure client at %s is not made as the code stands: leave it so", o.line())
		}
	}
	if c.subclass.Valid() {
		c.doubt.Subclass()
	}
	if c == s.module && c.bare() {
		c.doubt.Add("密钥在导入时读取，未设置就会报错", "the key is read on import, which fails where it is not set")
	}
	if c.url.mixed {
		c.doubt.OtherService()
	}
	if c.url.kind == knob {
		c.doubt.Variable(c.url.knobs[0].Name)
	}
	if n := s.otherUse(c.url.literals); n.Valid() {
		c.doubt.AddressShared(s.Place(n))
	}
	s.requestDoubts(c)
	if n := s.escapes(c); n.Valid() {
		c.doubt.HandedOut(s.Place(n))
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
		if !s.serves(r.api) && once.First(r.api.Resource) {
			c.doubt.NoEndpoint(r.symbol, s.Place(r.call))
			continue
		}
		for _, j := range s.judgements(r) {
			if j.Action == provider.Block && once.First(j.Sent.Field) {
				c.doubt.Add("%[1]s 迁移后会失败（%[2]s）", "%[1]s will fail at the target (%[2]s)", j.Sent.Field, s.Place(j.Entry))
			}
		}
		if name := s.unmapped(r); name != "" && once.First(name) {
			c.doubt.NoModel(name, s.Place(r.call))
		}
		if from, ok := s.modelFrom(r); ok && once.First(from) {
			c.doubt.ModelFrom(from, s.Place(r.call))
		}
		if k, at := s.sharedWithLost(r); k != nil && once.First("lost "+k.Name) {
			c.doubt.Add("模型名 %s 也用在无法确定客户端的请求里（%s）", "the model name %s is also sent on a client that cannot be told (%s)", k.Name, s.Place(at.call))
		}
	}
	for _, r := range s.requests {
		if r.typed && len(r.clients) == 0 && !s.serves(r.api) && once.First(r.symbol) {
			c.doubt.NoEndpointFor(r.symbol, s.Place(r.call))
		}
	}
	if len(c.requests) == 0 && slices.ContainsFunc(s.requests, func(r *request) bool { return r.lost }) {
		c.doubt.Lost()
	}
}

// sharedWithLost returns a model literal of a request that one whose client cannot be told sends as well.
func (s *survey) sharedWithLost(r *request) (*sink, *request) {
	for _, k := range s.models.Of(r) {
		if i := slices.IndexFunc(k.Senders, func(o *request) bool { return o.lost }); i >= 0 {
			return k, k.Senders[i]
		}
	}
	return nil, nil
}

// modelFrom says where a request's model comes from when no literal for it can be seen.
func (s *survey) modelFrom(r *request) (string, bool) {
	if r.api.Capability != finding.Chat && r.api.Capability != finding.Embeddings {
		return "", false
	}
	args := s.modelArguments(r)
	for _, arg := range args {
		if slices.ContainsFunc(s.py.Eval(arg), func(v pysyntax.Value) bool { return v.Kind == pysyntax.String }) {
			return "", false
		}
	}
	if len(args) > 0 {
		return modules.Short(args[0]), true
	}
	return "**", splats(r)
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

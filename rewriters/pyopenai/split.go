package pyopenai

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/surface"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// split makes two of a client that also serves what the target lacks: the client moves, and those requests go on as before
// on one of their own.
//
//	Have: client = OpenAI() -> client = OpenAI(api_key=…, base_url=…) and below it embeddings_client = OpenAI()
//	Have: client.embeddings.create(…) -> embeddings_client.embeddings.create(…)
type split struct {
	name     string // of the second client, as it is written; empty where there is none, see splitCalls
	requests []*request
	edits    []finding.Edit
	line     string // a further line where the module is set up
}

// apart are the requests that must not go where the client's others go. A file goes with what works on it; a list of models
// is asked of whoever serves them; and what asks for a model that OpenAI has taken away is answered by nobody.
func (s *survey) apart(c *client) []*request {
	var out []*request
	for _, r := range s.blocked(c) {
		if r.api.Capability != finding.Models && !(r.legacy && s.azureBranch(r)) && !s.asksInVain(r) {
			out = append(out, r)
		}
	}
	return surface.WithFiles(out, c.requests, (*request).part)
}

// asksInVain reports whether all models that a request may ask are gone. What works on files does not ask them.
func (s *survey) asksInVain(r *request) bool {
	if r.api.OnFiles() {
		return false
	}
	asked := s.models.Of(r)
	return len(asked) > 0 && !slices.ContainsFunc(asked, func(k *sink) bool {
		o, _ := provider.OpenAIModel(k.Name)
		return !o.Gone
	})
}

// parted reports whether a request stays on a client of its own.
func (r *request) parted() bool {
	return r.on(func(c *client) bool { return c.split != nil && slices.Contains(c.split.requests, r) })
}

// splitOf works out how a client becomes two; nil where that is not plain: the client is put by in one statement and under
// one name, by which each of those requests goes, with a key from the environment and no address that others share.
func (s *survey) splitOf(c *client, apart []*request) *split {
	if c == s.module {
		return s.splitModule(c, apart)
	}
	statement := c.call.Parent().Parent()
	target := c.call.Parent().ChildByField("left")
	if !c.call.Parent().Is("assignment") || !statement.Is("expression_statement") || !target.Is("identifier", "attribute") ||
		c.subclass.Valid() || c.perCall != nil || c.mixed || isAzure(c.class) || copies(c.call.ChildByField("function")) || !s.ownArguments(c) || s.models.Straddle(apart) {
		return nil
	}
	p := &split{requests: apart, name: s.secondName(c, target, apart)}
	at, ok := below(c.mod, statement)
	if p.name == "" || !ok {
		return nil
	}
	p.edits = finding.In(c.mod.File, insertion(at.offset, at.lead+p.name+" = "+c.call.Text(), "assignment "+p.name))
	for _, r := range apart {
		n := s.receiverOf(r, c, target)
		if !n.Valid() {
			return nil
		}
		p.edits = append(p.edits, finding.In(c.mod.File, edit.Edit{Start: n.Start(), End: n.End(), New: p.name, Node: "receiver of " + r.symbol})...)
	}
	return p
}

// ownArguments reports whether all that a constructor is given stands in the call, so that a copy of the call stays what it
// is when the call changes: the key may come from elsewhere, since the client that moves then reads another.
func (s *survey) ownArguments(c *client) bool {
	for _, a := range pysyntax.Arguments(c.call) {
		if a.Splat {
			return false
		}
	}
	outside := slices.ContainsFunc(c.url.literals, func(v pysyntax.Value) bool { return !s.within(v.Node, c.call) })
	if outside || len(c.url.knobs) > 0 || c.url.mixed || !c.url.arg.Valid() && s.setsAddress() {
		return false
	}
	key := s.argument(c, "api_key")
	values := s.py.Eval(key)
	return !key.Valid() || slices.ContainsFunc(values, func(v pysyntax.Value) bool { return v.Kind == pysyntax.Env && s.renamesKey(v.Name) }) &&
		!slices.ContainsFunc(values, func(v pysyntax.Value) bool { return v.Kind == pysyntax.String && s.replaceable(v) })
}

func (s *survey) within(n, outer syntax.Node) bool {
	return n.Tree() == outer.Tree() && outer.Contains(n)
}

// receiverOf is the name by which a request goes on a client; invalid where that is any other than the one that the client
// is put by under, or where it may stand for another client, too.
func (s *survey) receiverOf(r *request, c *client, target syntax.Node) syntax.Node {
	n := r.call.ChildByField("function")
	for n.Is("attribute", "call") && n.Text() != target.Text() {
		if n = n.ChildByField("object"); n.Is("call") {
			n = n.ChildByField("function")
		}
	}
	values := s.py.Eval(n)
	if r.mod != c.mod || len(r.clients) != 1 || n.Text() != target.Text() || len(values) != 1 || !s.is(n, c) {
		return syntax.Node{}
	}
	if n.Is("identifier") {
		if list := r.mod.ScopeOf(n).Lookup(n.Text()); len(list) != 1 || list[0].Node != target {
			return syntax.Node{}
		}
	} else if n.Enclosing("class_definition") != target.Enclosing("class_definition") {
		return syntax.Node{}
	}
	return n
}

// secondName names the second client after what it serves, in the manner of the first; empty where the names are taken.
//
//	Have: client -> embeddings_client; self._client -> self._embeddings_client
func (s *survey) secondName(c *client, target syntax.Node, apart []*request) string {
	what := serving(apart)
	first := pysyntax.Last(target)
	lead := first[:len(first)-len(strings.TrimLeft(first, "_"))]
	for _, name := range []string{what + "_client", strings.TrimLeft(first, "_") + "_" + what} {
		if first == strings.ToUpper(first) {
			name = strings.ToUpper(name)
		}
		name = lead + name
		if !s.taken(c, name) {
			return strings.TrimSuffix(target.Text(), first) + name
		}
	}
	return ""
}

// taken reports whether a name occurs in a client's file, or that of another split in its scope would be the same.
func (s *survey) taken(c *client, name string) bool {
	if bytes.Contains(c.mod.File.Data, []byte(name)) && regexp.MustCompile(`\b`+name+`\b`).Match(c.mod.File.Data) {
		return true
	}
	return slices.ContainsFunc(s.clients, func(o *client) bool {
		return o != c && o.split != nil && o.mod == c.mod && strings.HasSuffix("."+o.split.name, "."+name) && o.mod.ScopeOf(o.call) == c.mod.ScopeOf(c.call)
	})
}

// line is a place for a statement of its own, and what goes before it there.
type line struct {
	offset int
	lead   string
}

// below is the line below a statement; false where the statement shares its lines with others.
func below(m *pysyntax.Module, statement syntax.Node) (line, bool) {
	data := m.File.Data
	start := bytes.LastIndexByte(data[:statement.Start()], '\n') + 1
	indent := string(data[start:statement.Start()])
	end := statement.End()
	if i := bytes.IndexAny(data[end:], "\r\n"); i >= 0 {
		end += i
	} else {
		end = len(data)
	}
	rest := strings.TrimSpace(string(data[statement.End():end]))
	if strings.TrimSpace(indent) != "" || rest != "" && !strings.HasPrefix(rest, "#") {
		return line{}, false
	}
	return line{end, m.File.Newline() + indent}, true
}

// ownKeys are the expressions that give a client its key, but for those that a split leaves to the second client.
func (s *survey) ownKeys(c *client) []syntax.Node {
	return slices.DeleteFunc(s.keyArguments(c), func(arg syntax.Node) bool { return s.leavesKey(c, arg) })
}

// leavesKey reports whether what gives a client its key is defined outside the call and stays with its second client.
func (s *survey) leavesKey(c *client, arg syntax.Node) bool {
	return c.split != nil && c != s.module && slices.ContainsFunc(s.py.Eval(arg), func(v pysyntax.Value) bool { return v.Node.Valid() && !s.within(v.Node, c.call) })
}

// splitDoubt says which requests keep which client.
func (s *survey) splitDoubt(c *client) i18n.Text {
	what := s.listed(c.split.requests)
	lacks := s.missing(c.split.requests[0])
	if c.split.name == "" {
		return i18n.Join(i18n.Tf("%s 写明原来的地址与密钥，仍发往 OpenAI", "%s names the old address and key and goes on to OpenAI", what), lacks)
	}
	return advice.Split(what, c.split.name, lacks)
}

// unsplit says what keeps a client in place that also serves what the target lacks.
func (s *survey) unsplit(apart []*request) i18n.Text {
	return advice.Unsplit(s.listed(apart), s.missing(apart[0]))
}

// listed names requests with the place of the first of each kind.
func (s *survey) listed(list []*request) string {
	return advice.Listed(list, func(r *request) string { return r.symbol }, func(r *request) string { return s.Place(r.call) })
}

// serving is a word for what requests are for.
func serving(list []*request) string {
	var kinds []finding.Capability
	for _, r := range list {
		kinds = append(kinds, r.api.Capability)
	}
	return strings.ReplaceAll(advice.Serving(kinds), "-", "_")
}

package jsopenai

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/surface"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// split makes two of a client that also serves what the target lacks: the client moves, and those requests go on as before
// on one of their own.
//
//	Have: const client = new OpenAI() -> const client = new OpenAI({ apiKey: …, baseURL: … }) and below it const embeddingsClient = new OpenAI()
//	Have: client.embeddings.create({ … }) -> embeddingsClient.embeddings.create({ … })
type split struct {
	name     string // of the second client
	requests []*request
	edits    []finding.Edit
}

// apart are the requests that must not go where the client's others go. A file goes with what works on it; a list of models
// is asked of whoever serves them.
func (s *survey) apart(c *client) []*request {
	var out []*request
	for _, r := range s.blocked(c) {
		if r.api.Capability != finding.Models {
			out = append(out, r)
		}
	}
	return surface.WithFiles(out, c.requests, (*request).part)
}

// parted reports whether a request stays on a client of its own.
func (r *request) parted() bool {
	return r.on(func(c *client) bool { return c.split != nil && slices.Contains(c.split.requests, r) })
}

// splitOf works out how a client becomes two; nil where that is not plain: the client is put by in one statement and under one
// name, those requests go by it, and all that it is given stands in the call, but for a key that comes from the environment.
func (s *survey) splitOf(c *client, apart []*request) *split {
	h, ok := holderOf(c)
	if !ok || c.spec != official || c.subclass.Valid() || !s.ownOptions(c) || s.models.Straddle(apart) {
		return nil
	}
	p := &split{requests: apart, name: s.secondName(c, h.name.Text(), apart)}
	if p.name == "" {
		return nil
	}
	e, ok := again(c.mod, h.statement, h.name, c.call.End(), p.name)
	if h.declared.Valid() && ok {
		p.edits = finding.In(c.mod.File, e)
		e, ok = again(c.mod, h.declared, fieldName(h.declared), h.declared.End(), p.name)
	}
	if p.edits = append(p.edits, finding.In(c.mod.File, e)...); !ok {
		return nil
	}
	for _, r := range apart {
		n := s.receiverOf(r, c, h)
		if !n.Valid() {
			return nil
		}
		p.edits = append(p.edits, finding.In(c.mod.File, edit.Edit{Start: n.Start(), End: n.End(), New: p.name, Node: "receiver of " + r.symbol})...)
	}
	return p
}

// receiverOf is the name by which a request goes on a client; invalid where that is any other than the holder's, or where it
// may stand for another client, too.
func (s *survey) receiverOf(r *request, c *client, h holder) syntax.Node {
	n := jssyntax.Callee(r.call)
	for n.Is("member_expression", "call_expression", "non_null_expression") && n.Text() != h.spelled {
		switch {
		case n.Is("member_expression"):
			n = n.ChildByField("object")
		case n.Is("call_expression"):
			n = jssyntax.Callee(n)
		default:
			n = n.NamedChild(0)
		}
	}
	if r.mod != c.mod || len(r.clients) != 1 || n.Text() != h.spelled || !s.standsFor(n, c) {
		return syntax.Node{}
	}
	if n.Is("member_expression") {
		if n.Enclosing("class_body") != h.name.Enclosing("class_body") {
			return syntax.Node{}
		}
		return n.ChildByField("property")
	}
	if list := r.mod.ScopeOf(n).Lookup(n.Text()); len(list) != 1 || list[0].Node != h.name {
		return syntax.Node{}
	}
	return n
}

// ownOptions reports whether all that a constructor is given stands in the call, so that a copy of the call stays what it
// is when the call changes: the key may come from elsewhere, since the client that moves then reads another.
func (s *survey) ownOptions(c *client) bool {
	outside := slices.ContainsFunc(c.url.literals, func(v jssyntax.Value) bool { return !within(v.Node, c.call) })
	if c.opts.call != c.call || c.opts.object.Valid() && !within(c.opts.object, c.call) || len(c.opts.later) > 0 || outside ||
		len(c.url.knobs) > 0 || c.url.mixed || c.url.partly || len(c.url.args) == 0 && s.setsAddress() {
		return false
	}
	for _, e := range jssyntax.Entries(c.opts.object) {
		if e.Spread {
			return false
		}
	}
	for _, key := range s.keyArguments(c) {
		values := s.js.Eval(key)
		if !slices.ContainsFunc(values, func(v jssyntax.Value) bool { return v.Kind == jssyntax.Env && s.renamesKey(v.Var) }) ||
			slices.ContainsFunc(values, s.replaceable) {
			return false
		}
	}
	return true
}

func within(n, outer syntax.Node) bool { return n.Tree() == outer.Tree() && outer.Contains(n) }

// standsFor reports whether an expression stands for a client and for no other, whatever type it is declared with.
func (s *survey) standsFor(n syntax.Node, c *client) bool {
	return s.is(n, c) && !slices.ContainsFunc(s.js.Eval(n), func(v jssyntax.Value) bool {
		return v.Kind != jssyntax.Object || v.Node.Valid() && v.Node != c.call
	})
}

// secondName names the second client after what it serves; empty where the names are taken.
//
//	Have: client -> embeddingsClient; #client -> #embeddingsClient
func (s *survey) secondName(c *client, first string, apart []*request) string {
	what, bare := serving(apart), strings.TrimLeft(first, "#_")
	for _, name := range []string{what + "Client", bare + capital(what)} {
		if !s.taken(c, name) {
			return strings.TrimSuffix(first, bare) + name
		}
	}
	return ""
}

func capital(word string) string {
	_, n := utf8.DecodeRuneInString(word)
	return strings.ToUpper(word[:n]) + word[n:]
}

// taken reports whether a name occurs in a client's file, or that of another split in its scope would be the same.
func (s *survey) taken(c *client, name string) bool {
	if bytes.Contains(c.mod.File.Data, []byte(name)) && regexp.MustCompile(`\b`+regexp.QuoteMeta(name)+`\b`).Match(c.mod.File.Data) {
		return true
	}
	return slices.ContainsFunc(s.clients, func(o *client) bool {
		return o != c && o.split != nil && o.mod == c.mod && strings.TrimLeft(o.split.name, "#_") == name && o.mod.ScopeOf(o.call) == c.mod.ScopeOf(c.call)
	})
}

// leavesKey reports whether what gives a client its key is defined outside the call and stays with its second client.
func (s *survey) leavesKey(c *client, arg syntax.Node) bool {
	return c.split != nil && slices.ContainsFunc(s.js.Eval(arg), func(v jssyntax.Value) bool { return v.Node.Valid() && !within(v.Node, c.call) })
}

// ownKeys are the expressions that give a client its key, but for those that a split leaves to the second client.
func (s *survey) ownKeys(c *client) []syntax.Node {
	return slices.DeleteFunc(s.keyArguments(c), func(arg syntax.Node) bool { return s.leavesKey(c, arg) })
}

// splitKey gives the client that moves its own key where the second one keeps the old.
//
//	Have: { apiKey } -> { apiKey: process.env.MOONSHOT_API_KEY }
func (s *survey) splitKey(arg syntax.Node) finding.Edit {
	e := s.environAt(arg)
	if arg.Is("shorthand_property_identifier") {
		e.New = arg.Text() + ": " + e.New
	}
	return e
}

// splitDoubt says which requests keep which client.
func (s *survey) splitDoubt(c *client) i18n.Text {
	return advice.Split(s.listed(c.split.requests), c.split.name, s.missing(c.split.requests[0]))
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
	head, tail, _ := strings.Cut(advice.Serving(kinds), "-")
	return head + capital(tail)
}

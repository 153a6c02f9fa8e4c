package jsopenai

import (
	"fmt"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// rawCall is a request that code sends over HTTP itself. It is a client and its one request at once.
type rawCall struct {
	base    jssyntax.Value // the literal that holds the host
	host    int            // offset of "https://api.openai.com" in its file
	rest    string         // what follows the host in the address, "*" for what cannot be seen
	path    string         // the endpoint: chat/completions
	version []edit.Edit    // takes "/v1" away where it stands in another text than the host
	mod     *jssyntax.Module
	keys    []syntax.Node
	headers syntax.Node // the object literal of the headers; may be invalid
	knob    string      // the variable whose default the host is; empty for none
	problem i18n.Text   // what keeps it from moving
}

func (r rawCall) symbol() string {
	if r.path == "" || strings.Contains(r.path, "*") {
		return ""
	}
	return "POST /" + r.path
}

const openaiOrigin = "https://api.openai.com"

// senders are the functions that send requests: those that take the body among their options, and those that take it as
// an argument of its own.
var senders = map[string]bool{"fetch": true, "$fetch": true, "ofetch": true, "request": true, "stream": true, "got": true, "ky": true, "fetchEventSource": true, "nodeFetch": true}

// findRaw collects the requests that a file sends without an SDK.
func (s *survey) findRaw(m *jssyntax.Module) {
	for n := range m.Tree.Root().Descendants("call_expression") {
		fn := jssyntax.Callee(n)
		last := jssyntax.Last(fn)
		library := strings.ToLower(strings.Split(fn.Text(), ".")[0])
		axios := strings.Contains(library, "axios") || strings.Contains(library, "http") && last == "post"
		if !axios && !senders[last] && !(last == "post" && (library == "got" || library == "ky")) {
			continue
		}
		s.rawRequest(m, n, axios)
	}
}

func (s *survey) rawRequest(m *jssyntax.Module, n syntax.Node, axios bool) {
	url, options, body := jssyntax.Argument(n, 0), jssyntax.Argument(n, 1), syntax.Node{}
	switch {
	case axios && url.Is("object"): // axios({ url, headers, data })
		options = url
		url = jssyntax.EntryOf(options, "url").Value
		body = jssyntax.EntryOf(options, "data").Value
	case axios && jssyntax.Last(jssyntax.Callee(n)) != "get":
		body, options = options, jssyntax.Argument(n, 2)
	}
	raw, ok := s.rawURL(url)
	if !ok {
		return
	}
	c := &client{id: fmt.Sprintf("%s:%d", m.File.Path, n.Start()), spec: fetches, mod: m, call: n, raw: raw}
	opts := s.object(options)
	if !body.Valid() {
		for _, name := range []string{"body", "json"} {
			if e := s.entries(opts, name); len(e) > 0 {
				body = e[0]
			}
		}
	}
	for _, h := range s.entries(opts, "headers") {
		c.raw.headers = s.object(h)
		c.raw.keys = s.bearer(c.raw.headers)
	}
	r := &request{mod: m, call: n, spec: fetches, symbol: "/" + raw.path, clients: []*client{c}}
	r.api = rawAPI(raw.path)
	if o := s.object(unwrap(body)); o.Valid() {
		r.objects, r.models = []syntax.Node{o}, s.entries(o, "model")
	} else if body.Valid() {
		r.unseen = body
	}
	c.requests = []*request{r}
	s.clients, s.requests, s.byNode[n] = append(s.clients, c), append(s.requests, r), c
}

// object is the one object literal that an expression stands for.
func (s *survey) object(n syntax.Node) syntax.Node {
	for _, v := range s.js.Eval(n) {
		if v.Kind == jssyntax.Dict && v.Node.Is("object") {
			return v.Node
		}
	}
	return syntax.Node{}
}

// unwrap takes JSON.stringify off.
func unwrap(n syntax.Node) syntax.Node {
	if n.Is("call_expression") && strings.HasSuffix(jssyntax.Callee(n).Text(), "JSON.stringify") {
		return jssyntax.Argument(n, 0)
	}
	return n
}

// bearer are the expressions of the key in the header Authorization: `Bearer ${key}` or "Bearer " + key.
func (s *survey) bearer(headers syntax.Node) []syntax.Node {
	var out []syntax.Node
	for _, name := range []string{"Authorization", "authorization"} {
		for _, n := range s.entries(headers, name) {
			switch {
			case n.Is("template_string"):
				for sub := range n.Descendants("template_substitution") {
					out = append(out, sub.NamedChild(0))
				}
			case n.Is("binary_expression"):
				out = append(out, n.ChildByField("right"))
			default:
				out = append(out, n)
			}
		}
	}
	return out
}

// rawAPI is the part of the API that a path belongs to.
func rawAPI(path string) api {
	if a, ok := apiAt(strings.ReplaceAll(strings.Trim(path, "/"), "/", ".")); ok {
		return a
	}
	return api{resource: path}
}

// piece is a part of an address that is put together.
type piece struct {
	value jssyntax.Value // a literal; the zero Value for the text of a template
	text  string
	at    int // offset of the text
	mod   *jssyntax.Module
	knob  string // the variable whose default it is
}

// rawURL takes an address apart: where the host stands, and which endpoint it leads to.
func (s *survey) rawURL(n syntax.Node) (rawCall, bool) {
	list := s.pieces(n, 4)
	if len(list) == 0 || !strings.HasPrefix(list[0].text, openaiOrigin) {
		return rawCall{}, false
	}
	raw := rawCall{base: list[0].value, host: list[0].at, mod: list[0].mod, knob: list[0].knob, rest: list[0].text[len(openaiOrigin):]}
	for _, p := range list[1:] {
		if raw.rest == "" && strings.HasPrefix(p.text, "/v1/") {
			raw.version = []edit.Edit{{Start: p.at, End: p.at + len("/v1"), Node: "address"}}
		}
		raw.rest += p.text
	}
	raw.path = strings.Trim(strings.TrimPrefix(raw.rest, "/v1"), "/")
	if i := strings.IndexAny(raw.path, "?#"); i >= 0 {
		raw.path = raw.path[:i]
	}
	return raw, true
}

// pieces are the parts of an address in order; what cannot be seen is "*".
func (s *survey) pieces(n syntax.Node, depth int) []piece {
	m := s.js.Module(n)
	switch {
	case depth == 0 || m == nil:
		return []piece{{text: "*"}}
	case n.Is("template_string"):
		if text, ok := jssyntax.Text(n); ok {
			return []piece{{value: jssyntax.Value{Kind: jssyntax.String, Node: n}, text: text, at: n.Start() + 1, mod: m}}
		}
		var out []piece
		for c := range n.NamedChildren() {
			if c.Is("string_fragment") {
				out = append(out, piece{value: jssyntax.Value{Node: n}, text: c.Text(), at: c.Start(), mod: m})
			} else {
				out = append(out, s.pieces(c.NamedChild(0), depth-1)...)
			}
		}
		return out
	case n.Is("binary_expression") && n.ChildByField("operator").Is("+"):
		return append(s.pieces(n.ChildByField("left"), depth-1), s.pieces(n.ChildByField("right"), depth-1)...)
	}
	if v, knob, ok := s.only(n); ok {
		text, _ := jssyntax.Text(v.Node)
		return []piece{{value: v, text: text, at: v.Node.Start() + 1, mod: s.js.Module(v.Node), knob: knob}}
	}
	if n.Is("identifier") { // const url = `${BASE}/chat/completions`
		for _, b := range m.ScopeOf(n).Lookup(n.Text()) {
			if b.Kind == jssyntax.Assign && b.Value.Is("template_string", "binary_expression") && len(b.Path) == 0 {
				return s.pieces(b.Value, depth-1)
			}
		}
	}
	return []piece{{text: "*"}}
}

// only is the one literal that an expression stands for: itself, or the default of a variable. What callers hand in may
// lead to other services too.
func (s *survey) only(n syntax.Node) (v jssyntax.Value, knob string, ok bool) {
	for _, one := range s.js.Eval(n) {
		switch {
		case one.Kind == jssyntax.String && !handedIn(one) && !ok:
			v, ok = one, true
		case one.Kind == jssyntax.Env:
			knob = one.Var
		case one.Kind != jssyntax.None:
			return jssyntax.Value{}, "", false
		}
	}
	return v, knob, ok
}

// rawAddress is the address of a request as clients have one.
func (s *survey) rawAddress(c *client) address {
	a := address{kind: literal, literals: []jssyntax.Value{c.raw.base}}
	a.values = a.literals
	if s.target == nil {
		return a
	}
	versioned := strings.HasPrefix(c.raw.rest, "/v1")
	switch {
	case versioned, strings.HasSuffix(s.target.BaseURL, "/v1") && c.raw.rest != "" && !strings.Contains(c.raw.path, "*"):
	default:
		c.raw.problem = i18n.T("路径由别处拼接，其中的 /v1 与目标平台的路径未必一致：请人工修改地址", "its path is put together elsewhere, and the /v1 in it may not be the target's: change the address by hand")
	}
	return a
}

// rawEdits point a request at the target.
//
//	Have: fetch('https://api.openai.com/v1/chat/completions') -> fetch('https://open.bigmodel.cn/api/paas/v4/chat/completions')
func (s *survey) rawEdits(c *client) []finding.Edit {
	base := strings.TrimSuffix(s.target.BaseURL, "/")
	e := edit.Edit{Start: c.raw.host, End: c.raw.host + len(openaiOrigin), New: base, Node: "address"}
	out := []finding.Edit{}
	switch {
	case len(c.raw.version) > 0 && strings.HasSuffix(base, "/v1"):
		e.New = strings.TrimSuffix(base, "/v1")
	case len(c.raw.version) > 0:
		out = append(out, tie(c.mod, c.raw.version...)...)
	default:
		e.End += len("/v1")
	}
	out = append(out, tie(c.raw.mod, e)...)
	if h := c.raw.headers; h.Valid() {
		m := s.js.Module(h)
		account := []string{"OpenAI-Organization", "OpenAI-Project", "OpenAI-Beta"}
		if slices.ContainsFunc(account, func(name string) bool { return jssyntax.EntryOf(h, name).Node.Valid() }) {
			out = append(out, tie(m, m.Rearrange(h, account, nil)...)...)
		}
	}
	return out
}

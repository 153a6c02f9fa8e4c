package jsopenai

import (
	"fmt"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/surface"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// rawCall is a request that code sends over HTTP itself. It is a client and its one request at once.
type rawCall struct {
	base    jssyntax.Value // the literal that holds the host
	origin  string         // how the host is written: "https://api.openai.com", or without the scheme
	host    int            // its offset in its file
	apart   bool           // host and path are given apart: /v1 of the path becomes the target's
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
		if last == "request" && s.hostRequest(m, n) {
			continue
		}
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
	s.readHeaders(&c.raw, opts)
	s.addRaw(c, body)
}

// addRaw keeps a client that is its one request, with what that sends.
func (s *survey) addRaw(c *client, body syntax.Node) {
	r := &request{mod: c.mod, call: c.call, spec: c.spec, symbol: "/" + c.raw.path, api: rawAPI(c.raw.path), clients: []*client{c}}
	s.sends(r, body)
	c.requests = []*request{r}
	s.clients, s.requests, s.byNode[c.call] = append(s.clients, c), append(s.requests, r), c
}

// sends notes the body of a request.
func (s *survey) sends(r *request, body syntax.Node) {
	for _, v := range s.js.Eval(s.unwrap(body, 3)) {
		if v.Kind == jssyntax.Dict && v.Node.Is("object") && !slices.Contains(r.objects, v.Node) {
			r.objects = append(r.objects, v.Node)
			r.models = append(r.models, s.entries(v.Node, "model")...)
		}
	}
	if len(r.objects) == 0 && body.Valid() {
		r.unseen = body
	}
}

// readHeaders finds the headers among some options, and the key in them.
//
//	Have: headers: { Authorization: `Bearer ${key}` }; headers: new Headers({ … })
func (s *survey) readHeaders(raw *rawCall, options syntax.Node) {
	for _, h := range s.entries(options, "headers") {
		if h.Is("new_expression") && jssyntax.Last(jssyntax.Callee(h)) == "Headers" {
			h = jssyntax.Argument(h, 0)
		}
		raw.headers = s.object(h)
		raw.keys = append(raw.keys, s.bearer(raw.headers)...)
	}
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

// unwrap takes JSON.stringify off, also where a name holds the text.
func (s *survey) unwrap(n syntax.Node, depth int) syntax.Node {
	switch {
	case depth == 0:
	case n.Is("call_expression") && (strings.HasSuffix(jssyntax.Callee(n).Text(), "JSON.stringify") || jssyntax.Callee(n).Text() == "Buffer.from"):
		return s.unwrap(jssyntax.Argument(n, 0), depth-1)
	case n.Is("identifier", "shorthand_property_identifier"):
		if list := s.js.Module(n).ScopeOf(n).Lookup(n.Text()); len(list) == 1 && list[0].Kind == jssyntax.Assign && len(list[0].Path) == 0 && list[0].Value.Is("call_expression") {
			return s.unwrap(list[0].Value, depth-1)
		}
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

// rawAPI is the part of the API that a path belongs to. One whose beginning leads to no part that is known is none of them,
// whatever it ends with.
//
//	Have: containers/*/files, which is containers; chat/*, which may be chat/completions
func rawAPI(path string) surface.Part {
	resource := strings.ReplaceAll(strings.Trim(path, "/"), "/", ".")
	if a, ok := surface.Camel.At(resource); ok {
		return a
	}
	if seen, _, cut := strings.Cut(resource, ".*"); cut && !slices.ContainsFunc(surface.Camel, func(p surface.Part) bool { return strings.HasPrefix(p.Resource+".", seen+".") }) {
		return surface.Part{Resource: seen}
	}
	return surface.Part{Resource: path}
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
	case c.raw.apart && !s.fits(c.raw):
		c.raw.problem = i18n.Tf("地址分成主机与路径两处，目标平台的 %s 还带有端口或其他协议：请人工修改", "host and path are given apart, and the target's %s also has a port or another scheme: change the address by hand", s.target.BaseURL)
	case versioned, strings.HasSuffix(s.target.BaseURL, "/v1") && c.raw.rest != "" && !strings.Contains(c.raw.path, "*"):
	default:
		c.raw.problem = i18n.T("路径由别处拼接，其中的 /v1 与目标平台的路径未必一致：请人工修改地址", "its path is put together elsewhere, and the /v1 in it may not be the target's: change the address by hand")
	}
	return a
}

// rawEdits point a request at the target.
//
//	Have: fetch('https://api.openai.com/v1/chat/completions') -> fetch('https://open.bigmodel.cn/api/paas/v4/chat/completions')
//	Have: { hostname: 'api.openai.com', path: '/v1/embeddings' } -> { hostname: 'open.bigmodel.cn', path: '/api/paas/v4/embeddings' }
func (s *survey) rawEdits(c *client) []finding.Edit {
	base := strings.TrimSuffix(s.target.BaseURL, "/")
	e := edit.Edit{Start: c.raw.host, End: c.raw.host + len(c.raw.origin), New: base, Node: "address"}
	var version []edit.Edit
	switch {
	case c.raw.apart:
		origin, path := cutURL(base)
		if e.New = origin; !strings.Contains(c.raw.origin, "://") {
			_, e.New, _ = strings.Cut(origin, "://")
		}
		for _, v := range c.raw.version {
			v.New = path
			version = append(version, v)
		}
	case len(c.raw.version) > 0 && strings.HasSuffix(base, "/v1"):
		e.New = strings.TrimSuffix(base, "/v1")
	case len(c.raw.version) > 0:
		version = c.raw.version
	default:
		e.End += len("/v1")
	}
	out := append(finding.In(c.raw.mod.File, e), finding.In(c.mod.File, version...)...)
	return append(out, s.headerEdits(c)...)
}

// cutURL takes a base URL apart into scheme and host, and path.
func cutURL(base string) (origin, path string) {
	scheme, rest, _ := strings.Cut(base, "://")
	host, path, ok := strings.Cut(rest, "/")
	if ok {
		path = "/" + path
	}
	return scheme + "://" + host, path
}

// accountHeaders name an account at OpenAI, or parts of its API.
var accountHeaders = []string{"OpenAI-Organization", "OpenAI-Project", "OpenAI-Beta"}

// headerEdits take the headers that name an account at OpenAI out of a request.
func (s *survey) headerEdits(c *client) []finding.Edit {
	h := c.raw.headers
	if !h.Valid() || !slices.ContainsFunc(accountHeaders, func(name string) bool { return jssyntax.EntryOf(h, name).Node.Valid() }) {
		return nil
	}
	m := s.js.Module(h)
	return finding.In(m.File, m.Rearrange(h, accountHeaders, nil)...)
}

package jsopenai

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Libraries for HTTP make instances that keep an address and headers for their requests. One whose address is OpenAI's is
// a client like an SDK's: its address and key stand where it is made, the models in its requests.
//
//	Have: axios.create({ baseURL: 'https://api.openai.com/v1', headers: { Authorization: `Bearer ${key}` } }).post('/chat/completions', body)
func instance(option string) *spec {
	return &spec{class: "HTTP", how: byPath, url: option}
}

var (
	axiosInstance = instance("baseURL")
	gotInstance   = instance("prefixUrl")
)

// byVerb are the members of an instance that send a request: where the body stands.
var byVerb = map[string]string{
	"": "options", "request": "options", "post": "body", "put": "body", "patch": "body", "get": "none", "delete": "none", "stream": "options",
}

// counts reports whether an object is a client: of the libraries for HTTP only an instance whose address is OpenAI's is.
func (s *survey) counts(v jssyntax.Value) bool {
	sp := specOf(v)
	if sp == nil || sp.how != byPath {
		return sp != nil
	}
	if !v.Node.Valid() {
		return false
	}
	known, seen := s.instances[v.Node]
	if !seen {
		s.instances[v.Node] = false // should it lead to itself
		known = len(s.address(s.get(s.optionsAt(v.Node), sp.url)).literals) > 0
		s.instances[v.Node] = known
	}
	return known
}

// pathRequest notes what a request on an instance sends, and where to.
func (s *survey) pathRequest(r *request, v jssyntax.Value) bool {
	if len(v.Attrs) > 1 {
		return false
	}
	where, ok := byVerb[v.Path()]
	if !ok {
		return false
	}
	url, body := jssyntax.Argument(r.call, 0), jssyntax.Argument(r.call, 1)
	options := s.object(body)
	switch {
	case url.Is("object"): // client.request({ url, data })
		options = url
		url, body = jssyntax.EntryOf(options, "url").Value, jssyntax.EntryOf(options, "data").Value
	case where == "options" || specOf(v) == gotInstance:
		if list := append(s.entries(options, "json"), s.entries(options, "body")...); len(list) > 0 {
			body = list[0]
		} else {
			body = syntax.Node{}
		}
	case where == "none":
		body = syntax.Node{}
	}
	path := s.pieces(url, 4)
	text := ""
	for _, p := range path {
		text += p.text
	}
	r.path = pathOf{text: text, version: versionIn(path)}
	r.api = rawAPI(endpointOf(path))
	r.symbol = "/" + endpointOf(path)
	s.sends(r, body)
	return true
}

// pathOf is the path of a request on an instance.
type pathOf struct {
	text    string
	version []finding.Edit // takes its /v1 away
}

// versionIn is the edit that takes the /v1 at the start of a path away.
//
//	Have: '/v1/chat/completions' -> '/chat/completions'; 'v1/chat/completions' -> 'chat/completions'
func versionIn(path []piece) []finding.Edit {
	if len(path) == 0 || path[0].mod == nil {
		return nil
	}
	for _, version := range []string{"/v1/", "v1/"} { // three characters of either
		if at := path[0].at; strings.HasPrefix(path[0].text, version) {
			return []finding.Edit{{File: path[0].mod.File, Edit: edit.Edit{Start: at, End: at + len("/v1"), Node: "path"}}}
		}
	}
	return nil
}

// judgeInstance says what keeps an instance from moving: a base without /v1 moves when all its paths begin with that.
func (s *survey) judgeInstance(c *client) i18n.Text {
	for _, v := range c.url.literals {
		if strings.Contains(literalText(v.Node), openaiOrigin+"/v1") {
			continue
		}
		if slices.ContainsFunc(c.requests, func(r *request) bool { return r.path.version == nil }) {
			return i18n.T("路径由别处拼接，其中的 /v1 与目标平台的路径未必一致：请人工修改地址", "its path is put together elsewhere, and the /v1 in it may not be the target's: change the address by hand")
		}
	}
	return i18n.Text{}
}

// instanceEdits point an instance at the target.
func (s *survey) instanceEdits(c *client) []finding.Edit {
	base := strings.TrimSuffix(s.target.BaseURL, "/")
	out := s.headerEdits(c)
	for _, v := range c.url.literals {
		m, text := s.js.Module(v.Node), literalText(v.Node)
		e := edit.Edit{Start: v.Node.Start() + 1, End: v.Node.Start() + 1 + len(openaiOrigin), New: base, Node: "option " + c.spec.url}
		if strings.HasPrefix(text, openaiOrigin+"/v1") {
			e.End += len("/v1")
		} else if strings.HasSuffix(base, "/v1") {
			e.New = strings.TrimSuffix(base, "/v1")
			out = append(out, finding.In(m.File, e)...)
			continue
		} else {
			for _, r := range c.requests {
				out = append(out, r.path.version...)
			}
		}
		out = append(out, finding.In(m.File, e)...)
	}
	return out
}

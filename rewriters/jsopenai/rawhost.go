package jsopenai

import (
	"fmt"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// hostRequest is a request of Node's own https module, whose options give host and path apart.
//
//	Have: https.request({ hostname: 'api.openai.com', path: '/v1/chat/completions', headers }, done); req.write(body)
func (s *survey) hostRequest(m *jssyntax.Module, n syntax.Node) bool {
	options := s.object(jssyntax.Argument(n, 0))
	if !options.Valid() || !s.isNodeHTTP(jssyntax.Callee(n)) {
		return false
	}
	raw := rawCall{origin: "api.openai.com", apart: true}
	for _, name := range []string{"hostname", "host"} {
		for _, h := range s.entries(options, name) {
			if v, knob, ok := s.only(h); ok && literalText(v.Node) == raw.origin {
				raw.base, raw.host, raw.mod, raw.knob = v, v.Node.Start()+1, s.js.Module(v.Node), knob
			}
		}
	}
	path := s.entries(options, "path")
	if raw.mod == nil || len(path) != 1 {
		return false
	}
	s.versioned(&raw, s.pieces(path[0], 4))
	c := &client{id: fmt.Sprintf("%s:%d", m.File.Path, n.Start()), spec: fetches, mod: m, call: n, raw: raw}
	s.readHeaders(&c.raw, options)
	s.addRaw(c, s.written(m, n))
	return true
}

func (s *survey) isNodeHTTP(fn syntax.Node) bool {
	for _, v := range s.js.Eval(fn) {
		pkg := strings.TrimPrefix(v.Package, "node:")
		if v.Kind == jssyntax.Symbol && pkg == "https" && strings.HasSuffix("."+v.Name, ".request") {
			return true
		}
	}
	return false
}

// versioned notes the endpoint that a path leads to, and where its /v1 stands.
func (s *survey) versioned(raw *rawCall, path []piece) {
	for _, p := range path {
		if raw.rest == "" && (strings.HasPrefix(p.text, "/v1/") || p.text == "/v1") {
			raw.version = []edit.Edit{{Start: p.at, End: p.at + len("/v1"), Node: "path"}}
		}
		raw.rest += p.text
	}
	raw.path = endpointOf(path)
}

// written is what is sent on the request that a call gives: req.write(body), req.end(body).
func (s *survey) written(m *jssyntax.Module, call syntax.Node) syntax.Node {
	name := call.Parent().ChildByField("name")
	if !call.Parent().Is("variable_declarator") || !name.Is("identifier") {
		return syntax.Node{}
	}
	for _, b := range m.ScopeOf(name).Lookup(name.Text()) {
		for _, n := range s.js.Uses(b) {
			up := n.Parent()
			if last := jssyntax.Last(up); up.Is("member_expression") && (last == "write" || last == "end") && up.Parent().Is("call_expression") {
				if body := jssyntax.Argument(up.Parent(), 0); body.Valid() {
					return body
				}
			}
		}
	}
	return syntax.Node{}
}

// fits reports whether the target's address can be given as a host and a path alone, over https.
func (s *survey) fits(raw rawCall) bool {
	origin, _ := cutURL(s.target.BaseURL)
	host, secure := strings.CutPrefix(origin, "https://")
	return len(raw.version) > 0 && secure && !strings.Contains(host, ":")
}

func literalText(n syntax.Node) string {
	text, _ := jssyntax.Text(n)
	return text
}

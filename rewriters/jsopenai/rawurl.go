package jsopenai

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// piece is a part of an address that is put together.
type piece struct {
	value jssyntax.Value // a literal; the zero Value for the text of a template
	text  string
	at    int // offset of the text
	mod   *jssyntax.Module
	knob  string   // the variable whose default it is
	may   []string // what callers pass for it, where it cannot be seen
}

// rawURL takes an address apart: where the host stands, and which endpoint it leads to.
func (s *survey) rawURL(n syntax.Node) (rawCall, bool) {
	if raw, ok := s.resolved(n); ok {
		return raw, true
	}
	list := s.pieces(n, 4)
	if len(list) == 0 || !strings.HasPrefix(list[0].text, openaiOrigin) {
		return rawCall{}, false
	}
	raw := rawCall{origin: openaiOrigin, base: list[0].value, host: list[0].at, mod: list[0].mod, knob: list[0].knob, rest: list[0].text[len(openaiOrigin):]}
	for _, p := range list[1:] {
		if raw.rest == "" && strings.HasPrefix(p.text, "/v1/") {
			raw.version = []edit.Edit{{Start: p.at, End: p.at + len("/v1"), Node: "address"}}
		}
		raw.rest += p.text
	}
	list[0].text = list[0].text[len(openaiOrigin):]
	raw.path = endpointOf(list)
	return raw, true
}

// endpointIn is the endpoint that a path leads to: chat/completions of /v1/chat/completions?x.
func endpointIn(path string) string {
	path = strings.Trim(strings.TrimPrefix(strings.TrimPrefix(path, "/"), "v1/"), "/")
	if i := strings.IndexAny(path, "?#"); i >= 0 {
		path = path[:i]
	}
	return path
}

// resolved is an address that new URL puts together: of one text, or of a path and the origin that it is absolute to.
//
//	Have: new URL('/v1/chat/completions', 'https://api.openai.com')
func (s *survey) resolved(n syntax.Node) (rawCall, bool) {
	if !n.Is("new_expression") || jssyntax.Last(jssyntax.Callee(n)) != "URL" {
		return rawCall{}, false
	}
	if !jssyntax.Argument(n, 1).Valid() {
		return s.rawURL(jssyntax.Argument(n, 0))
	}
	v, knob, ok := s.only(jssyntax.Argument(n, 1))
	if text := literalText(v.Node); !ok || strings.TrimSuffix(text, "/") != openaiOrigin {
		return rawCall{}, false
	}
	raw := rawCall{origin: openaiOrigin, apart: true, base: v, host: v.Node.Start() + 1, mod: s.js.Module(v.Node), knob: knob}
	s.versioned(&raw, s.pieces(jssyntax.Argument(n, 0), 4))
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
	return []piece{{text: "*", may: s.passed(n)}}
}

// passed are the literals that callers pass for an expression.
func (s *survey) passed(n syntax.Node) []string {
	var out []string
	for _, v := range s.js.Eval(n) {
		if v.Kind == jssyntax.String && handedIn(v) {
			out = append(out, literalText(v.Node))
		}
	}
	return out
}

// endpointOf is the endpoint that the parts of a path lead to, where its end is passed in the one that all callers name.
func endpointOf(path []piece) string {
	text := ""
	for i, p := range path {
		if len(p.may) > 0 && i == len(path)-1 {
			one := endpointIn(text + p.may[0])
			if !slices.ContainsFunc(p.may, func(t string) bool { return endpointIn(text+t) != one }) {
				return one
			}
		}
		text += p.text
	}
	return endpointIn(text)
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

package pyopenai

import (
	"slices"

	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// argument is what a constructor is given under a name: a keyword, or that entry of a dict that ** expands.
//
//	Have: OpenAI(api_key=k); kwargs = {"api_key": k} and OpenAI(**kwargs)
func (s *survey) argument(c *client, name string) syntax.Node {
	if a := pysyntax.Keyword(c.given(), name); a.Value.Valid() {
		return a.Value
	}
	for _, a := range pysyntax.Arguments(c.given()) {
		if !a.Splat {
			continue
		}
		for _, v := range s.py.Eval(a.Value) {
			if v.Kind == pysyntax.Dict {
				if e := s.py.Entry(v.Node, name); e.Valid() {
					return e
				}
			}
		}
	}
	return syntax.Node{}
}

// opaqueArguments reports whether a constructor is given what cannot be seen: * or ** of anything but a dict that is
// written out, used for nothing else, and free of what would have to leave it.
func (s *survey) opaqueArguments(c *client) bool {
	return slices.ContainsFunc(pysyntax.Arguments(c.given()), func(a pysyntax.Arg) bool {
		return a.Splat && !(c.init.Valid() && s.passedOn(c, a)) && (!a.Node.Is("dictionary_splat") || !s.plainDict(a.Value))
	})
}

func (s *survey) plainDict(n syntax.Node) bool {
	list := s.py.Eval(n)
	if len(list) != 1 || list[0].Kind != pysyntax.Dict {
		return false
	}
	v := list[0]
	for e := range v.Node.Descendants("dictionary_splat", "list_splat") {
		if e.Parent() == v.Node || e.Parent().Parent() == v.Node {
			return false
		}
	}
	for _, name := range accountKeywords {
		if s.py.Entry(v.Node, name).Valid() {
			return false
		}
	}
	for _, ref := range v.Trace {
		if slices.ContainsFunc(s.py.Uses(ref.Binding), func(use syntax.Node) bool { return use != ref.Node }) {
			return false
		}
	}
	return true
}

package pyopenai

import (
	"slices"

	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// restates reports whether a variable is read only to be set to what it is, or to something where it is not set.
//
//	Have: os.environ["OPENAI_API_KEY"] = os.getenv("OPENAI_API_KEY") or getpass()
//	Have: key = os.getenv("OPENAI_API_KEY"), if key is None: key = getpass(), and os.environ["OPENAI_API_KEY"] = key
func (s *survey) restates(read syntax.Node, name string) bool {
	assignment := read.Enclosing("assignment", "function_definition", "class_definition")
	left := assignment.ChildByField("left")
	if s.isSet(left, name) {
		return true
	}
	expression := read.Parent()
	for !expression.Is("call", "subscript") {
		expression = expression.Parent()
	}
	if !left.Is("identifier") || assignment.ChildByField("right") != expression {
		return false
	}
	uses := s.usesOf(left)
	set := slices.ContainsFunc(uses, func(n syntax.Node) bool { return s.isSet(n.Parent().ChildByField("left"), name) })
	return set && !slices.ContainsFunc(uses, func(n syntax.Node) bool { return !s.comesToNothing(n, name) })
}

// isSet reports whether the target of an assignment is a variable of the environment.
func (s *survey) isSet(target syntax.Node, name string) bool {
	text, _ := pysyntax.Text(target.ChildByField("subscript"))
	return text == name && s.isEnviron(target.ChildByField("value"))
}

// usesOf are the places that read a name which is bound somewhere.
func (s *survey) usesOf(bound syntax.Node) (out []syntax.Node) {
	for _, b := range s.py.Module(bound).ScopeOf(bound).Lookup(bound.Text()) {
		for _, n := range s.py.Uses(b) {
			if !slices.Contains(out, n) {
				out = append(out, n)
			}
		}
	}
	return out
}

// comesToNothing reports whether a use of the value only sets the variable to it, looks at it, or returns it to where it is
// not used.
func (s *survey) comesToNothing(n syntax.Node, name string) bool {
	up := n.Parent()
	switch {
	case up.Is("assignment") && n.Field() == "right":
		return s.isSet(up.ChildByField("left"), name)
	case up.Is("return_statement"):
		function := n.Enclosing("function_definition").ChildByField("name")
		return !slices.ContainsFunc(s.usesOf(function), func(use syntax.Node) bool { return !s.unused(use.Parent()) })
	}
	return harmless(n)
}

// unused reports whether what a call returns is put by under a name at most that nobody reads.
func (s *survey) unused(call syntax.Node) bool {
	up := call.Parent()
	switch {
	case !call.Is("call"):
		return false
	case up.Is("assignment") && up.ChildByField("left").Is("identifier"):
		return len(s.usesOf(up.ChildByField("left"))) == 0
	}
	return up.Is("expression_statement")
}

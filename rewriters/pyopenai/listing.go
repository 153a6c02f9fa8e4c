package pyopenai

import (
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// filtersList reports whether a string is what the names in a list of models are tested for: after the move the list has
// the target's, and the filter leaves nothing.
//
//	Have: [m.id for m in client.models.list() if m.id.startswith("gpt")]
func (s *survey) filtersList(n syntax.Node) bool {
	name := rootOf(tested(n))
	for up := range n.Ancestors() {
		if up.Is("list_comprehension", "set_comprehension", "generator_expression", "dictionary_comprehension") {
			for clause := range up.NamedChildren() {
				if clause.Is("for_in_clause") && loops(clause, name) && s.lists(clause.ChildByField("right")) {
					return true
				}
			}
		}
		if up.Is("for_statement") && loops(up, name) && s.lists(up.ChildByField("right")) {
			return true
		}
	}
	return false
}

// tested is the expression that a string is compared with: what startswith is called on, the other side of in or ==.
func tested(n syntax.Node) syntax.Node {
	for up := range n.Ancestors() {
		switch up.Kind() {
		case "tuple", "list", "set", "argument_list", "parenthesized_expression":
		case "call":
			return up.ChildByField("function").ChildByField("object")
		case "comparison_operator":
			if first := up.NamedChild(0); !first.Contains(n) {
				return first
			}
			return up.NamedChild(1)
		default:
			return syntax.Node{}
		}
	}
	return syntax.Node{}
}

// rootOf is the name that an expression begins with: m of m.id.lower().
func rootOf(n syntax.Node) syntax.Node {
	for {
		switch n.Kind() {
		case "attribute":
			n = n.ChildByField("object")
		case "call":
			n = n.ChildByField("function")
		case "subscript":
			n = n.ChildByField("value")
		case "identifier":
			return n
		default:
			return syntax.Node{}
		}
	}
}

// loops reports whether a loop binds a name.
func loops(loop, name syntax.Node) bool {
	for n := range loop.ChildByField("left").Preorder() {
		if name.Valid() && n.Is("identifier") && n.Text() == name.Text() {
			return true
		}
	}
	return false
}

// lists reports whether an expression holds a list of models: the call, or a name that the call was assigned to.
func (s *survey) lists(n syntax.Node) bool {
	if s.callsList(n) {
		return true
	}
	root := rootOf(n)
	if !root.Valid() {
		return false
	}
	for _, b := range s.py.Module(n).ScopeOf(root).Lookup(root.Text()) {
		if b.Kind == pysyntax.Assign && s.callsList(b.Value) {
			return true
		}
	}
	return false
}

func (s *survey) callsList(n syntax.Node) bool {
	for _, r := range s.requests {
		if r.api.Capability == finding.Models && n.Contains(r.call) && n.Tree() == r.call.Tree() {
			return true
		}
	}
	return false
}

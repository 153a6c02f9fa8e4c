package jssyntax

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Eval returns what an expression can stand for. An empty result means that nothing is known of it either.
func (p *Project) Eval(n syntax.Node) []Value {
	if v, ok := p.memo[n]; ok {
		return v
	}
	if !n.Valid() || p.busy[n] || len(p.busy) > 200 {
		return nil
	}
	p.busy[n] = true
	v := p.eval(n)
	delete(p.busy, n)
	if len(p.busy) == 0 || len(v) > 0 {
		p.memo[n] = v
	}
	return v
}

func (p *Project) eval(n syntax.Node) []Value {
	switch n.Kind() {
	case "identifier", "shorthand_property_identifier", "type_identifier":
		return p.evalName(n)
	case "member_expression", "nested_type_identifier", "nested_identifier":
		return p.evalMember(n)
	case "subscript_expression":
		return p.evalSubscript(n)
	case "call_expression", "new_expression":
		return p.evalCall(n)
	case "string", "template_string":
		if _, ok := Literal(n); ok {
			return []Value{{Kind: String, Node: n}}
		}
	case "number", "true", "false":
		return []Value{{Kind: Scalar, Node: n}}
	case "unary_expression":
		if _, ok := Number(n); ok {
			return []Value{{Kind: Scalar, Node: n}}
		}
	case "undefined", "null":
		return []Value{{Kind: None, Node: n}}
	case "object":
		return []Value{{Kind: Dict, Node: n}}
	case "this":
		if class := enclosingClass(n); class.Valid() {
			return p.instance(class, syntax.Node{})
		}
	case "parenthesized_expression", "await_expression", "non_null_expression", "as_expression", "satisfies_expression", "instantiation_expression":
		return p.Eval(n.NamedChild(0))
	case "type_assertion":
		return p.Eval(n.NamedChild(1))
	case "sequence_expression":
		return p.Eval(n.ChildByField("right"))
	case "assignment_expression":
		return p.Eval(n.ChildByField("right"))
	case "augmented_assignment_expression":
		return union(p.Eval(n.ChildByField("left")), p.Eval(n.ChildByField("right")))
	case "ternary_expression":
		return union(p.Eval(n.ChildByField("consequence")), p.Eval(n.ChildByField("alternative")))
	case "binary_expression":
		return p.evalBinary(n)
	case "arrow_function", "function_expression", "function_declaration", "method_definition", "generator_function":
		return []Value{{Kind: Function, Node: n}}
	case "class", "class_declaration", "abstract_class_declaration":
		return []Value{{Kind: ClassRef, Node: n}}
	}
	return unknown
}

// evalBinary joins both sides of || and ??, the right one being the default; of && the right one counts.
func (p *Project) evalBinary(n syntax.Node) []Value {
	right := slices.Clone(p.Eval(n.ChildByField("right")))
	switch n.ChildByField("operator").Kind() {
	case "&&":
		return right
	case "||", "??":
	default:
		return unknown
	}
	left := slices.Clone(p.Eval(n.ChildByField("left")))
	for i := range left {
		if left[i].Kind == Env {
			left[i].HasDefault = true
		}
	}
	for j := range right {
		right[j].Fallback = true
	}
	return union(left, right)
}

// dotted reports whether an expression is written as a path: process.env.
func dotted(n syntax.Node, path string) bool {
	return strings.ReplaceAll(strings.ReplaceAll(n.Text(), "?.", "."), " ", "") == path
}

package jsopenai

import (
	"slices"

	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// foreignKnob is the variable of a client's address that says by its name, together with that of the key, that it is another
// service's; empty where there is none, or where a model of OpenAI's is sent.
//
//	Have: { baseURL: process.env.MINING_BASE_URL, apiKey: process.env.MINING_API_KEY }
func (s *survey) foreignKnob(c *client) string {
	if c.url.kind != knob || slices.ContainsFunc(c.requests, func(r *request) bool { return len(s.models.Of(r)) > 0 }) {
		return ""
	}
	for _, v := range c.url.knobs {
		if slices.ContainsFunc(s.keyVariables(c), func(key string) bool { return provider.OfAnother(v.Var, key) }) {
			return v.Var
		}
	}
	return ""
}

// keyVariables are the variables that give a client its key.
func (s *survey) keyVariables(c *client) []string {
	var out []string
	for _, arg := range s.keyArguments(c) {
		for _, v := range s.js.Eval(arg) {
			if v.Kind == jssyntax.Env {
				out = append(out, v.Var)
			}
		}
	}
	return out
}

// demandedKnob is the variable of a client's address without which the code goes no further, so that a default would never
// be used; empty where there is none, or where the address is OpenAI's by name, or the key moves.
//
//	Have: if (!process.env.GATEWAY_URL) throw new Error('…') in front of { baseURL: process.env.GATEWAY_URL, apiKey: process.env.GATEWAY_KEY }
func (s *survey) demandedKnob(c *client) string {
	keys := s.keyVariables(c)
	if c.url.kind != knob || len(keys) == 0 || slices.ContainsFunc(keys, s.renamesKey) {
		return ""
	}
	for _, v := range c.url.knobs {
		if !advice.IsVariable(v.Var) && s.demanded(v) {
			return v.Var
		}
	}
	return ""
}

// demanded reports whether an if statement around or in front of a read, in its function, throws where the variable is not set.
func (s *survey) demanded(v jssyntax.Value) bool {
	fn := function(v.Node)
	for branch := range fn.Descendants("if_statement") {
		if branch.Start() > v.Node.Start() || function(branch) != fn || !throws(branch.ChildByField("consequence")) {
			continue
		}
		for not := range branch.ChildByField("condition").Descendants("unary_expression") {
			operand := not.ChildByField("argument")
			if not.ChildByField("operator").Is("!") && slices.ContainsFunc(s.js.Eval(operand), func(o jssyntax.Value) bool { return o.Kind == jssyntax.Env && o.Var == v.Var }) {
				return true
			}
		}
	}
	return false
}

// function is the function that a node stands in, or its file.
func function(n syntax.Node) syntax.Node {
	return n.Enclosing("function_declaration", "arrow_function", "method_definition", "function_expression", "program")
}

// throws reports whether a statement, or the block that it is, ends by throwing.
func throws(n syntax.Node) bool {
	if n.Is("statement_block") {
		var last syntax.Node
		for c := range n.NamedChildren() {
			last = c
		}
		n = last
	}
	return n.Is("throw_statement")
}

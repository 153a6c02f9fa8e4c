package wording

import (
	"regexp"
	"strings"

	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// dialect names the nodes of one grammar that matter here.
type dialect struct {
	blocks      []string // what statements stand in
	functions   []string
	content     []string // the text of a string, between the quotes
	said        []string // what hands a text on: arguments, a raised error
	joins       []string // expressions that are one of several values
	assignments []string
}

// bound is what an assignment or declaration gives a value to.
func (d *dialect) bound(n syntax.Node) syntax.Node {
	if left := n.ChildByField("left"); left.Valid() {
		return left
	}
	return n.ChildByField("name")
}

var python = &dialect{
	blocks: []string{"module", "block"}, functions: []string{"function_definition"}, content: []string{"string_content"},
	said:        []string{"argument_list", "raise_statement", "assert_statement"},
	joins:       []string{"boolean_operator", "conditional_expression", "parenthesized_expression"},
	assignments: []string{"assignment"},
}

var javascript = &dialect{
	blocks:      []string{"program", "statement_block", "switch_case", "switch_default", "class_body"},
	functions:   []string{"function_declaration", "function_expression", "arrow_function", "method_definition", "generator_function", "generator_function_declaration"},
	content:     []string{"string_fragment"},
	said:        []string{"arguments", "throw_statement"},
	joins:       []string{"binary_expression", "ternary_expression", "parenthesized_expression", "as_expression", "non_null_expression"},
	assignments: []string{"assignment_expression", "variable_declarator"},
}

var dialects = map[source.Lang]*dialect{
	source.Python: python, source.JavaScript: javascript, source.TypeScript: javascript, source.TSX: javascript,
}

// asking are the last words of functions that ask a person for something.
var asking = regexp.MustCompile(`(?i)(?:getpass|input|prompt|password|ask|question)$`)

// asks reports whether a call asks a person for what it returns.
func (d *dialect) asks(call syntax.Node) bool {
	fn := call.ChildByField("function")
	for _, field := range []string{"attribute", "property"} {
		if last := fn.ChildByField(field); last.Valid() {
			fn = last
		}
	}
	return asking.MatchString(fn.Text())
}

// For what a model is told, not a person: the names of fields and arguments that hold it, and the last words of functions that
// are given it.
var (
	toModel = regexp.MustCompile(`(?i)^["']?(?:content|messages?|input|prompts?|instructions|system\w*|template|quer(?:y|ies)|texts?|documents?)["']?$`)
	sends   = regexp.MustCompile(`(?i)(?:message|template|create|invoke|generate|predict|complete|completion|embed|embeddings?|search|query|run|from_texts|add_texts)$`)
)

// tells reports whether a literal in what is handed on is for people to read. What is asked of a person always is.
func (d *dialect) tells(literal, said syntax.Node) bool {
	call := said.Parent()
	if d.asks(call) {
		return true
	}
	for up := literal; up.Valid() && up != said; up = up.Parent() {
		field := up.ChildByField("key")
		if up.Is("keyword_argument") {
			field = up.ChildByField("name")
		}
		if up.Is("list", "tuple", "set", "array") || field.Valid() && toModel.MatchString(field.Text()) {
			return false
		}
	}
	return !sends.MatchString(call.ChildByField("function").Text())
}

// comparing are methods that look at what a text is.
var comparing = regexp.MustCompile(`(?i)(?:startswith|endswith|includes|contains|has|index|indexof|match)$`)

// compares reports whether a string is one that something is compared with.
func (d *dialect) compares(literal syntax.Node) bool {
	up := literal.Parent()
	switch {
	case up.Is("comparison_operator", "list", "tuple", "set", "array"):
		return true
	case up.Is("binary_expression"):
		return strings.Contains(up.ChildByField("operator").Kind(), "=")
	}
	return up.Is(d.said...) && comparing.MatchString(up.Parent().ChildByField("function").Text())
}

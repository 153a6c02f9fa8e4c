package jssyntax

import (
	"strconv"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Literal returns the span between the quotes of a plain string or template literal. It is false for templates that
// interpolate and for escapes: those are not to be replaced as a whole.
func Literal(n syntax.Node) (source.Span, bool) {
	if !n.Is("string", "template_string") || n.End()-n.Start() < 2 || n.HasError() {
		return source.Span{}, false
	}
	for c := range n.NamedChildren() {
		if !c.Is("string_fragment") {
			return source.Span{}, false
		}
	}
	return source.Span{Start: n.Start() + 1, End: n.End() - 1}, true
}

// Text returns the value of a plain string literal.
func Text(n syntax.Node) (string, bool) {
	span, ok := Literal(n)
	if !ok {
		return "", false
	}
	return string(n.Tree().Source()[span.Start:span.End]), true
}

// Number returns the value of a number, a sign included.
func Number(n syntax.Node) (float64, bool) {
	if !n.Is("number", "unary_expression") {
		return 0, false
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(strings.ReplaceAll(n.Text(), "_", ""), " ", ""), 64)
	return v, err == nil
}

// Replace returns the edit that puts other text between the quotes of a plain string literal, which must hold neither
// quotes nor backslashes.
func Replace(n syntax.Node, text string) (edit.Edit, bool) {
	span, ok := Literal(n)
	if !ok || strings.ContainsAny(text, "\"'`\\\n$") {
		return edit.Edit{}, false
	}
	return edit.Edit{Start: span.Start, End: span.End, New: text, Node: "string"}, true
}

// keyText is the name of a key: of an entry, a member, an import.
func keyText(n syntax.Node) (string, bool) {
	if n.Is("computed_property_name") {
		n = n.NamedChild(0)
	}
	if n.Is("string", "template_string") {
		return Text(n)
	}
	return n.Text(), n.Is("property_identifier", "identifier", "shorthand_property_identifier", "shorthand_property_identifier_pattern", "number")
}

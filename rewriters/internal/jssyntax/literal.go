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

// style is how a file is written.
type style struct {
	quote    string
	semi     bool
	trailing bool // comma behind the last entry of an object on lines of its own
	spaced   bool // { a } rather than {a}
	unit     string
}

// Quote writes a string literal in the file's usual quotes.
func (m *Module) Quote(s string) string {
	q := m.layout().quote
	return q + s + q
}

// Semicolon is the end of a statement in the file's style.
func (m *Module) Semicolon() string {
	if m.layout().semi {
		return ";"
	}
	return ""
}

// layout measures the file's style once.
func (m *Module) layout() *style {
	if m.style == nil {
		m.style = m.measure()
	}
	return m.style
}

func (m *Module) measure() *style {
	var single, double, semi, bare, trail, none, tight, spaced int
	count := func(cond bool, yes, no *int) {
		if cond {
			*yes++
		} else {
			*no++
		}
	}
	data := m.File.Data
	unit := ""
	for n := range m.Tree.Root().Preorder() {
		switch n.Kind() {
		case "string":
			if !n.Enclosing("jsx_attribute").Valid() {
				count(data[n.Start()] == '\'', &single, &double)
			}
		case "import_statement", "lexical_declaration", "return_statement", "expression_statement":
			count(n.End() > 0 && data[n.End()-1] == ';', &semi, &bare)
		case "object", "arguments", "array", "object_pattern", "named_imports":
			m.measureBrackets(n, func(b bool) { count(b, &trail, &none) }, func(b bool) { count(b, &spaced, &tight) })
		}
		if u := m.indentUnit(n); u != "" && (unit == "" || len(u) < len(unit)) {
			unit = u
		}
	}
	s := &style{quote: `"`, semi: semi >= bare, trailing: trail > none, spaced: spaced >= tight, unit: unit}
	if single > double {
		s.quote = "'"
	}
	if s.unit == "" {
		s.unit = "  "
	}
	return s
}

// measureBrackets looks at the last comma of a bracket on several lines, and at the spaces in one on one line.
func (m *Module) measureBrackets(n syntax.Node, trailing, spaced func(bool)) {
	text := n.Text()
	if len(text) < 3 {
		return
	}
	inner := text[1 : len(text)-1]
	switch trimmed := strings.TrimRight(inner, " \t\r\n"); {
	case strings.HasPrefix(strings.TrimLeft(inner, " \t"), "\n") || strings.HasPrefix(inner, "\r\n"):
		trailing(strings.HasSuffix(trimmed, ","))
	case n.Is("object", "named_imports", "object_pattern") && !strings.Contains(inner, "\n"):
		spaced(inner[0] == ' ')
	}
}

// indentUnit is by how much an entry of a block or object is indented more than the line on which that begins, empty
// where that cannot be told.
func (m *Module) indentUnit(n syntax.Node) string {
	up := n.Parent()
	if !n.Is("pair", "expression_statement", "return_statement", "lexical_declaration") || !up.Is("object", "statement_block") {
		return ""
	}
	in, own := m.ownLine(n.Start())
	out := m.IndentAt(up.Start())
	if !own || !strings.HasPrefix(in, out) || len(in)-len(out) > 8 {
		return ""
	}
	return in[len(out):]
}

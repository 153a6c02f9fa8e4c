package pysyntax

import (
	"strconv"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Literal returns the span between the quotes of a plain string literal. It is false for bytes, f-strings that
// interpolate, escapes and adjacent literals: those are not to be replaced as a whole.
func Literal(n syntax.Node) (source.Span, bool) {
	if !n.Is("string") {
		return source.Span{}, false
	}
	open, end := n.Child(0), source.Span{}
	end = source.Span{Start: open.End(), End: open.End()}
	if strings.ContainsAny(open.Text(), "bBtT") {
		return end, false
	}
	for c := range n.Children() {
		switch c.Kind() {
		case "string_content":
			if c.NamedChild(0).Valid() {
				return end, false
			}
			end.End = c.End()
		case "interpolation":
			return end, false
		}
	}
	return end, open.Is("string_start")
}

// Text returns the value of a plain string literal.
func Text(n syntax.Node) (string, bool) {
	span, ok := Literal(n)
	if !ok {
		return "", false
	}
	return string(n.Tree().Source()[span.Start:span.End]), true
}

// Replace returns the edit that puts other text between the quotes of a plain string literal, which must hold neither
// quotes nor backslashes.
func Replace(n syntax.Node, text string) (edit.Edit, bool) {
	span, ok := Literal(n)
	if !ok || strings.ContainsAny(text, "\"'\\\n") {
		return edit.Edit{}, false
	}
	return edit.Edit{Start: span.Start, End: span.End, New: text, Node: "string"}, true
}

// Quote writes a string literal in the file's usual quotes.
func (m *Module) Quote(s string) string { return m.quote() + s + m.quote() }

// QuoteAt writes a string literal in the quotes that are usual where it goes: in the expression around it, else in the
// statement, the function, the cell of a notebook, else in the file.
func (m *Module) QuoteAt(at syntax.Node, s string) string {
	for up := at; up.Valid() && !up.Is("module"); up = up.Parent() {
		if up.Is("interpolation") { // before 3.12 a string's own quotes could not stand in it
			return otherQuote(up.Parent(), s)
		}
		if q := quoteIn(up); q != "" {
			return q + s + q
		}
	}
	if number, cell := m.File.Cell(at.Start()); number > 0 {
		single, double := 0, 0
		for n := range m.statements(cell) {
			x, y := countQuotes(n)
			single, double = single+x, double+y
		}
		if q := moreOf(single, double); q != "" {
			return q + s + q
		}
	}
	return m.Quote(s)
}

// otherQuote writes a string literal in quotes that do not end the one around it.
func otherQuote(around syntax.Node, s string) string {
	if strings.HasSuffix(around.Child(0).Text(), "'") {
		return `"` + s + `"`
	}
	return "'" + s + "'"
}

// quoteIn is the quote that more of the one-line strings in a node use; empty where there are none, or as many of both.
func quoteIn(n syntax.Node) string { return moreOf(countQuotes(n)) }

func moreOf(single, double int) string {
	switch {
	case single > double:
		return "'"
	case double > single:
		return `"`
	}
	return ""
}

func countQuotes(in syntax.Node) (single, double int) {
	for n := range in.Descendants("string_start") {
		switch t := n.Text(); {
		case strings.HasSuffix(t, `"""`), strings.HasSuffix(t, "'''"):
		case strings.HasSuffix(t, "'"):
			single++
		default:
			double++
		}
	}
	return single, double
}

// IsDocstring reports whether a string stands alone as a statement.
func IsDocstring(n syntax.Node) bool {
	return n.Parent().Is("expression_statement", "concatenated_string") && onlyStatement(n)
}

func onlyStatement(n syntax.Node) bool {
	for n.Is("string", "concatenated_string") {
		n = n.Parent()
	}
	return n.Is("expression_statement")
}

// Number returns the value of a number that is written out, with its sign.
func Number(n syntax.Node) (float64, bool) {
	text := strings.ReplaceAll(n.Text(), "_", "")
	switch n.Kind() {
	case "integer":
		i, err := strconv.ParseInt(text, 0, 64)
		return float64(i), err == nil
	case "float":
		f, err := strconv.ParseFloat(text, 64)
		return f, err == nil
	case "unary_operator":
		f, ok := Number(n.ChildByField("argument"))
		switch n.ChildByField("operator").Text() {
		case "-":
			return -f, ok
		case "+":
			return f, ok
		}
	}
	return 0, false
}

package jssyntax

import (
	"path"
	"strings"

	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// style is how a file is written.
type style struct {
	quote    string
	semi     bool
	trailing bool // comma behind the last entry of an object on lines of its own
	spaced   bool // { a } rather than {a}
	unit     string
	width    int // where a line is long enough to be broken
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
	f := m.project.formatter(path.Dir(m.File.Path))
	s := &style{quote: `"`, semi: semi >= bare, trailing: trail > none, spaced: spaced >= tight, unit: unit, width: f.width}
	if trail == 0 && none == 0 {
		s.trailing = f.trailing
	}
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

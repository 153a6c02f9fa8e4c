package pysyntax

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// fault says what makes the module one to report and not to rewrite, fit for a source.Skip; empty for ordinary files. The
// grammar accepts Python 2, so what only that has is looked for.
func (m *Module) fault() string {
	if enc := m.File.Encoding().Name; strings.HasPrefix(enc, "utf-16") {
		return "Python does not read source in " + enc
	}
	at, what := m.Tree.FirstError(), "syntax error"
	if !at.Valid() {
		at, what = m.python2(), "Python 2 syntax"
	}
	if !at.Valid() {
		return ""
	}
	return fmt.Sprintf("%s at line %d", what, m.File.Position(at.Start()).Line)
}

// python2 returns the first thing that Python 3 does not read; invalid where there is none.
func (m *Module) python2() syntax.Node {
	for n := range m.Tree.Root().Descendants("print_statement", "exec_statement", "except_clause", "raise_statement", "parameters", "string_start", "integer", "<>") {
		if ofPython2(n) {
			return n
		}
	}
	return syntax.Node{}
}

// ofPython2 reports whether a node is what only Python 2 reads it as.
//
//	Have: except ValueError, e and raise ValueError, "x" and ur"x" and `x` and 0777 and 10L and def f((a, b))
func ofPython2(n syntax.Node) bool {
	switch n.Kind() {
	case "except_clause":
		second := n.NamedChild(1) // from 3.14 on a list of classes needs no brackets
		return second.Is("identifier") && unicode.IsLower([]rune(second.Text())[0]) && n.NamedChild(2).Is("block")
	case "raise_statement":
		return n.NamedChild(0).Is("expression_list")
	case "parameters":
		for p := range n.NamedChildren() {
			if p.Is("tuple_pattern") {
				return true
			}
		}
		return false
	case "string_start":
		return strings.HasPrefix(strings.ToLower(n.Text()), "ur") || n.Text() == "`"
	case "integer":
		text := n.Text()
		return strings.HasSuffix(strings.ToLower(text), "l") || len(text) > 1 && text[0] == '0' && strings.Trim(text, "0_") != "" && text[1] >= '0' && text[1] <= '9'
	}
	return true
}

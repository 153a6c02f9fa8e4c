package jssyntax

import (
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Import returns the edit that adds names to those that an import takes by name, in its own layout. Names that are there
// already are left out.
//
//	Have: import { a } from 'x' -> import { a, b } from 'x'
func (m *Module) Import(list syntax.Node, names []string) edit.Edit {
	have := map[string]bool{}
	var specs []syntax.Node
	for spec := range list.NamedChildren() {
		if spec.Is("import_specifier") {
			specs = append(specs, spec)
			have[spec.ChildByField("name").Text()] = true
		}
	}
	var add []string
	for _, name := range names {
		if !have[name] {
			add = append(add, name)
		}
	}
	if len(specs) == 0 {
		return edit.Edit{Start: list.Start(), End: list.End(), New: m.Flat(add), Node: "import"}
	}
	last := specs[len(specs)-1]
	if indent, own := m.ownLine(last.Start()); own {
		return edit.Edit{Start: last.End(), End: last.End(), New: "," + m.File.Newline() + indent + strings.Join(add, ","+m.File.Newline()+indent), Node: "import"}
	}
	line := m.lineEnd(list.Start()) - m.lineStart(list.Start())
	if line+len(strings.Join(add, ", "))+2 <= m.layout().width || len(add) == 0 {
		return edit.Edit{Start: last.End(), End: last.End(), New: strings.Repeat(", ", min(1, len(add))) + strings.Join(add, ", "), Node: "import"}
	}
	var all []string
	for _, spec := range specs {
		all = append(all, spec.Text())
	}
	return edit.Edit{Start: list.Start(), End: list.End(), New: m.Broken(list.Start(), append(all, add...)), Node: "import"}
}

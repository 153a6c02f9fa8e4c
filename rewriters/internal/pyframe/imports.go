package pyframe

import (
	"bytes"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// lines are the imports that a site's new text needs.
func (v *survey) lines(s *Site) (out []string) {
	if s.Wrap != nil {
		out = append(out, s.Wrap.Imports...)
	}
	if s.Speak != nil && !s.has(s.Carry) && (s.Speak.Both != "" || !s.arg(s.Key...).value.Valid()) {
		out = append(out, s.Speak.Imports...)
	}
	if s.Setup {
		out = append(out, v.setupLines()...)
	}
	return slices.DeleteFunc(out, func(line string) bool { return v.imports(s.mod, line) })
}

// imports reports whether a module has an import at its top level already: "from a import b".
func (v *survey) imports(m *pysyntax.Module, line string) bool {
	from, name, _ := strings.Cut(strings.TrimPrefix(line, "from "), " import ")
	for _, b := range m.Root.Lookup(name) {
		if b.Kind == pysyntax.FromImport && b.From+"."+b.Attr == from+"."+name || slices.ContainsFunc(v.py.Bound(b), func(x pysyntax.Value) bool {
			return x.Kind == pysyntax.Symbol && strings.HasSuffix(x.Path, "."+name) && strings.HasPrefix(x.Path, strings.Split(from, ".")[0]+".")
		}) {
			return true
		}
	}
	return false
}

// bring notes the imports that a site which moves needs. One edit adds all that a file needs.
func (v *survey) bring(s *Site) {
	for _, line := range v.lines(s) {
		if !slices.Contains(v.brought[s.mod], line) {
			v.brought[s.mod] = append(v.brought[s.mod], line)
		}
	}
	slices.Sort(v.brought[s.mod])
}

// importEdit adds what a file's sites need below the framework's own import, or the last of the file's.
func (v *survey) importEdit(s *Site) (finding.Edit, bool) {
	lines := v.brought[s.mod]
	if len(lines) == 0 || len(v.lines(s)) == 0 {
		return finding.Edit{}, false
	}
	nl := s.mod.File.Newline()
	text := strings.Join(lines, nl)
	e := edit.Edit{Node: "import"}
	at := v.anchor(s.mod)
	if !at.Valid() {
		first := firstStatement(s.mod)
		e.Start, e.New = first.Start(), text+nl+nl
	} else {
		e.Start, e.New = lineEnd(s.mod.File.Data, at.End()), nl+text
	}
	e.End = e.Start
	return finding.Edit{File: s.mod.File, Edit: e}, true
}

// anchor is the import at a module's top level below which another belongs, invalid when there is none.
func (v *survey) anchor(m *pysyntax.Module) (at syntax.Node) {
	own := false
	for n := range m.Tree.Root().NamedChildren() {
		if !n.Is("import_statement", "import_from_statement") {
			continue
		}
		frame := slices.ContainsFunc(v.frame.Packages, func(p string) bool { return strings.Contains(n.Text(), p) })
		if frame || !own {
			at, own = n, frame
		}
	}
	return at
}

// firstStatement is the first statement behind the docstring and the __future__ imports.
func firstStatement(m *pysyntax.Module) syntax.Node {
	for n := range m.Tree.Root().NamedChildren() {
		if !n.Is("future_import_statement") && !(n.Is("expression_statement") && n.NamedChild(0).Is("string")) {
			return n
		}
	}
	return m.Tree.Root()
}

func lineEnd(data []byte, at int) int {
	i := bytes.IndexByte(data[at:], '\n')
	if i < 0 {
		return len(data)
	}
	if i > 0 && data[at+i-1] == '\r' {
		i--
	}
	return at + i
}

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
	if s.Speak != nil && (!s.has(s.Carry) || s.byName()) && (s.Speak.Both != "" || !s.arg(s.Key...).value.Valid()) {
		out = append(out, s.Speak.Imports...)
	}
	for _, x := range s.Also {
		if x.Body != nil && !s.has(x.Name) && len(x.Body(v, s)) > 0 {
			out = append(out, x.Imports...)
		}
	}
	if s.Setup {
		out = append(out, v.setupLines()...)
	}
	return slices.DeleteFunc(out, func(line string) bool { return v.imports(s.mod, line) })
}

// imports reports whether a module has an import at its top level already, above its first site: "from a import b".
func (v *survey) imports(m *pysyntax.Module, line string) bool {
	from, name := split(line)
	for _, b := range m.Root.Lookup(name) {
		if b.Node.Start() > v.first(m) {
			continue
		}
		if b.Kind == pysyntax.FromImport && b.From+"."+b.Attr == from+"."+name || slices.ContainsFunc(v.py.Bound(b), func(x pysyntax.Value) bool {
			return x.Kind == pysyntax.Symbol && strings.HasSuffix(x.Path, "."+name) && strings.HasPrefix(x.Path, strings.Split(from, ".")[0]+".")
		}) {
			return true
		}
	}
	return false
}

// split takes an import apart: "from a import b, c".
func split(line string) (from, names string) {
	from, names, _ = strings.Cut(strings.TrimPrefix(line, "from "), " import ")
	return from, names
}

// first is where a module's first site begins: what sites need is imported above it.
func (v *survey) first(m *pysyntax.Module) int {
	at := len(m.File.Data)
	for _, s := range v.sites {
		if s.mod == m {
			at = min(at, s.node.Start())
		}
	}
	return at
}

// bring notes the imports that a site which moves needs. One change adds all that a file needs.
func (v *survey) bring(s *Site) {
	for _, line := range v.lines(s) {
		if !slices.Contains(v.brought[s.mod], line) {
			v.brought[s.mod] = append(v.brought[s.mod], line)
		}
	}
	slices.Sort(v.brought[s.mod])
}

// importEdits add what a file's sites need: to an import from the same module, else below the framework's own import, or
// the last above the first site.
//
//	Have: from crewai import Agent -> from crewai import Agent, LLM
func (v *survey) importEdits(s *Site) (out []finding.Edit) {
	if len(v.brought[s.mod]) == 0 || len(v.lines(s)) == 0 {
		return nil
	}
	var lines []string
	for _, group := range byModule(v.brought[s.mod]) {
		from, names := split(group)
		if at := v.sameModule(s.mod, from); at.Valid() && at.End()-lineStart(s.mod.File.Data, at.End())+len(names) < maxLine {
			out = append(out, finding.In(s.mod.File, edit.Edit{Start: at.End(), End: at.End(), New: ", " + names, Node: "import from " + from})...)
			continue
		}
		lines = append(lines, group)
	}
	if len(lines) == 0 {
		return out
	}
	nl := s.mod.File.Newline()
	text := strings.Join(lines, nl)
	e := edit.Edit{Node: "import"}
	if at := v.anchor(s.mod); at.Valid() {
		e.Start, e.New = lineEnd(s.mod.File.Data, at.End()), nl+text
	} else {
		e.Start, e.New = firstStatement(s.mod).Start(), text+nl+nl
	}
	if i := slices.IndexFunc(out, func(o finding.Edit) bool { return o.Start == e.Start }); i >= 0 {
		out[i].New += e.New // the names that end the line come before the line below
		return out
	}
	e.End = e.Start
	return append(out, finding.In(s.mod.File, e)...)
}

// byModule joins the imports from one module.
func byModule(lines []string) (out []string) {
	for _, line := range lines {
		from, name := split(line)
		i := slices.IndexFunc(out, func(o string) bool { have, _ := split(o); return have == from })
		if i < 0 {
			out = append(out, line)
			continue
		}
		out[i] += ", " + name
	}
	return out
}

// sameModule is the last name in an import from a module at the top level, on one line and above the first site; invalid
// when there is none.
func (v *survey) sameModule(m *pysyntax.Module, from string) (at syntax.Node) {
	for n := range m.Tree.Root().NamedChildren() {
		if !n.Is("import_from_statement") || n.ChildByField("module_name").Text() != from || n.End() > v.first(m) || strings.ContainsAny(n.Text(), "(\n\\") {
			continue
		}
		for c := range n.ChildrenByField("name") {
			at = c
		}
	}
	return at
}

// anchor is the import at a module's top level below which another belongs, invalid when there is none.
func (v *survey) anchor(m *pysyntax.Module) (at syntax.Node) {
	own := false
	for n := range m.Tree.Root().NamedChildren() {
		if !n.Is("import_statement", "import_from_statement") || n.End() > v.first(m) {
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

// maxLine is the longest line that an import grows to.
const maxLine = 98

func lineStart(data []byte, at int) int { return bytes.LastIndexByte(data[:at], '\n') + 1 }

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

package pyframe

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// imported is the import that brings a site's class under the name by which the site calls it; nil where that is not one
// import in the site's own file.
func (v *survey) imported(s *Site) *pysyntax.Binding {
	if !s.node.Is("call") {
		return nil
	}
	fn := s.node.ChildByField("function")
	if !fn.Is("identifier") || s.class.Valid() {
		return nil
	}
	list := s.mod.ScopeOf(fn).Lookup(fn.Text())
	if len(list) != 1 || list[0].Kind != pysyntax.FromImport || !v.frame.wanted(list[0].From) {
		return nil
	}
	return list[0]
}

// path is where a site's class is imported from.
func (s *Site) path() string {
	fn := s.node.ChildByField("function")
	for _, b := range s.mod.ScopeOf(fn).Lookup(fn.Text()) {
		return itoa(b.Node.Start())
	}
	return ""
}

// swappable reports whether another class can take the place of a site's: one import brings it, nothing outside the file
// reads it from there, and every site of it moves.
func (v *survey) swappable(s *Site) bool {
	b := v.imported(s)
	if b == nil {
		return false
	}
	for _, n := range v.py.Uses(b) {
		call := n.Parent()
		if v.py.Module(n) != s.mod {
			return false
		}
		if o := v.byNode[call]; o != nil && n.Field() == "function" && (o.State == Staying || o.open) {
			return false
		}
	}
	return true
}

// classEdits puts another class in the place of a site's, in its import and wherever the file names it.
//
//	Have: from llama_index.llms.openai import OpenAI -> from llama_index.llms.openai_like import OpenAILike
func (v *survey) classEdits(s *Site) []finding.Edit {
	if s.Class == nil {
		return nil
	}
	b := v.imported(s)
	if b == nil {
		return nil
	}
	out := v.swapImport(s, b)
	if b.Name != b.Attr {
		return out // it keeps its alias
	}
	for _, n := range v.py.Uses(b) {
		out = append(out, finding.In(s.mod.File, edit.Edit{Start: n.Start(), End: n.End(), New: s.Class.Name, Node: "class " + b.Attr})...)
	}
	return out
}

// swapImport changes the import itself. One that brings other names too loses this one, and the new one gets a line.
func (v *survey) swapImport(s *Site, b *pysyntax.Binding) []finding.Edit {
	statement := b.Node.Enclosing("import_from_statement")
	module := statement.ChildByField("module_name")
	names := slices.Collect(statement.ChildrenByField("name"))
	i := slices.IndexFunc(names, func(n syntax.Node) bool { return n.Contains(b.Node) })
	if i < 0 {
		return nil
	}
	name := names[i]
	if name.Is("aliased_import") {
		name = name.ChildByField("name")
	}
	to := s.Class.Module(b.From)
	if len(names) == 1 || to == b.From {
		out := []edit.Edit{{Start: name.Start(), End: name.End(), New: s.Class.Name, Node: "import " + b.Attr}}
		if to != b.From {
			out = append(out, edit.Edit{Start: module.Start(), End: module.End(), New: to, Node: "import " + b.Attr})
		}
		return finding.In(s.mod.File, out...)
	}
	gone := edit.Edit{Start: names[i].Start(), End: names[i].End(), Node: "import " + b.Attr}
	if i+1 < len(names) {
		gone.End = names[i+1].Start()
	} else {
		gone.Start = names[i-1].End()
	}
	line := "from " + to + " import " + strings.Replace(names[i].Text(), b.Attr, s.Class.Name, 1)
	data := s.mod.File.Data
	start := statement.Start()
	for start > 0 && data[start-1] != '\n' {
		start--
	}
	at := lineEnd(data, statement.End())
	added := edit.Edit{Start: at, End: at, New: s.mod.File.Newline() + string(data[start:statement.Start()]) + line, Node: "import " + s.Class.Name}
	return finding.In(s.mod.File, gone, added)
}

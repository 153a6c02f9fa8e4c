package pysyntax

import (
	"bytes"
	"iter"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Environ spells reads of environment variables at a place in a module.
type Environ struct {
	read func(quoted string) string
	get  func(quoted, fallback string) string
	adds func() []edit.Edit
}

// Read spells a read that fails when the variable is not set (where the module only knows getenv, one that does not).
func (e Environ) Read(quoted string) string { return e.read(quoted) }

// Get spells a read with a default.
func (e Environ) Get(quoted, fallback string) string { return e.get(quoted, fallback) }

// Edits are what the spelling needs where it is used: an added import.
func (e Environ) Edits() []edit.Edit {
	if e.adds == nil {
		return nil
	}
	return e.adds()
}

// Environ returns how to read the environment at node at: through what the module has imported, else through an added
// `import os`.
func (p *Project) Environ(m *Module, at syntax.Node) Environ {
	for _, name := range p.visible(m, at, "os") {
		return dotted(name + ".environ")
	}
	for _, name := range p.visible(m, at, "os.environ") {
		return dotted(name)
	}
	for _, name := range p.visible(m, at, "os.getenv") {
		return Environ{
			read: func(q string) string { return name + "(" + q + ")" },
			get:  func(q, d string) string { return name + "(" + q + ", " + d + ")" },
		}
	}
	e := dotted("os.environ")
	e.adds = func() []edit.Edit { return []edit.Edit{m.importOS(p.importing(m, at))} }
	return e
}

// importing is the part of a module that an import for the node at goes into: all of it, in a notebook the node's cell.
// Later cells that need the same make do with that one.
func (p *Project) importing(m *Module, at syntax.Node) source.Span {
	_, cell := m.File.Cell(at.Start())
	if first, ok := p.needing[m]; ok && first.Start < cell.Start {
		return first
	}
	p.needing[m] = cell
	return cell
}

func dotted(environ string) Environ {
	return Environ{
		read: func(q string) string { return environ + "[" + q + "]" },
		get:  func(q, d string) string { return environ + ".get(" + q + ", " + d + ")" },
	}
}

// visible returns the names that stand for an outside symbol at a place, sorted.
func (p *Project) visible(m *Module, at syntax.Node, symbol string) []string {
	var out []string
	here := m.ScopeOf(at)
	for s := here; s != nil; s = s.Up {
		if s != here && s.Node.Is("class_definition") {
			continue
		}
		for name, list := range s.names {
			b := list[0]
			before := s != here || b.Node.Start() < at.Start()
			if imported := b.Kind == Import || b.Kind == FromImport; !imported || !before || !sure(b) {
				continue
			}
			if v := p.evalBinding(b); len(v) == 1 && v[0].Kind == Symbol && v[0].Path == symbol && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	slices.Sort(out)
	return out
}

// sure reports whether an import is always made, not only on one branch. One of the standard library that is tried before
// anything else is made, too.
func sure(b *Binding) bool {
	in := b.Node.Enclosing("if_statement", "try_statement", "except_clause", "function_definition", "class_definition")
	if in.Is("try_statement") && in != b.Scope.Node && triedFirst(b.Node.Enclosing("import_statement", "import_from_statement"), in) {
		in = in.Enclosing("if_statement", "try_statement", "except_clause", "function_definition", "class_definition")
	}
	return !in.Valid() || in == b.Scope.Node
}

// triedFirst reports whether nothing can fail in a try statement up to an import.
func triedFirst(statement, try syntax.Node) bool {
	if statement.Parent() != try.ChildByField("body") {
		return false
	}
	for n := range statement.Parent().NamedChildren() {
		if n.Start() > statement.Start() {
			break
		}
		if !n.Is("comment") && !(n.Is("import_statement", "import_from_statement") && isStandard(importedName(n))) {
			return false
		}
	}
	return true
}

// importOS returns the insertion of `import os` where a person would write it in a part of the module: in order among the
// standard library's imports at the top, else above the first import, else below the docstring.
func (m *Module) importOS(in source.Span) edit.Edit {
	e := edit.Edit{Node: "import os"}
	nl := m.File.Newline()
	group := m.firstImports(in)
	if len(group) == 0 {
		first := m.firstStatement(in)
		e.Start, e.New = m.aboveComment(first, in), "import os"+nl+nl
		if first.Is("function_definition", "class_definition", "decorated_definition") {
			e.New += nl
		}
		e.End = e.Start
		return e
	}
	at := group[0]
	standard := slices.ContainsFunc(group, func(n syntax.Node) bool { return isStandard(importedName(n)) })
	for _, n := range group {
		if name := importedName(n); n.Is("import_statement") && isStandard(name) && name < "os" {
			at = n
		}
	}
	if name := importedName(at); at.Is("import_statement") && isStandard(name) && name < "os" {
		e.Start = m.lineEnd(at.End())
		e.End, e.New = e.Start, nl+"import os"
		return e
	}
	if standard {
		at = group[slices.IndexFunc(group, func(n syntax.Node) bool { return isStandard(importedName(n)) })]
	}
	e.Start, e.New = at.Start(), "import os"+nl
	if !standard {
		e.Start, e.New = m.aboveComment(at, in), e.New+nl
	}
	e.End = e.Start
	return e
}

// BelowImports puts statements below the imports that one of them stands among, as a paragraph of their own.
func (m *Module) BelowImports(at syntax.Node, lines []string) edit.Edit {
	last, cell := at, source.Span{}
	_, cell = m.File.Cell(at.Start())
	for n := at.Next(); n.Is("import_statement", "import_from_statement", "comment") && n.Start() < cell.End; n = n.Next() {
		if !n.Is("comment") {
			last = n
		}
	}
	nl := m.File.Newline()
	end := m.lineEnd(last.End())
	text := nl + nl + strings.Join(lines, nl)
	next := last.Next()
	for next.Valid() && next.Start() < end {
		next = next.Next()
	}
	if next.Valid() && m.adjacent(last, next) {
		text += nl
	}
	return edit.Edit{Start: end, End: end, New: text}
}

// Below is where a statement goes that belongs right below another one, at its indentation; false where that one shares
// its lines with something else than a comment behind it.
func (m *Module) Below(statement syntax.Node) (edit.Edit, bool) {
	indent, own := m.ownLine(statement.Start())
	end := m.lineEnd(statement.End())
	behind := bytes.TrimSpace(m.File.Data[statement.End():end])
	if !own || len(behind) > 0 && behind[0] != '#' {
		return edit.Edit{}, false
	}
	return edit.Edit{Start: end, End: end, New: m.File.Newline() + indent}, true
}

// adjacent reports whether no blank line stands between two statements.
func (m *Module) adjacent(a, b syntax.Node) bool {
	return strings.Count(string(m.File.Data[a.End():b.Start()]), "\n") <= 1
}

// statements are the statements and comments of a part of the module at its top level, commands for IPython left out.
func (m *Module) statements(in source.Span) iter.Seq[syntax.Node] {
	return func(yield func(syntax.Node) bool) {
		for n := range m.Tree.Root().NamedChildren() {
			if n.Start() < in.Start || n.Start() >= in.End || m.isCommand(n) {
				continue
			}
			if !yield(n) {
				return
			}
		}
	}
}

// isCommand reports whether a statement is what a notebook shows in the place of a command for IPython: a number, and the
// command as the comment right behind it.
func (m *Module) isCommand(n syntax.Node) bool {
	if n.Is("comment") {
		return n.Start() > 0 && m.File.Data[n.Start()-1] == '0'
	}
	return n.Is("expression_statement") && n.Text() == "0" && bytes.HasPrefix(m.File.Data[n.End():], []byte("#"))
}

// firstImports returns the first run of imports in a part of the module that no blank line or other statement breaks.
func (m *Module) firstImports(in source.Span) []syntax.Node {
	var out []syntax.Node
	for n := range m.statements(in) {
		isImport := n.Is("import_statement", "import_from_statement")
		switch {
		case len(out) == 0 && !isImport:
			continue
		case !isImport:
			return out
		case len(out) > 0 && !m.adjacent(out[len(out)-1], n):
			return out
		}
		out = append(out, n)
	}
	return out
}

// importedName is the first module that an import statement names.
func importedName(n syntax.Node) string {
	if n.Is("import_from_statement") {
		return n.ChildByField("module_name").Text()
	}
	name := n.ChildByField("name")
	if name.Is("aliased_import") {
		name = name.ChildByField("name")
	}
	return name.Text()
}

// aboveComment is the offset of a statement, or of the comment that belongs to it: the lines right above. A comment at the
// very top belongs to the file.
func (m *Module) aboveComment(n syntax.Node, in source.Span) int {
	at := n
	for p := n.Prev(); p.Is("comment") && p.Start() >= in.Start; p = p.Prev() {
		if strings.Count(string(m.File.Data[p.End():at.Start()]), "\n") > 1 {
			break
		}
		if indent, own := m.ownLine(p.Start()); !own || m.goesOn(p.Start()-len(indent)) {
			break
		}
		at = p
	}
	if number, _ := m.File.Cell(n.Start()); number == 0 && strings.TrimSpace(string(m.File.Data[:at.Start()])) == "" {
		return n.Start()
	}
	return at.Start()
}

// goesOn reports whether the line that begins at an offset goes on with the one above, as a command to the shell in a
// notebook does.
func (m *Module) goesOn(start int) bool {
	return bytes.HasSuffix(bytes.TrimRight(m.File.Data[:start], "\r\n"), []byte("\\"))
}

// firstStatement is the first statement of a part behind the docstring and the __future__ imports; the module where there
// is none.
func (m *Module) firstStatement(in source.Span) syntax.Node {
	for n := range m.statements(in) {
		if n.Is("future_import_statement") || n.Is("expression_statement") && n.NamedChild(0).Is("string") {
			continue
		}
		return n
	}
	return m.Tree.Root()
}

func isStandard(module string) bool {
	top, _, _ := strings.Cut(module, ".")
	return slices.Contains(standard, top)
}

// standard are the modules of the standard library that applications import most.
var standard = strings.Fields(`__future__ abc argparse ast asyncio atexit base64 bisect builtins calendar cmath codecs
collections concurrent configparser contextlib contextvars copy csv ctypes dataclasses datetime decimal difflib email
enum errno fcntl fnmatch fractions functools gc getopt getpass glob gzip hashlib heapq hmac html http imaplib importlib
inspect io ipaddress itertools json keyword linecache locale logging math mimetypes multiprocessing operator os pathlib
pickle pkgutil platform pprint queue random re readline sched secrets select shelve shlex shutil signal smtplib socket
sqlite3 ssl stat statistics string struct subprocess sys sysconfig tarfile tempfile textwrap threading time timeit
tkinter token tokenize tomllib traceback types typing unicodedata unittest urllib uuid venv warnings weakref wave
webbrowser xml zipfile zlib zoneinfo`)

// DropImport takes one name out of `from m import a, b`; the whole line where it is the only one.
func (m *Module) DropImport(name syntax.Node) []edit.Edit {
	var list []Arg
	var gone []bool
	statement := name.Parent()
	for n := range statement.ChildrenByField("name") {
		list, gone = append(list, Arg{Name: n.Text(), Node: n}), append(gone, n == name)
	}
	if len(list) > 1 {
		return m.remove("import ", list, gone)
	}
	if !statement.Parent().Is("module") {
		return nil // a block must not be left empty
	}
	return []edit.Edit{m.Line(statement)}
}

// Line is the removal of a statement that has lines of its own, line break included; of the statement alone where it has
// not.
func (m *Module) Line(statement syntax.Node) edit.Edit {
	e := edit.Edit{Start: statement.Start(), End: statement.End(), Node: "line"}
	if indent, own := m.ownLine(e.Start); own && len(bytes.TrimSpace(m.File.Data[e.End:m.lineEnd(e.End)])) == 0 {
		e.Start -= len(indent)
		e.End = min(m.lineEnd(e.End)+len(m.File.Newline()), len(m.File.Data))
	}
	return e
}

// Commands are the commands for IPython and the shell in a notebook, each as the comment that it is shown as.
func (m *Module) Commands() iter.Seq[syntax.Node] {
	return func(yield func(syntax.Node) bool) {
		if number, _ := m.File.Cell(0); number == 0 {
			return
		}
		for n := range m.Tree.Root().Descendants("comment") {
			if m.isCommand(n) && !yield(n) {
				return
			}
		}
	}
}

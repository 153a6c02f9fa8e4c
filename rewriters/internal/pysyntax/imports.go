package pysyntax

import (
	"bytes"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/source"
)

// statement is one import statement as its text shows it.
type statement struct {
	from  string   // "a.b" or "..a" of from a.b import c; empty for import a.b
	names []string // what is imported, without aliases; "*" too
}

// importsIn finds the import statements of a text without parsing it. It may take a line of a docstring for one, and
// misses none: whatever it says is used to leave files alone that cannot matter.
func importsIn(text []byte) []statement {
	var out []statement
	for at := 0; ; {
		i := bytes.Index(text[at:], []byte("import"))
		if i < 0 {
			return out
		}
		begin := at + i
		at = begin + len("import")
		if at < len(text) && !bytes.ContainsRune([]byte(" \t(*\\"), rune(text[at])) {
			continue
		}
		head := bytes.TrimSpace(text[bytes.LastIndexAny(text[:begin], "\n;:")+1 : begin])
		if len(head) > 0 && !bytes.HasPrefix(head, []byte("from")) {
			continue
		}
		out = append(out, statement{strings.Join(strings.Fields(strings.TrimPrefix(string(head), "from")), ""), namesIn(clause(text[at:]))})
	}
}

// Imports returns the dotted names that a text imports, found without parsing it: "a.b" for import a.b, "a.b.C" for from
// a.b import C. It may take a line of a docstring for an import, and misses none.
func Imports(text []byte) []string {
	var out []string
	for _, s := range importsIn(text) {
		for _, name := range s.names {
			out = append(out, s.dotted(name))
		}
	}
	return out
}

// dotted is one of the names with the module that it comes from.
func (s statement) dotted(name string) string {
	if s.from == "" {
		return name
	}
	return s.from + "." + name
}

// clause is what follows the word import: to the end of the line, or of the brackets.
func clause(text []byte) []byte {
	if rest := bytes.TrimLeft(text, " \t\\\r\n"); len(rest) > 0 && rest[0] == '(' {
		end := bytes.IndexByte(rest, ')')
		if end < 0 {
			end = len(rest)
		}
		return rest[1:end]
	}
	for at := 0; ; {
		i := bytes.IndexAny(text[at:], "\n;")
		if i < 0 {
			return text
		}
		at += i
		if !bytes.HasSuffix(bytes.TrimRight(text[:at], "\r"), []byte("\\")) {
			return text[:at]
		}
		at++
	}
}

// namesIn splits the names that a clause lists, leaving out comments and aliases.
func namesIn(clause []byte) []string {
	var out []string
	for line := range strings.Lines(string(clause)) {
		line, _, _ = strings.Cut(line, "#")
		for part := range strings.SplitSeq(line, ",") {
			if words := strings.Fields(strings.ReplaceAll(part, "\\", " ")); len(words) > 0 {
				out = append(out, words[0])
			}
		}
	}
	return out
}

// Reaches reports whether names of an outside module that Options.Wanted accepts, and that lead on, may come into a file of
// the project through its imports, directly or through other files. It parses nothing and errs on the side of true.
func (p *Project) Reaches(file string) bool {
	return p.remembered(func(seen map[string]bool) bool { return p.search(file, seen) })
}

// remembered keeps what a search from a file found: all that it came by leads nowhere when it itself does not.
func (p *Project) remembered(search func(seen map[string]bool) bool) bool {
	seen := map[string]bool{}
	found := search(seen)
	if !found {
		for at := range seen {
			p.reach[at] = false
		}
	}
	return found
}

// once answers a question of a search, which files that import each other ask in circles.
func (p *Project) once(question string, seen map[string]bool, answer func() bool) bool {
	if known, ok := p.reach[question]; ok {
		return known
	}
	if seen[question] {
		return false
	}
	seen[question] = true
	if !answer() {
		return false
	}
	p.reach[question] = true
	return true
}

func (p *Project) search(file string, seen map[string]bool) bool {
	return p.once(file, seen, func() bool {
		f, err := p.source.Tree.Open(file)
		return err == nil && slices.ContainsFunc(p.statements(f), func(s statement) bool { return p.brings(file, s, seen) })
	})
}

// brings reports whether one import statement leads to a wanted module, directly or through a file that reaches one.
func (p *Project) brings(file string, s statement, seen map[string]bool) bool {
	return slices.ContainsFunc(s.names, func(name string) bool {
		if p.outsider(file, s, name) && (s.from == "" || p.options.Leads(s.dotted(name))) {
			return true
		}
		return slices.ContainsFunc(p.targets(file, s, name), func(to target) bool {
			if to.whole {
				return p.search(to.file, seen)
			}
			return p.gives(to.file, name, seen)
		})
	})
}

// gives reports whether a name that is imported from a file may come from a wanted module. A package's __init__.py hands on
// the names of many modules, of which few lead anywhere.
func (p *Project) gives(file, name string, seen map[string]bool) bool {
	f, err := p.source.Tree.Open(file)
	switch {
	case err != nil:
		return false
	case name == "*" || assigns(f.Data, name) || bytes.Contains(f.Data, []byte("__getattr__")):
		return p.search(file, seen)
	}
	return p.once(file+"\x00"+name, seen, func() bool {
		return slices.ContainsFunc(p.statements(f), func(s statement) bool {
			if s.from != "" && (slices.Contains(s.names, name) || slices.Contains(s.names, "*")) || s.from == "" && slices.ContainsFunc(s.names, func(n string) bool { return first(n) == name }) {
				return p.brings(file, statement{s.from, []string{name}}, seen)
			}
			return false
		})
	})
}

// first is the part of a dotted name that an import binds.
func first(dotted string) string {
	name, _, _ := strings.Cut(dotted, ".")
	return name
}

// binders are the words before a name that a text binds otherwise than by importing it under its own.
var binders = [][]byte{[]byte("def "), []byte("class "), []byte("as "), []byte("for "), []byte("type "), []byte("global ")}

// assigns reports whether a text may bind a name by anything but importing it under that name.
func assigns(text []byte, name string) bool {
	for at := 0; ; {
		i := bytes.Index(text[at:], []byte(name))
		if i < 0 {
			return false
		}
		begin := at + i
		at = begin + len(name)
		before, after := text[max(0, begin-8):begin], text[at:]
		after, _, _ = bytes.Cut(bytes.TrimLeft(after, " \t"), []byte("\n"))
		if slices.ContainsFunc(binders, func(b []byte) bool { return bytes.HasSuffix(before, b) }) {
			return true
		}
		if len(after) > 0 && (after[0] == ':' || after[0] == '=' && !bytes.HasPrefix(after, []byte("==")) || after[0] == ',' && bytes.IndexByte(after, '=') > 0) {
			return true
		}
	}
}

// outsider reports whether an imported name is wanted and comes from outside. In the tree of the SDK itself none does.
func (p *Project) outsider(file string, s statement, name string) bool {
	dotted := s.dotted(name)
	return !strings.HasPrefix(dotted, ".") && p.options.Wanted(strings.TrimSuffix(dotted, ".*")) && !p.own(file, s, name)
}

// ImportsWanted reports whether a file itself imports a wanted name from outside the project, whether or not that leads on.
func (p *Project) ImportsWanted(f *source.File) bool {
	return slices.ContainsFunc(p.statements(f), func(s statement) bool {
		return slices.ContainsFunc(s.names, func(name string) bool { return p.outsider(f.Path, s, name) })
	})
}

// imported is the key of a file's imports.
type imported struct{ file *source.File }

// statements asks each text once for its imports.
func (p *Project) statements(f *source.File) []statement {
	known, ok := p.imports[f.Path]
	if !ok {
		known = p.shared(f)(imported{f}, func() any { return importsIn(f.Data) }).([]statement)
		p.imports[f.Path] = known
	}
	return known
}

// own reports whether a name is plainly one of the project: a module, or what a module binds itself. It asks what
// evaluation would: providers/openai/__init__.py that binds no OpenAI does not hide the package of that name.
func (p *Project) own(file string, s statement, name string) bool {
	from := s.from
	if from == "" {
		from, _, _ = strings.Cut(name, ".")
	}
	for _, at := range p.placesOf(file, from) {
		for _, f := range []string{at + ".py", join(at, "__init__.py")} {
			if f != file && p.exists(f) && (s.from == "" || p.binds(f, name)) {
				return true
			}
		}
		if s.from != "" && (p.exists(join(at, name+".py")) || p.exists(join(at, name, "__init__.py"))) {
			return true
		}
	}
	return false
}

// binds reports whether a file binds a name at its top level. Mostly its text says so, and it is not parsed for that.
func (p *Project) binds(file, name string) bool {
	f, err := p.source.Tree.Open(file)
	if err != nil || !bytes.Contains(f.Data, []byte(name)) {
		return false
	}
	if defines(f.Data, name) {
		return true
	}
	m := p.open(file)
	return m != nil && len(m.Root.names[name]) > 0
}

// defines reports whether a line of a text begins the definition of a class or a function at the top level.
func defines(text []byte, name string) bool {
	for at := 0; ; {
		i := bytes.Index(text[at:], []byte(name))
		if i < 0 {
			return false
		}
		begin := at + i
		at = begin + len(name)
		switch string(text[bytes.LastIndexByte(text[:begin], '\n')+1 : begin]) {
		case "class ", "def ", "async def ":
			if at < len(text) && bytes.IndexByte([]byte("(:[ "), text[at]) >= 0 {
				return true
			}
		}
	}
}

// targets are the files of the project that an imported name may come from.
func (p *Project) targets(file string, s statement, name string) []target {
	dotted := s.from
	if dotted == "" {
		dotted, name = name, ""
	}
	key := wanted{parent(file), dotted, name}
	known, ok := p.lookups.targets[key]
	if !ok {
		known = p.targetsOf(file, dotted, name)
		p.lookups.targets[key] = known
	}
	return known
}

// wanted is an imported name as the files of a directory see it.
type wanted struct{ dir, dotted, name string }

// target is a file that an import names: the whole module, or one of its names.
type target struct {
	file  string
	whole bool
}

func (p *Project) targetsOf(file, dotted, name string) []target {
	var out []target
	for _, at := range p.placesOf(file, dotted) {
		for _, t := range []target{{at + ".py", name == ""}, {join(at, "__init__.py"), name == ""}, {join(at, name+".py"), true}, {join(at, name, "__init__.py"), true}} {
			if p.exists(t.file) {
				out = append(out, t)
			}
		}
	}
	return out
}

// exists asks the tree once for each path.
func (p *Project) exists(file string) bool {
	known, ok := p.there[file]
	if !ok {
		known = p.source.Tree.Exists(file)
		p.there[file] = known
	}
	return known
}

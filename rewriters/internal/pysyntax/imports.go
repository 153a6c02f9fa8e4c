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
		for _, f := range []string{at + ".py", below(at, "__init__.py")} {
			if f != file && p.exists(f) && (s.from == "" || p.binds(f, name)) {
				return true
			}
		}
		if s.from != "" && (p.exists(below(at, name+".py")) || p.exists(below(at, name+"/__init__.py"))) {
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
	add := func(file string, whole bool) {
		if p.exists(file) {
			out = append(out, target{file, whole})
		}
	}
	for _, at := range p.placesOf(file, dotted) {
		add(at+".py", name == "")
		add(below(at, "__init__.py"), name == "")
		if name != "" {
			add(below(at, name+".py"), true)
			add(below(at, name+"/__init__.py"), true)
		}
	}
	return out
}

// below is join for a directory and what is plainly in it.
func below(dir, name string) string {
	if dir == "." {
		return name
	}
	return dir + "/" + name
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

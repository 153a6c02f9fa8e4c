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

// Reaches reports whether names of an outside module that Options.Wanted accepts, and that lead on, may come into a file of the project through its
// imports, directly or through other files. It parses nothing and errs on the side of true.
func (p *Project) Reaches(file string) bool {
	if known, ok := p.reach[file]; ok {
		return known
	}
	seen := map[string]bool{}
	found := p.search(file, seen)
	p.reach[file] = found
	if !found {
		for f := range seen {
			p.reach[f] = false
		}
	}
	return found
}

func (p *Project) search(file string, seen map[string]bool) bool {
	if known, ok := p.reach[file]; ok {
		return known
	}
	if seen[file] {
		return false
	}
	seen[file] = true
	f, err := p.source.Tree.Open(file)
	if err != nil {
		return false
	}
	for _, s := range p.statements(f) {
		if p.brings(file, s, func(at string) bool { return p.search(at, seen) }) {
			p.reach[file] = true
			return true
		}
	}
	return false
}

// brings reports whether one import statement leads to a wanted module, directly or through a file that reaches one.
func (p *Project) brings(file string, s statement, reaches func(string) bool) bool {
	for _, name := range s.names {
		if p.outsider(file, s, name) && (s.from == "" || p.options.Leads(s.dotted(name))) || slices.ContainsFunc(p.targets(file, s, name), reaches) {
			return true
		}
	}
	return false
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

// statements asks each text once for its imports.
func (p *Project) statements(f *source.File) []statement {
	known, ok := p.imports[f.Path]
	if !ok {
		known = importsIn(f.Data)
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
func (p *Project) targets(file string, s statement, name string) []string {
	dotted := s.from
	if dotted == "" {
		dotted, name = name, ""
	}
	key := target{parent(file), dotted, name}
	known, ok := p.lookups.targets[key]
	if !ok {
		known = p.targetsOf(file, dotted, name)
		p.lookups.targets[key] = known
	}
	return known
}

// target is an imported name as the files of a directory see it.
type target struct{ dir, dotted, name string }

func (p *Project) targetsOf(file, dotted, name string) []string {
	var out []string
	for _, at := range p.placesOf(file, dotted) {
		for _, f := range []string{at + ".py", join(at, "__init__.py"), join(at, name+".py"), join(at, name, "__init__.py")} {
			if p.exists(f) {
				out = append(out, f)
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

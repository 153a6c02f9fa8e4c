package pysyntax

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// MayReach reports whether a callee may lead to one of the outside names that are wanted, or to a class of the project
// that derives from one. It looks at names and the texts of files only, so that the many calls of everything else cost no
// parse; what it cannot tell is true.
func (p *Project) MayReach(n syntax.Node) bool { return p.may(syntax.Leads, n) }

// MayMake is [Project.MayReach] for calls that make an object themselves: a function of the project, which may well return
// one, does not.
func (p *Project) MayMake(n syntax.Node) bool {
	if n.Is("identifier") {
		return p.may(syntax.Makes, n)
	}
	return p.may(syntax.Leads, n)
}

// MayStand reports likewise whether a binding may give its name to one of the outside names that are wanted.
func (p *Project) MayStand(b *Binding) bool { return p.mayBring(syntax.Stands, b) }

func (p *Project) may(q syntax.Question, n syntax.Node) bool {
	for n.Is("attribute") {
		n = n.ChildByField("object")
	}
	m := p.Module(n)
	if !n.Is("identifier") || m.selfClass(n).Valid() {
		return true
	}
	list := m.ScopeOf(n).Lookup(n.Text())
	if len(list) == 0 {
		return len(m.Root.stars) > 0 && p.Reaches(m.File.Path)
	}
	return slices.ContainsFunc(list, func(b *Binding) bool { return p.mayBring(q, b) })
}

// asked is a question about a binding.
type asked struct {
	syntax.Question
	binding *Binding
}

// mayBring is may for what binds a name. A name is asked for at each of its calls.
func (p *Project) mayBring(q syntax.Question, b *Binding) bool {
	known, ok := p.brought[asked{q, b}]
	if !ok {
		known = p.bringing(q, b)
		p.brought[asked{q, b}] = known
	}
	return known
}

func (p *Project) bringing(q syntax.Question, b *Binding) bool {
	switch b.Kind {
	case Import, FromImport:
		s := statement{b.From, []string{b.Attr}}
		if b.Kind == Import {
			s = statement{"", []string{b.From}}
			if b.Attr != "" {
				s.names = []string{b.Attr}
			}
		}
		return p.remembered(func(seen map[string]bool) bool { return p.brings(q, b.Scope.Module.File.Path, s, seen) })
	case Class:
		for base := range b.Value.ChildByField("superclasses").NamedChildren() {
			if !base.Is("keyword_argument") && p.Reaches(b.Scope.Module.File.Path) {
				return true
			}
		}
		return false
	case Func:
		return false
	}
	return true
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
		return err == nil && slices.ContainsFunc(p.statements(f), func(s statement) bool { return p.brings(syntax.Leads, file, s, seen) })
	})
}

// brings reports whether one import statement leads to a wanted module, directly or through a file that reaches one. A module
// is nothing that can be called.
func (p *Project) brings(q syntax.Question, file string, s statement, seen map[string]bool) bool {
	return slices.ContainsFunc(s.names, func(name string) bool {
		if p.outsider(file, s, name) && (s.from == "" || p.options.Leads(s.dotted(name))) {
			return true
		}
		return slices.ContainsFunc(p.targets(file, s, name), func(to target) bool {
			if to.whole {
				return q == syntax.Leads && p.search(to.file, seen)
			}
			return p.gives(q, to.file, name, seen)
		})
	})
}

// gives reports whether a name that is imported from a file may come from a wanted module. A package's __init__.py hands on
// the names of many modules, of which few lead anywhere.
func (p *Project) gives(q syntax.Question, file, name string, seen map[string]bool) bool {
	f, err := p.source.Tree.Open(file)
	switch {
	case err != nil:
		return false
	case name == "*" || p.bindsItself(q, f, name):
		return p.search(file, seen)
	}
	return p.once(file+"\x00"+name+"\x00"+strconv.Itoa(int(q)), seen, func() bool {
		return slices.ContainsFunc(p.statements(f), func(s statement) bool {
			if s.from != "" && (slices.Contains(s.names, name) || slices.Contains(s.names, "*")) || s.from == "" && slices.ContainsFunc(s.names, func(n string) bool { return first(n) == name }) {
				return p.brings(q, file, statement{s.from, []string{name}}, seen)
			}
			return false
		})
	})
}

// bindsItself reports whether a text may bind a name in a way that matters to a question, other than by an import.
func (p *Project) bindsItself(q syntax.Question, f *source.File, name string) bool {
	key := way{q, f.Path, name}
	known, ok := p.lookups.ways[key]
	if !ok {
		known = q.Concerns(binds(f.Data, name)) || bytes.Contains(f.Data, []byte("__getattr__"))
		p.lookups.ways[key] = known
	}
	return known
}

// way is a question about a name in a file.
type way struct {
	syntax.Question
	file, name string
}

// first is the part of a dotted name that an import binds.
func first(dotted string) string {
	name, _, _ := strings.Cut(dotted, ".")
	return name
}

// binders are the words before a name that a text binds.
var binders = [][]byte{[]byte("def "), []byte("class "), []byte("as "), []byte("for "), []byte("type "), []byte("global ")}

// binds finds the ways in which a text may bind a name.
func binds(text []byte, name string) (w syntax.Ways) {
	for at := 0; ; {
		i := bytes.Index(text[at:], []byte(name))
		if i < 0 {
			return w
		}
		begin := at + i
		at = begin + len(name)
		if begin > 0 && syntax.IsWord(text[begin-1]) || at < len(text) && syntax.IsWord(text[at]) {
			continue
		}
		line := text[bytes.LastIndexByte(text[:begin], '\n')+1 : begin]
		if bytes.Count(line, []byte(`"`))%2 != 0 || bytes.Count(line, []byte("'"))%2 != 0 {
			continue // within a string
		}
		switch string(line) {
		case "def ", "async def ":
			w.Function = true
			continue
		case "class ":
			w.Class = true
			w.Derived = w.Derived || !bytes.HasPrefix(text[at:], []byte(":"))
			continue
		}
		before, after := text[max(0, begin-8):begin], text[at:]
		after, _, _ = bytes.Cut(bytes.TrimLeft(after, " \t"), []byte("\n"))
		if slices.ContainsFunc(binders, func(b []byte) bool { return bytes.HasSuffix(before, b) }) {
			w.Other = true
		}
		if len(after) > 0 && (after[0] == ':' || after[0] == '=' && !bytes.HasPrefix(after, []byte("==")) || after[0] == ',' && bytes.IndexByte(after, '=') > 0) {
			w.Other = true
		}
	}
}

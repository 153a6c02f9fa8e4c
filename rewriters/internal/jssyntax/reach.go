package jssyntax

import (
	"bytes"
	"regexp"
	"slices"

	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// imported is the module that a call brings: require('openai'), import('openai').
func imported(call syntax.Node) (string, bool) {
	for call.Is("await_expression", "parenthesized_expression") {
		call = call.NamedChild(0)
	}
	if !call.Is("call_expression") || !isImport(call.ChildByField("function")) {
		return "", false
	}
	return Text(Argument(call, 0))
}

// isImport reports whether a callee brings modules.
func isImport(fn syntax.Node) bool {
	return fn.Is("import") || fn.Is("identifier") && fn.Text() == "require"
}

// brings reports whether a name of a specifier is one of a package, or of a file of the project that may have it from one.
func (p *Project) brings(q syntax.Question, file, from, name string) bool {
	targets, local := p.targets(file, from)
	return !local || slices.ContainsFunc(targets, func(to string) bool { return p.gives(q, to, name, map[string]bool{}) })
}

// gives reports whether what a file exports under a name may come from a package. A barrel hands on the names of many files,
// of which few lead anywhere: a name that it does not spell itself is one of those that it exports whole.
func (p *Project) gives(q syntax.Question, file, name string, seen map[string]bool) bool {
	if name == "*" {
		return p.reaches(file)
	}
	if seen[file] {
		return false
	}
	seen[file] = true
	f, err := p.source.Tree.Open(file)
	if err != nil || !Speaks(f.Lang) {
		return false
	}
	b, ok := p.barrels[file]
	if !ok {
		b = handedOn(f.Data)
		p.barrels[file] = b
	}
	if w := binds(b.rest, name); w != (syntax.Ways{}) {
		return q.Concerns(w) && p.reaches(file)
	}
	if bytes.Contains(b.rest, []byte(name)) || bytes.Contains(b.rest, []byte("module.exports")) {
		return p.reaches(file)
	}
	return slices.ContainsFunc(b.handed, func(h handed) bool {
		if !h.all && !bytes.Contains(h.names, []byte(name)) {
			return false
		}
		targets, local := p.targets(file, h.from)
		return !local || slices.ContainsFunc(targets, func(to string) bool {
			if h.all {
				return p.gives(q, to, name, seen)
			}
			return p.reaches(to)
		})
	})
}

// barrel is a file's text as its exports see it: what it exports of other files, and the rest, which is what it defines and
// imports itself.
type barrel struct {
	handed []handed
	rest   []byte
}

// mayGive reports whether what a specifier stands for may export a name: a file of the project that neither spells the name
// nor exports all of another does not, and is not parsed for that.
func (p *Project) mayGive(file, from, name string) bool {
	targets, local := p.targets(file, from)
	return !local || len(targets) == 0 || slices.ContainsFunc(targets, func(to string) bool {
		f, err := p.source.Tree.Open(to)
		return err == nil && (bytes.Contains(f.Data, []byte(name)) || bytes.Contains(f.Data, []byte("export *")) || bytes.Contains(f.Data, []byte("exports")))
	})
}

// handed is what a file exports of another: all of it, or the names between braces.
type handed struct {
	all   bool
	names []byte
	from  string
}

// handsOn matches the exports of a file that name another.
//
//	Have: export * from './client'; export { createClient as make, type Client } from "./client.js"
var handsOn = regexp.MustCompile(`export\s+(?:type\s+)?(?:(\*)|\{([^{}]*)\})\s*from\s*['"]([^'"\n]+)['"]`)

// handedOn takes the exports of other files out of a text.
func handedOn(text []byte) (b barrel) {
	at := 0
	for _, m := range handsOn.FindAllSubmatchIndex(text, -1) {
		h := handed{all: m[2] >= 0, from: string(text[m[6]:m[7]])}
		if !h.all {
			h.names = text[m[4]:m[5]]
		}
		b.handed = append(b.handed, h)
		b.rest = append(b.rest, text[at:m[0]]...)
		at = m[1]
	}
	if at == 0 {
		return barrel{rest: text}
	}
	b.rest = append(b.rest, text[at:]...)
	return b
}

// reaches reports whether a package may come into a file through its imports, directly or through other files.
func (p *Project) reaches(file string) bool {
	seen := map[string]bool{}
	found := p.reach(file, seen)
	for f := range seen {
		if !found || f == file {
			p.reached[f] = found
		}
	}
	return found
}

func (p *Project) reach(file string, seen map[string]bool) bool {
	if known, ok := p.reached[file]; ok || seen[file] {
		return known
	}
	seen[file] = true
	f, err := p.source.Tree.Open(file)
	if err != nil || !Speaks(f.Lang) {
		return false
	}
	if p.options.Leads(f.Data) {
		return true
	}
	for _, from := range specifiers(f.Data) {
		targets, _ := p.targets(file, from)
		if slices.ContainsFunc(targets, func(to string) bool { return p.reach(to, seen) }) {
			return true
		}
	}
	return false
}

// targets are the files of the tree that a specifier may mean; local says that it means no package.
func (p *Project) targets(file, from string) ([]string, bool) {
	key := specifier{file, from}
	known, ok := p.meant[key]
	if !ok {
		known.files, known.local = p.findTargets(file, from)
		p.meant[key] = known
	}
	return known.files, known.local
}

// aims are the files that a specifier may mean.
type aims struct {
	files []string
	local bool
}

func (p *Project) findTargets(file, from string) (out []string, local bool) {
	at, inside := p.places(file, from), false
	if dir, ok := p.workspaces()[from]; ok {
		at, inside = append(at, p.entries(dir)...), true
	}
	for _, a := range at {
		out = append(out, p.existing(a)...)
	}
	out = slices.DeleteFunc(out, func(to string) bool { return to == file })
	return out, inside || len(out) > 0 || isLocal(from)
}

// specifiers are the strings of a text that stand where imports and exports name a module.
func specifiers(text []byte) (out []string) {
	for at := 0; ; {
		i := bytes.IndexAny(text[at:], "'\"`")
		if i < 0 {
			return out
		}
		at += i + 1
		before := bytes.TrimRight(text[max(0, at-64):at-1], " \t\r\n(")
		end := bytes.IndexByte(text[at:], text[at-1])
		if end > 0 && slices.ContainsFunc([]string{"from", "import", "require"}, func(word string) bool { return bytes.HasSuffix(before, []byte(word)) }) {
			out = append(out, string(text[at:at+end]))
		}
	}
}

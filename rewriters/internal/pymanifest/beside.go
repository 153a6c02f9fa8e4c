package pymanifest

import (
	"path"
	"regexp"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/lockfile"
)

// Named reports whether a manifest of the project at root, or of those above it, names a package, with or without versions.
func Named(tree *source.Tree, root, name string) bool {
	if v, _ := lockfile.Nearest(tree, root, lockfile.Python, name); v != "" {
		return true
	}
	_, _, ok := named(tree, root, name, func(string) bool { return true })
	return ok
}

// Beside returns the manifest, of those that people write, which names a package, where it does so, and the edit that names
// another in the same way beside it. It is false where no such manifest names the package.
//
//	Have: llama-index-llms-openai>=0.3 -> the same, and a line llama-index-llms-openai-like
func Beside(tree *source.Tree, root, name, other string) (f *source.File, at edit.Edit, ok bool) {
	f, m, ok := named(tree, root, name, written)
	if !ok {
		return nil, edit.Edit{}, false
	}
	line := m.line
	start, text := m.start, f.Newline()+other
	indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
	end := start + len(strings.TrimRight(line, "\r\n"))
	switch {
	case inQuotes(line, m.from): // an entry of a list
		q := line[m.from-1 : m.from]
		end = start + m.to + strings.Index(line[m.to:], q) + 1
		if text = ", " + q + other + q; strings.TrimSpace(line[:m.from-1]) == "" {
			text = "," + f.Newline() + indent + q + other + q
		}
	case path.Ext(f.Path) == ".toml", path.Base(f.Path) == "Pipfile": // a key of a table
		text += ` = "*"`
	case !strings.HasSuffix(f.Path, ".txt") && !strings.HasSuffix(f.Path, ".in"):
		return nil, edit.Edit{}, false
	}
	return f, edit.Edit{Start: end, End: end, New: text, Node: "requirement " + other}, true
}

// written reports whether people write manifests of a name, and an entry can be added to them.
func written(name string) bool {
	base := path.Base(name)
	return base == "pyproject.toml" || base == "Pipfile" || strings.HasSuffix(base, ".txt") && !strings.Contains(base, "constraints") || strings.HasSuffix(base, ".in")
}

// mention is a line that names a package, and where in it the name stands.
type mention struct {
	line            string
	start, from, to int
}

func named(tree *source.Tree, root, name string, kind func(string) bool) (*source.File, mention, bool) {
	form := regexp.MustCompile(`(?:^|[\s"'])(` + spelt(name) + `)(?:$|[\s"'\[<>=!~^;,@])`)
	for dir := root; ; dir = path.Dir(dir) {
		for _, k := range kinds {
			for _, p := range files(tree, dir, k) {
				if f, err := tree.Open(p); err == nil && kind(p) {
					if m, ok := find(string(f.Data), form); ok {
						return f, m, true
					}
				}
			}
		}
		if dir == "." {
			return nil, mention{}, false
		}
	}
}

// find looks for the first line in which a form names something.
func find(text string, form *regexp.Regexp) (mention, bool) {
	at := 0
	for line := range strings.Lines(text) {
		code, _, _ := strings.Cut(line, "#")
		if m := form.FindStringSubmatchIndex(code); m != nil {
			return mention{line, at, m[2], m[3]}, true
		}
		at += len(line)
	}
	return mention{}, false
}

// inQuotes reports whether what begins at an offset of a line is quoted.
func inQuotes(line string, from int) bool {
	return from > 0 && strings.ContainsAny(line[from-1:from], `"'`)
}

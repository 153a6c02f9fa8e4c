// Package lockfile says which version of a package the lockfiles of package managers hold.
//
// Lockfiles are large and are asked for a few names each, so they are searched and not decoded: the lines that spell the
// name are found first, and the format's pattern is tried on those. What was found is remembered with the tree, because
// many rewriters ask the same.
package lockfile

import (
	"iter"
	"path"
	"regexp"
	"strings"

	"github.com/openai-migrate/migrate/pkg/source"
)

// Format is a kind of lockfile: its file's name, and the pattern that holds a package's version, with NAME for the
// package. The pattern begins on the line that spells the name.
type Format struct {
	file    string
	pattern string
	loose   bool // the case of names and the kind of their dashes do not matter
}

const tables = `(?m)^name = "NAME"\s*\nversion = "([^"]+)"` // uv, poetry, pdm, Cargo

// The lockfiles of the languages' package managers, the surest first.
var (
	Python = []Format{
		{"uv.lock", tables, true}, {"poetry.lock", tables, true}, {"pdm.lock", tables, true},
		{"Pipfile.lock", `"NAME":\s*\{[^{}]*?"version":\s*"==([^"]+)"`, true},
	}
	Node = []Format{
		{"package-lock.json", `"(?:node_modules/)?NAME":\s*\{\s*"version":\s*"([^"]+)"`, false},
		{"yarn.lock", `(?m)^"?NAME@[^\n]*:\s*\n\s+version:?\s+"?([^"\s]+)`, false},
		{"pnpm-lock.yaml", `(?m)^\s+['"]?/?NAME[@/]([0-9][^:('"_\s]*)`, false},
		{"bun.lock", `"NAME":\s*\["NAME@([^"]+)"`, false},
	}
	Cargo    = []Format{{"Cargo.lock", tables, false}}
	Composer = []Format{{"composer.lock", `"name":\s*"NAME",\s*"version":\s*"([^"]+)"`, false}}
	Bundler  = []Format{{"Gemfile.lock", `(?m)^    NAME \(([^)\n]+)\)`, false}}
	SwiftPM  = []Format{{"Package.resolved", `(?s)"location"\s*:\s*"https://github\.com/NAME(?:\.git)?".*?"version"\s*:\s*"([^"]+)"`, false}}
	Pub      = []Format{{"pubspec.lock", `(?ms)^  NAME:\n(?:    [^\n]*\n|      [^\n]*\n)*?    version: "([^"]+)"`, false}}
)

// Version returns the version of a package that a lockfile in a directory holds, and that lockfile's path; empty where none
// does. A lockfile that is too large to be read, or not there, holds nothing.
func Version(tree *source.Tree, dir string, formats []Format, pkg string) (version, file string) {
	for _, f := range formats {
		p := path.Join(dir, f.file)
		if !tree.Exists(p) {
			continue
		}
		if v := f.open(tree, p, pkg); v != "" {
			return v, p
		}
	}
	return "", ""
}

// Nearest is [Version] for the nearest directory that has an answer: the given one, or one above it.
func Nearest(tree *source.Tree, dir string, formats []Format, pkg string) (version, file string) {
	for ; ; dir = path.Dir(dir) {
		if v, p := Version(tree, dir, formats, pkg); v != "" || dir == "." || dir == "/" {
			return v, p
		}
	}
}

// asked is the key of an answer.
type asked struct{ file, pkg string }

func (f Format) open(tree *source.Tree, p, pkg string) string {
	return tree.Memo(asked{p, pkg}, func() any {
		text, err := tree.Open(p)
		if err != nil {
			return ""
		}
		return f.find(text.Data, pkg)
	}).(string)
}

// window is how far after a name its version may stand: hashes and sources come between them in some formats.
const window = 16 << 10

// find returns the version that a lockfile's text has for a package; empty for none.
func (f Format) find(text []byte, pkg string) string {
	name := regexp.QuoteMeta(pkg)
	if f.loose {
		name = "(?i:" + strings.ReplaceAll(name, "-", "[-_.]") + ")"
	}
	pattern := regexp.MustCompile(strings.ReplaceAll(f.pattern, "NAME", name))
	for start, end := range lines(text, f.stem(pkg)) {
		part := text[start:min(end+window, len(text))]
		if m := pattern.FindSubmatchIndex(part); m != nil && m[0] <= end-start {
			return string(part[m[2]:m[3]])
		}
	}
	return ""
}

// stem is the part of a name that is spelled the same everywhere, but for its case.
func (f Format) stem(pkg string) string {
	if f.loose {
		pkg, _, _ = strings.Cut(pkg, "-")
	}
	return strings.ToLower(pkg)
}

// lines returns where the lines that spell a word begin and end; all of them where the word is too short to look for.
func lines(text []byte, word string) iter.Seq2[int, int] {
	if len(word) < 3 {
		return func(yield func(start, end int) bool) { yield(0, len(text)) }
	}
	return source.NewWords(word).Spans(text)
}

package source

import (
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// ignoreTree are the files on which git's reading of a .gitignore and ours are compared.
var ignoreTree = []string{
	"a", "a.log", "b.dat", "foo", "foo.d/a", "foo.d/b.dat", "sub/a", "sub/foo", "sub/a.log", "sub/deep/a", "sub/deep/foo/b.dat",
	"sub/deep/foo/a.log", "x/foo/a", "x/y/foo/b.dat", "x/y/z/a", "{a}", "sp ace", "#hash", "!bang", "[b]", "back\\slash", "end ",
}

func TestIgnoreIsGits(t *testing.T) {
	pair := newIgnorePair(t)
	for _, text := range []string{
		"", "a", "/a", "a/", "foo", "foo/", "/foo", "*.log", "*.log\n!sub/a.log", "sub/", "sub/*\n!sub/deep", "sub/**\n!sub/deep/", "**/foo",
		"foo/**", "x/**/a", "x/**", "**/y/**", "/x/*/foo", "x/y", "sub/deep/foo", "deep/foo", "**", "*", "*\n!*/\n!*.dat", "?", "[ab]",
		"[!a]", "[^a]", "[a-z].dat", "{a}", "{a,foo}", "\\{a}", "sp ace", "a   ", "end\\ ", "end ", "#hash", "\\#hash", "!bang", "\\!bang", "\\[b\\]", "[b",
		"back\\\\slash", "foo.d", "foo*", "f**o", "a.log\r\n", "/", "//", "!", "***", "x/***/a", "sub/deep/", "\ufeffa", "x/*\n!x/y\nx/y/*\n!x/y/z",
		"/**/a", "**/", "*/a", "/*", "/*\n!/sub", "foo?d", "foo[.]d", "b.tx[t]", "[]b]", "[a-]", "*.t*t", "/foo.d/*.dat", "foo.d/b.*",
	} {
		pair.compare(t, map[string]string{".gitignore": text})
	}
	pair.compare(t, map[string]string{".gitignore": "*.log\n/x", "sub/.gitignore": "!a.log\n/foo\ndeep/foo/", "sub/deep/.gitignore": "!foo\n"})
	pair.compare(t, map[string]string{".gitignore": "foo\n", "x/.gitignore": "!foo\n", "x/y/.gitignore": "foo/b.dat\n"})
}

func TestIgnoreIsGitsOnRandomRules(t *testing.T) {
	pair := newIgnorePair(t)
	r := rand.New(rand.NewPCG(1, 2))
	parts := []string{"a", "foo", "*", "**", "sub", "x", "?", "*.log", "deep", "b.dat", "f*", "[ab]", "y"}
	for range 200 {
		var lines []string
		for range 1 + r.IntN(4) {
			var elems []string
			for range 1 + r.IntN(3) {
				elems = append(elems, parts[r.IntN(len(parts))])
			}
			line := []string{"", "", "!"}[r.IntN(3)] + []string{"", "/"}[r.IntN(2)] + strings.Join(elems, "/") + []string{"", "", "/"}[r.IntN(3)]
			lines = append(lines, line)
		}
		pair.compare(t, map[string]string{".gitignore": strings.Join(lines, "\n")})
	}
}

// ignorePair is one tree twice: as a checkout, and without git.
type ignorePair struct{ checkout, plain string }

func newIgnorePair(t *testing.T) ignorePair {
	t.Helper()
	if filepath.Separator != '/' {
		t.Skip("needs file names that Windows refuses")
	}
	pair := ignorePair{t.TempDir(), t.TempDir()}
	for _, p := range ignoreTree {
		put(t, pair.checkout, p, "openai")
		put(t, pair.plain, p, "openai")
	}
	runGit(t, pair.checkout, "init", "-q")
	return pair
}

// compare checks that a walk without git's help looks at the files that git lists.
func (pair ignorePair) compare(t *testing.T, rules map[string]string) {
	t.Helper()
	for name, text := range rules {
		put(t, pair.checkout, name, text)
		put(t, pair.plain, name, text)
	}
	var git []string
	for p := range strings.SplitSeq(runGit(t, pair.checkout, "ls-files", "-o", "-z", "--exclude-standard"), "\x00") {
		if p != "" && filepath.Base(p) != ".gitignore" {
			git = append(git, p)
		}
	}
	slices.Sort(git)
	ours := paths(mustWalk(t, pair.plain, Options{Exclude: []string{".gitignore"}}))
	if d := cmp.Diff(git, append([]string(nil), ours...)); d != "" {
		t.Errorf("rules %q (-git +ours):\n%s", rules, d)
	}
}

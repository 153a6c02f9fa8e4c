package source

import (
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// ignore holds the rules of one .gitignore file and leads to those of the directories above. Where git can be asked, it
// is asked; this is for trees outside a checkout and for machines without git.
type ignore struct {
	above *ignore
	dir   string // slash path of the file's directory, from the checkout's root or the walk's
	rules []glob
}

// ignored reports whether the rules leave out p. The innermost file decides, and in it the last rule that matches.
func (ig *ignore) ignored(p string, isDir bool) bool {
	base := path.Base(p)
	for ; ig != nil; ig = ig.above {
		rel := ig.relative(p)
		for i := len(ig.rules) - 1; i >= 0; i-- {
			if r := &ig.rules[i]; r.match(rel, base, isDir) {
				return !r.negate
			}
		}
	}
	return false
}

// relative returns p as seen from the directory of the rules.
func (ig *ignore) relative(p string) string {
	if ig.dir == "." {
		return p
	}
	return strings.TrimPrefix(p, ig.dir+"/")
}

// below returns the rules that hold in dir, whose .gitignore is read if there is one.
func (ig *ignore) below(dir string, text []byte) *ignore {
	rules := parseIgnore(string(text))
	if len(rules) == 0 {
		return ig
	}
	return &ignore{above: ig, dir: dir, rules: rules}
}

// parseIgnore reads the text of a .gitignore file. A pattern that git would not accept matches nothing.
func parseIgnore(text string) []glob {
	var rules []glob
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		line = trimIgnore(strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r"))
		if line == "" || line[0] == '#' {
			continue
		}
		negate := line[0] == '!'
		if negate {
			line = line[1:]
		}
		if line == "" || line == "/" {
			continue
		}
		g := newGlob(fromGit(line))
		if g.negate = negate; doublestar.ValidatePattern(g.pattern) {
			rules = append(rules, g)
		}
	}
	return rules
}

// fromGit spells a pattern of git's for doublestar: braces mean themselves, and three stars are no more than two.
func fromGit(pattern string) string {
	var b strings.Builder
	for i := 0; i < len(pattern); i++ {
		c := pattern[i]
		switch {
		case c == '\\' && i+1 < len(pattern):
			b.WriteByte(c)
			i++
			b.WriteByte(pattern[i])
		case c == '{', c == '}':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c == '*' && strings.HasSuffix(pattern[:i], "**"):
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// trimIgnore takes off spaces at the end of a line, but not an escaped one.
func trimIgnore(line string) string {
	for strings.HasSuffix(line, " ") && !strings.HasSuffix(line, `\ `) {
		line = line[:len(line)-1]
	}
	return line
}

// ignoreAbove returns the rules that hold in dir because of what lies above it: the info/exclude and the .gitignore
// files of its checkout, or those from top on where there is no checkout. Their paths, and all paths asked of them, are
// relative to the checkout's root; prefix is the way from there to dir.
func ignoreAbove(top, dir string) (rules *ignore, prefix string) {
	root, ok := GitRoot(dir)
	if !ok {
		root = top
	}
	rel, err := filepath.Rel(root, dir)
	if err != nil {
		return nil, "."
	}
	prefix = filepath.ToSlash(rel)
	if text, err := os.ReadFile(filepath.Join(root, ".git", "info", "exclude")); err == nil {
		rules = rules.below(".", text)
	}
	for i, c := range prefix + "/" {
		if c != '/' || prefix == "." {
			continue
		}
		at := path.Dir(prefix[:i])
		if text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(at), ".gitignore")); err == nil {
			rules = rules.below(at, text)
		}
	}
	return rules, prefix
}

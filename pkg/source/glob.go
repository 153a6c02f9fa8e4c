package source

import (
	"fmt"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// glob is one pattern over slash paths, in the form that .gitignore made familiar: without a slash it matches a name at
// any depth, with one it is anchored, a slash at the end asks for a directory.
type glob struct {
	pattern string
	literal bool // no wildcard: compare
	name    bool // no slash: match the last element only
	dir     bool // directories only
	negate  bool
}

// match reports whether the pattern matches the relative path p, whose last element is base.
func (g *glob) match(p, base string, isDir bool) bool {
	if g.dir && !isDir {
		return false
	}
	if g.name {
		p = base
	}
	if g.literal {
		return p == g.pattern
	}
	if g.name && strings.HasPrefix(g.pattern, "*.") && !strings.ContainsAny(g.pattern[1:], `*?[{\`) {
		return strings.HasSuffix(base, g.pattern[1:])
	}
	return doublestar.MatchUnvalidated(g.pattern, p)
}

// newGlob reads a pattern whose sign and surrounding space are already taken off.
func newGlob(s string) glob {
	g := glob{}
	if strings.HasSuffix(s, "/") {
		g.dir, s = true, strings.TrimSuffix(s, "/")
	}
	g.name = !strings.Contains(s, "/")
	s = strings.TrimPrefix(s, "/")
	if strings.HasSuffix(s, "/**") {
		s += "/*" // what lies inside, and not the directory itself
	}
	g.pattern, g.literal = s, !strings.ContainsAny(s, `*?[{\`)
	return g
}

// globs is a list of patterns given by the user; a path is matched by any of them, or by one that matches a directory
// above it.
type globs []glob

func parseGlobs(what string, patterns []string) (globs, error) {
	var out globs
	for _, p := range patterns {
		if !doublestar.ValidatePattern(p) {
			return nil, fmt.Errorf("read %s pattern %q: syntax error", what, p)
		}
		out = append(out, newGlob(strings.TrimPrefix(p, "./")))
	}
	return out, nil
}

// match reports whether the file p, or a directory above it, is matched.
func (gs globs) match(p string) bool {
	if len(gs) == 0 {
		return false
	}
	for start, end := 0, 0; end < len(p); start = end + 1 {
		n := strings.IndexByte(p[start:], '/')
		isDir := n >= 0
		if end = start + n; !isDir {
			end = len(p)
		}
		for i := range gs {
			if gs[i].match(p[:end], p[start:end], isDir) {
				return true
			}
		}
	}
	return false
}

package source

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// selection is the part of the options that says whether a path is wanted.
type selection struct {
	paths            []string // clean, none within another
	include, exclude globs
	noIgnore         bool
}

func newSelection(o Options) (*selection, error) {
	s := &selection{noIgnore: o.NoIgnore}
	var err error
	if s.include, err = parseGlobs("include", o.Include); err != nil {
		return nil, err
	}
	if s.exclude, err = parseGlobs("exclude", o.Exclude); err != nil {
		return nil, err
	}
	for _, p := range o.Paths {
		clean := path.Clean(filepath.ToSlash(p))
		if path.IsAbs(clean) || filepath.IsAbs(p) || clean == ".." || strings.HasPrefix(clean, "../") {
			return nil, fmt.Errorf("read path %s: not below the root", p)
		}
		s.paths = append(s.paths, clean)
	}
	if len(s.paths) == 0 {
		s.paths = []string{"."}
	}
	slices.Sort(s.paths)
	s.paths = slices.Compact(s.paths)
	all := s.paths
	s.paths = slices.DeleteFunc(slices.Clone(all), func(p string) bool {
		return slices.ContainsFunc(all, func(dir string) bool { return dir != p && Within(p, dir) })
	})
	return s, nil
}

// selected reports whether a file passes the patterns.
func (s *selection) selected(p string) bool {
	return (len(s.include) == 0 || s.include.match(p)) && !s.exclude.match(p)
}

// installed are names of directories that a package manager fills.
var installed = []string{"node_modules", "bower_components", "site-packages"}

// private reports whether a directory belongs to a version control system or to migrate itself.
func private(name string) bool {
	return name == ".git" || name == ".hg" || name == ".svn" || name == ".jj" || name == ".migrate"
}

// barred returns the topmost directory of dir's path that is not entered, and whether it is worth a Skip. Those that
// were named in the options, or in which something was named, are entered.
func (s *selection) barred(dir string) (at string, listed, barred bool) {
	for start := 0; start < len(dir); {
		end := len(dir)
		if n := strings.IndexByte(dir[start:], '/'); n >= 0 {
			end = start + n
		}
		name, at := dir[start:end], dir[:end]
		if private(name) {
			return at, false, true
		}
		if !s.noIgnore && slices.Contains(installed, name) && !s.names(at) {
			return at, true, true
		}
		start = end + 1
	}
	return "", false, false
}

// names reports whether one of the named paths is dir or lies below it.
func (s *selection) names(dir string) bool {
	return slices.ContainsFunc(s.paths, func(p string) bool { return Within(p, dir) })
}

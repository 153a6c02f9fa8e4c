package jssyntax

import (
	"encoding/json"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/openai-migrate/migrate/rewriters/internal/lockfile"
)

// Version returns the version of a package that a directory's code is built with: that of the lockfile of npm, pnpm, yarn
// or bun, else the lowest that package.json allows. It is false where neither says one.
func (p *Project) Version(dir, pkg string) ([3]int, bool) {
	if v, _ := lockfile.Nearest(p.source.Tree, dir, lockfile.Node, pkg); v != "" {
		return parseVersion(v)
	}
	for at := dir; ; at = path.Dir(at) {
		if v, ok := p.wanted(at, pkg); ok {
			return v, true
		}
		if at == "." || at == "/" {
			return [3]int{}, false
		}
	}
}

var semver = regexp.MustCompile(`(\d+)\.(\d+|x|\*)(?:\.(\d+|x|\*))?`)

func parseVersion(text string) ([3]int, bool) {
	if strings.Contains(text, ":") && !strings.HasPrefix(text, "npm:") {
		return [3]int{}, false
	}
	m := semver.FindStringSubmatch(text)
	if m == nil {
		n, err := strconv.Atoi(strings.Trim(text, "^~>=v "))
		return [3]int{n}, err == nil
	}
	var out [3]int
	for i := range out {
		out[i], _ = strconv.Atoi(m[i+1])
	}
	return out, true
}

// wanted reads the range in package.json.
func (p *Project) wanted(dir, pkg string) ([3]int, bool) {
	f, err := p.source.Tree.Open(path.Join(dir, "package.json"))
	if err != nil {
		return [3]int{}, false
	}
	var raw struct {
		Dependencies, DevDependencies, PeerDependencies map[string]string
	}
	if json.Unmarshal(f.Data, &raw) != nil {
		return [3]int{}, false
	}
	for _, list := range []map[string]string{raw.Dependencies, raw.DevDependencies, raw.PeerDependencies} {
		if text, ok := list[pkg]; ok {
			return parseVersion(text)
		}
	}
	return [3]int{}, false
}

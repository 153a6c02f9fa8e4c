package manifest

import (
	"path"
	"regexp"
	"strings"

	"github.com/openai-migrate/migrate/pkg/source"
)

// lock is a lockfile: its name and the pattern that holds a package's version, with NAME for the package.
type lock struct {
	name    string
	pattern string
}

const (
	tables    = `(?m)^name = "NAME"\s*\nversion = "([^"]+)"`         // uv, poetry, pdm, Cargo
	pipObject = `"NAME":\s*\{[^{}]*?"version":\s*"==([^"]+)"`        // Pipfile.lock
	npmObject = `"node_modules/NAME":\s*\{\s*"version":\s*"([^"]+)"` // package-lock.json, version 2 on
	npmOld    = `(?m)^    "NAME":\s*\{\s*"version":\s*"([^"]+)"`     // package-lock.json, version 1
	yarn      = `(?m)^"?NAME@[^\n]*:\s*\n\s+version:? "?([^"\s]+)"?` // yarn 1 and later
	pnpm      = `(?m)^\s+['"]?/?NAME[@/]([0-9][^:('"\s]*)`           // pnpm
	bun       = `"NAME":\s*\["NAME@([^"]+)"`                         // bun.lock
	phpObject = `"name":\s*"NAME",\s*"version":\s*"([^"]+)"`         // composer.lock
	bundled   = `(?m)^    NAME \(([^)\n]+)\)`                        // Gemfile.lock
	resolved  = `(?s)"location"\s*:\s*"https://github\.com/NAME(?:\.git)?".*?"version"\s*:\s*"([^"]+)"`
	pubbed    = `(?ms)^  NAME:\n(?:    [^\n]*\n|      [^\n]*\n)*?    version: "([^"]+)"`
)

var (
	pythonLocks = []lock{{"uv.lock", tables}, {"poetry.lock", tables}, {"pdm.lock", tables}, {"Pipfile.lock", pipObject}}
	nodeLocks   = []lock{{"package-lock.json", npmObject}, {"package-lock.json", npmOld}, {"yarn.lock", yarn}, {"pnpm-lock.yaml", pnpm}, {"bun.lock", bun}}
)

// locked returns the version of a package that a lockfile beside a manifest has, or one above it, and the lockfile's name.
// A lockfile that is too large to be read, or not there, gives nothing.
func (m *form) locked(tree *source.Tree, manifest, name string) (version, from string) {
	for dir := path.Dir(manifest); ; dir = path.Dir(dir) {
		for _, l := range m.locks {
			p := path.Join(dir, l.name)
			if !tree.Exists(p) {
				continue
			}
			if f, err := tree.Open(p); err == nil {
				if v := l.version(f.Data, m.eco, name); v != "" {
					return v, l.name
				}
			}
		}
		if dir == "." || dir == "/" {
			return "", ""
		}
	}
}

func (l lock) version(data []byte, e eco, name string) string {
	spelled := regexp.QuoteMeta(name)
	if e == pypi {
		spelled = "(?i:" + strings.ReplaceAll(spelled, "-", "[-_.]") + ")"
	}
	m := regexp.MustCompile(strings.ReplaceAll(l.pattern, "NAME", spelled)).FindSubmatch(data)
	if m == nil {
		return ""
	}
	return string(m[1])
}

// Package pymanifest says which versions of a Python package a project may have.
//
// A project names them in many places: locks (poetry, uv, pdm, Pipfile), lists for pip and pip-tools, pyproject.toml,
// setup.py and setup.cfg, Pipfile, conda's environment.yml, and `%pip install` in a notebook. All of them write a name and
// a range of versions near it, so that is what is read: the first manifest that bounds the package counts, the surest kind
// and the nearest directory first. What a range leaves open stays open.
package pymanifest

import (
	"bytes"
	"cmp"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/lockfile"
)

// Bounds are the versions of a package that a manifest allows: from Low on, below High. Empty ones are open. From is the
// manifest's path; empty where none names the package.
type Bounds struct {
	Low, High string
	From      string
}

// Before reports whether only versions before v are allowed.
func (b Bounds) Before(v string) bool { return b.High != "" && compare(b.High, v) <= 0 }

// Since reports whether only v and later versions are allowed.
func (b Bounds) Since(v string) bool { return b.Low != "" && compare(b.Low, v) >= 0 }

func (b Bounds) closed() bool { return b.Low != "" || b.High != "" }

// kinds are the manifests, the surest kind first; a name may hold wildcards. Lockfiles come before them.
var kinds = []string{
	"*constraints*.txt", "*requirements*.txt", "*requirements*.in", "pyproject.toml", "Pipfile", "environment.yml",
	"environment.yaml", "setup.cfg", "setup.py",
}

// Of returns the bounds of a package for the project at root: from the manifests of its directory, else from those above.
func Of(tree *source.Tree, root, name string) Bounds {
	for dir := root; ; dir = path.Dir(dir) {
		if v, lock := lockfile.Version(tree, dir, lockfile.Python, name); v != "" {
			b := exactly(v)
			b.From = lock
			return b
		}
		for _, kind := range kinds {
			for _, p := range files(tree, dir, kind) {
				if b := read(tree, p, name); b.closed() {
					return b
				}
			}
		}
		if dir == "." {
			return Bounds{}
		}
	}
}

// files returns the manifests of a kind in a directory, and below it in a folder for them. The tree cannot be listed, but
// it has kept the lists of packages that name what a rewriter looks for.
func files(tree *source.Tree, dir, name string) []string {
	plain := source.Join(dir, strings.ReplaceAll(name, "*", ""))
	var out []string
	if tree.Exists(plain) {
		out = append(out, plain)
	}
	for _, f := range tree.Files {
		base, in := below(f.Path, dir)
		base, deeper := strings.CutPrefix(base, "requirements/")
		if !in || strings.Contains(base, "/") || f.Path == plain {
			continue
		}
		if ok, _ := path.Match(name, base); ok || deeper && strings.HasPrefix(name, "*requirements") {
			out = append(out, f.Path)
		}
	}
	return out
}

// below returns a path relative to a directory that it lies in.
func below(p, dir string) (rest string, ok bool) {
	if dir == "." {
		return p, true
	}
	rest, ok = strings.CutPrefix(p, dir)
	return strings.TrimPrefix(rest, "/"), ok && strings.HasPrefix(rest, "/")
}

func read(tree *source.Tree, p, name string) Bounds {
	f, err := tree.Open(p)
	if err != nil {
		return Bounds{}
	}
	b := Find(string(f.Data), name)
	b.From = p
	return b
}

// spelt matches a package's name as people write it: case and kind of dash do not matter.
func spelt(name string) string {
	return "(?i:" + strings.ReplaceAll(regexp.QuoteMeta(name), "-", "[-_.]") + ")"
}

// Find returns the bounds that a text gives a package, in any of the ways of writing a requirement:
//
//	Have: openai==0.28.1; openai[datalib] >=1.2,<2 ; openai = "^1.0"; openai = {version = "~0.27"}; - openai=0.28
func Find(text, name string) Bounds {
	form := regexp.MustCompile(`(?m)(?:^|[\s"',;=\[({])` + spelt(name) + `(?:\[[^\]\n]*\])?["']?\s*(?:=\s*\{\s*(?:[^}\n]*,\s*)?version)?\s*=?\s*["'(]?\s*((?:[<>=!~^]{1,3}\s*)?v?\d[\w.*]*(?:\s*,\s*[<>=!~^]{1,3}\s*v?\d[\w.*]*)*)`)
	for line := range strings.Lines(text) {
		code, _, _ := strings.Cut(line, " #")
		if strings.HasPrefix(strings.TrimSpace(code), "#") {
			continue
		}
		if m := form.FindStringSubmatchIndex(code); m != nil {
			// the sign may have been taken for the assignment of TOML
			spec := code[m[2]:m[3]]
			if eq := strings.TrimRight(code[:m[2]], " \t"); strings.HasSuffix(eq, "=") && '0' <= spec[0] && spec[0] <= '9' {
				spec = "==" + spec
			}
			if b := Range(spec); b.closed() {
				return b
			}
		}
	}
	return Bounds{}
}

var clause = regexp.MustCompile(`^([<>=!~^]*)\s*v?([\w.*]+)$`)

// Range returns the bounds of a list of version clauses, in the terms of pip, poetry or conda.
func Range(spec string) Bounds {
	var b Bounds
	for part := range strings.SplitSeq(spec, ",") {
		m := clause.FindStringSubmatch(strings.TrimSpace(part))
		if m == nil {
			continue
		}
		c := bounds(m[1], strings.TrimSuffix(strings.TrimSuffix(m[2], "*"), "."), strings.HasSuffix(m[2], "*"))
		if c.Low != "" && (b.Low == "" || compare(c.Low, b.Low) > 0) {
			b.Low = c.Low
		}
		if c.High != "" && (b.High == "" || compare(c.High, b.High) < 0) {
			b.High = c.High
		}
	}
	return b
}

// bounds are those of one clause.
func bounds(op, v string, wild bool) Bounds {
	n := len(numbers(v))
	switch op {
	case "", "=", "==", "===":
		if wild {
			return Bounds{Low: v, High: next(v, n-1)}
		}
		return exactly(v)
	case ">=", ">":
		return Bounds{Low: v}
	case "<":
		return Bounds{High: v}
	case "<=":
		return Bounds{High: v + ".0.1"}
	case "~=":
		return Bounds{Low: v, High: next(v, max(n-2, 0))}
	case "~":
		return Bounds{Low: v, High: next(v, min(n-1, 1))}
	case "^":
		first := slices.IndexFunc(numbers(v), func(x int) bool { return x > 0 })
		return Bounds{Low: v, High: next(v, max(first, 0))}
	}
	return Bounds{}
}

// exactly allows one version only.
func exactly(v string) Bounds { return Bounds{Low: v, High: v + ".0.1"} }

// next is the version with one of its numbers raised and the rest cut off.
func next(v string, at int) string {
	list := numbers(v)
	for len(list) <= at {
		list = append(list, 0)
	}
	list = list[:at+1]
	list[at]++
	var out []string
	for _, x := range list {
		out = append(out, strconv.Itoa(x))
	}
	return strings.Join(out, ".")
}

// numbers are the parts of a version up to what is no number: 1.0rc1 counts as 1.0.
func numbers(v string) []int {
	var out []int
	for part := range strings.SplitSeq(v, ".") {
		digits := part[:len(part)-len(strings.TrimLeft(part, "0123456789"))]
		x, err := strconv.Atoi(digits)
		if err != nil {
			break
		}
		out = append(out, x)
		if digits != part {
			break
		}
	}
	return out
}

// compare orders two versions; missing numbers are 0.
func compare(a, b string) int {
	x, y := numbers(a), numbers(b)
	for i := range max(len(x), len(y)) {
		if c := cmp.Compare(at(x, i), at(y, i)); c != 0 {
			return c
		}
	}
	return 0
}

func at(list []int, i int) int {
	if i < len(list) {
		return list[i]
	}
	return 0
}

// Have: 0#!pip install -q openai==0.28 tiktoken
var install = regexp.MustCompile(`(?m)^[^\S\n]*0#[!%]*\s*(?:\S+\s+-m\s+)?(?:pip3?|uv pip|conda|mamba)\s+install\b(?:.*\\\r?\n)*.*$`)

// Installed returns the bounds that the commands of a notebook give a package, as its program shows them.
func Installed(f *source.File, name string) Bounds {
	if !bytes.Contains(f.Data, []byte("0#")) {
		return Bounds{}
	}
	for _, command := range install.FindAllString(string(f.Data), -1) {
		if b := Find(strings.ReplaceAll(command, "\n#", "\n"), name); b.closed() {
			b.From = f.Path
			return b
		}
	}
	return Bounds{}
}

package gosdktest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"maps"
	"os"
	"os/exec"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// compiler type-checks small programs against what other modules export, as the go command compiled them.
type compiler struct {
	fset    *token.FileSet
	imports types.Importer
}

// own is the module path of cases without a go.mod.
const own = "example.com/app"

// compiler asks the go command once to compile what the cases import, at the given versions; nil where a module is missing.
func (s Suite) compiler(t *testing.T, modules []string, cases map[string]map[string][]byte) *compiler {
	t.Helper()
	if testing.Short() {
		return nil
	}
	dir := t.TempDir()
	mod := "module example.com/cases\n\ngo 1.26\n"
	for _, m := range modules {
		mod += "\nrequire " + m + "\n"
	}
	write(t, dir, map[string][]byte{"go.mod": []byte(mod)})
	args := append([]string{"list", "-e", "-export", "-deps", "-json=ImportPath,Export"}, imported(cases)...)
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOTOOLCHAIN=local", "GOWORK=off")
	if os.Getenv("MIGRATE_DOWNLOAD") == "" {
		cmd.Env = append(cmd.Env, "GOPROXY=off", "GOSUMDB=off")
	}
	out, err := cmd.Output()
	if err != nil {
		t.Logf("%s: %v", strings.Join(modules, ", "), err)
		return nil
	}
	exports := map[string]string{}
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct{ ImportPath, Export string }
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		exports[p.ImportPath] = p.Export
	}
	for _, m := range modules {
		name, _, _ := strings.Cut(m, " ")
		if !slices.ContainsFunc(slices.Collect(maps.Keys(exports)), func(p string) bool { return exports[p] != "" && strings.HasPrefix(p, name) }) {
			t.Logf("%s is not in the module cache, or no case imports it", m)
			return nil
		}
	}
	fset := token.NewFileSet()
	return &compiler{fset: fset, imports: importer.ForCompiler(fset, "gc", func(p string) (io.ReadCloser, error) {
		if exports[p] == "" {
			return nil, fmt.Errorf("no package %s", p)
		}
		return os.Open(exports[p])
	})}
}

// imported are the packages that the cases import, and those that a migration may add.
func imported(cases map[string]map[string][]byte) []string {
	all := map[string]bool{"os": true, "cmp": true}
	for _, files := range cases {
		for name, data := range files {
			f, err := parser.ParseFile(token.NewFileSet(), name, data, parser.ImportsOnly)
			if err != nil || !strings.HasSuffix(name, ".go") {
				continue
			}
			for _, s := range f.Imports {
				p := strings.Trim(s.Path.Value, "\"`")
				all[p] = true
				if dir, base := path.Split(p); strings.HasSuffix(dir, "openai-go/") || base == "openai-go" {
					all[p+"/option"] = true
				}
			}
		}
	}
	maps.DeleteFunc(all, func(p string, _ bool) bool {
		return strings.HasPrefix(p, own) || p == "C" || strings.Contains(p, "example.com/")
	})
	return slices.Sorted(maps.Keys(all))
}

var moduleLine = regexp.MustCompile(`(?m)^module\s+(\S+)`)

// check returns the first error that the type checker finds in a tree.
func (c *compiler) check(files map[string][]byte) error {
	b := &build{compiler: c, module: own, dirs: map[string]map[string][]*ast.File{}, done: map[string]*types.Package{}}
	if m := moduleLine.FindSubmatch(files["go.mod"]); m != nil {
		b.module = string(m[1])
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !strings.HasSuffix(name, ".go") {
			continue
		}
		f, err := parser.ParseFile(c.fset, name, files[name], parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		dir := path.Dir(name)
		if b.dirs[dir] == nil {
			b.dirs[dir] = map[string][]*ast.File{}
		}
		b.dirs[dir][f.Name.Name] = append(b.dirs[dir][f.Name.Name], f)
	}
	for _, dir := range slices.Sorted(maps.Keys(b.dirs)) {
		for _, name := range slices.Sorted(maps.Keys(b.dirs[dir])) {
			if _, err := b.pkg(dir, name); err != nil {
				return err
			}
		}
	}
	return nil
}

// build is one tree being checked: its packages by directory and name.
type build struct {
	*compiler
	module string
	dirs   map[string]map[string][]*ast.File
	done   map[string]*types.Package
}

func (b *build) pkg(dir, name string) (*types.Package, error) {
	key := path.Join(dir, name)
	if p := b.done[key]; p != nil {
		return p, nil
	}
	conf := &types.Config{Importer: b, GoVersion: "go1.26"}
	p, err := conf.Check(path.Join(b.module, dir), b.fset, b.dirs[dir][name], nil)
	if err == nil {
		b.done[key] = p
	}
	return p, err
}

// Import implements types.Importer: the tree's own packages from their source, others from what they export.
func (b *build) Import(p string) (*types.Package, error) {
	dir, mine := strings.CutPrefix(p, b.module)
	if !mine {
		return b.imports.Import(p)
	}
	dir = path.Join(".", dir)
	for name := range b.dirs[dir] {
		if !strings.HasSuffix(name, "_test") {
			return b.pkg(dir, name)
		}
	}
	return nil, fmt.Errorf("no package %s", p)
}

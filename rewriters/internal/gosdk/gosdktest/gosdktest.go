// Package gosdktest holds the golden cases of a Go SDK to the SDK itself.
//
// A case is a claim about code that uses an SDK, and a diff can read well and not compile. [Suite.Run] therefore takes every
// case through three tests: the golden harness; the comparison of what is found with the go command's help and without, since
// the gate compares a commit in memory with a tree on disk; and the compiler's own type checker with the real SDK, in every
// version that the suite names, for every set of changes that a person could accept. What compiled still does, and is as
// gofmt prints it where it was.
//
// Modules are taken from the module cache. Where they are missing the types are not checked and the test says so;
// MIGRATE_DOWNLOAD=1 fetches them (scripts/gosdks).
package gosdktest

import (
	"bytes"
	"context"
	"go/format"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/rewrite/rewritetest"
	"github.com/openai-migrate/migrate/pkg/scan"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/gosdk"
)

// Suite is one SDK's cases, and the module versions that they must compile with: each element is a set of modules that go
// together, such as "example.com/sdk v1.2.3".
type Suite struct {
	SDKs     []*gosdk.SDK
	Versions [][]string
	Sketches []string // cases that do not compile, on purpose
}

const pattern = "testdata/*.txtar"

// Run takes every case in testdata through the tests.
func (s Suite) Run(t *testing.T) {
	r := gosdk.New(s.SDKs...)
	cases := read(t)
	var options []rewritetest.Option
	compiled := map[string]bool{}
	for _, modules := range s.Versions {
		c := s.compiler(t, modules, cases)
		if c == nil {
			continue
		}
		options = append(options, rewritetest.Whole(c.check))
		for name, files := range cases {
			compiled[name] = compiled[name] || c.check(files) == nil
		}
	}
	t.Run("cases", func(t *testing.T) { rewritetest.Run(t, r, pattern, options...) })
	t.Run("modes", func(t *testing.T) { agree(t, r, cases) })
	t.Run("layout", func(t *testing.T) { clean(t, r, cases) })
	if len(options) < len(s.Versions) {
		t.Log("modules are missing, so that types are not checked; see scripts/gosdks")
		return
	}
	for name := range cases {
		if sketch := slices.Contains(s.Sketches, name); compiled[name] == sketch {
			t.Errorf("%s compiles: %v; is it a sketch: %v", name, compiled[name], sketch)
		}
	}
}

// read returns the input files of every case, by name.
func read(t *testing.T) map[string]map[string][]byte {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	out := map[string]map[string][]byte{}
	for _, p := range paths {
		a, err := txtar.ParseFile(p)
		if err != nil {
			t.Fatal(err)
		}
		files := map[string][]byte{}
		for _, f := range a.Files {
			if !slices.Contains([]string{"findings", "diff", "skipped"}, f.Name) {
				files[f.Name] = f.Data
			}
		}
		out[filepath.Base(p)] = files
	}
	return out
}

func look(t *testing.T, r *rewrite.Rewriter, tree *source.Tree, target *provider.Target) *scan.Result {
	t.Helper()
	result, err := scan.Run(context.Background(), tree, scan.Config{Rewriters: []*rewrite.Rewriter{r}, Target: target})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// agree compares what is found in a tree on disk, where the go command helps, with what is found in the same files in
// memory.
func agree(t *testing.T, r *rewrite.Rewriter, cases map[string]map[string][]byte) {
	for name, files := range cases {
		dir := t.TempDir()
		write(t, dir, files)
		tree, err := source.Walk(context.Background(), dir, source.Options{NoIgnore: true})
		if err != nil {
			t.Fatal(err)
		}
		var got [2][]string
		for i, tree := range []*source.Tree{source.FromMap(files), tree} {
			for _, f := range look(t, r, tree, nil).Findings {
				got[i] = append(got[i], f.File.Path+" "+f.Identity())
			}
		}
		if !slices.Equal(got[0], got[1]) {
			t.Errorf("%s in memory:\n%s\non disk:\n%s", name, strings.Join(got[0], "\n"), strings.Join(got[1], "\n"))
		}
	}
}

// clean migrates every case: what was as gofmt prints it still is.
func clean(t *testing.T, r *rewrite.Rewriter, cases map[string]map[string][]byte) {
	formatted := func(src []byte) bool {
		out, err := format.Source(src)
		return err == nil && bytes.Equal(out, src)
	}
	for name, files := range cases {
		tree := source.FromMap(files)
		p := plan.New(rewritetest.FixtureID, look(t, r, tree, rewritetest.Fixture()).Findings, i18n.EN)
		for _, path := range p.Paths(nil) {
			f := tree.Kept(path)
			edits, err := p.Edits(f, nil)
			if err != nil {
				t.Fatal(err)
			}
			after, err := edit.Apply(f.Raw(), edits)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(path, ".go") && formatted(f.Raw()) && !formatted(after) {
				t.Errorf("%s: %s is no longer as gofmt prints it:\n%s", name, path, after)
			}
		}
	}
}

func write(t *testing.T, dir string, files map[string][]byte) {
	t.Helper()
	for name, data := range files {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

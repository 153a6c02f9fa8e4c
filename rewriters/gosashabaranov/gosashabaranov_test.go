package gosashabaranov

import (
	"bytes"
	"context"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/rewrite/rewritetest"
	"github.com/openai-migrate/migrate/pkg/scan"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/gosdk"
)

// Rewriter knows this SDK alone.
var Rewriter = gosdk.New(SDK)

func TestCases(t *testing.T) { rewritetest.Run(t, Rewriter, "testdata/*.txtar") }

// cases returns the input files of every golden case, by name.
func cases(t testing.TB) map[string]map[string][]byte {
	t.Helper()
	paths, err := filepath.Glob("testdata/*.txtar")
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

func run1(t testing.TB, tree *source.Tree, target *provider.Target) *scan.Result {
	t.Helper()
	result, err := scan.Run(context.Background(), tree, scan.Config{Rewriters: []*rewrite.Rewriter{Rewriter}, Target: target})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// onDisk writes files to a directory and reads them back as a user's tree.
func onDisk(t testing.TB, files map[string][]byte) *source.Tree {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	tree, err := source.Walk(context.Background(), dir, source.Options{NoIgnore: true})
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// TestModesAgree compares what is found in a tree on disk, where the go command helps, with what is found in the same
// files in memory: the gate compares a commit with a work tree.
func TestModesAgree(t *testing.T) {
	for name, files := range cases(t) {
		t.Run(name, func(t *testing.T) {
			var got [2][]string
			for i, tree := range []*source.Tree{source.FromMap(files), onDisk(t, files)} {
				for _, f := range run1(t, tree, nil).Findings {
					got[i] = append(got[i], f.File.Path+" "+f.Identity())
				}
			}
			if !slices.Equal(got[0], got[1]) {
				t.Errorf("in memory:\n%s\non disk:\n%s", strings.Join(got[0], "\n"), strings.Join(got[1], "\n"))
			}
		})
	}
}

// TestBuilds compiles every case before and after its migration with the real SDK: what compiled still does, and is
// gofmt-clean where it was.
func TestBuilds(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles")
	}
	for name, files := range cases(t) {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			files["go.mod"] = []byte("module example.com/app\n\ngo 1.22\n\nrequire github.com/sashabaranov/go-openai v1.43.0\n")
			if out, err := build(t, dir, files); err != nil {
				if strings.Contains(out, "module lookup disabled") || strings.Contains(out, "missing go.sum") {
					t.Skip("go-openai is not in the module cache")
				}
				t.Skipf("does not compile as it is: %s", out)
			}
			after := migrated(t, files)
			for name, data := range after {
				if clean(files[name]) && !clean(data) {
					t.Errorf("%s is no longer as gofmt prints it:\n%s", name, data)
				}
			}
			if out, err := build(t, dir, after); err != nil {
				t.Errorf("no longer compiles: %s", out)
			}
		})
	}
}

// clean reports whether a Go file is as gofmt prints it.
func clean(src []byte) bool {
	out, err := format.Source(src)
	return err == nil && bytes.Equal(out, src)
}

// build compiles files in a directory, without linking, and returns what the go command says.
func build(t *testing.T, dir string, files map[string][]byte) (string, error) {
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
	cmd := exec.Command("go", "list", "-export", "./...")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOSUMDB=off", "GOTOOLCHAIN=local")
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// migrated returns the files with every offered change made.
func migrated(t *testing.T, files map[string][]byte) map[string][]byte {
	t.Helper()
	tree := source.FromMap(files)
	p := plan.New("fixture", run1(t, tree, rewritetest.Fixture()).Findings, i18n.EN)
	out := map[string][]byte{}
	for name, data := range files {
		out[name] = data
		f := tree.Kept(name)
		if f == nil {
			continue
		}
		edits, err := p.Edits(f, nil)
		if err != nil {
			t.Fatal(err)
		}
		if out[name], err = edit.Apply(f.Raw(), edits); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// FuzzRun feeds any text: nothing panics, and what parsed still parses with all fixes of one finding made.
func FuzzRun(f *testing.F) {
	for _, files := range cases(f) {
		for name, data := range files {
			if strings.HasSuffix(name, ".go") {
				f.Add(string(data))
			}
		}
	}
	f.Fuzz(func(t *testing.T, src string) {
		tree := source.FromMap(map[string][]byte{"a.go": []byte(src)})
		for _, p := range tree.Projects() {
			pass := &rewrite.Pass{
				Context: context.Background(), Project: p, Files: p.Files, Target: rewritetest.Fixture(),
				Skip: func(source.Skip) {}, Report: func(found finding.Finding) { applies(t, found) },
			}
			if err := Rewriter.Run(pass); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func applies(t *testing.T, found finding.Finding) {
	for _, fix := range found.Fixes {
		var edits []edit.Edit
		for _, e := range fix.Edits {
			edits = append(edits, e.Edit)
		}
		after, err := edit.Apply(found.File.Data, edits)
		if err != nil {
			t.Fatalf("%s: %v", fix.Title.EN, err)
		}
		if _, err := parser.ParseFile(token.NewFileSet(), "a.go", after, parser.SkipObjectResolution); err != nil {
			t.Errorf("%s: no longer parses: %v\n%s", fix.Title.EN, err, after)
		}
	}
}

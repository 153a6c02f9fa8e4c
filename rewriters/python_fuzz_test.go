package rewriters

import (
	"context"
	"encoding/json"
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
	"github.com/openai-migrate/migrate/pkg/scan"
	"github.com/openai-migrate/migrate/pkg/source"
)

// FuzzPython holds every rewriter for Python to it, all at once: no source and no notebook, however broken, makes one of
// them fail or the plan impossible to carry out, and the rest of the tree is read in spite of it.
func FuzzPython(f *testing.F) {
	python := slices.DeleteFunc(slices.Clone(All), func(w *rewrite.Rewriter) bool { return !slices.Contains(w.Langs, source.Python) })
	p, err := provider.Lookup("zhipu")
	if err != nil || len(python) < 10 {
		f.Fatalf("%d rewriters: %v", len(python), err)
	}
	seed(f)
	f.Fuzz(func(t *testing.T, text string) {
		for name, raw := range map[string][]byte{"app/bot.py": []byte(text), "app/book.ipynb": book(t, text), "app/raw.ipynb": []byte(text)} {
			tree := source.FromMap(map[string][]byte{name: raw, "app/keys.py": []byte("KEY = 'gpt-4o'\n")})
			carryOut(t, tree, scan.Config{Rewriters: python, Target: provider.NewTarget(p), Workers: 1})
		}
	})
}

// seed adds the Python of all golden cases, and notebooks as they are written.
func seed(f *testing.F) {
	cases, err := filepath.Glob("py*/testdata/*.txtar")
	if err != nil || len(cases) == 0 {
		f.Fatalf("no cases: %v", err)
	}
	for _, name := range cases {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if strings.HasSuffix(file.Name, ".py") || strings.HasSuffix(file.Name, ".ipynb") {
				f.Add(string(file.Data))
			}
		}
	}
}

// book is a notebook whose cells are the paragraphs of a text.
func book(t *testing.T, text string) []byte {
	var cells []map[string]any
	for part := range strings.SplitSeq(text, "\n\n") {
		cells = append(cells, map[string]any{"cell_type": "code", "source": strings.SplitAfter(part, "\n")})
	}
	raw, err := json.MarshalIndent(map[string]any{"cells": cells}, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// carryOut scans a tree, plans and makes all changes.
func carryOut(t *testing.T, tree *source.Tree, c scan.Config) {
	t.Helper()
	r, err := scan.Run(context.Background(), tree, c)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range r.Skipped {
		if strings.Contains(s.Reason, "internal error") {
			t.Fatalf("%s: %s", s.Path, s.Reason)
		}
	}
	p := plan.New(c.Target.ID, r.Findings, i18n.EN)
	for _, path := range p.Paths(nil) {
		f, err := tree.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		edits, err := p.Edits(f, nil)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		after, err := edit.Apply(f.Raw(), edits)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		if strings.HasSuffix(path, ".ipynb") && !json.Valid(after) {
			t.Fatalf("%s is no JSON any more:\n%s", path, after)
		}
	}
}

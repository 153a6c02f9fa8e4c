package rewriters

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/scan"
	"github.com/openai-migrate/migrate/pkg/source"
)

// TestEachTargetAsAlone holds the rewriters to what scan.Each builds on: what one target makes of a project does not show in
// what the next one gets to see of it.
func TestEachTargetAsAlone(t *testing.T) {
	var targets []*provider.Target
	for _, id := range []string{"zhipu", "deepseek", "spark", "vllm", "zhipu"} {
		p, err := provider.Lookup(id)
		if err != nil {
			t.Fatal(err)
		}
		targets = append(targets, provider.NewTarget(p))
	}
	cases, err := filepath.Glob("*/testdata/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range cases {
		tree := inputs(t, name)
		together, err := scan.Each(context.Background(), tree, scan.Config{Rewriters: All}, targets)
		if err != nil {
			t.Fatal(err)
		}
		for i, target := range targets {
			alone, err := scan.Run(context.Background(), tree, scan.Config{Rewriters: All, Target: target})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(told(alone), told(together[i])); diff != "" {
				t.Errorf("%s: %s alone and as one of several (-alone +together)\n%s", name, target.ID, diff)
			}
		}
	}
}

// inputs is the tree of a golden case.
func inputs(t *testing.T, name string) *source.Tree {
	t.Helper()
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range archive.Files {
		files[f.Name] = f.Data
	}
	for _, expected := range []string{"findings", "diff", "skipped"} {
		delete(files, expected)
	}
	return source.FromMap(files)
}

// told is all that a scan says.
func told(r *scan.Result) []any {
	out := []any{r.Scanned, r.Skipped}
	for i := range r.Findings {
		f := &r.Findings[i]
		out = append(out, f.Record("en"), f.Message, f.Holds)
		for _, fix := range f.Fixes {
			out = append(out, fix.Title, fix.Why, fix.Sources, fix.Provides, fix.Requires, fix.Follows, fix.Given, fix.Unless, edits(fix))
		}
	}
	return out
}

func edits(f finding.Fix) []any {
	var out []any
	for _, e := range f.Edits {
		out = append(out, e.File.Path, e.Edit)
	}
	return out
}

package gosdk_test

import (
	"context"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/rewrite/rewritetest"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/goazopenai"
	"github.com/openai-migrate/migrate/rewriters/goeino"
	"github.com/openai-migrate/migrate/rewriters/gofantasy"
	"github.com/openai-migrate/migrate/rewriters/gogenkit"
	"github.com/openai-migrate/migrate/rewriters/golangchaingo"
	"github.com/openai-migrate/migrate/rewriters/goopenai"
	"github.com/openai-migrate/migrate/rewriters/gosashabaranov"
	"github.com/openai-migrate/migrate/rewriters/internal/gosdk"
)

// sdks are all of them, and all knows them.
var (
	sdks = []*gosdk.SDK{goazopenai.SDK, goeino.SDK, gofantasy.SDK, gogenkit.SDK, golangchaingo.SDK, goopenai.SDK, gosashabaranov.SDK}
	all  = gosdk.New(sdks...)
)

// FuzzGo feeds any text to the rewriter for Go with all its SDKs: nothing panics, and what was Go still is with all the edits
// of one fix made.
func FuzzGo(f *testing.F) {
	cases, _ := filepath.Glob("../../go*/testdata/*.txtar")
	own, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range append(cases, own...) {
		a, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range a.Files {
			if strings.HasSuffix(file.Name, ".go") {
				f.Add(string(file.Data))
			}
		}
	}
	f.Fuzz(func(t *testing.T, src string) {
		for _, p := range source.FromMap(map[string][]byte{"a.go": []byte(src)}).Projects() {
			pass := &rewrite.Pass{
				Context: context.Background(), Project: p, Files: p.Files, Target: rewritetest.Fixture(),
				Skip: func(source.Skip) {}, Report: func(found finding.Finding) { stillGo(t, found) },
			}
			if err := all.Run(pass); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func stillGo(t *testing.T, found finding.Finding) {
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

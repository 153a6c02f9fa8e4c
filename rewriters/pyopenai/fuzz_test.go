package pyopenai

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/source"
)

// FuzzRun checks that no source makes the rewriter fail, and that each of its fixes can be applied.
func FuzzRun(f *testing.F) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		f.Fatalf("no cases: %v", err)
	}
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range txtar.Parse(raw).Files {
			if strings.HasSuffix(file.Name, ".py") {
				f.Add(string(file.Data))
			}
		}
	}
	f.Fuzz(func(t *testing.T, src string) {
		sound(t, "app/bot.py", []byte(src))
		var cells []map[string]any
		for text := range strings.SplitSeq(src, "\n\n") {
			cells = append(cells, map[string]any{"cell_type": "code", "source": strings.SplitAfter(text, "\n")})
		}
		notebook, err := json.MarshalIndent(map[string]any{"cells": cells}, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		sound(t, "app/bot.ipynb", notebook)
	})
}

// sound checks that a file makes nothing fail, and that each fix can be made; in a notebook that it leaves one.
func sound(t *testing.T, name string, raw []byte) {
	t.Helper()
	found, skipped := scanFile(name, raw)
	for _, s := range skipped {
		if strings.HasPrefix(s.Reason, "internal error") {
			t.Fatalf("%s: %s", s.Path, s.Reason)
		}
	}
	for _, x := range found {
		for _, fix := range x.Fixes {
			var edits []edit.Edit
			stored := raw
			for _, e := range fix.Edits {
				host, span, text, err := e.File.Written(source.Span{Start: e.Start, End: e.End}, e.New)
				if err != nil {
					t.Fatalf("%s: %v in\n%s", x.Rule.ID, err, raw)
				}
				edits, stored = append(edits, edit.Edit{Start: span.Start, End: span.End, New: text}), host.Data
			}
			after, err := edit.Apply(stored, edits)
			if err != nil {
				t.Fatalf("%s: %v in\n%s", x.Rule.ID, err, raw)
			}
			if strings.HasSuffix(name, ".ipynb") && !json.Valid(after) {
				t.Fatalf("%s leaves no JSON of\n%s", x.Rule.ID, raw)
			}
		}
	}
}

// TestCutShort looks at every case cut off in the middle, as an editor leaves files behind.
func TestCutShort(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range txtar.Parse(raw).Files {
			if !strings.HasSuffix(file.Name, ".py") {
				continue
			}
			for cut := 0; cut < len(file.Data); cut += 53 {
				_, skipped := scanOne(string(file.Data[:cut]))
				for _, s := range skipped {
					if strings.HasPrefix(s.Reason, "internal error") {
						t.Fatalf("%s cut at %d: %s", file.Name, cut, s.Reason)
					}
				}
			}
		}
	}
}

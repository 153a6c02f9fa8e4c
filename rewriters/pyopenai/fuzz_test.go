package pyopenai

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/openai-migrate/migrate/pkg/edit"
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
		found, skipped := scanOne(src)
		for _, s := range skipped {
			if strings.HasPrefix(s.Reason, "internal error") {
				t.Fatalf("%s: %s", s.Path, s.Reason)
			}
		}
		for _, x := range found {
			for _, fix := range x.Fixes {
				var edits []edit.Edit
				for _, e := range fix.Edits {
					edits = append(edits, e.Edit)
				}
				if _, err := edit.Apply(x.File.Data, edits); err != nil {
					t.Fatalf("%s: %v in\n%s", x.Rule.ID, err, src)
				}
			}
		}
	})
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

package rewriters

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/scan"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/csharp"
	"github.com/openai-migrate/migrate/rewriters/dart"
	"github.com/openai-migrate/migrate/rewriters/jvm"
	"github.com/openai-migrate/migrate/rewriters/php"
	"github.com/openai-migrate/migrate/rewriters/ruby"
	"github.com/openai-migrate/migrate/rewriters/rust"
	"github.com/openai-migrate/migrate/rewriters/swift"
)

// FuzzInventory: no text in a language that is only read costs its file, whatever its name.
func FuzzInventory(f *testing.F) {
	inventories := []*rewrite.Rewriter{jvm.Rewriter, csharp.Rewriter, rust.Rewriter, php.Rewriter, ruby.Rewriter, swift.Rewriter, dart.Rewriter}
	for _, r := range inventories {
		cases, err := filepath.Glob(r.Name + "/testdata/*.txtar")
		if err != nil || len(cases) == 0 {
			f.Fatalf("%s has no cases: %v", r.Name, err)
		}
		for _, name := range cases {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				f.Fatal(err)
			}
			for _, file := range archive.Files {
				f.Add(file.Data)
			}
		}
	}
	zhipu, err := provider.Lookup("zhipu")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		files := map[string][]byte{}
		for _, name := range []string{"a.java", "a.kt", "a.cs", "a.rs", "a.php", "a.rb", "a.swift", "a.dart"} {
			files[name] = data
		}
		r, err := scan.Run(context.Background(), source.FromMap(files), scan.Config{Rewriters: inventories, Target: provider.NewTarget(zhipu)})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range r.Skipped {
			if strings.Contains(s.Reason, "internal error") {
				t.Fatalf("%s: %s in %q", s.Path, s.Reason, data)
			}
		}
	})
}

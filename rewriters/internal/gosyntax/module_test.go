package gosyntax

import (
	"testing"

	"github.com/openai-migrate/migrate/pkg/source"
)

// TestPlain loads projects where there is no go command: those that need none are not degraded.
func TestPlain(t *testing.T) {
	const mod = "module example.com/app\n\ngo 1.22\n\nrequire (\n\texample.com/sdk v1.2.0\n\texample.com/other v1.0.0\n)\n"
	use := func(imports, body string) string {
		return "package main\n\nimport \"example.com/sdk\"\n" + imports + "\nvar openai = sdk.New()\n" + body
	}
	for _, tt := range []struct {
		name  string
		files map[string]string
		plain bool
	}{
		{"module", map[string]string{"main.go": use("", "")}, true},
		{"two packages", map[string]string{"main.go": use("import \"example.com/app/lib\"\n", "var _ = lib.X\n"), "lib/lib.go": "package lib\n"}, true},
		{"name from path", map[string]string{"main.go": use("import \"example.com/go-b/v2\"\n", "var _ = b.X\n")}, true},
		{"name not from path", map[string]string{"main.go": use("import \"example.com/go-b/v2\"\n", "var _ = bee.X\n")}, false},
		{"named in a list of arguments only", map[string]string{"main.go": use("import \"example.com/b\"\n", "func f(list ...b.X) {}\n")}, true},
		{"named as a field only", map[string]string{"main.go": use("import \"example.com/b\"\n", "var x = y.b.X\n")}, false},
		{"name given", map[string]string{"main.go": use("import bee \"example.com/go-b/v2\"\n", "var _ = bee.X\n")}, true},
		{"name not from path, next package", map[string]string{
			"main.go":    use("import \"example.com/app/lib\"\n", "var _ = lib.X\n"),
			"lib/lib.go": "package lib\n\nimport \"example.com/b\"\n\nvar X = bee.X\n",
		}, false},
		{"cgo", map[string]string{"main.go": use("import \"C\"\n", "")}, false},
		{"workspace", map[string]string{"main.go": use("", ""), "go.work": "go 1.22\n\nuse .\n"}, false},
		{"SDK not required", map[string]string{"main.go": use("", ""), "go.mod": "module example.com/app\n"}, false},
		{"broken go.mod", map[string]string{"main.go": use("", ""), "go.mod": mod + "require (\n"}, false},
		{"SDK replaced", map[string]string{"main.go": use("", ""), "go.mod": mod + "replace example.com/sdk => example.com/fork v1.9.0\n"}, false},
		{"replaced by a directory", map[string]string{
			"main.go": use("import \"example.com/other/x\"\n", "var _ = x.X\n"), "go.mod": mod + "replace example.com/other => ./other\n",
		}, false},
		{"replacement not imported", map[string]string{"main.go": use("", ""), "go.mod": mod + "replace example.com/other => ./other\n"}, true},
		{"module within", map[string]string{
			"main.go":    use("import \"example.com/app/sub/p\"\n", "var _ = p.X\n"),
			"sub/go.mod": "module example.com/app/sub\n", "sub/p/p.go": "package p\n",
		}, false},
		{"module of the same name before it", map[string]string{
			"main.go": use("import \"example.com/app/far\"\n", "var _ = far.X\n"), "go.mod": mod + "require example.com/app/far v1.0.0\n",
		}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Setenv("PATH", "")
			t.Setenv("GOWORK", "")
			if tt.files["go.mod"] == "" {
				tt.files["go.mod"] = mod
			}
			tree := onDisk(t, tt.files)
			for _, project := range tree.Projects() {
				if project.Family != source.FamilyGo || project.Root != "." {
					continue
				}
				p := load(t, project, project.Files)
				if got := !p.Degraded.Complete(); got != tt.plain {
					t.Errorf("answered without the go command: %v, want %v", got, tt.plain)
				}
			}
		})
	}
}

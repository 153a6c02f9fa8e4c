package verify

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func need(t *testing.T, program string) {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		t.Skip(program + " is not installed")
	}
}

// goTree is a module with two programs; old does not build, and is not to be touched by what is said of the others.
var goTree = map[string]string{
	"go.mod":     "module example.com/m\n\ngo 1.21\n",
	"a/main.go":  "package main\n\n// openai\nvar key = \"OPENAI_API_KEY\"\n\nfunc main() { println(key) }\n",
	"b/main.go":  "package main\n\n// openai\nvar key = \"OPENAI_API_KEY\"\n\nfunc main() { println(key) }\n",
	"old/old.go": "package old\n\n// openai\nvar x = missing\n",
}

// TestGo: the change that does not compile is found among those that do; what did not compile before is no news.
func TestGo(t *testing.T) {
	need(t, "go")
	s := migrated(t, "zhipu", goTree, []replace{
		{"a", "a/main.go", `"OPENAI_API_KEY"`, `"ZAI_API_KEY"`, nil},
		{"b", "b/main.go", `"OPENAI_API_KEY"`, `os.Getenv("ZAI_API_KEY")`, nil},
	})
	c := checkOf(t, verified(t, s, options(t, s)), CheckGo)
	if c.Status != Failed || len(c.Problems) != 1 || guilty(c) != "b" {
		t.Fatalf("%+v", c)
	}
	if p := c.Problems[0]; p.Path != "b/main.go" || p.Line != 4 || !strings.Contains(p.Message.EN, "undefined: os") {
		t.Errorf("%+v", p)
	}
}

// A change in one package breaks another that uses it, and the test of a third.
func TestGoDependents(t *testing.T) {
	need(t, "go")
	s := migrated(t, "zhipu", map[string]string{
		"go.mod":       goTree["go.mod"],
		"llm/llm.go":   "package llm\n\n// openai\nfunc Ask() string { return \"\" }\n",
		"use/use.go":   "package use\n\nimport \"example.com/m/llm\"\n\nvar X string = llm.Ask()\n",
		"t/t.go":       "package t\n",
		"t/t_test.go":  "package t\n\nimport \"example.com/m/llm\"\n\nvar x string = llm.Ask()\n",
		"alone/bad.go": "package alone\n\nvar x = missing\n",
	}, []replace{{"a", "llm/llm.go", `string { return "" }`, `int { return 0 }`, nil}})
	c := checkOf(t, verified(t, s, options(t, s)), CheckGo)
	var paths []string
	for _, p := range c.Problems {
		paths = append(paths, p.Path)
	}
	if got := strings.Join(paths, " "); c.Status != Failed || got != "t/t_test.go use/use.go" || guilty(c) != "a" {
		t.Errorf("%s: %+v", got, c)
	}
	if strings.Contains(c.Text.EN, "alone") {
		t.Errorf("what the change cannot reach was built: %s", c.Text.EN)
	}
}

// vet sees what the compiler does not.
func TestGoVet(t *testing.T) {
	need(t, "go")
	files := map[string]string{"go.mod": goTree["go.mod"], "a.go": "package a\n\n// openai\nimport \"fmt\"\n\nfunc F() { fmt.Printf(\"%s\", \"x\") }\n"}
	s := migrated(t, "zhipu", files, []replace{{"a", "a.go", `"x")`, `1)`, nil}})
	if c := checkOf(t, verified(t, s, options(t, s)), CheckGo); c.Status != Failed || guilty(c) != "a" {
		t.Errorf("%+v", c)
	}
}

// A package whose imports are not on this machine is left out, the others are checked; where none is left, nothing passed.
func TestGoMissing(t *testing.T) {
	need(t, "go")
	files := map[string]string{
		"go.mod": "module example.com/m\n\ngo 1.21\n\nrequire example.com/nowhere v1.0.0\n",
		"a/a.go": "package a\n\n// openai\nconst K = \"OPENAI_API_KEY\"\n",
		"b/b.go": "package b\n\nimport _ \"example.com/nowhere\"\n",
	}
	change := []replace{{"a", "a/a.go", `"OPENAI_API_KEY"`, `1 +`, nil}}
	s := migrated(t, "zhipu", files, change)
	if c := checkOf(t, verified(t, s, options(t, s)), CheckGo); c.Status != Failed || guilty(c) != "a" {
		t.Errorf("%+v", c)
	}
	files["a/a.go"] = strings.Replace(files["a/a.go"], "// openai", "import _ \"example.com/nowhere\"\n// openai", 1)
	s = migrated(t, "zhipu", files, change)
	if c := checkOf(t, verified(t, s, options(t, s)), CheckGo); c.Status != Skipped || !strings.Contains(c.Text.EN, "go mod download") {
		t.Errorf("%+v", c)
	}
}

// TestEditedSince: what people broke after the migration is no change's fault, and a culprit is still found beside it.
func TestEditedSince(t *testing.T) {
	need(t, "go")
	s := migrated(t, "zhipu", map[string]string{"go.mod": goTree["go.mod"], "a/main.go": goTree["a/main.go"], "b/main.go": goTree["b/main.go"]},
		[]replace{{"a", "a/main.go", `"OPENAI_API_KEY"`, `"ZAI_API_KEY"`, nil}, {"b", "b/main.go", `"OPENAI_API_KEY"`, `oops`, nil}})
	edited := filepath.Join(s.Dir, "a", "main.go")
	raw, err := os.ReadFile(edited)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(edited, []byte(strings.Replace(string(raw), "println(key)", "println(keys)", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	s.Scan = look(t, s.Dir, s.Target)
	c := checkOf(t, verified(t, s, options(t, s)), CheckGo)
	if c.Status != Failed || len(c.Problems) != 2 || guilty(c) != "b" {
		t.Fatalf("%+v", c)
	}
	if p := c.Problems[0]; p.Path != "a/main.go" || len(p.Culprits) != 0 || !strings.Contains(p.Message.EN, "edited since") {
		t.Errorf("%+v", p)
	}
}

// TestPython: the interpreter finds what a grammar does not.
func TestPython(t *testing.T) {
	need(t, "python3")
	s := migrated(t, "zhipu", map[string]string{"a.py": "# openai\ndef f():\n    return 1\n", "b.py": "# openai\nx = 1\n", "c.py": "# openai\nreturn 2\ny = 1\n"},
		[]replace{{"a", "a.py", "1", "2", nil}, {"b", "b.py", "x = 1", "return 1", nil}, {"c", "c.py", "y = 1", "y = 2", nil}})
	c := checkOf(t, verified(t, s, options(t, s)), CheckPython)
	if c.Status != Failed || len(c.Problems) != 1 || guilty(c) != "b" || c.Problems[0].Path != "b.py" || c.Problems[0].Line != 2 {
		t.Errorf("%+v", c)
	}
}

// TestTypeScript: a project without its compiler is not passed over in silence.
func TestTypeScript(t *testing.T) {
	s := migrated(t, "zhipu", map[string]string{"tsconfig.json": "{}", "a.ts": "// openai\nconst x = 1\n"}, []replace{{"a", "a.ts", "1", "2", nil}})
	if c := checkOf(t, verified(t, s, options(t, s)), CheckTypes); c.Status != Skipped {
		t.Errorf("%+v", c)
	}
}

func TestReadTypes(t *testing.T) {
	d, ok := readTypes("src/a.ts(3,7): error TS2322: Type 'string' is not assignable to type 'number'.")
	if !ok || d.path != "src/a.ts" || d.line != 3 || d.column != 7 || !strings.HasPrefix(d.text, "TS2322") {
		t.Errorf("%+v, %v", d, ok)
	}
	if _, ok := readTypes("Found 3 errors."); ok {
		t.Error("a sum is no diagnostic")
	}
}

package gosyntax

import (
	"context"
	"go/ast"
	"go/token"
	"maps"
	"strings"
	"testing"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/source"
)

func parsed(t testing.TB, src string) *File {
	t.Helper()
	sf, err := source.NewFile("a.go", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	f, err := Parse(token.NewFileSet(), sf)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// find returns the first node of type T whose source is text.
func find[T ast.Node](t testing.TB, f *File, text string) T {
	t.Helper()
	var found T
	ok := false
	ast.Inspect(f.AST, func(n ast.Node) bool {
		if x, is := n.(T); is && !ok && n.Pos().IsValid() && f.Text(n) == text {
			found, ok = x, true
		}
		return !ok
	})
	if !ok {
		t.Fatalf("no %T with text %q", found, text)
	}
	return found
}

func TestParseCountsOriginalBytes(t *testing.T) {
	for _, src := range []string{"package p\n\nvar x = `a\nb` // 中\nvar y = 1\n", "package p\r\n\r\nvar x = `a\r\nb` // 中\r\nvar y = 1\r\n"} {
		f := parsed(t, src)
		for _, text := range []string{"y", "1"} {
			var s source.Span
			if text == "y" {
				s = f.Span(find[*ast.Ident](t, f, text))
			} else {
				s = f.Span(find[*ast.BasicLit](t, f, text))
			}
			if got := string(f.Src.Data[s.Start:s.End]); got != text {
				t.Errorf("%q: span of %q holds %q", src, text, got)
			}
		}
	}
}

func TestParseNamesTheLine(t *testing.T) {
	sf, _ := source.NewFile("a.go", []byte("package p\n\nfunc f( {\n"))
	_, err := Parse(token.NewFileSet(), sf)
	if err == nil || err.Error() != "syntax error at line 3" {
		t.Errorf("got %v", err)
	}
}

func TestGuessName(t *testing.T) {
	for path, want := range map[string]string{
		"github.com/sashabaranov/go-openai": "openai", "github.com/openai/openai-go/v3": "openai", "gopkg.in/yaml.v3": "yaml",
		"github.com/pkoukk/tiktoken-go": "tiktoken", "net/http": "http", "v2": "v2", "example.com/a/123": "_",
		"github.com/anthropics/anthropic-sdk-go": "anthropic", "github.com/volcengine/volc-go-sdk": "volc", "example.com/sdk-go": "sdk", "example.com/nats.go": "nats",
	} {
		if got := GuessName(path); got != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
	}
}

const sample = `package p

import (
	"fmt"

	"example.com/x"
)

func f() {
	// why
	a := x.New("k") // tail
	fmt.Println(a)
}
`

func TestChange(t *testing.T) {
	replace := func(f *File) func(*Tree) {
		call := find[*ast.CallExpr](t, f, `x.New("k")`)
		return func(tr *Tree) { tr.Replace(call, `x.Make(cfg)`) }
	}
	for _, tt := range []struct {
		name, src, from, to string
		do                  func(*File) func(*Tree)
	}{
		{"replace", sample, `x.New("k")`, `x.Make(cfg)`, replace},
		{"before", sample, "\ta :=", "\tcfg := 1\n\ta :=", func(f *File) func(*Tree) {
			s := find[*ast.AssignStmt](t, f, `a := x.New("k")`)
			return func(tr *Tree) { tr.Before(s, "cfg := 1") }
		}},
		{"after", sample, "// tail\n", "// tail\n\ta.B = 1\n", func(f *File) func(*Tree) {
			s := find[*ast.AssignStmt](t, f, `a := x.New("k")`)
			return func(tr *Tree) { tr.After(s, "a.B = 1") }
		}},
		{"delete", sample, "\tfmt.Println(a)\n", "", func(f *File) func(*Tree) {
			s := find[*ast.ExprStmt](t, f, `fmt.Println(a)`)
			return func(tr *Tree) { tr.Delete(s) }
		}},
		{"add import", sample, "\"fmt\"\n", "\"fmt\"\n\t\"os\"\n", func(*File) func(*Tree) {
			return func(tr *Tree) { tr.AddImport("os") }
		}},
		{"add import first", sample, "\t\"fmt\"", "\t\"bytes\"\n\t\"fmt\"", func(*File) func(*Tree) {
			return func(tr *Tree) { tr.AddImport("bytes") }
		}},
		{"remove import", sample, "\n\t\"example.com/x\"\n", "", func(*File) func(*Tree) {
			return func(tr *Tree) { tr.RemoveImport("example.com/x") }
		}},
		{"add to one import", "package p\n\nimport \"example.com/x\"\n", "import \"example.com/x\"", "import (\n\t\"os\"\n\n\t\"example.com/x\"\n)", func(*File) func(*Tree) {
			return func(tr *Tree) { tr.AddImport("os") }
		}},
		{"add beside several imports", "package p\n\nimport \"a\"\nimport \"b\"\n", "import \"a\"", "import \"os\"\nimport \"a\"", func(*File) func(*Tree) {
			return func(tr *Tree) { tr.AddImport("os") }
		}},
		{"add to none", "package p\n\nvar x = 1\n", "package p\n", "package p\n\nimport \"os\"\n", func(*File) func(*Tree) {
			return func(tr *Tree) { tr.AddImport("os") }
		}},
		{"remove the only import", "package p\n\nimport \"a\"\n\nvar x = 1\n", "import \"a\"\n\n", "", func(*File) func(*Tree) {
			return func(tr *Tree) { tr.RemoveImport("a") }
		}},
		{"field", "package p\n\nvar x = T{A: 1, B: 2}\n", "A: 1", "A: 1, C: 3", func(f *File) func(*Tree) {
			lit := find[*ast.CompositeLit](t, f, "T{A: 1, B: 2}")
			return func(tr *Tree) { tr.Field(lit, lit.Elts[0].(*ast.KeyValueExpr), "C", "3") }
		}},
		{"not gofmt-clean", strings.ReplaceAll(sample, "\ta :=", "    a  :="), `x.New("k")`, `x.Make(cfg)`, replace},
	} {
		for _, crlf := range []bool{false, true} {
			src, want := tt.src, strings.Replace(tt.src, tt.from, tt.to, 1)
			if crlf {
				src, want = strings.ReplaceAll(src, "\n", "\r\n"), strings.ReplaceAll(want, "\n", "\r\n")
			}
			f := parsed(t, src)
			edits, err := f.Change("node", tt.do(f))
			if err != nil {
				t.Errorf("%s: %v", tt.name, err)
				continue
			}
			if got := applied(t, src, edits); got != want {
				t.Errorf("%s, CRLF %v: got\n%s", tt.name, crlf, got)
			}
		}
	}
}

func applied(t *testing.T, src string, edits []finding.Edit) string {
	t.Helper()
	var list []edit.Edit
	for _, e := range edits {
		list = append(list, e.Edit)
	}
	out, err := edit.Apply([]byte(src), list)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// TestChangeTakesChunks changes declarations that gofmt lays out together, and some that it does not.
func TestChangeTakesChunks(t *testing.T) {
	const src = `// Package p is a test.
package p

/* a comment

with an empty line */
import "a"

var x = f(1) // one
var longer = f(22) // two

/* another

comment */
func g() { f(3) } // three
func hh() { f(4444) } // four

// loose

// F is last.
func F() { f(5) }`
	f := parsed(t, src)
	if got := len(f.chunked()); got != 4 {
		t.Errorf("got %d chunks, want 4", got)
	}
	edits, err := f.Change("node", func(tr *Tree) {
		for _, text := range []string{"1", "3", "5"} {
			tr.Replace(find[*ast.BasicLit](t, f, text), text+"00")
		}
		tr.AddImport("os")
	})
	if err != nil {
		t.Fatal(err)
	}
	want := strings.NewReplacer("f(1)", "f(100)", "f(3)", "f(300)", "f(5)", "f(500)", `import "a"`, "import (\n\t\"a\"\n\t\"os\"\n)").Replace(src)
	if got := applied(t, src, edits); strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(want), " ") || !strings.HasSuffix(got, "}") {
		t.Errorf("got\n%s", got)
	}
}

func TestChangeRefusesLineDirectives(t *testing.T) {
	f := parsed(t, "package p\n\n//line x.y:1\nvar x = 1\n")
	if _, err := f.Change("node", func(*Tree) {}); err == nil {
		t.Error("accepted")
	}
}

// FuzzAlign checks that small edits make the same text as the whole block would.
func FuzzAlign(f *testing.F) {
	f.Add("a b\nc\n", "x\na b\ny\nc\n")
	f.Add("a := f(x)\n", "b := 1\na := g(b)\n")
	f.Fuzz(func(t *testing.T, old, new string) {
		got, err := edit.Apply([]byte(old), align(old, new))
		if err != nil || string(got) != new {
			t.Errorf("align(%q, %q): got %q, %v", old, new, got, err)
		}
	})
}

const program = `package p

import (
	"flag"
	"os"

	"github.com/spf13/viper"
)

const name = "KEY"

type opts struct {
	key, model string
	url        string "env:\"APP_URL,required\" envDefault:\"u1\""
}

type option func(*opts)

func withKey(v string) option { return func(o *opts) { o.key = v } }

func getenv(n, def string) string {
	if v := os.Getenv(n); v != "" {
		return v
	}
	return def
}

var model = flag.String("model", "m1", "")

func use(s string) {}

func main() {
	withKey(getenv("A", "b"))
	viper.SetDefault("k", "m2")
	use(viper.GetString("k"))
	use(os.Getenv(name))
	use(*model)
	var o opts
	use(o.key)
	use(o.url)
	x, y := "one", os.Getenv("TWO")
	use(x + y)
	use(string(x))
	use(other())
}
`

func TestOrigins(t *testing.T) {
	tree := source.FromMap(map[string][]byte{"a.go": []byte(program)})
	p := Load(context.Background(), tree.Projects()[0], tree.Files, nil, func(s source.Skip) { t.Error(s) })
	f := p.Files[0]
	for text, want := range map[string]string{
		`viper.GetString("k")`: `constant:m2 setting:viper.GetString("k")`,
		`os.Getenv(name)`:      `env:KEY`,
		`*model`:               `constant:m1 setting:flag.String("model", "m1", "")`,
		`o.key`:                `env:A constant:b`,
		`o.url`:                `env:APP_URL constant:u1`,
		`x + y`:                `setting:x + y`,
		`string(x)`:            `constant:one`,
		`other()`:              `setting:other()`,
	} {
		call := find[*ast.CallExpr](t, f, "use("+text+")")
		var got []string
		for _, o := range p.Origins(f, call.Args[0]) {
			got = append(got, map[Kind]string{Constant: "constant", Env: "env", Made: "made", Setting: "setting"}[o.Kind]+":"+o.Text)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: got %s, want %s", text, s, want)
		}
	}
	reads := p.EnvReads(f, func(string) bool { return true })
	if len(reads) != 3 {
		t.Errorf("env reads: got %d, want 3", len(reads))
	}
}

// TestMentionsAreLoaded has a package that only says the SDK's name: it is loaded with what it imports of the module, as far
// as it is built here, and nothing else is.
func TestMentionsAreLoaded(t *testing.T) {
	p := loaded(t, map[string]string{
		"go.mod":         "module example.com/app\n\ngo 1.22\n",
		"ai/ai.go":       "package ai\n\nimport \"example.com/sdk\"\n\nvar openai = sdk.New()\n",
		"cmd/cmd.go":     "package cmd\n\nimport \"example.com/app/conf\"\n\nvar x = conf.F(\"openai\")\n",
		"conf/conf.go":   "package conf\n\nfunc F(s string) string { return s }\n",
		"conf/other.go":  "//go:build never\n\npackage conf\n\nfunc F(s string) int { return 0 }\n",
		"unrelated/u.go": "package unrelated\n",
	})
	var got []string
	for _, pkg := range p.Packages {
		for _, f := range pkg.Files {
			got = append(got, f.Src.Path)
		}
	}
	if s := strings.Join(got, " "); s != "ai/ai.go cmd/cmd.go conf/conf.go" {
		t.Errorf("loaded %s", s)
	}
}

// TestLadder loads the same package with less and less help.
func TestLadder(t *testing.T) {
	files := map[string]string{
		"go.mod":      "module example.com/app\n\ngo 1.22\n",
		"main.go":     "package main\n\nimport (\n\t\"example.com/app/lib\"\n\t\"example.com/sdk\"\n)\n\nvar openai = sdk.New()\n\nfunc main() { lib.F(\"openai\") }\n",
		"lib/lib.go":  "package lib\n\nvar openai int\n",
		"lib/more.go": "package lib\n\nfunc F(s string) { G(s) }\n",
	}
	for _, tt := range []struct {
		name     string
		mod      string
		degraded bool
	}{
		{"modules", files["go.mod"], false},
		{"no go", files["go.mod"], true},
		{"broken go.mod", "module example.com/app\n\nrequire (\n", true},
		{"no go.mod", "", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.name == "no go" {
				t.Setenv("PATH", "")
			}
			module := maps.Clone(files)
			module["go.mod"] = tt.mod
			tree := onDisk(t, module)
			for _, project := range tree.Projects() {
				if project.Family != source.FamilyGo {
					continue
				}
				p := load(t, project, project.Files)
				if got := p.Degraded.Complete(); got != tt.degraded {
					t.Errorf("degraded: %v (%q), want %v", got, p.Degraded.EN, tt.degraded)
				}
				f := p.Files[len(p.Files)-1]
				call := find[*ast.CallExpr](t, f, "sdk.New()")
				if pkg, name := p.Callee(call); pkg != "example.com/sdk" || name != "New" {
					t.Errorf("callee: got %s.%s", pkg, name)
				}
				if tt.mod != "" && p.function(find[*ast.CallExpr](t, f, `lib.F("openai")`)) == nil {
					t.Error("a function of a file that does not mention the SDK was not found")
				}
			}
		})
	}
}

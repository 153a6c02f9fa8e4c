package gosyntax

import (
	"context"
	"go/ast"
	"go/constant"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openai-migrate/migrate/pkg/source"
)

// TestBodies follows values through functions of files that mention nothing, and looks which of those were checked.
func TestBodies(t *testing.T) {
	p := loaded(t, map[string]string{
		"go.mod": "module example.com/app\n\ngo 1.22\n\nrequire example.com/sdk v1.0.0\n",
		"main.go": `package main

import (
	"example.com/app/conf"
	"example.com/sdk"
)

var openai = sdk.New()

var (
	named      = conf.Default().Model
	positional = conf.Default().Key
	listed     = conf.Default().Small
	generic    = conf.Default().Of
	result     = choose()
	handed     string
	viper      interface{ GetString(string) string }
	set        = viper.GetString("model")
)

func hand(model string) { handed = model }
`,
		"more.go": `package main

import "example.com/app/conf"

func more() { hand("passed") }

func set2() { viper.SetDefault("model", "kept") }

func choose() string { return conf.Name() }

func nothing() { other := 1; _ = other }
`,
		"conf/ai.go": "package conf\n\nvar openai Conf\n\nfunc Default() Conf { return openai }\n",
		"conf/conf.go": `package conf

type Conf struct{ Model, Of string; Pair; Small string }

type Pair struct{ Key string }

type Pairs []Pair

type Box[K any] struct{ conf *Conf }

func (c *Conf) fill() { c.Model = "assigned"; c.Small = "second" }

func pairs() any { return Pairs{{"positional"}} }

func first() Conf { return Conf{Small: "first"} }

func (b Box[K]) fill(k K) { b.conf.Of = "generic" }

func Name() string { return "returned" }

func untouched() { nobody := 1; _ = nobody }
`,
	})
	for name, want := range map[string]string{
		"named": "assigned", "positional": "positional", "listed": "second first", "generic": "generic", "result": "returned",
		"handed": "passed", "set": "kept",
	} {
		var got []string
		f := p.Files[1]
		obj := p.Packages[0].Types.Scope().Lookup(name)
		for _, site := range p.Assigned(obj) {
			for _, o := range p.Origins(f, site.Expr) {
				if o.Kind == Constant {
					got = append(got, o.Text)
				}
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: comes from %q, want %q", name, s, want)
		}
	}
	var waiting []string
	for _, b := range p.waiting.bodies {
		if !b.checked {
			waiting = append(waiting, b.decl.Name.Name)
		}
	}
	for _, name := range []string{"nothing", "untouched"} {
		if !strings.Contains(strings.Join(waiting, " "), name) {
			t.Errorf("%s was checked, for which nobody asked; waiting: %v", name, waiting)
		}
	}
}

// TestImportUses counts where a file names an import, in functions that are checked one by one.
func TestImportUses(t *testing.T) {
	p := loaded(t, map[string]string{
		"go.mod": "module example.com/app\n\ngo 1.22\n\nrequire example.com/sdk v1.0.0\n",
		"main.go": `package main

import "example.com/sdk"

var openai = sdk.New()

func one() int { return sdk.New() }

func two(sdk struct{ New func() int }) int { return sdk.New() }

func three() int { return sdk.New() }
`,
	})
	f := p.Files[0]
	calls := 0
	f.Calls(func(call *ast.CallExpr) {
		calls++
		id := call.Fun.(*ast.SelectorExpr).X.(*ast.Ident)
		want := 3
		if calls == 3 {
			want = 1 // the parameter
		}
		if got := len(p.Uses(p.Use(id))); got != want {
			t.Errorf("call %d: %d uses, want %d", calls, got, want)
		}
	})
	if calls != 4 {
		t.Errorf("%d calls, want 4", calls)
	}
}

// TestMayBe holds what is told of an argument by its words to what its type says.
func TestMayBe(t *testing.T) {
	p := loaded(t, map[string]string{
		"go.mod": "module example.com/app\n\ngo 1.22\n",
		"main.go": `package main

const (
	openai = "KEY"
	same
	other  = "other"
	joined = "K" + "EY"
	typed  = name("KEY")
	number = 1
)

type name string

func main() {
	const local = "KEY"
	variable := "KEY"
	use("KEY", openai, same, other, joined, typed, number, local, variable, string(openai), "K"+"EY", "K"+variable, 1)
}

func use(...any) {}

func later() { variable := "KEY"; use(variable) }
`,
	})
	key := func(s string) bool { return s == "KEY" }
	p.Files[0].Calls(func(call *ast.CallExpr) {
		for _, a := range call.Args {
			v := p.Value(a)
			is := v != nil && v.Kind() == constant.String && key(constant.StringVal(v))
			if may := p.mayBe(a, key); is && !may {
				t.Errorf("%s may not be the key, but is", p.Files[0].Text(a))
			}
		}
	})
	calls := 0
	p.Files[0].Calls(func(call *ast.CallExpr) {
		if calls++; Last(call.Fun) == "use" && len(call.Args) == 1 && p.mayBe(call.Args[0], key) {
			t.Error("a variable of a function without constants may be the key")
		}
	})
	if calls < 3 {
		t.Errorf("%d calls", calls)
	}
}

// loaded loads a module that lies in a directory of its own; asked for are the files that say openai.
func loaded(t *testing.T, files map[string]string) *Program {
	t.Helper()
	tree := onDisk(t, files)
	var asked []*source.File
	for _, f := range tree.Files {
		if f.Lang == source.Go && strings.Contains(string(f.Data), "openai") {
			asked = append(asked, f)
		}
	}
	return load(t, tree.Projects()[0], asked)
}

// load loads a project in which no file may be left out; example.com/sdk is the SDK.
func load(t *testing.T, project *source.Project, asked []*source.File) *Program {
	t.Helper()
	stubs := Stubs{"example.com/sdk": "package sdk\n\nfunc New() int\n"}
	return Load(context.Background(), project, asked, stubs, func(s source.Skip) { t.Error(s) })
}

// onDisk writes files into a directory of their own and reads it; an empty text stands for none.
func onDisk(t *testing.T, files map[string]string) *source.Tree {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if text == "" {
			continue
		}
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	tree, err := source.Walk(context.Background(), dir, source.Options{NoIgnore: true})
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

package gosyntax

import (
	"fmt"
	"go/ast"
	"go/token"
	"os"
	"strings"
	"testing"

	"github.com/openai-migrate/migrate/pkg/source"
)

// TestOutlineOfCorpus parses every file of a corpus in outline, fills it, and wants what a parse of the whole gives.
func TestOutlineOfCorpus(t *testing.T) {
	if testing.Short() {
		t.Skip("reads many files")
	}
	files, blank := 0, 0
	for _, name := range corpus(t) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		was, says := outlined(data)
		if says != "" {
			t.Errorf("%s: %s", name, says)
		}
		files++
		if was {
			blank++
		}
	}
	t.Logf("%d files, %d in outline", files, blank)
	if blank < files*9/10 {
		t.Errorf("%d of %d files are parsed in outline", blank, files)
	}
}

// outlined reports whether a text is parsed in outline, and what differs then from a parse of the whole.
func outlined(data []byte) (blank bool, differs string) {
	src := &source.File{Path: "a.go", Lang: source.Go, Data: data}
	set := func() *token.FileSet { // both files begin at the same place, which is not the first
		fset := token.NewFileSet()
		fset.AddFile("before.go", -1, 100)
		return fset
	}
	whole, wholeErr := Parse(set(), src)
	f, err := (&disk{program: &Program{Fset: set()}}).parse(src)
	if err != nil {
		if wholeErr == nil {
			return false, err.Error()
		}
		return false, ""
	}
	if blank = f.blank; wholeErr != nil {
		return blank, "" // not Go within a body
	}
	if got, want := nodes(f, false), nodes(whole, false); got != want {
		return blank, "outline: " + difference(got, want)
	}
	f.fill()
	if got, want := nodes(f, true), nodes(whole, true); got != want {
		return blank, "filled: " + difference(got, want)
	}
	return blank, ""
}

// nodes writes out the nodes of a file, with or without those within the bodies of functions.
func nodes(f *File, bodies bool) string {
	var out strings.Builder
	depth := map[ast.Node]bool{}
	for _, d := range f.AST.Decls {
		if d, ok := d.(*ast.FuncDecl); ok && d.Body != nil && !bodies {
			depth[d.Body] = true
		}
	}
	ast.Inspect(f.AST, func(n ast.Node) bool {
		switch n.(type) {
		case nil:
			return false
		case *ast.CommentGroup, *ast.Comment:
			return false
		}
		fmt.Fprintf(&out, "%T %d %d\n", n, n.Pos(), n.End())
		return !depth[n]
	})
	return out.String()
}

func difference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return g[i] + ", want " + w[i]
		}
	}
	return fmt.Sprintf("%d nodes, want %d", len(g), len(w))
}

// TestOutline has what may be taken for the beginning or the end of a body and is none.
func TestOutline(t *testing.T) {
	for _, text := range []string{
		"package p\n\nfunc f() interface{} { return `}` }\n",
		"package p\n\nfunc f() struct {\n\ta int\n} {\n\treturn struct{ a int }{1}\n}\n",
		"package p\n\nfunc asm(a int) int\n\nfunc other()\n\nvar x = func() { y() }\n\nfunc f() { g() }\n",
		"package p\n\nvar x =\nfunc() int { return 1 }()\n\nfunc f[T interface{ ~int }](t T) (a, b T) { return '}', '\\'' }\n",
		"package p\n\nfunc f() { // }\n\t/* } */ g(\"}\\\"}\")\n}; func g() { f() }\n",
		"package p\n\nfunc f() string {\n\treturn `\n}\nfunc b() {\n` + `x`\n}\n",
		"package p\n\nfunc (r *T) f() <-chan struct{} { return nil } // func\nfunc g() func() interface{ m() } { return nil }\n",
		"package p\r\n\r\nfunc f() {\r\n\tg()\r\n}\r\n",
		"package p\n\nfunc f() { g() }", "package p\n\nfunc 名() { g() }\n",
	} {
		if blank, differs := outlined([]byte(text)); !blank || differs != "" {
			t.Errorf("%q: in outline %v, %s", text, blank, differs)
		}
	}
	for _, text := range []string{
		"package p\n\nfunc", "package p\n\nfunc f() {", "package p\n\nfunc f() { `", "package p\n\nfunc f() { \"\\", "package p\n\nfunc f() }", "/*", "'", "package p\nfunc f() func g() {}",
	} {
		if _, differs := outlined([]byte(text)); differs != "" {
			t.Errorf("%q: %s", text, differs)
		}
	}
}

// FuzzOutline wants the same of any text.
func FuzzOutline(f *testing.F) {
	f.Add("package p\n\nfunc f() struct{ a int } { return `}` }\n\nfunc g()\nvar x =\nfunc() {}\n")
	f.Add("package p;func f(){/*}*/};func g(a[]interface{})(b struct{}){'\\'';\"}\"}")
	f.Fuzz(func(t *testing.T, text string) {
		if _, differs := outlined([]byte(text)); differs != "" {
			t.Errorf("%q: %s", text, differs)
		}
	})
}

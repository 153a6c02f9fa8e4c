package gosyntax

import (
	"go/ast"
	"testing"
)

// TestEach visits every node that is listed as ast.Inspect does, and those of one type alone.
func TestEach(t *testing.T) {
	p := loaded(t, map[string]string{
		"go.mod":  "module example.com/app\n\ngo 1.22\n",
		"main.go": "package main\n\nvar openai = []string{\"a\", f(\"b\").c}\n\ntype s struct{ x int `tag`; y int }\n\nfunc main() { openai, _ = nil, func() { f(f(1)) } }\n",
	})
	f := p.Files[0]
	var want, got []ast.Node
	literals := 0
	ast.Inspect(f.AST, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.BasicLit:
			literals++
			want = append(want, n)
		case *ast.AssignStmt, *ast.CallExpr, *ast.CompositeLit, *ast.Field, *ast.SelectorExpr:
			want = append(want, n)
		}
		return true
	})
	for range 2 { // the second comes from what was kept
		got = nil
		for n := range f.Listed {
			got = append(got, n)
		}
		if len(got) != len(want) || len(want) < 10 {
			t.Fatalf("%d nodes, want %d", len(got), len(want))
		}
		for i := range got {
			if got[i] != want[i] {
				t.Errorf("node %d: %s, want %s", i, f.Text(got[i]), f.Text(want[i]))
			}
		}
	}
	Each(f, func(*ast.BasicLit) { literals-- })
	if literals != 0 {
		t.Errorf("%d literals not visited", literals)
	}
}

package gosyntax

import (
	"go/ast"
	"go/types"
	"slices"
	"testing"
)

// TestUses asks about every object that a program names, and wants what one walk of all files finds.
func TestUses(t *testing.T) {
	tree := onDisk(t, map[string]string{
		"go.mod": "module example.com/app\n\ngo 1.22\n\nrequire example.com/sdk v1.0.0\n",
		"main.go": `package main

import (
	"example.com/app/conf"
	"example.com/sdk"
)

var openai = sdk.New()

func main() {
	c := conf.Conf{Model: "m"}
	switch x := any(c).(type) {
	case conf.Conf:
		_ = x.Model
	case int:
		_ = x + openai
	}
	c.Set(conf.Model)
	_ = conf.Get[int](1)
}
`,
		"more.go":      "package main\n\nfunc more(c int) int { return c + openai }\n",
		"conf/conf.go": "package conf\n\nconst Model = \"m\"\n\ntype Conf struct{ Model string }\n\nfunc (c *Conf) Set(m string) { c.Model = m }\n\nfunc Get[T any](t T) T { return t }\n",
		"conf/ai.go":   "package conf\n\nvar openai = Conf{Model: Model}\n",
	})
	project := tree.Projects()[0]
	p := load(t, project, project.Files)
	got := map[types.Object][]Site{}
	for _, obj := range p.info.Uses {
		if !local(obj) { // a name that only a function knows is another one once its body is checked
			got[obj] = p.Uses(obj)
		}
	}
	for _, pkg := range p.Packages {
		p.checkBodies(pkg, func(*body) bool { return true })
	}
	want := map[types.Object][]Site{}
	for _, pkg := range p.Packages {
		for _, f := range pkg.Files {
			imports := map[*types.Package]types.Object{} // a file has one of each, whatever functions were checked by themselves
			ast.Inspect(f.AST, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok && p.info.Uses[id] != nil {
					obj := p.info.Uses[id]
					if name, ok := obj.(*types.PkgName); ok {
						if imports[name.Imported()] == nil {
							imports[name.Imported()] = name
						}
						obj = imports[name.Imported()]
					}
					want[obj] = append(want[obj], Site{File: f, Expr: id})
				}
				return true
			})
		}
	}
	if len(got) < 5 || len(want) < 15 {
		t.Fatalf("%d objects are named, %d in all, want more", len(got), len(want))
	}
	for obj, sites := range want {
		if !slices.Equal(p.Uses(obj), sites) {
			t.Errorf("%v: got %d uses, want %d", obj, len(p.Uses(obj)), len(sites))
		}
		if early, ok := got[obj]; ok && !slices.Equal(early, sites) {
			t.Errorf("%v: got %d uses before all was checked, want %d", obj, len(early), len(sites))
		}
	}
}

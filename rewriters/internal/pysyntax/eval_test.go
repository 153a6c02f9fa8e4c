package pysyntax

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/openai-migrate/migrate/pkg/source"
)

// project returns the files of a txtar as a project, all parsed.
func project(t *testing.T, archive string) *Project {
	t.Helper()
	files := map[string][]byte{}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		files[f.Name] = f.Data
	}
	tree := source.FromMap(files)
	p := New(context.Background(), &source.Project{Tree: tree, Root: "."}, Options{
		Wraps: func(s string) bool { return s == "wrap.it" },
		Same:  func(_ string, attrs []string) bool { return attrs[0] == "copy" },
	})
	for _, f := range tree.Files {
		if f.Lang == source.Python {
			if _, err := p.Add(f); err != nil {
				t.Fatal(err)
			}
		}
	}
	return p
}

// show writes a value down: "object lib.C.a.b", "string x", "env X+default".
func show(v Value) string {
	switch v.Kind {
	case Symbol:
		return "symbol " + v.Path
	case Object:
		return "object " + strings.Join(append([]string{v.Path}, v.Attrs...), ".")
	case String:
		text, _ := Text(v.Node)
		return "string " + text
	case Env:
		if v.HasDefault {
			return "env " + v.Name + "+default"
		}
		return "env " + v.Name
	case Function, ClassRef, Instance:
		return [...]string{Function: "function", ClassRef: "class", Instance: "instance"}[v.Kind] + " " + v.Node.ChildByField("name").Text()
	case Package:
		return "package " + v.Path
	case None:
		return "none"
	case Dict:
		return "dict"
	}
	return "unknown"
}

// probe returns what the argument of the file's call of PROBE stands for.
func probe(t *testing.T, p *Project) string {
	t.Helper()
	for _, m := range p.Modules() {
		if calls := m.calls["PROBE"]; len(calls) > 0 {
			var out []string
			for _, v := range p.Eval(Arguments(calls[0])[0].Value) {
				out = append(out, show(v))
			}
			return strings.Join(out, " | ")
		}
	}
	t.Fatal("no PROBE in the source")
	return ""
}

func TestEval(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"import", "import lib\nPROBE(lib.C)", "symbol lib.C"},
		{"dotted import", "import lib.sub\nPROBE(lib.sub.C)", "symbol lib.sub.C"},
		{"alias", "import lib.sub as ls\nPROBE(ls.C())", "object lib.sub.C"},
		{"from alias", "from lib import C as D\nc = D()\nPROBE(c.a.b)", "object lib.C.a.b"},
		{"star", "from lib import *\nPROBE(C)", "unknown"},
		{"type checking", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from lib import C\nPROBE(C)", "symbol lib.C"},
		{"try", "try:\n    from lib import C\nexcept ImportError:\n    C = None\nPROBE(C)", "symbol lib.C | none"},
		{"function level", "def f():\n    from lib import C\n    PROBE(C)", "symbol lib.C"},
		{"later assignment shadows", "x = 'a'\nx = 'b'\nPROBE(x)", "string b"},
		{"later assignment does not reach back", "x = 'a'\nPROBE(x)\nx = 'b'", "string a"},
		{"branches join", "x = 'a'\nif y:\n    x = 'b'\nPROBE(x)", "string a | string b"},
		{"functions see all", "x = 'a'\ndef f():\n    PROBE(x)\nx = 'b'", "string a | string b"},
		{"global", "x = None\ndef f():\n    global x\n    x = 'a'\ndef g():\n    PROBE(x)", "none | string a"},
		{"class body is not visible from methods", "x = 'a'\nclass K:\n    x = 'b'\n    def f(self):\n        PROBE(x)", "string a"},
		{"tuple", "x, y = 'a', 'b'\nPROBE(y)", "string b"},
		{"tuple of a call", "x, y = f()\nPROBE(y)", "unknown"},
		{"chain", "x = y = 'a'\nPROBE(x)", "string a"},
		{"walrus", "if (x := 'a'):\n    PROBE(x)", "string a"},
		{"with", "from lib import C\nwith C() as c:\n    PROBE(c)", "object lib.C"},
		{"async with", "from lib import C\nasync def f():\n    async with C() as c:\n        PROBE(c.x)", "object lib.C.x"},
		{"await", "from lib import C\nasync def f():\n    PROBE(await C())", "object lib.C"},
		{"conditional", "PROBE('a' if y else 'b')", "string a | string b"},
		{"or", "import os\nPROBE(os.getenv('X') or 'a')", "env X+default | string a"},
		{"getenv", "from os import getenv as g\nPROBE(g('X', 'a'))", "env X+default | string a"},
		{"environ", "import os\nPROBE(os.environ['X'])", "env X"},
		{"environ get", "from os import environ\nPROBE(environ.get('X').strip())", "env X"},
		{"environ by a constant", "import os\nK = 'X'\nPROBE(os.environ[K])", "env X"},
		{"self", "from lib import C\nclass K:\n    def __init__(self):\n        self.c = C()\n    def f(self):\n        PROBE(self.c.x)", "object lib.C.x"},
		{"inherited self", "from lib import C\nclass A:\n    def __init__(self):\n        self.c = C()\nclass B(A):\n    def f(self):\n        PROBE(self.c)", "object lib.C"},
		{"property", "from lib import C\nclass K:\n    @property\n    def c(self):\n        return C()\n    def f(self):\n        PROBE(self.c.x)", "object lib.C.x"},
		{"instance attribute", "from lib import C\nclass K:\n    def __init__(self):\n        self.c = C()\nk = K()\nPROBE(k.c)", "object lib.C"},
		{"class attribute", "class K:\n    X = 'a'\nPROBE(K.X)", "string a"},
		{"static method has no self", "class K:\n    @staticmethod\n    def f(self):\n        PROBE(self)", "unknown"},
		{"factory", "from lib import C\ndef f():\n    return C()\nPROBE(f())", "object lib.C"},
		{"yield", "from lib import C\ndef f():\n    yield C()\nPROBE(f())", "object lib.C"},
		{"annotated factory", "from lib import C\ndef f() -> C:\n    return g()\nPROBE(f())", "object lib.C"},
		{"parameter default", "def f(x='a'):\n    PROBE(x)", "string a | unknown"},
		{"parameter from calls", "def f(a, x):\n    PROBE(x)\nf(1, 'a')\nf(1, x='b')", "string a | string b | unknown"},
		{"constructor parameter", "from lib import C\nclass K:\n    def __init__(self, c):\n        self.c = c\n    def f(self):\n        PROBE(self.c)\nK(C())", "object lib.C | unknown"},
		{"annotated parameter", "from lib import C\ndef f(c: 'C | None' = None):\n    PROBE(c)", "none | object lib.C | unknown"},
		{"plainly annotated parameter", "from typing import Optional\nfrom lib import C\ndef f(c: Optional[C]):\n    PROBE(c)", "object typing.Optional | object lib.C | unknown"},
		{"wrapped", "import wrap\nfrom lib import C\nPROBE(wrap.it(C()).x)", "object lib.C.x"},
		{"copied", "from lib import C\nPROBE(C().copy(t=1).x)", "object lib.C.x"},
		{"subclass", "from lib import C\nclass D(C):\n    pass\nPROBE(D().x)", "object lib.C.x"},
		{"own method of a subclass", "from lib import C\nclass D(C):\n    x = 'a'\nPROBE(D().x)", "string a"},
		{"field default", "from pydantic import BaseModel, Field\nclass K(BaseModel):\n    x: str = Field('a', title='t')\nk = K()\nPROBE(k.x)", "string a | unknown"},
		{"option", "import argparse\np = argparse.ArgumentParser()\np.add_argument('-m', '--my-model', default='a')\nargs = p.parse_args()\nPROBE(args.my_model)", "string a | unknown"},
		{"option of a parser made elsewhere", "import argparse\ndef make():\n    p = argparse.ArgumentParser()\n    p.add_argument('--m', default='a')\n    return p.parse_args()\ndef main():\n    args = make()\n    PROBE(args.m)", "string a | unknown"},
		{"dict entry", "D = {'k': 'a'}\nPROBE(D['k'])", "string a"},
		{"dict call", "D = dict(k='a')\nPROBE(D['k'])", "string a"},
		{"unknown", "PROBE(f(x)[0].y)", "unknown"},
		{"loop over a list", "for x in ['a', 'b']:\n    PROBE(x)", "string a | string b"},
		{"loop over a name", "L = ('a', 'b')\nfor x in L:\n    PROBE(x)", "string a | string b"},
		{"loop over anything", "for x in y:\n    PROBE(x)", "unknown"},
		{"loop in a loop over nothing known", "for x in [y, 'a']:\n    PROBE(x)", "unknown | string a"},
		{"enumerate", "for i, x in enumerate(['a', 'b'], start=1):\n    PROBE(x)", "string a | string b"},
		{"enumerate's number", "for i, x in enumerate(['a']):\n    PROBE(i)", ""},
		{"tuples", "for x, n in [('a', 1), ('b', 2)]:\n    PROBE(x)", "string a | string b"},
		{"zip", "for x, y in zip(['a'], ['b']):\n    PROBE(y)", "string b"},
		{"progress bar", "from tqdm.auto import tqdm\nfor x in tqdm(['a']):\n    PROBE(x)", "string a"},
		{"records", "for x in [{'k': 'a'}, {'k': 'b'}]:\n    PROBE(x['k'])", "string a | string b"},
		{"index", "L = ['a', 'b']\nPROBE(L[1])", "string b"},
		{"any index", "L = [{'k': 'a'}, {'k': 'b'}]\nPROBE(L[i]['k'])", "string a | string b"},
		{"index behind the end", "L = ['a']\nPROBE(L[3])", "unknown"},
		{"comprehension", "y = [PROBE(x) for x in ['a', 'b']]", "string a | string b"},
		{"comprehensions of one name", "y = [x for x in ['a']]\nz = [PROBE(x) for x in ['b']]", "string b"},
		{"comprehension and a name", "x = 'a'\ny = [x for x in ['b']]\nPROBE(x)", "string a"},
		{"comprehension in another", "y = [[PROBE(x) for x in ['b']] for x in ['a']]", "string b"},
		{"loop into a call", "def f(x):\n    PROBE(x)\nfor m in ['a', 'b']:\n    f(x=m)", "string a | string b | unknown"},
		{"partial", "from functools import partial\ndef f(a, x):\n    PROBE(x)\npartial(f, x='a')\npartial(f, 1, 'b')", "string a | string b | unknown"},
		{"keyword-only through partial", "from functools import partial\ndef f(a, *, x):\n    PROBE(x)\npartial(f, 1, 'b')", "unknown"},
		{"tuple returned", "def f():\n    return 'a', 'b'\nPROBE(f()[0])", "string a"},
		{"recursion", "def f():\n    return f()\nPROBE(f())", "unknown"},
		{"mutual recursion", "x = y\ny = x\ndef f():\n    PROBE(x)", ""},
		{"interpolation", "PROBE(f'a{b}')", "unknown"},
		{"escape", `PROBE('a\n')`, "unknown"},
		{"del in a loop", "x = 'a'\nwhile y:\n    PROBE(x)\n    x = 'b'", "string a | string b"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := probe(t, project(t, "-- a.py --\n"+test.src+"\n")); got != test.want {
				t.Errorf("have %s\nwant %s\nin\n%s", got, test.want, test.src)
			}
		})
	}
}

func TestModules(t *testing.T) {
	tests := []struct{ name, files, want string }{
		{"constant of another file", "-- app/__init__.py --\n-- app/c.py --\nM = 'a'\n-- main.py --\nfrom app.c import M as N\nPROBE(N)\n", "string a"},
		{"module attribute", "-- app/c.py --\nM = 'a'\n-- main.py --\nimport app.c\nPROBE(app.c.M)\n", "string a"},
		{"relative", "-- app/c.py --\nM = 'a'\n-- app/d/e.py --\nfrom ..c import M\nPROBE(M)\n", "string a"},
		{"relative module", "-- app/c.py --\nM = 'a'\n-- app/d.py --\nfrom . import c\nPROBE(c.M)\n", "string a"},
		{"re-export", "-- app/__init__.py --\nfrom .c import M\n-- app/c.py --\nM = 'a'\n-- main.py --\nfrom app import M\nPROBE(M)\n", "string a"},
		{"star re-export", "-- app/__init__.py --\nfrom .c import *\n-- app/c.py --\nM = 'a'\n-- main.py --\nfrom app import M\nPROBE(M)\n", "string a"},
		{"below src", "-- src/app/c.py --\nM = 'a'\n-- src/app/d.py --\nfrom app.c import M\nPROBE(M)\n", "string a"},
		{"beside a script", "-- tool/c.py --\nM = 'a'\n-- tool/d.py --\nfrom c import M\nPROBE(M)\n", "string a"},
		{"a package is no root", "-- app/__init__.py --\n-- app/lib.py --\nC = 'a'\n-- app/d.py --\nfrom lib import C\nPROBE(C)\n", "symbol lib.C"},
		{"a file does not import itself", "-- lib.py --\nfrom lib import C\nPROBE(C)\n", "symbol lib.C"},
		{"a local module shadows", "-- lib/__init__.py --\nclass C: pass\n-- main.py --\nfrom lib import C\nPROBE(C())\n", "instance C"},
		{"missing", "-- main.py --\nfrom .gone import C\nPROBE(C)\n", "unknown"},
		{"import cycle", "-- a.py --\nfrom b import X\n-- b.py --\nfrom a import X\n-- main.py --\nfrom a import X\nPROBE(X)\n", "symbol a.X"},
		{"client of another file", "-- llm.py --\nfrom lib import C\nclient = C()\n-- main.py --\nimport llm\nPROBE(llm.client.x)\n", "object lib.C.x"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := probe(t, project(t, test.files)); got != test.want {
				t.Errorf("have %s\nwant %s\nin\n%s", got, test.want, test.files)
			}
		})
	}
}

func TestUses(t *testing.T) {
	p := project(t, `-- app/__init__.py --
-- app/c.py --
M = "a"
print(M)
class K:
    M = "other"
    def f(self, M):
        return M
-- main.py --
from app.c import M as N
from app import c
import app.c
N, c.M, app.c.M
c.K.M
f(M=1)
`)
	m := p.Of(mustOpen(t, p, "app/c.py"))
	var got []string
	for _, n := range p.Uses(m.Root.names["M"][0]) {
		f := p.Module(n).File
		at := f.Position(n.Start())
		got = append(got, fmt.Sprintf("%s:%d:%d", f.Path, at.Line, at.Column))
	}
	want := []string{"app/c.py:2:7", "main.py:4:1", "main.py:4:15", "main.py:4:6"}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("have %v\nwant %v", got, want)
	}
}

func mustOpen(t *testing.T, p *Project, path string) *source.File {
	t.Helper()
	f, err := p.source.Tree.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

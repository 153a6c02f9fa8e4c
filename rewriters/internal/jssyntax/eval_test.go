package jssyntax

import (
	"context"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// project reads a txtar archive, or a source that becomes a.ts.
func project(t *testing.T, text string) *Project {
	t.Helper()
	files := map[string][]byte{"package.json": []byte("{}")}
	a := txtar.Parse([]byte(text))
	for _, f := range a.Files {
		files[f.Name] = f.Data
	}
	if len(a.Files) == 0 {
		files["a.ts"] = []byte(text)
	}
	tree := source.FromMap(files)
	for _, src := range tree.Projects() {
		if src.Family != source.FamilyNode {
			continue
		}
		p := New(context.Background(), src, Options{})
		if _, errs := p.AddAll(src.Files); errs[0] != nil {
			t.Fatal(errs)
		}
		return p
	}
	t.Fatal("no project")
	return nil
}

func show(v Value) string {
	text, _ := Text(v.Node)
	switch v.Kind {
	case Symbol:
		return "symbol " + strings.Trim(v.Package+"#"+v.Name, "#")
	case Object:
		return strings.TrimSuffix("object "+v.Package+"#"+v.Name+"."+v.Path(), ".")
	case String:
		return "string " + text
	case Scalar:
		return "scalar " + v.Node.Text()
	case Env:
		if v.HasDefault {
			return "env " + v.Var + "+default"
		}
		return "env " + v.Var
	case Environ:
		return "environ"
	case Dict:
		return "dict"
	case Function:
		return "function"
	case ClassRef:
		return "class"
	case Instance:
		return "instance"
	case Namespace:
		return "namespace " + v.Home.File.Path
	case None:
		return "none"
	}
	return "unknown"
}

// probe returns what the argument of the call of PROBE stands for.
func probe(t *testing.T, p *Project) string {
	t.Helper()
	for _, m := range p.Modules() {
		if calls := m.calls["PROBE"]; len(calls) > 0 {
			var out []string
			for _, v := range p.Eval(Argument(calls[0], 0)) {
				out = append(out, show(v))
			}
			return strings.Join(out, " | ")
		}
	}
	t.Fatal("no PROBE in the source")
	return ""
}

func TestEval(t *testing.T) {
	for _, tt := range []struct{ name, src, want string }{
		{"default import", "import A from 'lib'\nPROBE(A)", "symbol lib#default"},
		{"named import", "import { A as B } from 'lib'\nPROBE(new B().c.d)", "object lib#A.c.d"},
		{"namespace", "import * as l from 'lib'\nPROBE(new l.A())", "object lib#A"},
		{"import equals", "import l = require('lib')\nPROBE(l.A)", "symbol lib#A"},
		{"require", "const l = require('lib')\nPROBE(new l())", "object lib#"},
		{"require of a part", "const { A: B } = require('lib')\nPROBE(B)", "symbol lib#A"},
		{"import()", "async function f() { const { default: A } = await import('lib'); PROBE(new A()) }", "object lib#default"},
		{"type only", "import type A from 'lib'\nfunction f(a: A) { PROBE(a.b) }", "object lib#default.b | unknown"},
		{"later assignment shadows", "let x = 'a'\nx = 'b'\nPROBE(x)", "string b"},
		{"later assignment does not reach back", "let x = 'a'\nPROBE(x)\nx = 'b'", "string a"},
		{"branches join", "let x\nif (y) { x = 'a' } else { x = 'b' }\nPROBE(x)", "none | string a | string b"},
		{"a branch without braces", "let x = 'a'\nif (y) x = 'b'\nPROBE(x)", "string a | string b"},
		{"blocks", "let x = 'a'\n{ let x = 'b' }\nPROBE(x)", "string a"},
		{"var leaves its block", "if (y) { var x = 'a' }\nPROBE(x)", "string a"},
		{"functions see all", "let x = 'a'\nfunction f() { PROBE(x) }\nx = 'b'", "string a | string b"},
		{"ternary", "PROBE(y ? 'a' : 'b')", "string a | string b"},
		{"or", "PROBE(process.env.X || 'a')", "env X+default | string a"},
		{"nullish", "PROBE(process.env['X'] ?? 'a')", "env X+default | string a"},
		{"optional chain", "PROBE(process?.env?.X)", "env X"},
		{"assertions", "PROBE((process.env.X! as string))", "env X"},
		{"vite", "PROBE(import.meta.env.VITE_X)", "env VITE_X"},
		{"deno", "PROBE(Deno.env.get('X'))", "env X"},
		{"node:process", "import { env } from 'node:process'\nPROBE(env.X)", "env X"},
		{"sveltekit", "import { X } from '$env/static/private'\nPROBE(X)", "env X"},
		{"destructured environment", "const { X: y = 'a' } = process.env\nPROBE(y)", "env X+default | string a"},
		{"trimmed", "PROBE(process.env.X?.trim())", "env X"},
		{"object entry", "const o = { a: { b: 'c' } }\nPROBE(o.a.b)", "string c"},
		{"entry of a spread", "const o = { a: 'b' }\nPROBE({ ...o }.a)", "string b"},
		{"later entry wins", "const o = { a: 'b' }\nPROBE({ ...o, a: 'c' }.a)", "string c"},
		{"enum", "enum E { A = 'b' }\nPROBE(E.A)", "string b"},
		{"as const", "const o = { a: 'b' } as const\nPROBE(o.a)", "string b"},
		{"field", "class K { a = 'b'; f() { PROBE(this.a) } }", "string b"},
		{"set on this", "import A from 'lib'\nclass K { constructor() { this.a = new A() } f() { return () => PROBE(this.a.b) } }", "object lib#default.b"},
		{"parameter property", "import A from 'lib'\nclass K { constructor(private a: A) {} f() { PROBE(this.a) } }", "object lib#default | unknown"},
		{"passed parameter", "import A from 'lib'\nfunction f(a) { PROBE(a) }\nf(new A())", "object lib#default | unknown"},
		{"passed to a constructor", "class K { constructor(a) { PROBE(a) } }\nnew K('x')", "string x | unknown"},
		{"part of a passed parameter", "function f({ a = 'b' }) { PROBE(a) }\nf({ a: 'c' })", "string c | string b | unknown"},
		{"getter", "import A from 'lib'\nclass K { get a() { return new A() } f() { PROBE(this.a) } }", "object lib#default"},
		{"inherited", "class A { x = 'a' }\nclass B extends A { f() { PROBE(this.x) } }", "string a"},
		{"outside base class", "import A from 'lib'\nclass B extends A {}\nPROBE(new B().c)", "object lib#default.c"},
		{"factory", "import A from 'lib'\nconst make = async () => new A()\nPROBE(await make())", "object lib#default"},
		{"annotated result", "import A from 'lib'\nfunction make(): A { return other() }\nPROBE(make())", "object lib#default | unknown"},
		{"recursion ends", "function f(x) { return f(x) }\nPROBE(f('a'))", "unknown"},
		{"circle of names", "const a = b\nconst b = a\nPROBE(a)", ""},
		{"escapes are no plain literal", `PROBE('a\n')`, "unknown"},
		{"interpolation is no plain literal", "PROBE(`a${b}`)", "unknown"},
		{"template without one is", "PROBE(`a`)", "string a"},
		{"negative number", "PROBE(-1)", "scalar -1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := probe(t, project(t, tt.src)); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestModules(t *testing.T) {
	for _, tt := range []struct{ name, src, want string }{
		{"beside", "-- a.ts --\nimport { x } from './b'\nPROBE(x)\n-- b.ts --\nexport const x = 'y'\n", "string y"},
		{"js means ts", "-- a.ts --\nimport { x } from './b.js'\nPROBE(x)\n-- b.ts --\nexport const x = 'y'\n", "string y"},
		{"index", "-- a.ts --\nimport { x } from './b'\nPROBE(x)\n-- b/index.tsx --\nexport const x = 'y'\n", "string y"},
		{"barrel", "-- a.ts --\nimport { x } from './b'\nPROBE(x)\n-- b/index.ts --\nexport * from './c'\n-- b/c.ts --\nexport const x = 'y'\n", "string y"},
		{"renamed", "-- a.ts --\nimport { z } from './b'\nPROBE(z)\n-- b.ts --\nexport { x as z } from './c'\n-- c.ts --\nconst x = 'y'\nexport { x }\n", "string y"},
		{"namespace export", "-- a.ts --\nimport { n } from './b'\nPROBE(n.x)\n-- b.ts --\nexport * as n from './c'\n-- c.ts --\nexport const x = 'y'\n", "string y"},
		{"default expression", "-- a.ts --\nimport x from './b'\nPROBE(x.k)\n-- b.ts --\nexport default { k: 'y' }\n", "string y"},
		{"CommonJS object", "-- a.js --\nconst { x } = require('./b')\nPROBE(x)\n-- b.js --\nconst x = 'y'\nmodule.exports = { x }\n", "string y"},
		{"CommonJS names", "-- a.js --\nPROBE(require('./b').x)\n-- b.js --\nexports.x = 'y'\n", "string y"},
		{"CommonJS value", "-- a.js --\nconst f = require('./b')\nPROBE(f())\n-- b.js --\nmodule.exports = () => 'y'\n", "string y"},
		{"paths", "-- tsconfig.json --\n{\"compilerOptions\": {\"baseUrl\": \".\", \"paths\": {\"~lib/*\": [\"src/lib/*\"]}}} // end\n-- a.ts --\nimport { x } from '~lib/b'\nPROBE(x)\n-- src/lib/b.ts --\nexport const x = 'y'\n", "string y"},
		{"extended paths", "-- base.json --\n{\"compilerOptions\": {\"paths\": {\"@lib\": [\"./lib/b.ts\"]}}}\n-- tsconfig.json --\n{\"extends\": \"./base\"}\n-- a.ts --\nimport { x } from '@lib'\nPROBE(x)\n-- lib/b.ts --\nexport const x = 'y'\n", "string y"},
		{"usual alias", "-- a.ts --\nimport { x } from '@/lib/b'\nPROBE(x)\n-- src/lib/b.ts --\nexport const x = 'y'\n", "string y"},
		{"unknown alias is no package", "-- a.ts --\nimport { x } from '@/openai'\nPROBE(x)\n", "unknown"},
		{"workspace", "-- a.ts --\nimport { x } from '@acme/llm'\nPROBE(x)\n-- packages/llm/package.json --\n{\"name\": \"@acme/llm\"}\n-- packages/llm/src/index.ts --\nexport const x = 'y'\n", "string y"},
		{"circle of barrels", "-- a.ts --\nimport { x } from './b'\nPROBE(x)\n-- b.ts --\nexport * from './c'\n-- c.ts --\nexport * from './b'\n", ""},
		{"re-exported package", "-- a.ts --\nimport { A } from './b'\nPROBE(new A())\n-- b.ts --\nexport { default as A } from 'lib'\n", "object lib#default"},
		{"through a star of a package", "-- a.ts --\nimport { A } from './b'\nPROBE(new A())\n-- b.ts --\nexport * from 'lib'\n", "object lib#A"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := probe(t, project(t, tt.src)); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestPackage(t *testing.T) {
	for from, want := range map[string]string{
		"openai": "openai", "openai/resources/chat": "openai/resources/chat", "npm:openai@4.20.1": "openai", "npm:@ai-sdk/openai@^1": "@ai-sdk/openai",
		"https://esm.sh/openai@4": "openai", "https://deno.land/x/openai@v4.20.1/mod.ts": "openai", "jsr:@openai/openai": "openai",
		"https://esm.sh/@langchain/openai@0.3?target=es2022": "@langchain/openai", "@scope/pkg@1/sub": "@scope/pkg/sub",
	} {
		if got := Package(from); got != want {
			t.Errorf("%s: got %s, want %s", from, got, want)
		}
	}
}

func TestVersion(t *testing.T) {
	for _, tt := range []struct {
		file, text string
		want       [3]int
	}{
		{"package.json", `{"dependencies": {"openai": "^4.20.1"}}`, [3]int{4, 20, 1}},
		{"package.json", `{"devDependencies": {"openai": "5.x"}}`, [3]int{5, 0, 0}},
		{"package-lock.json", "{\n\"packages\": {\n\"node_modules/openai\": {\n \"version\": \"4.91.0\"}}}", [3]int{4, 91, 0}},
		{"package-lock.json", "{\"lockfileVersion\": 1, \"dependencies\": {\n  \"openai\": {\n    \"version\": \"3.3.0\"}}}", [3]int{3, 3, 0}},
		{"package-lock.json", "{\"packages\": {\"\": {\"dependencies\": {\"openai\": \"^4\"}}, \"node_modules/a/node_modules/openai\": {\"version\": \"9.0.0\"}, \"node_modules/openai\": {\n\"version\": \"4.20.1\"}}}", [3]int{4, 20, 1}},
		{"yarn.lock", "\nopenai@^4.20.0, openai@^4.19.0:\n  version \"4.20.1\"\n", [3]int{4, 20, 1}},
		{"pnpm-lock.yaml", "packages:\n\n  /openai@4.104.0:\n", [3]int{4, 104, 0}},
		{"pnpm-lock.yaml", "packages:\n\n  'openai@6.1.2(zod@3)':\n", [3]int{6, 1, 2}},
		{"pnpm-lock.yaml", "packages:\n\n  /openai/3.3.0:\n", [3]int{3, 3, 0}},
		{"yarn.lock", "\"openai@npm:^4.0.0\":\n  version: 4.52.0\n", [3]int{4, 52, 0}},
		{"bun.lock", "\"openai\": [\"openai@5.23.2\", \"\"],", [3]int{5, 23, 2}},
	} {
		p := project(t, "-- "+tt.file+" --\n"+tt.text+"\n-- src/a.ts --\n")
		if got, ok := p.Version("src", "openai"); !ok || got != tt.want {
			t.Errorf("%s %s: got %v, want %v", tt.file, tt.text, got, tt.want)
		}
	}
	if _, ok := project(t, "").Version(".", "openai"); ok {
		t.Error("a version is known of nothing")
	}
}

func TestRearrange(t *testing.T) {
	for _, tt := range []struct{ src, want string }{
		{"f({})", "f({ n: 1 })"},
		{"f({ a: 1 })", "f({ a: 1, n: 1 })"},
		{"f({a: 1})", "f({a: 1, n: 1})"},
		{"f({ gone: 1 })", "f({ n: 1 })"},
		{"f({ gone: 1, a: 2 })", "f({ n: 1, a: 2 })"},
		{"f({\n  a: 1,\n})", "f({\n  a: 1,\n  n: 1,\n})"},
		{"f({\n  a: 1\n})", "f({\n  a: 1,\n  n: 1\n})"},
		{"f({\n  a: 1 // c\n})", "f({\n  a: 1, // c\n  n: 1\n})"},
		{"f({\n\ta,\n\t...b\n})", "f({\n\ta,\n\t...b,\n\tn: 1\n})"},
	} {
		if got := rearranged(t, tt.src, []string{"gone"}, []string{"n: 1"}); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.src, got, tt.want)
		}
	}
}

func TestRemove(t *testing.T) {
	for _, tt := range []struct{ src, want string }{
		{"f({ x: 1 })", "f({ })"},
		{"f({ a: 1, x: 2 })", "f({ a: 1 })"},
		{"f({ x: 1, a: 2 })", "f({ a: 2 })"},
		{"f({ x: 1, y: 2, a: 3 })", "f({ a: 3 })"},
		{"f({\n  a: 1,\n  x: [\n    1,\n  ], // c\n  // of b\n  b: 2,\n})", "f({\n  a: 1,\n  // of b\n  b: 2,\n})"},
		{"f({\n  a: 1,\n  x: 1,\n  y: 2,\n})", "f({\n  a: 1,\n})"},
		{"f({\n  a: 1,\n  x: 1\n})", "f({\n  a: 1\n})"},
	} {
		if got := rearranged(t, tt.src, []string{"x", "y"}, nil); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.src, got, tt.want)
		}
	}
}

func rearranged(t *testing.T, src string, drop, add []string) string {
	t.Helper()
	m := project(t, src).Modules()[0]
	var object syntax.Node
	for n := range m.Tree.Root().Descendants("object") {
		object = n
		break
	}
	out, err := edit.Apply(m.File.Data, m.Rearrange(object, drop, add))
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

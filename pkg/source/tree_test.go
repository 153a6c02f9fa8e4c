package source

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestProjects(t *testing.T) {
	files := map[string]string{
		"go.mod": "module x\n", "main.go": "// openai", "svc/go.mod": "module y\n", "svc/a.go": "// openai", "svc/in/b.go": "// openai",
		"web/package.json": "{}", "web/src/c.ts": "openai", "web/src/.env": "OPENAI_API_KEY=",
		"ml/requirements.txt": "openai\n", "ml/a.py": use, "ml/pkg/__init__.py": "", "ml/pkg/requirements.txt": "openai\n", "ml/pkg/b.py": use,
		"tools/d.py": use, "java/pom.xml": "", "java/src/E.java": "openai", "rs/Cargo.toml": "", "rs/f.rs": "openai",
	}
	want := []string{
		"java jvm [java/src/E.java]", "svc go [svc/a.go svc/in/b.go]", ". go [main.go]", "ml python [ml/a.py ml/pkg/b.py]",
		"ml config [ml/pkg/requirements.txt ml/requirements.txt]", ". python [tools/d.py]", "rs other [rs/f.rs]",
		"web config [web/src/.env]", "web node [web/src/c.ts]",
	}
	var got []string
	for _, p := range mustWalk(t, fill(t, files), Options{}).Projects() {
		var names []string
		for _, f := range p.Files {
			names = append(names, f.Path)
		}
		got = append(got, fmt.Sprintf("%s %s %v", p.Root, p.Family, names))
	}
	byName := func(list []string) map[string]bool {
		m := map[string]bool{}
		for _, s := range list {
			m[s] = true
		}
		return m
	}
	if d := cmp.Diff(byName(want), byName(got)); d != "" {
		t.Errorf("projects (-want +got):\n%s", d)
	}
}

func TestOpen(t *testing.T) {
	files := map[string]string{"a.py": use, "plain.py": "x = 1\n", "gbk.py": "# " + zhGBK + "\n", "odd.py": "\xe9", "dir/b.py": "y"}
	raw := map[string][]byte{}
	for p, text := range files {
		raw[p] = []byte(text)
	}
	dir := repository(t, files)
	commit, err := WalkCommit(t.Context(), dir, "HEAD", Options{})
	check(t, err)
	for name, tree := range map[string]*Tree{"disk": mustWalk(t, dir, Options{}), "commit": commit, "map": FromMap(raw)} {
		t.Run(name, func(t *testing.T) {
			var wg sync.WaitGroup
			got := make([]*File, 8)
			for i := range got {
				wg.Go(func() { got[i], _ = tree.Open("gbk.py") })
			}
			wg.Wait()
			for _, f := range got {
				if f == nil || f != got[0] || string(f.Data) != "# 中文\n" {
					t.Errorf("Open(gbk.py) = %v, want one and the same decoded file", f)
				}
			}
			if f, err := tree.Open("a.py"); err != nil || f != tree.Kept("a.py") {
				t.Errorf("Open(a.py) is not the kept file: %v", err)
			}
			if _, err := tree.Open("odd.py"); err == nil || !strings.Contains(err.Error(), ReasonEncoding) {
				t.Errorf("Open(odd.py): error %v", err)
			}
			for _, p := range []string{"none.py", "dir", "", ".", "../a.py", "dir/../a.py", "/a.py", "a.py/x"} {
				if _, err := tree.Open(p); !errors.Is(err, fs.ErrNotExist) {
					t.Errorf("Open(%q): error %v", p, err)
				}
				if tree.Exists(p) {
					t.Errorf("Exists(%q)", p)
				}
			}
			if !tree.Exists("plain.py") || !tree.Exists("dir/b.py") || !tree.Exists("a.py") {
				t.Error("Exists: a file is missing")
			}
		})
	}
}

func TestHolds(t *testing.T) {
	tree := FromMap(map[string][]byte{"a/b.py": nil, "a/b/c.py": nil, "a.py": nil, "a-b/d.py": nil, "z": nil})
	for p, want := range map[string]bool{
		".": true, "a": true, "a/b": true, "a/b/c.py": true, "a/b.py": true, "z": true, "a/c": false, "a/b/c": false, "b": false, "zz": false,
	} {
		if got := tree.Holds(p); got != want {
			t.Errorf("Holds(%q) = %v", p, got)
		}
	}
}

func TestFromMap(t *testing.T) {
	tree := FromMap(map[string][]byte{"b.py": []byte("x"), "a.py": []byte("y"), "bad.py": []byte("\xe9"), "vendor/a.go": []byte("z")})
	if d := cmp.Diff([]string{"a.py", "b.py", "vendor/a.go"}, paths(tree)); d != "" {
		t.Errorf("kept (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]Skip{{"bad.py", ReasonEncoding}}, tree.Skipped); d != "" {
		t.Errorf("skipped (-want +got):\n%s", d)
	}
	if tree.Kept("vendor/a.go").Mark != Vendored {
		t.Error("vendor/a.go is not marked")
	}
}

func TestDetect(t *testing.T) {
	for name, want := range map[string]Lang{
		"a.go": Go, "x/.env": Dotenv, ".env.local": Dotenv, "prod.env": Dotenv, "env.example": Dotenv, "src/env.mjs": JavaScript, "env.d.ts": TypeScript, "env.py": Python, "Dockerfile.dev": Docker, "Makefile": Make,
		"a.D.TS": TypeScript, "Pipfile": TOML, "LICENSE": Other, "n.ipynb": Notebook,
	} {
		if got := Detect(name); got != want {
			t.Errorf("Detect(%s) = %s, want %s", name, got, want)
		}
	}
}

package source

import (
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"
)

// Project is one unit of analysis: the kept files of one language family below one manifest. A Go module, a Python
// distribution, a Node package; config files belong to the nearest manifest of any language.
type Project struct {
	Tree   *Tree
	Root   string // slash path of its directory, "." for the tree's root
	Family Family
	Files  []*File // by path

	memo sync.Map // see Memo
}

// Scope is how far what the project's code sets in its own process reaches: that of a notebook or a document stays in
// it, that of other code goes as far as the project.
func (p *Project) Scope() string {
	if len(p.Files) > 0 {
		if own := p.Files[0].ownProgram(); own != nil {
			return own.Path
		}
	}
	return p.Root
}

// Alone reports whether the project is one file that is a program by itself, a notebook or a document.
func (p *Project) Alone() bool { return len(p.Files) == 1 && p.Files[0].ownProgram() != nil }

// Family is a group of languages that one toolchain builds together.
type Family string

// The families. Config is every file that no compiler reads: .env, YAML, TOML, JSON, shell, documents.
const (
	FamilyGo     Family = "go"
	FamilyPython Family = "python"
	FamilyNode   Family = "node"
	FamilyJVM    Family = "jvm"
	FamilyOther  Family = "other"
	FamilyConfig Family = "config"
)

// Family returns the family of a language.
func (l Lang) Family() Family {
	switch l {
	case Go:
		return FamilyGo
	case Python, Notebook:
		return FamilyPython
	case JavaScript, TypeScript, TSX, Vue, Svelte:
		return FamilyNode
	case Java, Kotlin:
		return FamilyJVM
	case CSharp, Rust, PHP, Ruby, Swift, Dart:
		return FamilyOther
	}
	return FamilyConfig
}

// Within reports whether the slash path p is dir or lies below it; everything lies within ".".
func Within(p, dir string) bool {
	return dir == "." || p == dir || strings.HasPrefix(p, dir+"/")
}

// Join joins slash paths below a project root; root "." adds nothing.
func Join(root string, elem ...string) string {
	return path.Join(append([]string{root}, elem...)...)
}

// manifests are the files that make a directory the root of a project of the family.
var manifests = map[Family][]string{
	FamilyGo:     {"go.mod"},
	FamilyPython: {"pyproject.toml", "setup.py", "setup.cfg", "requirements.txt", "Pipfile", "environment.yml"},
	FamilyNode:   {"package.json", "deno.json", "deno.jsonc"},
	FamilyJVM:    {"pom.xml", "build.gradle", "build.gradle.kts"},
	FamilyOther:  {"Cargo.toml", "composer.json", "Gemfile", "Package.swift", "pubspec.yaml"},
}

// Projects groups the kept files into units of analysis, by root and family. A notebook is a unit of its own: it runs in a
// process of its own, and what it sets on a module no other file sees.
func (t *Tree) Projects() []*Project {
	type key struct {
		root    string
		family  Family
		program *File
	}
	byKey := map[key]*Project{}
	var out []*Project
	t.findRoots()
	for _, f := range t.Files {
		k := key{t.Root(f), f.Lang.Family(), f.ownProgram()}
		p := byKey[k]
		if p == nil {
			p = &Project{Tree: t, Root: k.root, Family: k.family}
			byKey[k] = p
			out = append(out, p)
		}
		p.Files = append(p.Files, f)
	}
	return out
}

// findRoots finds the files' roots side by side: the time goes into the lists of directories.
func (t *Tree) findRoots() {
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for files := range slices.Chunk(t.Files, 256) {
		g.Go(func() error {
			for _, f := range files {
				t.Root(f)
			}
			return nil
		})
	}
	_ = g.Wait() // nothing can fail
}

// ownProgram returns a file that is a program by itself; nil for ordinary files.
func (f *File) ownProgram() *File {
	if f.view != nil && f.Lang.Family() != FamilyConfig {
		return f
	}
	return nil
}

// Root returns the nearest directory above f that holds a manifest of its family, of any family for config files: the root
// of its project.
func (t *Tree) Root(f *File) string { return t.rootAt(path.Dir(f.Path), f.Lang.Family()) }

// rootAt is asked once for each directory and family.
func (t *Tree) rootAt(dir string, family Family) string {
	if dir == "." {
		return "."
	}
	key := string(family) + ":" + dir
	if root, ok := t.roots.Load(key); ok {
		return root.(string)
	}
	root := dir
	if !t.isRoot(dir, family) {
		root = t.rootAt(path.Dir(dir), family)
	}
	t.roots.Store(key, root)
	return root
}

func (t *Tree) isRoot(dir string, family Family) bool {
	if family != FamilyConfig {
		return slices.ContainsFunc(manifests[family], func(name string) bool { return t.isManifest(dir, name) })
	}
	for other := range manifests {
		if t.isRoot(dir, other) {
			return true
		}
	}
	return false
}

// isManifest reports whether dir holds the manifest. A list of requirements inside a Python package says what that part
// of the distribution needs; it begins no distribution of its own.
func (t *Tree) isManifest(dir, name string) bool {
	return t.Exists(path.Join(dir, name)) && (name != "requirements.txt" || !t.Exists(path.Join(dir, "__init__.py")))
}

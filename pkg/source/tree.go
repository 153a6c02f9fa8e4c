package source

import (
	"path"
	"slices"
	"strings"
)

// Tree is what [Walk] found.
type Tree struct {
	Dir     string  // absolute directory on disk; empty for a tree from a commit or from memory
	Files   []*File // the kept files, by path
	Skipped []Skip  // by path
	Seen    int     // files looked at, kept or not

	open  func(path string) ([]byte, error) // any file of the tree by path, kept or not
	cache map[string]*File
}

// Kept returns the kept file at a path, or nil.
func (t *Tree) Kept(path string) *File {
	i, ok := slices.BinarySearchFunc(t.Files, path, func(f *File, p string) int { return strings.Compare(f.Path, p) })
	if !ok {
		return nil
	}
	return t.Files[i]
}

// Project is one unit of analysis: the kept files of one language family below one manifest. A Go module, a Python
// distribution, a Node package; config files belong to the nearest manifest of any language.
type Project struct {
	Tree   *Tree
	Root   string // slash path of its directory, "." for the tree's root
	Family Family
	Files  []*File // by path
}

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

package source

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Options say which files of a tree are read.
type Options struct {
	Paths    []string // slash paths below the root to look at; empty for all of it
	Include  []string // glob patterns (doublestar); empty includes all
	Exclude  []string
	NoIgnore bool // read what .gitignore leaves out, too
	Workers  int  // 0 for one per CPU
	Progress func(seen, kept int)
}

// Walk reads the tree below the directory dir.
func Walk(ctx context.Context, dir string, o Options) (*Tree, error) {
	return nil, errStub
}

// WalkCommit reads the tree of a commit from git's objects, without touching the work tree.
func WalkCommit(ctx context.Context, dir, rev string, o Options) (*Tree, error) {
	return nil, errStub
}

// FromMap returns the tree of the given files: slash path to bytes. All files are kept that decode.
func FromMap(files map[string][]byte) *Tree {
	t := &Tree{Seen: len(files), cache: map[string]*File{}}
	t.open = func(p string) ([]byte, error) {
		if raw, ok := files[p]; ok {
			return raw, nil
		}
		return nil, &fs.PathError{Op: "open", Path: p, Err: fs.ErrNotExist}
	}
	for p, raw := range files {
		f, err := NewFile(p, raw)
		if err != nil {
			t.Skipped = append(t.Skipped, Skip{Path: p, Reason: err.Error()})
			continue
		}
		t.Files = append(t.Files, f)
	}
	slices.SortFunc(t.Files, func(a, b *File) int { return strings.Compare(a.Path, b.Path) })
	slices.SortFunc(t.Skipped, func(a, b Skip) int { return strings.Compare(a.Path, b.Path) })
	return t
}

// Open returns any file of the tree by its slash path, kept or not: rewriters follow imports into files that do not
// mention OpenAI. The error is fs.ErrNotExist where there is none. It is safe for concurrent use.
func (t *Tree) Open(p string) (*File, error) {
	if f := t.Kept(p); f != nil {
		return f, nil
	}
	if t.open == nil {
		return nil, fmt.Errorf("open %s: %w", p, errors.ErrUnsupported)
	}
	raw, err := t.open(p)
	if err != nil {
		return nil, err
	}
	return NewFile(p, raw)
}

// manifests are the files that make a directory the root of a project of the family.
var manifests = map[Family][]string{
	FamilyGo:     {"go.mod"},
	FamilyPython: {"pyproject.toml", "setup.py", "setup.cfg", "requirements.txt", "Pipfile", "environment.yml"},
	FamilyNode:   {"package.json", "deno.json", "deno.jsonc"},
	FamilyJVM:    {"pom.xml", "build.gradle", "build.gradle.kts"},
	FamilyOther:  {"Cargo.toml", "composer.json", "Gemfile", "Package.swift", "pubspec.yaml"},
}

// Projects groups the kept files into units of analysis, by root and family.
func (t *Tree) Projects() []*Project {
	type key struct {
		root   string
		family Family
	}
	byKey := map[key]*Project{}
	var out []*Project
	for _, f := range t.Files {
		k := key{t.rootOf(f), f.Lang.Family()}
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

// rootOf returns the nearest directory above f that holds a manifest of its family, of any family for config files.
func (t *Tree) rootOf(f *File) string {
	names := manifests[f.Lang.Family()]
	if f.Lang.Family() == FamilyConfig {
		names = slices.Concat(manifests[FamilyGo], manifests[FamilyPython], manifests[FamilyNode], manifests[FamilyJVM], manifests[FamilyOther])
	}
	for dir := path.Dir(f.Path); dir != "."; dir = path.Dir(dir) {
		for _, n := range names {
			if t.Exists(path.Join(dir, n)) {
				return dir
			}
		}
	}
	return "."
}

// Exists reports whether the tree has a file at the slash path p, kept or not.
func (t *Tree) Exists(p string) bool {
	if t.Kept(p) != nil {
		return true
	}
	if t.open == nil {
		return false
	}
	_, err := t.open(p)
	return err == nil
}

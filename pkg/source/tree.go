package source

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
)

// Tree is what [Walk] found.
type Tree struct {
	Dir     string  // absolute directory on disk; empty for a tree from a commit or from memory
	Files   []*File // the kept files, by path
	Skipped []Skip  // by path
	Seen    int     // files looked at, kept or not

	store store
	cache sync.Map // path -> func() (*File, error), for files that are not kept
	roots sync.Map // directory and family -> its project's root
	memo  sync.Map // see Memo
}

// store gives access to any file of the tree, kept or not, by its slash path.
type store interface {
	read(path string) ([]byte, error)
	exists(path string) bool // a regular file
}

// newTree sorts what was found.
func newTree(dir string, s store, files []*File, skipped []Skip, seen int) *Tree {
	slices.SortFunc(files, func(a, b *File) int { return strings.Compare(a.Path, b.Path) })
	return &Tree{Dir: dir, Files: files, Skipped: sortSkips(skipped), Seen: seen, store: s}
}

// FromMap returns the tree of the given files: slash path to bytes. All files are kept that decode.
func FromMap(files map[string][]byte) *Tree {
	var kept []*File
	var skipped []Skip
	for p, raw := range files {
		f, err := NewFile(p, raw)
		if err != nil {
			skipped = append(skipped, Skip{Path: p, Reason: err.Error()})
			continue
		}
		kept = append(kept, f)
	}
	return newTree("", memory(files), kept, skipped, len(files))
}

// memory is the store of a tree that was never on disk.
type memory map[string][]byte

func (m memory) read(p string) ([]byte, error) {
	if raw, ok := m[p]; ok {
		return raw, nil
	}
	return nil, notExist(p)
}

func (m memory) exists(p string) bool { _, ok := m[p]; return ok }

func notExist(p string) error { return &fs.PathError{Op: "open", Path: p, Err: fs.ErrNotExist} }

// Kept returns the kept file at a path, or nil.
func (t *Tree) Kept(path string) *File {
	i, ok := slices.BinarySearchFunc(t.Files, path, func(f *File, p string) int { return strings.Compare(f.Path, p) })
	if !ok {
		return nil
	}
	return t.Files[i]
}

// Holds reports whether a kept file is p or lies below it.
func (t *Tree) Holds(p string) bool {
	if p == "." {
		return len(t.Files) > 0
	}
	i, _ := slices.BinarySearchFunc(t.Files, p+"/", func(f *File, p string) int { return strings.Compare(f.Path, p) })
	return t.Kept(p) != nil || i < len(t.Files) && Within(t.Files[i].Path, p)
}

// Open returns any file of the tree by its slash path, kept or not: rewriters follow imports into files that do not
// mention OpenAI. A file is read once, and every caller gets the same one. The error is fs.ErrNotExist where there is
// none, and for a path that leads out of the tree. Open is safe for concurrent use.
func (t *Tree) Open(p string) (*File, error) {
	if f := t.Kept(p); f != nil {
		return f, nil
	}
	if !fs.ValidPath(p) || t.store == nil {
		return nil, notExist(p)
	}
	load, _ := t.cache.LoadOrStore(p, sync.OnceValues(func() (*File, error) { return t.load(p) }))
	return load.(func() (*File, error))()
}

func (t *Tree) load(p string) (*File, error) {
	raw, err := t.store.read(p)
	if err != nil {
		return nil, err
	}
	f, err := NewFile(p, raw)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", p, err)
	}
	return f, nil
}

// Exists reports whether the tree has a file at the slash path p, kept or not. It does not read it.
func (t *Tree) Exists(p string) bool {
	if t.store == nil {
		return t.Kept(p) != nil
	}
	return fs.ValidPath(p) && p != "." && t.store.exists(p)
}

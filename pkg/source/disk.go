package source

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// readDir lists one directory: its files become tasks, its directories tasks of their own.
func (w *walk) readDir(t task) {
	if w.ctx.Err() != nil {
		return
	}
	entries, err := readEntries(w.path(t.dir))
	if err != nil {
		w.add(batch{skipped: []Skip{unreadable(t.dir, err)}})
		return
	}
	if has(entries, "pyvenv.cfg") && !w.noIgnore && !w.names(t.dir) {
		w.bar(t.dir, true)
		return
	}
	if !w.noIgnore && has(entries, ".gitignore") {
		if text, err := os.ReadFile(filepath.Join(w.path(t.dir), ".gitignore")); err == nil {
			t.rules = t.rules.below(t.place, text)
		}
	}
	for files := range slices.Chunk(w.enter(t, entries), chunk) {
		w.queue.push(task{files: files})
	}
}

// readEntries is os.ReadDir without its sorting.
func readEntries(dir string) ([]fs.DirEntry, error) {
	d, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	return d.ReadDir(-1)
}

func has(entries []fs.DirEntry, name string) bool {
	return slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == name })
}

// enter queues the directories among the entries and returns the files.
func (w *walk) enter(t task, entries []fs.DirEntry) (files []string) {
	for _, e := range entries {
		p, place := e.Name(), e.Name()
		if t.dir != "." {
			p = t.dir + "/" + p
		}
		if t.place != "." {
			place = t.place + "/" + place
		}
		regular := e.Type().IsRegular() || e.Type()&fs.ModeSymlink != 0
		switch {
		case e.IsDir() && !t.rules.ignored(place, true):
			if at, listed, barred := w.barred(p); barred {
				w.bar(at, listed)
				continue
			}
			w.queue.push(task{dir: p, place: place, rules: t.rules, except: t.except})
		case regular && !t.except[p] && w.selected(p) && !t.rules.ignored(place, false):
			files = append(files, p)
		}
	}
	return files
}

// The kinds of what lies at a path, as far as a walk cares.
const (
	gone = iota
	link
	directory
	other
)

// kind tells what lies at a path on disk, without following a link.
func kind(name string) int {
	info, err := os.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return gone
	case err != nil:
		return other
	case info.Mode()&fs.ModeSymlink != 0:
		return link
	case info.IsDir():
		return directory
	}
	return other
}

// disk is the store of a tree on disk. The root keeps every path inside, links included.
type disk struct {
	root *os.Root
	dirs *sync.Map // slash path of a directory -> map[string]fs.FileMode, see folder
}

func (d disk) read(p string) ([]byte, error) {
	f, err := d.root.Open(filepath.FromSlash(p))
	if errors.Is(err, fs.ErrPermission) {
		return nil, err
	}
	if err != nil {
		return nil, notExist(p)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return nil, notExist(p)
	}
	if info.Size() > maxData {
		return nil, fmt.Errorf("open %s: %s", p, ReasonTooLarge)
	}
	data := bytes.NewBuffer(make([]byte, 0, info.Size()+bytes.MinRead)) // which need not grow
	_, err = data.ReadFrom(f)
	return data.Bytes(), err
}

// exists answers from the list of p's directory, which is read once. Most of what is asked for, modules of other people, is
// not there. A link is followed by the root, which keeps it inside.
func (d disk) exists(p string) bool {
	dir, name := splitPath(p)
	kind, listed := d.folder(dir)[name]
	if !listed || kind.IsRegular() {
		return listed
	}
	info, err := d.root.Stat(filepath.FromSlash(p))
	return err == nil && info.Mode().IsRegular()
}

// folder is what lies in a directory, by name; nil for what is no directory or cannot be read.
func (d disk) folder(dir string) map[string]fs.FileMode {
	known, ok := d.dirs.Load(dir)
	if !ok {
		known, _ = d.dirs.LoadOrStore(dir, d.list(dir))
	}
	return known.(map[string]fs.FileMode)
}

func (d disk) list(dir string) map[string]fs.FileMode {
	if dir != "." {
		up, name := splitPath(dir)
		if _, listed := d.folder(up)[name]; !listed {
			return nil
		}
	}
	f, err := d.root.Open(filepath.FromSlash(dir))
	if err != nil {
		return nil
	}
	defer f.Close()
	entries, _ := f.ReadDir(-1)
	out := make(map[string]fs.FileMode, len(entries))
	for _, e := range entries {
		out[e.Name()] = e.Type()
	}
	return out
}

// splitPath is path.Split for a clean path that is not ".".
func splitPath(p string) (dir, name string) {
	if i := strings.LastIndexByte(p, '/'); i >= 0 {
		return p[:i], p[i+1:]
	}
	return ".", p
}

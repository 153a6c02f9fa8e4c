package source

import (
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// Options say which files of a tree are read.
type Options struct {
	Paths    []string // files and directories below the root to look at, relative to it; empty for all of it
	Include  []string // glob patterns (doublestar); empty includes all. One without a slash matches a name at any depth
	Exclude  []string // likewise; a pattern that matches a directory stands for all below it
	NoIgnore bool     // read what .gitignore leaves out, too, and installed dependencies
	Workers  int      // 0 for one per CPU

	// Progress, if set, is called now and then with the number of files looked at and kept so far, and never by two
	// goroutines at once.
	Progress func(seen, kept int)
}

// Walk reads the tree below the directory dir.
//
// In a git checkout git says which files belong to it, nested checkouts and submodules included; elsewhere, and where
// git cannot be asked, the .gitignore files do. A path that is named in the options is read even if it is ignored. The
// error is for a directory or path that is not there, a malformed pattern, or a cancelled context; everything else that
// goes wrong is a Skip.
func Walk(ctx context.Context, dir string, o Options) (*Tree, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("find directory: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("read tree: %w", err)
	}
	sel, err := newSelection(o)
	if err != nil {
		return nil, err
	}
	w := &walk{ctx: ctx, dir: dir, selection: sel, queue: newQueue(), sink: sink{progress: o.Progress}}
	starts, err := w.starts()
	if err != nil {
		return nil, err
	}
	w.queue.hold()
	go func() {
		defer w.queue.done()
		for _, s := range starts {
			w.list(s)
		}
	}()
	w.work(o.Workers)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return newTree(dir, disk{root, new(sync.Map)}, w.found.files, w.found.skipped, w.found.seen), nil
}

// walk is one Walk on its way. Listers put tasks into the queue, workers take them out and fill the sink.
type walk struct {
	ctx context.Context
	dir string // absolute
	*selection
	queue *queue
	sink
}

// starts turns the named paths into tasks: files are read, directories are listed and come back.
func (w *walk) starts() (dirs []string, err error) {
	var files []string
	for _, p := range w.paths {
		info, err := os.Lstat(w.path(p))
		switch {
		case err != nil:
			return nil, fmt.Errorf("read path %s: no such file or directory in %s", p, w.dir)
		case info.IsDir():
			dirs = append(dirs, p)
		case w.selected(p):
			files = append(files, p)
		}
	}
	w.queue.push(task{files: files})
	return dirs, nil
}

// path returns the path on disk of a slash path of the tree.
func (w *walk) path(p string) string {
	if p == "." {
		return w.dir
	}
	return w.dir + string(os.PathSeparator) + filepath.FromSlash(p)
}

// work reads what is in the queue until nothing more can come.
func (w *walk) work(workers int) {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	core, all := newFinder(core...), newFinder(slices.Concat(core, secondary)...)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			ft := newFilter(core, all)
			for t, ok := w.queue.next(); ok; t, ok = w.queue.next() {
				if t.dir != "" {
					w.readDir(t)
				}
				w.readFiles(ft, t.files)
				w.queue.done()
			}
		})
	}
	wg.Wait()
}

// readFiles looks at each file of a task, and adds what came of it at the end.
func (w *walk) readFiles(ft *filter, files []string) {
	var b batch
	for _, p := range files {
		if w.ctx.Err() != nil {
			return
		}
		b.seen++
		if isOpaque(p) {
			continue
		}
		w.readFile(ft, p, &b)
	}
	w.add(b)
}

func (w *walk) readFile(ft *filter, p string, b *batch) {
	h, err := openFile(w.path(p))
	if err == nil {
		defer h.Close()
		var f *File
		var skip *Skip
		if f, skip, err = ft.examine(p, h); err == nil {
			b.take(f, skip)
			return
		}
	}
	switch kind(w.path(p)) {
	case gone: // listed by git, deleted since
		b.seen--
	case link:
		b.skipped = append(b.skipped, w.link(p)...)
	case directory:
		b.seen--
		b.skipped = append(b.skipped, w.nested(p)...)
	default:
		b.skipped = append(b.skipped, unreadable(p, err))
	}
}

// link lists a symbolic link unless it leads to another place of the tree, which is looked at under its own name.
func (w *walk) link(p string) []Skip {
	to, broken := filepath.EvalSymlinks(w.path(p))
	top, err := filepath.EvalSymlinks(w.dir)
	if broken == nil && err == nil && (to == top || strings.HasPrefix(to, top+string(os.PathSeparator))) {
		return nil
	}
	text, err := os.Readlink(w.path(p))
	if broken != nil && err == nil && !leaves(p, filepath.ToSlash(text)) {
		return []Skip{{Path: p, Reason: ReasonLinkBroken}}
	}
	return []Skip{{Path: p, Reason: ReasonLinkOut}}
}

// leaves reports whether the text of the link at p names a place outside the tree.
func leaves(p, text string) bool {
	to := path.Join(path.Dir(p), text)
	return path.IsAbs(text) || to == ".." || strings.HasPrefix(to, "../")
}

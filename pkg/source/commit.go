package source

import (
	"context"
	"fmt"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// WalkCommit reads the tree of a commit from git's objects, without touching the work tree. Paths are relative to dir,
// which may be any directory of the checkout; what lies outside of it is not looked at. A named path that the commit does
// not have is an empty one: it may have been added since. The error says so when rev is not a commit.
func WalkCommit(ctx context.Context, dir, rev string, o Options) (*Tree, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("find directory: %w", err)
	}
	sel, err := newSelection(o)
	if err != nil {
		return nil, err
	}
	id, err := commitID(ctx, dir, rev)
	if err != nil {
		return nil, err
	}
	c := &commitWalk{ctx: ctx, dir: dir, selection: sel, objects: objects{}, sink: sink{progress: o.Progress}}
	if err := c.list(dir, ".", id); err != nil {
		return nil, fmt.Errorf("read revision %q: %w", rev, err)
	}
	if err := c.readAll(c.choose(), o.Workers); err != nil {
		return nil, fmt.Errorf("read revision %q: %w", rev, err)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return newTree("", c.objects, c.found.files, c.found.skipped, c.found.seen), nil
}

// commitWalk is one WalkCommit on its way.
type commitWalk struct {
	ctx context.Context
	dir string
	*selection
	objects objects
	links   []string
	sink
}

// object is a blob of a repository, by its id.
type object struct{ repo, id string }

// list adds what a commit of the repository at dir holds, below the tree's path at. A submodule that is checked out has
// its own objects; of another only the id is known.
func (c *commitWalk) list(dir, at, commit string) error {
	out, err := git(c.ctx, dir, "ls-tree", "-r", "-z", commit)
	if err != nil {
		return err
	}
	for entry := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		meta, rel, _ := strings.Cut(entry, "\t")
		field := strings.Fields(meta)
		if len(field) != 3 {
			continue
		}
		p := Join(at, rel)
		switch mode, id := field[0], field[2]; mode {
		case "160000":
			sub := filepath.Join(c.dir, filepath.FromSlash(p))
			if !c.wanted(p) {
				continue
			}
			if !isCheckout(sub) || c.list(sub, p, id) != nil {
				c.found.skipped = append(c.found.skipped, Skip{Path: p, Reason: ReasonSubmodule})
			}
		case "120000":
			c.links = append(c.links, p)
			c.objects[p] = object{dir, id}
		default:
			c.objects[p] = object{dir, id}
		}
	}
	return nil
}

// wanted reports whether a path is below one of those named, or leads to one.
func (c *commitWalk) wanted(p string) bool {
	return c.names(p) || slices.ContainsFunc(c.paths, func(dir string) bool { return Within(p, dir) })
}

// choose returns the files to read, by path, and lists the directories and links that are left out.
func (c *commitWalk) choose() []string {
	environment := map[string]bool{}
	for p := range c.objects {
		if dir := path.Dir(p); path.Base(p) == "pyvenv.cfg" && !c.noIgnore && !c.names(dir) {
			environment[dir] = true
		}
	}
	var out []string
	for p := range c.objects {
		if !c.wanted(p) || c.inBarred(p, environment) || !c.selected(p) {
			continue
		}
		if slices.Contains(c.links, p) {
			c.found.seen++
			c.found.skipped = append(c.found.skipped, c.link(p)...)
			continue
		}
		out = append(out, p)
	}
	slices.Sort(out)
	return out
}

// inBarred reports whether a file lies in a directory that is not entered, and lists that directory.
func (c *commitWalk) inBarred(p string, environment map[string]bool) bool {
	at, listed, barred := c.barred(path.Dir(p))
	for dir := path.Dir(p); !barred && dir != "."; dir = path.Dir(dir) {
		if environment[dir] {
			at, listed, barred = dir, true, true
		}
	}
	if listed && !c.exclude.match(at+"/") {
		c.found.skipped = append(c.found.skipped, Skip{Path: at, Reason: ReasonInstalled})
	}
	return barred
}

// link lists a symbolic link unless it leads to another place of the tree.
func (c *commitWalk) link(p string) []Skip {
	o := c.objects[p]
	text, err := git(c.ctx, o.repo, "cat-file", "blob", o.id)
	if err != nil {
		return []Skip{unreadable(p, err)}
	}
	if leaves(p, string(text)) {
		return []Skip{{Path: p, Reason: ReasonLinkOut}}
	}
	to := path.Join(path.Dir(p), string(text))
	for q := range c.objects {
		if Within(q, to) {
			return nil
		}
	}
	return []Skip{{Path: p, Reason: ReasonLinkBroken}}
}

// readAll examines the files, each worker with a git process of its own.
func (c *commitWalk) readAll(files []string, workers int) error {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	tasks := make(chan []string)
	core, all := newFinder(core...), newFinder(slices.Concat(core, secondary)...)
	failed := make([]error, workers)
	var wg sync.WaitGroup
	for i := range workers {
		wg.Go(func() {
			r := &objectReader{ctx: c.ctx, filter: newFilter(core, all), process: map[string]*catFile{}}
			defer r.close()
			for task := range tasks {
				if failed[i] == nil && c.ctx.Err() == nil {
					failed[i] = c.readSome(r, task)
				}
			}
		})
	}
	for task := range slices.Chunk(files, chunk) {
		tasks <- task
	}
	close(tasks)
	wg.Wait()
	for _, err := range failed {
		if err != nil {
			return err
		}
	}
	return nil
}

// readSome examines the files of one task. Files of one repository are asked for together.
func (c *commitWalk) readSome(r *objectReader, files []string) error {
	var b batch
	for len(files) > 0 {
		repo := c.objects[files[0]].repo
		n := slices.IndexFunc(files, func(p string) bool { return c.objects[p].repo != repo })
		if n < 0 {
			n = len(files)
		}
		if err := r.examine(repo, files[:n], c.objects, &b); err != nil {
			return err
		}
		files = files[n:]
	}
	c.add(b)
	return nil
}

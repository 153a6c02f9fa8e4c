package apply

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"

	"github.com/openai-migrate/migrate/pkg/source"
)

// run is a locked tree and the disk it is written to.
type run struct {
	root *os.Root
	disk disk
	o    Options
	lock *os.File
}

// open prepares .migrate and takes the lock.
func open(root *os.Root, o Options) (*run, error) {
	r := &run{root: root, o: o, disk: rootDisk{root}}
	if o.wrap != nil {
		r.disk = o.wrap(r.disk)
	}
	if err := r.prepare(); err != nil {
		return nil, err
	}
	lock, err := acquire(root, o.now())
	if err != nil {
		return nil, err
	}
	r.lock = lock
	return r, nil
}

func (r *run) close() { release(r.lock) }

// prepare makes .migrate, with a .gitignore that keeps it, itself included, out of git's sight.
func (r *run) prepare() error {
	fi, err := r.root.Lstat(stateDir)
	if err == nil && !fi.IsDir() {
		return fmt.Errorf("use %s: it is not a directory", stateDir)
	}
	err = r.disk.mkdir(runsDir)
	if ignore := path.Join(stateDir, ".gitignore"); err == nil && !exists(r.root, ignore) {
		err = r.replace(ignore, []byte("*\n"))
	}
	if errors.Is(err, fs.ErrPermission) {
		return &RefusedError{Files: []Refusal{{Path: stateDir, Reason: ReadOnlyDir}}}
	}
	if err != nil {
		return fmt.Errorf("create %s: %w", stateDir, err)
	}
	return nil
}

// replace writes one of the run's own files as a whole or not at all.
func (r *run) replace(name string, data []byte) error {
	tmp := name + ".tmp"
	if err := r.disk.write(tmp, data, attr{mode: 0o600}); err != nil {
		return err
	}
	if err := r.disk.rename(tmp, name); err != nil {
		return err
	}
	return r.disk.sync(path.Dir(name))
}

// step is one file to be replaced: whose hash is from now, and to afterwards.
type step struct {
	entry    Entry
	from, to string
	data     []byte
	attr     attr

	index int // of the entry in the journal, and which of its blobs data is to come from
	kind  blobKind
}

// swap makes the steps: all files beside their old ones first, then the renames, then the directories. On an error, the
// files written beside are removed again; files already renamed stay, and it is the caller's to say what becomes of them.
func (r *run) swap(ctx context.Context, j *Journal, steps []step) error {
	err := r.stage(ctx, j, steps)
	if err == nil {
		err = r.commit(ctx, j, steps)
	}
	if err != nil {
		r.sweep(j)
	}
	return err
}

func (r *run) stage(ctx context.Context, j *Journal, steps []step) error {
	for _, s := range steps {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := r.disk.write(j.temp(s.entry.Path), s.data, s.attr); err != nil {
			return fmt.Errorf("write %s: %w", s.entry.Path, err)
		}
	}
	return nil
}

func (r *run) commit(ctx context.Context, j *Journal, steps []step) error {
	var dirs []string
	for i, s := range steps {
		if err := ctx.Err(); err != nil {
			return err
		}
		// The file may have been saved in an editor since it was checked.
		if _, hash := current(r.root, s.entry.Path); hash != s.from {
			return &StaleError{Run: j.ID, Paths: []string{s.entry.Path}}
		}
		if err := r.disk.rename(j.temp(s.entry.Path), s.entry.Path); err != nil {
			return fmt.Errorf("replace %s: %w", s.entry.Path, err)
		}
		dirs = append(dirs, path.Dir(s.entry.Path))
		if r.o.Progress != nil {
			r.o.Progress(i+1, len(steps))
		}
	}
	slices.Sort(dirs)
	for _, dir := range slices.Compact(dirs) {
		if err := r.disk.sync(dir); err != nil {
			return fmt.Errorf("sync %s: %w", dir, err)
		}
	}
	return nil
}

// sweep removes what the run may have left beside the user's files. What cannot be removed now is tried again by the next
// Resume or Undo.
func (r *run) sweep(j *Journal) {
	for _, e := range j.Files {
		if tmp := j.temp(e.Path); exists(r.root, tmp) {
			_ = r.disk.remove(tmp)
		}
	}
}

// direction is which of a journal's two versions a file is to have.
type direction int

const (
	forward direction = iota
	backward
)

// steps tells what is left to do to give each file of a journal the wanted version, with bytes from the journal. Files
// that have it already are left out; a file that has neither is stale, or replaced when forced.
func (r *run) steps(j *Journal, d direction, force bool) ([]step, error) {
	var steps []step
	var stale []string
	for i, e := range j.Files {
		from, to, kind := e.found(), e.After, blobAfter
		if d == backward {
			from, to, kind = e.After, e.Before, blobBefore
		}
		fi, hash := current(r.root, e.Path)
		if hash == to {
			continue
		}
		if hash != from && hash != e.found() && !force {
			stale = append(stale, e.Path)
			continue
		}
		a := attrOf(fi)
		a.mode = fs.FileMode(e.Mode)
		steps = append(steps, step{entry: e, index: i, kind: kind, from: hash, to: to, attr: a})
	}
	if stale != nil {
		return nil, &StaleError{Run: j.ID, Paths: stale}
	}
	if err := r.replaceable(steps); err != nil {
		return nil, err
	}
	return steps, r.fill(j, steps)
}

// fill takes the steps' new bytes from the journal.
func (r *run) fill(j *Journal, steps []step) error {
	if len(steps) == 0 {
		return nil // needs no key
	}
	v, err := findVault(r.root, r.o.KeyDir, j)
	if err != nil {
		return err
	}
	for i, s := range steps {
		if steps[i].data, err = r.blob(j, v, s.index, s.kind); err != nil {
			return err
		}
	}
	return nil
}

// replaceable refuses steps on paths that have become links, read-only or worse since the journal was written.
func (r *run) replaceable(steps []step) error {
	var refused []Refusal
	for _, s := range steps {
		_, reason, err := vet(r.root, s.entry.Path)
		if reason != "" {
			refused = append(refused, Refusal{Path: s.entry.Path, Reason: reason})
		} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if refused != nil {
		return &RefusedError{Files: refused}
	}
	return nil
}

// current returns a file's state and hash; both are empty where there is no readable regular file.
func current(root *os.Root, name string) (fs.FileInfo, string) {
	fi, err := root.Lstat(name)
	if err != nil || !fi.Mode().IsRegular() {
		return nil, ""
	}
	raw, err := root.ReadFile(name)
	if err != nil {
		return fi, ""
	}
	return fi, source.Hash(raw)
}

func exists(root *os.Root, name string) bool {
	_, err := root.Lstat(name)
	return err == nil
}

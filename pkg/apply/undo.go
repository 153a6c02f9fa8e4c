package apply

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
)

// Undo gives every file of a run its bytes and mode from before the run, and marks the journal j as undone; the journal
// stays. It can be interrupted at any point and called again.
//
// It refuses, before the first byte: a run undone already (*[UndoneError]); one whose files a later run changed again
// (*[LaterRunError]: undo that first); files changed by somebody else since (*[StaleError]); a lost key (*[KeyError]) or
// damaged content (*[DamagedError]); and what [Apply] refuses of locks and files. With o.Force, changed and deleted files
// are restored too, and what they held is kept beside them as NAME.<run id>.orig.
//
// After the first byte, the errors are *[InterruptedError] and *[FailedError].
func Undo(ctx context.Context, root *os.Root, j *Journal, o Options) error {
	r, err := open(root, o)
	if err != nil {
		return err
	}
	defer r.close()
	now, err := read(root, j.ID)
	if errors.Is(err, fs.ErrNotExist) {
		return &NoRunError{ID: j.ID}
	}
	if err != nil {
		return fmt.Errorf("read journal %s: %w", j.ID, err)
	}
	*j = *now
	if err := r.undoable(j); err != nil {
		return err
	}
	r.sweep(j)
	steps, err := r.steps(j, backward, o.Force)
	if err != nil {
		return err
	}
	return r.undo(ctx, j, steps)
}

// undoable refuses a run that is not in force, and one whose files a later run changed again.
func (r *run) undoable(j *Journal) error {
	list, err := Journals(r.root)
	if err != nil {
		return err
	}
	if successor(list, j).ID != j.ID {
		return &UndoneError{Run: j.ID, State: Replaced}
	}
	if !j.inForce() {
		return &UndoneError{Run: j.ID, State: j.State}
	}
	for _, later := range list {
		if later.ID <= j.ID || !later.inForce() {
			continue
		}
		if shared := sharedPaths(j, later); shared != nil {
			return &LaterRunError{Run: j.ID, Later: later.ID, Paths: shared}
		}
	}
	return nil
}

func sharedPaths(a, b *Journal) []string {
	var shared []string
	for _, e := range a.Files {
		if slices.ContainsFunc(b.Files, func(o Entry) bool { return o.Path == e.Path }) {
			shared = append(shared, e.Path)
		}
	}
	return shared
}

func (r *run) undo(ctx context.Context, j *Journal, steps []step) error {
	slices.Reverse(steps)
	err := r.finish(j, Undoing)
	if err == nil {
		err = r.keepReplaced(j, steps)
	}
	if err == nil {
		err = r.swap(ctx, j, steps)
	}
	if err == nil {
		err = r.finish(j, Undone, blobBefore, blobAfter, blobPlan)
	}
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil && errors.Is(err, ctx.Err()):
		return &InterruptedError{Run: j.ID, State: j.State, Err: err}
	}
	return &FailedError{Run: j.ID, Undo: true, Err: err}
}

// keepReplaced copies what a forced undo is about to overwrite: somebody wrote it after the run, and no journal has it.
func (r *run) keepReplaced(j *Journal, steps []step) error {
	for _, s := range steps {
		if s.from == s.entry.After || s.from == s.entry.found() || s.from == "" {
			continue
		}
		raw, err := r.root.ReadFile(s.entry.Path)
		if err == nil {
			err = r.disk.write(s.entry.Path+"."+j.ID+".orig", raw, s.attr)
		}
		if err != nil {
			return fmt.Errorf("keep %s: %w", s.entry.Path, err)
		}
	}
	return nil
}

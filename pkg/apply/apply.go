// Package apply is the only package that writes to the user's tree. It makes the accepted changes of a plan and keeps a
// journal that takes them back.
//
// The order of a run is its safety:
//
//  1. take the lock of the tree; a second run is refused, the lock of a dead process is free again;
//  2. read every touched file, compare it with the plan's base, and refuse what cannot be replaced safely: links, devices,
//     read-only files, paths out of the tree. All of that happens before the first byte is written;
//  3. write the journal with the old and the new bytes, and fsync it;
//  4. write every new file beside its old one, fsync them, and only then rename one after the other into place. A full
//     disk is met before the first file has changed;
//  5. fsync the directories and mark the journal done.
//
// Whatever stops a run leaves one of few states. An error rolls the tree back ([FailedError]); an interrupt leaves the
// journal partial ([InterruptedError]) and a crash leaves it writing. From both, [Resume] finishes and [Undo] returns:
// each tells from a file's hash whether it still holds the old bytes or already the new ones, so no progress needs to be
// recorded, and both can be interrupted and repeated themselves.
//
// All paths go through an os.Root, so that nothing outside the tree is reached, not even through a symbolic link swapped
// in meanwhile. A planned path that is a link, or lies behind one, is refused: renaming over a link would replace the
// link and leave its target as it was. A file keeps its mode, and its owner where the system allows; since it is replaced
// by a rename, other hard links keep the old bytes, and extended attributes are not carried over.
//
// # What the journal gives away
//
// Files may hold hard-coded API keys, which a migration takes out of the code; a journal that stored old bytes plainly
// would keep them. So the bytes are compressed and sealed with AES-256-GCM. The key is the user's, lies in the user's
// configuration directory and never in the tree: a copied, archived or committed tree does not reveal its journal. Where
// there is no such directory (a container without HOME), the key is kept in .migrate, readable by the user only. That
// still hides content from searches and indexers, but no longer from whoever takes the whole tree; so a run that touches a file
// in which an API key is recognised is refused there ([KeyError]). The journal itself holds paths, hashes and ids only. A
// lost key makes undo fail with an error that says so, before anything is written.
package apply

import (
	"context"
	"errors"
	"os"
	"time"

	"github.com/openai-migrate/migrate/pkg/plan"
)

// Options are the settings of a run; the zero value is ready to use.
type Options struct {
	Tool     string // version of migrate, for the journal
	BaseURL  string // what the plan was made with, for the journal; may be empty
	KeyEnv   string
	Now      func() time.Time      // nil for time.Now
	KeyDir   string                // directory of the journal key; empty for the user's configuration directory
	Force    bool                  // Undo restores files that were changed since, too; see there
	Progress func(done, total int) // called after each file; may be nil

	wrap func(disk) disk // lets a test stand between a run and its disk
}

// Apply makes the accepted changes of p and returns the journal of the run. A plan without accepted changes writes
// nothing and returns a journal without files. With an error, the journal may be nil and says nothing the error does not.
//
// Refusals come before the first byte of the tree: *[LockedError], *[UnfinishedError], *[RefusedError], *[StaleError],
// *[KeyError]. After it, an error is *[FailedError], and the end of ctx is *[InterruptedError]; both wrap their cause.
func Apply(ctx context.Context, root *os.Root, p *plan.Plan, o Options) (*Journal, error) {
	if !exists(root, stateDir) {
		// No earlier run, so none to collide with: a refusal leaves no trace in such a tree.
		if targets, err := load(root, p); err != nil || len(targets) == 0 {
			return newJournal(p, nil, o.now()), err
		}
	}
	r, err := open(root, o)
	if err != nil {
		return nil, err
	}
	defer r.close()
	earlier, err := r.settled()
	if err != nil {
		return nil, err
	}
	targets, err := load(root, p)
	if err != nil {
		return nil, err
	}
	if len(targets) == 0 {
		return newJournal(p, nil, o.now()), nil
	}
	j := newJournal(p, targets, after(o.now(), earlier))
	j.Tool, j.BaseURL, j.KeyEnv = o.Tool, o.BaseURL, o.KeyEnv
	return j, r.first(ctx, j, p, targets)
}

// Check tells what Apply would refuse about the files, and writes nothing: *[RefusedError] or *[StaleError].
func Check(root *os.Root, p *plan.Plan) error {
	_, err := load(root, p)
	return err
}

// first writes the journal and then the tree.
func (r *run) first(ctx context.Context, j *Journal, p *plan.Plan, targets []target) error {
	v, err := newVault(r.root, r.o.KeyDir, targets)
	if err != nil {
		return err
	}
	j.Key = v.id
	if err := r.begin(j, v, p, targets); err != nil {
		r.discard(j)
		return &FailedError{Run: j.ID, RolledBack: true, Err: err}
	}
	var steps []step
	for _, t := range targets {
		if t.found() != t.After {
			steps = append(steps, step{entry: t.Entry, from: t.found(), to: t.After, data: t.after, attr: attrOf(t.info)})
		}
	}
	err = r.swap(ctx, j, steps)
	if err == nil {
		err = r.finish(j, Done, blobAfter)
	}
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil && errors.Is(err, ctx.Err()):
		return r.interrupt(j, err)
	}
	return &FailedError{Run: j.ID, RolledBack: r.rollback(j, targets) == nil, Err: err}
}

// interrupt marks a run that was stopped. Should that fail, it stays marked as writing, which serves as well.
func (r *run) interrupt(j *Journal, cause error) error {
	j.State = Partial
	_ = r.save(j)
	return &InterruptedError{Run: j.ID, State: j.State, Err: cause}
}

// rollback puts the old bytes back wherever the run wrote, and leaves alone what somebody else changed meanwhile.
func (r *run) rollback(j *Journal, targets []target) error {
	var steps []step
	for _, t := range targets {
		if _, hash := current(r.root, t.Path); hash == t.After && hash != t.found() {
			steps = append(steps, step{entry: t.Entry, from: t.After, to: t.found(), data: t.held, attr: attrOf(t.info)})
		}
	}
	err := r.swap(context.Background(), j, steps)
	if err == nil {
		return r.finish(j, RolledBack, blobBefore, blobAfter, blobPlan)
	}
	j.State = Partial
	return errors.Join(err, r.save(j))
}

// Resume finishes the run that was interrupted and returns its journal. The errors are those of [Apply], and
// *[NoRunError] where no run is unfinished; an unfinished undo is an *[UnfinishedError], since only Undo can end it.
func Resume(ctx context.Context, root *os.Root, o Options) (*Journal, error) {
	if !exists(root, stateDir) {
		return nil, &NoRunError{}
	}
	r, err := open(root, o)
	if err != nil {
		return nil, err
	}
	defer r.close()
	j, err := r.unfinished()
	switch {
	case err != nil:
		return nil, err
	case j == nil:
		return nil, &NoRunError{}
	case j.State == Undoing:
		return nil, &UnfinishedError{Run: j.ID, State: j.State}
	}
	return j, r.resume(ctx, j)
}

func (r *run) resume(ctx context.Context, j *Journal) error {
	r.sweep(j)
	steps, err := r.steps(j, forward, false)
	if err != nil {
		return err
	}
	err = r.swap(ctx, j, steps)
	if err == nil {
		err = r.finish(j, Done, blobAfter)
	}
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil && errors.Is(err, ctx.Err()):
		return r.interrupt(j, err)
	}
	return &FailedError{Run: j.ID, Err: err}
}

func (o Options) now() time.Time {
	if o.Now != nil {
		return o.Now()
	}
	return time.Now()
}

package apply

import (
	"bytes"
	"context"
	"os"

	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/source"
)

// Recalled is what a run did, as its journal keeps it.
type Recalled struct {
	Plan   *plan.Plan        // its changes, all accepted, with edits of the bytes in Before; nil from a journal without it
	Before map[string][]byte // slash path -> the bytes from before the run
}

// Recall opens the content of a journal. The errors are *[KeyError] and *[DamagedError].
func Recall(root *os.Root, j *Journal, o Options) (*Recalled, error) {
	v, err := findVault(root, o.KeyDir, j)
	if err != nil {
		return nil, err
	}
	r := &run{root: root, o: o}
	out := &Recalled{Before: map[string][]byte{}}
	for i, e := range j.Files {
		if out.Before[e.Path], err = r.blob(j, v, i, blobBefore); err != nil {
			return nil, err
		}
	}
	out.Plan, err = r.recallPlan(j, v)
	return out, err
}

func (r *run) recallPlan(j *Journal, v *vault) (*plan.Plan, error) {
	name := j.dir() + "/" + string(blobPlan)
	if !exists(r.root, name) {
		return nil, nil
	}
	raw, err := r.root.ReadFile(name)
	if err == nil {
		raw, err = v.open(raw, j.planLabel())
	}
	if err != nil {
		return nil, &DamagedError{Run: j.ID, Path: name, Err: err}
	}
	p, err := plan.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, &DamagedError{Run: j.ID, Path: name, Err: err}
	}
	for _, c := range p.Changes {
		c.Decision = plan.Accepted
	}
	return p, nil
}

// Retract takes some changes of a run back, with all that require them, and leaves the rest. It is a run of its own: its
// journal stands for what is left of j, from the same old bytes, so that [Undo] of it gives every file its bytes from
// before j. A run whose changes are all taken back is undone; Retract then returns j itself.
//
// It refuses what [Undo] refuses, and an id that the run does not have (*[NoChangeError]). After the first byte, the errors
// are those of [Apply]; undoing a Retract that was interrupted undoes the whole of j.
func Retract(ctx context.Context, root *os.Root, j *Journal, ids []string, o Options) (*Journal, error) {
	rest, before, err := retained(root, j, ids, o)
	if err != nil {
		return nil, err
	}
	if len(rest.Changes) == 0 {
		return j, Undo(ctx, root, j, o)
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
	if err := r.undoable(j); err != nil {
		return nil, err
	}
	targets, err := r.retargets(j, rest, before)
	if err != nil {
		return nil, err
	}
	next := newJournal(rest, targets, after(o.now(), earlier))
	next.Tool, next.BaseURL, next.KeyEnv, next.Replaces = o.Tool, j.BaseURL, j.KeyEnv, j.ID
	return next, r.first(ctx, next, rest, targets)
}

// retained returns the plan of what stays when the changes named go, and the old bytes.
func retained(root *os.Root, j *Journal, ids []string, o Options) (*plan.Plan, map[string][]byte, error) {
	kept, err := Recall(root, j, o)
	if err != nil {
		return nil, nil, err
	}
	if kept.Plan == nil {
		return nil, nil, &NoChangeError{Run: j.ID, NoPlan: true}
	}
	for _, id := range ids {
		if kept.Plan.Change(id) == nil {
			return nil, nil, &NoChangeError{Run: j.ID, ID: id}
		}
	}
	kept.Plan.DecideAll(ids, plan.Skipped)
	rest, err := accepted(kept.Plan)
	return rest, kept.Before, err
}

// retargets computes the files of j with only the changes of p made. All of j's files are among them: the new journal has
// to know them too.
func (r *run) retargets(j *Journal, p *plan.Plan, before map[string][]byte) ([]target, error) {
	var targets []target
	var refused []Refusal
	var stale []string
	for _, e := range j.Files {
		info, reason, err := vet(r.root, e.Path)
		if reason != "" {
			refused = append(refused, Refusal{Path: e.Path, Reason: reason})
			continue
		}
		var held []byte
		if err == nil {
			held, err = r.root.ReadFile(e.Path)
		}
		if err != nil || source.Hash(held) != e.After {
			stale = append(stale, e.Path)
			continue
		}
		t, err := compute(p, e.Path, before[e.Path], info)
		if err != nil {
			return nil, err
		}
		t.held = held
		if e.After != t.Before {
			t.From = e.After
		}
		targets = append(targets, t)
	}
	switch {
	case refused != nil:
		return nil, &RefusedError{Files: refused}
	case stale != nil:
		return nil, &StaleError{Run: j.ID, Paths: stale}
	}
	return targets, nil
}

package apply

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestUndoTwice(t *testing.T) {
	root, p := sample(t)
	before, o := look(t, root), settings(t)
	j := mustApply(t, root, p, o)
	if err := Undo(context.Background(), root, j, o); err != nil || j.State != Undone {
		t.Fatalf("undo: state %s, error %v", j.State, err)
	}
	same(t, "undone", look(t, root), before)
	var undone *UndoneError
	if err := Undo(context.Background(), root, j, o); !errors.As(err, &undone) {
		t.Errorf("second undo: %v", err)
	}
	list, err := Journals(root)
	if err != nil || len(list) != 1 || list[0].State != Undone {
		t.Errorf("journals: %v, %v", list, err)
	}
}

// TestUndoChanged checks that work done since a run is not lost: undo refuses, and a forced one keeps a copy.
func TestUndoChanged(t *testing.T) {
	root, p := sample(t)
	before, o := look(t, root), settings(t)
	j := mustApply(t, root, p, o)
	put(t, root.Name(), "a.env", "ZAI_API_KEY=mine", 0o600)
	if err := root.Remove("run.sh"); err != nil {
		t.Fatal(err)
	}
	changed := look(t, root)
	err := Undo(context.Background(), root, j, o)
	var stale *StaleError
	if !errors.As(err, &stale) || !slices.Equal(stale.Paths, []string{"a.env", "run.sh"}) || stale.Run != j.ID {
		t.Fatalf("undo: %v", err)
	}
	same(t, "refused", look(t, root), changed)
	o.Force = true
	if err := Undo(context.Background(), root, j, o); err != nil {
		t.Fatal(err)
	}
	before["a.env."+j.ID+".orig"] = `-rw-r--r-- "ZAI_API_KEY=mine"`
	same(t, "forced", look(t, root), before)
}

// TestUndoInterrupted ends an undo after its first file: the run can neither be resumed nor built upon, only undone.
func TestUndoInterrupted(t *testing.T) {
	ctx := context.Background()
	root, p := sample(t)
	before, o := look(t, root), settings(t)
	j := mustApply(t, root, p, o)
	interruptAfter(t, root, o, 1, func(ctx context.Context, o Options) error { return Undo(ctx, root, j, o) })
	var unfinished *UnfinishedError
	if _, err := Resume(ctx, root, o); !errors.As(err, &unfinished) || unfinished.State != Undoing {
		t.Errorf("resume: %v", err)
	}
	if _, err := Apply(ctx, root, p, o); !errors.As(err, &unfinished) {
		t.Errorf("apply: %v", err)
	}
	if err := Undo(ctx, root, j, o); err != nil {
		t.Fatal(err)
	}
	same(t, "undone", look(t, root), before)
}

// TestLaterRun undoes runs that share a file in the only order that works, with a clock that runs backwards.
func TestLaterRun(t *testing.T) {
	ctx := context.Background()
	root := grow(t, map[string]string{"a.py": "one", "b.py": "one"})
	before, o := look(t, root), settings(t)
	clock := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	o.Now = func() time.Time { clock = clock.Add(-time.Hour); return clock }
	first := mustApply(t, root, planOf(t, root, replace{"a.py", "one", "two"}), o)
	second := mustApply(t, root, planOf(t, root, replace{"a.py", "two", "three"}), o)
	third := mustApply(t, root, planOf(t, root, replace{"b.py", "one", "two"}), o)
	list, err := Journals(root)
	if err != nil || len(list) != 3 || list[0].ID != third.ID || list[2].ID != first.ID {
		t.Fatalf("journals: %v, %v", list, err)
	}
	var later *LaterRunError
	if err := Undo(ctx, root, first, o); !errors.As(err, &later) || later.Later != second.ID || !slices.Equal(later.Paths, []string{"a.py"}) {
		t.Errorf("undo of the first: %v", err)
	}
	for _, j := range []*Journal{second, first, third} {
		if err := Undo(ctx, root, j, o); err != nil {
			t.Errorf("undo: %v", err)
		}
	}
	same(t, "all undone", look(t, root), before)
}

func TestFind(t *testing.T) {
	root := grow(t, map[string]string{"a.py": "one", "b.py": "one"})
	o := settings(t)
	a := mustApply(t, root, planOf(t, root, replace{"a.py", "one", "two"}), o)
	b := mustApply(t, root, planOf(t, root, replace{"b.py", "one", "two"}), o)
	for id, want := range map[string]string{"": b.ID, a.ID: a.ID, b.ID[:len(b.ID)-1]: b.ID, a.ID[:2]: "", "nope": ""} {
		j, err := Find(root, id)
		var none *NoRunError
		if want == "" && (!errors.As(err, &none) || none.Many != strings.HasPrefix(a.ID, id)) || want != "" && (err != nil || j.ID != want) {
			t.Errorf("find %q: %v, %v", id, j, err)
		}
	}
	if err := Undo(context.Background(), root, b, o); err != nil {
		t.Fatal(err)
	}
	if j, err := Find(root, ""); err != nil || j.ID != a.ID {
		t.Errorf("after an undo: %v, %v", j, err)
	}
	var none *NoRunError
	if err := Undo(context.Background(), root, &Journal{ID: "nope"}, o); !errors.As(err, &none) {
		t.Errorf("undo of no run: %v", err)
	}
}

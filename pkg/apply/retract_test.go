package apply

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/openai-migrate/migrate/pkg/plan"
)

// two is the sample's plan with its second change requiring the first, so that taking the first back takes both.
func two(t *testing.T, p *plan.Plan) *plan.Plan {
	t.Helper()
	p.Changes[1].Requires = []string{"c-0"}
	return p
}

func TestRecall(t *testing.T) {
	root, p := sample(t)
	o := settings(t)
	j := mustApply(t, root, two(t, p), o)
	kept, err := Recall(root, j, o)
	if err != nil {
		t.Fatal(err)
	}
	if got := string(kept.Before["a.env"]); got != "OPENAI_API_KEY=x" {
		t.Errorf("before: %q", got)
	}
	if kept.Plan.Count(plan.Accepted) != 3 || kept.Plan.Change("c-1").Requires[0] != "c-0" {
		t.Errorf("plan: %+v", kept.Plan.Changes)
	}
	raw, err := root.ReadFile(j.dir() + "/plan")
	if err != nil || strings.Contains(string(raw), "OPENAI") {
		t.Errorf("the plan lies open in the tree: %v", err)
	}
}

func TestRetract(t *testing.T) {
	ctx := context.Background()
	root, p := sample(t)
	before, o := look(t, root), settings(t)
	j := mustApply(t, root, two(t, p), o)
	next, err := Retract(ctx, root, j, []string{"c-0"}, o)
	if err != nil {
		t.Fatal(err)
	}
	got := look(t, root)
	want := look(t, root)
	want["app/llm.py"], want["a.env"] = before["app/llm.py"], before["a.env"]
	same(t, "after retract", got, want)
	if ids := strings.Join(next.Changes(), " "); ids != "c-2" {
		t.Errorf("the run now says it made %q", ids)
	}

	// The old id leads to the run that stands for it, and undoing that undoes all.
	found, err := Find(root, j.ID)
	if err != nil || found.ID != next.ID {
		t.Fatalf("find: %v, %v", found, err)
	}
	list, _ := Journals(root)
	if list[1].State != Replaced {
		t.Errorf("the old run is %s", list[1].State)
	}
	var undone *UndoneError
	if err := Undo(ctx, root, j, o); !errors.As(err, &undone) || undone.State != Replaced {
		t.Errorf("undo of a replaced run: %v", err)
	}
	if err := Undo(ctx, root, found, o); err != nil {
		t.Fatal(err)
	}
	same(t, "after undo", look(t, root), before)
}

func TestRetractAll(t *testing.T) {
	ctx := context.Background()
	root, p := sample(t)
	before, o := look(t, root), settings(t)
	j := mustApply(t, root, p, o)
	next, err := Retract(ctx, root, j, []string{"c-0", "c-1"}, o)
	if err != nil {
		t.Fatal(err)
	}
	last, err := Retract(ctx, root, next, []string{"c-2"}, o)
	if err != nil || last != next {
		t.Fatalf("%v, %v", last, err)
	}
	same(t, "after the last change", look(t, root), before)
	if _, err := Find(root, ""); err == nil {
		t.Error("there is still a run to undo")
	}
}

func TestRetractRefuses(t *testing.T) {
	ctx := context.Background()
	root, p := sample(t)
	o := settings(t)
	j := mustApply(t, root, p, o)
	var none *NoChangeError
	if _, err := Retract(ctx, root, j, []string{"c-9"}, o); !errors.As(err, &none) {
		t.Errorf("unknown change: %v", err)
	}
	put(t, root.Name(), "a.env", "changed since", 0o644)
	before := look(t, root)
	var stale *StaleError
	if _, err := Retract(ctx, root, j, []string{"c-0"}, o); !errors.As(err, &stale) {
		t.Errorf("stale: %v", err)
	}
	same(t, "after a refusal", look(t, root), before)
}

// TestCrashInRetract kills it before each of its operations. The tree is then as it was, or can be resumed, or undone as a
// whole.
func TestCrashInRetract(t *testing.T) {
	ctx := context.Background()
	root, p := sample(t)
	o := settings(t)
	j := mustApply(t, root, p, o)
	applied := look(t, root)
	total := operations(t, func(f *faulty) error {
		_, err := Retract(ctx, root, j, []string{"c-1"}, f.wrapped(o))
		return err
	})
	want := look(t, root)
	for n := 1; n <= total; n++ {
		for _, undo := range []bool{true, false} {
			root, p := sample(t)
			before, o := look(t, root), settings(t)
			j := mustApply(t, root, p, o)
			_, err := Retract(ctx, root, j, []string{"c-1"}, deadFrom(n).wrapped(o))
			recoverTree(t, root, o, n, undo, err == nil)
			got := look(t, root)
			switch list, _ := Journals(root); {
			case undo:
				same(t, "after undo", got, before)
			case len(list) == 1:
				same(t, "never begun", got, applied)
			default:
				same(t, "after resume", got, want)
			}
			if t.Failed() {
				t.Fatalf("crash at operation %d of %d, undo %v", n, total, undo)
			}
		}
	}
}

// TestFailOnceInRetract makes each operation fail once: it gets along, or leaves what the run had made.
func TestFailOnceInRetract(t *testing.T) {
	ctx := context.Background()
	for n, more := 1, true; more; n++ {
		root, p := sample(t)
		o := settings(t)
		j := mustApply(t, root, p, o)
		applied := look(t, root)
		f := &faulty{fail: func(at int, _ string) error {
			if at == n {
				return errDead
			}
			return nil
		}}
		_, err := Retract(ctx, root, j, []string{"c-1"}, f.wrapped(o))
		more = f.count >= n
		if err == nil {
			continue
		}
		same(t, "rolled back", look(t, root), applied)
		if found, err := Find(root, ""); err != nil || found.ID != j.ID {
			t.Errorf("operation %d: the run in force is %v, %v", n, found, err)
		}
		if _, err := Retract(ctx, root, j, []string{"c-1"}, o); err != nil {
			t.Errorf("operation %d: again: %v", n, err)
		}
		if t.Failed() {
			t.Fatalf("failure of operation %d", n)
		}
	}
}

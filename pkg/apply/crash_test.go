package apply

import (
	"context"
	"errors"
	"os"
	"syscall"
	"testing"
)

var errDead = errors.New("process is dead")

// deadFrom fails every operation from the n-th on, so that what lies on disk is what a killed process leaves. A dying write
// may leave half a file.
func deadFrom(n int) *faulty {
	return &faulty{fail: func(at int, _ string) error {
		if at >= n {
			return errDead
		}
		return nil
	}}
}

// operations counts what work does to the disk.
func operations(t *testing.T, work func(*faulty) error) int {
	t.Helper()
	f := &faulty{}
	if err := work(f); err != nil {
		t.Fatal(err)
	}
	return f.count
}

// TestCrashInApply kills a run before each of its disk operations. Undo then restores every byte, Resume completes.
func TestCrashInApply(t *testing.T) {
	ctx, want := context.Background(), sampleAfter(t)
	total := operations(t, func(f *faulty) error {
		root, p := sample(t)
		_, err := Apply(ctx, root, p, f.wrapped(settings(t)))
		return err
	})
	if total < 20 {
		t.Fatalf("only %d operations", total)
	}
	for n := 1; n <= total; n++ {
		for _, undo := range []bool{true, false} {
			root, p := sample(t)
			before, o := look(t, root), settings(t)
			_, err := Apply(ctx, root, p, deadFrom(n).wrapped(o))
			recoverTree(t, root, o, n, undo, err == nil)
			got := look(t, root)
			list, _ := Journals(root)
			if len(list) == 0 || undo {
				same(t, "after undo", got, before)
				mustApply(t, root, p, o)
				got = look(t, root)
			}
			same(t, "after apply", got, want)
			if t.Failed() {
				t.Fatalf("crash at operation %d of %d, undo %v", n, total, undo)
			}
		}
	}
}

// recoverTree undoes or resumes the run of a tree, if the crash left one.
func recoverTree(t *testing.T, root *os.Root, o Options, n int, undo, done bool) {
	t.Helper()
	j, err := Find(root, "")
	if none := (*NoRunError)(nil); errors.As(err, &none) {
		return
	}
	if err == nil && undo {
		err = Undo(context.Background(), root, j, o)
	} else if err == nil && !done && j.Unfinished() {
		_, err = Resume(context.Background(), root, o)
		if broken := (*DamagedError)(nil); errors.As(err, &broken) {
			t.Errorf("crash at %d: %v", n, err)
		}
	}
	if err != nil {
		t.Errorf("crash at %d: recover: %v", n, err)
	}
}

// TestCrashInUndo kills an undo before each of its operations; the next one finishes it.
func TestCrashInUndo(t *testing.T) {
	ctx := context.Background()
	total := operations(t, func(f *faulty) error {
		root, p := sample(t)
		o := settings(t)
		return Undo(ctx, root, mustApply(t, root, p, o), f.wrapped(o))
	})
	for n := 1; n <= total; n++ {
		root, p := sample(t)
		before, o := look(t, root), settings(t)
		j := mustApply(t, root, p, o)
		_ = Undo(ctx, root, j, deadFrom(n).wrapped(o))
		err := Undo(ctx, root, j, o)
		if undone := (*UndoneError)(nil); err != nil && !errors.As(err, &undone) {
			t.Errorf("crash at %d: %v", n, err)
		}
		same(t, "after undo", look(t, root), before)
		if t.Failed() {
			t.Fatalf("crash at operation %d of %d", n, total)
		}
	}
}

// TestCrashInResume interrupts a run after its first file and kills the resumption before each of its operations.
func TestCrashInResume(t *testing.T) {
	ctx, want := context.Background(), sampleAfter(t)
	half := func() (*os.Root, map[string]string, Options) {
		root, p := sample(t)
		before, o := look(t, root), settings(t)
		interruptAfter(t, root, o, 1, func(ctx context.Context, o Options) error {
			_, err := Apply(ctx, root, p, o)
			return err
		})
		return root, before, o
	}
	total := operations(t, func(f *faulty) error {
		root, _, o := half()
		_, err := Resume(ctx, root, f.wrapped(o))
		return err
	})
	for n := 1; n <= total; n++ {
		for _, undo := range []bool{true, false} {
			root, before, o := half()
			_, err := Resume(ctx, root, deadFrom(n).wrapped(o))
			recoverTree(t, root, o, n, undo, err == nil)
			if undo {
				same(t, "after undo", look(t, root), before)
			} else {
				same(t, "after resume", look(t, root), want)
			}
			if t.Failed() {
				t.Fatalf("crash at operation %d of %d, undo %v", n, total, undo)
			}
		}
	}
}

// interruptAfter ends the context of work after n files.
func interruptAfter(t *testing.T, root *os.Root, o Options, n int, work func(context.Context, Options) error) *InterruptedError {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	o.Progress = func(done, _ int) {
		if done == n {
			cancel()
		}
	}
	err := work(ctx, o)
	var stopped *InterruptedError
	if !errors.As(err, &stopped) || !errors.Is(err, context.Canceled) {
		t.Fatalf("interrupted run: %v", err)
	}
	return stopped
}

// TestFailOnce makes each operation of a run fail once: the run either gets along without it or rolls back.
func TestFailOnce(t *testing.T) {
	ctx, want := context.Background(), sampleAfter(t)
	for n, more := 1, true; more; n++ {
		root, p := sample(t)
		before, o := look(t, root), settings(t)
		f := &faulty{fail: func(at int, _ string) error {
			if at == n {
				return syscall.EIO
			}
			return nil
		}}
		_, err := Apply(ctx, root, p, f.wrapped(o))
		more = f.count >= n
		if err == nil {
			same(t, "after apply", look(t, root), want)
			continue
		}
		failed := &FailedError{RolledBack: true} // preparing .migrate fails with a plain error
		errors.As(err, &failed)
		if !failed.RolledBack || !errors.Is(err, syscall.EIO) {
			t.Errorf("operation %d: %v", n, err)
		}
		same(t, "rolled back", look(t, root), before)
		mustApply(t, root, p, o)
		same(t, "applied again", look(t, root), want)
		if t.Failed() {
			t.Fatalf("failure of operation %d", n)
		}
	}
}

// TestDiskFull lets every write from the n-th operation on fail, while renames and removals still work.
func TestDiskFull(t *testing.T) {
	ctx := context.Background()
	for n, more := 1, true; more; n++ {
		root, p := sample(t)
		before, o := look(t, root), settings(t)
		hit := false
		f := &faulty{fail: func(at int, op string) error {
			if at >= n && op == "write" {
				hit = true
				return syscall.ENOSPC
			}
			return nil
		}}
		_, err := Apply(ctx, root, p, f.wrapped(o))
		more = hit
		if !hit {
			continue
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Fatalf("operation %d: %v", n, err)
		}
		if failed := (*FailedError)(nil); errors.As(err, &failed) && !failed.RolledBack {
			if err := Undo(ctx, root, &Journal{ID: failed.Run}, o); err != nil {
				t.Fatalf("operation %d: undo: %v", n, err)
			}
		}
		same(t, "after disk full", look(t, root), before)
	}
}

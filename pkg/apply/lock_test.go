package apply

import (
	"bufio"
	"context"
	"errors"
	"os"
	"os/exec"
	"testing"
	"time"
)

// TestMain lets the test binary play another process that holds the lock of a tree until it is killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv("APPLY_TEST_HOLD"); dir != "" {
		hold(dir)
	}
	os.Exit(m.Run())
}

func hold(dir string) {
	root, err := os.OpenRoot(dir)
	if err == nil {
		_, err = open(root, Options{})
	}
	if err != nil {
		os.Exit(1)
	}
	os.Stdout.WriteString("held\n")
	time.Sleep(time.Hour)
}

// TestLock checks that a second run is refused while another process holds the tree, and that its death frees it.
func TestLock(t *testing.T) {
	root, p := sample(t)
	before, o := look(t, root), settings(t)
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "APPLY_TEST_HOLD="+root.Name())
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		t.Fatalf("holder said %q: %v", line, err)
	}
	var locked *LockedError
	_, err = Apply(context.Background(), root, p, o)
	if !errors.As(err, &locked) || locked.PID != cmd.Process.Pid || locked.Since.IsZero() {
		t.Errorf("apply beside a running one: %v", err)
	}
	same(t, "refused", look(t, root), before)
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	mustApply(t, root, p, o)
}

// TestLockWithin starts an undo from within a run of the same process.
func TestLockWithin(t *testing.T) {
	root, p := sample(t)
	o := settings(t)
	var locked *LockedError
	o.Progress = func(int, int) {
		if err := Undo(context.Background(), root, &Journal{}, Options{}); !errors.As(err, &locked) {
			t.Errorf("undo within a run: %v", err)
		}
	}
	mustApply(t, root, p, o)
}

func TestLockIsNoLink(t *testing.T) {
	root, p := sample(t)
	if err := os.Symlink(t.TempDir(), root.Name()+"/"+stateDir); err != nil {
		t.Skip(err)
	}
	before := look(t, root)
	if _, err := Apply(context.Background(), root, p, settings(t)); err == nil {
		t.Error("apply used a .migrate that is a link")
	}
	same(t, "refused", look(t, root), before)
}

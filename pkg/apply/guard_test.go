package apply

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// inGit runs git in a directory, cut off from the user's own settings.
func inGit(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=t", "-c", "user.email=t@example.com"}, args...)...)
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// repository is a checkout with a file in every state, the tree of the run being its directory src.
func repository(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git")
	}
	top := t.TempDir()
	tracked := []string{"clean.py", "dirty.py", "staged.py", "both.py", "gone.py", "assumed.py", "skipped.py", "[x].py", "中文 名.py"}
	for _, name := range tracked {
		put(t, top, "src/"+name, "old\n", 0o644)
	}
	put(t, top, ".gitignore", "*.env\nbuild/\n", 0o644)
	inGit(t, top, "init", "-q")
	inGit(t, top, "add", "-A")
	inGit(t, top, "commit", "-qm", "start")
	for _, name := range []string{"dirty.py", "staged.py", "both.py", "assumed.py", "skipped.py", "new.py", "a.env", "build/out.py", "added.py"} {
		put(t, top, "src/"+name, "new\n", 0o644)
	}
	inGit(t, top, "add", "src/staged.py", "src/both.py", "src/added.py")
	put(t, top, "src/both.py", "newer\n", 0o644)
	inGit(t, top, "update-index", "--assume-unchanged", "src/assumed.py")
	inGit(t, top, "update-index", "--skip-worktree", "src/skipped.py")
	if err := os.Remove(filepath.Join(top, "src/gone.py")); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(top, "src")
}

// TestGuard checks each state of a file against each flag.
func TestGuard(t *testing.T) {
	src := repository(t)
	for _, c := range []struct{ name, plain, allowStaged string }{
		{"clean.py", "", ""},
		{"[x].py", "", ""},
		{"中文 名.py", "", ""},
		{"dirty.py", "dirty", "dirty"},
		{"staged.py", "staged", ""},
		{"added.py", "staged", ""},
		{"both.py", "dirty", "dirty"},
		{"gone.py", "dirty", "dirty"},
		{"new.py", "dirty", "dirty"},
		{"a.env", "dirty", "dirty"},
		{"build/out.py", "dirty", "dirty"},
		{"assumed.py", "dirty", "dirty"},
		{"skipped.py", "dirty", "dirty"},
	} {
		for a, want := range map[Allow]string{{}: c.plain, {Staged: true}: c.allowStaged, {Dirty: true}: "", {NoVCS: true}: c.plain} {
			if got := verdict(t, Guard(context.Background(), src, []string{c.name}, a), c.name); got != want {
				t.Errorf("%s with %+v: %q, want %q", c.name, a, got, want)
			}
		}
	}
}

func verdict(t *testing.T, err error, name string) string {
	t.Helper()
	if err == nil {
		return ""
	}
	var found *DirtyError
	if !errors.As(err, &found) {
		return err.Error()
	}
	if cmp.Equal(found, &DirtyError{Dirty: []string{name}}) {
		return "dirty"
	}
	if cmp.Equal(found, &DirtyError{Staged: []string{name}}) {
		return "staged"
	}
	return err.Error()
}

func TestGuardLists(t *testing.T) {
	src := repository(t)
	err := Guard(context.Background(), src, []string{"staged.py", "new.py", "clean.py", "dirty.py", "added.py"}, Allow{})
	want := &DirtyError{Dirty: []string{"dirty.py", "new.py"}, Staged: []string{"added.py", "staged.py"}}
	var got *DirtyError
	if !errors.As(err, &got) || !cmp.Equal(got, want) {
		t.Errorf("guard: %v", err)
	}
}

// TestGuardInHook runs with the variables that git sets for a hook of another repository.
func TestGuardInHook(t *testing.T) {
	src := repository(t)
	other := repository(t)
	t.Setenv("GIT_DIR", filepath.Join(filepath.Dir(other), ".git"))
	t.Setenv("GIT_INDEX_FILE", filepath.Join(t.TempDir(), "index"))
	if err := Guard(context.Background(), src, []string{"clean.py"}, Allow{}); err != nil {
		t.Errorf("guard: %v", err)
	}
}

// TestGuardNested asks about a file of a repository within the tree's own, and about a tree reached by a link.
func TestGuardNested(t *testing.T) {
	src := repository(t)
	put(t, src, "sub/in.py", "old\n", 0o644)
	inGit(t, filepath.Join(src, "sub"), "init", "-q")
	inGit(t, filepath.Join(src, "sub"), "add", "-A")
	inGit(t, filepath.Join(src, "sub"), "commit", "-qm", "start")
	if err := Guard(context.Background(), src, []string{"sub/in.py", "clean.py"}, Allow{}); err != nil {
		t.Errorf("guard: %v", err)
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(src, link); err != nil {
		t.Skip(err)
	}
	if got := verdict(t, Guard(context.Background(), link, []string{"dirty.py"}, Allow{}), "dirty.py"); got != "dirty" {
		t.Errorf("through a link: %q", got)
	}
}

func TestGuardNoVCS(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "a.py", "x", 0o644)
	var none *NoVCSError
	for a, refused := range map[Allow]bool{{}: true, {Dirty: true, Staged: true}: true, {NoVCS: true}: false} {
		if err := Guard(context.Background(), dir, []string{"a.py"}, a); errors.As(err, &none) != refused {
			t.Errorf("%+v: %v", a, err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, ".hg"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := Guard(context.Background(), dir, []string{"a.py"}, Allow{}); err != nil {
		t.Errorf("in a Mercurial checkout: %v", err)
	}
}

// TestGuardWithoutGit asks about a git checkout with no git to ask.
func TestGuardWithoutGit(t *testing.T) {
	src := repository(t)
	t.Setenv("PATH", t.TempDir())
	var none *NoVCSError
	if err := Guard(context.Background(), src, []string{"clean.py"}, Allow{}); !errors.As(err, &none) || none.Err == nil {
		t.Errorf("guard: %v", err)
	}
	for _, a := range []Allow{{NoVCS: true}, {Dirty: true}} {
		if err := Guard(context.Background(), src, []string{"clean.py"}, a); err != nil {
			t.Errorf("%+v: %v", a, err)
		}
	}
}

// TestStatusStaysClean checks that a run shows up in git as the changed files and nothing else.
func TestStatusStaysClean(t *testing.T) {
	src := repository(t)
	root, err := os.OpenRoot(src)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	before, err := git(context.Background(), src, []string{"status", "--porcelain"})
	if err != nil {
		t.Fatal(err)
	}
	o := settings(t)
	j := mustApply(t, root, planOf(t, root, replace{"clean.py", "old", "new"}), o)
	if err := Undo(context.Background(), root, j, o); err != nil {
		t.Fatal(err)
	}
	after, err := git(context.Background(), src, []string{"status", "--porcelain"})
	if err != nil || string(after) != string(before) {
		t.Errorf("git status went from\n%s\nto\n%s%v", before, after, err)
	}
}

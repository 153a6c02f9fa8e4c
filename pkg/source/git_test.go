package source

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWalkCheckout(t *testing.T) {
	dir := repository(t, map[string]string{
		".gitignore": "*.log\n/build/\n!keep.log\n", "a.py": use, "sub/b.py": use, "sub/.gitignore": "/local.py\n", "gone.py": use,
		"sub/keep.log": use,
	})
	for _, name := range []string{"new.py", "x.log", "build/c.py", "sub/local.py", "sub/build/d.py", "odd 名\n.py"} {
		put(t, dir, name, use)
	}
	put(t, dir, "x.py", use)
	put(t, dir, ".git/info/exclude", "x.py\n")
	check(t, os.Remove(filepath.Join(dir, "gone.py")))
	want := []string{"a.py", "new.py", "odd 名\n.py", "sub/b.py", "sub/build/d.py", "sub/keep.log"}
	t.Run("root", func(t *testing.T) {
		tree := mustWalk(t, dir, Options{})
		if d := cmp.Diff(want, paths(tree)); d != "" || len(tree.Skipped) > 0 {
			t.Errorf("skipped %v, kept (-want +got):\n%s", tree.Skipped, d)
		}
	})
	t.Run("without git", func(t *testing.T) {
		t.Setenv("PATH", t.TempDir())
		if d := cmp.Diff(want, paths(mustWalk(t, dir, Options{}))); d != "" {
			t.Errorf("kept (-want +got):\n%s", d)
		}
		if d := cmp.Diff([]string{"b.py", "build/d.py", "keep.log"}, paths(mustWalk(t, filepath.Join(dir, "sub"), Options{}))); d != "" {
			t.Errorf("subdirectory (-want +got):\n%s", d)
		}
	})
	t.Run("subdirectory", func(t *testing.T) {
		if d := cmp.Diff([]string{"b.py", "build/d.py", "keep.log"}, paths(mustWalk(t, filepath.Join(dir, "sub"), Options{}))); d != "" {
			t.Errorf("kept (-want +got):\n%s", d)
		}
	})
	t.Run("ignored subdirectory as the root", func(t *testing.T) {
		if d := cmp.Diff([]string{"c.py"}, paths(mustWalk(t, filepath.Join(dir, "build"), Options{}))); d != "" {
			t.Errorf("kept (-want +got):\n%s", d)
		}
	})
	t.Run("in a hook", func(t *testing.T) {
		t.Setenv("GIT_DIR", filepath.Join(t.TempDir(), "elsewhere"))
		t.Setenv("GIT_INDEX_FILE", "no-such-index")
		if d := cmp.Diff(want, paths(mustWalk(t, dir, Options{}))); d != "" {
			t.Errorf("kept (-want +got):\n%s", d)
		}
	})
	t.Run("worktree", func(t *testing.T) {
		other := filepath.Join(t.TempDir(), "tree")
		runGit(t, dir, "worktree", "add", "-q", other)
		put(t, other, "y.log", use)
		if d := cmp.Diff([]string{"a.py", "gone.py", "sub/b.py", "sub/keep.log"}, paths(mustWalk(t, other, Options{}))); d != "" {
			t.Errorf("kept (-want +got):\n%s", d)
		}
	})
}

// TestWalkEnvironments checks that a virtual environment is not entered, tracked or made in a directory that is.
func TestWalkEnvironments(t *testing.T) {
	dir := repository(t, map[string]string{"a.py": use, "kept/pyvenv.cfg": "", "kept/b.py": use, "made/c.py": use})
	for _, name := range []string{"made/pyvenv.cfg", "made/lib/d.py", "own/pyvenv.cfg", "own/e.py"} {
		put(t, dir, name, use)
	}
	tree := mustWalk(t, dir, Options{})
	if d := cmp.Diff([]string{"a.py", "made/c.py"}, paths(tree)); d != "" {
		t.Errorf("kept (-want +got):\n%s", d)
	}
	var skipped []string
	for _, s := range tree.Skipped {
		skipped = append(skipped, s.Path)
	}
	if d := cmp.Diff([]string{"kept", "made", "own"}, skipped); d != "" {
		t.Errorf("skipped (-want +got):\n%s", d)
	}
}

func TestWalkSubmodules(t *testing.T) {
	lib := repository(t, map[string]string{"l.py": use, ".gitignore": "skip.py\n"})
	dir := repository(t, map[string]string{"a.py": use})
	runGit(t, dir, "submodule", "--quiet", "add", lib, "lib")
	runGit(t, dir, "submodule", "--quiet", "add", lib, "empty")
	runGit(t, dir, "commit", "-q", "-m", "submodules")
	runGit(t, dir, "submodule", "--quiet", "deinit", "-f", "empty")
	put(t, dir, "lib/skip.py", use)
	put(t, dir, "nested/n.py", use)
	runGit(t, filepath.Join(dir, "nested"), "init", "-q")
	runGit(t, filepath.Join(dir, "nested"), "add", "-A")
	runGit(t, filepath.Join(dir, "nested"), "commit", "-q", "-m", "nested")

	tree := mustWalk(t, dir, Options{})
	if d := cmp.Diff([]string{"a.py", "lib/l.py", "nested/n.py"}, paths(tree)); d != "" {
		t.Errorf("kept (-want +got):\n%s", d)
	}
	empty := []Skip{{"empty", ReasonSubmodule}}
	if d := cmp.Diff(empty, tree.Skipped); d != "" {
		t.Errorf("skipped (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]string{"lib/l.py"}, paths(mustWalk(t, dir, Options{Paths: []string{"lib"}}))); d != "" {
		t.Errorf("named submodule (-want +got):\n%s", d)
	}
	old, err := WalkCommit(t.Context(), dir, "HEAD", Options{})
	check(t, err)
	if d := cmp.Diff([]string{"a.py", "lib/l.py"}, paths(old)); d != "" {
		t.Errorf("commit (-want +got):\n%s", d)
	}
	if d := cmp.Diff(empty, old.Skipped); d != "" {
		t.Errorf("commit skipped (-want +got):\n%s", d)
	}
}

func TestWalkCommitIsWalk(t *testing.T) {
	dir := repository(t, map[string]string{
		"a.py": use, "x/b.go": "// openai\n", "x/plain.go": "package x\n", "gbk.py": "# coding: gbk\n# \xd6\xd0\xce\xc4 openai\n",
		"wide.dat": "\xff\xfeo\x00p\x00e\x00n\x00a\x00i\x00", "binary.py": "\x00", "node_modules/a/b.js": "openai", "vendor/v.go": "// openai\n",
		"large.py": strings.Repeat("#\n", maxSource) + use, "env/pyvenv.cfg": "", "env/a.py": use, "logo.png": "openai", "empty.py": "",
		"model.toml": "model = 'gpt-4o'\n", "go.mod": "module x\n", "odd 名\n.py": use,
	})
	os.Symlink("a.py", filepath.Join(dir, "in.py"))
	os.Symlink("none", filepath.Join(dir, "broken.py"))
	os.Symlink("../out", filepath.Join(dir, "out.py"))
	runGit(t, dir, "add", "-A")
	runGit(t, dir, "commit", "-q", "-m", "links")
	for name, o := range map[string]Options{
		"all": {}, "path": {Paths: []string{"x", "a.py"}}, "include": {Include: []string{"*.go"}}, "exclude": {Exclude: []string{"x"}},
		"one worker": {Workers: 1}, "no ignore": {NoIgnore: true}, "named": {Paths: []string{"node_modules"}},
	} {
		t.Run(name, func(t *testing.T) { sameTree(t, dir, o) })
	}
	t.Run("subdirectory", func(t *testing.T) { sameTree(t, filepath.Join(dir, "x"), Options{}) })
}

func sameTree(t *testing.T, dir string, o Options) {
	t.Helper()
	now := mustWalk(t, dir, o)
	then, err := WalkCommit(t.Context(), dir, "HEAD", o)
	check(t, err)
	if d := cmp.Diff(paths(now), paths(then)); d != "" {
		t.Errorf("kept (-walk +commit):\n%s", d)
	}
	if d := cmp.Diff(now.Skipped, then.Skipped); d != "" {
		t.Errorf("skipped (-walk +commit):\n%s", d)
	}
	if now.Seen != then.Seen {
		t.Errorf("seen %d and %d", now.Seen, then.Seen)
	}
	for i, f := range now.Files {
		if g := then.Files[i]; f.Hash() != g.Hash() || f.Mark != g.Mark || f.Encoding() != g.Encoding() {
			t.Errorf("%s differs between the work tree and the commit", f.Path)
		}
	}
}

func TestWalkCommitReadsThePast(t *testing.T) {
	dir := repository(t, map[string]string{"a.py": use, "old.py": use, "sub/c.py": use, "sub/plain.py": "x = 1\n"})
	check(t, os.Remove(filepath.Join(dir, "old.py")))
	put(t, dir, "a.py", "nothing\n")
	runGit(t, dir, "add", "-A")
	runGit(t, dir, "commit", "-q", "-m", "second")
	put(t, dir, "a.py", "work tree\n")
	tree, err := WalkCommit(t.Context(), dir, "HEAD~1", Options{})
	check(t, err)
	if d := cmp.Diff([]string{"a.py", "old.py", "sub/c.py"}, paths(tree)); d != "" {
		t.Errorf("kept (-want +got):\n%s", d)
	}
	f, err := tree.Open("sub/plain.py")
	if err != nil || string(f.Data) != "x = 1\n" || tree.Dir != "" {
		t.Errorf("Open: %v, %v", f, err)
	}
	if tree.Exists("sub") || !tree.Exists("old.py") {
		t.Error("Exists: wrong answer")
	}
	later, err := WalkCommit(t.Context(), dir, "HEAD", Options{Paths: []string{"old.py", "sub"}})
	check(t, err)
	if d := cmp.Diff([]string{"sub/c.py"}, paths(later)); d != "" {
		t.Errorf("kept (-want +got):\n%s", d)
	}
}

func TestRevisionErrors(t *testing.T) {
	dir := repository(t, map[string]string{"a.py": use})
	plain := t.TempDir()
	for rev, want := range map[string]string{
		"no-such":    `read revision "no-such": not a commit in this repository`,
		"--help":     `read revision "--help": not a commit in this repository`,
		"HEAD:a.py":  `read revision "HEAD:a.py": not a commit in this repository`,
		"":           `read revision "": not a commit in this repository`,
		"HEAD\nHEAD": `read revision "HEAD\nHEAD": not a commit in this repository`,
	} {
		if _, err := WalkCommit(t.Context(), dir, rev, Options{}); err == nil || err.Error() != want {
			t.Errorf("WalkCommit(%q): error %v, want %s", rev, err, want)
		}
		if _, err := MergeBase(t.Context(), dir, rev); err == nil || err.Error() != want {
			t.Errorf("MergeBase(%q): error %v, want %s", rev, err, want)
		}
	}
	if _, err := WalkCommit(t.Context(), plain, "HEAD", Options{}); err == nil || !strings.Contains(err.Error(), "is not in a git repository") {
		t.Errorf("outside a repository: error %v", err)
	}
}

func TestMergeBase(t *testing.T) {
	dir := repository(t, map[string]string{"a.py": use})
	base := strings.TrimSpace(runGit(t, dir, "rev-parse", "HEAD"))
	runGit(t, dir, "checkout", "-q", "-b", "topic")
	runGit(t, dir, "commit", "-q", "--allow-empty", "-m", "topic")
	runGit(t, dir, "checkout", "-q", "main")
	runGit(t, dir, "commit", "-q", "--allow-empty", "-m", "main")
	runGit(t, dir, "checkout", "-q", "topic")
	if got, err := MergeBase(t.Context(), dir, "main"); err != nil || got != base {
		t.Errorf("MergeBase = %q, %v; want %q", got, err, base)
	}
	runGit(t, dir, "checkout", "-q", "--orphan", "alone")
	runGit(t, dir, "commit", "-q", "--allow-empty", "-m", "alone")
	if _, err := MergeBase(t.Context(), dir, "main"); err == nil || !strings.Contains(err.Error(), "no common history") {
		t.Errorf("orphan: error %v", err)
	}
	shallow := filepath.Join(t.TempDir(), "shallow")
	runGit(t, dir, "clone", "-q", "--depth=1", "--no-single-branch", "file://"+filepath.ToSlash(dir), shallow)
	runGit(t, shallow, "checkout", "-q", "topic")
	if _, err := MergeBase(t.Context(), shallow, "origin/main"); err == nil || !strings.Contains(err.Error(), "shallow") {
		t.Errorf("shallow: error %v", err)
	}
}

func TestGitRoot(t *testing.T) {
	dir := repository(t, map[string]string{"a/b/c.py": use})
	if got, ok := GitRoot(filepath.Join(dir, "a", "b")); !ok || got != dir {
		t.Errorf("GitRoot = %q, %v; want %q", got, ok, dir)
	}
	plain := fill(t, map[string]string{".git/": ""})
	if got, ok := GitRoot(plain); ok && got == plain {
		t.Errorf("GitRoot takes an empty .git for a repository")
	}
}

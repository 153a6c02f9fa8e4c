package source

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// fill writes files below a new directory: slash path to text. A path that ends with a slash is an empty directory.
func fill(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		put(t, dir, name, text)
	}
	return dir
}

func put(t testing.TB, dir, name, text string) {
	t.Helper()
	full := filepath.Join(dir, filepath.FromSlash(name))
	if name[len(name)-1] == '/' {
		check(t, os.MkdirAll(full, 0o755))
		return
	}
	check(t, os.MkdirAll(filepath.Dir(full), 0o755))
	check(t, os.WriteFile(full, []byte(text), 0o644))
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// runGit runs git in dir with a configuration of its own.
func runGit(t testing.TB, dir string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	cmd := exec.Command("git", append([]string{"-C", dir, "-c", "protocol.file.allow=always", "-c", "init.defaultBranch=main",
		"-c", "user.name=Somebody", "-c", "user.email=somebody@example.com", "-c", "core.autocrlf=false"}, args...)...)
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return string(out)
}

// repository fills a directory and commits all of it.
func repository(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := fill(t, files)
	runGit(t, dir, "init", "-q")
	runGit(t, dir, "add", "-A")
	runGit(t, dir, "commit", "-q", "-m", "begin")
	return dir
}

func mustWalk(t testing.TB, dir string, o Options) *Tree {
	t.Helper()
	tree, err := Walk(t.Context(), dir, o)
	check(t, err)
	return tree
}

func paths(tree *Tree) []string {
	out := []string{}
	for _, f := range tree.Files {
		out = append(out, f.Path)
	}
	return out
}

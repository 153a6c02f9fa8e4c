package scratch

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func put(t *testing.T, dir, name, data string) {
	t.Helper()
	full := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

func link(t *testing.T, to, dir, name string) {
	t.Helper()
	if err := os.Symlink(to, filepath.Join(dir, filepath.FromSlash(name))); err != nil {
		t.Skip(err)
	}
}

// A copy has the user's files, and what is written to it does not come back: not even through packages of the same
// workspace that are linked into node_modules.
func TestCopy(t *testing.T) {
	outer := t.TempDir()
	dir := filepath.Join(outer, "tree")
	put(t, outer, "outside.txt", "outside")
	put(t, dir, "app/main.py", "old")
	put(t, dir, ".git/HEAD", "ref")
	put(t, dir, ".migrate/runs/x", "journal")
	put(t, dir, "packages/own/index.js", "own")
	put(t, dir, "node_modules/.cache/x", "cache")
	put(t, dir, "node_modules/.bin/tool", "tool")
	put(t, dir, "node_modules/openai/index.js", "theirs")
	put(t, dir, "venv/pyvenv.cfg", "")
	put(t, dir, "venv/lib/x.py", "theirs")
	link(t, "../packages/own", dir, "node_modules/own")
	link(t, "main.py", dir, "app/alias.py")
	link(t, "../outside.txt", dir, "out.txt")
	c, err := New(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"app/main.py": "old", "app/alias.py": "old", "out.txt": "outside", "venv/lib/x.py": "theirs",
		"node_modules/openai/index.js": "theirs", "node_modules/.bin/tool": "tool", "node_modules/own/index.js": "own",
		".git/HEAD": "", ".migrate/runs/x": "", "node_modules/.cache/x": "",
	} {
		got, _ := os.ReadFile(filepath.Join(c.Dir, filepath.FromSlash(name)))
		if string(got) != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	err = c.Rewrite(1<<20, func(p string, data []byte) []byte {
		if strings.HasSuffix(p, ".js") || strings.HasSuffix(p, ".py") {
			return []byte("new")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(filepath.Join(c.Dir, "node_modules", "own", "index.js")); string(got) != "new" {
		t.Errorf("the copy of a linked package of the workspace: %q", got)
	}
	for _, name := range []string{"app/main.py", "packages/own/index.js", "node_modules/openai/index.js", "venv/lib/x.py"} {
		if got, _ := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name))); string(got) == "new" {
			t.Errorf("%s of the user's tree was written to", name)
		}
	}
	if err := c.Remove(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Lstat(c.Dir); !os.IsNotExist(err) {
		t.Errorf("the copy is still there: %v", err)
	}
}

// A copy never reaches out of its own directory.
func TestWriteStaysInside(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "a.txt", "a")
	c, err := New(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Remove()
	if err := c.Write("../up.txt", []byte("x")); err == nil {
		t.Error("wrote above the copy")
	}
	if err := c.Write("new/dir/b.txt", []byte("b")); err != nil {
		t.Error(err)
	}
}

// What a program made read-only goes, too.
func TestRemoveReadOnly(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("modes are not kept there")
	}
	c, err := New(context.Background(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	put(t, c.Dir, "cache/mod/x.go", "x")
	if err := os.Chmod(filepath.Join(c.Dir, "cache", "mod"), 0o500); err != nil {
		t.Fatal(err)
	}
	if err := c.Remove(); err != nil {
		t.Error(err)
	}
}

package edit

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestUnified(t *testing.T) {
	src := "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\n"
	at := strings.Index(src, "five")
	got, err := Unified("dir/a file.txt", []byte(src), []Edit{{Start: at, End: at + 4, New: "FIVE"}})
	want := "diff --git a/dir/a file.txt b/dir/a file.txt\n--- a/dir/a file.txt\t\n+++ b/dir/a file.txt\t\n" +
		"@@ -2,7 +2,7 @@\n two\n three\n four\n-five\n+FIVE\n six\n seven\n eight\n"
	if err != nil || got != want {
		t.Errorf("got\n%s%v\nwant\n%s", got, err, want)
	}
	got, err = Unified("x", []byte(src+src), []Edit{{Start: 0, End: 0, New: "zero\n"}, {Start: len(src), End: len(src), New: "x\ny\n"}})
	if err != nil || !strings.Contains(got, "@@ -1,3 +1,4 @@") || !strings.Contains(got, "@@ -7,6 +8,8 @@") {
		t.Errorf("later hunks start where earlier ones moved them to; got\n%s%v", got, err)
	}
	if got, err := Unified("x", []byte(src), nil); got != "" || err != nil {
		t.Errorf("no edits: got %q, %v", got, err)
	}
}

// TestGitApplies hands patches to git itself: names and bytes that are awkward must survive.
func TestGitApplies(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	lines := func(n int, end string) string { return strings.Repeat("line"+end, n) }
	for _, tt := range []struct {
		name, path, src string
		edits           []Edit
	}{
		{"plain", "a.txt", "x\ny\n", []Edit{{Start: 0, End: 1, New: "z"}}},
		{"space", "a b/c d.txt", "x\n", []Edit{{Start: 0, End: 1, New: "z"}}},
		{"chinese", "目录/文件.py", "# 注释\nx\n", []Edit{{Start: 9, End: 10, New: "模型"}}},
		{"quote and tab", "a\"b\tc.txt", "x\n", []Edit{{Start: 0, End: 1, New: "z"}}},
		{"no newline at end", "a.txt", "x\ny", []Edit{{Start: 2, End: 3, New: "z"}}},
		{"gains a newline", "a.txt", "x\ny", []Edit{{Start: 3, End: 3, New: "\n"}}},
		{"loses its newline", "a.txt", "x\ny\n", []Edit{{Start: 3, End: 4}}},
		{"from nothing", "a.txt", "", []Edit{{New: "x\n"}}},
		{"crlf", "a.txt", "x\r\ny\r\n", []Edit{{Start: 3, End: 4, New: "z"}}},
		{"gbk bytes", "a.txt", "\xd6\xd0\xce\xc4\nx\n", []Edit{{Start: 5, End: 6, New: "z"}}},
		{"utf-16", "a.txt", "\xff\xfea\x00\n\x00b\x00\n\x00", []Edit{{Start: 6, End: 8, New: "c\x00"}}},
		{"several hunks", "a.txt", lines(40, "\n"), []Edit{{Start: 0, End: 4, New: "x"}, {Start: 150, End: 154, New: "y"}}},
		{"insert at the end", "a.txt", lines(9, "\n"), []Edit{{Start: 45, End: 45, New: "more\n"}}},
		{"delete all", "a.txt", "x\n", []Edit{{Start: 0, End: 2}}},
	} {
		t.Run(tt.name, func(t *testing.T) { gitApplies(t, tt.path, tt.src, tt.edits) })
	}
}

func gitApplies(t *testing.T, path, src string, edits []Edit) {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(src), 0o644); err != nil {
		t.Skipf("this file system has no such name: %v", err)
	}
	patch := must(Unified(path, []byte(src), edits))
	for _, args := range [][]string{{"init", "-q"}, {"apply", "--whitespace=nowarn", "-"}} {
		cmd := exec.Command("git", args...)
		cmd.Dir, cmd.Stdin = dir, strings.NewReader(patch)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s\n%s", args, err, out, patch)
		}
	}
	want := must(Apply([]byte(src), edits))
	if got := must(os.ReadFile(file)); !bytes.Equal(got, want) {
		t.Errorf("git made %q, want %q", got, want)
	}
}

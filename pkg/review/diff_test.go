package review

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/source"
)

// differ runs a job on one file given as bytes and returns its only diff.
func differ(t *testing.T, path string, raw []byte, edits ...plan.Edit) fileDiff {
	t.Helper()
	for i := range edits {
		edits[i].Path = path
	}
	j := &job{key: diffKey{id: "c"}, change: &plan.Change{ID: "c", Path: path, Edits: edits}, known: map[string]*opened{},
		open: func(string) (*source.File, error) { return source.NewFile(path, raw) }}
	files := j.run().files
	if len(files) != 1 {
		t.Fatalf("%d files", len(files))
	}
	return files[0]
}

// text writes a diff as lines with what differs in brackets.
func text(d fileDiff) string {
	var b strings.Builder
	for _, l := range d.lines {
		fmt.Fprintf(&b, "%c%d,%d ", l.op, l.old, l.new)
		at := 0
		for _, p := range l.parts {
			b.WriteString(l.text[at:p.start] + "[" + l.text[p.start:p.end] + "]")
			at = p.end
		}
		b.WriteString(l.text[at:] + "\n")
	}
	return b.String()
}

func TestDiffMarksWhatDiffers(t *testing.T) {
	got := text(differ(t, "a.py", []byte("x = 1\nask(\"gpt-4o\", max_tokens=5)\n"), plan.Edit{Start: 11, End: 17, New: "glm-5"}, plan.Edit{Start: 20, End: 30, New: "max_completion_tokens"}))
	want := "" +
		" 1,1 x = 1\n" +
		"-2,0 ask(\"[gpt]-[4o]\", [max_tokens]=5)\n" +
		"+0,2 ask(\"[glm]-[5]\", [max_completion_tokens]=5)\n"
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestDiffLeavesUnlikeLinesUnmarked(t *testing.T) {
	got := text(differ(t, "a.txt", []byte("alpha beta\n"), plan.Edit{Start: 0, End: 10, New: "something else entirely"}))
	if strings.Contains(got, "[") {
		t.Errorf("lines with nothing in common are marked:\n%s", got)
	}
}

func TestDiffShowsControlCharactersTabsAndLineEndings(t *testing.T) {
	got := text(differ(t, "a.go", []byte("\tif x {\r\n\ta\x1b[2J\tb\r\n"), plan.Edit{Start: 1, End: 3, New: "for"}))
	want := "" +
		"-1,0     [if] x {\n" +
		"+0,1     [for] x {\n" +
		" 2,2     a\ufffd[2J   b\n"
	if got != want {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

func TestDiffOfGBK(t *testing.T) {
	raw, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte("# 订单摘要与退款说明，请勿改动\nmodel = \"gpt-4o\"  # 模型\n"))
	if err != nil {
		t.Fatal(err)
	}
	at := strings.Index(string(raw), "gpt-4o")
	got := text(differ(t, "a.py", raw, plan.Edit{Start: at, End: at + 6, New: "glm-5"}))
	if !strings.Contains(got, "+0,2 model = \"[glm]-[5]\"  # 模型") || !strings.Contains(got, "订单摘要") {
		t.Errorf("got\n%s", got)
	}
}

func TestLongLinesAreClippedAroundTheDifference(t *testing.T) {
	pad := strings.Repeat("数据", 4000)
	d := differ(t, "a.json", []byte(pad+"gpt-4o"+pad+"\n"), plan.Edit{Start: len(pad), End: len(pad) + 6, New: "glm-5"})
	for _, l := range d.lines {
		c := clip(l)
		if len(c.text) > maxCode+20 || !strings.HasPrefix(c.text, "... ") || !strings.HasSuffix(c.text, " ...") {
			t.Errorf("%d bytes shown: %.40q", len(c.text), c.text)
		}
		if p := c.parts[0]; !strings.HasPrefix(c.text[p.start:], "g") {
			t.Errorf("the marked part has moved to %.20q", c.text[p.start:])
		}
	}
}

func TestOutOfRangeEditIsSaid(t *testing.T) {
	d := differ(t, "a.py", []byte("short\n"), plan.Edit{Start: 100, End: 120, New: "x"})
	if !strings.Contains(d.problem.EN, "cannot show the diff") || !d.problem.Complete() {
		t.Errorf("problem is %v", d.problem)
	}
}

func TestHighlightKnowsTheLanguages(t *testing.T) {
	for path, code := range map[string]string{"a.py": "import os", ".env.local": "A=\"b\"", "b.ipynb": `{"cells": [{"cell_type": "code", "source": "import os"}]}`, "c.tsx": "const a = 'b'",
		"d.kt": "val a = \"b\"", "Dockerfile": "FROM scratch", "e.yaml": "a: 'b'", "pom.xml": "<a>b</a>"} {
		f, err := source.NewFile(path, []byte(code+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		if l := newListing(f); len(l.syntax) != len(l.lines) || len(l.syntax[0]) == 0 {
			t.Errorf("%s: %q has no colours", path, code)
		}
	}
	for _, path := range []string{"go.mod", "notes.unknown"} {
		f, _ := source.NewFile(path, []byte("module x\n"))
		if newListing(f).syntax != nil {
			t.Errorf("%s has colours", path)
		}
	}
}

// TestColours keeps the escape sequences of one changed line, as each kind of terminal gets it.
func TestColours(t *testing.T) {
	d := differ(t, "a.py", []byte("ask(\"gpt-4o\")  # model\n"), plan.Edit{Start: 5, End: 11, New: "glm-5"})
	var b strings.Builder
	for _, c := range []struct {
		name    string
		dark    bool
		profile colorprofile.Profile
	}{{"dark", true, colorprofile.TrueColor}, {"light", false, colorprofile.TrueColor}, {"dark, 256 colours", true, colorprofile.ANSI256}, {"no colour", true, colorprofile.ASCII}} {
		l := &look{lang: i18n.EN, styles: newStyles(c.dark, c.profile)}
		fmt.Fprintf(&b, "=== %s\n", c.name)
		for i := range d.lines {
			line := (code{line: &d.lines[i], gutter: newGutter(d.lines, 40), to: len(d.lines[i].text)}).Render(l, 40)
			fmt.Fprintf(&b, "%q\n", line)
		}
	}
	golden(t, filepath.Join("testdata", "colours.txt"), b.String())
}

package source

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// notebook is one with the given code cells, each a value of "source".
func notebook(cells ...string) string {
	var list []string
	for _, c := range cells {
		list = append(list, "  {\n   \"cell_type\": \"code\",\n   \"outputs\": [{\"text\": \"sk-x\"}],\n   \"source\": "+c+"\n  }")
	}
	return "{\n \"cells\": [\n" + strings.Join(list, ",\n") + "\n ],\n \"nbformat\": 4\n}\n"
}

func open(t *testing.T, raw string) *File {
	t.Helper()
	f, err := NewFile("a.ipynb", []byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// change replaces the first occurrence of old in the program, and returns the notebook.
func change(f *File, s Span, text string) (string, error) {
	host, span, written, err := f.Written(s, text)
	if err != nil {
		return "", err
	}
	raw := host.RawSpan(span)
	enc, err := host.Encode(written)
	return string(f.Raw()[:raw.Start]) + string(enc) + string(f.Raw()[raw.End:]), err
}

func TestNotebookProgram(t *testing.T) {
	for name, c := range map[string]struct{ raw, want string }{
		"lines":      {notebook(`["import os\n", "x = 1"]`, `["y = 2\n"]`), "import os\nx = 1\n\ny = 2\n\n"},
		"one string": {notebook(`"a = \"\u4e2d\ud83d\ude00\\\""`), "a = \"中😀\\\"\n\n"},
		"half pair":  {notebook(`"'\ud83d'"`), "'\ufffd'\n\n"},
		"empty":      {notebook(`[]`, `""`, `[" \n"]`, `"x"`), "x\n\n"},
		"markdown":   {`{"cells": [{"cell_type": "markdown", "source": "import"}, {"cell_type": "code", "source": "x"}]}`, "x\n\n"},
		"format 3":   {`{"worksheets": [{"cells": [{"cell_type": "code", "input": ["x"], "language": "python"}]}]}`, "x\n\n"},
		"crlf":       {notebook(`["x\r\n", "y"]`), "x\r\ny\n\n"},
	} {
		t.Run(name, func(t *testing.T) {
			f := open(t, c.raw)
			if d := cmp.Diff(c.want, string(f.Data)); d != "" {
				t.Error(d)
			}
			if f.Lang != Python || string(f.Raw()) != c.raw {
				t.Errorf("language %s", f.Lang)
			}
		})
	}
}

func TestMagics(t *testing.T) {
	for code, want := range map[string]string{
		"!pip install openai\nx":                        "0#!pip install openai\nx",
		"%pip install -q \\\n openai \\\n  tiktoken\nx": "0#%pip install -q \\\n# openai \\\n#  tiktoken\nx",
		"pip install openai":                            "0#pip install openai",
		"pip = 1":                                       "pip = 1",
		"%%bash\nls\n  cd x":                            "0#%%bash\n0#ls\n0#  cd x",
		"%%time\nx = 1\n!ls":                            "x = 1\n0#!ls",
		"%time x = f(\n  1)":                            "x = f(\n  1)",
		"if x:\n    !ls\n":                              "if x:\n    0#!ls\n",
		"files = !ls":                                   "files = 0#!ls",
		"x = a != b":                                    "x = a != b",
		"x = (a\n % b)":                                 "x = (a\n % b)",
		"s = \"\"\"\n!ls\n%s\n\"\"\"\n!ls":              "s = \"\"\"\n!ls\n%s\n\"\"\"\n0#!ls",
		"x = 'it\\'s' \\\n % y":                         "x = 'it\\'s' \\\n % y",
		"openai.Completion?":                            "openai.Completion",
		"?openai":                                       "0#?openai",
		"f(x) # why?\nx":                                "f(x) # why?\nx",
		"x = [  # (\n 1]\n%cd ..":                       "x = [  # (\n 1]\n0#%cd ..",
	} {
		f := open(t, notebook(quote(code)))
		if got := strings.TrimSuffix(strings.TrimSuffix(string(f.Data), "\n"), "\n"); got != strings.TrimSuffix(want, "\n") {
			t.Errorf("%q is shown as %q, want %q", code, got, want)
		}
	}
}

func quote(code string) string {
	b, _ := json.Marshal(code)
	return string(b)
}

// TestWritten makes each edit and shows the cell that comes out.
func TestWritten(t *testing.T) {
	lines := "[\n    \"import a\\n\",\n    \"x = 1\"\n   ]"
	for name, c := range map[string]struct{ cell, old, text, want string }{
		"word":            {lines, "1", `f("k")`, "[\n    \"import a\\n\",\n    \"x = f(\\\"k\\\")\"\n   ]"},
		"line above":      {lines, "|import", "import os\n", "[\n    \"import os\\n\",\n    \"import a\\n\",\n    \"x = 1\"\n   ]"},
		"line between":    {lines, "|x =", "y = 2\n", "[\n    \"import a\\n\",\n    \"y = 2\\n\",\n    \"x = 1\"\n   ]"},
		"behind a line":   {lines, "|\nx", "\nimport os", "[\n    \"import a\\n\",\n    \"import os\\n\",\n    \"x = 1\"\n   ]"},
		"line below":      {lines, "|\n\n", "\ny = 2", "[\n    \"import a\\n\",\n    \"x = 1\\n\",\n    \"y = 2\"\n   ]"},
		"behind the end":  {lines, "1\n|\n", "y = 2\n", "[\n    \"import a\\n\",\n    \"x = 1\\n\",\n    \"y = 2\"\n   ]"},
		"first line goes": {lines, "import a\n", "", "[\n    \"x = 1\"\n   ]"},
		"last line goes":  {lines, "x = 1\n", "", "[\n    \"import a\"\n   ]"},
		"one string":      {`"x = 1"`, "1", "2\ny = '中'", `"x = 2\ny = '\u4e2d'"`},
		"tabs":            {`"x\n\ty"`, "x", "a\n\tb", `"a\n\tb\n\ty"`},
		"one line":        {"[\n    \"x\"\n   ]", "x", "x\ny", "[\n    \"x\\n\",\n    \"y\"\n   ]"},
		"compact":         {`["x\n","y"]`, "x", "a\nb", `["a\n","b\n","y"]`},
		"help stays":      {`"foo?"`, "foo", "bar", `"bar?"`},
		"behind a magic":  {`["%%time\n", "x"]`, "|x", "import os\n", `["%%time\n", "import os\n", "x"]`},
		"escape":          {`"x = '\u4e2d'"`, "中", "y", `"x = 'y'"`},
	} {
		t.Run(name, func(t *testing.T) {
			f := open(t, notebook(c.cell, `"z"`))
			old := strings.Replace(c.old, "|", "", 1)
			s := Span{Start: strings.Index(string(f.Data), old)}
			s.End = s.Start + len(old)
			if at := strings.Index(c.old, "|"); at >= 0 {
				s = Span{s.Start + at, s.Start + at}
			}
			got, err := change(f, s, c.text)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(notebook(c.want, `"z"`), got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestWrittenRefuses(t *testing.T) {
	f := open(t, notebook(`"x = '\u4e2d'"`, `"z"`))
	at := bytes.Index(f.Data, []byte("中"))
	for _, s := range []Span{{0, len(f.Data)}, {at + 1, at + 2}, {at, at + 1}, {len(f.Data) - 3, len(f.Data)}, {len(f.Data), len(f.Data)}} {
		if got, err := change(f, s, "y"); err == nil {
			t.Errorf("%v gives %s", s, got)
		}
	}
}

func TestNotebookPositions(t *testing.T) {
	f := open(t, notebook("[\n    \"a\\n\",\n    \"bb\"\n   ]"))
	if at := f.Position(3); at != (Position{Line: 8, Column: 7}) {
		t.Errorf("position %v", at)
	}
	if f.Line(3) != 2 {
		t.Errorf("line %d", f.Line(3))
	}
}

func TestCell(t *testing.T) {
	f := open(t, notebook(`""`, `"x = 1"`, `["y = 2\n"]`))
	for text, want := range map[string]int{"x": 2, "1": 2, "y": 3, "2": 3} {
		at := strings.Index(string(f.Data), text)
		number, in := f.Cell(at)
		if number != want || in.Start > at || at >= in.End {
			t.Errorf("%s at %d: cell %d, %v, want cell %d", text, at, number, in, want)
		}
	}
	plain, err := NewFile("a.py", []byte("x = 1\n"))
	if err != nil {
		t.Fatal(err)
	}
	if number, in := plain.Cell(2); number != 0 || in != (Span{0, 6}) {
		t.Errorf("a file without cells: cell %d, %v", number, in)
	}
}

func TestNotebooksThatAreNotRead(t *testing.T) {
	for raw, want := range map[string]string{
		"{\n\"cells\": [": "notebook: invalid JSON at line 2",
		`{"a": 1}`:        "notebook: has no cells",
		"<<<<<<< HEAD":    "notebook: invalid JSON at line 1",
		`[{"cells": []}]`: "notebook: has no cells",
		`{"cells": [], "metadata": {"kernelspec": {"language": "R"}}}`:     "notebook: its language is R",
		`{"cells": [], "metadata": {"kernelspec": {"name": "julia-1.9"}}}`: "notebook: its language is julia-1.9",
	} {
		if _, err := NewFile("a.ipynb", []byte(raw)); fmt.Sprint(err) != want {
			t.Errorf("%s: %v, want %s", raw, err, want)
		}
	}
}

// FuzzNotebook replaces something in a program: what is written is a notebook that shows the changed program.
func FuzzNotebook(f *testing.F) {
	f.Add(notebook(`["import os\n", "!ls\n", "x"]`, `"y\n"`), 2, 5, "a\nb\"")
	f.Add(notebook(`["%%time\n", "x = '\u4e2d'"]`), 0, 1, "\n")
	f.Add(notebook(`["a?"]`, `["b \\\n", "c"]`), 1, 0, "x\n")
	f.Fuzz(func(t *testing.T, raw string, at, size int, text string) {
		file, err := NewFile("a.ipynb", []byte(raw))
		if err != nil || file.Raw() == nil || strings.ContainsAny(text, "!%?\r") || strings.Contains(text, "install") || strings.ToValidUTF8(text, "") != text {
			return
		}
		at = min(max(at, 0), len(file.Data))
		s := Span{at, min(max(at, at+size), len(file.Data))}
		file.Position(at)
		got, err := change(file, s, text)
		if err != nil {
			return
		}
		after, err := NewFile("a.ipynb", []byte(got))
		if err != nil {
			t.Fatalf("%v: %q by %q: %v", s, raw, text, err)
		}
		if strings.ContainsAny(raw, "!%?") || strings.ContainsAny(string(file.Data)+text, "'\"\\#\r") || strings.Contains(raw, "install") {
			return // what is a magic may have changed
		}
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		want := string(file.Data[:s.Start]) + text + string(file.Data[s.End:])
		if squeeze(string(after.Data)) != squeeze(want) {
			t.Fatalf("%v of %q by %q gives %q, want %q", s, file.Data, text, after.Data, want)
		}
	})
}

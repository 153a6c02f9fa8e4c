package source

import (
	"strings"
	"testing"
)

const readme = "# A\n\n```python\nimport a\n```\n\n1. list\n\n   ```py title=\"x\"\n   b(\n     1)\n   ```\n\n> ```bash\n> export A=1\n> ```\n\n" +
	"```env\nB=2\n```\n```env\nC=3\n```\n\n```go\npackage x\n```\n\n```\nplain\n```\n\n    indented()\n"

func programsOf(t *testing.T, text string) []*File {
	t.Helper()
	tree := FromMap(map[string][]byte{"README.md": []byte(text), "a.py": []byte("x = 1\n")}).WithPrograms()
	var out []*File
	for _, f := range tree.Files {
		if f.Path == "README.md" && f.Lang != Markdown {
			out = append(out, f)
		}
	}
	if tree.Kept("README.md").Lang != Markdown {
		t.Error("the path no longer gives the document")
	}
	return out
}

func TestPrograms(t *testing.T) {
	for name, text := range map[string]string{"lf": readme, "crlf": strings.ReplaceAll(readme, "\n", "\r\n")} {
		var got []string
		for _, f := range programsOf(t, text) {
			got = append(got, string(f.Lang)+": "+strings.ReplaceAll(string(f.Data), "\r", ""))
		}
		want := "python: import a\n\nb(\n  1)\n\n|shell: export A=1\n\n|dotenv: B=2\n\n|dotenv: C=3\n\n"
		if s := strings.Join(got, "|"); s != want {
			t.Errorf("%s: got %q, want %q", name, s, want)
		}
	}
}

// TestProgramsAreWritten edits programs and shows the document that comes out.
func TestProgramsAreWritten(t *testing.T) {
	for _, c := range []struct{ name, old, text, want string }{
		{"a word", "import a", "import b", "```python\nimport b\n```"},
		{"lines before", "import a", "import os\n\nimport a", "```python\nimport os\n\nimport a\n```"},
		{"in a list", "1)", "1,\n  2)", "   b(\n     1,\n     2)\n   ```"},
		{"an empty line in a list", "b(", "c()\n\nb(", "   c()\n\n   b(\n     1)"},
		{"in a quotation", "export A=1", "export A=1\n\nexport B=2", "> export A=1\n>\n> export B=2\n> ```"},
	} {
		for _, f := range programsOf(t, readme) {
			at := strings.Index(string(f.Data), c.old)
			if at < 0 {
				continue
			}
			host, span, text, err := f.Written(Span{at, at + len(c.old)}, c.text)
			if err != nil {
				t.Errorf("%s: %v", c.name, err)
				break
			}
			if out := string(host.Data[:span.Start]) + text + string(host.Data[span.End:]); !strings.Contains(out, c.want) {
				t.Errorf("%s: no %q in\n%s", c.name, c.want, out)
			}
			if line := f.Position(at).Line; line != strings.Count(readme[:strings.Index(readme, c.old)], "\n")+1 {
				t.Errorf("%s: line %d", c.name, line)
			}
			break
		}
	}
}

// TestProgramsStayApart: an edit from one code block into the next is refused.
func TestProgramsStayApart(t *testing.T) {
	f := programsOf(t, readme)[0]
	if _, _, _, err := f.Written(Span{0, len(f.Data) - 3}, "x"); err == nil {
		t.Error("an edit reached over the end of a code block")
	}
}

// FuzzPrograms: whatever the document, each program lies in it, and an empty edit anywhere is none.
func FuzzPrograms(f *testing.F) {
	f.Add([]byte(readme))
	f.Add([]byte("- \t```py\n\t x\n  ```\n>```js\n>y"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, p := range FromMap(map[string][]byte{"README.md": data}).WithPrograms().Files {
			for at := range p.Data {
				host, span, text, err := p.Written(Span{at, at + 1}, string(p.Data[at:at+1]))
				if err == nil && (span.Start < 0 || span.End > len(host.Data) || p.Data[at] != '\n' && string(host.Data[span.Start:span.End]) != text) {
					t.Fatalf("%q: byte %d is written at %v as %q", data, at, span, text)
				}
			}
		}
	})
}

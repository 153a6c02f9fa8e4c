package gate

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/openai-migrate/migrate/pkg/source"
)

func TestSuppressions(t *testing.T) {
	type sup struct {
		Rules  string
		Reason string
		Line   int
		Covers int
	}
	tests := []struct {
		name, path, text string
		want             []sup
	}{
		{"trailing", "a.py", "x\nc = OpenAI()  # migrate:ignore[PY001] gateway\n", []sup{{"PY001", "gateway", 2, 2}}},
		{"line above", "a.py", "# migrate:ignore[PY001]\nc = OpenAI()\n", []sup{{"PY001", "", 1, 2}}},
		{"above, with a comment and a blank line between", "a.py", "# migrate:ignore\n# see #12\n\nc = OpenAI()\n", []sup{{"", "", 1, 4}}},
		{"two above one line", "a.py", "# migrate:ignore[A1]\n# migrate:ignore[A2]\nx\n", []sup{{"A1", "", 1, 3}, {"A2", "", 2, 3}}},
		{"all rules", "a.py", "x  # migrate:ignore 网关尚未就绪\n", []sup{{"", "网关尚未就绪", 1, 1}}},
		{"colon before the reason", "a.py", "x  # migrate:ignore: later\n", []sup{{"", "later", 1, 1}}},
		{"several rules", "a.go", "x() // migrate:ignore[GO001, model-name] both\n", []sup{{"GO001,model-name", "both", 1, 1}}},
		{"after another comment", "a.py", "x  # noqa: E501  # migrate:ignore[PY001]\n", []sup{{"PY001", "", 1, 1}}},
		{"block comment", "a.ts", "const c = new OpenAI() /* migrate:ignore[JS001] ok */\n", []sup{{"JS001", "ok", 1, 1}}},
		{"jsx", "a.tsx", "  {/* migrate:ignore */}\n  <Chat />\n", []sup{{"", "", 1, 2}}},
		{"markdown", "a.md", "<!-- migrate:ignore[DOC1] sample -->\ntext\n", []sup{{"DOC1", "sample", 1, 2}}},
		{"vue template", "a.vue", "<!-- migrate:ignore -->\n<x/>\n", []sup{{"", "", 1, 2}}},
		{"sql", "a.sql", "select 1 -- migrate:ignore\n", []sup{{"", "", 1, 1}}},
		{"notebook", "a.ipynb", notebook, []sup{{"PY001", "demo", 1, 1}, {"", "", 2, 3}}},
		{"crlf", "a.py", "# migrate:ignore[PY001] why\r\nx\r\n", []sup{{"PY001", "why", 1, 2}}},
		{"last line", "a.py", "# migrate:ignore", []sup{{"", "", 1, 1}}},
		{"prose", "a.md", "Write `migrate:ignore[RULE] reason` in a comment.\n", nil},
		{"prose in a comment", "a.py", "# use migrate:ignore to suppress\n", nil},
		{"url", "a.go", "x := \"http://migrate:ignore\"\n", nil},
		{"json has no comments", "a.json", "{\"a\": \"# migrate:ignore\"}\n", nil},
		{"longer word", "a.py", "# migrate:ignored\n", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, err := source.NewFile(tt.path, []byte(tt.text))
			if err != nil {
				t.Fatal(err)
			}
			var got []sup
			for _, s := range Suppressions(f) {
				got = append(got, sup{strings.Join(s.Rules, ","), s.Reason, s.Line, s.Covers})
				if !strings.HasPrefix(f.Text(s.Span), "migrate:ignore") {
					t.Errorf("span holds %q", f.Text(s.Span))
				}
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

// notebook has all of a cell's code on one line of its JSON.
const notebook = `{"cells": [{"cell_type": "code", "source": "c = OpenAI()  # migrate:ignore[PY001] demo\n# migrate:ignore\nOpenAI()"}]}`

func TestUnusedRule(t *testing.T) {
	if !Unused.Title.Complete() || !Unused.Doc.Complete() {
		t.Error("MIG001 lacks a language")
	}
}

func FuzzSuppressions(f *testing.F) {
	f.Add("a.py", "x # migrate:ignore[A] b\n")
	f.Add("a.ipynb", notebook)
	f.Add("a.tsx", "{/* migrate:ignore[ */}\r\n")
	f.Fuzz(func(t *testing.T, path, text string) {
		file, err := source.NewFile(path, []byte(text))
		if err != nil {
			t.Skip()
		}
		lines := strings.Count(string(file.Data), "\n") + 1
		for _, s := range Suppressions(file) {
			if s.Covers < s.Line || s.Covers > lines {
				t.Errorf("line %d covers %d of %d", s.Line, s.Covers, lines)
			}
			file.Text(s.Span)
		}
	})
}

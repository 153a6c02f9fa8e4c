package syntax

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/openai-migrate/migrate/pkg/source"
)

// tableOf is a text of so many entries, with some lines of another kind among them.
func tableOf(n int, head, entry, foot string, among ...string) string {
	var b strings.Builder
	b.WriteString(head)
	for i := range n {
		fmt.Fprintf(&b, entry, i)
	}
	for _, s := range among {
		b.WriteString(s)
	}
	b.WriteString(foot)
	return b.String()
}

func TestThin(t *testing.T) {
	for _, c := range []struct {
		name, text string
		lang       source.Lang
		thin       bool
		keep       []string // what stays
		lose       []string // what does not
	}{
		{"translations", tableOf(300, "export default {\n", "  key%d: 'a word',\n", "}\n", "  sub: {\n    \"one\": `two`,\n    last: 'it\\'s'\n  },\n", "  hint: 'keys of OpenAI',\n", "  far:\n    'away',\n", "  sum: 'a' +\n    'b',\n"),
			source.TypeScript, true, []string{"export default {", "sub: {", "keys of OpenAI", "'a' +\n    'b',"}, []string{"a word", "two", "it\\'s", "away"}},
		{"a dict", tableOf(300, "words = {\n", "    \"k%d\": \"v\",\n", "}\n", "    \"g\": \"gpt-4o\",\n"), source.Python, true, []string{"words = {", "gpt-4o"}, []string{"k17"}},
		{"CRLF", strings.ReplaceAll(tableOf(300, "x = {\n", "  'k%d': 'v',\n", "}\n"), "\n", "\r\n"), source.Python, true, nil, []string{"k17"}},
		{"a small one", tableOf(100, "x = {\n", "  'k%d': 'v',\n", "}\n"), source.Python, false, nil, nil},
		{"code around", tableOf(300, "x = {\n", "  'k%d': 'v',\n", "}\n") + strings.Repeat("f()\n", 400), source.Python, false, nil, nil},
		{"values that are no strings", tableOf(300, "x = {\n", "  'k%d': v,\n", "}\n"), source.Python, false, nil, nil},
		{"templates with code", tableOf(300, "x = {\n", "  k%d: `${v}`,\n", "}\n"), source.JavaScript, false, nil, nil},
		{"a list", tableOf(300, "x = [\n", "  'k%d',\n", "]\n"), source.JavaScript, false, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Thin([]byte(c.text))
			if bytes.Equal(got, []byte(c.text)) == c.thin || len(got) != len(c.text) || bytes.Count(got, []byte("\n")) != strings.Count(c.text, "\n") {
				t.Fatalf("thinned: %v, %d of %d bytes\n%s", !c.thin, len(got), len(c.text), got)
			}
			for _, s := range c.keep {
				if i := strings.Index(c.text, s); i < 0 || string(got[i:i+len(s)]) != s {
					t.Errorf("lost %q", s)
				}
			}
			for _, s := range c.lose {
				if bytes.Contains(got, []byte(s)) {
					t.Errorf("kept %q", s)
				}
			}
			for _, text := range [][]byte{[]byte(c.text), got} {
				tree, err := Parse(context.Background(), c.lang, text)
				if err != nil || tree.HasError() {
					t.Errorf("does not parse: %v\n%s", err, text)
				}
			}
		})
	}
}

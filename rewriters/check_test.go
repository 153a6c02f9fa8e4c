package rewriters

import (
	"strings"
	"testing"

	"github.com/openai-migrate/migrate/pkg/source"
)

func TestCheck(t *testing.T) {
	for _, c := range []struct{ path, text, want string }{
		{"a.py", "x = 1\n", ""},
		{"a.py", "x = (1\n", "1:"},
		{"a.go", "package a\n\nfunc f() {\n", "3:12"},
		{"a.ts", "const x: number = 1\n", ""},
		{"a.ts", "const x = {\n", "1:"},
		{"a.json", `{"a": 1}`, ""},
		{"a.json", "{\n\"a\": 1,}", "2:8"},
		{"tsconfig.json", "{\n// why\n\"a\": 1}", ""},
		{"a.toml", "a = 1\n", ""},
		{"a.toml", "a = 1\nb = \n", "2:"},
		{"a.ipynb", `{"cells":[{"cell_type":"code","source":["x = (1"]}],"metadata":{"language_info":{"name":"python"}}}`, "1:"},
		{"a.txt", "(((", ""},
	} {
		f, err := source.NewFile(c.path, []byte(c.text))
		if err != nil {
			t.Fatal(err)
		}
		switch err := Check(f); {
		case c.want == "" && err != nil:
			t.Errorf("%s %q: %v", c.path, c.text, err)
		case c.want != "" && (err == nil || !strings.HasPrefix(err.Error(), c.want)):
			t.Errorf("%s %q: %v, want one at %s", c.path, c.text, err, c.want)
		}
	}
}

package review

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/openai-migrate/migrate/pkg/term"
)

var verb = regexp.MustCompile(`%(\[\d\])?[a-z]`)

// textCalls are the functions that take a Chinese and an English half, and where the Chinese one stands.
var textCalls = map[string]int{"T": 0, "Tf": 0, "format": 0, "bind": 1}

// TestTextsAreComplete reads the package's own source: every text has both halves, and both use the same arguments.
func TestTextsAreComplete(t *testing.T) {
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(node ast.Node) bool {
			if zh, en, ok := halves(node); ok {
				n++
				if zh == "" || en == "" || !slices.Equal(verbs(zh), verbs(en)) {
					t.Errorf("%s: %q and %q do not say the same", name, zh, en)
				}
			}
			return true
		})
	}
	if n < 80 {
		t.Errorf("found %d texts, expected more: has a function been renamed?", n)
	}
}

// halves returns the two literals of a call that makes a text.
func halves(node ast.Node) (zh, en string, ok bool) {
	call, ok := node.(*ast.CallExpr)
	if !ok {
		return "", "", false
	}
	at, ok := textCalls[callee(call)]
	if !ok || len(call.Args) < at+2 {
		return "", "", false
	}
	zh, okZH := literal(call.Args[at])
	en, okEN := literal(call.Args[at+1])
	return zh, en, okZH && okEN
}

func callee(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

func literal(e ast.Expr) (string, bool) {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(l.Value)
	return s, err == nil
}

func verbs(s string) []string {
	out := verb.FindAllString(s, -1)
	for i, v := range out {
		out[i] = strings.ReplaceAll(v, "q", "s")
	}
	return out
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  string
	}{
		{"", 10, ""},
		{"one two three", 7, "one two|three"},
		{"密钥变量也不同，因此写出。", 14, "密钥变量也不|同，因此写出。"},
		{"读取 OPENAI_API_KEY。地址（不同）", 16, "读取|OPENAI_API_KEY。|地址（不同）"},
		{"见 https://example.com/a/long/path 的说明", 12, "见|https://exam|ple.com/a/lo|ng/path 的说|明"},
		{"中文", 1, "中|文"},
	} {
		if got := strings.Join(term.Wrap(c.text, c.width), "|"); got != c.want {
			t.Errorf("term.Wrap(%q, %d)\n got %q\nwant %q", c.text, c.width, got, c.want)
		}
	}
}

func TestFit(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  string
	}{
		{"abc", 5, "abc  "}, {"abcdefghij", 8, "abcdef.."}, {"中文标题很长", 9, "中文标.. "}, {"abcdef", 3, "abc"}, {"中", 1, " "}, {"x", 0, ""},
	} {
		if got := fit(c.text, c.width); got != c.want {
			t.Errorf("fit(%q, %d) is %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

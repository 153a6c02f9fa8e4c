package gate

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
)

var client = &finding.Rule{ID: "PY001", Slug: "client-base-url", Severity: finding.Error,
	Title: i18n.T("客户端", "client"), Doc: i18n.T("客户端", "client")}

var model = &finding.Rule{ID: "PY010", Slug: "model-name", Severity: finding.Error,
	Title: i18n.T("模型", "model"), Doc: i18n.T("模型", "model")}

// scan finds, in files given as alternating path and text, every OpenAI, Azure and gpt-4o, as a rewriter would; a line
// with "local" reaches nobody.
func scan(t testing.TB, pathsAndTexts ...string) ([]finding.Finding, []*source.File) {
	t.Helper()
	files := map[string][]byte{}
	for i := 0; i < len(pathsAndTexts); i += 2 {
		files[pathsAndTexts[i]] = []byte(pathsAndTexts[i+1])
	}
	tree := source.FromMap(files)
	var out []finding.Finding
	for _, f := range tree.Files {
		for word, rule := range map[string]*finding.Rule{"OpenAI": client, "Azure": client, "gpt-4o": model} {
			for at := 0; ; at++ {
				i := strings.Index(string(f.Data[at:]), word)
				if i < 0 {
					break
				}
				at += i
				line := strings.Split(string(f.Data), "\n")[f.Position(at).Line-1]
				out = append(out, finding.Finding{Rule: rule, Kind: finding.Client, File: f, Symbol: word, SDK: "openai-python",
					Span: source.Span{Start: at, End: at + len(word)}, Reaches: !strings.Contains(line, "local")})
			}
		}
	}
	finding.Sort(out)
	return out, tree.Files
}

func at(list []finding.Finding) string {
	var out []string
	for _, f := range list {
		out = append(out, fmt.Sprintf("%s:%d", f.File.Path, f.File.Position(f.Span.Start).Line))
	}
	return strings.Join(out, " ")
}

func TestJudge(t *testing.T) {
	tests := []struct {
		name       string
		head, base []string
		policy     Policy
		fresh      string
		known      string
		suppressed string
		unused     string
	}{
		{name: "no base", head: []string{"a.py", "OpenAI\n"}, fresh: "a.py:1"},
		{name: "nothing there"},
		{name: "unchanged", head: []string{"a.py", "OpenAI\n"}, base: []string{"a.py", "OpenAI\n"}, known: "a.py:1"},
		{name: "file moved", head: []string{"b/c.py", "OpenAI\n"}, base: []string{"a.py", "OpenAI\n"}, known: "b/c.py:1"},
		{name: "reformatted", head: []string{"a.py", "\n\nx = (\n  OpenAI\n)\n"}, base: []string{"a.py", "y = OpenAI\n"}, known: "a.py:4"},
		{name: "one more of the same", head: []string{"a.py", "OpenAI\nOpenAI\n"}, base: []string{"a.py", "OpenAI\n"}, known: "a.py:1", fresh: "a.py:2"},
		{name: "one more in another file", head: []string{"a.py", "OpenAI\n", "z.py", "OpenAI\nOpenAI"}, base: []string{"z.py", "OpenAI\nOpenAI\n"},
			fresh: "a.py:1", known: "z.py:1 z.py:2"},
		{name: "moved and one more", head: []string{"b.py", "OpenAI\n", "c.py", "OpenAI\n"}, base: []string{"a.py", "OpenAI\n"}, fresh: "c.py:1", known: "b.py:1"},
		{name: "new path before the one that grew", head: []string{"a.py", "OpenAI\nOpenAI\n", "b.py", "OpenAI\n"}, base: []string{"a.py", "OpenAI\n", "c.py", "OpenAI\n"},
			fresh: "b.py:1", known: "a.py:1 a.py:2"},
		{name: "swap", head: []string{"a.py", "Azure\n"}, base: []string{"a.py", "OpenAI\n"}, fresh: "a.py:1"},
		{name: "fewer", head: []string{"a.py", "OpenAI\n"}, base: []string{"a.py", "OpenAI\nOpenAI\n"}, known: "a.py:1"},
		{name: "reaches nobody", head: []string{"a.py", "OpenAI local\n"}},
		{name: "reached nobody before", head: []string{"a.py", "OpenAI\n"}, base: []string{"a.py", "OpenAI local\n"}, fresh: "a.py:1"},
		{name: "allowed rule", head: []string{"a.py", "OpenAI\ngpt-4o\n"}, policy: Policy{AllowRules: []string{"py001"}}, fresh: "a.py:2", suppressed: "a.py:1"},
		{name: "allowed slug", head: []string{"a.py", "OpenAI\n"}, policy: Policy{AllowRules: []string{"client-base-url"}}, suppressed: "a.py:1"},
		{name: "allowed path", head: []string{"a.py", "OpenAI\n", "x/y/t.py", "OpenAI\n"}, policy: Policy{AllowPaths: []string{"x/**"}}, fresh: "a.py:1", suppressed: "x/y/t.py:1"},
		{name: "suppressed", head: []string{"a.py", "OpenAI # migrate:ignore[PY001] why\n"}, suppressed: "a.py:1"},
		{name: "suppression removed", head: []string{"a.py", "OpenAI\n"}, base: []string{"a.py", "OpenAI # migrate:ignore\n"}, fresh: "a.py:1"},
		{name: "suppressed in base does not make another known", head: []string{"a.py", "OpenAI # migrate:ignore\nOpenAI\n"},
			base: []string{"a.py", "OpenAI # migrate:ignore\n"}, fresh: "a.py:2", suppressed: "a.py:1"},
		{name: "suppression of another rule", head: []string{"a.py", "OpenAI # migrate:ignore[PY010]\n"}, fresh: "a.py:1", unused: "a.py:1"},
		{name: "used by what reaches nobody", head: []string{"a.py", "OpenAI local # migrate:ignore\n"}},
		{name: "unused", head: []string{"a.py", "x = 1 # migrate:ignore\n"}, unused: "a.py:1"},
		{name: "unused but allowed", head: []string{"a.py", "x = 1 # migrate:ignore\n"}, policy: Policy{AllowRules: []string{"MIG001"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			head, files := scan(t, tt.head...)
			base, _ := scan(t, tt.base...)
			tt.policy.Files = files
			v := Judge(head, base, tt.policy)
			var suppressed []finding.Finding
			for _, s := range v.Suppressed {
				suppressed = append(suppressed, s.Finding)
			}
			for _, c := range []struct{ what, got, want string }{
				{"new", at(v.New), tt.fresh}, {"known", at(v.Known), tt.known},
				{"suppressed", at(suppressed), tt.suppressed}, {"unused", at(v.Unused), tt.unused},
			} {
				if c.got != c.want {
					t.Errorf("%s: got %q, want %q", c.what, c.got, c.want)
				}
			}
			if want := tt.fresh != "" || tt.unused != ""; v.Failed != want {
				t.Errorf("failed: got %t, want %t", v.Failed, want)
			}
		})
	}
}

func TestJudgeBaseline(t *testing.T) {
	old, _ := scan(t, "a.py", "OpenAI\nOpenAI\n")
	b := NewBaseline(nil, old)
	tests := []struct {
		name       string
		head, base []string
		fresh      string
		stale      int
	}{
		{name: "same", head: []string{"a.py", "OpenAI\nOpenAI\n"}},
		{name: "more", head: []string{"a.py", "OpenAI\nOpenAI\nOpenAI\n"}, fresh: "a.py:3"},
		{name: "moved", head: []string{"b.py", "OpenAI\nOpenAI\n"}},
		{name: "fewer", head: []string{"a.py", "OpenAI\n"}, stale: 1},
		{name: "base and baseline know the same uses", head: []string{"a.py", "OpenAI\nOpenAI\nOpenAI\n"}, base: []string{"b.py", "OpenAI\nOpenAI\n"}, fresh: "a.py:3"},
		{name: "base knows more", head: []string{"a.py", "OpenAI\nOpenAI\nOpenAI\n"}, base: []string{"a.py", "OpenAI\nOpenAI\nOpenAI\n"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			head, _ := scan(t, tt.head...)
			base, _ := scan(t, tt.base...)
			v := Judge(head, base, Policy{Baseline: b})
			if got := at(v.New); got != tt.fresh {
				t.Errorf("new: got %q, want %q", got, tt.fresh)
			}
			if v.Stale != tt.stale {
				t.Errorf("stale: got %d, want %d", v.Stale, tt.stale)
			}
		})
	}
}

// Every finding that counts is in exactly one list, and as many are new as each identity has more of.
func TestJudgeKeepsAll(t *testing.T) {
	for seed := range 64 {
		var head, base []string
		for i, path := range []string{"a.py", "b.py", "c.py"} {
			head = append(head, path, strings.Repeat("OpenAI\n", (seed>>(2*i))&3))
			base = append(base, path, strings.Repeat("OpenAI\n", (seed*7>>i)&3))
		}
		h, _ := scan(t, head...)
		b, _ := scan(t, base...)
		v := Judge(h, b, Policy{})
		if want := max(0, len(h)-len(b)); len(v.New) != want {
			t.Errorf("seed %d: %d new, want %d", seed, len(v.New), want)
		}
		all := slices.Concat(v.New, v.Known)
		finding.Sort(all)
		if at(all) != at(h) {
			t.Errorf("seed %d: lists hold %s, head is %s", seed, at(all), at(h))
		}
	}
}

func TestPolicyValidate(t *testing.T) {
	if err := (Policy{AllowPaths: []string{"a/**"}}).Validate(); err != nil {
		t.Error(err)
	}
	if err := (Policy{AllowPaths: []string{"a/[b"}}).Validate(); err == nil {
		t.Error("a bad glob passed")
	}
}

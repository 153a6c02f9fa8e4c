package modules

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

type module struct {
	file  *source.File
	tree  *syntax.Tree
	fault string
}

func (m *module) Parts() (*source.File, *syntax.Tree) { return m.file, m.tree }
func (m *module) Fault() string                       { return m.fault }

// project has a module for each path but those that cannot be parsed.
type project map[string]*module

func (p project) Of(f *source.File) *module { return p[f.Path] }

func (p project) Module(n syntax.Node) *module {
	for _, m := range p {
		if m.tree == n.Tree() {
			return m
		}
	}
	return nil
}

func (p project) AddAll(files []*source.File) (out []*module, errs []error) {
	for _, f := range files {
		var err error
		if p[f.Path] == nil {
			err = errors.New("too large")
		}
		out, errs = append(out, p[f.Path]), append(errs, err)
	}
	return out, errs
}

func file(path, text string) *source.File { return &source.File{Path: path, Data: []byte(text)} }

func parsed(t *testing.T, path, text, fault string) *module {
	t.Helper()
	tree, err := syntax.Parse(context.Background(), source.Python, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return &module{file(path, text), tree, fault}
}

func TestParse(t *testing.T) {
	good, broken := parsed(t, "good.py", "x", ""), parsed(t, "broken.py", "x", "syntax error at line 1")
	var skips []source.Skip
	got := Parse(project{"good.py": good, "broken.py": broken}, []*source.File{good.file, file("big.py", ""), broken.file}, func(s source.Skip) { skips = append(skips, s) })
	if want := []*module{good, broken}; !slices.Equal(got, want) {
		t.Errorf("read %v, want %v", got, want)
	}
	if want := []source.Skip{{Path: "big.py", Reason: "too large"}, {Path: "broken.py", Reason: "syntax error at line 1"}}; !slices.Equal(skips, want) {
		t.Errorf("listed %v, want %v", skips, want)
	}
}

func TestEach(t *testing.T) {
	a, b := parsed(t, "a.py", "x", ""), parsed(t, "b.py", "x", "")
	list := []*module{a, b}
	var skips []source.Skip
	s := New(&rewrite.Pass{Skip: func(s source.Skip) { skips = append(skips, s) }}, Project[*module](project{"a.py": a, "b.py": b}), list)
	s.Each(func(m *module) {
		if m == a {
			panic("odd")
		}
	})
	if !slices.Equal(s.Modules, []*module{b}) || !slices.Equal(list, []*module{a, b}) {
		t.Errorf("left with %v of %v", s.Modules, list)
	}
	if want := []source.Skip{{Path: "a.py", Reason: "internal error: odd"}}; !slices.Equal(skips, want) {
		t.Errorf("listed %v, want %v", skips, want)
	}
}

func TestReport(t *testing.T) {
	sound, broken := parsed(t, "sound.py", "x\ny", ""), parsed(t, "broken.py", "x", "syntax error at line 1")
	marked := parsed(t, "vendor/x.py", "x", "")
	marked.file.Mark = source.Vendored
	e, target := edit.Edit{End: 1, New: "z"}, &provider.Target{KeyEnv: "ZAI_API_KEY"}
	for _, c := range []struct {
		name   string
		target *provider.Target
		edits  []finding.Edit
		fixes  int
		sure   finding.Confidence
	}{
		{"a change", target, finding.In(sound.file, e), 1, finding.Likely},
		{"no target", nil, finding.In(sound.file, e), 0, finding.Manual},
		{"no edits", target, nil, 0, finding.Manual},
		{"reaches into a broken file", target, append(finding.In(sound.file, e), finding.In(broken.file, e)...), 0, finding.Manual},
		{"reaches into a vendored file", target, append(finding.In(sound.file, e), finding.In(marked.file, e)...), 0, finding.Manual},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got finding.Finding
			s := New(&rewrite.Pass{Target: c.target, Report: func(f finding.Finding) { got = f }}, Project[*module](project{"sound.py": sound, "broken.py": broken, "vendor/x.py": marked}), nil)
			n := sound.tree.Root().NamedChild(1)
			s.Report(sound, n, finding.Finding{Fixes: []finding.Fix{{Confidence: finding.Likely, Edits: c.edits}}})
			if len(got.Fixes) != c.fixes || got.Confidence != c.sure || got.File != sound.file || got.Span != n.Span() {
				t.Errorf("reported %+v", got)
			}
			if at := s.Place(n); at != "sound.py:2" {
				t.Errorf("place %q", at)
			}
		})
	}
}

func TestShort(t *testing.T) {
	for text, want := range map[string]string{
		"f(x)":     "f(x)",
		"f(\n  x)": "f(…",
		"f(\r\nx)": "f(…",
		"f(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa)": "f(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…",
	} {
		if got := Short(parsed(t, "a.py", text, "").tree.Root()); got != want {
			t.Errorf("Short(%q) = %q, want %q", text, got, want)
		}
	}
}

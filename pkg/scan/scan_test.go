package scan

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
)

var rule = &finding.Rule{ID: "T001", Slug: "test"}

// words reports each file that holds a word; behave decides what else happens to a file.
func words(name, word string, behave func(*rewrite.Pass, *source.File) error) *rewrite.Rewriter {
	return &rewrite.Rewriter{
		Name:  name,
		Langs: []source.Lang{source.Go},
		Match: func(f *source.File) bool { return bytes.Contains(f.Data, []byte(word)) },
		Run: func(p *rewrite.Pass) error {
			for _, f := range p.Files {
				p.Report(finding.Finding{Rule: rule, File: f, Span: source.Span{End: 1}, Symbol: name, Message: i18n.T("中", "en")})
				if behave != nil {
					if err := behave(p, f); err != nil {
						return err
					}
				}
			}
			return nil
		},
	}
}

func TestARewriterThatFailsCostsItsFiles(t *testing.T) {
	files := map[string][]byte{"a/go.mod": nil, "a/x.go": []byte("good bad"), "b/go.mod": nil, "b/y.go": []byte("good")}
	for name, behave := range map[string]func(*rewrite.Pass, *source.File) error{
		"error": func(*rewrite.Pass, *source.File) error { return errors.New("cannot load") },
		"panic": func(*rewrite.Pass, *source.File) error { panic("oops") },
		"bad span": func(p *rewrite.Pass, f *source.File) error {
			p.Report(finding.Finding{Rule: rule, File: f, Span: source.Span{Start: 3, End: 99}})
			return nil
		},
	} {
		r, err := Run(context.Background(), source.FromMap(files), Config{Rewriters: []*rewrite.Rewriter{words("good", "good", nil), words("bad", "bad", behave)}})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range r.Findings {
			got = append(got, f.File.Path+" "+f.Symbol)
		}
		if strings.Join(got, ", ") != "a/x.go good, b/y.go good" {
			t.Errorf("%s: findings %v", name, got)
		}
		var skipped string
		for _, s := range r.Skipped {
			skipped += s.Path + " (" + s.Reason + ") "
		}
		if !strings.Contains(skipped, "a/x.go (bad: ") || strings.Contains(skipped, "y.go") {
			t.Errorf("%s: skipped %s", name, skipped)
		}
	}
}

func TestUnreadLanguagesAreListed(t *testing.T) {
	files := map[string][]byte{"a.ts": []byte("import OpenAI from 'openai'"), "b.go": []byte("openai"), "c.md": []byte("OpenAI"), "d.ts": []byte("gpt-4o")}
	r, err := Run(context.Background(), source.FromMap(files), Config{Rewriters: []*rewrite.Rewriter{words("w", "x", nil)}})
	if err != nil || len(r.Skipped) != 1 || r.Skipped[0] != (source.Skip{Path: "a.ts", Reason: "not analysed yet: typescript"}) {
		t.Errorf("skipped %v, %v", r.Skipped, err)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := Run(ctx, source.FromMap(map[string][]byte{"x.go": []byte("good")}), Config{Rewriters: []*rewrite.Rewriter{words("good", "good", nil)}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// A file that is spared keeps its bytes and its findings; what else a fix changes is still changed.
func TestSpare(t *testing.T) {
	files := map[string][]byte{"app.go": []byte("good"), "tests/x.go": []byte("good")}
	w := words("w", "good", nil)
	look := w.Run
	w.Run = func(p *rewrite.Pass) error {
		report := p.Report
		p.Report = func(f finding.Finding) {
			x := finding.Fix{Title: i18n.T("改", "change")}
			for _, other := range p.Files {
				x.Edits = append(x.Edits, finding.Edit{File: other, Edit: edit.Edit{End: 1, New: "x"}})
			}
			f.Fixes = []finding.Fix{x}
			report(f)
		}
		return look(p)
	}
	r, err := Run(context.Background(), source.FromMap(files), Config{Rewriters: []*rewrite.Rewriter{w}, Spare: source.IsTest})
	if err != nil || len(r.Findings) != 2 || r.Spared != 1 {
		t.Fatalf("%d findings, %d spared, %v", len(r.Findings), r.Spared, err)
	}
	app, test := r.Findings[0], r.Findings[1]
	if len(app.Fixes) != 1 || len(app.Fixes[0].Edits) != 1 || app.Fixes[0].Edits[0].File.Path != "app.go" {
		t.Errorf("the program's fix: %+v", app.Fixes)
	}
	if test.Fixable() || !strings.Contains(test.Message.EN, "--tests") {
		t.Errorf("the test's finding: %+v", test)
	}
}

package scan

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

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

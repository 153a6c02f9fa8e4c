package rewritetest

import (
	"bytes"
	"path"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
)

// needle is what the sample rewriter looks for; it puts the target's key variable in its place.
const needle = "OPENAI_API_KEY"

var sampleRule = &finding.Rule{
	ID: "TEST001", Slug: "needle", Severity: finding.Note,
	Title: i18n.T("密钥变量", "key variable"), Doc: i18n.T("找出密钥变量。", "Finds the key variable."),
}

// sample is a small rewriter that keeps every duty, until spoil changes what it reports.
func sample(spoil func(*rewrite.Pass, *finding.Finding) error) *rewrite.Rewriter {
	return &rewrite.Rewriter{
		Name: "sample", Doc: i18n.T("示例", "a sample"), Rules: []*finding.Rule{sampleRule},
		Langs: []source.Lang{source.Dotenv, source.Other},
		Match: func(f *source.File) bool { return bytes.Contains(f.Data, []byte(needle)) },
		Run: func(p *rewrite.Pass) error {
			for _, f := range p.Files {
				if path.Ext(f.Path) == ".bad" {
					p.Skip(source.Skip{Path: f.Path, Reason: "a bad file"})
					continue
				}
				for at := range places(f.Data) {
					found := sampleFinding(p, f, at)
					if err := spoil(p, &found); err != nil {
						return err
					}
					p.Report(found)
				}
			}
			return nil
		},
	}
}

func keep(*rewrite.Pass, *finding.Finding) error { return nil }

// places yields the offsets of the needle.
func places(data []byte) func(func(int) bool) {
	return func(yield func(int) bool) {
		for from := 0; ; {
			i := bytes.Index(data[from:], []byte(needle))
			if i < 0 || !yield(from+i) {
				return
			}
			from += i + len(needle)
		}
	}
}

func sampleFinding(p *rewrite.Pass, f *source.File, at int) finding.Finding {
	out := finding.Finding{
		Rule: sampleRule, Kind: finding.Env, File: f, Span: source.Span{Start: at, End: at + len(needle)}, Symbol: needle,
		Confidence: finding.Certain, Message: i18n.T("读取 OpenAI 的密钥变量", "reads OpenAI's key variable"),
	}
	if p.Target != nil {
		out.Fixes = []finding.Fix{{
			Title: i18n.T("改用新变量", "use the new variable"), Why: i18n.T("密钥不同", "the key is another"), Confidence: finding.Certain,
			Edits: []finding.Edit{{File: f, Edit: edit.Edit{Start: at, End: at + len(needle), New: p.Target.KeyEnv, Node: "name"}}},
		}}
	}
	return out
}

package dotenv

import (
	"bytes"
	"testing"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/rewrite/rewritetest"
	"github.com/openai-migrate/migrate/pkg/source"
)

func TestCases(t *testing.T) {
	rewritetest.Run(t, Rewriter, "testdata/*.txtar", rewritetest.With(reader))
}

// reader stands in for a rewriter of code: "READ NAME" in a .txt file is a client that can be moved, "HOLD NAME" one that
// stays.
var reader = &rewrite.Rewriter{
	Name:  "reader",
	Doc:   i18n.T("测试用", "for tests"),
	Rules: []*finding.Rule{readRule},
	Langs: []source.Lang{source.Other},
	Match: func(f *source.File) bool { return f.Lang == source.Other },
	Run: func(p *rewrite.Pass) error {
		for _, f := range p.Files {
			for _, word := range []string{"READ", "HOLD"} {
				if at := bytes.Index(f.Data, []byte(word+" OPENAI_API_KEY")); at >= 0 {
					p.Report(read(p, f, word, at))
				}
			}
		}
		return nil
	},
}

var readRule = &finding.Rule{ID: "T001", Slug: "read", Severity: finding.Note, Title: i18n.T("读取", "read"), Doc: i18n.T("读取", "read")}

func read(p *rewrite.Pass, f *source.File, word string, at int) finding.Finding {
	key := finding.Key{Kind: finding.KeyReads, Scope: p.Project.Root, Name: "OPENAI_API_KEY"}
	out := finding.Finding{Rule: readRule, Kind: finding.Env, File: f, Span: source.Span{Start: at, End: at + len(word)},
		Symbol: "OPENAI_API_KEY", Confidence: finding.Manual, Message: i18n.T("读取变量", "reads the variable")}
	if word == "HOLD" {
		out.Holds = []finding.Key{key}
		return out
	}
	if p.Target == nil {
		return out
	}
	out.Confidence = finding.Certain
	name := at + len("READ ")
	out.Fixes = []finding.Fix{{
		Title: i18n.T("改读取", "change the read"), Why: i18n.T("迁移", "it moves"), Confidence: finding.Certain,
		Edits:    []finding.Edit{{File: f, Edit: edit.Edit{Start: name, End: name + len("OPENAI_API_KEY"), New: p.Target.KeyEnv, Node: "read"}}},
		Provides: []finding.Key{key},
		Requires: []finding.Key{{Kind: finding.KeySets, Scope: p.Project.Root, Name: "OPENAI_API_KEY"}},
	}}
	return out
}

func TestParseValues(t *testing.T) {
	for _, tt := range []struct{ line, name, value string }{
		{`OPENAI_API_KEY=sk-1`, "OPENAI_API_KEY", "sk-1"},
		{`export OPENAI_API_KEY = "sk 1" # note`, "OPENAI_API_KEY", "sk 1"},
		{`  A='x # y'`, "A", "x # y"},
		{`A=x#y # z`, "A", "x#y"},
		{`A=`, "A", ""},
		{`#A=1`, "A", "1"},
		{`A="unclosed`, "A", `"unclosed`},
		{"A=x\t ", "A", "x"},
	} {
		l := parse([]byte(tt.line))
		if len(l) != 1 || l[0].Name != tt.name || l[0].Value != tt.value {
			t.Errorf("%q: got %+v", tt.line, l)
		}
	}
	for _, none := range []string{"", "# a note about = signs", "- A=1", "1A=2", "=x", "no assignment"} {
		if l := parse([]byte(none)); len(l) != 0 {
			t.Errorf("%q: got %+v", none, l)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("A='x\r\n#B=\"\"\n=\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, l := range parse(data) {
			if l.NameStart < 0 || l.ValueFrom < l.NameStart || l.ValueEnd < l.ValueFrom || l.End < l.ValueEnd || l.End > len(data) {
				t.Errorf("%q: offsets out of order: %+v", data, l)
			}
		}
	})
}

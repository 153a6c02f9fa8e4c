package config

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/rewrite/rewritetest"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/gosashabaranov"
	"github.com/openai-migrate/migrate/rewriters/internal/gosdk"
	"github.com/openai-migrate/migrate/rewriters/internal/keyvalue"
	"github.com/openai-migrate/migrate/rewriters/jsopenai"
	"github.com/openai-migrate/migrate/rewriters/pyopenai"
)

func TestCases(t *testing.T) {
	rewritetest.Run(t, Rewriter, "testdata/*.txtar", rewritetest.With(reader), rewritetest.Parses(parses))
}

// TestSent has files whose models go where code sends them.
func TestSent(t *testing.T) {
	rewritetest.Run(t, Rewriter, "testdata/sent/*.txtar", rewritetest.With(pyopenai.Rewriter, jsopenai.Rewriter, gosdk.New(gosashabaranov.SDK)), rewritetest.Parses(parses))
}

// parses holds every format that has a parser to what it says.
func parses(f *source.File) error {
	if read, ok := keyvalue.Read(f); ok && read.Trouble != "" {
		return errTrouble(read.Trouble)
	}
	return nil
}

type errTrouble string

func (e errTrouble) Error() string { return string(e) }

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

// TestEveryRow holds the cases to the table of patterns that real repositories showed: each kind of file that this package
// reads has cases of what is changed or reported, and of what must be left alone.
func TestEveryRow(t *testing.T) {
	for row, what := range map[string]string{
		"cf02": "dotenv", "cf03": "CI workflows", "cf04": "compose and Dockerfile", "cf05": "Kubernetes, Helm, Terraform and Bicep",
		"cf06": "shell, make, PowerShell", "cf07": "settings that name a variable", "cf08": "models in configuration and SQL",
		"cf09": "models in JSON", "cf10": "addresses", "cf15": "recordings",
	} {
		cases, err := filepath.Glob("testdata/" + row + "_*.txtar")
		if err != nil {
			t.Fatal(err)
		}
		negative := func(name string) bool { return strings.HasSuffix(name, "_not.txtar") }
		if !slices.ContainsFunc(cases, negative) || len(slices.DeleteFunc(cases, negative)) == 0 {
			t.Errorf("%s (%s): wants a case and one whose name ends in _not", row, what)
		}
	}
}

// Package dotenv finds and changes OpenAI settings in .env files and their templates.
//
// A .env file is a knob: where the application reads its key, address or model from it, the value changes here and the
// code need not. The file is read line by line and edited in place; comments, order, quotes, `export` and line endings
// stay.
//
// The key variable is renamed only when some migrated client reads the new name ([finding.KeyReads]); while code that
// stays still reads the old one, a line is added instead. A value that looks like a real key is never printed and never
// handed to the new provider: it stays under its old name, and an empty line for the new key is added below it.
package dotenv

import (
	"bytes"
	"fmt"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
)

// Rewriter is the rewriter for .env files.
var Rewriter = &rewrite.Rewriter{
	Name: "dotenv",
	Doc: i18n.T(
		"在 .env 及其模板中查找 OpenAI 的密钥变量、接口地址和模型名，原位修改，注释、顺序、引号保持不变。",
		"Finds OpenAI key variables, addresses and model names in .env files and their templates and edits them in place; comments, order and quotes stay."),
	Rules: []*finding.Rule{ruleKey, ruleURL, ruleModel, ruleHeader, ruleSecret},
	Langs: []source.Lang{source.Dotenv},
	Match: match,
	Run:   run,
}

func match(f *source.File) bool {
	return f.Lang == source.Dotenv && bytes.Contains(bytes.ToLower(f.Data), []byte("openai"))
}

func run(p *rewrite.Pass) error {
	for _, f := range p.Files {
		file(p, f)
	}
	return nil
}

// file applies the rules to each setting of one file; the first that knows the setting reports it.
func file(p *rewrite.Pass, f *source.File) {
	lines := parse(f.Data)
	names := map[string]bool{}
	for _, l := range lines {
		names[l.Name] = true
	}
	for _, l := range lines {
		s := &setting{pass: p, file: f, line: l, names: names}
		s.secret()
		for _, rule := range []func(*setting) bool{(*setting).key, (*setting).header, (*setting).url, (*setting).model} {
			if rule(s) {
				break
			}
		}
	}
}

// setting is one line of a file under analysis.
type setting struct {
	pass  *rewrite.Pass
	file  *source.File
	line  line
	names map[string]bool // the variables that the file sets
}

// scope is the part of the tree that reads this file.
func (s *setting) scope() string { return s.pass.Project.Root }

// report fills in what all findings of a setting share.
func (s *setting) report(f finding.Finding) {
	f.File = s.file
	if f.Span == (source.Span{}) {
		f.Span = source.Span{Start: s.line.NameStart, End: s.line.ValueEnd}
	}
	if f.Symbol == "" {
		f.Symbol = s.line.Name
	}
	if f.Confidence == "" {
		f.Confidence = finding.Manual
		if len(f.Fixes) > 0 {
			f.Confidence = f.Fixes[0].Confidence
		}
	}
	if s.file.Mark != "" {
		f.Fixes = nil
	}
	s.pass.Report(f)
}

func (s *setting) node() string { return fmt.Sprintf("variable %s", s.line.Name) }

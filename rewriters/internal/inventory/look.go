package inventory

import (
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
)

// look is one look at one file.
type look struct {
	pass    *rewrite.Pass
	rules   *rules
	file    *file
	reaches bool // some client or address of the file leads to OpenAI
}

func (l *look) all() {
	l.imports()
	l.clients()
	l.strings()
	l.models()
}

func (l *look) report(at source.Span, f finding.Finding) {
	f.File, f.Span = l.file.File, at
	if f.Confidence == "" {
		f.Confidence = finding.Manual
	}
	l.pass.Report(f)
}

// reads is the key that keeps a variable's name in env files while code that is not rewritten reads it.
func (l *look) reads(name string) finding.Key {
	return finding.Key{Kind: finding.KeyReads, Scope: l.pass.Project.Root, Name: name}
}

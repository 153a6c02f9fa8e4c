package modules

import (
	"fmt"
	"slices"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
	"github.com/openai-migrate/migrate/rewriters/internal/wording"
)

// Report fills in what all findings share and takes the fixes away from files that are only reported.
func (s *Set[M]) Report(m M, n syntax.Node, f finding.Finding) {
	f.File, _ = m.Parts()
	if f.Span == (source.Span{}) {
		f.Span = n.Span()
	}
	if s.pass.Target == nil {
		f.Fixes = nil
	}
	f.Fixes = slices.DeleteFunc(f.Fixes, func(x finding.Fix) bool { return s.Untouchable(x.Edits) })
	for i := range f.Fixes {
		f.Fixes[i].Edits = wording.Follow(f.Fixes[i].Edits, s.pass.Target, s.treeOf)
	}
	switch {
	case len(f.Fixes) > 0:
		f.Confidence = f.Fixes[0].Confidence
	case f.Confidence == "":
		f.Confidence = finding.Manual
	}
	s.pass.Report(f)
}

// Place is a node's file and line for messages.
func (s *Set[M]) Place(n syntax.Node) string {
	f, _ := s.code.Module(n).Parts()
	return fmt.Sprintf("%s:%d", f.Path, f.Position(n.Start()).Line)
}

// Short is an expression's text for a message: its first line, cut, without keys.
func Short(n syntax.Node) string {
	text := []rune(finding.Mask(n.Text()))
	for i, r := range text {
		if r == '\n' || r == '\r' || i == 60 {
			return string(text[:i]) + "…"
		}
	}
	return string(text)
}

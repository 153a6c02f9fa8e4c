// Package modules goes through the parsed files of one project for a rewriter that keeps syntax trees.
//
// Whatever the language, such a rewriter parses the files that it may have something to say of, runs one step after the
// other on each, and reports what it found at a node. What holds for every step and every finding stands here, once:
//
//   - A file that cannot be parsed is listed with its reason. One that is broken is listed too, but still read.
//   - A step that fails on a file, by a mistake of ours, costs that file and no other: it is listed and left out.
//   - A file that is generated, vendored, minified or broken is reported and never rewritten: a finding loses each change
//     that reaches into one, even from another file.
//   - A change takes along the words that stand beside what it changes, see package wording.
//   - Confidence is that of the first change, or else manual where the rule does not say.
//
// A [Module] is what a package of a language's syntax makes of a file, and a [Project] is all of them, with whose they are.
// What the trees mean is none of this package's business.
package modules

import (
	"fmt"
	"slices"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Module is one parsed file, as a pointer: nil for none.
type Module interface {
	comparable
	// Parts are the file and its tree.
	Parts() (*source.File, *syntax.Tree)
	// Fault says what makes the file one to report and not to rewrite; empty for ordinary files.
	Fault() string
}

// Project is the parsed files of one source.Project.
type Project[M Module] interface {
	AddAll(files []*source.File) ([]M, []error)
	Of(f *source.File) M
	Module(n syntax.Node) M
}

// Parse parses files, and lists those that cannot be parsed or are broken.
func Parse[M Module](code Project[M], files []*source.File, skip func(source.Skip)) (out []M) {
	parsed, errs := code.AddAll(files)
	for i, f := range files {
		if errs[i] != nil {
			skip(source.Skip{Path: f.Path, Reason: errs[i].Error()})
			continue
		}
		if fault := parsed[i].Fault(); fault != "" {
			skip(source.Skip{Path: f.Path, Reason: fault})
		}
		out = append(out, parsed[i])
	}
	return out
}

// Set is the files of one project that a rewriter reports on.
type Set[M Module] struct {
	Modules []M // those to report on

	pass *rewrite.Pass
	code Project[M]
}

// New is the set of some of a project's files.
func New[M Module](p *rewrite.Pass, code Project[M], list []M) Set[M] {
	return Set[M]{Modules: list, pass: p, code: code}
}

// Each runs a step on every file; a file on which it fails is listed and left out from then on.
func (s *Set[M]) Each(step func(M)) {
	kept := s.Modules[:0:0] // the list may be kept for the next target
	for _, m := range s.Modules {
		if s.Guard(m, step) {
			kept = append(kept, m)
		}
	}
	s.Modules = kept
}

// Guard runs a step on one file; false where it fails, which is listed.
func (s *Set[M]) Guard(m M, step func(M)) (ok bool) {
	defer func() {
		if x := recover(); x != nil {
			f, _ := m.Parts()
			s.pass.Skip(source.Skip{Path: f.Path, Reason: fmt.Sprintf("internal error: %v", x)})
			ok = false
		}
	}()
	step(m)
	return true
}

// Frozen reports whether a file is not to be rewritten: it is generated, vendored or minified, or does not parse as far as
// it can be told.
func (s *Set[M]) Frozen(f *source.File) bool {
	var none M
	m := s.code.Of(f)
	return f.Mark != "" || m != none && m.Fault() != ""
}

// Untouchable reports whether edits are empty or reach into a file that must not be rewritten.
func (s *Set[M]) Untouchable(edits []finding.Edit) bool {
	return len(edits) == 0 || slices.ContainsFunc(edits, func(e finding.Edit) bool { return s.Frozen(e.File) })
}

// treeOf is the syntax tree of a file, nil where it has none.
func (s *Set[M]) treeOf(f *source.File) *syntax.Tree {
	var none M
	if m := s.code.Of(f); m != none {
		_, tree := m.Parts()
		return tree
	}
	return nil
}

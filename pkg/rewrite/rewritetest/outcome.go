package rewritetest

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/scan"
	"github.com/openai-migrate/migrate/pkg/source"
)

// outcome is what a run over one tree led to, short of writing it.
type outcome struct {
	tree   *source.Tree
	result *scan.Result
	plan   *plan.Plan
}

// look scans a tree; nothing is planned yet.
func look(tree *source.Tree, to *provider.Target, rewriters []*rewrite.Rewriter) (*outcome, error) {
	result, err := scan.Run(context.Background(), tree, scan.Config{Rewriters: rewriters, Target: to})
	if err != nil {
		return nil, err
	}
	return &outcome{tree: tree, result: result}, nil
}

// settle plans all that can be done. A plan is made of findings and edits that lie in their files, so that comes first.
func (o *outcome) settle() error {
	for i := range o.result.Findings {
		f := &o.result.Findings[i]
		if err := placed(f); err != nil {
			return fmt.Errorf("%s: %w", describe(f), err)
		}
	}
	id := ""
	if o.result.Target != nil {
		id = o.result.Target.ID
	}
	o.plan = plan.New(id, o.result.Findings, i18n.EN)
	return nil
}

// apply returns the files that the wanted changes touch, as they are afterwards; want nil wants all.
func (o *outcome) apply(want func(*plan.Change) bool) (map[string][]byte, error) {
	out := map[string][]byte{}
	for _, path := range o.plan.Paths(want) {
		f, edits, err := o.edits(path, want)
		if err != nil {
			return nil, err
		}
		if out[path], err = edit.Apply(f.Raw(), edits); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	return out, nil
}

func (o *outcome) edits(path string, want func(*plan.Change) bool) (*source.File, []edit.Edit, error) {
	f, err := o.tree.Open(path)
	if err != nil {
		return nil, nil, err
	}
	edits, err := o.plan.Edits(f, want)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	return f, edits, nil
}

// render returns the sections of a case as they came out.
func (o *outcome) render() (map[string]string, error) {
	diff, err := o.diff()
	if err != nil {
		return nil, err
	}
	return map[string]string{sectionFindings: o.findings(), sectionDiff: diff, sectionSkipped: o.skipped()}, nil
}

// findings writes one line a finding, as reports show it: settled against the others.
func (o *outcome) findings() string {
	var b strings.Builder
	for _, f := range plan.Resolve(o.result.Findings) {
		at := f.File.Position(f.Span.Start)
		words := []string{f.Rule.ID, string(f.Confidence), f.Symbol}
		words = slices.DeleteFunc(words, func(w string) bool { return w == "" })
		message := strings.ReplaceAll(f.Message.EN, "\n", `\n`)
		fmt.Fprintf(&b, "%s:%d:%d %s: %s\n", f.File.Path, at.Line, at.Column, strings.Join(words, " "), message)
	}
	return b.String()
}

// diff is the patch that all changes together make.
func (o *outcome) diff() (string, error) {
	var b strings.Builder
	for _, path := range o.plan.Paths(nil) {
		f, edits, err := o.edits(path, nil)
		if err != nil {
			return "", err
		}
		patch, err := edit.Unified(path, f.Raw(), edits)
		if err != nil {
			return "", fmt.Errorf("%s: %w", path, err)
		}
		b.WriteString(patch)
	}
	return b.String(), nil
}

func (o *outcome) skipped() string {
	var b strings.Builder
	for _, s := range o.result.Skipped {
		if strings.HasPrefix(s.Reason, source.ReasonLanguage) {
			continue // the case is not about what other rewriters read
		}
		fmt.Fprintf(&b, "%s: %s\n", s.Path, s.Reason)
	}
	return b.String()
}

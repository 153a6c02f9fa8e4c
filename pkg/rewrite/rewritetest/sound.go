package rewritetest

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/source"
)

var kinds = []finding.Kind{
	finding.Import, finding.Client, finding.Call, finding.Model, finding.Endpoint, finding.Env, finding.Dependency,
	finding.Parameter, finding.Tokenizer, finding.Secret,
}

var confidences = []finding.Confidence{finding.Certain, finding.Likely, finding.Manual}

// describe names a finding in an error.
func describe(f *finding.Finding) string {
	rule := "without rule"
	if f.Rule != nil {
		rule = f.Rule.ID
	}
	if f.File == nil {
		return "finding " + rule + " without file"
	}
	at := f.File.Position(f.Span.Start)
	return fmt.Sprintf("finding %s at %s:%d:%d", rule, f.File.Path, at.Line, at.Column)
}

// each asks check about every finding and returns the first error.
func each(s *subject, check func(*finding.Finding) error) error {
	for i := range s.first.result.Findings {
		f := &s.first.result.Findings[i]
		if err := check(f); err != nil {
			return fmt.Errorf("%s: %w", describe(f), err)
		}
	}
	return nil
}

// healthy looks for the skips by which a scan reports a rewriter that returned an error or panicked.
func healthy(s *subject) error {
	for _, skip := range s.first.result.Skipped {
		for _, r := range s.rewriters {
			if strings.HasPrefix(skip.Reason, r.Name+": ") {
				return fmt.Errorf("%s: %s", skip.Path, skip.Reason)
			}
		}
	}
	return nil
}

// placed checks that a finding and the edits of its fixes lie within files.
func placed(f *finding.Finding) error {
	if f.File == nil {
		return errors.New("has no file")
	}
	if f.Span.Start < 0 || f.Span.End < f.Span.Start || f.Span.End > len(f.File.Data) {
		return fmt.Errorf("span %d-%d lies outside a file of %d bytes", f.Span.Start, f.Span.End, len(f.File.Data))
	}
	for _, fix := range f.Fixes {
		for _, e := range fix.Edits {
			switch {
			case e.File == nil:
				return fmt.Errorf("edit %d-%d has no file", e.Start, e.End)
			case e.Start < 0 || e.End < e.Start || e.End > len(e.File.Data):
				return fmt.Errorf("%s: %w", e.File.Path, &edit.RangeError{Edit: e.Edit, Size: len(e.File.Data)})
			}
		}
	}
	return nil
}

func findingsSound(s *subject) error {
	return each(s, func(f *finding.Finding) error {
		if err := placed(f); err != nil {
			return err
		}
		switch {
		case !slices.Contains(kinds, f.Kind):
			return fmt.Errorf("kind %q is none", f.Kind)
		case !slices.Contains(confidences, f.Confidence):
			return fmt.Errorf("confidence %q is none", f.Confidence)
		case f.Confidence == finding.Manual && f.Fixable():
			return errors.New("is manual and yet has a fix")
		}
		for _, r := range s.rewriters {
			if slices.Contains(r.Rules, f.Rule) {
				return nil
			}
		}
		return errors.New("its rule is not among those the rewriter lists")
	})
}

func textsComplete(s *subject) error {
	return each(s, func(f *finding.Finding) error {
		if f.Otherwise != (i18n.Text{}) {
			if err := complete("what to do otherwise", f.Otherwise); err != nil {
				return fmt.Errorf("%s: %w", describe(f), err)
			}
		}
		if err := complete("message", f.Message); err != nil {
			return err
		}
		for _, fix := range f.Fixes {
			if err := complete("title", fix.Title); err != nil {
				return err
			}
			if err := complete("why", fix.Why); err != nil {
				return err
			}
		}
		return nil
	})
}

// complete checks that both halves are there, that the Chinese one is Chinese, and that formatting left no mistake.
func complete(what string, t i18n.Text) error {
	switch {
	case !t.Complete():
		return fmt.Errorf("%s lacks a language: %q, %q", what, t.ZH, t.EN)
	case !strings.ContainsFunc(t.ZH, func(r rune) bool { return unicode.Is(unicode.Han, r) }):
		return fmt.Errorf("%s has no Chinese in its Chinese half: %q", what, t.ZH)
	case strings.Contains(t.ZH+t.EN, "%!"):
		return fmt.Errorf("%s is badly formatted: %q, %q", what, t.ZH, t.EN)
	}
	return nil
}

func secretsHidden(s *subject) error {
	return each(s, func(f *finding.Finding) error {
		shown := []string{f.Symbol, f.Model, f.Message.ZH, f.Message.EN}
		for _, fix := range f.Fixes {
			shown = append(shown, fix.Title.ZH, fix.Title.EN, fix.Why.ZH, fix.Why.EN)
			for _, e := range fix.Edits {
				shown = append(shown, e.Node)
			}
		}
		for _, text := range shown {
			if finding.IsSecret(text) {
				return fmt.Errorf("shows a key: %s", finding.Mask(text))
			}
		}
		return nil
	})
}

func fixesSound(s *subject) error {
	return each(s, func(f *finding.Finding) error {
		if err := placed(f); err != nil {
			return err
		}
		for _, fix := range f.Fixes {
			if err := fixSound(&fix); err != nil {
				return fmt.Errorf("fix %q: %w", fix.Title.EN, err)
			}
		}
		return nil
	})
}

func fixSound(fix *finding.Fix) error {
	if len(fix.Edits) == 0 {
		return errors.New("has no edits")
	}
	if fix.Confidence != finding.Certain && fix.Confidence != finding.Likely {
		return fmt.Errorf("confidence %q is not one of a fix", fix.Confidence)
	}
	byFile := map[*source.File][]edit.Edit{}
	for _, e := range fix.Edits {
		if err := editSound(e); err != nil {
			return err
		}
		byFile[e.File] = append(byFile[e.File], e.Edit)
	}
	for f, edits := range byFile {
		after, err := edit.Apply(f.Data, edits)
		if err != nil {
			return fmt.Errorf("%s: %w", f.Path, err)
		}
		if bytes.Equal(after, f.Data) {
			return fmt.Errorf("changes nothing in %s", f.Path)
		}
	}
	for _, from := range fix.Sources {
		if from.URL == "" || from.Verified == "" {
			return fmt.Errorf("source %q lacks its address or date", from.URL)
		}
	}
	return nil
}

func editSound(e finding.Edit) error {
	switch {
	case e.File.Mark != "":
		return fmt.Errorf("edits %s, which is %s", e.File.Path, e.File.Mark)
	case splits(e.File.Data, e.Start) || splits(e.File.Data, e.End) || !utf8.ValidString(e.New):
		return fmt.Errorf("edit %d-%d of %s splits a character or is not UTF-8", e.Start, e.End, e.File.Path)
	case e.Node == "":
		return fmt.Errorf("edit %d-%d of %s does not name its syntax node", e.Start, e.End, e.File.Path)
	}
	return nil
}

// splits reports whether an offset lies within a character.
func splits(data []byte, at int) bool { return at < len(data) && !utf8.RuneStart(data[at]) }

func planSound(s *subject) error {
	var b bytes.Buffer
	if err := s.first.plan.Encode(&b); err != nil {
		return err
	}
	if _, err := plan.Decode(&b); err != nil {
		return err
	}
	_, err := s.first.apply(nil)
	return err
}

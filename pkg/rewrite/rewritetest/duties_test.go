package rewritetest

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
)

// input has something for every duty: a language that the harness parses, text that is not ASCII, several changes.
const input = `provider: fixture

-- a.go --
package a

var key = env("OPENAI_API_KEY") // 密钥
-- b.env --
# 密钥
OPENAI_API_KEY=x
-- c.txt --
OPENAI_API_KEY and OPENAI_API_KEY
`

type spoiler = func(*rewrite.Pass, *finding.Finding) error

func mustSubject(t *testing.T, text string, spoil spoiler) (*subject, *testCase) {
	t.Helper()
	c := mustCase(t, text)
	o := &options{rewriters: []*rewrite.Rewriter{sample(spoil)}, parses: []func(*source.File) error{parsesGo, parsesJSON}}
	s, err := newSubject(c, o)
	if err != nil {
		t.Fatal(err)
	}
	return s, c
}

// planned is mustSubject with a plan.
func planned(t *testing.T, text string, spoil spoiler) *subject {
	t.Helper()
	s, _ := mustSubject(t, text, spoil)
	if err := s.first.settle(); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestDutiesKept(t *testing.T) {
	s := planned(t, input, keep)
	if n := len(s.first.plan.Changes); n != 4 {
		t.Fatalf("the plan has %d changes, want 4", n)
	}
	for _, d := range slices.Concat(scanDuties, planDuties) {
		if err := d.check(s); err != nil {
			t.Errorf("%s: %v", d.name, err)
		}
	}
}

// on changes each finding that has a fix, and only those.
func on(change func(*finding.Finding, *finding.Fix)) spoiler {
	return func(_ *rewrite.Pass, f *finding.Finding) error {
		if f.Fixable() {
			change(f, &f.Fixes[0])
		}
		return nil
	}
}

// violation is one way to fail a duty, and what the duty then says.
type violation struct {
	duty  func(*subject) error
	want  string
	spoil spoiler
}

func TestScanDutiesViolated(t *testing.T) {
	for _, c := range []violation{
		{healthy, "broken", func(*rewrite.Pass, *finding.Finding) error { return errors.New("broken") }},
		{healthy, "internal error", func(*rewrite.Pass, *finding.Finding) error { panic("oops") }},
		{healthy, "outside its file", on(func(f *finding.Finding, _ *finding.Fix) { f.Span = source.Span{Start: 10, End: 5} })},
		{findingsSound, "kind", on(func(f *finding.Finding, _ *finding.Fix) { f.Kind = "thing" })},
		{findingsSound, "confidence", on(func(f *finding.Finding, _ *finding.Fix) { f.Confidence = "" })},
		{findingsSound, "manual", on(func(f *finding.Finding, _ *finding.Fix) { f.Confidence = finding.Manual })},
		{findingsSound, "rule", on(func(f *finding.Finding, _ *finding.Fix) { f.Rule = &finding.Rule{ID: "TEST002"} })},
		{textsComplete, "message lacks", on(func(f *finding.Finding, _ *finding.Fix) { f.Message.EN = "" })},
		{textsComplete, "title lacks", on(func(_ *finding.Finding, x *finding.Fix) { x.Title = i18n.Text{} })},
		{textsComplete, "no Chinese", on(func(_ *finding.Finding, x *finding.Fix) { x.Why.ZH = "copied" })},
		{textsComplete, "badly formatted", on(func(f *finding.Finding, _ *finding.Fix) { f.Message.EN = "variable %!d(string=x)" })},
		{secretsHidden, "shows a key", on(func(f *finding.Finding, _ *finding.Fix) { f.Message.ZH += secret() })},
		{secretsHidden, "shows a key", on(func(_ *finding.Finding, x *finding.Fix) { x.Title.EN += secret() })},
		{secretsHidden, "shows a key", on(func(_ *finding.Finding, x *finding.Fix) { x.Edits[0].Node = secret() })},
		{fixesSound, "no edits", on(func(_ *finding.Finding, x *finding.Fix) { x.Edits = nil })},
		{fixesSound, "not one of a fix", on(func(_ *finding.Finding, x *finding.Fix) { x.Confidence = finding.Manual })},
		{fixesSound, "changes nothing", on(func(_ *finding.Finding, x *finding.Fix) { x.Edits[0].New = needle })},
		{fixesSound, "syntax node", on(func(_ *finding.Finding, x *finding.Fix) { x.Edits[0].Node = "" })},
		{fixesSound, "conflict", on(func(_ *finding.Finding, x *finding.Fix) {
			e := x.Edits[0]
			e.End--
			x.Edits = append(x.Edits, e)
		})},
		{fixesSound, "splits", on(func(f *finding.Finding, x *finding.Fix) {
			if at := bytes.IndexRune(f.File.Data, '密'); at >= 0 {
				x.Edits[0].Edit = edit.Edit{Start: at + 1, End: at + 1, New: "x", Node: "comment"}
			}
		})},
		{fixesSound, "generated", on(func(f *finding.Finding, _ *finding.Fix) { f.File.Mark = source.Generated })},
		{fixesSound, "lacks its address or date", on(func(_ *finding.Finding, x *finding.Fix) { x.Sources = []finding.Source{{URL: "https://x.example"}} })},
		{healthy, "outside its file", on(func(_ *finding.Finding, x *finding.Fix) { x.Edits[0].End = 1 << 20 })},
		{healthy, "outside its file", on(func(_ *finding.Finding, x *finding.Fix) { x.Edits[0].File = nil })},
	} {
		s, _ := mustSubject(t, input, c.spoil)
		if err := c.duty(s); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("want an error with %q, got %v", c.want, err)
		}
	}
}

func TestPlanDutiesViolated(t *testing.T) {
	var runs atomic.Int32 // projects are analysed in parallel
	for _, c := range []violation{
		{inventoryOnly, "has one", func(p *rewrite.Pass, f *finding.Finding) error {
			f.Fixes = []finding.Fix{{Title: i18n.T("改", "change")}}
			return nil
		}},
		{inventoryOnly, "internal error", func(p *rewrite.Pass, f *finding.Finding) error {
			_ = p.Target.KeyEnv
			return nil
		}},
		{deterministic, "findings differ", on(func(f *finding.Finding, _ *finding.Fix) { f.Message.EN += fmt.Sprint(runs.Add(1)) })},
		{deterministic, "plans differ", on(func(_ *finding.Finding, x *finding.Fix) { x.Why.EN += fmt.Sprint(runs.Add(1)) })},
		{idempotent, "still has 4", on(func(_ *finding.Finding, x *finding.Fix) { x.Edits[0].New += " // was " + needle })},
		{partsApply, "no longer parses", on(func(_ *finding.Finding, x *finding.Fix) { x.Edits[0].New += `"` })},
		{idsStable, "with a line added", on(func(f *finding.Finding, _ *finding.Fix) { f.Symbol += fmt.Sprint(f.Span.Start) })},
		{variantsAgree, "variant crlf", on(func(_ *finding.Finding, x *finding.Fix) { x.Edits[0].New += "\n" })},
		{variantsAgree, "variant crlf", on(func(f *finding.Finding, _ *finding.Fix) { f.Message.EN += fmt.Sprint(f.Span.Start) })},
		{variantsAgree, "variant eof", on(func(f *finding.Finding, x *finding.Fix) {
			end := len(f.File.Data)
			x.Edits[0].Edit = edit.Edit{Start: end, End: end, New: f.File.Newline() + "more" + f.File.Newline(), Node: "file"}
		})},
	} {
		s := planned(t, input, c.spoil)
		if err := c.duty(s); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("want an error with %q, got %v", c.want, err)
		}
	}
}

// secret looks like a key, in two halves so that no scanner takes it for one.
func secret() string { return " sk-" + "Zq83hHfLk2PwXv7TnB4cR9yD" }

// TestPartsLarge takes the way for plans with too many subsets: one change of many breaks a file only by itself.
func TestPartsLarge(t *testing.T) {
	text := "provider: fixture\n-- a.go --\npackage a\n\nvar (\n"
	for i := range smallPlan + 1 {
		text += fmt.Sprintf("\tk%d = \"%s\"\n", i, needle)
	}
	n := 0
	s := planned(t, text+")\n", on(func(_ *finding.Finding, x *finding.Fix) {
		if n++; n == smallPlan {
			x.Edits[0].New += `"`
		}
	}))
	if err := partsApply(s); err == nil || !strings.Contains(err.Error(), "no longer parses") {
		t.Errorf("got %v", err)
	}
}

// TestPartsWhole asks a check about the tree as a whole: one that fails only when two changes are made together, and one
// that had something to say before.
func TestPartsWhole(t *testing.T) {
	s := planned(t, input, keep)
	broken := func(files map[string][]byte) error {
		if !bytes.Contains(files["a.go"], []byte(needle)) && bytes.Contains(files["c.txt"], []byte(needle)) {
			return errors.New("torn")
		}
		return nil
	}
	s.whole = []func(map[string][]byte) error{broken}
	if err := partsApply(s); err == nil || !strings.Contains(err.Error(), "torn") {
		t.Errorf("got %v", err)
	}
	o := &options{whole: []func(map[string][]byte) error{broken, func(map[string][]byte) error { return errors.New("never") }}}
	if s, err := newSubject(mustCase(t, input), o); err != nil || len(s.whole) != 1 {
		t.Errorf("%d checks of the whole are kept, want 1 (%v)", len(s.whole), err)
	}
}

func TestPartsAreClosed(t *testing.T) {
	s := planned(t, input, keep)
	p := s.first.plan
	p.Changes[0].Requires = []string{p.Changes[1].ID}
	n := 0
	for set := range parts(p) {
		n++
		if set[p.Changes[0].ID] && !set[p.Changes[1].ID] {
			t.Errorf("%s leaves out what its first change requires", set)
		}
	}
	if n != 12 {
		t.Errorf("%d sets, want 12", n)
	}
}

func TestPlanSound(t *testing.T) {
	s := planned(t, input, keep)
	s.first.plan.Changes[0].Requires = []string{"c-none"}
	if err := planSound(s); err == nil {
		t.Error("a plan that requires a change it does not have is accepted")
	}
}

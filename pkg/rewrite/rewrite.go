// Package rewrite is the contract between the core and the rewriters.
//
// A [Rewriter] is a value: a name, its rules, a cheap test of a file, and a function that looks at one project and
// reports findings with their fixes. It never writes, never prints, and never sees who called it. When unsure it reports
// a finding without a fix.
//
// Two modes share one code path: with Pass.Target nil a rewriter takes the inventory, otherwise it also offers fixes.
package rewrite

import (
	"context"
	"fmt"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/source"
)

// Rewriter finds and changes the use of one SDK or of one kind of file.
type Rewriter struct {
	Name  string // the name of its package
	Doc   i18n.Text
	Rules []*finding.Rule

	// Langs are the languages that the rewriter reads. A file in a language that none reads, and that mentions OpenAI, is
	// listed as not analysed.
	Langs []source.Lang
	// Match is a cheap test by language, path and a keyword in Data; only matching files are passed to Run.
	Match func(*source.File) bool
	// Run reports findings for the files of one project. It may read further files of the tree through the project. An
	// error is for what makes the whole project impossible; one bad file is a Skip.
	Run func(*Pass) error
}

// Pass is one rewriter's look at one project.
type Pass struct {
	Context context.Context
	Project *source.Project
	Files   []*source.File   // the project's files that Match accepted, by path
	Target  *provider.Target // nil when only looking

	Report func(finding.Finding)
	Skip   func(source.Skip)

	// Kept is where [Once] keeps what does not depend on the target, for the passes of one rewriter over one project with
	// several targets; they run one after the other. Nil where there is one pass only.
	Kept *Kept
}

// Validate checks what a test or the composition root wants to know of a list of rewriters: unique names and rule ids,
// complete texts in both languages.
func Validate(all []*Rewriter) error {
	names, ids := map[string]bool{}, map[string]string{}
	for _, r := range all {
		if r.Name == "" || names[r.Name] || len(r.Langs) == 0 || r.Match == nil || r.Run == nil || !r.Doc.Complete() {
			return fmt.Errorf("rewriter %q: needs a unique name, a doc in both languages, Langs, Match and Run", r.Name)
		}
		names[r.Name] = true
		for _, rule := range r.Rules {
			if by, ok := ids[rule.ID]; ok {
				return fmt.Errorf("rule %s: in both %s and %s", rule.ID, by, r.Name)
			}
			ids[rule.ID] = r.Name
			if rule.Slug == "" || rule.Severity == "" || !rule.Title.Complete() || !rule.Doc.Complete() {
				return fmt.Errorf("rule %s: slug, severity, title and doc must be filled in both languages", rule.ID)
			}
		}
	}
	return nil
}

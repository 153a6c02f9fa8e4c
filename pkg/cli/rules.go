package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/gate"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/term"
)

// rules returns the rules of all rewriters, and the gate's own, by id.
func (app *App) rules() []*finding.Rule {
	out := []*finding.Rule{gate.Unused}
	for _, r := range app.Rewriters {
		out = append(out, r.Rules...)
	}
	slices.SortFunc(out, func(a, b *finding.Rule) int { return strings.Compare(a.ID, b.ID) })
	return out
}

func newRules(app *App) *cobra.Command {
	o := &options{}
	c := &cobra.Command{
		Use: "rules", GroupID: groupKnow, Args: cobra.NoArgs,
		Short: app.say("列出全部规则", "list the rules"),
		RunE: func(*cobra.Command, []string) error {
			for _, r := range app.rules() {
				fmt.Fprintf(app.IO.Out, "%s  %s  %s\n", app.IO.Paint(term.Bold, r.ID), term.Pad(r.Slug, 26), app.tr(r.Title))
			}
			return nil
		},
	}
	o.screenFlags(app, c)
	return c
}

func newExplain(app *App) *cobra.Command {
	o := &options{}
	c := &cobra.Command{
		Use: "explain RULE", GroupID: groupKnow, Args: cobra.ExactArgs(1),
		Short:   app.say("解释一条规则：查什么、改什么、为什么", "say what a rule finds, changes, and why"),
		Example: "  migrate explain PY001",
		RunE:    func(_ *cobra.Command, args []string) error { return app.explain(args[0]) },
	}
	o.screenFlags(app, c)
	return c
}

// explain prints one rule, found by id or slug.
func (app *App) explain(name string) error {
	for _, r := range app.rules() {
		if !strings.EqualFold(r.ID, name) && r.Slug != name {
			continue
		}
		fmt.Fprintf(app.IO.Out, "%s  %s\n%s\n\n", app.IO.Paint(term.Bold, r.ID), r.Slug, app.tr(r.Title))
		for _, line := range term.Wrap(app.tr(r.Doc), min(app.IO.Width, 100)) {
			fmt.Fprintln(app.IO.Out, line)
		}
		return nil
	}
	return &Error{Code: codeUsage, Text: i18n.Tf("没有规则 %q", "unknown rule %q", name), Hint: i18n.T("migrate rules 列出全部规则", "migrate rules lists them")}
}

func join(list []string) string { return strings.Join(list, ", ") }

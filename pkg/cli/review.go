package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/review"
)

func newReview(app *App) *cobra.Command {
	o := &writeOptions{}
	c := &cobra.Command{
		Use: "review (--to ID | --plan FILE) [PATH...]", GroupID: groupChange,
		Short: app.say("逐条审阅改动，然后写入", "review each change, then apply"),
		Long: app.say(
			"在终端中逐条查看改动：差异、理由、来源，接受或跳过；互相依赖的改动一起走。按 w 写入已接受的改动。\n加 -o FILE 时，退出后的决定保存为计划文件，可稍后继续或交给 migrate apply。",
			"Shows each change with its diff, reason and sources; accept or skip it. Changes that depend on each other travel together.\nw writes what was accepted. With -o FILE the decisions are saved as a plan file when you leave, to go on later or for migrate apply."),
		Example: "  migrate review --to zhipu\n  migrate review --plan plan.json -o plan.json",
		RunE: func(c *cobra.Command, args []string) error {
			return runReview(c.Context(), app, o, args)
		},
	}
	o.flags(app, c)
	c.Flags().StringVarP(&o.output, "output", "o", "", app.say("退出时把决定存入 `FILE`", "save the decisions to `FILE` when you leave"))
	return c
}

func runReview(ctx context.Context, app *App, o *writeOptions, args []string) error {
	if !app.IO.Interactive() {
		return &review.NotTerminalError{}
	}
	s, p, r, err := o.planned(ctx, app, args)
	if err != nil {
		return err
	}
	options := review.Options{IO: app.IO, Lang: app.lang, Files: s.files(), Title: s.title(p), SaveTo: o.output}
	if r != nil {
		options.Models = s.models(r.Tree)
	}
	outcome, err := review.Run(ctx, p, options)
	if o.output != "" && len(p.Changes) > 0 {
		if err := s.write(p.Encode); err != nil {
			return err
		}
		app.note(i18n.Tf("决定已存入 %s", "decisions saved to %s", o.output))
	}
	if err != nil {
		return err
	}
	if outcome == review.Apply {
		return s.apply(ctx, p, o.allow)
	}
	app.note(i18n.Tf("未写入任何内容（已接受 %d，已跳过 %d，未定 %d）", "nothing was written (%d accepted, %d skipped, %d undecided)",
		p.Count(plan.Accepted), p.Count(plan.Skipped), p.Count(plan.Pending)))
	if r != nil {
		return s.complete(r)
	}
	return nil
}

// title names the migration for the review's header.
func (s *session) title(p *plan.Plan) string {
	if s.target == nil {
		return ""
	}
	return "OpenAI -> " + s.app.tr(s.target.Brief())
}

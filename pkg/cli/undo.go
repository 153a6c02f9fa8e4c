package cli

import (
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/openai-migrate/migrate/pkg/apply"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/term"
)

// undoOptions are the flags of undo.
type undoOptions struct {
	options
	list    bool
	verbose bool
	force   bool
	changes []string
}

func newUndo(app *App) *cobra.Command {
	o := &undoOptions{}
	c := &cobra.Command{
		Use: "undo [RUN] [--change ID]", GroupID: groupChange, Args: cobra.MaximumNArgs(1),
		Short: app.say("撤销一次 apply，逐字节还原", "take a run of apply back, byte for byte"),
		Long: app.say(
			"还原最近一次（或指定的）apply 之前的内容。此后又被修改过的文件会拒绝还原；--force 会还原，并把当前内容另存在旁边。\n--change 只撤销点名的改动和依赖它们的改动，其余保留。",
			"Restores what stood before the newest, or the named, run of apply. A file that was changed since is refused;\nwith --force it is restored and its present content kept beside it. --change takes back only the changes named and those\nthat need them, and keeps the rest."),
		Example: "  migrate undo\n  migrate undo --list --verbose\n  migrate undo --change c-4f2a19b0",
		RunE: func(c *cobra.Command, args []string) error {
			return runUndo(c.Context(), app, o, args)
		},
	}
	c.Flags().StringVarP(&o.dir, "dir", "C", "", app.say("在 `DIR` 中运行", "run in `DIR`"))
	c.Flags().BoolVar(&o.list, "list", false, app.say("列出各次运行", "list the runs"))
	c.Flags().BoolVar(&o.verbose, "verbose", false, app.say("与 --list 合用：列出每次运行的改动", "with --list: name the changes of each run"))
	c.Flags().StringSliceVar(&o.changes, "change", nil, app.say("只撤销编号为 `ID` 的改动（可重复）", "take back only the change with this `ID` (repeatable)"))
	c.Flags().BoolVar(&o.force, "force", false, app.say("也还原此后被修改过的文件", "restore files that were changed since, too"))
	c.MarkFlagsMutuallyExclusive("change", "force")
	c.MarkFlagsMutuallyExclusive("change", "list")
	o.screenFlags(app, c)
	return c
}

func runUndo(ctx context.Context, app *App, o *undoOptions, args []string) error {
	s := &session{app: app, opts: &o.options}
	if err := s.root(nil); err != nil {
		return err
	}
	root, err := os.OpenRoot(s.dir)
	if err != nil {
		return err
	}
	defer root.Close()
	if o.list {
		return app.listRuns(root, o.verbose)
	}
	j, err := apply.Find(root, or(append(args, "")...))
	if err != nil {
		return err
	}
	if len(o.changes) > 0 {
		return app.retract(ctx, root, j, o.changes)
	}
	if err := apply.Undo(ctx, root, j, apply.Options{Tool: app.Version, Force: o.force}); err != nil {
		return err
	}
	for _, f := range j.Files {
		fmt.Fprintln(app.IO.Out, f.Path)
	}
	app.note(i18n.T(fmt.Sprintf("已撤销 %s，还原 %d 个文件", j.ID, len(j.Files)), fmt.Sprintf("undid %s, %s restored", j.ID, i18n.N(len(j.Files), "file", "files"))))
	return nil
}

// retract takes single changes of a run back.
func (app *App) retract(ctx context.Context, root *os.Root, j *apply.Journal, ids []string) error {
	was := map[string]string{}
	for _, f := range j.Files {
		was[f.Path] = f.After
	}
	next, err := apply.Retract(ctx, root, j, ids, apply.Options{Tool: app.Version})
	if err != nil {
		return err
	}
	if next == j {
		app.note(i18n.Tf("运行 %s 没有其他改动，已全部撤销", "run %s had no other change and is undone", j.ID))
		return nil
	}
	for _, f := range next.Files {
		if was[f.Path] != f.After {
			fmt.Fprintln(app.IO.Out, f.Path)
		}
	}
	gone, left := len(j.Changes())-len(next.Changes()), len(next.Changes())
	app.note(i18n.T(fmt.Sprintf("已撤销 %d 处改动，保留 %d 处；migrate undo %s 可撤销其余部分", gone, left, next.ID),
		fmt.Sprintf("took %s back and kept %d; migrate undo %s takes the rest back, too", i18n.N(gone, "change", "changes"), left, next.ID)))
	return nil
}

func (app *App) listRuns(root *os.Root, verbose bool) error {
	journals, err := apply.Journals(root)
	for _, j := range journals {
		fmt.Fprintf(app.IO.Out, "%s  %s  %s  %s\n", app.IO.Paint(term.Bold, j.ID), j.Time.Local().Format("2006-01-02 15:04"),
			term.Pad(j.Target, 10), app.tr(i18n.T(fmt.Sprintf("%s，%d 个文件", app.state(j.State), len(j.Files)), app.state(j.State)+", "+i18n.N(len(j.Files), "file", "files"))))
		if verbose && j.State == apply.Done {
			app.listChanges(root, j)
		}
	}
	if len(journals) == 0 && err == nil {
		app.note(i18n.T("还没有运行过 apply", "no run of apply yet"))
	}
	return err
}

// listChanges names what a run did. A journal that cannot be opened has said so where it matters: its runs are listed all
// the same.
func (app *App) listChanges(root *os.Root, j *apply.Journal) {
	kept, err := apply.Recall(root, j, apply.Options{})
	if err != nil {
		text, _ := app.describe(err)
		app.note(i18n.T(text, text))
		return
	}
	if kept.Plan == nil {
		return
	}
	for _, c := range kept.Plan.Changes {
		fmt.Fprintf(app.IO.Out, "  %s  %s  %s\n", app.IO.Paint(term.Faint, term.Pad(c.ID, 12)), app.IO.Paint(term.Path, c.Path), c.Title)
	}
}

// state names a run's state.
func (app *App) state(s apply.State) string {
	names := map[apply.State]i18n.Text{
		apply.Writing: i18n.T("未完成", "unfinished"), apply.Partial: i18n.T("被中断", "interrupted"), apply.Done: i18n.T("已写入", "applied"),
		apply.RolledBack: i18n.T("失败并已回滚", "failed, rolled back"), apply.Undoing: i18n.T("撤销未完成", "undo unfinished"), apply.Undone: i18n.T("已撤销", "undone"),
		apply.Replaced: i18n.T("部分撤销，见之后的运行", "partly undone, see the later run"),
	}
	return app.tr(names[s])
}

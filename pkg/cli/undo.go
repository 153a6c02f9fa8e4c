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
	list  bool
	force bool
}

func newUndo(app *App) *cobra.Command {
	o := &undoOptions{}
	c := &cobra.Command{
		Use: "undo [RUN]", GroupID: groupChange, Args: cobra.MaximumNArgs(1),
		Short: app.say("撤销一次 apply，逐字节还原", "take a run of apply back, byte for byte"),
		Long: app.say(
			"还原最近一次（或指定的）apply 之前的内容。此后又被修改过的文件会拒绝还原；--force 会还原，并把当前内容另存在旁边。",
			"Restores what stood before the newest, or the named, run of apply. A file that was changed since is refused;\nwith --force it is restored and its present content kept beside it."),
		Example: "  migrate undo\n  migrate undo --list",
		RunE: func(c *cobra.Command, args []string) error {
			return runUndo(c.Context(), app, o, args)
		},
	}
	c.Flags().StringVarP(&o.dir, "dir", "C", "", app.say("在 `DIR` 中运行", "run in `DIR`"))
	c.Flags().BoolVar(&o.list, "list", false, app.say("列出各次运行", "list the runs"))
	c.Flags().BoolVar(&o.force, "force", false, app.say("也还原此后被修改过的文件", "restore files that were changed since, too"))
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
		return app.listRuns(root)
	}
	j, err := apply.Find(root, or(append(args, "")...))
	if err != nil {
		return err
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

func (app *App) listRuns(root *os.Root) error {
	journals, err := apply.Journals(root)
	for _, j := range journals {
		fmt.Fprintf(app.IO.Out, "%s  %s  %s  %s\n", app.IO.Paint(term.Bold, j.ID), j.Time.Local().Format("2006-01-02 15:04"),
			term.Pad(j.Target, 10), app.tr(i18n.T(fmt.Sprintf("%s，%d 个文件", app.state(j.State), len(j.Files)), app.state(j.State)+", "+i18n.N(len(j.Files), "file", "files"))))
	}
	if len(journals) == 0 && err == nil {
		app.note(i18n.T("还没有运行过 apply", "no run of apply yet"))
	}
	return err
}

// state names a run's state.
func (app *App) state(s apply.State) string {
	names := map[apply.State]i18n.Text{
		apply.Writing: i18n.T("未完成", "unfinished"), apply.Partial: i18n.T("被中断", "interrupted"), apply.Done: i18n.T("已写入", "applied"),
		apply.RolledBack: i18n.T("失败并已回滚", "failed, rolled back"), apply.Undoing: i18n.T("撤销未完成", "undo unfinished"), apply.Undone: i18n.T("已撤销", "undone"),
	}
	return app.tr(names[s])
}

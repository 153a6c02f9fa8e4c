package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openai-migrate/migrate/pkg/apply"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/report"
	"github.com/openai-migrate/migrate/pkg/scan"
	"github.com/openai-migrate/migrate/pkg/source"
)

// writeOptions are the flags of commands that may write to the tree.
type writeOptions struct {
	options
	plan  string
	allow apply.Allow
}

func (o *writeOptions) flags(app *App, c *cobra.Command) {
	o.treeFlags(app, c)
	o.targetFlags(app, c)
	f := c.Flags()
	f.StringVar(&o.plan, "plan", "", app.say("使用计划 `FILE`（migrate plan --format json）", "use the plan `FILE` (migrate plan --format json)"))
	f.BoolVar(&o.allow.Dirty, "allow-dirty", false, app.say("允许改动有未提交修改的文件", "touch files that hold uncommitted changes"))
	f.BoolVar(&o.allow.Staged, "allow-staged", false, app.say("允许改动已暂存的文件", "touch files whose changes are staged"))
	f.BoolVar(&o.allow.NoVCS, "allow-no-vcs", false, app.say("允许在没有版本控制的目录中写入", "write where there is no version control"))
}

// applyOptions are the flags of apply.
type applyOptions struct {
	writeOptions
	accept string
	dryRun bool
	resume bool
}

func newApply(app *App) *cobra.Command {
	o := &applyOptions{}
	c := &cobra.Command{
		Use: "apply (--to ID | --plan FILE) [PATH...]", GroupID: groupChange,
		Short: app.say("写入改动（可用 undo 撤销）", "write the changes (undo takes them back)"),
		Long: app.say(
			"写入有把握的改动；--accept likely 连同待审的一起写入。计划文件中已作的决定优先。\n写入前检查：文件与计划一致、没有未提交的修改。每次运行都有日志，migrate undo 逐字节还原。",
			"Writes the changes that are certain; --accept likely takes those that want a look, too. Decisions in a plan file come first.\nBefore the first byte it checks that files are as planned and hold no uncommitted work. Every run is journalled;\nmigrate undo restores it byte for byte."),
		Example: "  migrate apply --to zhipu\n  migrate apply --to zhipu --accept likely --dry-run\n  migrate apply --plan plan.json",
		RunE: func(c *cobra.Command, args []string) error {
			return runApply(c.Context(), app, o, args)
		},
	}
	o.flags(app, c)
	c.Flags().StringVar(&o.accept, "accept", string(finding.Certain), app.say("接受至少达到 `certain|likely` 的改动", "accept changes that are at least `certain|likely`"))
	c.Flags().BoolVar(&o.dryRun, "dry-run", false, app.say("只显示会写入什么", "only show what would be written"))
	c.Flags().BoolVar(&o.resume, "resume", false, app.say("完成被中断的一次运行", "finish a run that was interrupted"))
	c.MarkFlagsMutuallyExclusive("resume", "plan")
	c.MarkFlagsMutuallyExclusive("resume", "to")
	_ = c.RegisterFlagCompletionFunc("accept", cobra.FixedCompletions([]string{string(finding.Certain), string(finding.Likely)}, cobra.ShellCompDirectiveNoFileComp))
	return c
}

func runApply(ctx context.Context, app *App, o *applyOptions, args []string) error {
	level, err := confidence(o.accept)
	if err != nil {
		return err
	}
	if o.resume {
		return o.finish(ctx, app, args)
	}
	s, p, r, err := o.planned(ctx, app, args)
	if err != nil {
		return err
	}
	if p.Count(plan.Accepted)+p.Count(plan.Skipped) == 0 {
		p.Accept(level)
	}
	if o.dryRun {
		return s.dryRun(p)
	}
	if err := s.apply(ctx, p, o.allow); err != nil {
		return err
	}
	if r != nil {
		return s.complete(r)
	}
	return nil
}

// planned returns the plan of --plan, else makes one; the scan's result is nil for a plan file.
func (o *writeOptions) planned(ctx context.Context, app *App, args []string) (*session, *plan.Plan, *scan.Result, error) {
	if o.plan == "" {
		return o.options.plan(ctx, app, args)
	}
	s, err := o.open(app, args)
	if err != nil {
		return nil, nil, nil, err
	}
	p, err := readPlan(o.plan, app.IO.In)
	return s, p, nil, err
}

// readPlan reads a plan file; "-" is standard input.
func readPlan(path string, stdin io.Reader) (*plan.Plan, error) {
	in := stdin
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, notFound(path, err)
		}
		defer f.Close()
		in = f
	}
	p, err := plan.Decode(in)
	if err != nil {
		return nil, &Error{Code: codeUsage, Text: i18n.Tf("%s 不是可用的计划文件", "%s is no usable plan file", path), Err: err,
			Hint: i18n.T("用 migrate plan --format json -o FILE 重新生成", "make a new one with migrate plan --format json -o FILE")}
	}
	return p, nil
}

// files returns the tree as the plan's changes see it: each file read when asked for.
func (s *session) files() func(path string) (*source.File, error) {
	return func(path string) (*source.File, error) {
		root, err := os.OpenRoot(s.dir)
		if err != nil {
			return nil, err
		}
		defer root.Close()
		raw, err := root.ReadFile(path)
		if err != nil {
			return nil, err
		}
		return source.NewFile(path, raw)
	}
}

// dryRun prints the patch of the accepted changes.
func (s *session) dryRun(p *plan.Plan) error {
	root, err := os.OpenRoot(s.dir)
	if err != nil {
		return err
	}
	defer root.Close()
	if err := apply.Check(root, p); err != nil {
		return err
	}
	p.Keep(plan.IsAccepted)
	tree, err := planTree(root, p)
	if err != nil {
		return err
	}
	if err := report.PlanText(s.app.IO.Out, p, tree, s.app.IO, s.app.lang); err != nil {
		return err
	}
	changes, files := len(p.Changes), len(p.Paths(nil))
	s.app.note(i18n.T(fmt.Sprintf("试运行：会写入 %d 处改动、%d 个文件；未写入任何内容", changes, files),
		fmt.Sprintf("dry run: %s in %s; nothing was written", i18n.N(changes, "change", "changes"), i18n.N(files, "file", "files"))))
	return nil
}

// planTree is the tree of just the files that a plan touches.
func planTree(root *os.Root, p *plan.Plan) (*source.Tree, error) {
	files := map[string][]byte{}
	for _, path := range p.Paths(nil) {
		raw, err := root.ReadFile(path)
		if err != nil {
			return nil, err
		}
		files[path] = raw
	}
	return source.FromMap(files), nil
}

// apply writes the accepted changes and says what was done and what is left to do.
func (s *session) apply(ctx context.Context, p *plan.Plan, allow apply.Allow) error {
	paths := p.Paths(plan.IsAccepted)
	if len(paths) == 0 {
		s.app.note(i18n.T("没有可写入的改动", "no changes to write"))
		s.leftOver(p)
		return nil
	}
	root, err := os.OpenRoot(s.dir)
	if err != nil {
		return err
	}
	defer root.Close()
	if err := apply.Check(root, p); err != nil {
		return err
	}
	if err := apply.Guard(ctx, s.dir, paths, allow); err != nil {
		return err
	}
	j, err := apply.Apply(ctx, root, p, s.applyOptions())
	if err != nil {
		return err
	}
	s.wrote(j)
	s.keyHint(p)
	s.leftOver(p)
	return nil
}

// applyOptions are what the journal is to know of the run.
func (s *session) applyOptions() apply.Options {
	o := apply.Options{Tool: s.app.Version}
	if s.target != nil {
		o.BaseURL, o.KeyEnv = s.target.BaseURL, s.target.KeyEnv
	}
	return o
}

func (s *session) wrote(j *apply.Journal) {
	for _, f := range j.Files {
		fmt.Fprintln(s.app.IO.Out, f.Path)
	}
	changes, files := len(j.Changes()), len(j.Files)
	s.app.note(i18n.T(fmt.Sprintf("已写入 %d 处改动、%d 个文件；migrate undo %s 可撤销", changes, files, j.ID),
		fmt.Sprintf("wrote %s to %s; migrate undo %s takes them back", i18n.N(changes, "change", "changes"), i18n.N(files, "file", "files"), j.ID)))
}

// keyHint names the variable that the code now reads, if a written change brought it in.
func (s *session) keyHint(p *plan.Plan) {
	if s.target == nil {
		return
	}
	reads := func(e plan.Edit) bool { return strings.Contains(e.New, s.target.KeyEnv) }
	if slices.ContainsFunc(p.Changes, func(c *plan.Change) bool { return plan.IsAccepted(c) && slices.ContainsFunc(c.Edits, reads) }) {
		s.app.note(i18n.Tf("运行前请设置环境变量 %s", "before you run it, set the environment variable %s", s.target.KeyEnv))
	}
}

// leftOver says what the run left for the review.
func (s *session) leftOver(p *plan.Plan) {
	if n := p.Count(plan.Pending); n > 0 {
		s.app.note(i18n.T(fmt.Sprintf("另有 %d 处改动需要审阅：migrate review --to %s", n, p.Target),
			i18n.N(n, "more change wants", "more changes want")+" a look: migrate review --to "+p.Target))
	}
}

// finish completes an interrupted run.
func (o *applyOptions) finish(ctx context.Context, app *App, args []string) error {
	s, err := o.open(app, args)
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(s.dir)
	if err != nil {
		return err
	}
	defer root.Close()
	j, err := apply.Resume(ctx, root, apply.Options{Tool: app.Version})
	if err != nil {
		return err
	}
	s.wrote(j)
	return nil
}

package cli

import (
	"context"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/openai-migrate/migrate/pkg/compare"
	"github.com/openai-migrate/migrate/pkg/cost"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/report"
	"github.com/openai-migrate/migrate/pkg/scan"
)

// planOptions are the flags of plan.
type planOptions struct {
	options
	accept   string
	exitCode bool
}

// planFormats are the forms in which a plan is printed.
var planFormats = []string{"patch", "text", "json", "html"}

func newPlan(app *App) *cobra.Command {
	o := &planOptions{}
	c := &cobra.Command{
		Use: "plan --to ID [PATH...]", GroupID: groupChange,
		Short: app.say("给出迁移到某平台的改动（补丁）", "show the changes for a provider as a patch"),
		Long: app.say(
			"扫描代码树，输出迁移到该平台的全部改动：默认是 git apply 可用的补丁；--format text 附上每处改动的理由和来源；\n--format html 是一个中英文可切换的自包含网页，另有全部平台的比较，适合转发；--format json 是计划文件，可交给 migrate review 和 migrate apply。不写任何文件。",
			"Scans the tree and prints every change for the provider: by default a patch that git apply takes; with --format text\neach change comes with its reason and source; --format html is one self-contained page in Chinese and English, all providers\ncompared, to forward; --format json is the plan file for migrate review and migrate apply. Writes nothing."),
		Example: "  migrate plan --to zhipu | git apply --check\n  migrate plan --to zhipu --format text\n  migrate plan --to zhipu --format html -o plan.html\n  migrate plan --to zhipu --format json -o plan.json",
		RunE: func(c *cobra.Command, args []string) error {
			return runPlan(c.Context(), app, o, args)
		},
	}
	o.treeFlags(app, c)
	o.targetFlags(app, c)
	o.formatFlags(app, c, planFormats, "patch")
	c.Flags().StringVar(&o.accept, "accept", "", app.say("只输出至少达到 `certain|likely` 的改动（默认全部）", "print only changes that are at least `certain|likely` (default: all)"))
	c.Flags().BoolVar(&o.exitCode, "exit-code", false, app.say("有改动时以 1 退出", "exit with 1 when there are changes"))
	return c
}

func runPlan(ctx context.Context, app *App, o *planOptions, args []string) error {
	s, p, r, err := o.plan(ctx, app, args)
	if err != nil {
		return err
	}
	if err := narrow(p, o.accept); err != nil {
		return err
	}
	if err := o.print(ctx, s, p, r); err != nil {
		return err
	}
	s.summarize(p, r)
	if o.exitCode && len(p.Changes) > 0 {
		return exit(codeFindings)
	}
	return s.complete(r)
}

// plan runs the first half of the pipeline: tree, findings, plan.
func (o *options) plan(ctx context.Context, app *App, args []string) (*session, *plan.Plan, *scan.Result, error) {
	s, err := o.open(app, args)
	if err != nil {
		return nil, nil, nil, err
	}
	if err := s.needTarget(); err != nil {
		return nil, nil, nil, err
	}
	r, err := s.scan(ctx)
	if err != nil {
		return nil, nil, nil, err
	}
	return s, plan.New(s.target.ID, r.Findings, app.lang), r, nil
}

// narrow drops the changes that are less sure than --accept asks for.
func narrow(p *plan.Plan, accept string) error {
	if accept == "" {
		return nil
	}
	c, err := confidence(accept)
	if err != nil {
		return err
	}
	p.Accept(c)
	p.Keep(plan.IsAccepted)
	return nil
}

// confidence reads a value of --accept.
func confidence(s string) (finding.Confidence, error) {
	switch c := finding.Confidence(s); c {
	case finding.Certain, finding.Likely:
		return c, nil
	}
	return "", &Error{Code: codeUsage, Text: i18n.Tf("--accept %q 不存在", "unknown --accept %q", s), Hint: i18n.T("可用：certain、likely", "use certain or likely")}
}

// print writes the plan in the chosen format.
func (o *planOptions) print(ctx context.Context, s *session, p *plan.Plan, r *scan.Result) error {
	switch o.format {
	case "json":
		return s.write(p.Encode)
	case "text":
		return s.write(func(w io.Writer) error { return report.PlanText(w, p, r.Tree, s.io(), s.app.lang) })
	case "html":
		return o.page(ctx, s, r)
	case "patch":
		var hidden []string
		err := s.write(func(w io.Writer) (err error) {
			hidden, err = report.Patch(s.paintPatch(w), p, r.Tree)
			return err
		})
		for _, path := range hidden {
			s.app.note(i18n.Tf("注意：%s 的改动旁有疑似密钥，未写入补丁；migrate apply 会写入它", "note: the change of %s stands beside what looks like a key and is left out of the patch; migrate apply writes it", path))
		}
		return err
	}
	return &Error{Code: codeUsage, Text: i18n.Tf("没有格式 %q", "unknown format %q", o.format), Hint: i18n.Tf("可用：%s", "use one of %s", join(planFormats))}
}

// page writes the plan as a page in both languages, beside a comparison of all providers.
func (o *planOptions) page(ctx context.Context, s *session, r *scan.Result) error {
	plans := map[i18n.Lang]*plan.Plan{}
	for _, l := range []i18n.Lang{i18n.ZH, i18n.EN} {
		plans[l] = plan.New(s.target.ID, r.Findings, l)
		if err := narrow(plans[l], o.accept); err != nil {
			return err
		}
	}
	compared, err := s.compared(ctx, r)
	if err != nil {
		return err
	}
	return s.write(func(w io.Writer) error {
		return report.HTML(w, &report.PlanPage{Report: *s.report(r), Plans: plans, Compared: compared, Project: filepath.Base(s.dir)})
	})
}

// compared sets the providers of the catalog side by side on the tree of a scan, with the target as it was chosen.
func (s *session) compared(ctx context.Context, r *scan.Result) (*report.Compared, error) {
	var targets []*provider.Target
	var left []string
	for _, p := range s.catalog.All() {
		switch {
		case p.ID == s.target.ID:
			targets = append(targets, s.target)
		case p.Serving != nil:
			left = append(left, p.ID)
		default:
			targets = append(targets, provider.NewTarget(p))
		}
	}
	results, err := s.eachOf(ctx, r.Tree, targets)
	if err != nil {
		return nil, err
	}
	var candidates []compare.Candidate
	for _, x := range results {
		candidates = append(candidates, compare.Candidate{Target: x.Target, Findings: x.Findings})
	}
	usage := func(models []string) []cost.Usage { return cost.Spread(nil, models) }
	return &report.Compared{Report: *s.report(results[0]), LeftOut: left,
		Comparison: compare.New(candidates, compare.Options{Usage: usage, Rate: cost.Assumed})}, nil
}

// summarize says on stderr what the plan holds and what stays for people.
func (s *session) summarize(p *plan.Plan, r *scan.Result) {
	manual, certain := 0, 0
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Confidence == finding.Manual && !f.Fixable() {
			manual++
		}
	}
	for _, c := range p.Changes {
		if c.Confidence == finding.Certain {
			certain++
		}
	}
	changes, files := len(p.Changes), len(p.Paths(nil))
	s.app.note(i18n.T(
		fmt.Sprintf("%d 处改动，涉及 %d 个文件（确定 %d，待审 %d）；另有 %d 处需人工处理（migrate scan --to 有说明），%d 个文件未能分析", changes, files, certain, changes-certain, manual, missed(r)),
		fmt.Sprintf("%s in %s (%d certain, %d to review); %s for a person (migrate scan --to says what to do), %s could not be analysed", i18n.N(changes, "change", "changes"), i18n.N(files, "file", "files"),
			certain, changes-certain, i18n.N(manual, "finding stays", "findings stay"), i18n.N(missed(r), "file", "files"))))
	if n := len(p.Dropped); n > 0 {
		s.app.note(i18n.T(
			fmt.Sprintf("%d 处改动与其他改动重叠，应用本计划后再运行一次即可得到", n),
			i18n.N(n, "change overlaps", "changes overlap")+" with others; run again after applying these to get the rest"))
	}
	if n := r.Spared; n > 0 {
		s.app.note(i18n.T(
			fmt.Sprintf("测试中另有 %d 处未列入，用 --tests 一并迁移", n),
			i18n.N(n, "use in tests stays as it is", "uses in tests stay as they are")+"; --tests moves tests, too"))
	}
	if changes == 0 && manual == 0 {
		s.app.note(i18n.T("没有需要迁移的内容", "nothing left to migrate"))
	}
}

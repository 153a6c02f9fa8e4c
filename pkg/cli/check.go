package cli

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/gate"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/report"
	"github.com/openai-migrate/migrate/pkg/scan"
	"github.com/openai-migrate/migrate/pkg/source"
)

// checkOptions are the flags of check.
type checkOptions struct {
	options
	base     string
	rev      string
	baseline string
	update   bool
	prune    bool
	exitZero bool
}

func newCheck(app *App) *cobra.Command {
	o := &checkOptions{}
	c := &cobra.Command{
		Use: "check [PATH...]", GroupID: groupGuard,
		Short: app.say("CI 闸门：出现新的 OpenAI 使用即失败", "CI gate: fail on new OpenAI use"),
		Long: app.say(
			"只计入会把请求发往 OpenAI 的使用；已迁移的代码（仍 import openai，但指向别处）可以通过。\n与 --base 的合并基点按标识比较，而不按行：移动、改名、重排格式都不算新增。\n不带 --base 时，凡不在基线文件中的都算新增。",
			"Counts only use that sends requests to OpenAI; migrated code, which still imports openai but points elsewhere, passes.\nAgainst the merge base with --base it compares by symbol, never by line: moved, renamed and reformatted code is not new.\nWithout --base everything is new that no baseline file knows."),
		Example: "  migrate check --base origin/main\n  migrate check --base origin/main --format sarif -o openai.sarif\n  migrate check --baseline .migrate-baseline.json --update-baseline",
		RunE: func(c *cobra.Command, args []string) error {
			return runCheck(c.Context(), app, o, args)
		},
	}
	o.treeFlags(app, c)
	o.formatFlags(app, c, report.Names(), "text")
	f := c.Flags()
	f.StringVar(&o.base, "base", "", app.say("与 `REV` 的合并基点比较", "compare with the merge base of `REV`"))
	f.StringVar(&o.rev, "new-from-rev", "", app.say("与提交 `REV` 本身比较", "compare with the commit `REV` itself"))
	f.StringVar(&o.baseline, "baseline", "", app.say("已知使用的清单 `FILE`", "`FILE` of known uses"))
	f.BoolVar(&o.update, "update-baseline", false, app.say("把现有的使用写入清单", "write the present uses to the baseline"))
	f.BoolVar(&o.prune, "prune-baseline", false, app.say("从清单中去掉已不存在的使用", "take uses that are gone out of the baseline"))
	f.BoolVar(&o.exitZero, "exit-zero", false, app.say("有新增时仍以 0 退出", "exit with 0 even when something is new"))
	c.MarkFlagsMutuallyExclusive("base", "new-from-rev")
	c.MarkFlagsMutuallyExclusive("update-baseline", "prune-baseline")
	return c
}

func runCheck(ctx context.Context, app *App, o *checkOptions, args []string) error {
	format, err := app.format(o.format)
	if err != nil {
		return err
	}
	s, err := o.open(app, args)
	if err != nil {
		return err
	}
	policy, err := o.policy(s)
	if err != nil {
		return err
	}
	head, base, err := o.sides(ctx, s)
	if err != nil {
		return err
	}
	policy.Files = analysed(head)
	verdict := gate.Judge(head.Findings, base, policy)
	if o.update || o.prune {
		return o.writeBaseline(s, policy.Baseline, head, verdict)
	}
	rep := s.report(head)
	rep.Verdict, rep.Base, rep.Baseline = &verdict, or(o.base, o.rev), or(o.baseline, s.config.Check.Baseline)
	if err := s.write(func(w io.Writer) error { return format.Write(w, rep) }); err != nil {
		return err
	}
	if verdict.Failed && !o.exitZero {
		return exit(codeFindings)
	}
	return s.complete(head)
}

// sides scans the work tree and, where one is named, the commit to compare with; base is nil without one.
func (o *checkOptions) sides(ctx context.Context, s *session) (head *scan.Result, base []finding.Finding, err error) {
	config := scan.Config{Rewriters: s.app.Rewriters, Workers: o.jobs}
	rev := o.rev
	if o.base != "" {
		if rev, err = source.MergeBase(ctx, s.dir, o.base); err != nil {
			return nil, nil, missingBase(o.base, err)
		}
	}
	tree, err := s.read(ctx)
	if err != nil {
		return nil, nil, err
	}
	if head, err = scan.Run(ctx, tree, config); err != nil || rev == "" {
		return head, nil, err
	}
	before, err := source.WalkCommit(ctx, s.dir, rev, s.walkOptions())
	if err != nil {
		return nil, nil, missingBase(rev, err)
	}
	was, err := scan.Run(ctx, before, config)
	if err != nil {
		return nil, nil, err
	}
	return head, append([]finding.Finding{}, was.Findings...), nil
}

func missingBase(rev string, err error) error {
	return &Error{Code: codeUsage, Text: i18n.Tf("无法与 %s 比较", "cannot compare with %s", rev), Err: err,
		Hint: i18n.T("CI 多为浅克隆：请取回完整历史（GitHub Actions：fetch-depth: 0），或取回该提交", "CI often clones shallowly: fetch the whole history (GitHub Actions: fetch-depth: 0) or that commit")}
}

// analysed are the files whose findings are known, for the search for unused suppressions.
func analysed(r *scan.Result) []*source.File {
	skipped := map[string]bool{}
	for _, k := range r.Skipped {
		skipped[k.Path] = true
	}
	return slices.DeleteFunc(slices.Clone(r.Tree.Files), func(f *source.File) bool { return skipped[f.Path] })
}

// baselinePath is the baseline file of the flag, else of the settings; empty when there is none.
func (o *checkOptions) baselinePath(s *session) string {
	if filepath.IsAbs(o.baseline) {
		return o.baseline
	}
	if o.baseline != "" {
		return filepath.Join(o.dir, o.baseline)
	}
	if s.config.Check.Baseline != "" {
		return filepath.Join(s.dir, s.config.Check.Baseline)
	}
	return ""
}

func (o *checkOptions) policy(s *session) (gate.Policy, error) {
	p := gate.Policy{AllowRules: s.config.Check.Allow, AllowPaths: s.config.Check.AllowPaths}
	if err := p.Validate(); err != nil {
		return p, &Error{Code: codeUsage, Text: i18n.T("配置有误", "the settings are wrong"), Err: err}
	}
	path := o.baselinePath(s)
	if path == "" {
		if o.update || o.prune {
			return p, &Error{Code: codeUsage, Text: i18n.T("缺少 --baseline", "--baseline is missing"), Hint: i18n.T("例如 --baseline .migrate-baseline.json", "for example --baseline .migrate-baseline.json")}
		}
		return p, nil
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) && o.update {
		return p, nil
	}
	if err != nil {
		return p, notFound(path, err)
	}
	defer f.Close()
	if p.Baseline, err = gate.ReadBaseline(f); err != nil {
		return p, &Error{Code: codeUsage, Text: i18n.Tf("%s 不是可用的基线文件", "%s is no usable baseline file", path), Err: err}
	}
	return p, nil
}

// writeBaseline renews the baseline file.
func (o *checkOptions) writeBaseline(s *session, old *gate.Baseline, head *scan.Result, v gate.Verdict) error {
	var b *gate.Baseline
	gone := v.Stale
	if o.prune {
		b, gone = old.Prune(slices.Concat(v.New, v.Known))
	} else {
		b = gate.NewBaseline(old, v.New, v.Known)
	}
	path := o.baselinePath(s)
	if err := s.app.write(path, b.Encode); err != nil {
		return err
	}
	s.app.note(i18n.Tf("%[1]s 已更新：新增 %[2]d，去除 %[3]d", "%[1]s updated: %[2]d added, %[3]d removed", path, map[bool]int{true: 0, false: len(v.New)}[o.prune], gone))
	return nil
}

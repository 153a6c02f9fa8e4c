package cli

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openai-migrate/migrate/pkg/compare"
	"github.com/openai-migrate/migrate/pkg/cost"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/report"
	"github.com/openai-migrate/migrate/pkg/scan"
	"github.com/openai-migrate/migrate/pkg/source"
)

// compareOptions are the flags of compare.
type compareOptions struct {
	options
	targets []string
	usage   []string
	rate    float64
}

func newCompare(app *App) *cobra.Command {
	o := &compareOptions{}
	var formats []string
	for _, f := range report.CompareFormats {
		formats = append(formats, f.Name)
	}
	c := &cobra.Command{
		Use: "compare [PATH...]", GroupID: groupLook,
		Short: app.say("比较各平台：哪些调用可用、要改、受阻，费用比，排名", "set providers side by side: which calls are clean, edited, blocked, what it costs, a ranking"),
		Long: app.say(
			"对每个平台各做一次扫描（文件只读、只解析一次）：多少处调用无需改、会自动改、受阻及原因和来源；有哪些对应的模型；按给定用量的费用比；最后给出排名和得分的算法。\n默认比较目录中的全部平台；自建引擎（vllm、ollama 等）的模型由你决定，用 --to 点名、--model 指定模型即可加入。",
			"Looks at the tree for every provider (files are read and parsed once): how many calls are clean, edited and blocked, with\nreason and source; which models take over; the cost ratio for a stated usage; and a ranking with its arithmetic.\nCompares all providers of the catalog by default. Engines that you run yourself (vllm, ollama, ...) have the models you give\nthem: name the engine with --to and its models with --model."),
		Example: "  migrate compare\n  migrate compare --to zhipu,alibaba,deepseek --usage requests=200000,in=1500,out=400,cached=30%\n  migrate compare --usage completions_usage.csv --format markdown\n  migrate compare --to zhipu,vllm --model gpt-4o=Qwen3-32B",
		RunE:    func(c *cobra.Command, args []string) error { return runCompare(c.Context(), app, o, args) },
	}
	o.treeFlags(app, c)
	o.catalogFlag(app, c)
	o.formatFlags(app, c, formats, "text")
	f := c.Flags()
	f.StringSliceVar(&o.targets, "to", nil, app.say("只比较这些平台 `ID,...`", "compare only these providers, `ID,...`"))
	f.StringArrayVar(&o.models, "model", nil, app.say("在有 TO 的平台上用 TO 替换，`FROM=TO`（可重复）", "replace FROM by TO at the providers that have it, `FROM=TO` (repeatable)"))
	f.StringArrayVar(&o.usage, "usage", nil, app.say("用量 `requests=N,in=N,out=N[,cached=P][,peak=P][,model=NAME]`（可重复；in、out 为每次请求的 token 数），或 OpenAI 用量导出的 CSV 文件", "usage `requests=N,in=N,out=N[,cached=P][,peak=P][,model=NAME]` (repeatable; in and out are tokens a request), or a CSV file exported from OpenAI's usage page"))
	f.Float64Var(&o.rate, "cny-per-usd", 0, app.say("计算费用比所用的汇率 `RATE`", "exchange `RATE` for the cost ratio"))
	_ = c.RegisterFlagCompletionFunc("to", completeProviders)
	return c
}

func runCompare(ctx context.Context, app *App, o *compareOptions, args []string) error {
	format, err := app.compareFormat(o.format)
	if err != nil {
		return err
	}
	rate, err := o.exchange()
	if err != nil {
		return err
	}
	usage, err := o.readUsage()
	if err != nil {
		return err
	}
	s, err := o.settle(app, args)
	if err != nil {
		return err
	}
	targets, left, err := o.choose(s)
	if err != nil {
		return err
	}
	for _, t := range targets {
		s.noteReplaced(t.Provider)
	}
	results, err := s.each(ctx, targets)
	if err != nil {
		return err
	}
	var candidates []compare.Candidate
	for _, r := range results {
		candidates = append(candidates, compare.Candidate{Target: r.Target, Findings: r.Findings})
	}
	c := &report.Compared{
		Report: *s.report(results[0]), Comparison: compare.New(candidates, compare.Options{Usage: usage, Rate: rate}),
		Stated: strings.Join(o.usage, "; "), LeftOut: left,
	}
	if err := s.write(func(w io.Writer) error { return format.Write(w, c) }); err != nil {
		return err
	}
	return s.complete(results[0])
}

func (app *App) compareFormat(name string) (report.CompareFormat, error) {
	var names []string
	for _, f := range report.CompareFormats {
		if f.Name == name {
			return f, nil
		}
		names = append(names, f.Name)
	}
	return report.CompareFormat{}, &Error{Code: codeUsage, Text: i18n.Tf("没有格式 %q", "unknown format %q", name),
		Hint: i18n.Tf("可用：%s", "use one of %s", join(names))}
}

// exchange is the rate of --cny-per-usd.
func (o *compareOptions) exchange() (cost.Rate, error) {
	switch {
	case o.rate == 0:
		return cost.Assumed, nil
	case o.rate > 0:
		return cost.Rate{CNYPerUSD: o.rate}, nil
	}
	return cost.Rate{}, &Error{Code: codeUsage, Text: i18n.Tf("--cny-per-usd %g 应为正数", "--cny-per-usd %g is not positive", o.rate)}
}

// readUsage reads the values of --usage: profiles, or one export. A profile of no model beside an export gives its peak
// share.
func (o *compareOptions) readUsage() (func(models []string) []cost.Usage, error) {
	var profiles []cost.Profile
	for _, text := range o.usage {
		if f, err := os.Open(text); err == nil {
			defer f.Close()
			if len(o.usage) > 1 {
				return nil, &Error{Code: codeUsage, Text: i18n.T("CSV 文件只能单独用于 --usage", "a CSV file is the only --usage")}
			}
			list, err := cost.ReadCSV(text, f, cost.Default.Peak)
			return func([]string) []cost.Usage { return list }, err
		} else if !errors.Is(err, fs.ErrNotExist) || strings.HasSuffix(text, ".csv") {
			return nil, &Error{Code: codeUsage, Text: i18n.T("无法读取用量文件", "cannot read the usage file"), Err: err}
		}
		p, err := cost.ParseProfile(text)
		if err != nil {
			return nil, err
		}
		profiles = append(profiles, p)
	}
	return func(models []string) []cost.Usage { return cost.Spread(profiles, models) }, nil
}

// choose returns the targets to compare and the ids of those left out: engines that people run themselves, unless named.
func (o *compareOptions) choose(s *session) (list []*provider.Target, left []string, err error) {
	if len(o.targets) == 0 {
		for _, p := range s.catalog.All() {
			if p.Serving != nil {
				left = append(left, p.ID)
				continue
			}
			list = append(list, provider.NewTarget(p))
		}
		return list, left, o.override(s, list)
	}
	for _, id := range o.targets {
		p, err := s.catalog.Lookup(id)
		if err != nil {
			return nil, nil, unknownProvider(err)
		}
		if !slices.ContainsFunc(list, func(t *provider.Target) bool { return t.ID == p.ID }) {
			list = append(list, provider.NewTarget(p))
		}
	}
	return list, nil, o.override(s, list)
}

// override gives the models of the settings and of --model to the targets that have them.
func (o *compareOptions) override(s *session, list []*provider.Target) error {
	for _, from := range slices.Sorted(maps.Keys(s.config.Models)) {
		give(list, from, s.config.Models[from])
	}
	for _, m := range o.models {
		from, to, err := parseModel(m)
		if err != nil {
			return err
		}
		if !give(list, from, to) {
			return &Error{Code: codeUsage, Text: i18n.Tf("参与比较的平台都没有模型 %s", "none of the providers compared has the model %s", to)}
		}
	}
	return nil
}

// give overrides a model at the targets that list the new one, or list none because the user runs them.
func give(list []*provider.Target, from, to string) (given bool) {
	for _, t := range list {
		_, chat := t.Listed(to)
		_, embedding := t.ListedEmbedding(to)
		if chat || embedding || t.Serving != nil || len(t.Provider.Models)+len(t.Embed) == 0 {
			t.Override(from, to)
			given = true
		}
	}
	return given
}

// each reads the tree once and analyses it for every target.
func (s *session) each(ctx context.Context, targets []*provider.Target) ([]*scan.Result, error) {
	tree, err := s.read(ctx)
	if err != nil {
		return nil, err
	}
	return s.eachOf(ctx, tree, targets)
}

func (s *session) eachOf(ctx context.Context, tree *source.Tree, targets []*provider.Target) ([]*scan.Result, error) {
	stop := s.app.progress(i18n.Tf("正在比较 %d 个平台", "comparing %d providers", len(targets)))
	defer stop()
	results, err := scan.Each(ctx, tree, scan.Config{Rewriters: s.app.Rewriters, Workers: s.opts.jobs}, targets)
	if err != nil {
		return nil, err
	}
	for _, r := range results {
		r.Findings = plan.Resolve(r.Findings)
	}
	return results, nil
}

package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/report"
	"github.com/openai-migrate/migrate/pkg/scan"
	"github.com/openai-migrate/migrate/pkg/term"
)

func newScan(app *App) *cobra.Command {
	o := &options{}
	c := &cobra.Command{
		Use: "scan [PATH...]", GroupID: groupLook,
		Short: app.say("清点 OpenAI 的使用", "take the inventory of OpenAI use"),
		Long: app.say(
			"列出代码和配置中 OpenAI 的每一处使用：客户端及其调用、模型名、地址、变量。加 --to 可看到在该平台上各处会怎样。\n无法分析的文件会连同原因列出。",
			"Lists every use of OpenAI in code and configuration: clients with their calls, model names, addresses, variables.\nWith --to it also says how each would fare at that provider. Files that could not be analysed are listed with the reason."),
		Example: "  migrate scan\n  migrate scan --to zhipu services/\n  migrate scan --format sarif -o openai.sarif",
		RunE: func(c *cobra.Command, args []string) error {
			return runScan(c.Context(), app, o, args)
		},
	}
	o.treeFlags(app, c)
	o.targetFlags(app, c)
	o.formatFlags(app, c, report.Names(), "text")
	return c
}

func runScan(ctx context.Context, app *App, o *options, args []string) error {
	format, err := app.format(o.format)
	if err != nil {
		return err
	}
	s, err := o.open(app, args)
	if err != nil {
		return err
	}
	r, err := s.scan(ctx)
	if err != nil {
		return err
	}
	err = s.write(func(w io.Writer) error { return format.Write(w, s.report(r)) })
	if err != nil {
		return err
	}
	return s.complete(r)
}

// format looks a report format up by the value of --format.
func (app *App) format(name string) (report.Format, error) {
	f, ok := report.Lookup(name)
	if !ok {
		return f, &Error{Code: codeUsage, Text: i18n.Tf("没有格式 %q", "unknown format %q", name),
			Hint: i18n.Tf("可用：%s", "use one of %s", join(report.Names()))}
	}
	return f, nil
}

// report is what the formats get to see of a run.
func (s *session) report(r *scan.Result) *report.Report {
	return &report.Report{Lang: s.app.lang, IO: s.io(), Result: r, Version: s.app.Version, Root: s.opts.dir, Now: s.app.now()}
}

// io is the terminal as the output sees it: a file takes no colour.
func (s *session) io() *term.IO {
	io := *s.app.IO
	io.Color = io.Color && (s.opts.output == "" || s.opts.output == "-")
	return &io
}

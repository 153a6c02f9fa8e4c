package cli

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/term"
)

// The groups in which help lists the commands, in the order of the work.
const (
	groupLook   = "look"
	groupChange = "change"
	groupGuard  = "guard"
	groupKnow   = "know"
)

// newRoot builds the command tree. It reads no file and costs next to nothing.
func newRoot(app *App) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "migrate",
		Short: app.say("把代码库从 OpenAI API 迁移到国内平台的 OpenAI 兼容接口", "Move a codebase off the OpenAI API onto a Chinese provider's OpenAI-compatible endpoint"),
		Long: app.say(
			"migrate 扫描代码树，为选定的平台规划改动，逐条审阅，写入（可撤销），并在 CI 中防止 OpenAI 重新混入。\n全程离线：除非明确要求，不向任何地方发送任何内容。",
			"migrate scans a tree, plans the changes for one provider, lets you review each of them, writes what you accept\n(and can undo it), and keeps OpenAI from coming back in CI. It works offline and sends nothing anywhere unless asked."),
		Example:       "  migrate scan\n  migrate plan --to zhipu\n  migrate review --to zhipu\n  migrate check --base origin/main",
		SilenceErrors: true, SilenceUsage: true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		PersistentPreRunE: func(c *cobra.Command, _ []string) error { return app.screen(c) },
		RunE: func(cmd *cobra.Command, _ []string) error {
			return cmd.Help()
		},
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return app.unknownCommand(cmd, args[0])
			}
			return nil
		},
	}
	cmd.SetOut(app.IO.Out)
	cmd.SetErr(app.IO.Err)
	cmd.SetIn(app.IO.In)
	cmd.SetHelpFunc(app.help)
	cmd.SetUsageFunc(func(c *cobra.Command) error { app.help(c, nil); return nil })
	cmd.SetFlagErrorFunc(func(c *cobra.Command, err error) error { return app.usage(c, err) })
	cmd.SetHelpCommand(&cobra.Command{Use: "help [COMMAND]", Hidden: true, RunE: func(c *cobra.Command, args []string) error {
		target, _, err := c.Root().Find(args)
		if err != nil || target == nil {
			return app.unknownCommand(c.Root(), strings.Join(args, " "))
		}
		return target.Help()
	}})
	app.addGroups(cmd)
	cmd.AddCommand(
		newScan(app), newCompare(app), newPlan(app), newReview(app), newApply(app), newVerify(app), newUndo(app), newCheck(app), newMock(app),
		newProviders(app), newRules(app), newExplain(app), newCompletion(app), newVersion(app),
	)
	cmd.Version = app.Version
	cmd.SetVersionTemplate("migrate {{.Version}}\n")
	cmd.Flags().Bool("version", false, app.say("显示版本", "print the version"))
	for _, c := range append(cmd.Commands(), cmd) {
		c.Flags().BoolP("help", "h", false, app.say("显示帮助", "show this help"))
	}
	new(options).screenFlags(app, cmd)
	return cmd
}

// screen applies the flags that every command has, before the command runs.
func (app *App) screen(c *cobra.Command) error {
	if f := c.Flags().Lookup("color"); f != nil && !app.IO.SetColor(f.Value.String()) {
		return &Error{Code: codeUsage, Text: i18n.Tf("--color %q 不存在", "unknown --color %q", f.Value.String()), Hint: i18n.T("可用：auto、always、never", "use auto, always or never")}
	}
	if f := c.Flags().Lookup("lang"); f != nil && f.Value.String() != "" {
		if _, ok := i18n.Parse(f.Value.String()); !ok {
			return &Error{Code: codeUsage, Text: i18n.Tf("--lang %q 不存在", "unknown --lang %q", f.Value.String()), Hint: i18n.T("可用：zh、en", "use zh or en")}
		}
	}
	return nil
}

func (app *App) addGroups(cmd *cobra.Command) {
	cmd.AddGroup(
		&cobra.Group{ID: groupLook, Title: app.say("查看", "Look")},
		&cobra.Group{ID: groupChange, Title: app.say("修改", "Change")},
		&cobra.Group{ID: groupGuard, Title: app.say("守护", "Guard")},
		&cobra.Group{ID: groupKnow, Title: app.say("资料", "Know")},
	)
}

// unknownCommand offers commands with a similar name.
func (app *App) unknownCommand(cmd *cobra.Command, name string) error {
	cmd.SuggestionsMinimumDistance = 2
	hint := i18n.T("migrate --help 列出全部命令", "migrate --help lists the commands")
	if near := cmd.SuggestionsFor(name); len(near) > 0 {
		hint = i18n.Tf("是否想输入 %s？", "did you mean %s?", strings.Join(near, ", "))
	}
	return &Error{Code: 2, Text: i18n.Tf("没有命令 %q", "unknown command %q", name), Hint: hint}
}

// help prints a command's help in the user's language.
func (app *App) help(c *cobra.Command, _ []string) {
	var b strings.Builder
	head := func(s string) { b.WriteString("\n" + app.IO.Paint(term.Bold, s) + "\n") }
	if text := strings.TrimSpace(c.Long); text != "" {
		b.WriteString(text + "\n")
	} else {
		b.WriteString(c.Short + "\n")
	}
	head(app.say("用法", "Usage"))
	use := c.UseLine()
	if c.HasAvailableSubCommands() {
		use = c.CommandPath() + app.say(" <命令> [参数]", " <command> [flags]")
	}
	b.WriteString("  " + use + "\n")
	if c.Example != "" {
		head(app.say("示例", "Examples"))
		b.WriteString(c.Example + "\n")
	}
	for _, g := range c.Groups() {
		head(g.Title)
		for _, sub := range c.Commands() {
			if sub.GroupID == g.ID && sub.IsAvailableCommand() {
				b.WriteString("  " + app.IO.Paint(term.Path, term.Pad(sub.Name(), 12)) + sub.Short + "\n")
			}
		}
	}
	if flags := app.flagLines(c.LocalFlags()); flags != "" {
		head(app.say("参数", "Flags"))
		b.WriteString(flags)
	}
	_, _ = c.OutOrStdout().Write([]byte(b.String()))
}

// flagLines lists flags aligned by cells, because Chinese characters take two.
func (app *App) flagLines(set *pflag.FlagSet) string {
	var names, texts []string
	width := 0
	set.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		value, text := pflag.UnquoteUsage(f)
		name := "    --" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", --" + f.Name
		}
		if value != "" {
			name += " " + value
		}
		names, texts = append(names, name), append(texts, text)
		width = max(width, term.Width(name))
	})
	var b strings.Builder
	for i, name := range names {
		for j, line := range term.Wrap(texts[i], max(30, app.IO.Width-width-5)) {
			if j > 0 {
				name = ""
			}
			b.WriteString("  " + term.Pad(name, width) + "  " + line + "\n")
		}
	}
	return b.String()
}

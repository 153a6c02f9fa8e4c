package cli

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/openai-migrate/migrate/pkg/i18n"
)

func newCompletion(app *App) *cobra.Command {
	shells := map[string]func(*cobra.Command, io.Writer) error{
		"bash":       func(r *cobra.Command, w io.Writer) error { return r.GenBashCompletionV2(w, true) },
		"zsh":        func(r *cobra.Command, w io.Writer) error { return r.GenZshCompletion(w) },
		"fish":       func(r *cobra.Command, w io.Writer) error { return r.GenFishCompletion(w, true) },
		"powershell": func(r *cobra.Command, w io.Writer) error { return r.GenPowerShellCompletionWithDesc(w) },
	}
	o := &options{}
	c := &cobra.Command{
		Use: "completion SHELL", GroupID: groupKnow, Args: cobra.ExactArgs(1),
		ValidArgs: []string{"bash", "zsh", "fish", "powershell"},
		Short:     app.say("生成 shell 补全脚本", "print the completion script for a shell"),
		Example:   "  source <(migrate completion bash)\n  migrate completion zsh > \"${fpath[1]}/_migrate\"\n  migrate completion fish > ~/.config/fish/completions/migrate.fish",
		RunE: func(c *cobra.Command, args []string) error {
			gen, ok := shells[args[0]]
			if !ok {
				return &Error{Code: codeUsage, Text: i18n.Tf("不支持 shell %q", "unknown shell %q", args[0]),
					Hint: i18n.T("可用：bash、zsh、fish、powershell", "use one of bash, zsh, fish, powershell")}
			}
			return gen(c.Root(), app.IO.Out)
		},
	}
	o.screenFlags(app, c)
	return c
}

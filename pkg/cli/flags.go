package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/term"
)

// options are the flags that commands share; a command registers the groups it has a use for.
type options struct {
	dir      string
	config   string
	color    string
	lang     string
	format   string
	output   string
	include  []string
	exclude  []string
	noIgnore bool
	jobs     int
	strict   bool

	catalog []string
	to      string
	models  []string
	baseURL string
	keyEnv  string
	style   string
	docs    bool
	tests   bool
}

// treeFlags are those of commands that read a tree.
func (o *options) treeFlags(app *App, c *cobra.Command) {
	f := c.Flags()
	f.StringVarP(&o.dir, "dir", "C", "", app.say("在 `DIR` 中运行", "run in `DIR`"))
	f.StringVar(&o.config, "config", "", app.say("配置 `FILE`（默认 .migrate.toml）", "settings `FILE` (default .migrate.toml)"))
	f.StringArrayVar(&o.include, "include", nil, app.say("只看匹配 `GLOB` 的文件（可重复）", "look only at files that match `GLOB` (repeatable)"))
	f.StringArrayVar(&o.exclude, "exclude", nil, app.say("不看匹配 `GLOB` 的文件（可重复）", "leave out files that match `GLOB` (repeatable)"))
	f.BoolVar(&o.noIgnore, "no-ignore", false, app.say("也读取 .gitignore 忽略的文件", "read what .gitignore leaves out, too"))
	f.IntVarP(&o.jobs, "jobs", "j", 0, app.say("并行数 `N`（默认每个 CPU 一个）", "work on `N` files at once (default: one per CPU)"))
	f.BoolVar(&o.strict, "strict", false, app.say("有文件无法分析时以 3 退出", "exit with 3 when files could not be analysed"))
	o.screenFlags(app, c)
}

// screenFlags are those of every command.
func (o *options) screenFlags(app *App, c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&o.lang, "lang", "", app.say("界面语言 `zh|en`", "language of all texts, `zh|en`"))
	f.StringVar(&o.color, "color", term.Auto, app.say("颜色 `auto|always|never`", "colour, `auto|always|never`"))
	_ = c.RegisterFlagCompletionFunc("lang", cobra.FixedCompletions([]string{"zh", "en"}, cobra.ShellCompDirectiveNoFileComp))
	_ = c.RegisterFlagCompletionFunc("color", cobra.FixedCompletions([]string{term.Auto, term.Always, term.Never}, cobra.ShellCompDirectiveNoFileComp))
}

// formatFlags are those of commands that print a report in one of several formats.
func (o *options) formatFlags(app *App, c *cobra.Command, names []string, usual string) {
	f := c.Flags()
	f.StringVar(&o.format, "format", usual, app.tr(i18n.Tf("输出格式 `NAME`：%s", "format `NAME`: %s", strings.Join(names, ", "))))
	f.StringVarP(&o.output, "output", "o", "", app.say("写入 `FILE` 而不是标准输出", "write to `FILE` instead of stdout"))
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp))
}

// targetFlags are those of commands that work towards a provider.
func (o *options) targetFlags(app *App, c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&o.to, "to", "", app.say("目标平台 `ID`（migrate providers 列出全部）", "target provider `ID` (migrate providers lists them)"))
	f.StringArrayVar(&o.models, "model", nil, app.say("指定模型替换 `FROM=TO`（可重复）", "replace a model by one you name, `FROM=TO` (repeatable)"))
	f.StringVar(&o.baseURL, "base-url", "", app.say("用 `URL` 代替平台的默认地址", "use `URL` instead of the provider's address"))
	f.StringVar(&o.keyEnv, "key-env", "", app.say("从变量 `NAME` 读取密钥", "read the key from the variable `NAME`"))
	f.StringVar(&o.style, "style", "", app.say("地址写法 `direct|env`：写在代码里，或读取变量", "where the base URL goes, `direct|env`: into the code, or read from a variable"))
	f.BoolVar(&o.docs, "docs", false, app.say("也改写 Markdown 文档中的代码块", "rewrite code in Markdown documents, too"))
	f.BoolVar(&o.tests, "tests", false, app.say("也改写测试（默认只报告）", "rewrite tests, too (by default they are only reported)"))
	o.catalogFlag(app, c)
	_ = c.RegisterFlagCompletionFunc("to", completeProviders)
	_ = c.RegisterFlagCompletionFunc("style", cobra.FixedCompletions([]string{string(provider.Direct), string(provider.Env)}, cobra.ShellCompDirectiveNoFileComp))
}

// catalogFlag is that of commands that look providers up.
func (o *options) catalogFlag(app *App, c *cobra.Command) {
	c.Flags().StringArrayVar(&o.catalog, "catalog", nil, app.say("加入自己的平台目录，`FILE` 为 TOML 文件或目录（可重复）", "add providers of your own from `FILE`, a TOML file or a directory (repeatable)"))
}

func completeProviders(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var ids []string
	for _, p := range provider.All() {
		ids = append(ids, p.ID+"\t"+p.Name.EN)
	}
	return ids, cobra.ShellCompDirectiveNoFileComp
}

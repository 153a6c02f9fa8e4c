package cli

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/openai-migrate/migrate/pkg/apply"
	"github.com/openai-migrate/migrate/pkg/emulate"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/report"
	"github.com/openai-migrate/migrate/pkg/scan"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/pkg/verify"
)

// verifyOptions are the flags of verify.
type verifyOptions struct {
	options
	command string
	alone   bool
	live    bool
	timeout time.Duration
}

func newVerify(app *App) *cobra.Command {
	o := &verifyOptions{}
	var formats []string
	for _, f := range report.VerifyFormats {
		formats = append(formats, f.Name)
	}
	c := &cobra.Command{
		Use: "verify [--run COMMAND] [--live] [PATH...]", GroupID: groupChange,
		Short: app.say("核验迁移结果：残留、语法、编译、测试命令，可选实测", "check a migration: leftovers, syntax, compilers, your tests, on request the real endpoint"),
		Long: app.say(
			"apply 之后核验迁移：还有什么指向 OpenAI；改过的文件能否解析；项目自己的编译器（go build、go vet、py_compile、tsc）有无新的诊断，\n与迁移前对比。--run 在临时副本中运行你的命令，请求发往本机模拟的平台，被拒的请求连同起因的改动和撤销命令一并给出。\n--live 用环境变量中的密钥向真实接口提几个问题（会产生少量费用）。不改动你的目录。",
			"After apply: what still points at OpenAI; whether every changed file parses; whether the project's own compilers (go build,\ngo vet, py_compile, tsc) say anything that they did not say before. --run starts your command in a temporary copy, with its\nrequests going to a stand-in for the provider on this machine: what is refused is shown with the change that brought it\nabout and the command that takes it back. --live asks the real endpoint a few questions with the key from its variable,\nwhich costs a little. Your tree is not written to."),
		Example: "  migrate verify\n  migrate verify --run \"pytest -q\"\n  migrate verify --live\n  migrate verify --to zhipu --format json",
		RunE:    func(c *cobra.Command, args []string) error { return runVerify(c.Context(), app, o, args) },
	}
	o.treeFlags(app, c)
	o.targetFlags(app, c)
	o.formatFlags(app, c, formats, "text")
	f := c.Flags()
	f.StringVar(&o.command, "run", "", app.say("运行 `COMMAND`，请求发往模拟的平台", "run `COMMAND` with its requests going to a stand-in for the provider"))
	f.BoolVar(&o.alone, "no-before", false, app.say("不在迁移前的代码上运行该命令，也不查找起因", "do not run the command on the code from before, nor look for the culprit"))
	f.BoolVar(&o.live, "live", false, app.say("用你的密钥询问真实接口", "ask the real endpoint, with your key"))
	f.DurationVar(&o.timeout, "timeout", 10*time.Minute, app.say("编译器和命令每次最长运行 `TIME`", "let a compiler or the command run for `TIME` at most"))
	return c
}

func runVerify(ctx context.Context, app *App, o *verifyOptions, args []string) error {
	format, err := app.verifyFormat(o.format)
	if err != nil {
		return err
	}
	s, err := o.settle(app, args)
	if err != nil {
		return err
	}
	runs, err := s.migrated()
	if err != nil {
		return err
	}
	r, err := s.scan(ctx)
	if err != nil {
		return err
	}
	settings, err := o.settings(s)
	if err != nil {
		return err
	}
	result, err := verify.Verify(ctx, &verify.Subject{Dir: s.dir, Target: s.target, Scan: r, Runs: runs}, settings)
	if err != nil {
		return err
	}
	err = s.write(func(w io.Writer) error {
		return format.Write(w, &report.Verified{Report: *s.report(r), Verification: result})
	})
	if err != nil {
		return err
	}
	if result.Failed() {
		return exit(codeFindings)
	}
	return s.complete(r)
}

func (app *App) verifyFormat(name string) (report.VerifyFormat, error) {
	var names []string
	for _, f := range report.VerifyFormats {
		if f.Name == name {
			return f, nil
		}
		names = append(names, f.Name)
	}
	return report.VerifyFormat{}, &Error{Code: codeUsage, Text: i18n.Tf("没有格式 %q", "unknown format %q", name),
		Hint: i18n.Tf("可用：%s", "use one of %s", join(names))}
}

// migrated returns the runs of apply that are in force for the target, the oldest first. Without --to the target is that
// of the last one.
func (s *session) migrated() ([]verify.Run, error) {
	root, err := os.OpenRoot(s.dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	journals, err := apply.Journals(root)
	if err != nil {
		return nil, err
	}
	for _, j := range journals {
		if j.Unfinished() {
			return nil, &apply.UnfinishedError{Run: j.ID, State: j.State}
		}
	}
	journals = slices.DeleteFunc(journals, func(j *apply.Journal) bool { return j.State != apply.Done })
	s.follow(journals)
	if err := s.resolveTarget(); err != nil {
		return nil, err
	}
	if s.target == nil {
		return nil, &Error{Code: codeUsage, Text: i18n.T("这里没有 apply 的记录，也没有给出 --to", "there is no run of apply here, and no --to"),
			Hint: i18n.T("先 migrate apply --to zhipu，或用 --to 说明已迁移到哪个平台", "migrate apply --to zhipu first, or name with --to where the tree was migrated to")}
	}
	return s.recall(root, journals)
}

// follow takes from the last run what neither flags nor settings say: the target, its address, its key variable.
func (s *session) follow(journals []*apply.Journal) {
	if len(journals) == 0 {
		return
	}
	j := journals[0]
	if s.opts.to == "" && s.config.To == "" {
		s.opts.to = j.Target
	}
	if or(s.opts.to, s.config.To) != j.Target {
		return
	}
	if s.opts.baseURL == "" && s.config.BaseURL == "" {
		s.opts.baseURL = j.BaseURL
	}
	if s.opts.keyEnv == "" && s.config.KeyEnv == "" {
		s.opts.keyEnv = j.KeyEnv
	}
}

// recall opens the journals of the target's runs.
func (s *session) recall(root *os.Root, journals []*apply.Journal) ([]verify.Run, error) {
	var runs []verify.Run
	for _, j := range slices.Backward(journals) {
		if j.Target != s.target.ID {
			continue
		}
		kept, err := apply.Recall(root, j, apply.Options{})
		var lost *apply.KeyError
		if errors.As(err, &lost) {
			s.app.note(i18n.Tf("注意：运行 %s 的日志无法打开，不与迁移前对比", "note: the journal of run %s cannot be opened; nothing is compared with the state from before", j.ID))
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		runs = append(runs, verify.Run{ID: j.ID, Plan: kept.Plan, Before: kept.Before})
	}
	return runs, nil
}

// settings are what verify is to do.
func (o *verifyOptions) settings(s *session) (verify.Options, error) {
	out := verify.Options{
		Syntax: s.app.Syntax, Command: o.command, Alone: o.alone, Timeout: o.timeout, Progress: s.app.progress,
		Emulate: emulator(s.target), Rescan: s.rescan,
	}
	if !o.live {
		return out, nil
	}
	for _, name := range append([]string{s.target.KeyEnv}, s.target.KeyEnvs...) {
		if out.Key = s.app.Getenv(name); out.Key != "" {
			return out, nil
		}
	}
	return out, &Error{Code: codeUsage, Text: i18n.Tf("--live 需要密钥：变量 %s 未设置", "--live needs a key: the variable %s is not set", s.target.KeyEnv)}
}

// rescan scans a copy of the tree as the tree itself was.
func (s *session) rescan(ctx context.Context, dir string) (*scan.Result, error) {
	tree, err := source.Walk(ctx, dir, s.walkOptions())
	if err != nil {
		return nil, err
	}
	return s.scanTree(ctx, tree)
}

// emulator makes stand-ins for a target.
func emulator(t *provider.Target) verify.Emulator {
	return func(openai bool, key string, log func(verify.Request)) http.Handler {
		p := t.Provider
		if openai {
			p = openaiItself()
		}
		return emulate.New(p, emulate.Options{Key: key, Lenient: openai, Log: func(r emulate.Record) {
			log(verify.Request{Method: r.Method, Path: r.Path, Model: r.Model, Endpoint: r.Endpoint, Status: r.Status, Refused: r.Reason, Param: r.Param, Sources: sourcesOf(r)})
		}})
	}
}

// openaiItself is OpenAI as a program needs it that was not migrated: every endpoint, any model.
func openaiItself() *provider.Provider {
	p := &provider.Provider{
		ID: "openai", Name: i18n.T("OpenAI", "OpenAI"), BaseURLs: []provider.BaseURL{{URL: "https://api.openai.com/v1", Default: true}},
		Endpoints: map[string]provider.Endpoint{}, Params: map[string]provider.Param{},
		Embed: []provider.Embedding{{ID: "text-embedding-3-small", Dimensions: 1536}, {ID: "text-embedding-3-large", Dimensions: 3072}, {ID: "text-embedding-ada-002", Dimensions: 1536}},
	}
	for _, name := range provider.EndpointNames {
		p.Endpoints[name] = provider.Endpoint{Support: provider.Supported}
	}
	for _, name := range provider.ParamNames {
		p.Params[name] = provider.Param{Support: provider.Supported}
	}
	return p
}

func sourcesOf(r emulate.Record) []finding.Source {
	var out []finding.Source
	for _, s := range r.Sources {
		out = append(out, finding.Source(s))
	}
	return out
}

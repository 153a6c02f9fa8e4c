package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/openai-migrate/migrate/pkg/emulate"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
)

// mockOptions are the flags of mock.
type mockOptions struct {
	options
	addr    string
	key     string
	log     string
	lenient bool
	latency time.Duration
	faults  []string
}

func newMock(app *App) *cobra.Command {
	o := &mockOptions{}
	c := &cobra.Command{
		Use: "mock P", GroupID: groupGuard, Args: cobra.ExactArgs(1),
		Short: app.say("在本机模拟一个平台的接口：拒绝它会拒绝的请求，逐条记录", "a local stand-in for a provider: refuses what it refuses, logs every request"),
		Long: app.say(
			"mock 按目录中的资料在本机模拟平台 P 的 OpenAI 兼容接口：版本路径、接口、模型、密钥、参数范围、错误格式、流式输出、工具、JSON、\n向量。没有密钥、没有网络也能看到迁移后的程序发出的请求是否会被接受。答案是编造的，且每次相同。每个请求在标准输出记一行 JSON。",
			"mock behaves as the catalog says the provider P behaves: version path, endpoints, models, key, ranges of parameters, shape of errors,\nstreaming, tools, JSON, embeddings. It shows without a key and without a network whether what a migrated program sends is accepted.\nIts answers are made up and always the same. Each request is a line of JSON on stdout."),
		Example:           "  migrate mock zhipu\n  migrate mock gateway --catalog gateway.toml --addr 127.0.0.1:8080\n  migrate mock deepseek --fault \"429:first 2\" --fault broken-stream --latency 200ms",
		ValidArgsFunction: completeProviders,
		RunE:              func(c *cobra.Command, args []string) error { return runMock(c.Context(), app, o, args[0]) },
	}
	f := c.Flags()
	f.StringVar(&o.addr, "addr", "127.0.0.1:0", app.say("监听 `HOST:PORT`，端口 0 为任意空闲端口", "listen on `HOST:PORT`; port 0 is any that is free"))
	f.StringVar(&o.key, "key", "", app.say("只接受这个 `KEY`（默认任意非空密钥）", "take only this `KEY` (default: any that is not empty)"))
	f.BoolVar(&o.lenient, "lenient", false, app.say("字段和模型不合规时照常应答，只在日志中注明", "answer despite fields and models that the provider refuses, and only note them in the log"))
	f.DurationVar(&o.latency, "latency", 0, app.say("每次应答前等待 `TIME`，如 200ms", "wait `TIME` before each answer, such as 200ms"))
	f.StringArrayVar(&o.faults, "fault", nil, app.tr(i18n.Tf("模拟故障 `FAULT`：%s（可重复）", "show a failure, `FAULT` is %s (repeatable)", emulate.FaultForms)))
	f.StringVar(&o.log, "log", "", app.say("请求日志写入 `FILE` 而不是标准输出", "write the log of requests to `FILE` instead of stdout"))
	f.StringVarP(&o.dir, "dir", "C", "", app.say("在 `DIR` 中运行", "run in `DIR`"))
	f.StringVar(&o.config, "config", "", app.say("配置 `FILE`（默认 .migrate.toml）", "settings `FILE` (default .migrate.toml)"))
	o.catalogFlag(app, c)
	o.screenFlags(app, c)
	return c
}

func runMock(ctx context.Context, app *App, o *mockOptions, id string) error {
	s, err := o.settle(app, nil)
	if err != nil {
		return err
	}
	p, err := s.catalog.Lookup(id)
	if err != nil {
		return unknownProvider(err)
	}
	s.noteReplaced(p)
	settings, err := o.settings()
	if err != nil {
		return err
	}
	out, done, err := app.openLog(o.log)
	if err != nil {
		return err
	}
	defer done()
	settings.Log = logTo(out)
	var cfg net.ListenConfig
	l, err := cfg.Listen(ctx, "tcp", o.addr)
	if err != nil {
		return &Error{Code: codeUsage, Text: i18n.Tf("无法监听 %s", "cannot listen on %s", o.addr), Err: err}
	}
	server := emulate.New(p, settings)
	app.sayWhere(p, server, l.Addr())
	return server.Serve(ctx, l)
}

// settings reads the flags.
func (o *mockOptions) settings() (emulate.Options, error) {
	out := emulate.Options{Key: o.key, Lenient: o.lenient, Latency: o.latency}
	for _, text := range o.faults {
		f, err := emulate.ParseFault(text)
		if err != nil {
			return out, &Error{Code: codeUsage, Text: i18n.Tf("没有故障 %q", "unknown --fault %q", text), Hint: i18n.Tf("写作 %s", "write %s", emulate.FaultForms)}
		}
		out.Faults = append(out.Faults, f)
	}
	return out, nil
}

// openLog opens the file of the log for appending.
func (app *App) openLog(path string) (io.Writer, func(), error) {
	if path == "" || path == "-" {
		return app.IO.Out, func() {}, nil
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, newMode)
	if err != nil {
		return nil, nil, &Error{Code: codeUsage, Text: i18n.Tf("无法写入 %s", "cannot write %s", path), Err: err}
	}
	return f, func() { _ = f.Close() }, nil
}

// logTo writes records as lines of JSON, one at a time.
func logTo(w io.Writer) func(emulate.Record) {
	var mu sync.Mutex
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return func(r emulate.Record) {
		mu.Lock()
		defer mu.Unlock()
		_ = enc.Encode(r) // a log that cannot be written stops no answer
	}
}

// sayWhere tells where the server listens and how to point a program at it.
func (app *App) sayWhere(p *provider.Provider, s *emulate.Server, addr net.Addr) {
	name := p.Brief()
	fmt.Fprintln(app.IO.Err, app.tr(i18n.Tf("正在模拟%[1]s：%[3]s（Ctrl-C 结束）", "standing in for %[2]s at %[3]s (Ctrl-C ends it)", name.ZH, name.EN, "http://"+addr.String()+s.BasePath())))
}

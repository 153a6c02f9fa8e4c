package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/config"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/scan"
	"github.com/openai-migrate/migrate/pkg/source"
)

// session is one run's place in the file system: the root, the paths below it, the settings and the target.
type session struct {
	app     *App
	opts    *options
	dir     string   // absolute
	paths   []string // slash paths below dir; empty for all of it
	config  config.Config
	catalog *provider.Catalog
	target  *provider.Target // nil without --to
}

// open resolves the arguments, reads .migrate.toml and looks the target up. It reads nothing else.
func (o *options) open(app *App, args []string) (*session, error) {
	s, err := o.settle(app, args)
	if err != nil {
		return nil, err
	}
	return s, s.resolveTarget()
}

// settle is open without a target.
func (o *options) settle(app *App, args []string) (*session, error) {
	s := &session{app: app, opts: o}
	if err := s.root(args); err != nil {
		return nil, err
	}
	path, optional := o.config, false
	if path == "" {
		path, optional = filepath.Join(s.dir, config.Name), true
	}
	c, err := config.Read(path, optional)
	if err != nil {
		return nil, &Error{Code: codeUsage, Text: i18n.T("读取配置失败", "cannot read the settings"), Err: err}
	}
	s.config = c
	if c.Lang != "" && o.lang == "" && app.Getenv("MIGRATE_LANG") == "" {
		app.lang = i18n.Detect(c.Lang, app.Getenv)
	}
	s.catalog, err = o.openCatalog(c, filepath.Dir(path))
	return s, err
}

// root finds the root directory and the paths below it. The root is -C, else the current directory; a single directory
// outside of it becomes the root itself.
func (s *session) root(args []string) error {
	dir, err := filepath.Abs(s.opts.dir)
	if err != nil {
		return err
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return notFound(s.opts.dir, err)
	}
	s.dir = dir
	for _, arg := range args {
		abs := arg
		if !filepath.IsAbs(abs) {
			abs = filepath.Join(dir, arg)
		}
		info, err := os.Stat(abs)
		if err != nil {
			return notFound(arg, err)
		}
		rel, err := filepath.Rel(dir, abs)
		switch outside := err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)); {
		case outside && len(args) == 1 && info.IsDir():
			s.dir = filepath.Clean(abs)
		case outside:
			return &Error{Code: codeUsage, Text: i18n.Tf("%s 不在 %s 之内", "%s is not below %s", arg, dir),
				Hint: i18n.T("用 -C 指定包含所有路径的目录", "name a directory that holds all paths with -C")}
		case rel != ".":
			s.paths = append(s.paths, filepath.ToSlash(rel))
		}
	}
	return nil
}

func notFound(path string, err error) error {
	if err == nil {
		return &Error{Code: codeUsage, Text: i18n.Tf("%s 不是目录", "%s is not a directory", path)}
	}
	if errors.Is(err, os.ErrNotExist) {
		return &Error{Code: codeUsage, Text: i18n.Tf("路径不存在：%s", "no such path: %s", path)}
	}
	return &Error{Code: codeUsage, Text: i18n.Tf("无法读取 %s", "cannot read %s", path), Err: err}
}

// resolveTarget applies the flags, else the settings, to the provider they name.
func (s *session) resolveTarget() error {
	id := or(s.opts.to, s.config.To)
	if id == "" {
		return nil
	}
	p, err := s.catalog.Lookup(id)
	if err != nil {
		return unknownProvider(err)
	}
	s.noteReplaced(p)
	t := provider.NewTarget(p)
	t.BaseURL = strings.TrimRight(or(s.opts.baseURL, s.config.BaseURL, t.BaseURL), "/")
	t.KeyEnv = or(s.opts.keyEnv, s.config.KeyEnv, t.KeyEnv)
	t.Style = provider.Style(or(s.opts.style, s.config.Style, string(t.Style)))
	for _, from := range slices.Sorted(maps.Keys(s.config.Models)) {
		s.override(t, from, s.config.Models[from])
	}
	for _, m := range s.opts.models {
		from, to, err := parseModel(m)
		if err != nil {
			return err
		}
		s.override(t, from, to)
	}
	s.target = t
	return s.checkTarget(t)
}

// parseModel reads a value of --model.
func parseModel(m string) (from, to string, err error) {
	from, to, ok := strings.Cut(m, "=")
	if !ok || from == "" || to == "" {
		return "", "", &Error{Code: codeUsage, Text: i18n.Tf("--model %q 的形式应为 FROM=TO", "--model %q is not of the form FROM=TO", m)}
	}
	return from, to, nil
}

// override replaces a model by the user's choice, and says what speaks against it.
func (s *session) override(t *provider.Target, from, to string) {
	if warning := t.Override(from, to); warning.EN != "" {
		s.app.note(i18n.Tf("注意：%[1]s", "note: %[2]s", warning.ZH, warning.EN))
	}
}

func (s *session) checkTarget(t *provider.Target) error {
	if t.Style != provider.Direct && t.Style != provider.Env {
		return &Error{Code: codeUsage, Text: i18n.Tf("--style %q 不存在", "unknown --style %q", t.Style), Hint: i18n.T("可用：direct、env", "use direct or env")}
	}
	if !strings.HasPrefix(t.BaseURL, "https://") && !strings.HasPrefix(t.BaseURL, "http://") {
		return &Error{Code: codeUsage, Text: i18n.Tf("--base-url %q 不是 http(s) 地址", "--base-url %q is not an http(s) URL", t.BaseURL)}
	}
	if !isEnvName(t.KeyEnv) {
		return &Error{Code: codeUsage, Text: i18n.Tf("--key-env %q 不是变量名", "--key-env %q is not a variable name", t.KeyEnv),
			Hint: i18n.T("这里要填变量的名字，不是密钥本身", "name the variable that holds the key, not the key")}
	}
	return nil
}

func isEnvName(s string) bool {
	for i, c := range s {
		if c != '_' && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}

// needTarget is for commands that cannot work without --to.
func (s *session) needTarget() error {
	if s.target != nil {
		return nil
	}
	return &Error{Code: codeUsage, Text: i18n.T("缺少 --to", "--to is missing"),
		Hint: i18n.T("例如 --to zhipu；migrate providers 列出全部平台", "for example --to zhipu; migrate providers lists all providers")}
}

// read reads the tree.
func (s *session) read(ctx context.Context) (*source.Tree, error) {
	stop := s.app.progress(i18n.T("正在读取文件", "reading files"))
	defer stop()
	tree, err := source.Walk(ctx, s.dir, s.walkOptions())
	if err != nil && ctx.Err() == nil {
		return nil, &Error{Code: codeUsage, Err: err}
	}
	if err == nil && s.opts.docs {
		tree = tree.WithPrograms()
	}
	if err == nil {
		s.app.giveRoom(tree)
	}
	return tree, err
}

func (s *session) walkOptions() source.Options {
	return source.Options{
		Paths: s.paths, NoIgnore: s.opts.noIgnore, Workers: s.opts.jobs,
		Include: append(append([]string{}, s.config.Include...), s.opts.include...),
		Exclude: append(append([]string{}, s.config.Exclude...), s.opts.exclude...),
	}
}

// scan reads and analyses the tree. Without a target it takes the inventory, in which fixable means that a provider of
// the catalog would do.
func (s *session) scan(ctx context.Context) (*scan.Result, error) {
	tree, err := s.read(ctx)
	if err != nil {
		return nil, err
	}
	return s.analyse(ctx, tree)
}

func (s *session) analyse(ctx context.Context, tree *source.Tree) (*scan.Result, error) {
	stop := s.app.progress(i18n.T("正在分析", "analysing"))
	defer stop()
	return s.scanTree(ctx, tree)
}

// spare leaves tests as they are unless they are asked for. What is named on the command line is asked for: below it only
// what is a test there counts.
func (s *session) spare() func(string) bool {
	if s.opts.tests {
		return nil
	}
	return func(p string) bool {
		for _, named := range s.paths {
			if rest, ok := strings.CutPrefix(p, named+"/"); ok {
				return source.IsTest(rest)
			}
			if p == named {
				return false
			}
		}
		return source.IsTest(p)
	}
}

// scanTree is analyse without a word to the user.
func (s *session) scanTree(ctx context.Context, tree *source.Tree) (*scan.Result, error) {
	target := s.target
	if target == nil {
		target = provider.Any()
	}
	r, err := scan.Run(ctx, tree, scan.Config{Rewriters: s.app.Rewriters, Target: target, Workers: s.opts.jobs, Spare: s.spare()})
	if err != nil {
		return nil, err
	}
	r.Target = s.target
	r.Findings = plan.Resolve(r.Findings)
	if s.target == nil {
		withoutEdits(r.Findings)
	}
	return r, nil
}

// withoutEdits keeps the edits made for no provider in particular from every report: that a finding has a fix is all they
// were made to tell.
func withoutEdits(list []finding.Finding) {
	for i := range list {
		for j := range list[i].Fixes {
			list[i].Fixes[j].Edits = nil
		}
	}
}

// complete is the exit for a run whose work is done: 3 with --strict when files could not be analysed.
func (s *session) complete(r *scan.Result) error {
	if s.opts.strict && missed(r) > 0 {
		return exit(codeIncomplete)
	}
	return nil
}

// missed counts the skipped files in which something of the project may have been missed.
func missed(r *scan.Result) int {
	n := 0
	for _, k := range r.Skipped {
		if !k.Complete() {
			n++
		}
	}
	return n
}

// write hands the output to fn: stdout, or the file of --output.
func (s *session) write(fn func(io.Writer) error) error { return s.app.write(s.opts.output, fn) }

// note prints a line to stderr.
func (app *App) note(t i18n.Text) { fmt.Fprintln(app.IO.Err, app.tr(t)) }

// or returns the first value that is not empty.
func or(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

package cli

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/openai-migrate/migrate/pkg/config"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/term"
)

// openCatalog reads the files that the settings name, relative to the directory of the settings, and those of --catalog.
func (o *options) openCatalog(c config.Config, dir string) (*provider.Catalog, error) {
	var paths []string
	for _, p := range c.Catalog {
		if !filepath.IsAbs(p) {
			p = filepath.Join(dir, p)
		}
		paths = append(paths, p)
	}
	paths = append(paths, o.catalog...)
	if len(paths) == 0 {
		return nil, nil
	}
	catalog, err := provider.OpenCatalog(paths)
	if err != nil {
		return nil, &Error{Code: codeUsage, Text: i18n.T("平台目录有误", "cannot use the catalog"), Err: lines(err)}
	}
	return catalog, nil
}

// lines puts each of several joined errors on a line of its own, below the text that introduces them.
func lines(err error) error {
	if j, ok := err.(interface{ Unwrap() []error }); ok && len(j.Unwrap()) > 1 {
		return fmt.Errorf("\n%w", err)
	}
	return err
}

// unknownProvider says where the ids are listed.
func unknownProvider(err error) error {
	out := &Error{Code: codeUsage, Err: err}
	if unknown := (*provider.UnknownError)(nil); errors.As(err, &unknown) {
		out.Hint = i18n.T("migrate providers 列出全部平台", "migrate providers lists all of them")
	}
	return out
}

// noteReplaced says on stderr that a built-in entry is not the one in use.
func (s *session) noteReplaced(p *provider.Provider) {
	if p.Replaces == nil {
		return
	}
	n := len(p.Losses())
	s.app.note(i18n.T(
		fmt.Sprintf("注意：%s 取自 %s，取代了内置条目；内置条目中有 %d 项限制不再生效（migrate providers %s 列出）", p.ID, s.rel(p.Origin), n, p.ID),
		fmt.Sprintf("note: %s comes from %s in place of the built-in entry; %s of that no longer count (migrate providers %s lists them)", p.ID, s.rel(p.Origin), i18n.N(n, "warning", "warnings"), p.ID)))
}

// rel names a file as seen from the root, where it lies below it.
func (s *session) rel(path string) string {
	if rel, err := filepath.Rel(s.dir, path); err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel)
	}
	return path
}

// owner says that an entry is a team's own, and whether it replaces a built-in one.
func (app *App) owner(p *provider.Provider) string {
	switch {
	case p.Replaces != nil:
		return "  " + app.IO.Paint(term.Warn, app.tr(i18n.Tf("[%s，取代内置条目]", "[%s, replaces the built-in entry]", p.Origin)))
	case p.User:
		return "  " + app.IO.Paint(term.Faint, "["+p.Origin+"]")
	}
	return ""
}

// lossKinds are what of a built-in entry can be lost.
var lossKinds = map[string]i18n.Text{
	"endpoint": i18n.T("接口", "endpoint"), "parameter": i18n.T("参数", "parameter"), "model": i18n.T("模型", "model"),
	"note": i18n.T("须知", "note"), "status": i18n.T("现状", "status"),
}

// losses lists what the built-in entry warns of and the team's does not.
func (g *providerPage) losses() {
	list := g.p.Losses()
	if g.p.Replaces == nil {
		return
	}
	g.head("内置条目中不再生效的限制", "Warnings of the built-in entry that no longer count")
	if len(list) == 0 {
		g.remark(g.app.say("没有", "none"))
	}
	for _, l := range list {
		text := g.app.tr(lossKinds[l.Kind])
		if l.Was != "" {
			is := l.Is
			if is == "" {
				is = g.app.say("未说明", "not said")
			} else {
				is = g.support(provider.Support(is))
			}
			text += "  " + g.support(provider.Support(l.Was)) + " -> " + is
		}
		g.field(l.Name, text, provider.Verdict{})
	}
	fmt.Fprintln(g.w)
}

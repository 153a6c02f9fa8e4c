package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/term"
)

func newProviders(app *App) *cobra.Command {
	o := &options{}
	c := &cobra.Command{
		Use: "providers [ID]", GroupID: groupKnow, Args: cobra.MaximumNArgs(1),
		Short:             app.say("平台目录：地址、模型、参数差异及其来源", "the catalog: addresses, models, parameter verdicts and their sources"),
		Example:           "  migrate providers\n  migrate providers zhipu\n  migrate providers zhipu --format json",
		ValidArgsFunction: completeProviders,
		RunE:              func(_ *cobra.Command, args []string) error { return runProviders(app, o, args) },
	}
	c.Flags().StringVarP(&o.dir, "dir", "C", "", app.say("在 `DIR` 中运行", "run in `DIR`"))
	c.Flags().StringVar(&o.config, "config", "", app.say("配置 `FILE`（默认 .migrate.toml）", "settings `FILE` (default .migrate.toml)"))
	o.catalogFlag(app, c)
	o.screenFlags(app, c)
	o.formatFlags(app, c, []string{"text", "json"}, "text")
	return c
}

func runProviders(app *App, o *options, args []string) error {
	if o.format != "text" && o.format != "json" {
		return &Error{Code: codeUsage, Text: i18n.Tf("没有格式 %q", "unknown format %q", o.format), Hint: i18n.T("可用：text、json", "use text or json")}
	}
	s, err := o.settle(app, nil)
	if err != nil {
		return err
	}
	if len(args) == 0 {
		return app.write(o.output, func(w io.Writer) error { return app.listProviders(w, s.catalog.All(), o.format) })
	}
	p, err := s.catalog.Lookup(args[0])
	if err != nil {
		return unknownProvider(err)
	}
	return app.write(o.output, func(w io.Writer) error {
		if o.format == "json" {
			return encodeJSON(w, struct {
				Schema   string          `json:"schema"`
				Provider provider.Record `json:"provider"`
			}{provider.Schema, p.Detail()})
		}
		(&providerPage{app: app, w: w, p: p}).print()
		return nil
	})
}

func encodeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

func (app *App) listProviders(w io.Writer, all []*provider.Provider, format string) error {
	if format == "json" {
		list := make([]any, len(all))
		for i, p := range all {
			list[i] = p.Summary()
		}
		return encodeJSON(w, struct {
			Schema    string `json:"schema"`
			Providers []any  `json:"providers"`
		}{provider.Schema, list})
	}
	var ids, names, envs int
	for _, p := range all {
		ids, names, envs = max(ids, len(p.ID)), max(names, term.Width(app.tr(p.Name))), max(envs, len(p.KeyEnv))
	}
	for _, p := range all {
		fmt.Fprintf(w, "%s  %s  %s  %s\n", app.IO.Paint(term.Bold, term.Pad(p.ID, ids)), term.Pad(app.tr(p.Name), names),
			term.Pad(p.KeyEnv, envs), app.IO.Paint(term.Path, p.DefaultURL())+app.owner(p))
	}
	return nil
}

// providerPage prints one provider for people: every statement with its date, unconfirmed ones marked.
type providerPage struct {
	app *App
	w   io.Writer
	p   *provider.Provider
}

func (g *providerPage) print() {
	app := g.app
	fmt.Fprintf(g.w, "%s  %s%s\n", app.IO.Paint(term.Bold, g.p.ID), app.tr(g.p.Name), app.owner(g.p))
	g.losses()
	g.field(app.say("密钥变量", "key variable"), or(g.p.KeyEnv, "-"), provider.Verdict{})
	if page := g.p.KeysPage; page.URL != "" {
		g.field(app.say("申请密钥", "keys are made at"), page.URL, page.Verdict)
	}
	for _, u := range g.p.BaseURLs {
		mark := ""
		if u.Default {
			mark = app.say("（默认）", " (default)")
		}
		g.field(u.ID, u.URL+mark, u.Verdict)
		g.remark(app.tr(u.Says()))
	}
	g.status()
	g.models()
	g.embeddings()
	g.mapping()
	g.endpoints()
	g.params()
	g.extras()
	g.notes()
	g.sources()
}

func (g *providerPage) head(zh, en string) {
	fmt.Fprintf(g.w, "\n%s\n", g.app.IO.Paint(term.Header, g.app.say(zh, en)))
}

// field prints a labelled value with its evidence.
func (g *providerPage) field(label, value string, v provider.Verdict) {
	fmt.Fprintf(g.w, "  %s  %s%s\n", term.Pad(label, 24), value, g.evidence(v))
}

// evidence is the newest date of a verdict's sources, and the mark of what could not be confirmed.
func (g *providerPage) evidence(v provider.Verdict) string {
	date := ""
	for _, s := range v.Sources {
		date = max(date, s.Verified)
	}
	var parts []string
	if date != "" {
		parts = append(parts, date)
	}
	if v.Unconfirmed {
		parts = append(parts, g.app.say("未证实", "unconfirmed"))
	}
	if len(parts) == 0 {
		return ""
	}
	return g.app.IO.Paint(term.Faint, "  ["+strings.Join(parts, ", ")+"]")
}

func (g *providerPage) remark(note string) {
	if note == "" {
		return
	}
	for _, line := range term.Wrap(note, max(40, g.app.IO.Width-28)) {
		fmt.Fprintf(g.w, "  %s  %s\n", term.Pad("", 24), g.app.IO.Paint(term.Faint, line))
	}
}

func (g *providerPage) models() {
	if len(g.p.Models) == 0 {
		return
	}
	g.head("模型", "Models")
	for _, m := range g.p.Models {
		g.field(m.ID, strings.Join(g.traits(m), ", "), m.Verdict)
		g.remark(g.app.tr(m.Says()))
	}
}

func (g *providerPage) traits(m provider.Model) []string {
	var out []string
	switch {
	case m.AliasOf != "":
		out = append(out, g.app.tr(i18n.Tf("由 %s 应答", "answered by %s", m.AliasOf)))
	case m.Context > 0 || m.Kind == "chat":
		out = append(out, tokens(m.Context))
	default:
		out = append(out, g.app.tr(kinds[m.Kind]))
	}
	for _, t := range []struct {
		is     *bool
		zh, en string
	}{{m.Vision, "视觉", "vision"}, {m.Tools, "工具", "tools"}, {m.JSON, "JSON", "json"}} {
		if t.is != nil && *t.is {
			out = append(out, g.app.say(t.zh, t.en))
		}
	}
	if t, ok := thinking[m.Thinking]; ok {
		out = append(out, g.app.tr(t))
	}
	for _, price := range m.Prices {
		out = append(out, g.price(price))
	}
	if m.Preview {
		out = append(out, g.app.say("预览", "preview"))
	}
	switch {
	case m.Retired == "undated":
		out = append(out, g.app.say("已下线或即将下线", "retired or about to be"))
	case m.Retired != "":
		out = append(out, g.app.tr(i18n.Tf("%s 下线", "retired %s", m.Retired)))
	}
	return out
}

// tokens writes a size in tokens the way vendors do.
func tokens(n int) string {
	switch {
	case n == 0:
		return "?"
	case n >= 1_000_000:
		return fmt.Sprintf("%gM", float64(n/100_000)/10)
	}
	return fmt.Sprintf("%dK", n/1000)
}

func (g *providerPage) embeddings() {
	if len(g.p.Embed) == 0 {
		return
	}
	g.head("向量模型", "Embeddings")
	for _, e := range g.p.Embed {
		text := g.app.say("维度未说明", "dimensions not said")
		if e.Dimensions > 0 {
			text = g.app.tr(i18n.Tf("%d 维", "%d dimensions", e.Dimensions))
		}
		if len(e.Allowed) > 0 {
			text += fmt.Sprintf(" %v", e.Allowed)
		}
		if e.MaxBatch > 0 {
			text += g.app.tr(i18n.Tf("，每次最多 %d 条", ", at most %d texts a request", e.MaxBatch))
		}
		g.field(e.ID, text, e.Verdict)
		g.remark(g.app.tr(e.Says()))
	}
}

func (g *providerPage) mapping() {
	if len(g.p.Mapping) == 0 {
		return
	}
	g.head("模型对应", "Model mapping")
	for _, m := range g.p.Mapping {
		to := or(m.To, g.app.say("无对应模型", "no counterpart"))
		if m.Vision != "" {
			to += g.app.tr(i18n.Tf("；有图像时 %s", "; with images %s", m.Vision))
		}
		g.field(m.From, to, m.Verdict)
		g.remark(g.app.tr(m.Says()))
	}
}

func (g *providerPage) endpoints() {
	g.head("接口", "Endpoints")
	for _, name := range slices.Sorted(maps.Keys(g.p.Endpoints)) {
		e := g.p.Endpoints[name]
		g.field(name, strings.TrimSpace(g.support(e.Support)+"  "+e.Path), e.Verdict)
		g.remark(g.app.tr(e.Says()))
	}
}

func (g *providerPage) params() {
	g.head("请求参数", "Parameters")
	for _, name := range slices.Sorted(maps.Keys(g.p.Params)) {
		v := g.p.Params[name]
		text := g.support(v.Support)
		if to := or(v.Rename, v.Prefer); to != "" {
			text += " -> " + to
		}
		if limit := g.limit(v.RangeZH, v.Range, v.Values, v.Refused, v.Fixed); limit != "" {
			text += "  " + limit
		}
		g.field(name, text, v.Verdict)
		if v.Note != "" {
			g.remark(g.app.tr(v.Says()))
		}
		g.cases(v.Cases)
		if advice := g.app.tr(v.Advice()); advice != "" {
			g.remark("-> " + advice)
		}
	}
}

func (g *providerPage) notes() {
	if len(g.p.Notes) == 0 {
		return
	}
	g.head("须知", "Notes")
	for _, n := range g.p.Notes {
		g.field(n.ID, "", n.Verdict)
		g.remark(g.app.tr(n.Text))
	}
}

func (g *providerPage) sources() {
	if len(g.p.Sources) == 0 {
		return
	}
	g.head("来源", "Sources")
	for _, id := range slices.Sorted(maps.Keys(g.p.Sources)) {
		s := g.p.Sources[id]
		fmt.Fprintf(g.w, "  %s  %s  %s\n", term.Pad(id, 24), term.Pad(s.Verified, 10), s.URL)
	}
}

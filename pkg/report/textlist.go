package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/term"
)

var kindNames = map[finding.Kind]i18n.Text{
	finding.Import: i18n.T("导入", "import"), finding.Client: i18n.T("客户端", "client"), finding.Call: i18n.T("调用", "call"),
	finding.Model: i18n.T("模型", "model"), finding.Endpoint: i18n.T("地址", "endpoint"), finding.Env: i18n.T("变量", "env"),
	finding.Dependency: i18n.T("依赖", "dependency"), finding.Parameter: i18n.T("参数", "parameter"),
	finding.Tokenizer: i18n.T("分词器", "tokenizer"), finding.Secret: i18n.T("密钥", "secret"),
}

// group is a client with what belongs to it, or a file with what belongs to no client.
type group struct {
	head  *item // nil for a file, and for a client that was found only by its calls
	items []item
}

// byClient lists every finding.
func (t *text) byClient(items []item) {
	clients, rest := groupByClient(items)
	if len(clients) > 0 {
		t.heading(t.say("客户端", "Clients"))
	}
	for i, g := range clients {
		if i > 0 {
			t.line()
		}
		t.group(g)
	}
	if len(rest) == 0 {
		return
	}
	if len(clients) > 0 {
		t.heading(t.say("不属于任何客户端", "Without a client"))
	} else {
		t.line()
	}
	t.rows(rest, "")
}

// groupByClient gathers clients with their findings, in order of appearance. A client of which nothing is known but one
// call is no group.
func groupByClient(items []item) (clients []*group, rest []item) {
	by := map[string]*group{}
	for _, it := range items {
		if it.Client == "" && it.Kind != finding.Client {
			continue
		}
		key := cmp.Or(it.Client, "\x00"+it.unique)
		g := by[key]
		if g == nil {
			g = &group{}
			by[key] = g
			clients = append(clients, g)
		}
		if it.Kind == finding.Client && g.head == nil {
			g.head = &it
		} else {
			g.items = append(g.items, it)
		}
	}
	clients = slices.DeleteFunc(clients, func(g *group) bool { return g.head == nil && len(g.items) < 2 })
	grouped := map[string]bool{}
	for _, g := range clients {
		for _, it := range g.all() {
			grouped[it.unique] = true
		}
	}
	for _, it := range items {
		if !grouped[it.unique] {
			rest = append(rest, it)
		}
	}
	return clients, rest
}

func (g *group) all() []item {
	if g.head == nil {
		return g.items
	}
	return append([]item{*g.head}, g.items...)
}

// group writes a client as a heading with its place, then its rows.
func (t *text) group(g *group) {
	file := ""
	if h := g.head; h != nil {
		file = h.record.Path
		t.line(t.mark(h.Finding), t.paint(term.Path, where(h)), "  ", t.paint(term.Bold, clean(h.record.Symbol)), t.detail(h))
		t.note(h, "    ")
	}
	// The client's own file comes first: its rows stand right below the client and need no heading.
	slices.SortStableFunc(g.items, func(a, b item) int {
		return cmp.Compare(elsewhere(a.record.Path, file), elsewhere(b.record.Path, file))
	})
	t.rows(g.items, file)
}

func elsewhere(path, file string) int {
	if path == file {
		return 0
	}
	return 1
}

// where is a finding's place as editors and terminals make it a link.
func where(it *item) string {
	return fmt.Sprintf("%s:%d:%d", clean(it.record.Path), it.record.Line, it.record.Column)
}

// detail is what a heading says after the symbol.
func (t *text) detail(it *item) string {
	out := ""
	if it.SDK != "" {
		out += "  " + t.paint(term.Faint, it.SDK)
	}
	return out + t.doubt(it)
}

// doubt says how sure a finding is where it is not certain; with a target the mark says it.
func (t *text) doubt(it *item) string {
	if t.Result.Target != nil {
		return ""
	}
	switch it.Confidence {
	case finding.Likely:
		return "  " + t.paint(term.Warn, t.say("很可能", "likely"))
	case finding.Manual:
		return "  " + t.paint(term.Warn, t.say("需人工确认", "needs a look"))
	}
	return ""
}

// note writes the message of what a person has to do.
func (t *text) note(it *item, indent string) {
	if it.Confidence == finding.Manual && !it.Fixable() {
		t.wrap(indent, term.Faint, clean(it.record.Message))
	}
}

// row is one or more equal findings of one file.
type row struct {
	*item
	lines []int
}

// rows writes findings file by file; those in the file named are not put under a heading.
func (t *text) rows(items []item, file string) {
	for len(items) > 0 {
		path := items[0].record.Path
		n := 1
		for n < len(items) && items[n].record.Path == path {
			n++
		}
		if path != file {
			t.line("  ", t.paint(term.Path, clean(path)))
		}
		t.fileRows(merge(items[:n]))
		items = items[n:]
	}
}

// merge brings findings together that a reader could not tell apart but for their line.
func merge(items []item) []*row {
	var out []*row
	by := map[string]*row{}
	for _, it := range items {
		key := fmt.Sprint(it.Identity(), "|", fateOf(it.Finding), "|", it.Confidence, "|", it.record.Message)
		if r := by[key]; r != nil {
			r.lines = append(r.lines, it.record.Line)
			continue
		}
		by[key] = &row{item: &it}
		out = append(out, by[key])
	}
	return out
}

func (t *text) fileRows(rows []*row) {
	at, kind, symbol := 0, 0, 0
	for _, r := range rows {
		at = max(at, len(position(r)))
		kind = max(kind, term.Width(t.kind(r)))
		symbol = max(symbol, min(term.Width(clean(r.record.Symbol)), maxSymbol))
	}
	indent, said := strings.Repeat(" ", 6+at+term.Width(t.mark(rows[0].Finding))), ""
	for _, r := range rows {
		line := "    " + t.mark(r.Finding) + t.paint(term.Faint, term.Pad(position(r), at)) + "  " + t.paint(kindStyle(r), term.Pad(t.kind(r), kind)) + "  " + t.subject(r, symbol) + t.doubt(r.item)
		t.line(fit(line, t.more(r.lines), t.width))
		if r.record.Message != said {
			t.note(r.item, indent)
		}
		said = r.record.Message
	}
}

func position(r *row) string { return fmt.Sprintf("%d:%d", r.record.Line, r.record.Column) }

func (t *text) kind(r *row) string { return kindNames[r.Kind].In(t.Lang) }

// kindStyle makes a key in the code stand out among what is merely to be moved.
func kindStyle(r *row) term.Style {
	if r.Kind == finding.Secret {
		return term.Bad
	}
	return term.Plain
}

// maxSymbol is the width up to which symbols are padded so that what follows lines up.
const maxSymbol = 30

// subject is what was found: the symbol, and the model where it is not the symbol itself.
func (t *text) subject(r *row, width int) string {
	out := clean(r.record.Symbol)
	if m := r.record.Model; m != nil && *m != r.record.Symbol {
		out = term.Pad(out, width) + "  " + t.paint(term.Header, clean(*m))
	}
	if r.Kind == finding.Model {
		out += t.remark(r.retired)
	}
	return out
}

// more lists the further lines of a row.
func (t *text) more(lines []int) string {
	if len(lines) == 0 {
		return ""
	}
	out := make([]string, len(lines))
	for i, n := range lines {
		out[i] = fmt.Sprint(n)
	}
	return t.paint(term.Faint, "  "+t.sayf("另见第 %s 行", "also on %s", strings.Join(out, t.say("、", ", "))))
}

// fit joins a row and what is nice to have; only the latter is cut to the width, and left out where nothing fits.
func fit(line, extra string, width int) string {
	left := width - term.Width(line)
	if left < 8 {
		return line
	}
	return line + term.Truncate(extra, left)
}

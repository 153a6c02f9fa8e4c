package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/openai-migrate/migrate/pkg/compare"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/term"
)

// How many troubles of one provider, of all alike, and how many models with their prices the text names.
const (
	compareTroubles = 8
	compareCommon   = 12
	compareModels   = 6
)

// compareText is a comparison under construction.
type compareText struct {
	*text
	c *Compared
}

// writeCompareText writes for people: the table, by rank; how the score is made up; what stands in the way, first of all
// providers alike, then of each; what it costs.
func writeCompareText(w io.Writer, c *Compared) error {
	t := &compareText{text: newText(&c.Report), c: c}
	t.wrap("", term.Bold, c.what())
	for _, s := range c.caveats() {
		t.wrap("", term.Warn, s)
	}
	if len(c.Comparison.Rows) > 0 {
		t.line()
		t.ranking()
		t.common()
		t.differences()
		t.costs()
	}
	if len(c.LeftOut) > 0 {
		t.line()
		t.wrap("", term.Faint, c.sayf("未列入：%s（用 --to 指定即可加入；自建引擎的模型需用 --model 指定）",
			"left out: %s (--to adds them; the models of an engine of your own are named with --model)", strings.Join(c.LeftOut, ", ")))
	}
	_, err := io.WriteString(w, t.out.String())
	return err
}

// header names the columns of the table.
func (c *Compared) header() []string {
	return []string{"", c.say("平台", "provider"), c.say("无需改", "clean"), c.say("自动改", "edited"), c.say("受阻", "blocked"),
		c.say("另需人工", "by hand"), c.say("模型", "models"), c.say("费用比", "cost"), c.say("得分", "score")}
}

// cells are one provider's row of the table.
func (c *Compared) cells(r *compare.Row) []string {
	points, of := r.Score.Total()
	score := fmt.Sprintf("%.1f", points)
	if of == 0 {
		score = "-"
	}
	models := "-"
	if n := len(r.Models); n > 0 {
		models = fmt.Sprintf("%d/%d", r.Mapped(), n)
	}
	name := r.Target.ID
	if r.Target.Status != nil {
		name += " †"
	}
	return []string{strconv.Itoa(r.Rank), name, cell(r.Count[compare.Clean]), cell(r.Count[compare.Edited]), cell(r.Count[compare.Blocked]),
		cell(len(r.Hand)), models, c.ratio(r.Bill), score}
}

func (t *compareText) ranking() {
	rows := [][]string{t.c.header()[1:]}
	for _, r := range t.c.Comparison.Rows {
		row := t.c.cells(r)
		row[1] = term.Pad(row[0]+".", 4) + row[1]
		rows = append(rows, row[1:])
	}
	rows[0][0] = "    " + rows[0][0]
	t.table(rows)
	t.line()
	for _, note := range t.c.footnotes() {
		t.wrap("", term.Faint, note)
	}
	t.wrap("", term.Faint, t.c.legend())
	parts := t.c.arithmetic()
	if len(parts) == 0 {
		t.wrap("", term.Warn, t.c.say("没有可比的内容：各平台不分先后。", "There is nothing to tell the providers apart by: the order says nothing."))
		return
	}
	t.heading(t.c.sayf("得分（满分 %g）", "Score (out of %g)", t.c.outOf()))
	for _, p := range parts {
		t.wrap("  ", term.Plain, p)
	}
	t.line()
	width := 0
	for _, r := range t.c.Comparison.Rows {
		width = max(width, len(r.Target.ID))
	}
	for _, r := range t.c.Comparison.Rows {
		t.line("  ", t.paint(term.Bold, term.Pad(r.Target.ID, width)), "  ", t.c.sum(r))
	}
}

// legend says what the columns count.
func (c *Compared) legend() string {
	return c.say(
		"无需改：只换客户端的地址、密钥和模型名；自动改：migrate 还会修改请求内容；受阻：在该平台需要人先处理；另需人工：不在调用处、该平台特有的事项",
		"clean: only the client's address and key and the model's name change; edited: migrate changes what the call sends, too; blocked: a person must do something first at this provider; by hand: what a person must see to outside of calls, at this provider in particular")
}

func (c *Compared) outOf() float64 {
	_, of := c.Comparison.Rows[0].Score.Total()
	return of
}

// footnotes explain the marks in the table, as far as there are any.
func (c *Compared) footnotes() []string {
	var out []string
	if c.uncertain() {
		out = append(out, c.say("† 服务前景不明（见下），无论得分都排在其他平台之后", "† the future of the service is uncertain (see below): it stands behind the others, whatever its score"))
	}
	if c.partial() {
		out = append(out, c.say("* 只计有价格的模型，见下", "* counts only the models with a price, see below"))
	}
	return out
}

func (c *Compared) uncertain() bool {
	return slices.ContainsFunc(c.Comparison.Rows, func(r *compare.Row) bool { return r.Target.Status != nil })
}

// partial reports whether some ratio leaves models out.
func (c *Compared) partial() bool {
	return slices.ContainsFunc(c.Comparison.Rows, func(r *compare.Row) bool {
		return r.Bill.Known() && r.Bill.Coverage() < 1
	})
}

// dearest returns the lines of the bills that cost most at OpenAI, by their places, and how many there are beside.
func (c *Compared) dearest() (places []int, more int) {
	lines := c.Comparison.Rows[0].Bill.Lines
	for i := range lines {
		places = append(places, i)
	}
	slices.SortStableFunc(places, func(a, b int) int { return cmp.Compare(lines[b].OldCost.Value, lines[a].OldCost.Value) })
	n := min(len(places), compareModels)
	return places[:n], len(places) - n
}

func (t *compareText) common() {
	list := t.c.Comparison.Common
	if len(list) == 0 {
		return
	}
	t.heading(t.c.say(fmt.Sprintf("在每个平台都需要人工处理（%d；以 %s 为例）", len(list), t.c.example()),
		fmt.Sprintf("For a person, whatever the provider (%d; worded for %s)", len(list), t.c.example())))
	for _, x := range list[:min(len(list), compareCommon)] {
		t.trouble(x.Finding)
	}
	t.rest(len(list) - compareCommon)
}

// example is the provider in whose words the common troubles are told.
func (c *Compared) example() string { return c.Result.Target.ID }

func (t *compareText) differences() {
	for _, r := range t.c.Comparison.Rows {
		list, warnings := r.Blocked(), t.c.warnings(r)
		if len(list)+len(warnings) == 0 {
			continue
		}
		t.heading(r.Target.ID + "  " + t.c.name(r))
		for _, w := range warnings {
			t.wrap("    ", term.Warn, w)
		}
		for _, x := range list[:min(len(list), compareTroubles)] {
			t.trouble(x.Finding)
		}
		t.rest(len(list) - compareTroubles)
	}
}

func (t *compareText) rest(n int) {
	if n > 0 {
		t.line("    ", t.paint(term.Faint, t.sayf("……另有 %d 处，--format json 可列出全部", "… and %d more; --format json names them all", n)))
	}
}

// trouble writes one thing that stands in the way: where, why, and who says so.
func (t *compareText) trouble(f *finding.Finding) {
	rec := t.record(f)
	t.line("  ", t.paint(term.Bad, "! "), t.paint(term.Path, fmt.Sprintf("%s:%d:%d", clean(rec.Path), rec.Line, rec.Column)), "  ", clean(rec.Symbol))
	t.wrap("      ", term.Plain, clean(rec.Message))
	for _, s := range f.Sources {
		t.line("      ", t.paint(term.Faint, t.c.source(s)))
	}
}

// source writes where a statement comes from.
func (c *Compared) source(s finding.Source) string {
	out := s.URL + " [" + s.Verified
	if s.Unconfirmed {
		out += ", " + c.say("未证实", "unconfirmed")
	}
	return out + "]"
}

// costs lists, for each provider, the prices behind its ratio.
func (t *compareText) costs() {
	if len(t.c.Comparison.Usage) == 0 {
		return
	}
	t.heading(t.c.say("费用（每百万 token，输入/输出，按公布的币种；方括号内为价格的日期）", "Cost (per million tokens, in/out, as published; the date of each price in brackets)"))
	for _, s := range t.c.usage() {
		t.wrap("  ", term.Faint, s)
	}
	places, more := t.c.dearest()
	for _, i := range places {
		from, _ := t.c.billLine(t.c.Comparison.Rows[0].Bill.Lines[i])
		t.line()
		t.line("  ", t.paint(term.Bold, from))
		for _, r := range t.c.Comparison.Rows {
			_, to := t.c.billLine(r.Bill.Lines[i])
			t.line("    ", term.Pad(r.Target.ID, 12), "  ", to)
		}
	}
	t.line()
	t.rest(more)
	t.line("  ", t.paint(term.Bold, t.c.say("合计", "Total")))
	for _, r := range t.c.Comparison.Rows {
		if sum := t.c.bill(r.Bill); sum != "" {
			t.line("    ", term.Pad(r.Target.ID, 12), "  ", term.Pad(t.c.ratio(r.Bill), 8), sum)
		}
	}
}

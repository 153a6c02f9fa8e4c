package review

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/term"
)

// maxAlong is how many of the changes that travel along are named.
const maxAlong = 6

// row is one line of the pane: pieces of text, or code.
type row struct {
	pieces []piece
	code   *code
}

// pane is the right part: one change with its reasons and its diff. Its rows are made when what it shows changes and
// painted when they are seen.
type pane struct {
	*look
	made    paneKey
	rows    []row
	top     int
	focused bool
}

// paneKey is everything that the rows depend on.
type paneKey struct {
	diff    diffKey
	loaded  bool
	version int // of the decisions: those of the changes that travel along are shown
	width   int
	lang    i18n.Lang
}

// Render returns the visible rows. Where there are more below, the last line says so: a diff must not look complete when
// it is not.
func (p *pane) Render(width, height int) []string {
	out := blank(width, height)
	for i := range out {
		if at := p.top + i; at < len(p.rows) {
			out[i] = p.rows[at].Render(p.look, width)
		}
	}
	if below := len(p.rows) - p.top - height; below > 0 && height > 3 {
		more := p.say(i18n.Tf(".. 下面还有 %d 行（空格键下翻）", ".. %d more lines below (space)", below+1))
		out[height-1] = p.paint(hunk, fit(more, width))
	}
	return out
}

// Render returns the row in width cells.
func (r row) Render(l *look, width int) string {
	if r.code != nil {
		return r.code.Render(l, width)
	}
	var b strings.Builder
	used := 0
	for _, p := range r.pieces {
		b.WriteString(l.paint(p.role, p.text))
		used += term.Width(p.text)
	}
	if used > width {
		return fit(b.String(), width)
	}
	return b.String() + strings.Repeat(" ", width-used)
}

// scroll moves by so many rows; no further than that the last row stands at the bottom.
func (p *pane) scroll(by, height int) { p.top = min(max(0, p.top+by), max(0, len(p.rows)-height)) }

// subject is what a pane shows.
type subject struct {
	change   *plan.Change
	along    []*plan.Change // what travels along when it is accepted
	diff     []fileDiff
	loaded   bool
	together bool
}

// build makes the rows for s, each at most width cells.
func (p *pane) build(s subject, width int) {
	b := &builder{look: p.look, width: max(1, width)}
	b.head(s.change)
	b.sources(s.change.Sources)
	b.along(s.along)
	if !s.loaded {
		b.text(faint, p.say(i18n.T("正在生成差异 ..", "working out the diff ..")))
	}
	for _, d := range s.diff {
		b.file(d, s.together)
	}
	if s.loaded && len(s.diff) == 0 {
		b.text(warn, p.say(i18n.T("这一处没有可写入的改动，需要人工处理", "there is nothing to write here: a person has to do it")))
	}
	for n := len(b.rows); n > 0 && b.rows[n-1].code == nil && len(b.rows[n-1].pieces) == 0; n-- {
		b.rows = b.rows[:n-1]
	}
	p.rows = b.rows
}

// builder collects rows.
type builder struct {
	*look
	width int
	rows  []row
}

func (b *builder) add(pieces ...piece) { b.rows = append(b.rows, row{pieces: pieces}) }
func (b *builder) space()              { b.add() }

// text adds wrapped text in one role.
func (b *builder) text(r role, s string) { b.indented(r, "", s) }

// indented adds wrapped text whose first line begins with lead and whose others are indented as much.
func (b *builder) indented(r role, lead, s string) {
	w := term.Width(lead)
	for i, line := range term.Wrap(s, max(1, b.width-w)) {
		if i > 0 {
			lead = strings.Repeat(" ", w)
		}
		b.add(piece{faint, lead}, piece{r, line})
	}
}

func (b *builder) head(c *plan.Change) {
	b.text(strong, clean(c.Title))
	b.add(piece{confidenceRole[c.Confidence], b.say(confidenceText[c.Confidence])}, piece{faint, "  " + clean(c.Rule+"  "+c.ID) + "  "},
		piece{decisionRole[c.Decision], b.say(decisionText[c.Decision])})
	b.space()
	if c.Why != "" {
		b.text(plain, clean(c.Why))
		b.space()
	}
}

func (b *builder) sources(list []finding.Source) {
	for _, s := range list {
		r, lead, url := faint, b.say(i18n.T("依据  ", "source  ")), clean(s.URL)
		var notes []string
		if s.Verified != "" {
			notes = append(notes, b.say(i18n.Tf("核对于 %s", "read on %s", clean(s.Verified))))
		}
		if s.Unconfirmed {
			notes = append(notes, b.say(i18n.T("未证实", "unconfirmed")))
			r = warn
		}
		note := strings.Join(notes, "  ")
		if one := strings.TrimSpace(url + "  " + note); note == "" || term.Width(lead+one) <= b.width {
			b.indented(r, lead, one)
			continue
		}
		b.indented(r, lead, url)
		b.indented(r, strings.Repeat(" ", term.Width(lead)), note)
	}
}

// along names what accepting the change would accept with it; what is accepted already is only counted.
func (b *builder) along(list []*plan.Change) {
	open := slices.DeleteFunc(slices.Clone(list), plan.IsAccepted)
	switch {
	case len(open) > 0:
		b.gap()
		b.text(plain, b.say(format("接受时一并接受另外 %s：", "accepting it also accepts %s:", moreChanges(len(open)))))
	case len(list) > 0:
		b.gap()
		b.text(faint, b.say(format("它所依赖的 %s均已接受", "all it requires is accepted: %s", moreChanges(len(list)))))
	}
	for i, c := range open {
		if i == maxAlong {
			b.text(faint, "    "+b.say(i18n.Tf(".. 以及另外 %d 处", ".. and %d more", len(open)-i)))
			break
		}
		lead := decisionSign[c.Decision] + confidenceSign[c.Confidence] + " "
		b.add(piece{decisionRole[c.Decision], lead}, piece{plain, strings.TrimRight(fit(clean(c.Title)+"  "+base(c.Path), b.width-len(lead)), " ")})
	}
	b.gap()
}

// gap adds an empty row unless the last one is.
func (b *builder) gap() {
	if n := len(b.rows); n > 0 && len(b.rows[n-1].pieces) > 0 {
		b.space()
	}
}

// moreChanges counts companions: "1 other change", "3 other changes".
func moreChanges(n int) i18n.Text { return counted(n, "%d 处改动", "other change") }

// file adds one file's diff under its path and the syntactic places of the edits.
func (b *builder) file(d fileDiff, together bool) {
	b.text(place, clean(d.path))
	for _, n := range d.nodes {
		b.indented(faint, "@ ", clean(n))
	}
	if together {
		b.text(faint, b.say(i18n.T("连同已接受的改动", "together with what is accepted")))
	}
	if d.problem != (i18n.Text{}) {
		b.text(bad, b.say(d.problem))
	} else if len(d.lines) == 0 {
		b.text(faint, b.say(i18n.T("文件内容不变", "the file does not change")))
	}
	g := newGutter(d.lines, b.width)
	for i := range d.lines {
		b.code(d.lines[i], g)
	}
	b.space()
}

func (b *builder) code(d diffLine, g gutter) {
	d = clip(d)
	at := term.Breaks(d.text, max(8, b.width-g.width()))
	for i, from := range at {
		to := len(d.text)
		if i+1 < len(at) {
			to = at[i+1]
		}
		b.rows = append(b.rows, row{code: &code{line: &d, gutter: g, from: from, to: to}})
	}
}

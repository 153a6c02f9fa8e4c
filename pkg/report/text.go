package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/term"
)

// Widths between which text is set, whatever the terminal says: below the first nothing can be aligned, above the second
// the eye loses the line.
const (
	minWidth = 40
	maxWidth = 110
)

// many findings are shown by file and not one by one; many files are cut off with a count of the rest.
const (
	overview = 400
	maxFiles = 60
)

// writeText writes for people: what there is, client by client, then what belongs to no client file by file, then what
// could not be read, and at last what to do next.
func writeText(w io.Writer, r *Report) error {
	t := newText(r)
	if r.Verdict != nil {
		t.check()
	} else {
		t.scan()
	}
	_, err := io.WriteString(w, t.out.String())
	return err
}

// text is a text report under construction.
type text struct {
	*Report
	io    *term.IO
	width int
	out   strings.Builder
}

func newText(r *Report) *text {
	t := &text{Report: r, io: r.IO}
	if t.io == nil {
		t.io = &term.IO{Width: 80}
	}
	t.width = min(max(t.io.Width, minWidth), maxWidth)
	return t
}

func (t *text) line(parts ...string) {
	t.out.WriteString(strings.TrimRight(strings.Join(parts, ""), " "))
	t.out.WriteByte('\n')
}

func (t *text) paint(st term.Style, s string) string { return t.io.Paint(st, s) }

// wrap writes a paragraph with every line indented.
func (t *text) wrap(indent string, st term.Style, s string) {
	for _, l := range term.Wrap(s, t.width-term.Width(indent)) {
		t.line(indent, t.paint(st, strings.TrimRight(l, " ")))
	}
}

func (t *text) heading(s string) {
	t.line()
	t.line(t.paint(term.Header, s))
}

func (t *text) scan() {
	if len(t.Result.Findings) == 0 {
		t.line(t.paint(term.Good, t.headline()))
		t.skippedFiles()
		return
	}
	t.wrap("", term.Bold, t.headline())
	t.line()
	t.table(t.sdkRows())
	items := t.items()
	if len(items) > overview {
		t.byFile(items)
	} else {
		t.byClient(items)
	}
	t.retired(items)
	t.skippedFiles()
	t.next(items)
}

// table writes rows under a header: names to the left, numbers to the right.
func (t *text) table(rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, c := range row {
			widths[i] = max(widths[i], term.Width(c))
		}
	}
	for n, row := range rows {
		st := term.Plain
		if n == 0 {
			st = term.Faint
		}
		line := "  " + t.paint(st, term.Pad(row[0], widths[0]))
		for i, c := range row[1:] {
			gap := strings.Repeat(" ", 3+widths[i+1]-term.Width(c))
			if c == "-" {
				c = t.paint(term.Faint, c)
			}
			line += gap + t.paint(st, c)
		}
		t.line(line)
	}
}

// fate is how a finding would fare at the target.
type fate int

const (
	automatic fate = iota // the tool changes it
	review                // the tool proposes, a person looks
	byHand
	nothing
	fates
)

func fateOf(f *finding.Finding) fate {
	switch {
	case f.Fixable() && f.Fixes[0].Confidence == finding.Certain:
		return automatic
	case f.Fixable():
		return review
	case f.Confidence == finding.Manual:
		return byHand
	}
	return nothing
}

var fateMarks = [fates]struct {
	mark  string
	style term.Style
}{{"✓", term.Good}, {"~", term.Warn}, {"!", term.Bad}, {"·", term.Faint}}

// mark is the first column of a row when there is a target; without one there is no such column.
func (t *text) mark(f *finding.Finding) string {
	if t.Result.Target == nil {
		return ""
	}
	m := fateMarks[fateOf(f)]
	return t.paint(m.style, m.mark) + " "
}

// next says how it all would fare, and which command comes next.
func (t *text) next(items []item) {
	t.line()
	if t.Result.Target == nil {
		t.line(t.say("下一步：", "next: "), t.paint(term.Bold, "migrate plan --to zhipu"), t.say("；全部平台见 ", "; all providers: "),
			t.paint(term.Bold, "migrate providers"))
		return
	}
	var n [fates]int
	for _, it := range items {
		n[fateOf(it.Finding)]++
	}
	t.line(t.paint(term.Bold, t.sayf("迁移到 %s：", "moving to %s:", t.Result.Target.Brief().In(t.Lang))))
	for _, l := range []struct {
		fate fate
		text string
	}{
		{automatic, t.say("可自动修改", "changed automatically")},
		{review, t.say("可修改，需审阅", "changed after a look (migrate review)")},
		{byHand, t.say("需人工处理，说明见上", "left to a person; what to do is said above")},
		{nothing, t.say("无需改动", "need no change")},
	} {
		if n[l.fate] > 0 {
			m := fateMarks[l.fate]
			t.line("  ", t.paint(m.style, m.mark), fmt.Sprintf(" %5d  ", n[l.fate]), l.text)
		}
	}
	t.line()
	t.line(t.say("下一步：", "next: "), t.paint(term.Bold, "migrate plan --to "+t.Result.Target.ID))
}

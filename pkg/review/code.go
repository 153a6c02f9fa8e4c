package review

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// maxCode is how much of a line is shown, in bytes: minified text and data in notebooks have lines of megabytes.
const maxCode = 2000

// clip shortens a very long line to the neighbourhood of what differs in it.
func clip(d diffLine) diffLine {
	if len(d.text) <= maxCode {
		return d
	}
	from := 0
	if len(d.parts) > 0 {
		from = max(0, d.parts[0].start-maxCode/4)
	}
	to := min(len(d.text), from+maxCode)
	for from > 0 && d.text[from]&0xc0 == 0x80 {
		from--
	}
	for to < len(d.text) && d.text[to]&0xc0 == 0x80 {
		to++
	}
	prefix, suffix := "", ""
	if from > 0 {
		prefix = "... "
	}
	if to < len(d.text) {
		suffix = " ..."
	}
	d.text = prefix + d.text[from:to] + suffix
	d.syntax, d.parts = move(d.syntax, from, to, len(prefix)), move(d.parts, from, to, len(prefix))
	return d
}

// move keeps of the spans what lies in [from, to) and shifts it by so much that from comes to lie at at.
func move(spans []span, from, to, at int) []span {
	var out []span
	for _, s := range spans {
		start, end := max(s.start, from), min(s.end, to)
		if start < end {
			out = append(out, span{start - from + at, end - from + at, s.role})
		}
	}
	return out
}

// gutter is how line numbers are written: one column on narrow panes, else two.
type gutter struct {
	digits int
	both   bool
}

// newGutter fits the gutter to the lines and the width in cells.
func newGutter(lines []diffLine, width int) gutter {
	last := 0
	for _, d := range lines {
		last = max(last, d.old, d.new)
	}
	return gutter{digits: max(3, len(fmt.Sprint(last))), both: width >= 72}
}

// width is that of the gutter and the sign after it, in cells.
func (g gutter) width() int {
	if g.both {
		return 2*g.digits + 5
	}
	return g.digits + 4
}

// text is the gutter of a line; a continued line has an empty one.
func (g gutter) text(d *diffLine, first bool) string {
	number := func(n int) string {
		if n == 0 || !first {
			return strings.Repeat(" ", g.digits)
		}
		return fmt.Sprintf("%*d", g.digits, n)
	}
	if g.both {
		return " " + number(d.old) + " " + number(d.new) + " "
	}
	n := d.new
	if d.op == '-' {
		n = d.old
	}
	return " " + number(n) + " "
}

// code is one line of the screen that shows (part of) a line of a diff.
type code struct {
	line     *diffLine
	gutter   gutter
	from, to int
}

// Render returns the line in width cells.
func (c code) Render(l *look, width int) string {
	d := c.line
	if d.op == '@' {
		return l.paint(hunk, fit(strings.Repeat(" ", c.gutter.width()-2)+"...", width))
	}
	back, sign := plain, d.op
	switch {
	case d.other:
	case d.op == '+':
		back = inserted
	case d.op == '-':
		back = deleted
	}
	if c.from > 0 {
		sign = ' '
	}
	head := l.paint(faint, c.gutter.text(d, c.from == 0))
	body := l.over(back, signRole(d), string(sign)+" ") + c.body(l, back)
	rest := width - ansi.StringWidth(head) - ansi.StringWidth(body)
	if rest < 0 {
		return fit(head+body, width)
	}
	return head + body + l.over(back, plain, strings.Repeat(" ", rest))
}

func signRole(d *diffLine) role {
	switch {
	case d.other || d.op == ' ':
		return faint
	case d.op == '+':
		return good
	}
	return bad
}

// body paints the text by cutting it wherever a colour or a marked part begins or ends.
func (c code) body(l *look, back role) string {
	var b strings.Builder
	syntax, parts := c.line.syntax, c.line.parts
	for at := c.from; at < c.to; {
		end := c.to
		fore, f := roleAt(&syntax, at, &end)
		part, p := roleAt(&parts, at, &end)
		r := back
		if p && !c.line.other {
			r = part
		}
		switch {
		case c.line.other:
			fore = faint
		case !f:
			fore = plain
		}
		b.WriteString(l.over(r, fore, c.line.text[at:end]))
		at = end
	}
	return b.String()
}

// roleAt returns the role of the span that covers byte at, if one does, and draws end back to where that changes. Spans
// that are behind are dropped.
func roleAt(spans *[]span, at int, end *int) (role, bool) {
	for len(*spans) > 0 && (*spans)[0].end <= at {
		*spans = (*spans)[1:]
	}
	if len(*spans) == 0 {
		return plain, false
	}
	s := (*spans)[0]
	if s.start > at {
		*end = min(*end, s.start)
		return plain, false
	}
	*end = min(*end, s.end)
	return s.role, true
}

// over returns s in the foreground of one role on the background of another.
func (l *look) over(back, fore role, s string) string {
	if s == "" || back == plain && fore == plain {
		return s
	}
	return l.styles[fore].Inherit(l.styles[back]).Inline(true).Render(s)
}

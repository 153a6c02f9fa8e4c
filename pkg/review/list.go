package review

import (
	"fmt"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/term"
)

// list is the left part: groups and their changes, one line each.
type list struct {
	*look
	plan    *plan.Plan
	groups  []group
	rows    []listRow
	cursor  int // row of the selected change
	top     int // first row shown
	focused bool
	paths   bool   // rows name their file, because the headings do not
	filter  string // what is being looked for, to say so where nothing is found
}

// Render returns the visible rows.
func (l *list) Render(width, height int) []string {
	if len(l.rows) == 0 {
		return l.renderNone(width, height)
	}
	out := blank(width, height)
	for i := range out {
		at := l.top + i
		if at >= len(l.rows) {
			break
		}
		if r := l.rows[at]; r.place < 0 {
			out[i] = l.heading(r.group, width)
		} else {
			out[i] = l.change(l.plan.Changes[r.place], at == l.cursor, width)
		}
	}
	return out
}

func (l *list) renderNone(width, height int) []string {
	out := blank(width, height)
	text := l.say(i18n.Tf("没有与“%s”匹配的改动，按 esc 清除筛选", "nothing matches %q; esc clears the filter", clean(l.filter)))
	for i, s := range term.Wrap(text, max(1, width-1)) {
		if i < len(out) {
			out[i] = l.paint(faint, fit(" "+s, width))
		}
	}
	return out
}

// heading shows a group's name and how much of it is accepted.
func (l *list) heading(n, width int) string {
	g := &l.groups[n]
	count := fmt.Sprintf(" %d/%d", g.accepted, len(g.places))
	room := max(0, width-term.Width(count)-1)
	r := faint
	if g.accepted == len(g.places) {
		r = good
	}
	return l.paint(place, fitPath(l.say(g.name), room)) + l.paint(r, fit(count, width-room))
}

func (l *list) change(c *plan.Change, selected bool, width int) string {
	title := clean(c.Title)
	if l.paths {
		title = base(c.Path) + ": " + title
	}
	if selected {
		line := fit("> "+decisionSign[c.Decision]+confidenceSign[c.Confidence]+" "+title, width)
		if l.focused {
			return l.paint(marked, line)
		}
		return l.paint(markedIdle, line)
	}
	r := decisionRole[c.Decision]
	used := 2 + len(decisionSign[c.Decision]) + 2
	if width <= used {
		return fit("", width)
	}
	if c.Decision == plan.Accepted {
		r = plain
	}
	return "  " + l.paint(decisionRole[c.Decision], decisionSign[c.Decision]) + l.sign(c.Confidence) + " " +
		l.paint(r, fit(title, width-used))
}

func (l *list) sign(c finding.Confidence) string {
	return l.paint(confidenceRole[c], confidenceSign[c])
}

// reveal moves top so that the cursor, and where possible its heading, is among height rows.
func (l *list) reveal(height int) {
	first := l.cursor
	for first > 0 && l.rows[first-1].place < 0 {
		first--
	}
	if l.cursor-first >= height {
		first = l.cursor
	}
	l.top = min(l.top, first)
	l.top = max(l.top, l.cursor-height+1, 0)
	l.top = min(l.top, max(0, len(l.rows)-height))
}

// step returns the row of the change that is by changes away from the cursor, as far as there are any.
func (l *list) step(by int) int {
	at, dir := l.cursor, 1
	if by < 0 {
		by, dir = -by, -1
	}
	for i := at + dir; i >= 0 && i < len(l.rows) && by > 0; i += dir {
		if l.rows[i].place >= 0 {
			at = i
			by--
		}
	}
	return at
}

// find returns the nearest row after (dir 1) or before (dir -1) the cursor whose change is undecided; ok is false where
// there is none.
func (l *list) find(dir int) (row int, ok bool) {
	for i := l.cursor + dir; i >= 0 && i < len(l.rows); i += dir {
		if p := l.rows[i].place; p >= 0 && l.plan.Changes[p].Decision == plan.Pending {
			return i, true
		}
	}
	return l.cursor, false
}

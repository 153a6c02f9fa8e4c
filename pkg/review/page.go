package review

import (
	"cmp"
	"strings"

	"charm.land/bubbles/v2/help"
	"charm.land/lipgloss/v2"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/term"
)

// page is what takes the place of list and pane for a moment: the help, or a question. It scrolls.
type page struct {
	*look
	rows []row
	top  int
}

// Render returns the visible rows, with a margin where there is room for one.
func (p *page) Render(width, height int) []string {
	inner := &pane{look: p.look, rows: p.rows, top: p.top}
	margin := pageMargin(width)
	out := inner.Render(max(0, width-2*margin), height)
	for i := range out {
		out[i] = fit(strings.Repeat(" ", margin)+out[i], width)
	}
	return out
}

func pageMargin(width int) int {
	if width < 40 {
		return 0
	}
	return 2
}

// reveal scrolls as little as brings a row into view.
func (p *page) reveal(row, height int) { p.top = max(min(p.top, row), row-height+1, 0) }

func (p *page) scroll(by, height int) { p.top = min(max(0, p.top+by), max(0, len(p.rows)-height)) }

// helpPage lists every key, in columns where they fit side by side, and what the signs mean.
func helpPage(l *look, k keyMap, width int) []row {
	h := help.New()
	h.FullSeparator = "   "
	s := l.styles
	h.Styles = help.Styles{FullKey: s[place], FullDesc: s[plain], FullSeparator: s[faint], Ellipsis: s[faint]}
	groups := k.FullHelp()
	b := &builder{look: l, width: width}
	b.space()
	for len(groups) > 0 {
		n, columns := len(groups), ""
		for ; n > 0; n-- {
			if columns = h.FullHelpView(groups[:n]); n == 1 || lipgloss.Width(columns) <= width {
				break
			}
		}
		b.lines(columns)
		groups = groups[n:]
	}
	b.legend()
	return b.rows
}

func (b *builder) lines(s string) {
	for _, line := range strings.Split(s, "\n") {
		b.add(piece{plain, line})
	}
	b.space()
}

func (b *builder) legend() {
	for _, t := range []i18n.Text{
		i18n.T("[x] 已接受   [-] 已跳过   [ ] 待定", "[x] accepted   [-] skipped   [ ] undecided"),
		i18n.T("?   很可能正确，请看过再决定   !   需人工处理", "?   likely right, look before you decide   !   for a person to do"),
	} {
		b.text(plain, b.say(t))
	}
	b.space()
	b.text(faint, b.say(i18n.T("接受一处改动时，它所依赖的改动会一并接受；跳过一处时，依赖它的改动会一并跳过。",
		"Accepting a change also accepts what it requires; skipping one also skips what requires it.")))
	b.text(faint, b.say(i18n.T("这里只做决定，按 w 确认之后才会写入文件。选取文字时按住 shift 再拖动鼠标。",
		"This screen only decides: nothing is written before you press w and confirm. Hold shift to select text with the mouse.")))
}

// applyPage asks whether to write: what will be, what will not, and what is odd about it.
func applyPage(l *look, p *plan.Plan, x *index, width int) []row {
	b := &builder{look: l, width: width}
	perFile := map[string]int{}
	for _, c := range p.Changes {
		if c.Decision == plan.Accepted {
			for _, path := range touched(c) {
				perFile[path]++
			}
		}
	}
	paths := p.Paths(plan.IsAccepted)
	accepted := p.Count(plan.Accepted)
	b.space()
	b.text(strong, b.say(format("把 %s写入 %s？", "Write %s to %s?", changes(accepted), files(len(paths)))))
	b.space()
	b.halves(p, x)
	column := 0
	for _, path := range paths {
		column = max(column, term.Width(clean(path)))
	}
	for _, path := range paths {
		count := b.say(changes(perFile[path]))
		b.add(piece{place, fitPath(clean(path), max(8, min(column, width-term.Width(count)-2)))}, piece{faint, "  " + count})
	}
	b.space()
	if skipped, open := p.Count(plan.Skipped), p.Count(plan.Pending); skipped+open > 0 {
		b.text(plain, b.say(i18n.Tf("不会写入：已跳过 %d 处，待定 %d 处。", "Not written: %d skipped, %d undecided.", skipped, open)))
	}
	b.text(faint, b.say(i18n.T("写入前会核对每个文件是否仍与计划一致；写入后可用 migrate undo 恢复原样。",
		"Every file is checked against the plan before the first byte is written; migrate undo brings the old bytes back.")))
	return b.rows
}

// touched returns the paths that a change edits, each once.
func touched(c *plan.Change) []string {
	var out []string
	seen := map[string]bool{}
	for _, e := range c.Edits {
		if !seen[e.Path] {
			seen[e.Path] = true
			out = append(out, e.Path)
		}
	}
	return out
}

// halves warns of every set of which only a part is accepted.
func (b *builder) halves(p *plan.Plan, x *index) {
	n := 0
	for _, places := range x.sets {
		in, out := 0, 0
		for _, i := range places {
			if p.Changes[i].Decision == plan.Accepted {
				in++
			} else {
				out++
			}
		}
		if in > 0 && out > 0 {
			if n++; n <= maxAlong {
				b.text(warn, b.say(i18n.Tf("只接受了半组（%d 处已接受，%d 处没有）：%s", "Half a set (%d accepted, %d not): %s", in, out, quoted(p, places))))
			}
		}
	}
	if n > maxAlong {
		b.text(warn, b.say(i18n.Tf(".. 以及另外 %d 组", ".. and %d more sets", n-maxAlong)))
	}
	if n > 0 {
		b.space()
	}
}

// quoted is the title of the first accepted change among places.
func quoted(p *plan.Plan, places []int) string {
	for _, i := range places {
		if c := p.Changes[i]; c.Decision == plan.Accepted {
			return cmp.Or(clean(c.Title), c.ID)
		}
	}
	return ""
}

// quitPage asks whether to leave decisions behind.
func quitPage(l *look, decided, width int) []row {
	b := &builder{look: l, width: width}
	b.space()
	b.text(strong, b.say(i18n.T("不写入就退出？", "Quit without writing?")))
	b.space()
	b.text(plain, b.say(format("已对 %s作出决定，但没有要求写入。", "You have decided on %s and not asked for them to be written.", changes(decided))))
	b.text(plain, b.say(i18n.T("没有指定计划文件，退出后这些决定不会保留。", "No plan file was given: the decisions will not be kept.")))
	return b.rows
}

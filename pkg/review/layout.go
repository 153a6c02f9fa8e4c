package review

import (
	"strings"

	"github.com/openai-migrate/migrate/pkg/term"
)

// area is a rectangle of cells on the screen.
type area struct{ x, y, width, height int }

func (a area) holds(x, y int) bool {
	return x >= a.x && x < a.x+a.width && y >= a.y && y < a.y+a.height
}

// areas says where the parts are. A part that is not on the screen has the size that it would have, and shown is false.
type areas struct {
	width, body         int // of the part between header and footer
	list, pane          area
	listShown, paneShow bool
	rule                bool // a column, or a line, stands between list and pane
}

// The least sizes, in cells, at which list and pane go side by side, or one above the other.
const (
	besideWidth = 76
	aboveHeight = 24
)

// areas divides the screen: side by side where it is wide, one above the other where it is tall, else the one that has the
// focus.
func (m *model) areas() areas {
	a := areas{width: m.width, body: max(0, m.height-1-m.footerHeight()), listShown: true, paneShow: true, rule: true}
	switch {
	case m.width >= besideWidth:
		w := min(52, m.width*38/100-1)
		a.list = area{0, 1, w, a.body}
		a.pane = area{w + 3, 1, m.width - w - 3, a.body}
	case m.height >= aboveHeight:
		h := a.body / 3
		a.list = area{0, 1, m.width, h}
		a.pane = area{0, h + 2, m.width, a.body - h - 1}
	default:
		a.rule = false
		a.list = area{0, 1, m.width, a.body}
		a.pane = a.list
		a.listShown, a.paneShow = !m.pane.focused, m.pane.focused
	}
	return a
}

// content is the whole screen: exactly as many lines as the terminal has, each exactly as wide.
func (m *model) content() string {
	switch {
	case m.width <= 0 || m.height <= 0:
		return ""
	case m.height == 1:
		return m.header().Render(m.width)
	}
	lines := append([]string{m.header().Render(m.width)}, m.body()...)
	lines = append(lines, m.footer().Render(m.width, m.footerHeight())...)
	return strings.Join(lines[:min(len(lines), m.height)], "\n")
}

// footerHeight is one line, and more for a message that needs it, as far as the screen has any to spare.
func (m *model) footerHeight() int {
	if m.height < 10 {
		return 1
	}
	return m.footer().height(m.width)
}

// body is what stands between header and footer.
func (m *model) body() []string {
	a := m.areas()
	switch {
	case m.screen > filtering:
		return m.page.Render(a.width, a.body)
	case !a.rule && a.listShown:
		return m.list.Render(a.width, a.body)
	case !a.rule:
		return m.pane.Render(a.width, a.body)
	case a.pane.x == 0:
		out := append(m.list.Render(a.width, a.list.height), m.paint(faint, strings.Repeat("-", a.width)))
		return append(out, m.pane.Render(a.width, a.pane.height)...)
	}
	left, right := m.list.Render(a.list.width, a.body), m.pane.Render(a.pane.width, a.body)
	bar := m.paint(faint, " | ")
	for i := range left {
		left[i] += bar + right[i]
	}
	return left
}

// promptEnd is the column behind what is being typed: where an input method puts its candidates.
func (m *model) promptEnd() int { return min(m.width-1, term.Width(" "+m.prompt())) }

package review

import tea "charm.land/bubbletea/v2"

// click selects the change under the pointer and gives its part the focus. On a page there is nothing to click.
func (m *model) click(e tea.Mouse) {
	if m.screen != browsing || e.Button != tea.MouseLeft {
		return
	}
	m.status = piece{}
	a := m.areas()
	switch {
	case a.listShown && a.list.holds(e.X, e.Y):
		m.pane.focused = false
		m.point(m.list.top + e.Y - a.list.y)
	case a.paneShow && a.pane.holds(e.X, e.Y):
		m.pane.focused = true
	}
}

// point selects the change in a row of the list, or the first one under the heading there.
func (m *model) point(row int) {
	if row >= len(m.list.rows) {
		return
	}
	if m.list.rows[row].place < 0 {
		row++
	}
	if row < len(m.list.rows) {
		m.list.cursor = row
	}
}

// wheel moves the part under the pointer: the selection in the list, the text in the pane.
func (m *model) wheel(e tea.Mouse) {
	by := 0
	switch e.Button {
	case tea.MouseWheelUp:
		by = -1
	case tea.MouseWheelDown:
		by = 1
	}
	a := m.areas()
	switch {
	case by == 0:
	case m.screen > filtering:
		m.page.scroll(3*by, a.body)
	case a.listShown && a.list.holds(e.X, e.Y):
		m.list.cursor = m.list.step(by)
	case a.paneShow && a.pane.holds(e.X, e.Y):
		m.pane.scroll(3*by, a.pane.height)
	}
}

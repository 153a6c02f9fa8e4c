package review

import (
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/term"
)

// key takes a key press to the screen that is up. Whatever it does, the last message has been read.
func (m *model) key(k tea.KeyPressMsg) tea.Cmd {
	m.status = piece{}
	switch {
	case key.Matches(k, m.keys.Interrupt):
		return tea.Interrupt
	case key.Matches(k, m.keys.Suspend):
		return tea.Suspend
	case m.screen == filtering:
		m.typed(k)
		return nil
	case m.screen == planning:
		return nil
	case m.screen == picking:
		return m.choose(k)
	case m.screen != browsing:
		return m.answer(k)
	}
	if m.move(k) || m.decide(k) {
		return nil
	}
	return m.command(k)
}

// move is moving: in the list, or in the pane where that has the focus.
func (m *model) move(k tea.KeyPressMsg) bool {
	a := m.areas()
	height := a.list.height
	if m.pane.focused {
		height = a.pane.height
	}
	by, ok := distance(m.keys, k, height)
	switch {
	case key.Matches(k, m.keys.PageDown):
		m.pane.scroll(max(1, a.pane.height-2), a.pane.height)
	case key.Matches(k, m.keys.PageUp):
		m.pane.scroll(-max(1, a.pane.height-2), a.pane.height)
	case key.Matches(k, m.keys.Next):
		m.hop(1)
	case key.Matches(k, m.keys.Previous):
		m.hop(-1)
	case !ok:
		return false
	case m.pane.focused:
		m.pane.scroll(by, a.pane.height)
	default:
		m.list.cursor = m.list.step(by)
	}
	return true
}

// distance is how far a key moves in something of which height lines are seen.
func distance(k keyMap, msg tea.KeyPressMsg, height int) (by int, ok bool) {
	const all = 1 << 30
	for _, c := range []struct {
		key key.Binding
		by  int
	}{{k.Down, 1}, {k.Up, -1}, {k.Top, -all}, {k.Bottom, all}, {k.HalfDown, max(1, height/2)}, {k.HalfUp, -max(1, height/2)}} {
		if key.Matches(msg, c.key) {
			return c.by, true
		}
	}
	return 0, false
}

// hop goes to the next or previous undecided change.
func (m *model) hop(dir int) {
	row, ok := m.list.find(dir)
	switch {
	case ok:
		m.list.cursor = row
	case m.tally[plan.Pending] == 0:
		m.tell(faint, i18n.T("没有待定的改动了，按 w 写入", "nothing is undecided any more; w writes"))
	case dir > 0:
		m.tell(faint, i18n.T("后面没有待定的改动，按 [ 往前找", "nothing undecided below; [ looks above"))
	default:
		m.tell(faint, i18n.T("前面没有待定的改动，按 ] 往后找", "nothing undecided above; ] looks below"))
	}
}

// command is everything that neither moves nor decides.
func (m *model) command(k tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(k, m.keys.Switch):
		m.pane.focused = !m.pane.focused
	case key.Matches(k, m.keys.Together):
		m.together = !m.together
	case key.Matches(k, m.keys.Group):
		m.bySet = !m.bySet
		m.regroup()
	case key.Matches(k, m.keys.Filter):
		m.screen, m.pane.focused = filtering, false
	case key.Matches(k, m.keys.Clear):
		m.search("")
	case key.Matches(k, m.keys.Language):
		m.toggleLanguage()
	case key.Matches(k, m.keys.Model):
		m.pick()
	case key.Matches(k, m.keys.Help):
		m.open(helping)
	case key.Matches(k, m.keys.Apply):
		m.askApply()
	case key.Matches(k, m.keys.Quit):
		return m.quit()
	}
	return nil
}

func (m *model) toggleLanguage() {
	if m.lang == i18n.ZH {
		m.lang = i18n.EN
	} else {
		m.lang = i18n.ZH
	}
	m.keys = newKeyMap(m.lang)
}

func (m *model) open(s screen) { m.screen, m.page.top = s, 0 }

// askApply goes to the question, or says why there is nothing to ask.
func (m *model) askApply() {
	switch {
	case m.tally[plan.Accepted] > 0:
		m.open(applying)
	case m.tally[plan.Pending] > 0:
		m.tell(warn, i18n.T("还没有接受任何改动：按 a 接受这一处，按 A 接受全部确定项", "nothing is accepted yet: a accepts this one, A all that are certain"))
	default:
		m.tell(warn, i18n.T("所有改动都已跳过，没有可写入的：按 u 恢复待定，或按 q 退出", "everything is skipped, nothing to write: u undecides one, q quits"))
	}
}

// quit leaves, after asking where decisions would be lost.
func (m *model) quit() tea.Cmd {
	if m.options.SaveTo == "" && m.decided() > 0 {
		m.open(quitting)
		return nil
	}
	return m.finish(Quit)
}

func (m *model) finish(o Outcome) tea.Cmd {
	m.outcome, m.done = o, true
	return tea.Quit
}

// answer takes a key on a page: yes and no where it asks something, else scrolling and back.
func (m *model) answer(k tea.KeyPressMsg) tea.Cmd {
	height := m.areas().body
	by, ok := distance(m.keys, k, height)
	switch {
	case key.Matches(k, m.keys.Yes) && m.screen == applying:
		return m.finish(Apply)
	case key.Matches(k, m.keys.Yes) && m.screen == quitting:
		return m.finish(Quit)
	case key.Matches(k, m.keys.No), m.screen == helping && key.Matches(k, m.keys.Help, m.keys.Switch):
		m.screen = browsing
	case key.Matches(k, m.keys.Language):
		m.toggleLanguage()
	case key.Matches(k, m.keys.PageDown):
		m.page.scroll(max(1, height-2), height)
	case key.Matches(k, m.keys.PageUp):
		m.page.scroll(-max(1, height-2), height)
	case ok:
		m.page.scroll(by, height)
	}
	return nil
}

// typed takes a key while the filter is being typed.
func (m *model) typed(k tea.KeyPressMsg) {
	switch {
	case key.Matches(k, m.keys.FilterDone):
		m.screen = browsing
	case key.Matches(k, m.keys.Clear):
		m.screen = browsing
		m.search("")
	case key.Matches(k, m.keys.FilterErase):
		_, n := utf8.DecodeLastRuneInString(m.filter)
		m.search(m.filter[:len(m.filter)-n])
	case key.Matches(k, m.keys.Cut):
		m.search("")
	case k.Text != "":
		m.search(m.filter + term.Sanitize(k.Text))
	}
}

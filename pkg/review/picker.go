package review

import (
	"context"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/term"
)

// Models lets the person choose another model in place of one of OpenAI's. Both functions are called while nothing else of
// the review runs; Choose from a goroutine of its own.
type Models struct {
	// Of returns what there is in place of the model that a change replaces, best first; the present choice is marked.
	Of func(c *plan.Change) []Alternative
	// Choose makes the plan again with another model in the place of from, and every other choice as it stands.
	Choose func(ctx context.Context, from, to string) (*plan.Plan, error)
}

// Alternative is one model of the target.
type Alternative struct {
	ID        string
	Context   string // "128K"
	Marks     i18n.Text
	Price     string
	Current   bool
	Suggested bool
	Notes     []i18n.Text // what to know of it, where it came from included
}

// picker is the list of alternatives on its page.
type picker struct {
	from   string
	uses   int // changes of the plan that replace from
	list   []Alternative
	cursor int
}

// current is the alternative under the cursor.
func (p *picker) current() Alternative { return p.list[p.cursor] }

// pick opens the list for the model that the selected change replaces, or the only one that its set replaces.
func (m *model) pick() {
	c := m.current()
	switch {
	case m.options.Models == nil:
		m.tell(warn, i18n.T("计划来自文件，这里不能换模型：请用 --model FROM=TO 重新生成计划", "the plan comes from a file: models are chosen when it is made, with --model FROM=TO"))
		return
	case c == nil:
		m.tell(warn, i18n.T("没有选中任何改动：按 esc 清除筛选", "no change is selected: esc clears the filter"))
		return
	}
	c = m.modelChange(c)
	if c == nil {
		m.tell(warn, i18n.T("这一处及其同组没有唯一的模型改动：请选中换模型的那一处", "neither this change nor its set replaces one model: select the change that does"))
		return
	}
	list := m.options.Models.Of(c)
	if len(list) == 0 {
		m.tell(warn, i18n.Tf("目录中没有可替换 %s 的模型：请用 --model 指定", "the catalog has no model in place of %s: name one with --model", clean(c.Model)))
		return
	}
	m.picker = picker{from: c.Model, list: list}
	for i, a := range list {
		if a.Current {
			m.picker.cursor = i
		}
	}
	for _, o := range m.plan.Changes {
		if o.Model == c.Model {
			m.picker.uses++
		}
	}
	m.open(picking)
}

// modelChange is the change itself where it replaces a model, else the one of its set that does; nil where several models
// are replaced there.
func (m *model) modelChange(c *plan.Change) *plan.Change {
	if c.Model != "" {
		return c
	}
	var found *plan.Change
	for _, i := range m.index.members(m.index.at[c.ID]) {
		switch o := m.plan.Changes[i]; {
		case o.Model == "":
		case found != nil && found.Model != o.Model:
			return nil
		default:
			found = o
		}
	}
	return found
}

// choose takes a key while the list is up.
func (m *model) choose(k tea.KeyPressMsg) tea.Cmd {
	height := m.areas().body
	by, ok := distance(m.keys, k, height)
	switch {
	case key.Matches(k, m.keys.No, m.keys.Model):
		m.screen = browsing
	case key.Matches(k, m.keys.Language):
		m.toggleLanguage()
	case key.Matches(k, m.keys.Pick):
		return m.chosen()
	case key.Matches(k, m.keys.PageDown):
		m.page.scroll(max(1, height-2), height)
	case key.Matches(k, m.keys.PageUp):
		m.page.scroll(-max(1, height-2), height)
	case ok:
		m.picker.cursor = min(max(0, m.picker.cursor+by), len(m.picker.list)-1)
	}
	return nil
}

// chosen has the plan made again, unless nothing changes.
func (m *model) chosen() tea.Cmd {
	from, to := m.picker.from, m.picker.current()
	if to.Current {
		m.screen = browsing
		m.tell(faint, i18n.Tf("仍用 %s 替换 %s", "%s stays in place of %s", clean(to.ID), clean(from)))
		return nil
	}
	m.open(planning)
	choose := m.options.Models.Choose
	return func() tea.Msg {
		p, err := choose(m.context, from, to.ID)
		return planMsg{from: from, to: to.ID, plan: p, err: err}
	}
}

// planMsg brings the plan with another model.
type planMsg struct {
	from, to string
	plan     *plan.Plan
	err      error
}

// replan takes the new plan over, or says why there is none; the old one stands then.
func (m *model) replan(msg planMsg) {
	m.screen = browsing
	if msg.err != nil {
		m.tell(bad, i18n.Tf("无法换成 %s：%s", "cannot take %s: %s", clean(msg.to), clean(msg.err.Error())))
		return
	}
	fresh, gone, dragged := m.adopt(msg.plan)
	switch {
	case fresh+gone == 0:
		m.tell(good, i18n.Tf("%s 改用 %s 替换，已作的决定保留", "%s is now replaced by %s; decisions kept", clean(msg.from), clean(msg.to)))
	case dragged > 0:
		m.tell(warn, i18n.Tf("%s 改用 %s 替换，已作的决定保留；新增 %d 处改动（随所属的组接受 %d 处），不再需要 %d 处",
			"%s is now replaced by %s; decisions kept, %d new (%d accepted with their sets), %d gone", clean(msg.from), clean(msg.to), fresh, dragged, gone))
	default:
		m.tell(good, i18n.Tf("%s 改用 %s 替换，已作的决定保留；新增 %d 处改动，不再需要 %d 处",
			"%s is now replaced by %s; decisions kept, %d new, %d gone", clean(msg.from), clean(msg.to), fresh, gone))
	}
}

// adopt puts another plan in the place of the present one, for its owner too. Decisions stay with the ids they were taken
// on; what is new is undecided, or accepted where something accepted requires it. It counts what is new, what is gone and
// what was accepted so.
func (m *model) adopt(p *plan.Plan) (fresh, gone, dragged int) {
	at, old := "", map[string]plan.Decision{}
	if c := m.current(); c != nil {
		at = c.ID
	}
	for _, c := range m.plan.Changes {
		old[c.ID] = c.Decision
	}
	var accepted []string
	for _, c := range p.Changes {
		d, known := old[c.ID]
		if !known {
			fresh++
			m.began[c.ID] = plan.Pending
			continue
		}
		delete(old, c.ID)
		if c.Decision = d; d == plan.Accepted {
			accepted = append(accepted, c.ID)
		}
	}
	for _, id := range accepted {
		for _, c := range p.Closure(id) {
			if c.Decision == plan.Pending {
				c.Decision = plan.Accepted
				dragged++
			}
		}
	}
	*m.plan = *p
	m.index = newIndex(m.plan)
	m.generation++
	clear(m.diffs)
	m.regroup()
	m.decidedNow()
	m.selectChange(at)
	return fresh, len(old), dragged
}

// selectChange selects the change with an id, if the list shows it.
func (m *model) selectChange(id string) {
	for i, r := range m.list.rows {
		if r.place >= 0 && m.plan.Changes[r.place].ID == id {
			m.list.cursor = i
		}
	}
}

// pickerPage lists the alternatives in columns, and below them what there is to know of the one under the cursor. first is
// the row of the first alternative.
func pickerPage(l *look, p *picker, width int) (rows []row, first int) {
	b := &builder{look: l, width: width}
	b.text(strong, b.say(i18n.Tf("用哪个模型替换 %s？", "Which model takes the place of %s?", clean(p.from))))
	b.text(faint, b.say(format("对计划中它的全部用处生效（%s）；列表之外的模型用 --model 指定", "It holds for every use in this plan (%s); a model that is not listed is named with --model", changes(p.uses))))
	b.space()
	first = len(b.rows)
	ids, prices, marks := 0, 0, 0
	for _, a := range p.list {
		ids, prices = max(ids, term.Width(clean(a.ID))), max(prices, term.Width(a.Price))
		marks = max(marks, term.Width(b.say(a.Marks)))
	}
	ids = min(ids, max(12, width-40))
	for i, a := range p.list {
		b.alternative(a, i == p.cursor, ids, prices, marks)
	}
	b.space()
	b.text(faint, b.say(i18n.T("价格为每百万 token 的输入/输出，+ 表示另有按长度或时段的价格；? 表示未说明", "Prices are per million tokens, in/out; +: it depends on length or hour; ?: not said")))
	for _, n := range p.current().Notes {
		b.text(faint, clean(b.say(n)))
	}
	return b.rows, first
}

// alternative is one line of the list.
func (b *builder) alternative(a Alternative, selected bool, ids, prices, marks int) {
	sign, r := "  ", plain
	if selected {
		sign, r = "> ", marked
	}
	word := ""
	switch {
	case a.Current:
		word = b.say(i18n.T("当前", "current"))
	case a.Suggested:
		word = b.say(i18n.T("建议", "suggested"))
	}
	line := sign + fit(clean(a.ID), ids) + "  " + padLeft(a.Context, 6) + "  " + fit(a.Price, prices) + "  " + fit(b.say(a.Marks), marks) + "  " + word
	b.add(piece{r, fit(line, b.width)})
}

func padLeft(s string, width int) string {
	return strings.Repeat(" ", max(0, width-term.Width(s))) + s
}

// planningPage is up while the plan is made again.
func planningPage(l *look, p *picker, width int) []row {
	b := &builder{look: l, width: width}
	b.space()
	b.text(strong, b.say(i18n.Tf("正在用 %[2]s 替换 %[1]s，重新生成计划 ..", "making the plan anew with %[2]s in place of %[1]s ..", clean(p.from), clean(p.current().ID))))
	return b.rows
}

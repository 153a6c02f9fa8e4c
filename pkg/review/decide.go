package review

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
)

// decide takes the keys that decide; each says what it did, or why it did nothing.
func (m *model) decide(k tea.KeyPressMsg) bool {
	switch {
	case key.Matches(k, m.keys.AcceptCertain):
		m.acceptCertain()
		return true
	case !key.Matches(k, m.keys.Accept, m.keys.Skip, m.keys.Undecide, m.keys.AcceptGroup):
		return false
	}
	c := m.current()
	switch {
	case c == nil:
		m.tell(warn, i18n.T("没有选中任何改动：按 esc 清除筛选", "no change is selected: esc clears the filter"))
	case key.Matches(k, m.keys.Accept):
		m.accept(c)
	case key.Matches(k, m.keys.Skip):
		m.skip(c)
	case key.Matches(k, m.keys.Undecide):
		m.undecide(c)
	default:
		m.acceptGroup()
	}
	return true
}

// writable reports whether there is anything to accept in c.
func writable(c *plan.Change) bool { return len(c.Edits) > 0 }

func (m *model) accept(c *plan.Change) {
	switch {
	case !writable(c):
		m.tell(warn, i18n.T("这一处没有可写入的改动，需要人工处理；按 s 标记为跳过", "there is nothing to write here, a person has to do it; s marks it as skipped"))
		return
	case c.Decision == plan.Accepted:
		m.tell(faint, i18n.T("这一处已经接受：按 u 恢复待定", "this one is accepted already: u undecides it"))
		m.advance()
		return
	}
	skipped := m.tally[plan.Skipped]
	others := m.others(c, m.plan.Decide(c.ID, plan.Accepted))
	m.decidedNow()
	revived := skipped - m.tally[plan.Skipped]
	switch {
	case len(others) == 0:
		m.tell(good, i18n.Tf("已接受：%s", "accepted: %s", clean(c.Title)))
	case revived > 0:
		m.tell(warn, format("已接受，并一并接受另外 %s，其中原已跳过 %s：%s", "accepted with %s, skipped before: %s: %s",
			moreChanges(len(others)), changes(revived), same(titles(others))))
	default:
		m.tell(good, format("已接受，并一并接受另外 %s：%s", "accepted with %s: %s", moreChanges(len(others)), same(titles(others))))
	}
	m.advance()
}

func (m *model) skip(c *plan.Change) {
	if c.Decision == plan.Skipped {
		m.tell(faint, i18n.T("这一处已经跳过：按 u 恢复待定", "this one is skipped already: u undecides it"))
		m.advance()
		return
	}
	others := m.others(c, m.plan.Decide(c.ID, plan.Skipped))
	m.decidedNow()
	switch left := m.half(c); {
	case len(left) > 0:
		m.tell(warn, format("已跳过，但同组仍有 %s处于接受状态，只剩半组：%s", "skipped, which leaves half a set: %s stay accepted: %s",
			changes(len(left)), same(titles(left))))
	case len(others) > 0:
		m.tell(plain, format("已跳过，并一并跳过依赖它的 %s：%s", "skipped with %s that need it: %s", moreChanges(len(others)), same(titles(others))))
	default:
		m.tell(plain, i18n.Tf("已跳过：%s", "skipped: %s", clean(c.Title)))
	}
	m.advance()
}

func (m *model) undecide(c *plan.Change) {
	if c.Decision == plan.Pending {
		m.tell(faint, i18n.T("这一处本来就是待定", "this one is undecided already"))
		return
	}
	others := m.others(c, m.plan.Decide(c.ID, plan.Pending))
	m.decidedNow()
	if len(others) > 0 {
		m.tell(plain, format("已恢复待定，依赖它的 %s也恢复待定：%s", "undecided, and so are %s that need it: %s", moreChanges(len(others)), same(titles(others))))
		return
	}
	m.tell(plain, i18n.Tf("已恢复待定：%s", "undecided: %s", clean(c.Title)))
}

func (m *model) acceptCertain() {
	before := m.tally[plan.Accepted]
	m.plan.Accept(finding.Certain)
	m.decidedNow()
	n, open := m.tally[plan.Accepted]-before, m.tally[plan.Pending]
	switch {
	case n == 0 && open == 0:
		m.tell(faint, i18n.T("没有待定的改动了", "nothing is undecided any more"))
	case n == 0:
		m.tell(warn, i18n.Tf("剩下的 %d 处都不是“确定”，或依赖不确定的改动，需要逐一查看", "none of the %d undecided is certain together with what it requires: look at each", open))
	default:
		m.tell(good, format("已接受 %s，剩余待定 %s", "accepted %s; %s left to look at", changes(n), changes(open)))
	}
}

// acceptGroup accepts what is undecided in the file or set of the selected change, with everything that requires.
func (m *model) acceptGroup() {
	before := m.tally[plan.Accepted]
	g := &m.list.groups[m.list.rows[m.list.cursor].group]
	inGroup := g.accepted
	var ids []string
	for _, i := range g.places {
		if c := m.plan.Changes[i]; c.Decision == plan.Pending && writable(c) {
			ids = append(ids, c.ID)
		}
	}
	m.plan.DecideAll(ids, plan.Accepted)
	m.decidedNow()
	mine, all := g.accepted-inGroup, m.tally[plan.Accepted]-before
	switch {
	case all == 0:
		m.tell(faint, format("%s：没有待定且可写入的改动", "%s: nothing undecided that could be written", g.name))
	case all > mine:
		m.tell(good, format("%s：已接受 %s，并一并接受其他位置的 %s", "%s: accepted %s, and %s elsewhere", g.name, changes(mine), moreChanges(all-mine)))
	default:
		m.tell(good, format("%s：已接受 %s", "%s: accepted %s", g.name, changes(mine)))
	}
}

// decidedNow brings everything in line after decisions; diffs that show the accepted rest are no longer right.
func (m *model) decidedNow() {
	m.version++
	m.count()
	for k := range m.diffs {
		if k.together {
			delete(m.diffs, k)
		}
	}
}

// advance goes on to the next undecided change, if there is one below.
func (m *model) advance() {
	if row, ok := m.list.find(1); ok {
		m.list.cursor = row
	}
}

// others returns the changes with the ids, without c.
func (m *model) others(c *plan.Change, ids []string) []*plan.Change {
	var out []*plan.Change
	for _, id := range ids {
		if id != c.ID {
			out = append(out, m.plan.Changes[m.index.at[id]])
		}
	}
	return out
}

// half returns what is still accepted of the set that c belongs to.
func (m *model) half(c *plan.Change) []*plan.Change {
	var out []*plan.Change
	for _, i := range m.index.members(m.index.at[c.ID]) {
		if o := m.plan.Changes[i]; o.Decision == plan.Accepted {
			out = append(out, o)
		}
	}
	return out
}

// titles names changes in one line; equal titles once.
func titles(list []*plan.Change) string {
	var out []string
	for _, c := range list {
		if t := clean(c.Title); !slices.Contains(out, t) {
			out = append(out, t)
		}
		if len(out) == maxAlong {
			break
		}
	}
	return strings.Join(out, " / ")
}

// regroup makes the list again, for another grouping or filter, and keeps the selected change selected where it is still
// there.
func (m *model) regroup() {
	was := m.place()
	words := strings.Fields(strings.ToLower(m.filter))
	show := func(i int) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(m.index.needle[i], w) })
	}
	if m.bySet {
		m.list.groups = m.index.bySet(m.plan, show)
	} else {
		m.list.groups = m.index.byFile(m.plan, show)
	}
	m.list.rows = rows(m.list.groups)
	m.list.cursor = max(0, slices.IndexFunc(m.list.rows, func(r listRow) bool { return r.place >= 0 && (was < 0 || r.place == was) }))
	if len(m.list.rows) > 0 && m.list.rows[m.list.cursor].place < 0 {
		m.list.cursor = m.list.step(1)
	}
	m.count()
}

// search sets the filter.
func (m *model) search(s string) {
	m.filter = s
	m.regroup()
}

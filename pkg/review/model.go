package review

import (
	"cmp"
	"context"
	"maps"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
)

// screen is what the keys speak to.
type screen int

const (
	browsing screen = iota
	filtering
	helping
	applying // asked whether to write
	quitting // asked whether to leave without
	picking  // asked which model
	planning // waiting for the plan with another model
)

// model is the whole state of a review.
type model struct {
	look
	plan    *plan.Plan
	options Options
	index   *index
	keys    keyMap

	width, height int
	dark          bool
	profile       colorprofile.Profile
	screen        screen
	list          list
	pane          pane
	page          page
	bySet         bool
	together      bool
	filter        string
	status        piece

	began   map[string]plan.Decision // the decisions that the plan came with, by change
	version int                      // counts decisions
	picker  picker
	context context.Context // of the run, for what is asked of the caller

	generation int // counts plans
	tally      map[plan.Decision]int

	files   map[string]*opened
	diffs   map[diffKey][]fileDiff
	working bool // a job is under way; the next one waits for it

	outcome Outcome
	done    bool
}

func newModel(p *plan.Plan, o Options) *model {
	m := &model{plan: p, options: o, index: newIndex(p), dark: true, profile: colorprofile.TrueColor,
		files: map[string]*opened{}, diffs: map[diffKey][]fileDiff{}, began: map[string]plan.Decision{}, context: context.Background()}
	m.lang, m.styles, m.keys = o.Lang, newStyles(m.dark, m.profile), newKeyMap(o.Lang)
	m.list, m.pane, m.page = list{look: &m.look, plan: p}, pane{look: &m.look}, page{look: &m.look}
	for _, c := range p.Changes {
		m.began[c.ID] = c.Decision
	}
	m.regroup()
	m.count()
	return m
}

// Init asks the terminal for its background; until it answers the background is taken to be dark.
func (m *model) Init() tea.Cmd { return tea.RequestBackgroundColor }

// Update takes one message.
func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
	case tea.BackgroundColorMsg:
		m.dark = msg.IsDark()
		m.styles = newStyles(m.dark, m.profile)
	case tea.ColorProfileMsg:
		m.profile = msg.Profile
		m.styles = newStyles(m.dark, m.profile)
	case tea.KeyPressMsg:
		cmd = m.key(msg)
	case tea.PasteMsg:
		if m.screen == filtering {
			m.search(m.filter + clean(msg.Content))
		}
	case tea.MouseClickMsg:
		m.click(msg.Mouse())
	case tea.MouseWheelMsg:
		m.wheel(msg.Mouse())
	case diffMsg:
		m.working = false
		m.diffs[msg.key] = msg.files
		maps.Copy(m.files, msg.fresh)
	case planMsg:
		m.replan(msg)
	}
	m.settle()
	return m, tea.Batch(cmd, m.want())
}

// settle brings everything derived in line with what has just changed: the pane's rows, and scroll positions.
func (m *model) settle() {
	at := m.areas()
	m.list.focused, m.list.filter, m.list.paths = !m.pane.focused, m.filter, m.bySet
	if len(m.list.rows) > 0 {
		m.list.cursor = min(m.list.cursor, len(m.list.rows)-1)
		m.list.reveal(max(1, at.list.height))
	}
	m.fillPane(at.pane.width)
	m.pane.scroll(0, at.pane.height)
	m.fillPage(max(1, at.width-2*pageMargin(at.width)))
	m.page.scroll(0, at.body)
}

// fillPane makes the pane's rows again if anything they depend on is new; another change is shown from its top.
func (m *model) fillPane(width int) {
	c := m.current()
	if c == nil {
		m.pane.rows, m.pane.made = nil, paneKey{}
		return
	}
	diff, loaded := m.diffs[m.diffKey(c)]
	k := paneKey{diff: m.diffKey(c), loaded: loaded, version: m.version, width: width, lang: m.lang}
	if k == m.pane.made {
		return
	}
	if k.diff.id != m.pane.made.diff.id {
		m.pane.top = 0
	}
	m.pane.made = k
	m.pane.build(subject{change: c, along: m.companions(c), diff: diff, loaded: loaded, together: m.together}, width)
}

func (m *model) fillPage(width int) {
	switch m.screen {
	case helping:
		m.page.rows = helpPage(&m.look, m.keys, width)
	case applying:
		m.page.rows = applyPage(&m.look, m.plan, m.index, width)
	case quitting:
		m.page.rows = quitPage(&m.look, m.decided(), width)
	case picking:
		rows, first := pickerPage(&m.look, &m.picker, width)
		m.page.rows = rows
		m.page.reveal(first+m.picker.cursor, m.areas().body)
	case planning:
		m.page.rows = planningPage(&m.look, &m.picker, width)
	}
}

// companions are the changes that accepting c accepts as well.
func (m *model) companions(c *plan.Change) []*plan.Change {
	var out []*plan.Change
	if len(c.Requires) == 0 {
		return nil
	}
	for _, o := range m.plan.Closure(c.ID) {
		if o.ID != c.ID {
			out = append(out, o)
		}
	}
	return out
}

// current is the selected change; nil where the filter leaves none.
func (m *model) current() *plan.Change {
	if i := m.place(); i >= 0 {
		return m.plan.Changes[i]
	}
	return nil
}

// place is where the selected change stands in the plan, or -1.
func (m *model) place() int {
	if m.list.cursor >= len(m.list.rows) {
		return -1
	}
	return m.list.rows[m.list.cursor].place
}

// diffKey names the diff that is to be shown for c.
func (m *model) diffKey(c *plan.Change) diffKey {
	k := diffKey{id: c.ID, together: m.together, generation: m.generation}
	if m.together {
		k.version = m.version
	}
	return k
}

// want starts the job for the selected change if it is still to be done. There is one at a time: who holds a key down
// waits for the diff on which they stop, not for all those passed.
func (m *model) want() tea.Cmd {
	c := m.current()
	if c == nil || m.working || m.width == 0 {
		return nil
	}
	k := m.diffKey(c)
	if _, ok := m.diffs[k]; ok {
		return nil
	}
	m.working = true
	j := &job{key: k, change: c, base: m.plan.Base, known: map[string]*opened{}, open: m.options.Files}
	for _, path := range touched(c) {
		j.known[path] = m.files[path]
	}
	if m.together {
		for _, o := range m.plan.Changes {
			if o != c && o.Decision == plan.Accepted {
				j.rest = append(j.rest, o)
			}
		}
	}
	return func() tea.Msg { return j.run() }
}

// View lays the parts out.
func (m *model) View() tea.View {
	v := tea.NewView(m.content())
	v.AltScreen = true
	v.MouseMode = tea.MouseModeCellMotion
	v.WindowTitle = "migrate review"
	if m.screen == filtering && m.width > 0 && m.height > 1 {
		v.Cursor = tea.NewCursor(m.promptEnd(), m.height-1)
	}
	return v
}

func (m *model) header() *header {
	return &header{look: &m.look, title: cmp.Or(m.options.Title, m.plan.Target), filter: m.filter,
		accepted: m.tally[plan.Accepted], skipped: m.tally[plan.Skipped], pending: m.tally[plan.Pending]}
}

func (m *model) footer() *footer {
	return &footer{look: &m.look, prompt: m.prompt(), status: m.status, keys: m.keys}
}

// prompt is the question or input that the last line holds.
func (m *model) prompt() string {
	switch m.screen {
	case filtering:
		return m.say(i18n.T("筛选：", "filter: ")) + m.filter
	case helping:
		return m.say(i18n.T("按 ? 或 esc 返回，j/k 滚动", "? or esc: back   j/k: scroll"))
	case applying:
		return m.say(i18n.T("y 写入   n 返回   j/k 滚动", "y: write   n: back   j/k: scroll"))
	case quitting:
		return m.say(i18n.T("y 退出   n 返回", "y: quit   n: back"))
	case picking:
		return m.say(i18n.T("回车 选用   esc 返回   j/k 移动", "enter: take it   esc: back   j/k: move"))
	case planning:
		return m.say(i18n.T("请稍候，ctrl+c 中断", "wait, or ctrl+c to interrupt"))
	}
	return ""
}

// decided counts the changes whose decision is not the one that the plan came with.
func (m *model) decided() int {
	n := 0
	for _, c := range m.plan.Changes {
		if c.Decision != m.began[c.ID] {
			n++
		}
	}
	return n
}

// count brings the tallies up to date after decisions.
func (m *model) count() {
	m.tally = map[plan.Decision]int{}
	for _, c := range m.plan.Changes {
		m.tally[c.Decision]++
	}
	for g := range m.list.groups {
		n := 0
		for _, i := range m.list.groups[g].places {
			if m.plan.Changes[i].Decision == plan.Accepted {
				n++
			}
		}
		m.list.groups[g].accepted = n
	}
}

// tell puts a message into the footer, where it stays until the next key.
func (m *model) tell(r role, t i18n.Text) { m.status = piece{r, finding.Mask(m.say(t))} }

package review

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/source"
)

// driver plays a review as a person would: it presses keys and says what is seen. Commands are run at once.
type driver struct {
	t     *testing.T
	m     *model
	said  []tea.Msg // what left the model for bubbletea: quit, interrupt, suspend
	held  bool      // commands are kept back in todo
	todo  []tea.Cmd
	opens map[string]int // how often each file was opened
}

// play starts a review of the sample.
func play(t *testing.T, l i18n.Lang, width, height int) *driver {
	t.Helper()
	return playPlan(t, samplePlan(l), Options{Lang: l, Files: sampleOpen, Models: sampleModels(l)}, width, height)
}

func playPlan(t *testing.T, p *plan.Plan, o Options, width, height int) *driver {
	t.Helper()
	d := &driver{t: t, opens: map[string]int{}}
	open := o.Files
	o.Files = func(path string) (*source.File, error) {
		d.opens[path]++
		return open(path)
	}
	d.m = newModel(p, o)
	return d.Resize(width, height)
}

func (d *driver) send(msg tea.Msg) {
	switch msg := msg.(type) {
	case nil:
		return
	case tea.QuitMsg, tea.InterruptMsg, tea.SuspendMsg:
		d.said = append(d.said, msg)
		return
	case tea.BatchMsg:
		for _, c := range msg {
			d.do(c)
		}
		return
	}
	_, cmd := d.m.Update(msg)
	d.do(cmd)
}

func (d *driver) do(cmd tea.Cmd) {
	switch {
	case cmd == nil:
	case d.held:
		d.todo = append(d.todo, cmd)
	default:
		d.send(cmd())
	}
}

// Release runs the commands that were held back, and those that follow.
func (d *driver) Release() *driver {
	d.held = false
	for _, c := range d.todo {
		d.send(c())
	}
	d.todo = nil
	return d
}

func (d *driver) Resize(width, height int) *driver {
	d.send(tea.WindowSizeMsg{Width: width, Height: height})
	return d
}

// Press presses keys, by the names that bubbletea gives them.
func (d *driver) Press(keys ...string) *driver {
	for _, k := range keys {
		d.send(press(k))
	}
	return d
}

// Type presses one key for each character.
func (d *driver) Type(s string) *driver {
	for _, r := range s {
		d.send(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	return d
}

func (d *driver) Click(x, y int) *driver {
	d.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
	return d
}

func (d *driver) Wheel(x, y int, b tea.MouseButton) *driver {
	d.send(tea.MouseWheelMsg{X: x, Y: y, Button: b})
	return d
}

// On moves the selection to the change with an id.
func (d *driver) On(id string) *driver {
	d.t.Helper()
	for i, r := range d.m.list.rows {
		if r.place >= 0 && d.m.plan.Changes[r.place].ID == id {
			d.m.list.cursor = i
			d.send(tea.FocusMsg{})
			return d
		}
	}
	d.t.Fatalf("change %s is not in the list", id)
	return d
}

func (d *driver) Sees(want ...string) *driver {
	d.t.Helper()
	for _, s := range want {
		if !strings.Contains(d.Screen(), s) {
			d.t.Fatalf("%q is not on the screen:\n%s", s, d.Screen())
		}
	}
	return d
}

func (d *driver) SeesNo(unwanted ...string) *driver {
	d.t.Helper()
	for _, s := range unwanted {
		if strings.Contains(d.Screen(), s) {
			d.t.Fatalf("%q is on the screen:\n%s", s, d.Screen())
		}
	}
	return d
}

// Selected asserts which change is selected.
func (d *driver) Selected(id string) *driver {
	d.t.Helper()
	if c := d.m.current(); c == nil || c.ID != id {
		d.t.Fatalf("selected is %v, want %s:\n%s", c, id, d.Screen())
	}
	return d
}

// Decided asserts the decisions that are not pending: "c-1=accepted c-2=skipped", in plan order.
func (d *driver) Decided(want string) *driver {
	d.t.Helper()
	var got []string
	for _, c := range d.m.plan.Changes {
		if c.Decision != plan.Pending {
			got = append(got, c.ID+"="+string(c.Decision))
		}
	}
	if s := strings.Join(got, " "); s != want {
		d.t.Fatalf("decided\n got %s\nwant %s\n%s", s, want, d.Screen())
	}
	return d
}

// Left asserts that the review is over, and how.
func (d *driver) Left(want Outcome) *driver {
	d.t.Helper()
	if len(d.said) == 0 || !d.m.done || d.m.outcome != want {
		d.t.Fatalf("said %v, done %v, outcome %v, want %v", d.said, d.m.done, d.m.outcome, want)
	}
	return d
}

// Screen is what is seen, without colours and trailing spaces.
func (d *driver) Screen() string {
	lines := strings.Split(ansi.Strip(d.m.View().Content), "\n")
	for i, s := range lines {
		lines[i] = strings.TrimRight(s, " ")
	}
	return strings.Join(lines, "\n")
}

// fits reports what is wrong with the screen's measures, or "".
func (d *driver) fits() string {
	if d.m.width <= 0 || d.m.height <= 0 {
		return ""
	}
	lines := strings.Split(d.m.View().Content, "\n")
	if len(lines) > d.m.height {
		return "too many lines"
	}
	for _, s := range lines {
		if ansi.StringWidth(s) > d.m.width {
			return "a line is too wide: " + ansi.Strip(s)
		}
		if ansi.StringWidth(s) < d.m.width {
			return "a line is too narrow: " + ansi.Strip(s)
		}
	}
	return ""
}

var special = map[string]rune{"tab": tea.KeyTab, "enter": tea.KeyEnter, "esc": tea.KeyEscape, "space": tea.KeySpace,
	"backspace": tea.KeyBackspace, "up": tea.KeyUp, "down": tea.KeyDown, "home": tea.KeyHome, "end": tea.KeyEnd,
	"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown}

func press(name string) tea.KeyPressMsg {
	if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: rune(rest[0]), Mod: tea.ModCtrl}
	}
	if code, ok := special[name]; ok {
		k := tea.KeyPressMsg{Code: code}
		if name == "space" {
			k.Text = " "
		}
		return k
	}
	r := []rune(name)[0]
	return tea.KeyPressMsg{Code: r, Text: name}
}

package review

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/source"
)

// allKeys is every key that does something somewhere, and some that do nothing.
var allKeys = strings.Fields(`j k g G a y s n u A e v t l w q ? / ] [ b up down home end pgup pgdown space tab enter esc
	backspace ctrl+d ctrl+u ctrl+z 模 x 👍 ？`)

// TestAnyKeysAtAnySize plays at random. Whatever is pressed, nothing panics, the screen is exactly as large as the
// terminal, a change is selected where there is one, and what is accepted is closed under Requires.
func TestAnyKeysAtAnySize(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1))
		l := []i18n.Lang{i18n.ZH, i18n.EN}[r.IntN(2)]
		d := play(t, l, 1+r.IntN(140), 1+r.IntN(50))
		var trail []string
		for range 60 {
			trail = append(trail, d.randomly(r))
			if bad := d.broken(); bad != "" {
				t.Fatalf("seed %d at %dx%d after %v: %s\n%s", seed, d.m.width, d.m.height, trail, bad, d.Screen())
			}
		}
	}
}

// randomly does one thing and names it.
func (d *driver) randomly(r *rand.Rand) string {
	x, y := r.IntN(140), r.IntN(50)
	switch r.IntN(12) {
	case 0:
		d.Resize(r.IntN(140), r.IntN(50))
		return "resize"
	case 1:
		d.Click(x, y)
		return fmt.Sprintf("click %d %d", x, y)
	case 2:
		d.Wheel(x, y, []tea.MouseButton{tea.MouseWheelUp, tea.MouseWheelDown, tea.MouseWheelLeft}[r.IntN(3)])
		return fmt.Sprintf("wheel %d %d", x, y)
	}
	k := allKeys[r.IntN(len(allKeys))]
	d.Press(k)
	return k
}

// broken says which promise does not hold, or "".
func (d *driver) broken() string {
	if bad := d.fits(); bad != "" {
		return bad
	}
	if len(d.m.list.rows) > 0 && d.m.current() == nil {
		return "no change is selected"
	}
	for _, c := range d.m.plan.Changes {
		for _, id := range c.Requires {
			if c.Decision == plan.Accepted && d.m.plan.Change(id).Decision != plan.Accepted {
				return c.ID + " is accepted and " + id + ", which it requires, is not"
			}
		}
	}
	return ""
}

func TestEverySizeFits(t *testing.T) {
	for _, keys := range [][]string{nil, {"tab"}, {"?"}, {"A", "w"}, {"a"}, {"t", "/", "模"}} {
		d := play(t, i18n.ZH, 80, 24).On("c-py01").Press(keys...)
		for w := 1; w <= 100; w += 3 {
			for _, h := range []int{1, 2, 3, 5, 9, 10, 23, 24, 40} {
				if bad := d.Resize(w, h).fits(); bad != "" {
					t.Fatalf("%v at %dx%d: %s", keys, w, h, bad)
				}
			}
		}
	}
}

// largePlan has 2,000 changes in 50 files; every tenth starts a chain in which each requires the one before.
func largePlan() (*plan.Plan, func(string) (*source.File, error)) {
	p := &plan.Plan{Target: "zhipu", Base: map[string]string{}}
	for f := range 50 {
		path := fmt.Sprintf("service%02d/llm.py", f)
		for i := range 40 {
			c := &plan.Change{ID: fmt.Sprintf("c-%d-%d", f, i), Path: path, Title: "换模型", Confidence: finding.Certain, Decision: plan.Pending,
				Edits: []plan.Edit{{Path: path, Start: i * 15, End: i*15 + 6, New: "glm-55"}}}
			if i%10 > 0 {
				c.Requires = []string{fmt.Sprintf("c-%d-%d", f, i-1)}
			}
			p.Changes = append(p.Changes, c)
		}
	}
	return p, func(path string) (*source.File, error) {
		return source.NewFile(path, []byte(strings.Repeat("gpt-4o is here\n", 40)))
	}
}

// TestLargePlan counts work instead of measuring time: files are opened when their changes are seen, and once.
func TestLargePlan(t *testing.T) {
	p, open := largePlan()
	d := playPlan(t, p, Options{Lang: i18n.EN, Files: open}, 120, 40)
	for range 45 {
		d.Press("j")
	}
	if len(d.opens) != 2 || d.opens["service00/llm.py"] != 1 {
		t.Errorf("opened %v, want the first two files once", d.opens)
	}
	d.Press("A").Sees("accepted 2000").Press("v", "G").Sees("together with what is accepted")
	d.Press("g", "s").Sees("skipped 10", "skipped with 9 other changes").Press("w").Sees("Write 1990 changes to 50 files?")
}

func BenchmarkAcceptCertain(b *testing.B) {
	p, open := largePlan()
	m := newModel(p, Options{Lang: i18n.EN, Files: open})
	m.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
	for b.Loop() {
		for _, c := range p.Changes {
			c.Decision = plan.Pending
		}
		m.Update(press("A"))
	}
}

func BenchmarkView(b *testing.B) {
	p, open := largePlan()
	m := newModel(p, Options{Lang: i18n.EN, Files: open})
	m.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
	m.Update(m.want())
	for b.Loop() {
		m.Update(press("j"))
		_ = m.View()
	}
}

package review

import (
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"

	"github.com/openai-migrate/migrate/pkg/i18n"
)

// role is what a piece of text is; styles say how it looks.
type role int

const (
	plain role = iota
	strong
	faint
	bar   // the header
	good  // accepted
	warn  // likely, unconfirmed, half a set
	bad   // errors
	place // paths
	marked
	markedIdle // the selected row of the pane that has no focus
	hunk
	inserted
	deleted
	insertedPart
	deletedPart
	synKeyword
	synString
	synNumber
	synComment
	synName
	roles
)

// styles holds one look for each role.
type styles [roles]lipgloss.Style

// newStyles makes the styles for a dark or light background and what the terminal can show.
func newStyles(dark bool, p colorprofile.Profile) styles {
	pick := lipgloss.LightDark(dark)
	hex := func(light, dark string) lipgloss.Style {
		return lipgloss.NewStyle().Foreground(pick(lipgloss.Color(light), lipgloss.Color(dark)))
	}
	on := func(s lipgloss.Style, light, dark string) lipgloss.Style {
		return s.Background(pick(lipgloss.Color(light), lipgloss.Color(dark)))
	}
	base := lipgloss.NewStyle()
	s := styles{
		strong:       base.Bold(true),
		faint:        hex("#6b7280", "#8b949e"),
		bar:          on(hex("#1f2937", "#e6edf3"), "#d8dee9", "#30363d").Bold(true),
		good:         hex("#1a7f37", "#3fb950"),
		warn:         hex("#9a6700", "#d29922"),
		bad:          hex("#cf222e", "#f85149"),
		place:        hex("#0550ae", "#79c0ff"),
		marked:       on(base, "#cfe2ff", "#1f3b63"),
		markedIdle:   on(base, "#e5e7eb", "#2d333b"),
		hunk:         hex("#6b7280", "#8b949e"),
		inserted:     on(base, "#e6ffec", "#12261e"),
		deleted:      on(base, "#ffebe9", "#301619"),
		insertedPart: on(base, "#abf2bc", "#1d572d"),
		deletedPart:  on(base, "#ffc1ba", "#78191b"),
		synKeyword:   hex("#cf222e", "#ff7b72"),
		synString:    hex("#0a3069", "#a5d6ff"),
		synNumber:    hex("#0550ae", "#79c0ff"),
		synComment:   hex("#6e7781", "#8b949e"),
		synName:      hex("#8250df", "#d2a8ff"),
	}
	switch {
	case p <= colorprofile.ANSI:
		s.few(p)
	case p == colorprofile.ANSI256: // where the tints above would all become the same grey
		s[inserted], s[deleted] = on(base, "194", "22"), on(base, "224", "52")
		s[insertedPart], s[deletedPart] = on(base, "157", "28"), on(base, "217", "88")
	}
	return s
}

// few is for terminals with sixteen colours or none, where weight, underline and reverse video carry what must not be lost.
// bubbletea takes the remaining colours out where there are none.
func (s *styles) few(p colorprofile.Profile) {
	base := lipgloss.NewStyle()
	s[bar], s[marked], s[markedIdle] = base.Reverse(true), base.Reverse(true), base.Bold(true)
	s[inserted], s[deleted] = base.Foreground(lipgloss.Green), base.Foreground(lipgloss.Red)
	s[insertedPart], s[deletedPart] = s[inserted].Underline(true), s[deleted].Underline(true)
	if p < colorprofile.ANSI {
		s[warn], s[bad] = base.Bold(true), base.Bold(true)
	}
}

// look is what every part needs to show itself: the language and the styles.
type look struct {
	lang   i18n.Lang
	styles styles
}

// say returns the text in the look's language.
func (l *look) say(t i18n.Text) string { return t.In(l.lang) }

// paint returns s in the style of r.
func (l *look) paint(r role, s string) string {
	if r == plain || s == "" {
		return s
	}
	return l.styles[r].Inline(true).Render(s)
}

// piece is text of one role; a row of several pieces makes a line.
type piece struct {
	role role
	text string
}

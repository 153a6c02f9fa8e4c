package term

import (
	"charm.land/lipgloss/v2"
)

// Style is one of the few looks that text output has; without colour it changes nothing.
type Style int

// The styles.
const (
	Plain Style = iota
	Bold
	Faint
	Path
	Good
	Warn
	Bad
	Insert
	Delete
	Header
)

var styles = map[Style]lipgloss.Style{
	Bold:   lipgloss.NewStyle().Bold(true),
	Faint:  lipgloss.NewStyle().Faint(true),
	Path:   lipgloss.NewStyle().Foreground(lipgloss.BrightBlue),
	Good:   lipgloss.NewStyle().Foreground(lipgloss.Green),
	Warn:   lipgloss.NewStyle().Foreground(lipgloss.Yellow),
	Bad:    lipgloss.NewStyle().Foreground(lipgloss.Red),
	Insert: lipgloss.NewStyle().Foreground(lipgloss.Green),
	Delete: lipgloss.NewStyle().Foreground(lipgloss.Red),
	Header: lipgloss.NewStyle().Foreground(lipgloss.Cyan),
}

// Paint returns s in style st where Out takes colour, else s. The sixteen basic colours are used, so that the user's
// terminal theme decides.
func (t *IO) Paint(st Style, s string) string {
	if !t.Color || st == Plain || s == "" {
		return s
	}
	return styles[st].TabWidth(lipgloss.NoTabConversion).Render(s)
}

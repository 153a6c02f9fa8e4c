// Package term is the terminal as migrate sees it: three streams, what they can do, and the few styles that text output
// uses.
//
// The rules of the command line's user interface:
//   - results go to Out, everything else to Err: progress, warnings, summaries of what was written, errors;
//   - no colour and no prompt without a terminal; NO_COLOR and TERM=dumb are respected, --color overrides;
//   - CI=true is never interactive;
//   - messages start in lower case, carry no full stop, and an error is followed by a hint that says what to do;
//   - widths are display cells (Chinese characters take two), measured by this package only.
package term

import (
	"io"
	"os"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	xterm "golang.org/x/term"
)

// IO is a command's connection to the outside.
type IO struct {
	In       io.Reader
	Out, Err io.Writer
	OutTTY   bool // Out is a terminal
	ErrTTY   bool
	InTTY    bool
	Color    bool // Out takes colour
	Width    int  // of Out in cells; 80 where unknown
	CI       bool
}

// Color modes, the values of --color.
const (
	Auto   = "auto"
	Always = "always"
	Never  = "never"
)

// System returns the process's own streams.
func System(getenv func(string) string) *IO {
	t := &IO{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Width: 80, CI: truthy(getenv("CI"))}
	t.InTTY, t.OutTTY, t.ErrTTY = isTTY(os.Stdin), isTTY(os.Stdout), isTTY(os.Stderr)
	if w, _, err := xterm.GetSize(int(os.Stdout.Fd())); err == nil && w > 0 {
		t.Width = w
	}
	t.Color = colorprofile.Detect(os.Stdout, os.Environ()) > colorprofile.ASCII
	return t
}

func isTTY(f *os.File) bool { return xterm.IsTerminal(int(f.Fd())) }

func truthy(v string) bool { return v != "" && v != "0" && !strings.EqualFold(v, "false") }

// Interactive reports whether a person can be asked: input and output are terminals and this is no CI run.
func (t *IO) Interactive() bool { return t.InTTY && t.OutTTY && !t.CI }

// SetColor applies a value of --color; ok is false for anything but auto, always and never.
func (t *IO) SetColor(mode string) (ok bool) {
	switch mode {
	case Always:
		t.Color = true
	case Never:
		t.Color = false
	case Auto:
	default:
		return false
	}
	return true
}

// Width returns how many cells s takes on a terminal, escape sequences not counted.
func Width(s string) int { return ansi.StringWidth(s) }

// Pad fills s with spaces up to width cells; longer text is returned as it is.
func Pad(s string, width int) string { return s + strings.Repeat(" ", max(0, width-Width(s))) }

// Truncate cuts s to width cells, ending in "…" where something was cut.
func Truncate(s string, width int) string { return ansi.Truncate(s, width, "…") }

// Sanitize makes text from the user's files safe to print: control characters other than tab, and the
// signs that turn the direction of text, become visible.
func Sanitize(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\t' && (r < 0x20 || r == 0x7f || r >= 0x80 && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069) {
			return '�'
		}
		return r
	}, s)
}

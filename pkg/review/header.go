package review

import (
	"charm.land/bubbles/v2/help"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/term"
)

// header is the first line: what is migrated, and how far the review is.
type header struct {
	*look
	title                      string
	filter                     string
	accepted, skipped, pending int
}

// Render returns one line; the program's own name goes first where there is not much room.
func (h *header) Render(width int) string {
	counts := h.say(i18n.Tf("接受 %d  跳过 %d  待定 %d ", "accepted %d  skipped %d  undecided %d ", h.accepted, h.skipped, h.pending))
	title, long := " "+clean(h.title), " migrate review  "+clean(h.title)
	if h.filter != "" {
		title, long = title+"  /"+clean(h.filter), long+"  /"+clean(h.filter)
	}
	room := width - term.Width(counts) - 1
	if term.Width(long) <= room {
		title = long
	}
	if room < 10 {
		return h.paint(bar, fit(" "+counts, width))
	}
	return h.paint(bar, fit(title, room)+" "+counts)
}

// footer is at the bottom, most often one line: a question, what just happened, or the keys.
type footer struct {
	*look
	prompt string // shown before anything else, with what is being typed
	status piece
	keys   keyMap
}

// maxStatus is how many lines a message may take.
const maxStatus = 3

// height is how many lines the footer wants.
func (f *footer) height(width int) int {
	if f.prompt != "" || f.status.text == "" {
		return 1
	}
	return min(maxStatus, len(f.message(width)))
}

func (f *footer) message(width int) []string { return term.Wrap(f.status.text, max(1, width-2)) }

// Render returns height lines.
func (f *footer) Render(width, height int) []string {
	switch {
	case f.prompt != "":
		return []string{f.paint(strong, fit(keepTail(" "+f.prompt, width), width))}
	case f.status.text == "":
		return []string{f.help(width)}
	case height == 1:
		return []string{f.paint(f.status.role, fit(" "+f.status.text, width))}
	}
	lines := f.message(width)
	if len(lines) > height {
		lines[height-1] = fit(lines[height-1]+" "+lines[height], max(0, width-2))
	}
	out := lines[:min(len(lines), height)]
	for i, s := range out {
		out[i] = f.paint(f.status.role, fit(" "+s, width))
	}
	return out
}

func (f *footer) help(width int) string {
	h := help.New()
	h.ShortSeparator, h.Ellipsis = "  ", ".."
	s := f.styles
	h.Styles = help.Styles{ShortKey: s[place], ShortDesc: s[faint], ShortSeparator: s[faint], Ellipsis: s[faint]}
	h.SetWidth(max(1, width-1))
	return fit(" "+h.ShortHelpView(f.keys.ShortHelp()), width)
}

// keepTail shows the end of what is being typed where it is too long.
func keepTail(s string, width int) string {
	if term.Width(s) < width {
		return s
	}
	return keepEnd(s, max(0, width-1))
}

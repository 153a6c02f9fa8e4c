package term

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Signs that must not begin, and must not end, a line of Chinese text.
const (
	closing = "，。、；：？！）》」』】”’,.;:?!)"
	opening = "（《「『【“‘("
)

// Wrap breaks text into lines of at most width cells: at spaces, and beside Chinese characters where the rules of
// punctuation allow it. A word that is too long for a line, such as an address, is broken anywhere.
func Wrap(s string, width int) []string {
	if width <= 0 {
		return []string{s}
	}
	var lines []string
	line, used := "", 0
	for _, u := range units(s) {
		solid := strings.TrimRight(u, " ")
		if used > 0 && used+ansi.StringWidth(solid) > width {
			lines = append(lines, strings.TrimRight(line, " "))
			line, used = "", 0
		}
		if ansi.StringWidth(solid) > width {
			at := Breaks(solid, width)
			for i, from := range at[:len(at)-1] {
				lines = append(lines, solid[from:at[i+1]])
			}
			u = u[at[len(at)-1]:]
		}
		line += u
		used += ansi.StringWidth(u)
	}
	return append(lines, strings.TrimRight(line, " "))
}

// units splits s wherever a line may end.
func units(s string) []string {
	var out []string
	begin, last, wide := 0, "", false
	for at := 0; at < len(s); {
		cluster, w := ansi.FirstGraphemeCluster(s[at:], ansi.GraphemeWidth)
		if cluster == "" {
			break
		}
		may := last == " " && cluster != " " || (wide || w > 1) && cluster != " " && !strings.Contains(closing, cluster) && !strings.Contains(opening, last)
		if at > begin && may {
			out = append(out, s[begin:at])
			begin = at
		}
		last, wide = cluster, w > 1
		at += len(cluster)
	}
	return append(out, s[begin:])
}

// Breaks returns the byte offsets at which s is broken into lines of at most width cells; the first is 0.
func Breaks(s string, width int) []int {
	out := []int{0}
	if len(s) <= width {
		return out
	}
	cells := 0
	for at := 0; at < len(s); {
		cluster, w := ansi.FirstGraphemeCluster(s[at:], ansi.GraphemeWidth)
		if cells+w > width && cells > 0 {
			out = append(out, at)
			cells = 0
		}
		cells += w
		at += max(1, len(cluster))
	}
	return out
}

package gosyntax

import (
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
)

// minimal returns the edits of the file that turn a part of LF into after, each as small as whole words allow, so that
// changes of neighbouring places stay independent.
func (f *File) minimal(from, to int, after []byte, node string) []finding.Edit {
	var out []finding.Edit
	before := f.LF[from:to]
	for _, h := range edit.Between(before, after) {
		for _, e := range align(string(before[h.Start:h.End]), h.New) {
			e.Start, e.End = f.data(from+h.Start+e.Start), f.data(from+h.Start+e.End)
			e.New = strings.ReplaceAll(e.New, "\n", f.Src.Newline())
			e.Node = node
			out = append(out, finding.Edit{File: f.Src, Edit: e})
		}
	}
	return out
}

// align pairs the lines of a changed block with their successors: where lines were added or taken away, the pairing in
// which most stays the same.
func align(old, new string) []edit.Edit {
	x, y := lines(old), lines(new)
	short, long := min(len(x), len(y)), max(len(x), len(y))
	if short == 0 {
		return []edit.Edit{{Start: 0, End: len(old), New: new}}
	}
	best, most := 0, -1
	for k := 0; k <= long-short; k++ {
		kept := 0
		for i := range short {
			a, b := x[i+shift(x, y, k)], y[i+shift(y, x, k)]
			p, s := common(a, b)
			kept += p + s
		}
		if kept > most {
			best, most = k, kept
		}
	}
	return paired(x, y, short, best)
}

// shift is k for the longer of two lists, and 0 for the shorter.
func shift(mine, other []string, k int) int {
	if len(mine) > len(other) {
		return k
	}
	return 0
}

// paired makes the edits: what comes before and after the pairs is added or taken away, the pairs are trimmed.
func paired(x, y []string, short, k int) []edit.Edit {
	dx, dy := shift(x, y, k), shift(y, x, k)
	var out []edit.Edit
	at := size(x[:dx])
	out = touch(out, edit.Edit{Start: 0, End: at, New: strings.Join(y[:dy], "")})
	for i := range short {
		a, b := x[dx+i], y[dy+i]
		if a != b {
			p, s := common(a, b)
			out = touch(out, edit.Edit{Start: at + p, End: at + len(a) - s, New: b[p : len(b)-s]})
		}
		at += len(a)
	}
	restX, restY := x[dx+short:], y[dy+short:]
	return touch(out, edit.Edit{Start: at, End: at + size(restX), New: strings.Join(restY, "")})
}

// touch adds an edit that does something. Two insertions at one place are one: equal ones would count once.
func touch(list []edit.Edit, e edit.Edit) []edit.Edit {
	if e.Start == e.End && e.New == "" {
		return list
	}
	if n := len(list); n > 0 && list[n-1].Start == e.Start && list[n-1].End == e.End && e.Start == e.End {
		list[n-1].New += e.New
		return list
	}
	return append(list, e)
}

// common returns the lengths of the prefix and the suffix that two lines share, cut back where they end inside a word.
func common(a, b string) (prefix, suffix int) {
	n := min(len(a), len(b))
	for prefix < n && a[prefix] == b[prefix] {
		prefix++
	}
	if wordAt(a, prefix) || wordAt(b, prefix) {
		for prefix > 0 && word(a[prefix-1]) {
			prefix--
		}
	}
	for suffix < n-prefix && a[len(a)-1-suffix] == b[len(b)-1-suffix] {
		suffix++
	}
	if wordAt(a, len(a)-suffix-1) || wordAt(b, len(b)-suffix-1) {
		for suffix > 0 && word(a[len(a)-suffix]) {
			suffix--
		}
	}
	return prefix, suffix
}

func wordAt(s string, i int) bool { return i >= 0 && i < len(s) && word(s[i]) }

// word reports whether a byte belongs to an identifier, a selector, a number, a URL or a model name.
func word(c byte) bool {
	return c == '_' || c == '.' || c == '-' || c == '/' || c >= 0x80 ||
		'0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// lines splits after each newline, keeping it.
func lines(s string) []string {
	l := strings.SplitAfter(s, "\n")
	if l[len(l)-1] == "" {
		l = l[:len(l)-1]
	}
	return l
}

func size(l []string) int {
	n := 0
	for _, s := range l {
		n += len(s)
	}
	return n
}

// Tail moves added lines from the start of the line that follows to the end of the line before.
func Tail(edits []finding.Edit) []finding.Edit {
	for i := range edits {
		e := &edits[i]
		nl := e.File.Newline()
		if e.Start == e.End && e.Start >= len(nl) && string(e.File.Data[e.Start-len(nl):e.Start]) == nl && strings.HasSuffix(e.New, nl) {
			e.Start, e.End = e.Start-len(nl), e.End-len(nl)
			e.New = nl + strings.TrimSuffix(e.New, nl)
		}
	}
	return edits
}

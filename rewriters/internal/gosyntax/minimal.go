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

// maxPairs bounds the pairs of lines that are compared; what is larger is one edit.
const maxPairs = 40_000

// align pairs the lines of a changed block with their successors, in order, so that most stays the same: what has no partner
// was added or taken away, and pairs are trimmed to what differs.
func align(old, new string) []edit.Edit {
	x, y := lines(old), lines(new)
	if len(x)*len(y) == 0 || len(x)*len(y) > maxPairs {
		return touch(nil, edit.Edit{Start: 0, End: len(old), New: new})
	}
	kept := keepable(x, y)
	var out []edit.Edit
	at, i, j := 0, 0, 0
	for i < len(x) || j < len(y) {
		gone, added := i, j
		for i < len(x) && kept[i][j] == kept[i+1][j] {
			i++
		}
		for j < len(y) && kept[i][j] == kept[i][j+1] {
			j++
		}
		end := at + size(x[gone:i])
		out = touch(out, edit.Edit{Start: at, End: end, New: strings.Join(y[added:j], "")})
		at = end
		if i == len(x) || j == len(y) {
			continue
		}
		if a, b := x[i], y[j]; a != b {
			p, s := common(a, b)
			out = touch(out, edit.Edit{Start: at + p, End: at + len(a) - s, New: b[p : len(b)-s]})
		}
		at += len(x[i])
		i, j = i+1, j+1
	}
	return out
}

// keepable is the table of how many bytes can be kept of x[i:] and y[j:].
func keepable(x, y []string) [][]int {
	kept := make([][]int, len(x)+1)
	for i := range kept {
		kept[i] = make([]int, len(y)+1)
	}
	for i := len(x) - 1; i >= 0; i-- {
		for j := len(y) - 1; j >= 0; j-- {
			p, s := common(x[i], y[j])
			kept[i][j] = max(kept[i+1][j], kept[i][j+1], kept[i+1][j+1]+p+s)
		}
	}
	return kept
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

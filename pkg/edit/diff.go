package edit

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/aymanbagabas/go-udiff"
	"github.com/aymanbagabas/go-udiff/lcs"
)

// Between returns the line edits that turn before into after.
func Between(before, after []byte) []Edit {
	x, y := lines(before), lines(after)
	offsets := make([]int, len(x)+1)
	for i, l := range x {
		offsets[i+1] = offsets[i] + len(l)
	}
	var out []Edit
	for _, d := range lcs.DiffLines(x, y) {
		out = append(out, Edit{Start: offsets[d.Start], End: offsets[d.End], New: strings.Join(y[d.ReplStart:d.ReplEnd], "")})
	}
	return out
}

// Merge3 carries the change from base to theirs over onto ours, line by line, as diff3 does: the edits returned apply to
// ours. *[ConflictError] says that ours and theirs changed the same lines of base in different ways.
func Merge3(base, ours, theirs []byte) ([]byte, error) {
	merged, err := Merge(Between(base, ours), Between(base, theirs))
	if err != nil {
		return nil, err
	}
	return Apply(base, merged)
}

// lines splits after each newline, keeping it.
func lines(b []byte) []string {
	l := strings.SplitAfter(string(b), "\n")
	if l[len(l)-1] == "" {
		l = l[:len(l)-1]
	}
	return l
}

// Context is the number of unchanged lines around a hunk, as git shows them.
const Context = 3

// Hunk is one connected piece of a unified diff.
type Hunk struct {
	OldStart, OldLines int // counted from 1
	NewStart, NewLines int
	Lines              []Line
}

// Line is one line of a hunk. Op is ' ', '-' or '+'; Text keeps its line ending, if it has one.
type Line struct {
	Op   byte
	Text string
}

// Hunks returns the unified diff that the edits make of src, with the given number of context lines.
func Hunks(src []byte, edits []Edit, context int) ([]Hunk, error) {
	after, err := Apply(src, edits)
	if err != nil {
		return nil, err
	}
	var between []udiff.Edit
	for _, e := range Between(src, after) {
		between = append(between, udiff.Edit{Start: e.Start, End: e.End, New: e.New})
	}
	u, err := udiff.ToUnifiedDiff("a", "b", string(src), between, context)
	if err != nil {
		return nil, err
	}
	var out []Hunk
	shift := 0
	for _, h := range u.Hunks {
		next := hunk(h)
		next.NewStart = next.OldStart + shift
		shift += next.NewLines - next.OldLines
		out = append(out, next)
	}
	return out, nil
}

func hunk(h *udiff.Hunk) Hunk {
	out := Hunk{OldStart: h.FromLine}
	for _, l := range h.Lines {
		op := byte(' ')
		switch l.Kind {
		case udiff.Delete:
			op = '-'
		case udiff.Insert:
			op = '+'
		}
		if op != '+' {
			out.OldLines++
		}
		if op != '-' {
			out.NewLines++
		}
		out.Lines = append(out.Lines, Line{Op: op, Text: l.Content})
	}
	return out
}

// Unified returns the change as a patch that `git apply` and `patch -p1` take; it is empty where nothing changes. name
// is the slash path relative to the root of the tree. Names with unusual bytes are quoted as git quotes them.
func Unified(name string, src []byte, edits []Edit) (string, error) {
	hunks, err := Hunks(src, edits, Context)
	if err != nil || len(hunks) == 0 {
		return "", err
	}
	var b bytes.Buffer
	a, bn := quote("a/"+name), quote("b/"+name)
	fmt.Fprintf(&b, "diff --git %s %s\n--- %s\n+++ %s\n", a, bn, tab(a), tab(bn))
	for _, h := range hunks {
		h.write(&b)
	}
	return b.String(), nil
}

// tab ends a name that holds a space, as git does, so that patch(1) knows where it ends.
func tab(name string) string {
	if strings.Contains(name, " ") && !strings.HasPrefix(name, `"`) {
		return name + "\t"
	}
	return name
}

func (h Hunk) write(b *bytes.Buffer) {
	fmt.Fprintf(b, "@@ -%s +%s @@\n", span(h.OldStart, h.OldLines), span(h.NewStart, h.NewLines))
	for _, l := range h.Lines {
		b.WriteByte(l.Op)
		b.WriteString(l.Text)
		if !strings.HasSuffix(l.Text, "\n") {
			b.WriteString("\n\\ No newline at end of file\n")
		}
	}
}

// span writes a hunk's range; git leaves out a count of 1 and starts an empty range one line earlier.
func span(start, count int) string {
	switch count {
	case 0:
		return fmt.Sprintf("%d,0", max(0, start-1))
	case 1:
		return fmt.Sprint(start)
	}
	return fmt.Sprintf("%d,%d", start, count)
}

// quote writes a path as git does with core.quotePath: in double quotes with octal escapes where it has control bytes,
// quotes, backslashes or bytes over 0x7f.
func quote(path string) string {
	plain := true
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range []byte(path) {
		switch {
		case c == '"' || c == '\\':
			plain = false
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < 0x20 || c >= 0x7f:
			plain = false
			fmt.Fprintf(&b, "\\%03o", c)
		default:
			b.WriteByte(c)
		}
	}
	if plain {
		return path
	}
	return b.String() + `"`
}

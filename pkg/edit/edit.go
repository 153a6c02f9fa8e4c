// Package edit describes changes to one file as edits of its bytes; it knows bytes and nothing else.
//
// An [Edit] replaces the half-open byte range [Start, End) by New. The verb follows from the span: insert where
// Start == End, delete where New is empty, replace otherwise. Node names the syntactic place the edit belongs to
// ("call OpenAI > keyword base_url"): that is what makes a list of edits an AST diff, while the bytes stay the truth.
//
// A rewriter never prints what it did not change. It reads a syntax tree for positions and reports edits; this package
// applies them ([Apply]), brings independent lists together ([Merge]), computes them from two versions ([Between],
// [Merge3]) and shows them to people and to git ([Hunks], [Unified]).
package edit

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
)

// Edit is one replacement in one file. Offsets count bytes from 0.
type Edit struct {
	Start, End int
	New        string
	Node       string // syntactic place, outermost first, parts joined by " > "
}

// Same reports whether e and o change the same bytes to the same text; Node is not compared.
func (e Edit) Same(o Edit) bool { return e.Start == o.Start && e.End == o.End && e.New == o.New }

// Compare orders edits by start, then end; insertions come before replacements at the same place.
func Compare(a, b Edit) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) }

// ConflictError says that two edits want different things of the same bytes.
type ConflictError struct{ X, Y Edit }

func (e *ConflictError) Error() string {
	return fmt.Sprintf("edits %d-%d and %d-%d conflict", e.X.Start, e.X.End, e.Y.Start, e.Y.End)
}

// RangeError says that an edit is no range of the file. Size is the file's length, 0 where it does not matter.
type RangeError struct {
	Edit Edit
	Size int
}

func (e *RangeError) Error() string {
	return fmt.Sprintf("edit %d-%d lies outside a file of %d bytes", e.Edit.Start, e.Edit.End, e.Size)
}

// Apply returns src with the edits made. The edits may come in any order and must not overlap; equal edits count once,
// and insertions at one place are made in the order given. The errors are *[RangeError] and *[ConflictError].
func Apply(src []byte, edits []Edit) ([]byte, error) {
	list, err := Normalize(edits)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	at := 0
	for _, e := range list {
		if e.End > len(src) {
			return nil, &RangeError{Edit: e, Size: len(src)}
		}
		out.Write(src[at:e.Start])
		out.WriteString(e.New)
		at = e.End
	}
	out.Write(src[at:])
	return out.Bytes(), nil
}

// Normalize sorts edits, drops repeated ones and checks that each is a range and that none overlap: *[RangeError] and
// *[ConflictError] otherwise.
func Normalize(edits []Edit) ([]Edit, error) {
	list := slices.Clone(edits)
	slices.SortStableFunc(list, Compare)
	var out []Edit
	for _, e := range list {
		if e.Start < 0 || e.End < e.Start {
			return nil, &RangeError{Edit: e}
		}
		if repeats(out, e) {
			continue
		}
		if n := len(out); n > 0 && overlap(out[n-1], e) {
			return nil, &ConflictError{X: out[n-1], Y: e}
		}
		out = append(out, e)
	}
	return out, nil
}

// repeats reports whether the sorted list ends with an edit equal to e.
func repeats(sorted []Edit, e Edit) bool {
	for i := len(sorted) - 1; i >= 0 && sorted[i].Start == e.Start; i-- {
		if sorted[i].Same(e) {
			return true
		}
	}
	return false
}

// overlap reports whether two sorted edits share bytes, or one inserts strictly inside the other.
func overlap(x, y Edit) bool { return y.Start < x.End }

// Merge brings two lists for the same file together. Equal edits count once; a *[ConflictError] says that they cannot
// both be made: their ranges overlap, or both insert different text at one place and the order would matter.
func Merge(x, y []Edit) ([]Edit, error) {
	for _, a := range x {
		for _, b := range y {
			if a.Start == a.End && b.Start == b.End && a.Start == b.Start && a.New != b.New {
				return nil, &ConflictError{X: a, Y: b}
			}
		}
	}
	return Normalize(slices.Concat(x, y))
}

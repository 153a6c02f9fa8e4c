package review

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxTokens bounds the quadratic comparison of two lines; longer ones are compared by their common ends only.
const maxTokens = 400

// emphasise marks, within each run of deleted lines followed by inserted ones, what differs between the first and the
// first, the second and the second, and so on. Lines with little in common are left as they are: everything would be
// marked, which says nothing.
func emphasise(lines []diffLine) {
	for i := 0; i < len(lines); {
		d := i
		for i < len(lines) && lines[i].op == '-' {
			i++
		}
		a := i
		for i < len(lines) && lines[i].op == '+' {
			i++
		}
		for k := 0; k < min(a-d, i-a); k++ {
			lines[d+k].parts, lines[a+k].parts = differing(lines[d+k].text, lines[a+k].text)
		}
		if i == d {
			i++
		}
	}
}

// differing returns the parts of each line that the other lacks; nil, nil where they share less than a third.
func differing(x, y string) (xs, ys []span) {
	a, b := tokens(x), tokens(y)
	keepA, keepB := common(a, b)
	shared := 0
	for i, t := range a {
		if keepA[i] {
			shared += len(strings.TrimSpace(t))
		}
	}
	solid := min(len(squeeze(x)), len(squeeze(y)))
	if shared*3 < solid || solid == 0 {
		return nil, nil
	}
	return marks(a, keepA, deletedPart), marks(b, keepB, insertedPart)
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// tokens splits a line into identifiers, runs of white space and single other characters.
func tokens(s string) []string {
	var out []string
	for s != "" {
		n := 0
		kind := class(s)
		for n < len(s) && class(s[n:]) == kind {
			_, size := utf8.DecodeRuneInString(s[n:])
			n += size
			if kind == 0 {
				break
			}
		}
		out = append(out, s[:n])
		s = s[n:]
	}
	return out
}

// class tells what the first character of s is: 1 part of an identifier, 2 white space, 0 stands alone (Chinese too).
func class(s string) int {
	r, _ := utf8.DecodeRuneInString(s)
	switch {
	case r == ' ':
		return 2
	case r == '_' || r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)):
		return 1
	}
	return 0
}

// common marks in both lists the tokens of a longest common subsequence.
func common(a, b []string) (inA, inB []bool) {
	inA, inB = make([]bool, len(a)), make([]bool, len(b))
	head := 0
	for head < min(len(a), len(b)) && a[head] == b[head] {
		inA[head], inB[head] = true, true
		head++
	}
	ea, eb := len(a), len(b)
	for ea > head && eb > head && a[ea-1] == b[eb-1] {
		ea, eb = ea-1, eb-1
		inA[ea], inB[eb] = true, true
	}
	if ea-head <= maxTokens && eb-head <= maxTokens {
		lcs(a[head:ea], b[head:eb], inA[head:ea], inB[head:eb])
	}
	return inA, inB
}

// lcs fills in the longest common subsequence of a and b.
func lcs(a, b []string, inA, inB []bool) {
	best := make([][]int, len(a)+1)
	for i := range best {
		best[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				best[i][j] = best[i+1][j+1] + 1
			} else {
				best[i][j] = max(best[i+1][j], best[i][j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			inA[i], inB[j] = true, true
			i, j = i+1, j+1
		case best[i+1][j] >= best[i][j+1]:
			i++
		default:
			j++
		}
	}
}

// marks turns the tokens that are not kept into spans; neighbours become one.
func marks(list []string, keep []bool, r role) []span {
	var out []span
	at := 0
	for i, t := range list {
		if !keep[i] {
			if n := len(out); n > 0 && out[n-1].end == at {
				out[n-1].end += len(t)
			} else {
				out = append(out, span{at, at + len(t), r})
			}
		}
		at += len(t)
	}
	return out
}

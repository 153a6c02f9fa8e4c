package gosyntax

import (
	"bytes"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
)

// fit gives a line that splicing changed the white space that gofmt would give it, if that is how it stood before and how
// the lines around it stand: fields that are lined up stay so, although elsewhere in its chunk a file is laid out by hand.
// base is ours as it is printed, want what is printed in the place of got.
//
//	Have: MaxCompletionTokens: n, -> MaxTokens:        n, between Temperature:      t, and FrequencyPenalty: f,
func fit(base, ours, got, want []byte) []byte {
	x, y := lines(string(got)), lines(string(want))
	if len(x)*len(y) > maxPairs {
		return got
	}
	partner, was := partners(x, y), replaced(ours, got)
	// stands reports whether the nearest line in a direction that splicing left alone is as gofmt would have it.
	stands := func(i, by int) bool {
		for i += by; i >= 0 && i < len(x); i += by {
			if _, changed := was[i]; !changed {
				return partner[i] >= 0 && x[i] == y[partner[i]]
			}
		}
		return true
	}
	printed := lines(string(base))
	out := slices.Clone(x)
	for i, old := range was {
		if partner[i] >= 0 && slices.Contains(printed, old) && stands(i, -1) && stands(i, 1) {
			out[i] = y[partner[i]]
		}
	}
	return []byte(strings.Join(out, ""))
}

// replaced returns which lines of a text are new, each with the line that it stands in the place of, if it is one for one.
func replaced(ours, got []byte) map[int]string {
	out := map[int]string{}
	shift := 0
	for _, h := range edit.Between(ours, got) {
		gone, come := lines(string(ours[h.Start:h.End])), lines(h.New)
		from := bytes.Count(ours[:h.Start], []byte("\n")) + shift
		for i := range come {
			if out[from+i] = ""; len(gone) == len(come) {
				out[from+i] = gone[i]
			}
		}
		shift += len(come) - len(gone)
	}
	return out
}

// partners pairs, in order, the lines that say the same in two texts, white space aside: -1 for a line that has no partner.
func partners(x, y []string) []int {
	a, b := said(x), said(y)
	same := make([][]int, len(a)+1)
	for i := range same {
		same[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if same[i][j] = max(same[i+1][j], same[i][j+1]); a[i] == b[j] {
				same[i][j] = same[i+1][j+1] + 1
			}
		}
	}
	out := make([]int, len(a))
	for i, j := 0, 0; i < len(a); i++ {
		for out[i] = -1; j < len(b) && same[i][j] == same[i][j+1]; {
			j++
		}
		if j < len(b) && a[i] == b[j] {
			out[i] = j
			j++
		}
	}
	return out
}

// said is what lines say without their white space.
func said(list []string) []string {
	out := make([]string, len(list))
	for i, l := range list {
		out[i] = strings.Join(strings.Fields(l), "")
	}
	return out
}

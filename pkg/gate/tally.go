package gate

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/openai-migrate/migrate/pkg/finding"
)

// tally counts findings: identity -> path -> how many.
type tally map[string]map[string]int

// identity is a finding's Identity in a short form that shows nothing of the code.
func identity(f *finding.Finding) string {
	sum := sha256.Sum256([]byte(f.Identity()))
	return hex.EncodeToString(sum[:8])
}

func (t tally) add(id, path string, n int) {
	if t[id] == nil {
		t[id] = map[string]int{}
	}
	t[id][path] += n
}

func tallyOf(list []finding.Finding) tally {
	t := tally{}
	for i := range list {
		t.add(identity(&list[i]), list[i].File.Path, 1)
	}
	return t
}

// most takes for each identity the side that knows more of it. Adding the two up would count a use twice that both
// know, and taking the larger count per path would do so for a file that moved between them.
func (t tally) most(o tally) tally {
	out := tally{}
	for id, paths := range t {
		out[id] = paths
	}
	for id, paths := range o {
		if total(paths) > total(out[id]) {
			out[id] = paths
		}
	}
	return out
}

func total(paths map[string]int) int {
	n := 0
	for _, c := range paths {
		n += c
	}
	return n
}

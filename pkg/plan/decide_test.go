package plan

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/openai-migrate/migrate/pkg/finding"
)

// random makes a plan of n changes whose requirements, confidences and decisions are anything.
func random(r *rand.Rand, n int) *Plan {
	p := &Plan{}
	for i := range n {
		c := &Change{ID: fmt.Sprint(i), Confidence: []finding.Confidence{finding.Certain, finding.Certain, finding.Likely, finding.Manual}[r.IntN(4)],
			Decision: []Decision{Pending, Pending, Accepted, Skipped}[r.IntN(4)]}
		for range r.IntN(3) {
			c.Requires = append(c.Requires, fmt.Sprint(r.IntN(n)))
		}
		p.Changes = append(p.Changes, c)
	}
	return p
}

func TestAcceptIsOneClosureAfterAnother(t *testing.T) {
	for seed := range uint64(300) {
		p, q := random(rand.New(rand.NewPCG(seed, 0)), 12), random(rand.New(rand.NewPCG(seed, 0)), 12)
		p.Accept(finding.Likely)
		for _, c := range q.Changes {
			unfit := func(x *Change) bool { return x.Confidence == finding.Manual || x.Decision == Skipped }
			if set := q.Closure(c.ID); c.Decision == Pending && !slices.ContainsFunc(set, unfit) {
				for _, x := range set {
					x.Decision = Accepted
				}
			}
		}
		for i := range p.Changes {
			if got, want := p.Changes[i].Decision, q.Changes[i].Decision; got != want {
				t.Fatalf("seed %d: change %d is %s, want %s", seed, i, got, want)
			}
		}
	}
}

func TestDecideAll(t *testing.T) {
	p := &Plan{Changes: []*Change{{ID: "a", Requires: []string{"b"}}, {ID: "b"}, {ID: "c"}, {ID: "d", Requires: []string{"b"}}}}
	if got := p.DecideAll([]string{"a", "c"}, Accepted); !slices.Equal(got, []string{"a", "b", "c"}) {
		t.Errorf("accepting a and c changed %v", got)
	}
	if got := p.DecideAll([]string{"b"}, Pending); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("reopening b changed %v", got)
	}
}

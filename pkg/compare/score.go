package compare

import (
	"cmp"
	"math"
	"slices"
)

// The points that a provider can get, and how they are come by.
const (
	callPoints     = 50 // × (clean + ¾ edited) ÷ call sites
	modelPoints    = 20 // × models with a counterpart ÷ models found
	costPoints     = 20 // × (1 − cost ratio) × share of models with a price, nothing from a ratio of 1 up
	evidencePoints = 10 // × confirmed ÷ all statements of the catalog that the above rests on

	editedWorth = 0.75 // of a call that migrate edits beside one that it need not: the edit is work and wants a test
)

// Part is one summand of a score.
type Part struct {
	Points float64
	Of     float64 // 0 where the tree gives nothing to measure; the part is then left out for every provider
}

// Score is what a rank is made of.
type Score struct {
	Calls, Models, Cost, Evidence Part
	Confirmed, Statements         int // behind Evidence
}

// Parts returns the summands in the order in which they are explained.
func (s Score) Parts() []Part { return []Part{s.Calls, s.Models, s.Cost, s.Evidence} }

// Total returns the points and how many there were to get.
func (s Score) Total() (points, of float64) {
	for _, p := range s.Parts() {
		points, of = points+p.Points, of+p.Of
	}
	return points, of
}

// part is points × share, rounded to a tenth so that what is shown adds up.
func part(points, share float64) Part {
	return Part{Points: math.Round(points*max(0, min(1, share))*10) / 10, Of: points}
}

func (c *Comparison) score(r *Row, capabilities []string) Score {
	var s Score
	if n := len(r.Sites); n > 0 {
		s.Calls = part(callPoints, (float64(r.Count[Clean])+editedWorth*float64(r.Count[Edited]))/float64(n))
	}
	if n := len(c.Models); n > 0 {
		s.Models = part(modelPoints, float64(r.Mapped())/float64(n))
	}
	if c.priced() {
		s.Cost = part(costPoints, 0)
		if r.Bill.Known() {
			s.Cost = part(costPoints, max(0, 1-r.Bill.Ratio)*r.Bill.Coverage())
		}
	}
	s.Confirmed, s.Statements = r.evidence(capabilities)
	if s.Statements > 0 {
		s.Evidence = part(evidencePoints, float64(s.Confirmed)/float64(s.Statements))
	}
	return s
}

// priced reports whether a ratio is known for some provider.
func (c *Comparison) priced() bool {
	return slices.ContainsFunc(c.Rows, func(r *Row) bool { return r.Bill.Known() })
}

// evidence counts the statements that a row rests on: on the endpoints that are called, the models that are chosen, and
// what findings cite.
func (r *Row) evidence(capabilities []string) (confirmed, all int) {
	count := func(unconfirmed bool) {
		all++
		if !unconfirmed {
			confirmed++
		}
	}
	for _, name := range capabilities {
		e, known := r.Target.Endpoint(name)
		count(e.Unconfirmed || !known && !r.Target.User)
	}
	for _, m := range r.Models {
		if m.Found && !m.Choice.Overridden {
			count(m.Choice.Unconfirmed)
		}
	}
	for _, s := range r.Sites {
		for _, f := range s.Edits {
			for _, x := range f.Fixes[0].Sources {
				count(x.Unconfirmed)
			}
		}
		for _, t := range s.Troubles {
			for _, x := range t.Sources {
				count(x.Unconfirmed)
			}
		}
	}
	return confirmed, all
}

// rank sorts the rows: by points, then by name, and gives equal points the same rank. A provider whose future is in doubt
// stands behind all others: it may be gone before the migration is paid back.
func (c *Comparison) rank() {
	total := func(r *Row) float64 { points, _ := r.Score.Total(); return math.Round(points*10) / 10 }
	slices.SortFunc(c.Rows, func(a, b *Row) int {
		return cmp.Or(cmp.Compare(inDoubt(a), inDoubt(b)), cmp.Compare(total(b), total(a)), cmp.Compare(a.Target.ID, b.Target.ID))
	})
	for i, r := range c.Rows {
		r.Rank = i + 1
		if i > 0 && total(c.Rows[i-1]) == total(r) && inDoubt(c.Rows[i-1]) == inDoubt(r) {
			r.Rank = c.Rows[i-1].Rank
		}
	}
}

// inDoubt is 1 for a provider whose future is.
func inDoubt(r *Row) int {
	if r.Target.Status != nil {
		return 1
	}
	return 0
}

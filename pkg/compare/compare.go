// Package compare sets providers side by side for one tree: what becomes of each call site at each of them, which models
// they have to offer in place of OpenAI's, what that costs, and in which order that puts them.
//
// It knows findings and the catalog and nothing of code: the findings of a scan for each provider, with their fixes settled
// (plan.Resolve), say all there is to say about a call site. A rule that learns to tell more makes the comparison better by
// itself. What the scan could not read is not in it, and whoever shows a comparison says so.
package compare

import (
	"maps"
	"slices"

	"github.com/openai-migrate/migrate/pkg/cost"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/provider"
)

// Candidate is a provider with the findings of a scan for it.
type Candidate struct {
	Target   *provider.Target
	Findings []finding.Finding
}

// Options are what a comparison is made with.
type Options struct {
	Usage func(models []string) []cost.Usage // what is used of the models found
	Rate  cost.Rate
}

// Comparison is the result for one tree.
type Comparison struct {
	Sites  int      // calls that reach OpenAI as the code stands
	Models []string // names of OpenAI's models that requests send, else that the tree names; sorted
	Held   int      // of Sites: those that a person must see to first, whatever the provider
	Usage  []cost.Usage
	Rate   cost.Rate
	Rows   []*Row // by rank
	Common []Trouble
}

// Row is one provider.
type Row struct {
	Target *provider.Target
	Rank   int // equal scores share one
	Sites  []Site
	Count  [fates]int // of Sites
	Hand   []Trouble  // findings outside of every call site that a person must see to, at this provider in particular
	Models []Model
	Bill   *cost.Bill
	Score  Score
}

// Blocked returns the troubles of this provider that not every one of the compared has, those of call sites first.
func (r *Row) Blocked() []Trouble {
	var out []Trouble
	seen := map[place]bool{}
	for _, s := range r.Sites {
		for _, t := range s.Troubles {
			if at := placeOf(t.Finding); !t.Common && !seen[at] {
				seen[at] = true
				out = append(out, t)
			}
		}
	}
	return append(out, r.Hand...)
}

// Mapped counts the models that have a counterpart.
func (r *Row) Mapped() int {
	n := 0
	for _, m := range r.Models {
		if m.Found {
			n++
		}
	}
	return n
}

// Model is what a provider has in place of a model of OpenAI.
type Model struct {
	Name   string
	Found  bool
	Choice provider.Choice
}

// New compares. The candidates' findings are of the same tree.
func New(candidates []Candidate, o Options) *Comparison {
	c := &Comparison{Rate: o.Rate}
	if len(candidates) == 0 {
		return c
	}
	c.Models = models(candidates[0].Findings)
	c.Usage = o.Usage(c.Models)
	for _, x := range candidates {
		c.Rows = append(c.Rows, c.row(x))
	}
	c.Sites = len(c.Rows[0].Sites)
	c.common()
	for i, r := range c.Rows {
		r.Score = c.score(r, capabilities(candidates[i].Findings))
	}
	c.rank()
	return c
}

func (c *Comparison) row(x Candidate) *Row {
	r := &Row{Target: x.Target, Bill: cost.Estimate(x.Target, c.Usage, c.Rate)}
	r.Sites, r.Hand = sites(x.Findings)
	for _, name := range c.Models {
		choice, ok := x.Target.Model(name, provider.Need{})
		r.Models = append(r.Models, Model{Name: name, Found: ok, Choice: choice})
	}
	return r
}

// models returns the names of OpenAI's models that requests send; where none is seen to be sent, all that are named.
func models(list []finding.Finding) []string {
	sent, named := map[string]bool{}, map[string]bool{}
	for i := range list {
		o, ok := provider.OpenAIModel(list[i].Model)
		if !ok || o.Unknown || o.FineTuned {
			continue
		}
		named[o.Name] = true
		if list[i].Reaches {
			sent[o.Name] = true
		}
	}
	if len(sent) > 0 {
		named = sent
	}
	return slices.Sorted(maps.Keys(named))
}

// capabilities returns the parts of the API that the call sites use.
func capabilities(list []finding.Finding) []string {
	seen := map[string]bool{}
	for i := range list {
		if f := &list[i]; isSite(f) && f.Capability != "" {
			seen[string(f.Capability)] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// common marks what a person must see to at every provider alike, and takes it out of what is counted against each: it says
// something of the code, and nothing of a provider.
func (c *Comparison) common() {
	count := map[place]int{}
	for _, r := range c.Rows {
		for at := range r.places() {
			count[at]++
		}
	}
	everywhere := func(t Trouble) bool { return len(c.Rows) > 1 && count[placeOf(t.Finding)] == len(c.Rows) }
	for i, r := range c.Rows {
		if i == 0 {
			c.Common = slices.DeleteFunc(r.all(), func(t Trouble) bool { return !everywhere(t) })
		}
		for j := range r.Sites {
			r.Sites[j].settle(everywhere)
			r.Count[r.Sites[j].Fate]++
			if i == 0 && r.Sites[j].held() {
				c.Held++
			}
		}
		r.Hand = slices.DeleteFunc(r.Hand, everywhere)
	}
}

// all lists a row's troubles, each once.
func (r *Row) all() []Trouble {
	var out []Trouble
	for _, s := range r.Sites {
		out = append(out, s.Troubles...)
	}
	out = append(out, r.Hand...)
	seen := map[place]bool{}
	return slices.DeleteFunc(out, func(t Trouble) bool {
		at := placeOf(t.Finding)
		again := seen[at]
		seen[at] = true
		return again
	})
}

func (r *Row) places() map[place]bool {
	out := map[place]bool{}
	for _, t := range r.all() {
		out[placeOf(t.Finding)] = true
	}
	return out
}

// Package cost says what the use of some models costs at a provider, beside what it costs at OpenAI.
//
// A [Usage] is what is sent to one model: requests, tokens in and out. It comes from a stated [Profile] or from an export
// of OpenAI's usage page ([ReadCSV]). [Estimate] prices it twice, with the prices of the catalog: as published, in the
// currency in which they are published, with their dates. What has no published price is left out on both sides and said.
//
// Amounts in two currencies are not added up. Only the ratio of the two sides needs an exchange rate, and it is the
// caller's: see [Rate].
package cost

import (
	"cmp"
	"slices"

	"github.com/openai-migrate/migrate/pkg/provider"
)

// Usage is what is sent to one model of OpenAI.
type Usage struct {
	Model    string
	Requests float64
	In       float64 // tokens, those found in the cache included
	Cached   float64 // of In
	Out      float64
	Batch    float64 // requests sent through the batch endpoint, of Requests; counted like the others
	Peak     float64 // share of what is sent in the hours for which a provider asks more, 0 to 1
}

// perRequest is the average length of an input, which decides the price where it depends on it.
func (u Usage) perRequest() float64 {
	if u.Requests == 0 {
		return 0
	}
	return u.In / u.Requests
}

// Rate converts between the two currencies of the catalog, for ratios only.
type Rate struct {
	CNYPerUSD float64
	Date      string // on which the default was set; empty where the user gave the rate
}

// Assumed is the rate where the user gives none: a round figure, not a quotation. It is always shown with its date.
var Assumed = Rate{CNYPerUSD: 7, Date: "2026-11-26"}

// Amount is a sum in one currency.
type Amount struct {
	Currency string  `json:"currency"`
	Value    float64 `json:"value"`
}

// usd converts an amount; false for a currency that the rate does not know.
func (r Rate) usd(a Amount) (float64, bool) {
	switch a.Currency {
	case "USD":
		return a.Value, true
	case "CNY":
		return a.Value / r.CNYPerUSD, true
	}
	return 0, false
}

// Gap says why a line is not counted.
type Gap string

// The gaps.
const (
	Counted    Gap = ""
	NotOpenAI  Gap = "not-openai"   // the name is none of OpenAI's
	NoOldPrice Gap = "no-old-price" // OpenAI's price is not in the catalog, or is not per token
	NoModel    Gap = "no-model"     // the provider has no counterpart
	NoNewPrice Gap = "no-new-price" // the provider's price is not in the catalog
	TooLong    Gap = "too-long"     // no price is published for inputs of this length
)

// Line is one model of OpenAI beside the one that replaces it. Old and New are nil where there is no price.
type Line struct {
	Usage
	Gap       Gap
	To        string
	Old       *provider.Price
	OldWhence provider.Verdict
	New       []provider.Price // what the cost is made of: one, or one for each hour
	NewWhence provider.Verdict
	Doubtful  bool // the provider's price is unconfirmed, a reseller's, or not known for the hours in question
	OldCost   Amount
	NewCost   Amount
}

// Bill is an estimate for one provider.
type Bill struct {
	Lines []Line
	Old   Amount   // of the lines that are counted
	New   []Amount // the same, one for each currency
	Ratio float64  // New to Old; 0 where nothing is counted
}

// Counted returns how many lines are.
func (b *Bill) Counted() int {
	n := 0
	for _, l := range b.Lines {
		if l.Gap == Counted {
			n++
		}
	}
	return n
}

// Coverage is the share of the lines with a price at OpenAI that are counted; 0 where there is none.
func (b *Bill) Coverage() float64 {
	priced := 0
	for _, l := range b.Lines {
		if l.Old != nil {
			priced++
		}
	}
	if priced == 0 {
		return 0
	}
	return float64(b.Counted()) / float64(priced)
}

// Known reports whether the ratio says something.
func (b *Bill) Known() bool { return b.Counted() > 0 && b.Old.Value > 0 }

// Estimate prices usage at OpenAI and at a target.
func Estimate(t *provider.Target, usage []Usage, r Rate) *Bill {
	b := &Bill{Old: Amount{Currency: "USD"}}
	total := 0.0
	for _, u := range usage {
		l := line(t, u)
		if l.Gap == Counted {
			b.Old.Value += l.OldCost.Value
			b.add(l.NewCost)
			usd, _ := r.usd(l.NewCost)
			total += usd
		}
		b.Lines = append(b.Lines, l)
	}
	slices.SortFunc(b.New, func(x, y Amount) int { return cmp.Compare(x.Currency, y.Currency) })
	if b.Known() {
		b.Ratio = total / b.Old.Value
	}
	return b
}

func (b *Bill) add(a Amount) {
	for i := range b.New {
		if b.New[i].Currency == a.Currency {
			b.New[i].Value += a.Value
			return
		}
	}
	b.New = append(b.New, a)
}

// line prices one model's usage.
func line(t *provider.Target, u Usage) Line {
	l := Line{Usage: u}
	o, known := provider.OpenAIModel(u.Model)
	if !known {
		l.Gap = NotOpenAI
		return l
	}
	var old []provider.Price
	if o.Price != nil {
		l.Old, l.OldWhence = o.Price, o.Priced
		old = Applicable([]provider.Price{*o.Price}, u.perRequest())
	}
	prices, long := l.replacement(t)
	switch {
	case l.Old == nil:
		l.Gap = NoOldPrice
	case len(old) == 0:
		l.Gap = TooLong
	case l.To == "":
		l.Gap = NoModel
	case len(prices) == 0 && long:
		l.Gap = TooLong
	case len(prices) == 0:
		l.Gap = NoNewPrice
	default:
		l.OldCost = charge(u, old)
		l.New, l.NewCost = prices, charge(u, prices)
	}
	return l
}

// replacement fills in the model that takes over, and returns the prices that hold for it; long says that there are
// prices, but none for inputs of this length.
func (l *Line) replacement(t *provider.Target) (prices []provider.Price, long bool) {
	choice, ok := t.Model(l.Model, provider.Need{})
	if !ok {
		return nil, false
	}
	l.To = choice.ID
	var all []provider.Price
	switch m := choice.Model; {
	case choice.Embedding != nil:
		e := choice.Embedding
		if e.Price != nil {
			all = append(all, *e.Price)
		}
		l.NewWhence, l.Doubtful = e.Verdict, slices.Contains(e.Doubtful, "price")
	case m != nil:
		if a, ok := t.Listed(m.AliasOf); ok && len(m.Prices) == 0 {
			m = a
		}
		all, l.NewWhence, l.Doubtful = m.Prices, m.Verdict, slices.Contains(m.Doubtful, "price")
	}
	prices = Applicable(all, l.perRequest())
	l.Doubtful = l.Doubtful || slices.ContainsFunc(prices, func(p provider.Price) bool { return p.Reseller }) ||
		len(prices) == 1 && prices[0].When == offPeak && l.Peak > 0
	return prices, len(all) > 0 && len(prices) == 0
}

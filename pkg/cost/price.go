package cost

import (
	"cmp"
	"slices"

	"github.com/openai-migrate/migrate/pkg/provider"
)

// million is what prices are for.
const million = 1e6

// The hours of [provider.Price.When].
const (
	peak    = "peak"
	offPeak = "off-peak"
)

// Applicable returns the prices that hold for inputs of a length: in yuan where the list in yuan has one, else in the next
// currency that has; the narrowest step that takes the length; two where peak hours have their own.
func Applicable(all []provider.Price, length float64) []provider.Price {
	for _, currency := range currencies(all) {
		high, busy := step(all, currency, peak, length)
		low, quiet := step(all, currency, offPeak, length)
		flat, any := step(all, currency, "", length)
		switch {
		case busy && quiet:
			return []provider.Price{high, low}
		case any:
			return []provider.Price{flat}
		case busy:
			return []provider.Price{high}
		case quiet:
			return []provider.Price{low}
		}
	}
	return nil
}

// currencies lists those of some prices, yuan first: it is what a customer in mainland China pays in.
func currencies(all []provider.Price) []string {
	var out []string
	for _, p := range all {
		if !slices.Contains(out, p.Currency) {
			out = append(out, p.Currency)
		}
	}
	slices.SortStableFunc(out, func(a, b string) int {
		rank := func(s string) int { return slices.Index([]string{"USD", "CNY"}, s) }
		return cmp.Compare(rank(b), rank(a))
	})
	return out
}

// step returns the price with the smallest limit that takes an input of a length; one without a limit takes any.
func step(all []provider.Price, currency, when string, length float64) (best provider.Price, ok bool) {
	for _, p := range all {
		if p.Currency != currency || p.When != when || p.UpTo > 0 && length > float64(p.UpTo) {
			continue
		}
		if !ok || p.UpTo > 0 && (best.UpTo == 0 || p.UpTo < best.UpTo) {
			best, ok = p, true
		}
	}
	return best, ok
}

// charge is what a usage costs: by the hour's share where there is a price for peak hours and one for the rest.
func charge(u Usage, prices []provider.Price) Amount {
	out := Amount{Currency: prices[0].Currency}
	for _, p := range prices {
		share := 1.0
		if len(prices) > 1 {
			share = map[string]float64{peak: u.Peak, offPeak: 1 - u.Peak}[p.When]
		}
		cached := p.In
		if p.Cached != nil {
			cached = *p.Cached
		}
		out.Value += share * ((u.In-u.Cached)*p.In + u.Cached*cached + u.Out*p.Out) / million
	}
	return out
}

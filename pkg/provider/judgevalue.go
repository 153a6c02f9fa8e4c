package provider

import (
	"math"
	"slices"
)

// value looks at what is sent in a field that the target takes.
func (j *judge) value() (Judgement, bool) {
	p := j.param
	if p.MaxItems > 0 && j.sent.Items > p.MaxItems {
		return j.says(Block, true, j.text(itemsText, p.MaxItems))
	}
	switch v := j.sent.Value.(type) {
	case nil:
		return j.unseen()
	case float64:
		return j.number(v)
	case string:
		return j.word(v)
	}
	return Judgement{}, false
}

// unseen is a value that is not written here. It is worth a word where the target takes less than OpenAI does.
func (j *judge) unseen() (Judgement, bool) {
	switch {
	case j.sent.Items > 0:
		return Judgement{}, false
	case j.param.Fixed != nil && j.field.Effect == EffectStyle:
		return j.says(Drop, false, j.text(fixedText, j.param.Fixed))
	case j.param.Fixed != nil, j.narrower():
		return j.says(Keep, false, j.text(unseenText))
	}
	return Judgement{}, false
}

// narrower reports whether some number that OpenAI takes is out of the target's range.
func (j *judge) narrower() bool {
	f, p := j.field, j.param
	below := f.Min != nil && (p.Min != nil && !admits(p.Min, nil, *f.Min) || slices.Contains(p.Risky, *f.Min))
	return below || f.Max != nil && p.Max != nil && p.Max.Value < *f.Max
}

// admits reports whether a number lies within bounds of which either may be missing.
func admits(lo, hi *Bound, n float64) bool {
	if lo != nil && (n < lo.Value || lo.Exclusive && n == lo.Value) {
		return false
	}
	return hi == nil || n < hi.Value || n == hi.Value && !hi.Exclusive
}

// number looks at a number, which a range or a fixed value may exclude.
func (j *judge) number(n float64) (Judgement, bool) {
	p := j.param
	fixed, isFixed := p.Fixed.(float64)
	risky := slices.Contains(p.Risky, n)
	switch {
	case isFixed && n == fixed, !isFixed && admits(p.Min, p.Max, n) && !risky:
		return Judgement{}, false
	case j.field.Effect == EffectResult:
		return j.says(Block, true, j.text(rangeText))
	case isFixed:
		return j.says(Drop, true, j.text(fixedText, fixed))
	case j.field.Effect == EffectHint:
		return j.says(Drop, true, j.text(rangeText))
	case risky:
		out, ok := j.says(Clamp, false, j.text(riskyText))
		out.Value = j.inside(n)
		return out, ok
	}
	out, ok := j.says(Clamp, true, j.text(rangeText))
	out.Value = j.inside(n)
	return out, ok
}

// inside returns the number nearest to n that the target takes, a step away from an end that is excluded: a hundredth, for
// limits one.
func (j *judge) inside(n float64) float64 {
	step, p := 0.01, j.param
	if j.field.Effect == EffectLimit {
		step = 1
	}
	switch {
	case p.Max != nil && n >= p.Max.Value:
		n = p.Max.Value
		if p.Max.Exclusive {
			n -= step
		}
	case p.Min != nil && n <= p.Min.Value:
		n = p.Min.Value
		if p.Min.Exclusive || slices.Contains(p.Risky, n) {
			n += step
		}
	}
	return math.Round(n*100) / 100
}

// word looks at a value out of a list.
func (j *judge) word(v string) (Judgement, bool) {
	p := j.param
	if !slices.Contains(p.Refused, v) && (len(p.Values) == 0 || slices.Contains(p.Values, v)) {
		return Judgement{}, false
	}
	if near := j.nearest(v); near != "" {
		out, ok := j.says(Rewrite, false, j.text(wordText))
		out.Value = near
		return out, ok
	}
	if j.field.Effect == EffectHint {
		return j.says(Drop, false, j.text(wordText))
	}
	return j.says(Block, true, j.text(wordText))
}

// nearest returns the accepted value that is nearest in strength, of two the stronger; empty where values have no order.
func (j *judge) nearest(v string) string {
	at, best := j.field.rank(v), ""
	if at < 0 {
		return ""
	}
	for _, o := range j.param.Values {
		r := j.field.rank(o)
		if r < 0 {
			continue
		}
		d, b := abs(r-at), abs(j.field.rank(best)-at)
		if best == "" || d < b || d == b && r > at {
			best = o
		}
	}
	return best
}

func abs(n int) int { return max(n, -n) }

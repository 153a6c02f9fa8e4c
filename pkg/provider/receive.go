package provider

import (
	"slices"

	"github.com/openai-migrate/migrate/pkg/i18n"
)

// Receipt is what a target does with a field that reaches it as it stands in a request.
type Receipt struct {
	Support Support // Ignored: it has no effect; Undocumented: nothing is known
	Refused bool    // the catalog speaks against it: documented as an error, or missing where the vendor enumerates
	Reason  i18n.Text
	Note    i18n.Text // what the catalog says besides; may be empty
	Verdict
}

// Receive is the other side of [Target.Judge]: not what must become of a field, but what happens to it when nothing does.
// Both read the same verdicts. Unlike Judge it knows fields beyond those of OpenAI by their names in [ParamNames].
func (t *Target) Receive(c Choice, s Sent) Receipt {
	f, known := FieldNamed(s.Field)
	if !known {
		f = Field{Name: s.Field}
	}
	j := &judge{Target: t, choice: c, sent: s, field: f, param: t.param(f.Name, s.Value).For(c.ID, c.thinking())}
	out, decided := j.model()
	switch {
	case decided && out.Action == Keep:
		return Receipt{Support: Supported, Verdict: out.Verdict}
	case decided:
		r := j.receipt(true, out.Reason)
		r.Note, r.Verdict = i18n.Text{}, out.Verdict // the reason holds the note
		return r
	case j.takes():
		if why, bad := j.offends(); bad {
			return j.receipt(true, why)
		}
	case j.idle(), j.isFixed():
		return Receipt{Support: Supported, Verdict: j.param.Verdict}
	case j.param.Support == Renamed:
		return j.receipt(true, j.sentence(renameText, j.param.Rename))
	case j.param.Support == Ignored:
		return j.receipt(false, j.sentence(ignoredText))
	case j.param.Support == Undocumented:
		return j.receipt(false, j.sentence(unknownText))
	default:
		return j.receipt(true, j.sentence(refusedText))
	}
	return Receipt{Support: j.param.Support, Verdict: j.param.Verdict}
}

func (j *judge) receipt(refused bool, why i18n.Text) Receipt {
	return Receipt{j.param.Support, refused, why, texts(j.param.NoteZH, j.param.Note), j.param.Verdict}
}

// isFixed reports whether a number is the only one that the target lets stand.
func (j *judge) isFixed() bool {
	n, number := j.sent.Value.(float64)
	fixed, only := j.param.Fixed.(float64)
	return number && only && n == fixed
}

// offends says how a value breaks the bounds of a field that the target takes.
func (j *judge) offends() (why i18n.Text, bad bool) {
	p := j.param
	if p.MaxItems > 0 && j.sent.Items > p.MaxItems {
		return j.sentence(itemsText, p.MaxItems), true
	}
	switch v := j.sent.Value.(type) {
	case float64:
		fixed, only := p.Fixed.(float64)
		switch {
		case only && v != fixed:
			return j.sentence(fixedText, fixed), true
		case !only && !admits(p.Min, p.Max, v):
			return j.sentence(rangeText), true
		case slices.Contains(p.Risky, v):
			return j.sentence(riskyText), true
		}
	case string:
		if slices.Contains(p.Refused, v) || len(p.Values) > 0 && !slices.Contains(p.Values, v) {
			return j.sentence(wordText), true
		}
	}
	return i18n.Text{}, false
}

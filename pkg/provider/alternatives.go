package provider

import "slices"

// Alternatives returns the models that may stand in for one of OpenAI's at this target, those first that its mapping
// names; Set and Dimensions of a choice are not filled in, because they depend on the call. What is retired, or does not
// answer at the address of this run, is left out, and so are names that another model answers to.
func (t *Target) Alternatives(from string) []Choice {
	o, known := OpenAIModel(from)
	if !known {
		return nil
	}
	row, _ := t.row(o)
	suggested := append([]string{row.To, row.Vision}, row.Alternates...)
	var first, rest []Choice
	add := func(c Choice) {
		c.From, c.Suggested = o.Family, slices.Contains(suggested, c.ID)
		if c.Suggested {
			first = append(first, c)
		} else {
			rest = append(rest, c)
		}
	}
	if o.Kind == "embeddings" {
		for i := range t.Embed {
			if e := &t.Embed[i]; !e.Foreign {
				add(Choice{ID: e.ID, Embedding: e, Verdict: e.Verdict})
			}
		}
	} else {
		for i := range t.Provider.Models {
			m := &t.Provider.Models[i]
			if m.Kind == "chat" && m.AliasOf == "" && t.takes(m.ID, Need{}) {
				add(Choice{ID: m.ID, Model: m, Verdict: m.Verdict})
			}
		}
	}
	slices.SortStableFunc(first, func(a, b Choice) int { return slices.Index(suggested, a.ID) - slices.Index(suggested, b.ID) })
	return append(first, rest...)
}

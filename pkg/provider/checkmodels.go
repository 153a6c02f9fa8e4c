package provider

import (
	"slices"
	"strconv"
)

func (c *checker) models() {
	ids := map[string]bool{}
	for i, m := range c.entry.Models {
		at := []string{"models", strconv.Itoa(i)}
		if m.ID == "" || ids[m.ID] {
			c.failf(append(at, "id"), "model id %q is empty or stands twice", m.ID)
		}
		ids[m.ID] = true
		for key, ok := range map[string]bool{
			"kind":     oneOf(m.Kind, "", "chat", "image", "speech", "transcription"),
			"json":     oneOf(m.JSON, "", "none", "json_object", "json_schema"),
			"thinking": oneOf(m.Thinking, "", ThinkingNone, ThinkingToggle, ThinkingOptIn, ThinkingOn, ThinkingAlways, ThinkingUnclear),
			"retired":  oneOf(m.Retired, "", "undated") || dateForm.MatchString(m.Retired),
			"released": m.Released == "" || dateForm.MatchString(m.Released),
			"context":  m.Context >= 0 && m.Output >= 0 && m.Input >= 0,
		} {
			if !ok {
				c.failf(append(at, key), "model %s: bad %s", m.ID, key)
			}
		}
		for j := range m.Prices {
			c.price(append(at, "prices", strconv.Itoa(j)), m.ID, &m.Prices[j])
		}
		if m.AliasOf != "" && !slices.ContainsFunc(c.entry.Models, func(o modelEntry) bool { return o.ID == m.AliasOf }) {
			c.failf(append(at, "alias_of"), "model %s: alias of %q, which is not listed", m.ID, m.AliasOf)
		}
		c.base(at, m.Base)
		c.cited(at, m.Cited)
	}
	if s := c.entry.Serving; s != nil {
		c.cited([]string{"serving"}, s.Cited)
		if !c.user && (s.Note == "" || s.NoteZH == "") {
			c.failf([]string{"serving"}, "serving needs note and note_zh")
		}
	}
	if g := c.entry.Gone; g != nil {
		for _, id := range g.IDs {
			if ids[id] {
				c.failf([]string{"gone", "ids"}, "model %s is listed and gone", id)
			}
		}
		c.cited([]string{"gone"}, g.Cited)
	}
}

func oneOf[T comparable](v T, allowed ...T) bool { return slices.Contains(allowed, v) }

func (c *checker) price(at []string, id string, p *priceEntry) {
	if p == nil {
		return
	}
	if !oneOf(p.Currency, "CNY", "USD") || p.In < 0 || p.Out < 0 || p.UpTo < 0 {
		c.failf(at, "model %s: a price is CNY or USD and not negative", id)
	}
	if !oneOf(p.When, "", "peak", "off-peak") {
		c.failf(append(at, "when"), "model %s: a price holds at peak or off-peak, not %q", id, p.When)
	}
}

func (c *checker) embeddings() {
	ids := map[string]bool{}
	for i, m := range c.entry.Embed {
		at := []string{"embeddings", strconv.Itoa(i)}
		if m.ID == "" || ids[m.ID] {
			c.failf(append(at, "id"), "embeddings model id %q is empty or stands twice", m.ID)
		}
		ids[m.ID] = true
		if m.Allowed != nil && !slices.Contains(m.Allowed, m.Dimensions) {
			c.failf(append(at, "dimensions"), "model %s: default length %d is not among the allowed", m.ID, m.Dimensions)
		}
		c.price(append(at, "price"), m.ID, m.Price)
		c.cited(at, m.Cited)
	}
}

func (c *checker) mappings() {
	openai, from := openAIs(), map[string]bool{}
	for i, m := range c.entry.Mapping {
		at := []string{"mapping", strconv.Itoa(i)}
		o, ok := openai.names[m.From]
		if !ok || o.Family != m.From {
			c.failf(append(at, "from"), "mapping from %q: no such family in openai.toml", m.From)
		}
		if from[m.From] {
			c.failf(append(at, "from"), "mapping from %q stands twice", m.From)
		}
		from[m.From] = true
		if o.Kind == "embeddings" {
			c.embeddingTarget(at, m)
		} else {
			c.chatTarget(append(at, "to"), m.From, m.To)
			c.chatTarget(append(at, "vision"), m.From, m.Vision)
			for _, id := range m.Alternates {
				c.chatTarget(append(at, "alternates"), m.From, id)
			}
		}
		if m.To == "" && (m.Vision != "" || len(m.Alternates) > 0 || m.Set != nil) {
			c.failf(at, "mapping from %s: to is empty and yet there is more", m.From)
		}
		c.cited(at, m.Cited)
	}
	for tier, id := range c.entry.Tiers {
		if openai.tiers[tier] == nil {
			c.failf([]string{"tiers", tier}, "unknown tier %s", tier)
		}
		c.chatTarget([]string{"tiers", tier}, "tier "+tier, id)
	}
}

// chatTarget checks that a mapping leads to a model that is listed and there to stay. A user's file need not list
// models: a gateway has whatever it is configured with.
func (c *checker) chatTarget(at []string, from, id string) {
	if id == "" || c.user && len(c.entry.Models) == 0 {
		return
	}
	i := slices.IndexFunc(c.entry.Models, func(m modelEntry) bool { return m.ID == id })
	switch {
	case i < 0:
		c.failf(at, "mapping from %s: model %q is not listed", from, id)
	case c.entry.Models[i].Retired != "":
		c.failf(at, "mapping from %s: model %q is retired (%s)", from, id, c.entry.Models[i].Retired)
	}
}

func (c *checker) embeddingTarget(at []string, m mappingEntry) {
	for _, id := range append([]string{m.To}, m.Alternates...) {
		if id == "" || c.user && len(c.entry.Embed) == 0 {
			continue
		}
		i := slices.IndexFunc(c.entry.Embed, func(e embeddingEntry) bool { return e.ID == id })
		if i < 0 {
			c.failf(append(at, "to"), "mapping from %s: embeddings model %q is not listed", m.From, id)
			continue
		}
		e := c.entry.Embed[i]
		if id == m.To && m.Dimensions != 0 && m.Dimensions != e.Dimensions && !slices.Contains(e.Allowed, m.Dimensions) {
			c.failf(append(at, "dimensions"), "mapping from %s: %s has no length %d", m.From, id, m.Dimensions)
		}
	}
}

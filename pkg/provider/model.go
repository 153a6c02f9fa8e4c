package provider

import (
	"fmt"
	"maps"
	"slices"

	"github.com/openai-migrate/migrate/pkg/i18n"
)

// Model returns the model that replaces an OpenAI model at a call site. What the user asked for goes first: an override
// of exactly this name, then one of its family. Else the provider's mapping decides, of the family, of the family that
// stands in for it, or of its tier. Where the call sends images or tools and the model cannot take them, one that can is
// chosen; where its window is too small for need.Context, a larger alternate, if there is one. A retired model is never
// chosen.
//
// It reports false where there is no counterpart: fine-tuned models, names newer than the list, services that the
// provider does not have, and every model where the user runs the engine and has not named one. Choice then holds what is known, for the message, and no ID.
func (t *Target) Model(from string, need Need) (Choice, bool) {
	o, known := OpenAIModel(from)
	if id, ok := t.overridden(from, o); ok {
		return t.override(o, id, need), true
	}
	c := Choice{From: o.Family}
	if s := t.Serving; s != nil {
		c.Note, c.NoteZH, c.Verdict = s.Note, s.NoteZH, s.Verdict
	}
	if !known || o.FineTuned || o.Unknown {
		return c, false
	}
	row, ok := t.row(o)
	if !ok {
		return t.byTier(c, o)
	}
	c.Note, c.NoteZH, c.Verdict = row.Note, row.NoteZH, row.Verdict
	if row.To == "" {
		return c, false
	}
	if o.Kind == "embeddings" {
		return t.embedding(c, row), true
	}
	id, ok := t.pick(o, row, need)
	if !ok {
		return c, false
	}
	return t.chat(c, row, id), true
}

// overridden finds the user's own choice. That of a family is not meant for the models fine-tuned from it.
func (t *Target) overridden(from string, o OpenAI) (string, bool) {
	names := []string{from, o.Name}
	if !o.FineTuned {
		names = append(names, o.Family)
	}
	for _, name := range names {
		if id := t.Models[name]; name != "" && id != "" {
			return id, true
		}
	}
	return "", false
}

// override makes a choice of a model that the user named. Fields that the provider's mapping sends along for such a
// model are kept, so that naming one does not bring the thinking back that the mapping had turned off.
func (t *Target) override(o OpenAI, id string, need Need) Choice {
	c := Choice{From: o.Family, ID: id, Overridden: true}
	row, _ := t.row(o)
	if e, ok := t.ListedEmbedding(id); ok {
		c.Embedding, c.Verdict = e, e.Verdict
		if row.To == id {
			c.Dimensions = e.asked(row.Dimensions)
		}
		return c
	}
	if m, ok := t.Listed(id); ok {
		c.Model, c.Verdict = m, m.Verdict
		if m.Thinking != "" || slices.Contains(append(row.Alternates, row.To, row.Vision), id) {
			c.Set = settable(m, row.Set)
		}
		t.keepApart(&c)
	}
	return c
}

// row returns the provider's mapping for a model: of its family, of the family that stands in, of its tier's rows.
func (t *Target) row(o OpenAI) (Mapping, bool) {
	for _, from := range append([]string{o.Family, o.Row}, openAIs().tiers[o.Tier]...) {
		if i := slices.IndexFunc(t.Mapping, func(m Mapping) bool { return m.From == from }); i >= 0 {
			return t.Mapping[i], true
		}
		if from == o.Row && t.Tiers[o.Tier] != "" {
			break // a tier that the provider names itself goes before the rows of the list
		}
	}
	return Mapping{}, false
}

// byTier takes the provider's default for a tier, for providers that map tiers rather than families.
func (t *Target) byTier(c Choice, o OpenAI) (Choice, bool) {
	id := t.Tiers[o.Tier]
	if id == "" {
		return c, false
	}
	c.ID = id
	if m, ok := t.Listed(id); ok {
		c.Model, c.Verdict = m, m.Verdict
	}
	return c, true
}

// pick chooses among a row's models: one that fits in every way, else one that the call can at least be sent to, else one
// of the rows of the same tier.
func (t *Target) pick(o OpenAI, row Mapping, need Need) (string, bool) {
	own := append([]string{row.To, row.Vision}, row.Alternates...)
	if !need.Vision {
		own = append([]string{row.To}, row.Alternates...)
	}
	for _, id := range own {
		if t.takes(id, need) && t.holds(id, need.Context) {
			return id, true
		}
	}
	for _, id := range own {
		if t.takes(id, need) {
			return id, true
		}
	}
	for _, from := range openAIs().tiers[o.Tier] {
		for _, m := range t.Mapping {
			if m.From != from {
				continue
			}
			for _, id := range append([]string{m.To, m.Vision}, m.Alternates...) {
				if t.takes(id, need) {
					return id, true
				}
			}
		}
	}
	return "", false
}

// takes reports whether nothing is known that keeps the model from taking such a call.
func (t *Target) takes(id string, need Need) bool {
	if id == "" {
		return false
	}
	m, ok := t.Listed(id)
	if !ok {
		return t.User
	}
	if !t.reaches(m) {
		return false
	}
	cannot := func(can *bool) bool { return can != nil && !*can }
	return m.Retired == "" && !(need.Vision && cannot(m.Vision)) && !(need.Tools && cannot(m.Tools))
}

// reaches reports whether the model answers at the address of this run: some have an address of their own, where the others
// do not answer.
func (t *Target) reaches(m *Model) bool {
	at := ""
	for _, u := range t.BaseURLs {
		if u.URL == t.BaseURL {
			at = u.ID
		}
	}
	if m.Base != "" {
		return m.Base == at
	}
	return at == "" || !slices.ContainsFunc(t.Provider.Models, func(o Model) bool { return o.Base == at })
}

// holds reports whether the model's window is not known to be smaller than n tokens.
func (t *Target) holds(id string, n int) bool {
	m, ok := t.Listed(id)
	return !ok || m.Context == 0 || m.Context >= n
}

// chat completes a choice with the model and the fields that go along.
func (t *Target) chat(c Choice, row Mapping, id string) Choice {
	c.ID = id
	for _, alt := range append([]string{row.To}, row.Alternates...) {
		if alt != id {
			c.Alternates = append(c.Alternates, alt)
		}
	}
	if m, ok := t.Listed(id); ok {
		c.Model, c.Set = m, settable(m, row.Set)
		c.Verdict = both(m.Verdict, row.Verdict)
		t.keepApart(&c)
	}
	return c
}

func (t *Target) embedding(c Choice, row Mapping) Choice {
	c.ID, c.Dimensions, c.Alternates, c.Set = row.To, row.Dimensions, row.Alternates, maps.Clone(row.Set)
	if e, ok := t.ListedEmbedding(row.To); ok {
		c.Dimensions = e.asked(row.Dimensions)
		c.Embedding, c.Verdict = e, both(e.Verdict, row.Verdict)
	}
	return c
}

// asked returns the length to ask for in order to get n: nothing where n is what comes anyway, or cannot be chosen.
func (e *Embedding) asked(n int) int {
	if n == e.Dimensions || !slices.Contains(e.Allowed, n) {
		return 0
	}
	return n
}

// settable returns the extra fields that a model takes: a switch for thinking is an error where there is nothing to turn
// off, or no way to.
func settable(m *Model, set map[string]any) map[string]any {
	if m.Thinking == ThinkingAlways || m.Thinking == ThinkingNone {
		return nil
	}
	return maps.Clone(set)
}

// both joins the evidence for a model and for the mapping that leads to it.
func both(a, b Verdict) Verdict {
	v := Verdict{Sources: slices.Clone(a.Sources), Unconfirmed: a.Unconfirmed || b.Unconfirmed}
	for _, s := range b.Sources {
		if !slices.ContainsFunc(v.Sources, func(x Source) bool { return x.URL == s.URL }) {
			v.Sources = append(v.Sources, s)
		}
	}
	return v
}

// Override records that the user wants an OpenAI model replaced by another of the provider's. The warning is empty, or
// says what speaks against it; the override holds either way.
func (t *Target) Override(from, to string) (warning i18n.Text) {
	if t.Models == nil {
		t.Models = map[string]string{}
	}
	t.Models[from] = to
	name := t.Name
	if m, ok := t.Listed(to); ok {
		if m.Retired != "" {
			return i18n.Tf("模型 %s 已下线或即将下线（%s）", "model %s is retired or about to be (%s)", to, m.Retired)
		}
		return i18n.Text{}
	}
	if _, ok := t.ListedEmbedding(to); ok || len(t.Provider.Models) == 0 {
		return i18n.Text{}
	}
	if t.Gone != nil && slices.Contains(t.Gone.IDs, to) {
		return i18n.Text{
			ZH: fmt.Sprintf("模型 %s 已不在%s的模型列表中", to, name.ZH),
			EN: fmt.Sprintf("model %s is no longer in the list of %s", to, name.EN),
		}
	}
	return i18n.Text{
		ZH: fmt.Sprintf("目录中没有%s的模型 %s，将按原样使用", name.ZH, to),
		EN: fmt.Sprintf("model %s of %s is not in the catalog; it is used as given", to, name.EN),
	}
}

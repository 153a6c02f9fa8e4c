package provider

import (
	"cmp"

	"github.com/openai-migrate/migrate/pkg/i18n"
)

// Summary returns the provider as it stands in the list of all.
func (p *Provider) Summary() Record {
	r := Record{
		ID: p.ID, Name: recordText(p.Name), Aliases: p.Aliases, Origin: "catalog", BaseURL: p.DefaultURL(),
		KeyEnv: p.KeyEnv, Compiled: p.Compiled, Models: []recordModel{},
	}
	if p.User {
		r.Origin, r.File, r.Replaces = "user", p.Origin, p.Replaces != nil
	}
	if p.Status != nil {
		r.Status = p.Status.State
	}
	for _, m := range p.Models {
		x := recordModel{
			ID: m.ID, Context: m.Context, Input: m.Input, Output: m.Output, Vision: m.Vision, Tools: m.Tools,
			JSON: m.JSONMode, Thinking: m.Thinking, Released: m.Released, Preview: m.Preview, Legacy: m.Legacy,
			Retired: m.Retired, Replacement: m.Replacement, AliasOf: m.AliasOf, Doubtful: m.Doubtful,
			Note: optional(m.Says()), evidence: evidence(m.Verdict),
		}
		if m.Kind != "chat" {
			x.Kind = m.Kind
		}
		for _, price := range m.Prices {
			x.Prices = append(x.Prices, price.record())
		}
		r.Models = append(r.Models, x)
	}
	return r
}

// Detail returns all that is known of the provider.
func (p *Provider) Detail() Record {
	r := p.Summary()
	d := &RecordDetail{
		BaseURLs: []recordURL{}, KeyEnvs: p.KeyEnvs, URLEnvs: p.URLEnvs, Auth: p.Auth.Header,
		Endpoints: map[string]recordVerdict{}, Parameters: map[string]recordVerdict{},
		Embeddings: []recordEmbedding{}, Mapping: []recordMapping{}, Notes: recordNotes(p.Notes),
		Sources: []recordReference{},
	}
	if k := p.KeysPage; k.URL != "" {
		d.KeysPage = &recordPage{k.URL, evidence(k.Verdict)}
	}
	for _, l := range p.Losses() {
		d.Losses = append(d.Losses, recordLoss(l))
	}
	if s := p.Status; s != nil {
		d.StatusAdvice, d.StatusNotes = optional(s.Advice), recordNotes(s.Evidence)
	}
	for _, u := range p.BaseURLs {
		d.BaseURLs = append(d.BaseURLs, recordURL{
			u.ID, u.URL, u.Default, u.Foreign, optional(u.Says()), evidence(u.Verdict),
		})
	}
	for name, e := range p.Endpoints {
		d.Endpoints[name] = recordVerdict{
			Support: e.Support, Path: e.Path, Base: e.Base, Note: optional(e.Says()), evidence: evidence(e.Verdict),
		}
	}
	for name, x := range p.Params {
		d.Parameters[name] = x.record()
	}
	for _, x := range p.Extra {
		d.Extra = append(d.Extra, recordExtra{x.Name, x.Shape, optional(x.Says()), evidence(x.Verdict)})
	}
	p.recordModels(d)
	for _, ref := range p.Refs {
		d.Sources = append(d.Sources, recordReference{
			ref.ID, ref.URL, ref.Also, ref.Verified, ref.Undated, ref.Kind, ref.Note,
		})
	}
	r.RecordDetail = d
	return r
}

func (p *Provider) recordModels(d *RecordDetail) {
	for _, m := range p.Embed {
		x := recordEmbedding{
			ID: m.ID, Dimensions: m.Dimensions, Allowed: m.Allowed, MaxBatch: m.MaxBatch, MaxTokens: m.MaxTokens,
			MaxChars: m.MaxChars, Foreign: m.Foreign, Doubtful: m.Doubtful, Note: optional(m.Says()),
			evidence: evidence(m.Verdict),
		}
		if m.Price != nil {
			price := m.Price.record()
			x.Price = &price
		}
		d.Embeddings = append(d.Embeddings, x)
	}
	for _, m := range p.Mapping {
		x := recordMapping{
			From: m.From, Vision: m.Vision, Alternates: m.Alternates, Dimensions: m.Dimensions, Set: m.Set,
			Note: optional(m.Says()), evidence: evidence(m.Verdict),
		}
		if m.To != "" {
			x.To = &m.To
		}
		d.Mapping = append(d.Mapping, x)
	}
	if s := p.Serving; s != nil {
		d.Serving = &recordVerdict{Note: optional(s.Says()), evidence: evidence(s.Verdict)}
	}
	if p.Gone != nil {
		d.Gone = p.Gone.IDs
	}
	if r := p.Response; r != nil {
		d.Response = &recordResponse{
			Reasoning: r.Reasoning, Apart: r.Apart, Finish: r.Finish, ErrorShape: r.ErrorShape, Streaming: r.Streaming,
			Note: optional(r.Says()), evidence: evidence(r.Verdict),
		}
		for _, e := range r.Errors {
			d.Response.Errors = append(d.Response.Errors, recordError(e))
		}
	}
}

func (p Param) record() recordVerdict {
	v := recordVerdict{
		Support: p.Support, Range: p.Range, Min: (*recordBound)(p.Min), Max: (*recordBound)(p.Max), Values: p.Values,
		Refused: p.Refused, Risky: p.Risky, MaxItems: p.MaxItems, Fixed: p.Fixed, Rename: p.Rename, Prefer: p.Prefer, Default: p.Default, Error: p.Error,
		Note: optional(texts(p.NoteZH, p.Note)), Migrate: optional(p.Advice()), evidence: evidence(p.Verdict),
	}
	for _, c := range p.Cases {
		v.Cases = append(v.Cases, recordCase{
			c.Models, c.Thinking, c.Support, c.Range, (*recordBound)(c.Min), (*recordBound)(c.Max), c.Values, c.Refused,
			c.Fixed, optional(texts(c.NoteZH, c.Note)),
		})
	}
	return v
}

func (p Price) record() recordPrice {
	return recordPrice{p.Currency, p.In, p.Out, p.Cached, p.UpTo, p.When, p.Reseller, optional(p.Says())}
}

func recordNotes(list []Note) []recordNote {
	out := []recordNote{}
	for _, n := range list {
		out = append(out, recordNote{n.ID, n.Severity, recordText(n.Text), evidence(n.Verdict)})
	}
	return out
}

// optional leaves out a text that is empty in both languages.
func optional(t i18n.Text) *recordText {
	if t == (i18n.Text{}) {
		return nil
	}
	return &recordText{ZH: cmp.Or(t.ZH, t.EN), EN: cmp.Or(t.EN, t.ZH)}
}

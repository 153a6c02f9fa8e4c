package provider

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// provider builds the domain type out of a checked entry.
func (e *entry) provider() *Provider {
	p := &Provider{
		ID: e.ID, Name: e.Name.text(), Aliases: e.Aliases, Compiled: e.Compiled, Tiers: e.Tiers,
		KeyEnv: e.Env.Key, KeyEnvs: e.Env.Keys, URLEnvs: e.Env.URLs, EnvSeen: e.Env.Seen,
		Endpoints: map[string]Endpoint{}, Params: map[string]Param{}, Sources: map[string]Source{},
	}
	p.EnvNote = texts(e.Env.NoteZH, e.Env.Note)
	if a := e.Auth; a != nil {
		p.Auth = Auth{a.Header, a.Extra, a.Format, a.Note, a.NoteZH, e.cite(a.Cited)}
	}
	if k := e.KeysPage; k != nil {
		p.KeysPage = Page{k.URL, e.cite(k.Cited)}
	}
	if s := e.Status; s != nil {
		p.Status = &Status{s.State, s.Advice.text(), e.notes(s.Evidence), e.cite(s.Cited)}
	}
	for _, b := range e.BaseURLs {
		p.BaseURLs = append(p.BaseURLs, BaseURL{
			ID: cmp.Or(b.ID, "default"), URL: b.URL, Default: b.Default, Foreign: b.Foreign, Slash: b.Slash,
			Templated: strings.Contains(b.URL, "{"), Note: b.Note, NoteZH: b.NoteZH, Verdict: e.cite(b.Cited),
		})
	}
	for name, x := range e.Endpoints {
		p.Endpoints[name] = Endpoint{x.Support, x.Path, x.Base, x.Note, x.NoteZH, e.cite(x.Cited)}
	}
	for name, x := range e.Params {
		p.Params[name] = e.param(x)
	}
	for _, x := range e.Extra {
		p.Extra = append(p.Extra, Extra{x.Name, x.Shape, x.Note, x.NoteZH, e.cite(x.Cited)})
	}
	e.models(p)
	e.sources(p)
	p.Response = e.response()
	p.Notes = e.notes(e.Notes)
	return p
}

func (e *entry) models(p *Provider) {
	for _, m := range e.Models {
		p.Models = append(p.Models, e.model(m))
	}
	if s := e.Serving; s != nil {
		p.Serving = &Serving{s.Note, s.NoteZH, e.cite(s.Cited)}
	}
	if g := e.Gone; g != nil {
		p.Gone = &Gone{g.IDs, g.Note, g.NoteZH, e.cite(g.Cited)}
	}
	for _, m := range e.Embed {
		emb := Embedding{
			ID: m.ID, Dimensions: m.Dimensions, Allowed: m.Allowed, MaxBatch: m.MaxBatch, MaxTokens: m.MaxTokens,
			MaxChars: m.MaxChars, Foreign: m.Foreign, Doubtful: m.Doubtful, Note: m.Note, NoteZH: m.NoteZH,
			Verdict: e.cite(m.Cited),
		}
		if m.Price != nil {
			price := Price(*m.Price)
			emb.Price = &price
		}
		p.Embed = append(p.Embed, emb)
	}
	for _, m := range e.Mapping {
		p.Mapping = append(p.Mapping, Mapping{
			m.From, m.To, m.Vision, m.Alternates, m.Dimensions, m.Set, m.Note, m.NoteZH, e.cite(m.Cited),
		})
	}
	if v := e.Vendor; v != nil {
		p.Vendor = &VendorMapping{v.Models, v.Note, v.NoteZH, e.cite(v.Cited)}
	}
}

func (e *entry) model(m modelEntry) Model {
	out := Model{
		ID: m.ID, Kind: cmp.Or(m.Kind, "chat"), Base: m.Base, Context: m.Context, Input: m.Input, Output: m.Output,
		Vision: m.Vision, Tools: m.Tools, JSONMode: m.JSON, Thinking: m.Thinking, Released: m.Released,
		Preview: m.Preview, Legacy: m.Legacy, Retired: m.Retired, Replacement: m.Replacement, AliasOf: m.AliasOf,
		Doubtful: m.Doubtful, Note: m.Note, NoteZH: m.NoteZH, Verdict: e.cite(m.Cited),
	}
	if m.JSON != "" {
		can := m.JSON != "none"
		out.JSON = &can
	}
	for _, price := range m.Prices {
		out.Prices = append(out.Prices, Price(price))
	}
	return out
}

func (e *entry) param(x paramEntry) Param {
	p := Param{
		Support: x.Support, Range: x.Range, RangeZH: x.RangeZH, Min: bound(x.Min, x.Above), Max: bound(x.Max, x.Below), Values: x.Values,
		Refused: x.Refused, Risky: x.Risky, MaxItems: x.MaxItems, Fixed: fixed(x.Fixed), Rename: x.Rename, Prefer: x.Prefer, Default: x.Default,
		Error: x.Error, Note: x.Note, NoteZH: x.NoteZH, Migrate: x.Migrate, MigrateZH: x.MigrateZH, Verdict: e.cite(x.Cited),
	}
	for _, c := range x.Cases {
		p.Cases = append(p.Cases, Case{
			Models: c.Models, Thinking: c.Thinking, Support: c.Support, Range: c.Range, RangeZH: c.RangeZH, Min: bound(c.Min, c.Above),
			Max: bound(c.Max, c.Below), Values: c.Values, Refused: c.Refused, Fixed: fixed(c.Fixed), Note: c.Note, NoteZH: c.NoteZH,
		})
	}
	return p
}

// fixed gives whole numbers the type of the others, so that who compares meets one.
func fixed(v any) any {
	if n, ok := v.(int64); ok {
		return float64(n)
	}
	return v
}

// bound makes one end of a range: closed where the first value is given, open where the second is.
func bound(closed, open *float64) *Bound {
	switch {
	case closed != nil:
		return &Bound{Value: *closed}
	case open != nil:
		return &Bound{Value: *open, Exclusive: true}
	}
	return nil
}

func (e *entry) response() *Response {
	r := e.Response
	if r == nil {
		return nil
	}
	out := &Response{
		Reasoning: r.Reasoning, Apart: r.Apart, Finish: r.Finish, FinishDoubted: r.FinishDoubted, Usage: r.Usage, Fields: r.Fields,
		Null: r.Null, ErrorShape: r.ErrorShape, Headers: r.Headers, Streaming: r.Streaming, Note: r.Note, NoteZH: r.NoteZH,
		Verdict: e.cite(r.Cited),
	}
	for _, x := range r.Errors {
		out.Errors = append(out.Errors, ErrorCode(x))
	}
	return out
}

func (e *entry) notes(list []noteEntry) []Note {
	var out []Note
	for _, n := range list {
		out = append(out, Note{n.ID, n.Severity, n.Topic, n.Text.text(), e.cite(n.Cited)})
	}
	return out
}

func (e *entry) sources(p *Provider) {
	for _, id := range slices.Sorted(maps.Keys(e.Sources)) {
		s := e.Sources[id]
		p.Sources[id] = Source{URL: s.URL, Verified: s.Date}
		p.Refs = append(p.Refs, Reference{
			ID: id, Kind: s.Kind, Note: s.Note, Also: s.Also, Source: p.Sources[id], Undated: s.Undated,
		})
	}
}

// cite resolves the sources of a checked verdict. Where the service as a whole is in doubt, so is all that is said of it.
func (e *entry) cite(c Cited) Verdict {
	c.Unconfirmed = c.Unconfirmed || e.Status != nil && e.Status.Unconfirmed
	v, _ := c.resolve(e.Sources)
	return v
}

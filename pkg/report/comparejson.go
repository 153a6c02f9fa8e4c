package report

import (
	"io"
	"math"

	"github.com/openai-migrate/migrate/pkg/compare"
	"github.com/openai-migrate/migrate/pkg/cost"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/source"
)

// CompareSchema names the JSON form of a comparison.
const CompareSchema = "migrate.compare/1"

type compareDocument struct {
	Schema    string           `json:"schema"`
	Root      string           `json:"root"`
	Calls     int              `json:"calls"`
	Held      int              `json:"held"` // calls that a person must see to first at every provider; not counted as blocked
	Models    []string         `json:"models"`
	Rate      compareRate      `json:"cnyPerUSD"`
	Common    []finding.Record `json:"common"` // for a person at every provider, worded for the first one compared
	Providers []compareRow     `json:"providers"`
	LeftOut   []string         `json:"leftOut"`
	Skipped   []source.Skip    `json:"skipped"`
}

// compareRate has no date where the user gave the rate.
type compareRate struct {
	Rate    float64 `json:"rate"`
	Assumed *string `json:"assumed"`
}

type compareRow struct {
	Rank    int                `json:"rank"`
	ID      string             `json:"id"`
	Origin  string             `json:"origin"` // "catalog" or "user"
	Status  *string            `json:"status"`
	Score   float64            `json:"score"`
	OutOf   float64            `json:"outOf"`
	Parts   map[string]comPart `json:"parts"`
	Clean   int                `json:"clean"`
	Edited  int                `json:"edited"`
	Blocked int                `json:"blocked"`
	Sites   []compareSite      `json:"sites"`
	Hand    []finding.Record   `json:"byHand"`
	Models  []compareModel     `json:"models"`
	Cost    compareCost        `json:"cost"`
}

type comPart struct {
	Points float64 `json:"points"`
	Of     float64 `json:"of"`
}

type compareSite struct {
	Path    string           `json:"path"`
	Line    int              `json:"line"`
	Column  int              `json:"column"`
	Symbol  string           `json:"symbol"`
	Fate    string           `json:"fate"` // clean, edited, blocked
	Edits   []finding.Record `json:"edits"`
	Reasons []finding.Record `json:"reasons"` // why it is blocked here
	Common  []finding.Record `json:"common"`  // what stands in the way at every provider
}

type compareModel struct {
	From string  `json:"from"`
	To   *string `json:"to"`
}

type compareCost struct {
	Ratio *float64      `json:"ratio"`
	Old   cost.Amount   `json:"openai"`
	New   []cost.Amount `json:"provider"`
	Lines []compareLine `json:"lines"`
}

type compareLine struct {
	Model    string         `json:"model"`
	Requests float64        `json:"requests"`
	In       float64        `json:"inTokens"`
	Cached   float64        `json:"cachedTokens"`
	Out      float64        `json:"outTokens"`
	To       *string        `json:"to"`
	Gap      string         `json:"gap,omitempty"` // why the line is not counted
	Old      *comparePrice  `json:"openaiPrice"`
	New      []comparePrice `json:"prices"`
}

// comparePrice is per million tokens.
type comparePrice struct {
	Currency    string   `json:"currency"`
	In          float64  `json:"in"`
	Out         float64  `json:"out"`
	Cached      *float64 `json:"cached,omitempty"`
	UpTo        int      `json:"upTo,omitempty"`
	When        string   `json:"when,omitempty"`
	Verified    string   `json:"verified,omitempty"`
	Unconfirmed bool     `json:"unconfirmed,omitempty"`
}

func writeCompareJSON(w io.Writer, c *Compared) error {
	x := c.Comparison
	d := compareDocument{
		Schema: CompareSchema, Root: c.root(), Calls: x.Sites, Held: x.Held, Models: append([]string{}, x.Models...),
		Rate: compareRate{x.Rate.CNYPerUSD, optional(x.Rate.Date)}, Common: c.troubles(x.Common), Providers: []compareRow{},
		LeftOut: append([]string{}, c.LeftOut...), Skipped: c.skipped(),
	}
	for _, r := range x.Rows {
		d.Providers = append(d.Providers, c.jsonRow(r))
	}
	return encode(w, d)
}

func (c *Compared) jsonRow(r *compare.Row) compareRow {
	points, of := r.Score.Total()
	out := compareRow{
		Rank: r.Rank, ID: r.Target.ID, Origin: "catalog", Score: round(points), OutOf: of, Parts: map[string]comPart{},
		Clean: r.Count[compare.Clean], Edited: r.Count[compare.Edited], Blocked: r.Count[compare.Blocked],
		Sites: []compareSite{}, Hand: c.troubles(r.Hand), Models: []compareModel{}, Cost: c.jsonCost(r.Bill),
	}
	if r.Target.User {
		out.Origin = "user"
	}
	if s := r.Target.Status; s != nil {
		out.Status = &s.State
	}
	for i, name := range []string{"calls", "models", "cost", "evidence"} {
		if p := r.Score.Parts()[i]; p.Of > 0 {
			out.Parts[name] = comPart(p)
		}
	}
	for _, s := range r.Sites {
		rec := c.record(s.Finding)
		site := compareSite{Path: rec.Path, Line: rec.Line, Column: rec.Column, Symbol: rec.Symbol, Fate: fateNames[s.Fate],
			Edits: []finding.Record{}, Reasons: []finding.Record{}, Common: []finding.Record{}}
		for _, t := range s.Troubles {
			if t.Common {
				site.Common = append(site.Common, c.record(t.Finding))
			} else {
				site.Reasons = append(site.Reasons, c.record(t.Finding))
			}
		}
		for _, f := range s.Edits {
			rec := c.record(f)
			if len(rec.Sources) == 0 {
				rec.Sources = f.Fixes[0].Sources
			}
			site.Edits = append(site.Edits, rec)
		}
		out.Sites = append(out.Sites, site)
	}
	for _, m := range r.Models {
		out.Models = append(out.Models, compareModel{m.Name, optional(m.Choice.ID)})
	}
	return out
}

var fateNames = map[compare.Fate]string{compare.Clean: "clean", compare.Edited: "edited", compare.Blocked: "blocked"}

func (c *Compared) troubles(list []compare.Trouble) []finding.Record {
	out := []finding.Record{}
	for _, t := range list {
		out = append(out, c.record(t.Finding))
	}
	return out
}

func (c *Compared) jsonCost(b *cost.Bill) compareCost {
	out := compareCost{Old: cost.Amount{Currency: b.Old.Currency, Value: round(b.Old.Value)}, New: []cost.Amount{}, Lines: []compareLine{}}
	if b.Known() {
		ratio := math.Round(b.Ratio*1e4) / 1e4
		out.Ratio = &ratio
	}
	for _, a := range b.New {
		out.New = append(out.New, cost.Amount{Currency: a.Currency, Value: round(a.Value)})
	}
	for _, l := range b.Lines {
		line := compareLine{Model: finding.Mask(l.Model), Requests: l.Requests, In: l.In, Cached: l.Cached, Out: l.Out,
			To: optional(l.To), Gap: string(l.Gap), New: []comparePrice{}}
		if l.Old != nil {
			p := jsonPrice(*l.Old, l.OldWhence, false)
			line.Old = &p
		}
		for _, p := range l.New {
			line.New = append(line.New, jsonPrice(p, l.NewWhence, l.Doubtful))
		}
		out.Lines = append(out.Lines, line)
	}
	return out
}

func jsonPrice(p provider.Price, v provider.Verdict, doubtful bool) comparePrice {
	return comparePrice{p.Currency, p.In, p.Out, p.Cached, p.UpTo, p.When, newest(v), doubtful || v.Unconfirmed}
}

// newest is the newest date of a verdict's sources.
func newest(v provider.Verdict) string {
	date := ""
	for _, s := range v.Sources {
		date = max(date, s.Verified)
	}
	return date
}

func round(v float64) float64 { return math.Round(v*100) / 100 }

// optional makes an absent value null.
func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

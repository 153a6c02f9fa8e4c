package provider

import (
	"regexp"
	"testing"
)

// Users read notes in their language, so whatever has English must have Chinese.
func TestCatalogInBothLanguages(t *testing.T) {
	for _, p := range All() {
		check := func(where, zh, en string) {
			if en != "" && zh == "" {
				t.Errorf("%s: %s has no Chinese: %s", p.ID, where, en)
			}
			if en == "" && zh != "" {
				t.Errorf("%s: %s has no English: %s", p.ID, where, zh)
			}
		}
		for _, u := range p.BaseURLs {
			check("address "+u.ID, u.NoteZH, u.Note)
		}
		check("auth", p.Auth.NoteZH, p.Auth.Note)
		for name, e := range p.Endpoints {
			check("endpoint "+name, e.NoteZH, e.Note)
		}
		for name, x := range p.Params {
			check("parameter "+name, x.NoteZH, x.Note)
			check("parameter "+name, x.MigrateZH, x.Migrate)
			check("parameter "+name, wordless(x.RangeZH, x.Range), x.Range)
			for _, c := range x.Cases {
				check("parameter "+name, c.NoteZH, c.Note)
				check("parameter "+name, wordless(c.RangeZH, c.Range), c.Range)
			}
		}
		for _, x := range p.Extra {
			check("field "+x.Name, x.NoteZH, x.Note)
		}
		checkOffer(p, check)
	}
}

func checkOffer(p *Provider, check func(where, zh, en string)) {
	for _, m := range p.Models {
		check("model "+m.ID, m.NoteZH, m.Note)
		for _, x := range m.Prices {
			check("price of "+m.ID, x.NoteZH, x.Note)
		}
	}
	for _, m := range p.Embed {
		check("model "+m.ID, m.NoteZH, m.Note)
	}
	for _, m := range p.Mapping {
		check("mapping "+m.From, m.NoteZH, m.Note)
	}
	if p.Serving != nil {
		check("serving", p.Serving.NoteZH, p.Serving.Note)
	}
	if p.Gone != nil {
		check("gone", p.Gone.NoteZH, p.Gone.Note)
	}
	if p.Response != nil {
		check("response", p.Response.NoteZH, p.Response.Note)
	}
	if p.Vendor != nil {
		check("vendor's mapping", p.Vendor.NoteZH, p.Vendor.Note)
	}
}

// words are what makes a range a text; "[0, 1]" and "text, json_object" read the same in both languages.
var words = regexp.MustCompile(`\b(only|at most|and|or|up to|characters|strings|first|default|than|the)\b`)

// wordless returns the Chinese of a range, or the range itself where it has no words to translate.
func wordless(zh, en string) string {
	if zh == "" && !words.MatchString(en) {
		return en
	}
	return zh
}

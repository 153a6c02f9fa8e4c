package provider

import (
	"cmp"

	"github.com/openai-migrate/migrate/pkg/i18n"
)

// texts pairs a text with its Chinese; where the file has none, the text itself stands in.
func texts(zh, en string) i18n.Text { return i18n.T(cmp.Or(zh, en), en) }

// Says returns the note on the parameter in both languages, its range where there is no note.
func (p Param) Says() i18n.Text {
	if p.Note == "" {
		return texts(p.RangeZH, p.Range)
	}
	return texts(p.NoteZH, p.Note)
}

// Advice returns what to do about the parameter in both languages; empty when there is nothing to do.
func (p Param) Advice() i18n.Text { return texts(p.MigrateZH, p.Migrate) }

// Says returns the note on the address in both languages; empty where there is none.
func (u BaseURL) Says() i18n.Text { return texts(u.NoteZH, u.Note) }

// Says returns the note on the credentials in both languages; empty where there is none.
func (a Auth) Says() i18n.Text { return texts(a.NoteZH, a.Note) }

// Says returns the note on the endpoint in both languages; empty where there is none.
func (e Endpoint) Says() i18n.Text { return texts(e.NoteZH, e.Note) }

// Says returns the note on the field in both languages; empty where there is none.
func (x Extra) Says() i18n.Text { return texts(x.NoteZH, x.Note) }

// Says returns the note on the answers in both languages; empty where there is none.
func (r Response) Says() i18n.Text { return texts(r.NoteZH, r.Note) }

// Says returns the note on the model in both languages; empty where there is none.
func (m Model) Says() i18n.Text { return texts(m.NoteZH, m.Note) }

// Says returns the note on the price in both languages; empty where there is none.
func (p Price) Says() i18n.Text { return texts(p.NoteZH, p.Note) }

// Says returns how to name one's own models, in both languages.
func (s Serving) Says() i18n.Text { return texts(s.NoteZH, s.Note) }

// Says returns the note on the models in both languages; empty where there is none.
func (g Gone) Says() i18n.Text { return texts(g.NoteZH, g.Note) }

// Says returns the note on the model in both languages; empty where there is none.
func (e Embedding) Says() i18n.Text { return texts(e.NoteZH, e.Note) }

// Says returns the note on the mapping in both languages; empty where there is none.
func (m Mapping) Says() i18n.Text { return texts(m.NoteZH, m.Note) }

// Says returns the note on the vendor's table in both languages; empty where there is none.
func (v VendorMapping) Says() i18n.Text { return texts(v.NoteZH, v.Note) }

// Says returns the note on the case in both languages; empty where there is none.
func (c Case) Says() i18n.Text { return texts(c.NoteZH, c.Note) }

// Says returns the note on the choice in both languages; empty where there is none.
func (c Choice) Says() i18n.Text { return texts(c.NoteZH, c.Note) }

package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/cost"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/review"
	"github.com/openai-migrate/migrate/pkg/source"
)

// models lets a review choose other models: it analyses the tree again, as read at the start, with one more override.
func (s *session) models(tree *source.Tree) *review.Models {
	return &review.Models{
		Of: s.alternatives,
		Choose: func(ctx context.Context, from, to string) (*plan.Plan, error) {
			before, had := s.target.Models[from]
			s.target.Override(from, to)
			r, err := s.scanTree(ctx, tree)
			if err != nil {
				if delete(s.target.Models, from); had {
					s.target.Models[from] = before
				}
				return nil, err
			}
			return plan.New(s.target.ID, r.Findings, s.app.lang), nil
		},
	}
}

// alternatives lists what the catalog has in place of the model that a change replaces. The present choice is what the
// change writes, which need not be what the mapping says first; one that is not in the catalog is listed all the same.
func (s *session) alternatives(c *plan.Change) []review.Alternative {
	var out []review.Alternative
	current := false
	for _, x := range s.target.Alternatives(c.Model) {
		a := review.Alternative{ID: x.ID, Suggested: x.Suggested, Current: puts(c, x.ID)}
		switch {
		case x.Embedding != nil:
			e := x.Embedding
			a.Context, a.Marks, a.Price, a.Notes = tokens(e.MaxTokens), i18n.T("维度未说明", "dimensions not said"), "-", notes(e.Says(), e.Verdict)
			if e.Dimensions > 0 {
				a.Marks = i18n.Tf("%d 维", "%d dimensions", e.Dimensions)
			}
			if e.Price != nil {
				a.Price = price([]provider.Price{*e.Price})
			}
		case x.Model != nil:
			m := x.Model
			a.Context, a.Marks, a.Price, a.Notes = tokens(m.Context), marks(m), price(m.Prices), notes(m.Says(), m.Verdict)
			if t := thinking[m.Thinking]; t.Complete() {
				a.Notes = slices.Insert(a.Notes, 0, t)
			}
		}
		current = current || a.Current
		out = append(out, a)
	}
	if current {
		return out
	}
	choice, _ := s.target.Model(c.Model, provider.Need{})
	for i := range out {
		if out[i].ID == choice.ID {
			out[i].Current = true
			return out
		}
	}
	if choice.ID != "" {
		out = append([]review.Alternative{{ID: choice.ID, Context: "?", Current: true}}, out...)
	}
	return out
}

// puts reports whether a change writes a name, as a literal of any language or bare.
func puts(c *plan.Change, id string) bool {
	return slices.ContainsFunc(c.Edits, func(e plan.Edit) bool { return strings.Trim(e.New, "\"'` ") == id })
}

// marks says in short what a model takes.
func marks(m *provider.Model) i18n.Text {
	var zh, en []string
	for _, t := range []struct {
		is     *bool
		zh, en string
	}{{m.Vision, "视觉", "vision"}, {m.Tools, "工具", "tools"}, {m.JSON, "JSON", "json"}} {
		switch {
		case t.is == nil:
			zh, en = append(zh, t.zh+"?"), append(en, t.en+"?")
		case *t.is:
			zh, en = append(zh, t.zh), append(en, t.en)
		}
	}
	return i18n.T(strings.Join(zh, " "), strings.Join(en, " "))
}

// price is what a million tokens cost at the least length and the dearest hour, input/output; "+" says that there is more
// to it.
func price(all []provider.Price) string {
	list := cost.Applicable(all, 0)
	if len(list) == 0 {
		return "-"
	}
	text := fmt.Sprintf("%s %g/%g", list[0].Currency, list[0].In, list[0].Out)
	if slices.ContainsFunc(all, func(p provider.Price) bool { return p.Currency == list[0].Currency && p != list[0] }) {
		text += "+"
	}
	return text
}

// notes are a remark and where all of it comes from.
func notes(says i18n.Text, v provider.Verdict) []i18n.Text {
	var out []i18n.Text
	if says.Complete() {
		out = append(out, says)
	}
	for _, s := range v.Sources {
		text := i18n.Tf("依据 %s（%s）", "source %s (%s)", s.URL, s.Verified)
		if s.Unconfirmed {
			text = i18n.Tf("依据 %s（%s，未证实）", "source %s (%s, unconfirmed)", s.URL, s.Verified)
		}
		out = append(out, text)
	}
	return out
}

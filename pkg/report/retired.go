package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/term"
)

// retirement is what OpenAI does to a model that a finding names: what uses it has stopped working, or will.
type retirement struct {
	Date    string           `json:"date"`
	Retired bool             `json:"retired"` // as of the day of the report
	Sources []finding.Source `json:"sources"`

	days int // until the date
}

// retirement returns nil where no date is known, and where the report has no day of its own.
func (r *Report) retirement(f *finding.Finding) *retirement {
	o, ok := provider.OpenAIModel(f.Model)
	if !ok || o.Shutdown == "" || o.FineTuned || r.Now.IsZero() {
		return nil
	}
	date, err := time.Parse(time.DateOnly, o.Shutdown)
	if err != nil {
		return nil
	}
	out := &retirement{Date: o.Shutdown, Sources: []finding.Source{}, days: int(date.Sub(r.Now.UTC().Truncate(24*time.Hour)).Hours() / 24)}
	out.Retired = out.days <= 0
	for _, s := range o.Sources {
		out.Sources = append(out.Sources, finding.Source(s))
	}
	return out
}

// recorded is a finding in JSON: as it is, and what becomes of the model that it names.
type recorded struct {
	finding.Record
	Retirement *retirement `json:"retirement,omitempty"`
}

func (it *item) recorded() recorded { return recorded{it.record, it.retired} }

// remark is the retirement behind a model's name in a list.
func (t *text) remark(x *retirement) string {
	switch {
	case x == nil:
		return ""
	case x.Retired:
		return "  " + t.paint(term.Bad, t.sayf("OpenAI 已于 %s 下线", "retired by OpenAI on %s", x.Date))
	}
	return "  " + t.paint(term.Faint, t.sayf("OpenAI 将于 %s 下线", "OpenAI retires it on %s", x.Date))
}

// doomed is a model of the tree that OpenAI has taken away or will.
type doomed struct {
	model  string
	x      *retirement
	places int
}

// doomed lists the models by date.
func (r *Report) doomed(items []item) []doomed {
	by := map[string]*doomed{}
	for i := range items {
		it := &items[i]
		if it.retired == nil || it.Kind != finding.Model && it.Kind != finding.Call {
			continue
		}
		o, _ := provider.OpenAIModel(it.Model)
		d := by[o.Name]
		if d == nil {
			d = &doomed{model: o.Name, x: it.retired}
			by[o.Name] = d
		}
		if it.Kind == finding.Model {
			d.places++
		}
	}
	var out []doomed
	for _, d := range by {
		out = append(out, *d)
	}
	slices.SortFunc(out, func(a, b doomed) int {
		return cmp.Or(cmp.Compare(a.x.Date, b.x.Date), cmp.Compare(a.model, b.model))
	})
	return out
}

// says tells of one model: since when, or how soon.
func (r *Report) says(d doomed) string {
	when := r.sayf("已于 %s 下线", "retired since %s", d.x.Date)
	if !d.x.Retired {
		when = r.say(fmt.Sprintf("将于 %s 下线（%d 天后）", d.x.Date, d.x.days), fmt.Sprintf("will be retired on %s (in %s)", d.x.Date, many(d.x.days, "day")))
	}
	out := clean(d.model) + "  " + when
	if d.places > 0 {
		out += r.say(fmt.Sprintf("，%d 处", d.places), ", "+many(d.places, "place"))
	}
	return out
}

// retired says which models of the tree are dead at OpenAI, and which will be.
func (t *text) retired(items []item) {
	list := t.doomed(items)
	if len(list) == 0 {
		return
	}
	t.heading(t.say("OpenAI 的下线日期", "Retirement at OpenAI"))
	var pages []string
	for _, d := range list {
		st := term.Plain
		if d.x.Retired {
			st = term.Bad
		}
		t.wrap("  ", st, t.says(d))
		for _, s := range d.x.Sources {
			if page := s.URL + " [" + s.Verified + "]"; !slices.Contains(pages, page) {
				pages = append(pages, page)
			}
		}
	}
	for _, p := range pages {
		t.line("  ", t.paint(term.Faint, p))
	}
}

// markdownRetired is [text.retired] as a list.
func (r *Report) markdownRetired(out *strings.Builder, items []item) {
	list := r.doomed(items)
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(out, "\n### %s\n\n", r.say("OpenAI 的下线日期", "Retirement at OpenAI"))
	for _, d := range list {
		fmt.Fprintf(out, "- %s\n", markdownText(r.says(d)))
	}
}

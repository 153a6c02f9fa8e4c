package report

import (
	"fmt"
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/gate"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/pkg/term"
)

// item is a finding as the formats list it.
type item struct {
	*finding.Finding
	record finding.Record
	new    bool             // fails the check
	by     *gate.Suppressed // what accepts it, nil for nothing
	unique string           // the fingerprint, numbered among equal ones

	retired *retirement
}

// place tells two findings apart that are equal but for where they are.
type place struct {
	file       *source.File
	span       source.Span
	rule       string
	symbol     string
	occurrence int
}

// items returns the result's findings, and with a verdict also the unused suppressions, sorted.
func (r *Report) items() []item {
	list := append([]finding.Finding(nil), r.Result.Findings...)
	isNew, by := map[place]bool{}, map[place]*gate.Suppressed{}
	if v := r.Verdict; v != nil {
		list = append(list, v.Unused...)
		finding.Sort(list)
		each(v.New, func(i int, p place) { isNew[p] = true })
		each(v.Unused, func(i int, p place) { isNew[p] = true })
		for i := range v.Suppressed {
			by[at(&v.Suppressed[i].Finding)] = &v.Suppressed[i]
		}
	}
	out := make([]item, len(list))
	seen := map[string]int{}
	records := r.records(list)
	each(list, func(i int, p place) {
		f, rec := &list[i], records[i]
		seen[rec.Fingerprint]++
		out[i] = item{Finding: f, record: rec, new: isNew[p], by: by[at(f)],
			unique: fmt.Sprintf("%s:%d", rec.Fingerprint, seen[rec.Fingerprint]), retired: r.retirement(f)}
	})
	return out
}

// records makes the findings' records side by side: each looks for its place in its file.
func (r *Report) records(list []finding.Finding) []finding.Record {
	out := make([]finding.Record, len(list))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for from := 0; from < len(list); from += 256 {
		g.Go(func() error {
			for i := from; i < min(from+256, len(list)); i++ {
				out[i] = r.record(&list[i])
			}
			return nil
		})
	}
	_ = g.Wait() // nothing can fail
	return out
}

func at(f *finding.Finding) place {
	return place{file: f.File, span: f.Span, rule: f.Rule.ID, symbol: f.Symbol}
}

// each visits findings with their places; findings at one place are counted apart.
func each(list []finding.Finding, visit func(i int, p place)) {
	seen := map[place]int{}
	for i := range list {
		p := at(&list[i])
		seen[p]++
		p.occurrence = seen[at(&list[i])]
		visit(i, p)
	}
}

// failing returns what an annotating format carries: everything of a scan, of a check what fails it.
func (r *Report) failing() []item {
	all := r.items()
	if r.Verdict == nil {
		return all
	}
	out := all[:0]
	for _, it := range all {
		if it.new {
			out = append(out, it)
		}
	}
	return out
}

// level is how loudly an item is reported. A new use is what the check is there to stop.
func (it *item) level() finding.Severity {
	if it.new && it.Reaches {
		return finding.Error
	}
	return it.Rule.Severity
}

// record is the finding's JSON form with nothing secret in it.
func (r *Report) record(f *finding.Finding) finding.Record {
	rec := f.Record(r.Lang)
	rec.Symbol, rec.Message = finding.Mask(rec.Symbol), finding.Mask(rec.Message)
	if rec.Model != nil {
		m := finding.Mask(*rec.Model)
		rec.Model = &m
	}
	return rec
}

// clean makes text printable on one line.
func clean(s string) string {
	return term.Sanitize(strings.Join(strings.Fields(finding.Mask(s)), " "))
}

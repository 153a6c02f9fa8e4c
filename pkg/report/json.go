package report

import (
	"encoding/json"
	"io"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/source"
)

// The schemas of the JSON formats.
const (
	ScanSchema  = "migrate.scan/1"
	CheckSchema = "migrate.check/1"
)

// document is the JSON of a scan (of recorded) or of a check (of checked).
type document[T any] struct {
	Schema   string        `json:"schema"`
	Root     string        `json:"root"`
	Target   *string       `json:"target"`
	Findings []T           `json:"findings"`
	Skipped  []source.Skip `json:"skipped"`
	Summary  summary       `json:"summary"`
	Verdict  *verdict      `json:"verdict,omitempty"`
}

type summary struct {
	Files    int `json:"files"`
	Scanned  int `json:"scanned"`
	Findings int `json:"findings"`
	Clients  int `json:"clients"`
	Calls    int `json:"calls"`
}

// checked is a finding of a check.
type checked struct {
	recorded
	New bool `json:"new"`
}

// verdict counts; New is the number of findings whose "new" is true, Unused how many of these are unused suppressions.
type verdict struct {
	Failed     bool    `json:"failed"`
	Base       *string `json:"base"`
	New        int     `json:"new"`
	Unused     int     `json:"unused"`
	Known      int     `json:"known"`
	Suppressed int     `json:"suppressed"`
	Stale      int     `json:"stale"`
}

func writeJSON(w io.Writer, r *Report) error {
	if r.Verdict == nil {
		return encode(w, newDocument(r, ScanSchema, (*item).recorded))
	}
	d := newDocument(r, CheckSchema, func(it *item) checked { return checked{it.recorded(), it.new} })
	d.Verdict = r.verdict()
	return encode(w, d)
}

func newDocument[T any](r *Report, schema string, form func(*item) T) document[T] {
	d := document[T]{Schema: schema, Root: r.root(), Target: r.target(), Findings: []T{}, Skipped: r.skipped(), Summary: r.summary()}
	items := r.items()
	for i := range items {
		d.Findings = append(d.Findings, form(&items[i]))
	}
	return d
}

func (r *Report) target() *string {
	if r.Result.Target == nil {
		return nil
	}
	id := r.Result.Target.ID
	return &id
}

// summary counts what is listed: in a check the unused suppressions are findings too.
func (r *Report) summary() summary {
	s := summary{Scanned: r.Result.Scanned, Findings: len(r.Result.Findings)}
	if r.Result.Tree != nil {
		s.Files = r.Result.Tree.Seen
	}
	if r.Verdict != nil {
		s.Findings += len(r.Verdict.Unused)
	}
	for i := range r.Result.Findings {
		switch r.Result.Findings[i].Kind {
		case finding.Client:
			s.Clients++
		case finding.Call:
			s.Calls++
		}
	}
	return s
}

func (r *Report) verdict() *verdict {
	v := r.Verdict
	out := &verdict{Failed: v.Failed, New: len(v.New) + len(v.Unused), Unused: len(v.Unused), Known: len(v.Known),
		Suppressed: len(v.Suppressed), Stale: v.Stale}
	if r.Base != "" {
		out.Base = &r.Base
	}
	return out
}

// encode writes indented JSON; < and & stay as they are, since nobody puts it into a page.
func encode(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

package report

import (
	"encoding/json"
	"io"

	"github.com/openai-migrate/migrate/pkg/source"
)

// writeJSONLines writes each finding on a line of its own, in the form it has in the JSON format, then each skipped file
// as {"skipped":{...}}, and at last a line with the schema and the totals, by which a reader knows that nothing is
// missing.
func writeJSONLines(w io.Writer, r *Report) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, it := range r.items() {
		var line any = it.recorded()
		if r.Verdict != nil {
			line = checked{it.recorded(), it.new}
		}
		if err := enc.Encode(line); err != nil {
			return err
		}
	}
	for _, s := range r.skipped() {
		if err := enc.Encode(struct {
			Skipped source.Skip `json:"skipped"`
		}{s}); err != nil {
			return err
		}
	}
	last := struct {
		Schema  string   `json:"schema"`
		Root    string   `json:"root"`
		Target  *string  `json:"target"`
		Summary summary  `json:"summary"`
		Verdict *verdict `json:"verdict,omitempty"`
	}{Schema: ScanSchema, Root: r.root(), Target: r.target(), Summary: r.summary()}
	if r.Verdict != nil {
		last.Schema, last.Verdict = CheckSchema, r.verdict()
	}
	return enc.Encode(last)
}

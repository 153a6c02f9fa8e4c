package report

import (
	"bytes"
	"io"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/source"
)

// The Reviewdog Diagnostic Format. Its columns count bytes of UTF-8 from 1.
// https://github.com/reviewdog/reviewdog/tree/master/proto/rdf
type rdResult struct {
	Source      rdSource       `json:"source"`
	Severity    string         `json:"severity"`
	Diagnostics []rdDiagnostic `json:"diagnostics"`
}

type rdSource struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

type rdDiagnostic struct {
	Message     string         `json:"message"`
	Location    rdLocation     `json:"location"`
	Severity    string         `json:"severity"`
	Code        rdCode         `json:"code"`
	Suggestions []rdSuggestion `json:"suggestions,omitempty"`
}

type rdLocation struct {
	Path  string  `json:"path"`
	Range rdRange `json:"range"`
}

type rdRange struct {
	Start rdPosition `json:"start"`
	End   rdPosition `json:"end"`
}

type rdPosition struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

type rdCode struct {
	Value string `json:"value"`
}

type rdSuggestion struct {
	Range rdRange `json:"range"`
	Text  string  `json:"text"`
}

var rdSeverities = map[finding.Severity]string{finding.Error: "ERROR", finding.Warning: "WARNING", finding.Note: "INFO"}

func writeRDJSON(w io.Writer, r *Report) error {
	out := rdResult{Source: rdSource{Name: "migrate", URL: home}, Severity: "WARNING", Diagnostics: []rdDiagnostic{}}
	for _, it := range r.failing() {
		out.Diagnostics = append(out.Diagnostics, rdDiagnostic{
			Message:     it.record.Message,
			Location:    rdLocation{Path: it.record.Path, Range: rdSpan(it.File, it.Span)},
			Severity:    rdSeverities[it.level()],
			Code:        rdCode{Value: it.record.Rule},
			Suggestions: suggestions(it.Finding),
		})
	}
	return encode(w, out)
}

// suggestions offers a fix that lies in the finding's own file; a suggestion that is half of a change would break the
// code, so where another file is touched as well, or another change is required, there is none.
func suggestions(f *finding.Finding) []rdSuggestion {
	if len(f.Fixes) == 0 || len(f.Fixes[0].Requires)+len(f.Fixes[0].Follows)+len(f.Fixes[0].Given) > 0 {
		return nil
	}
	var out []rdSuggestion
	for _, e := range f.Fixes[0].Edits {
		if e.File != f.File || finding.IsSecret(e.New) {
			return nil
		}
		file, span, text, err := e.File.Written(source.Span{Start: e.Start, End: e.End}, e.New)
		if err != nil {
			return nil
		}
		out = append(out, rdSuggestion{Range: rdSpan(file, span), Text: text})
	}
	return out
}

func rdSpan(f *source.File, s source.Span) rdRange {
	return rdRange{Start: rdPoint(f, s.Start), End: rdPoint(f, s.End)}
}

func rdPoint(f *source.File, offset int) rdPosition {
	f, offset = f.Origin(offset)
	return rdPosition{Line: f.Position(offset).Line, Column: offset - bytes.LastIndexByte(f.Data[:offset], '\n')}
}

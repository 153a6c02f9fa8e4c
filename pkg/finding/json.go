package finding

import "github.com/openai-migrate/migrate/pkg/i18n"

// Record is a finding as scripts see it: schema migrate.scan/1. Lines and columns count from 1, columns in characters.
type Record struct {
	Rule        string     `json:"rule"`
	Kind        Kind       `json:"kind"`
	Language    string     `json:"language"`
	SDK         *string    `json:"sdk"`
	Path        string     `json:"path"`
	Line        int        `json:"line"`
	Column      int        `json:"column"`
	EndLine     int        `json:"endLine"`
	EndColumn   int        `json:"endColumn"`
	Symbol      string     `json:"symbol"`
	Capability  *string    `json:"capability"`
	Model       *string    `json:"model"`
	Confidence  Confidence `json:"confidence"`
	Fixable     bool       `json:"fixable"`
	Message     string     `json:"message"`
	Fingerprint string     `json:"fingerprint"`
	Verdict     Verdict    `json:"verdict,omitempty"` // only with a target
	Sources     []Source   `json:"sources,omitempty"` // of what the message says about the target
}

// Record returns the finding's JSON form with its message in one language.
func (f *Finding) Record(l i18n.Lang) Record {
	from, to := f.File.Position(f.Span.Start), f.File.Position(f.Span.End)
	return Record{
		Rule: f.Rule.ID, Kind: f.Kind, Language: string(f.File.Lang), SDK: optional(f.SDK), Path: f.File.Path,
		Line: from.Line, Column: from.Column, EndLine: to.Line, EndColumn: to.Column,
		Symbol: f.Symbol, Capability: optional(string(f.Capability)), Model: optional(f.Model),
		Confidence: f.Confidence, Fixable: f.Fixable(), Message: f.Message.In(l), Fingerprint: f.Fingerprint(),
		Verdict: f.Verdict, Sources: f.Sources,
	}
}

// optional makes an absent value null.
func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

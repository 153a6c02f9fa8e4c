package report

import (
	"io"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/verify"
)

// verifySchema names the JSON form of a verification.
const verifySchema = "migrate.verify/1"

type verifyDocument struct {
	Schema    string           `json:"schema"`
	Root      string           `json:"root"`
	Target    string           `json:"target"`
	Runs      []string         `json:"runs"`
	OK        bool             `json:"ok"`
	Checks    []verifyCheck    `json:"checks"`
	Leftovers []verifyLeftover `json:"leftovers"`
	Requests  []verifyRequest  `json:"requests"`
	Probes    []verifyProbe    `json:"probes"`
}

type verifyCheck struct {
	Name     string          `json:"name"`
	Status   verify.Status   `json:"status"`
	Message  string          `json:"message"`
	Problems []verifyProblem `json:"problems"`
	Output   []string        `json:"output,omitempty"`
}

type verifyProblem struct {
	Path     *string          `json:"path"`
	Line     int              `json:"line,omitempty"`
	Column   int              `json:"column,omitempty"`
	Message  string           `json:"message"`
	New      bool             `json:"new"` // false for what was so before the migration
	Sources  []finding.Source `json:"sources,omitempty"`
	Sites    []verifySite     `json:"sites,omitempty"`
	Culprits []verifyCulprit  `json:"culprits,omitempty"`
}

type verifySite struct {
	Path    string `json:"path"`
	Line    int    `json:"line"`
	Symbol  string `json:"symbol"`
	Message string `json:"message"`
}

type verifyCulprit struct {
	Run     string         `json:"run"`
	Changes []verifyChange `json:"changes"`
	Undo    string         `json:"undo"` // the command that takes them back
}

type verifyChange struct {
	ID    string `json:"id"`
	Rule  string `json:"rule"`
	Title string `json:"title"`
	Path  string `json:"path"`
	Line  int    `json:"line,omitempty"`
}

type verifyLeftover struct {
	Path    string        `json:"path"`
	Line    int           `json:"line"`
	Column  int           `json:"column"`
	What    string        `json:"what"`
	Reason  verify.Reason `json:"reason"`
	Reaches bool          `json:"reaches"`
	Rule    *string       `json:"rule"`
	Message string        `json:"message"`
}

type verifyRequest struct {
	Method   string  `json:"method"`
	Path     string  `json:"path"`
	Endpoint *string `json:"endpoint"`
	Model    *string `json:"model"`
	Status   int     `json:"status"`
	Refused  *string `json:"refused"`
	Param    *string `json:"param,omitempty"`
}

type verifyProbe struct {
	Name      string        `json:"name"`
	Model     *string       `json:"model"`
	Status    verify.Status `json:"status"`
	HTTP      int           `json:"http,omitempty"`
	LatencyMS int64         `json:"latencyMs,omitempty"`
	Message   string        `json:"message"`
}

func writeVerifyJSON(w io.Writer, v *Verified) error {
	r := v.Verification
	d := verifyDocument{Schema: verifySchema, Root: v.root(), Target: r.Target.ID, Runs: append([]string{}, r.Runs...), OK: !r.Failed(),
		Checks: []verifyCheck{}, Leftovers: []verifyLeftover{}, Requests: []verifyRequest{}, Probes: []verifyProbe{}}
	for _, c := range r.Checks {
		d.Checks = append(d.Checks, v.jsonCheck(c))
	}
	for _, l := range r.Leftovers {
		d.Leftovers = append(d.Leftovers, verifyLeftover{l.Path, l.Line, l.Column, finding.Mask(l.What), l.Reason, l.Reaches, optional(l.Rule), finding.Mask(l.Message.In(v.Lang))})
	}
	for _, q := range r.Requests {
		d.Requests = append(d.Requests, verifyRequest{q.Method, finding.Mask(q.Path), optional(q.Endpoint), optional(finding.Mask(q.Model)), q.Status, optional(finding.Mask(q.Refused.In(v.Lang))), optional(q.Param)})
	}
	for _, p := range r.Probes {
		d.Probes = append(d.Probes, verifyProbe{p.Name, optional(p.Model), p.Status, p.HTTP, p.Latency.Milliseconds(), finding.Mask(p.Message.In(v.Lang))})
	}
	return encode(w, d)
}

func (v *Verified) jsonCheck(c verify.Check) verifyCheck {
	out := verifyCheck{Name: c.Name, Status: c.Status, Message: finding.Mask(c.Text.In(v.Lang)), Problems: []verifyProblem{}, Output: c.Output}
	for _, p := range c.Problems {
		jp := verifyProblem{Path: optional(p.Path), Line: p.Line, Column: p.Column, Message: finding.Mask(p.Message.In(v.Lang)), New: !p.Outside, Sources: p.Sources}
		for _, s := range p.Sites {
			jp.Sites = append(jp.Sites, verifySite{s.Path, s.Line, finding.Mask(s.Symbol), finding.Mask(s.Message.In(v.Lang))})
		}
		for _, g := range p.Culprits {
			jc := verifyCulprit{Run: g.Run, Undo: undoCommand(g)}
			for _, ch := range g.Changes {
				jc.Changes = append(jc.Changes, verifyChange(ch))
			}
			jp.Culprits = append(jp.Culprits, jc)
		}
		out.Problems = append(out.Problems, jp)
	}
	return out
}

package report

import (
	"io"

	"github.com/openai-migrate/migrate/pkg/finding"
)

// gitlabIssue is one entry of a Code Quality report. GitLab tells issues apart, and branches against each other, by the
// fingerprint alone, so it must be unique within the report and must not depend on the line.
// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
type gitlabIssue struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string      `json:"path"`
	Lines gitlabLines `json:"lines"`
}

type gitlabLines struct {
	Begin int `json:"begin"`
	End   int `json:"end"`
}

var gitlabSeverities = map[finding.Severity]string{finding.Error: "major", finding.Warning: "minor", finding.Note: "info"}

func writeGitLab(w io.Writer, r *Report) error {
	issues := []gitlabIssue{}
	for _, it := range r.failing() {
		issues = append(issues, gitlabIssue{
			Description: it.record.Message,
			CheckName:   it.record.Rule,
			Fingerprint: it.unique,
			Severity:    gitlabSeverities[it.level()],
			Location:    gitlabLocation{Path: it.record.Path, Lines: gitlabLines{Begin: it.record.Line, End: it.record.EndLine}},
		})
	}
	return encode(w, issues)
}

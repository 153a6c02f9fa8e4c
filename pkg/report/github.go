package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
)

// writeGitHub writes workflow commands. GitHub shows ten annotations a level and step, so the most serious come first,
// and the total stands in a notice of its own ahead of the other notices.
// https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
func writeGitHub(w io.Writer, r *Report) error {
	var out strings.Builder
	items := r.failing()
	for _, level := range []finding.Severity{finding.Error, finding.Warning} {
		annotate(&out, items, level)
	}
	command(&out, "notice", [][2]string{{"title", "migrate"}}, r.headline())
	annotate(&out, items, finding.Note)
	_, err := io.WriteString(w, out.String())
	return err
}

var githubLevels = map[finding.Severity]string{finding.Error: "error", finding.Warning: "warning", finding.Note: "notice"}

func annotate(out *strings.Builder, items []item, level finding.Severity) {
	for _, it := range items {
		if it.level() == level {
			command(out, githubLevels[level], properties(&it), clean(it.record.Message))
		}
	}
}

// properties locate an annotation. GitHub takes columns only where both ends are on one line.
func properties(it *item) [][2]string {
	r := it.record
	p := [][2]string{{"file", r.Path}, {"line", fmt.Sprint(r.Line)}}
	if r.EndLine != r.Line {
		p = append(p, [2]string{"endLine", fmt.Sprint(r.EndLine)})
	} else {
		p = append(p, [2]string{"col", fmt.Sprint(r.Column)}, [2]string{"endColumn", fmt.Sprint(r.EndColumn)})
	}
	return append(p, [2]string{"title", r.Rule + " " + it.Rule.Slug})
}

var (
	commandData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	commandProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func command(out *strings.Builder, name string, properties [][2]string, message string) {
	parts := make([]string, len(properties))
	for i, p := range properties {
		parts[i] = p[0] + "=" + commandProperty.Replace(p[1])
	}
	fmt.Fprintf(out, "::%s %s::%s\n", name, strings.Join(parts, ","), commandData.Replace(message))
}

package review

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/term"
)

// changes is a number of changes in words.
func changes(n int) i18n.Text { return counted(n, "%d 处改动", "change") }

// files is a number of files in words.
func files(n int) i18n.Text { return counted(n, "%d 个文件", "file") }

// counted writes a number with what is counted; English adds an s where it should.
func counted(n int, zh, en string) i18n.Text {
	if n != 1 {
		en += "s"
	}
	return i18n.Text{ZH: fmt.Sprintf(zh, n), EN: fmt.Sprintf("%d %s", n, en)}
}

// format is i18n.Tf for arguments that differ between the languages.
func format(zh, en string, args ...i18n.Text) i18n.Text {
	z, e := make([]any, len(args)), make([]any, len(args))
	for i, a := range args {
		z[i], e[i] = a.ZH, a.EN
	}
	return i18n.Text{ZH: fmt.Sprintf(zh, z...), EN: fmt.Sprintf(en, e...)}
}

// same is a text that needs no translation: a title from the plan, a path.
func same(s string) i18n.Text { return i18n.T(s, s) }

var confidenceText = map[finding.Confidence]i18n.Text{
	finding.Certain: i18n.T("确定", "certain"),
	finding.Likely:  i18n.T("很可能", "likely"),
	finding.Manual:  i18n.T("需人工处理", "manual"),
}

var confidenceRole = map[finding.Confidence]role{finding.Certain: good, finding.Likely: warn, finding.Manual: bad}

// confidenceSign stands before a title in the list; certain needs none.
var confidenceSign = map[finding.Confidence]string{finding.Certain: " ", finding.Likely: "?", finding.Manual: "!"}

var decisionText = map[plan.Decision]i18n.Text{
	plan.Accepted: i18n.T("已接受", "accepted"),
	plan.Skipped:  i18n.T("已跳过", "skipped"),
	plan.Pending:  i18n.T("待定", "undecided"),
}

var decisionRole = map[plan.Decision]role{plan.Accepted: good, plan.Skipped: faint, plan.Pending: plain}

// decisionSign is ASCII: ticks and dots are two cells wide in some Chinese terminals and would shift the column.
var decisionSign = map[plan.Decision]string{plan.Accepted: "[x]", plan.Skipped: "[-]", plan.Pending: "[ ]"}

// clean makes one line of text from a file or a plan safe to show: secrets masked, control characters visible, white
// space folded.
func clean(s string) string {
	return finding.Mask(term.Sanitize(strings.Join(strings.Fields(s), " ")))
}

// fit makes s exactly width cells wide. What does not fit is cut, and ends in two dots: an ellipsis is ambiguous in width.
func fit(s string, width int) string {
	if width <= 0 {
		return ""
	}
	if term.Width(s) > width {
		tail := ".."
		if width < 8 {
			tail = ""
		}
		s = ansi.Truncate(s, width, tail)
	}
	return term.Pad(s, width)
}

// blank returns height lines of width spaces.
func blank(width, height int) []string {
	out := make([]string, max(0, height))
	for i := range out {
		out[i] = strings.Repeat(" ", max(0, width))
	}
	return out
}

// fitPath is fit for paths: of a long one the end is kept, which tells more.
func fitPath(s string, width int) string {
	if width > 8 && term.Width(s) > width {
		s = ".." + keepEnd(s, width-2)
	}
	return fit(s, width)
}

// keepEnd returns the last width cells of s.
func keepEnd(s string, width int) string {
	return ansi.TruncateLeft(s, max(0, term.Width(s)-width), "")
}

package report

import (
	"fmt"
	"io"
	"strings"
)

// markdownRows is how many findings the table shows. GitHub cuts a job summary off at 1 MiB.
const markdownRows = 500

// writeMarkdown writes a summary for the page of a pipeline run ($GITHUB_STEP_SUMMARY) or a comment.
func writeMarkdown(w io.Writer, r *Report) error {
	var out strings.Builder
	fmt.Fprintf(&out, "## migrate %s\n\n%s\n", r.say("检查 OpenAI 使用", "OpenAI use"), markdownText(r.headline()))
	if r.Verdict == nil {
		r.markdownSDKs(&out)
	}
	r.markdownFindings(&out)
	if r.Verdict == nil {
		r.markdownRetired(&out, r.items())
	}
	r.markdownSkipped(&out)
	if r.Verdict != nil && r.Verdict.Failed {
		fmt.Fprintf(&out, r.say(
			"\n接受单处：在行尾或上一行加注释 `migrate:ignore[规则] 理由`。接受全部：`%s`。\n",
			"\nTo accept one, put the comment `migrate:ignore[RULE] reason` at the end of its line or on the line above. To accept them all: `%s`.\n"),
			r.baselineCommand("update"))
	}
	_, err := io.WriteString(w, out.String())
	return err
}

func (r *Report) markdownSDKs(out *strings.Builder) {
	rows := r.sdkRows()
	if len(rows) < 2 {
		return
	}
	out.WriteByte('\n')
	for i, row := range rows {
		cells := make([]string, len(row))
		for j, c := range row {
			cells[j] = markdownText(c)
		}
		fmt.Fprintf(out, "| %s |\n", strings.Join(cells, " | "))
		if i == 0 {
			out.WriteString("| --- |" + strings.Repeat(" ---: |", len(row)-1) + "\n")
		}
	}
}

func (r *Report) markdownFindings(out *strings.Builder) {
	items := r.failing()
	if len(items) == 0 {
		return
	}
	fmt.Fprintf(out, "\n| %s | %s | %s | %s |\n| --- | --- | --- | --- |\n",
		r.say("位置", "Where"), r.say("规则", "Rule"), r.say("符号", "Symbol"), r.say("说明", "What"))
	for _, it := range items[:min(len(items), markdownRows)] {
		rec := it.record
		symbol := code(clean(rec.Symbol))
		if rec.Model != nil && *rec.Model != rec.Symbol {
			symbol += " " + code(clean(*rec.Model))
		}
		fmt.Fprintf(out, "| %s | %s | %s | %s |\n", code(clean(fmt.Sprintf("%s:%d", rec.Path, rec.Line))), rec.Rule, symbol, markdownText(clean(rec.Message)))
	}
	if n := len(items) - markdownRows; n > 0 {
		fmt.Fprintf(out, "\n%s\n", r.sayf("另有 %d 处未列出。", "%d more are not listed.", n))
	}
}

func (r *Report) markdownSkipped(out *strings.Builder) {
	skipped := r.skipped()
	if len(skipped) == 0 {
		return
	}
	fmt.Fprintf(out, "\n<details><summary>%s</summary>\n\n", r.sayf("跳过的文件（%d）", "Skipped (%d)", len(skipped)))
	for _, s := range skipped[:min(len(skipped), markdownRows)] {
		fmt.Fprintf(out, "- %s: %s\n", code(clean(s.Path)), markdownText(r.reason(s)))
	}
	if n := len(skipped) - markdownRows; n > 0 {
		fmt.Fprintf(out, "- %s\n", r.sayf("另有 %d 个", "%d more", n))
	}
	out.WriteString("\n</details>\n")
}

// markdownMarks are the characters that mean something to Markdown or to HTML; as references they mean only themselves,
// in a table cell too.
const markdownMarks = "\\`*_{}[]<>()#+!|~&$@"

func markdownText(s string) string {
	var out strings.Builder
	for i, c := range s {
		if strings.ContainsRune(markdownMarks, c) && !plainMark(s, i, c) {
			fmt.Fprintf(&out, "&#%d;", c)
		} else {
			out.WriteRune(c)
		}
	}
	return out.String()
}

// plainMark lets the marks through that mean nothing where they stand, so that the source stays readable.
func plainMark(s string, i int, c rune) bool {
	switch c {
	case '_':
		return i > 0 && i+1 < len(s) && isWord(s[i-1]) && isWord(s[i+1])
	case '(', ')', '+', '!', '{', '}', '#':
		return i > 0
	}
	return false
}

func isWord(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// code is a code span; text that would end it early, or the table cell, is written as escaped HTML instead.
func code(s string) string {
	if s == "" {
		return ""
	}
	if strings.ContainsAny(s, "`|\\") {
		return "<code>" + markdownText(s) + "</code>"
	}
	return "`" + s + "`"
}

package gate

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
)

// Unused is the rule of a suppression comment that suppresses nothing.
var Unused = &finding.Rule{
	ID:       "MIG001",
	Slug:     "unused-suppression",
	Severity: finding.Warning,
	Title:    i18n.T("多余的抑制注释", "unused suppression"),
	Doc: i18n.T(
		"`migrate:ignore` 注释所在的位置已经没有可抑制的发现。请删除它：留着不删，日后写在这一行的 OpenAI 调用会被悄悄放行。",
		"A `migrate:ignore` comment stands where nothing is left to suppress. Remove it: as long as it stays, the next use of OpenAI on that line passes unseen."),
}

// Rules are the rules that this package reports itself.
var Rules = []*finding.Rule{Unused}

// KindSuppression is the kind of a finding of [Unused]. Scans never report it; check does.
const KindSuppression finding.Kind = "suppression"

// Suppression is one `migrate:ignore[RULE] reason` comment.
type Suppression struct {
	Rules  []string    // ids or slugs as written; empty for all rules
	Reason string      // empty when none is given
	Line   int         // the comment's own line, counted from 1
	Covers int         // the line whose findings it suppresses: its own, or the next where it stands alone
	Span   source.Span // from "migrate:ignore" to the end of the brackets
}

// Matches reports whether the suppression speaks of a finding: one of its rules, starting or ending on the line.
func (s *Suppression) Matches(f *finding.Finding) bool {
	if len(s.Rules) > 0 && !slices.ContainsFunc(s.Rules, func(r string) bool { return names(r, f.Rule) }) {
		return false
	}
	return s.Covers == f.File.Line(f.Span.Start) || s.Covers == f.File.Line(f.Span.End)
}

// finding is the suppression as a finding of the rule Unused.
func (s *Suppression) finding(f *source.File) finding.Finding {
	return finding.Finding{
		Rule: Unused, Kind: KindSuppression, File: f, Span: s.Span, Symbol: f.Text(s.Span), Confidence: finding.Manual,
		Message: i18n.T("这条 migrate:ignore 没有抑制任何发现，请删除", "this migrate:ignore suppresses nothing; remove it"),
	}
}

// CommentStart returns what opens a comment in a language, empty where it has none (JSON).
func CommentStart(l source.Lang) string {
	if marks := commentMarks(l); len(marks) > 0 {
		return marks[0]
	}
	return ""
}

// commentMarks lists what may stand before migrate:ignore, the usual one first.
func commentMarks(l source.Lang) []string {
	switch l {
	case source.Go, source.JavaScript, source.TypeScript, source.TSX, source.Java, source.Kotlin, source.CSharp,
		source.Rust, source.Swift, source.Dart:
		return []string{"//", "/*", "*"}
	case source.Vue, source.Svelte:
		return []string{"//", "/*", "*", "<!--"}
	case source.PHP, source.Terraform:
		return []string{"//", "/*", "*", "#"}
	case source.SQL:
		return []string{"--", "/*"}
	case source.INI:
		return []string{"#", ";"}
	case source.Markdown:
		return []string{"<!--"}
	case source.JSON:
		return nil
	}
	return []string{"#"}
}

// Have: # migrate:ignore[PY001, PY002] until the gateway is up
var directive = regexp.MustCompile(`migrate:ignore\b(?:\[([^\]\n]*)\])?(?:[ \t:]+([^\n]*))?`)

// ends of what may follow a reason.
var reasonEnds = []string{"*/", "-->"}

// Suppressions returns a file's suppression comments, in order. It works on lines and knows no syntax: a directive
// counts where nothing but white space stands between it and a comment mark, and the mark is at the start of the line
// or after white space, so that prose and URLs that mention it are none.
func Suppressions(f *source.File) []Suppression {
	var out []Suppression
	marks := commentMarks(f.Lang)
	for _, m := range directive.FindAllSubmatchIndex(f.Data, -1) {
		alone, ok := opened(f, m[0], marks)
		if !ok {
			continue
		}
		s := Suppression{Line: f.Line(m[0]), Span: source.Span{Start: m[0], End: m[0] + len("migrate:ignore")}}
		if m[2] >= 0 {
			s.Rules = ruleList(string(f.Data[m[2]:m[3]]))
			s.Span.End = m[3] + 1
		}
		if m[4] >= 0 {
			s.Reason = reason(string(f.Data[m[4]:m[5]]))
		}
		s.Covers = s.Line
		if alone {
			s.Covers = nextCode(f, s.Line, marks)
		}
		out = append(out, s)
	}
	return out
}

// opened reports whether a comment mark stands right before an offset, and whether nothing stands before the mark.
func opened(f *source.File, at int, marks []string) (alone, ok bool) {
	start := bytes.LastIndexByte(f.Data[:at], '\n') + 1
	before := strings.TrimRight(string(f.Data[start:at]), " \t")
	for _, mark := range marks {
		code, found := strings.CutSuffix(before, mark)
		if !found {
			continue
		}
		bare := strings.Trim(code, " \t{") // JSX has {/* comment */}
		return bare == "", bare == "" || strings.TrimRight(code, " \t{") != code
	}
	return false, false
}

// nextCode returns the first line after a comment line that is neither blank nor a comment of its own.
func nextCode(f *source.File, line int, marks []string) int {
	lines := strings.Split(string(f.Data), "\n")
	for n := line; n < len(lines); n++ {
		text := strings.Trim(lines[n], " \t\r{")
		if text != "" && !slices.ContainsFunc(marks, func(m string) bool { return strings.HasPrefix(text, m) }) {
			return n + 1
		}
	}
	return line
}

func ruleList(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' })
}

func reason(s string) string {
	for _, end := range reasonEnds {
		if i := strings.Index(s, end); i >= 0 {
			s = s[:i]
		}
	}
	return strings.TrimSpace(s)
}

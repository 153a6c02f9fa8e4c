package report

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/scan"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/pkg/term"
)

// Colour adds escape sequences and changes nothing else.
func TestTextColor(t *testing.T) {
	format, _ := Lookup("text")
	for _, l := range []i18n.Lang{i18n.EN, i18n.ZH} {
		for name, r := range reports(l) {
			plain := render(t, format, r)
			r.IO = &term.IO{Width: 80, Color: true}
			colored := render(t, format, r)
			if got := ansi.Strip(colored); trimLines(got) != trimLines(plain) {
				t.Errorf("%s in %s: colour changes the text:\n%s", name, l, got)
			}
			if colored == plain {
				t.Errorf("%s in %s has no colour", name, l)
			}
		}
	}
}

func trimLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return strings.Join(lines, "\n")
}

// Paragraphs keep to the width; rows may be longer where a name is, but not where they only list what could be left out.
func TestTextWidth(t *testing.T) {
	format, _ := Lookup("text")
	for _, width := range []int{40, 60, 80, 200} {
		for name, r := range reports(i18n.ZH) {
			r.IO = &term.IO{Width: width}
			for _, l := range strings.Split(render(t, format, r), "\n") {
				if term.Width(l) > max(width, 80) {
					t.Errorf("%s at %d: %d cells: %s", name, width, term.Width(l), l)
				}
			}
		}
	}
}

// large is a scan with files*perFile findings.
func large(files, perFile int) *Report {
	m := map[string][]byte{}
	for i := range files {
		m[fmt.Sprintf("services/服务%04d/llm.py", i)] = []byte(strings.Repeat("OpenAI\n", perFile))
	}
	res := &scan.Result{Tree: source.FromMap(m), Scanned: files}
	for i, f := range res.Tree.Files {
		for n := range perFile {
			one := finding.Finding{Rule: pyCall, Kind: finding.Call, File: f, SDK: "openai-python", Symbol: "chat.completions.create",
				Span: source.Span{Start: n * 7, End: n*7 + 6}, Client: fmt.Sprint(i), Confidence: finding.Certain}
			if i%50 == 7 {
				one.Rule, one.Symbol, one.Confidence, one.Message = pyThread, "beta.threads.create", finding.Manual, i18n.T("请改写为对话请求", "rewrite as chat")
			}
			res.Findings = append(res.Findings, one)
		}
		res.Skipped = append(res.Skipped, source.Skip{Path: fmt.Sprintf("bin/%d", i), Reason: source.ReasonBinary})
	}
	return &Report{Lang: i18n.ZH, Result: res}
}

func TestTextLarge(t *testing.T) {
	out := render(t, formats[0], large(3000, 3))
	if n := strings.Count(out, "\n"); n > 2*maxFiles {
		t.Errorf("%d lines for 9000 findings", n)
	}
	for _, want := range []string{"9000", "2940", "2992", "--format jsonl", "（180 处）"} {
		if !strings.Contains(out, want) {
			t.Errorf("the overview does not say %s:\n%s", want, out)
		}
	}
}

// Equal findings of one file take one line, which is cut to the width.
func TestTextMerges(t *testing.T) {
	out := render(t, formats[0], large(1, 200))
	if n := strings.Count(out, "chat.completions.create"); n != 1 {
		t.Errorf("200 equal findings take %d lines", n)
	}
	for _, l := range strings.Split(out, "\n") {
		if term.Width(l) > 80 {
			t.Errorf("%d cells: %s", term.Width(l), l)
		}
	}
}

func BenchmarkSARIF(b *testing.B) {
	r := large(1000, 10)
	for b.Loop() {
		if err := writeSARIF(io.Discard, r); err != nil {
			b.Fatal(err)
		}
	}
}

package report

import (
	"encoding/json"
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/scan"
	"github.com/openai-migrate/migrate/pkg/source"
)

// awkward is a report of one finding whose path, symbol and message are given.
func awkward(path, symbol, message string) *Report {
	tree := source.FromMap(map[string][]byte{path: []byte("一 = \"你好\"\nOpenAI()\n")})
	if len(tree.Files) == 0 {
		return nil
	}
	f := finding.Finding{Rule: pyClient, Kind: finding.Client, File: tree.Files[0], Span: source.Span{Start: 4, End: 10},
		Symbol: symbol, Model: symbol, Confidence: finding.Manual, Message: i18n.T(message, message)}
	return &Report{Lang: i18n.EN, Result: &scan.Result{Tree: tree, Findings: []finding.Finding{f},
		Skipped: []source.Skip{{Path: path, Reason: message}}}}
}

var awkwardPaths = []string{"a b.py", "a:b,c.py", "100%25.py", "a\nb.py", "a\rb::error.py", "服务/你好.py", "<x>&\"'.py", "a|b`c.py", "\x1b[31m.py", "]]>.py"}

func TestAwkward(t *testing.T) {
	for _, path := range awkwardPaths {
		roundTrip(t, path, "sym<&>|`\x1b", "first\nsecond ::error:: 100% ]]> <b> | `x`")
	}
}

func FuzzFormats(f *testing.F) {
	for _, p := range awkwardPaths {
		f.Add(p, "OpenAI", "message")
	}
	f.Add("a.py", key, "::warning::x%0A\n]]>&lt;")
	f.Fuzz(func(t *testing.T, path, symbol, message string) {
		if !utf8.ValidString(path) || !utf8.ValidString(symbol) || !utf8.ValidString(message) || path == "" {
			t.Skip()
		}
		roundTrip(t, path, symbol, message)
	})
}

// roundTrip reads every machine format back and expects the path and exactly one finding in it.
func roundTrip(t *testing.T, path, symbol, message string) {
	t.Helper()
	r := awkward(path, symbol, message)
	if r == nil {
		return
	}
	for _, f := range formats {
		out := render(t, f, r)
		if finding.IsSecret(out) && !finding.IsSecret(path) {
			t.Errorf("%s of %q, %q, %q shows a key", f.Name, path, symbol, message)
		}
		check := map[string]func(*testing.T, string, string){"json": checkJSON, "sarif": checkSARIF, "github": checkGitHub,
			"gitlab": checkGitLab, "rdjson": checkRDJSON, "junit": checkJUnit, "text": checkText, "markdown": checkMarkdown}[f.Name]
		if check != nil {
			check(t, out, path)
		}
	}
}

func decode(t *testing.T, out string, into any) {
	t.Helper()
	dec := json.NewDecoder(strings.NewReader(out))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		t.Fatalf("%v in\n%s", err, out)
	}
}

func same(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %q, want %q", what, got, want)
	}
}

func checkJSON(t *testing.T, out, path string) {
	var d document[finding.Record]
	decode(t, out, &d)
	same(t, "json", d.Findings[0].Path, path)
	same(t, "json, skipped", d.Skipped[0].Path, path)
}

func checkSARIF(t *testing.T, out, path string) {
	var d sarifLog
	decode(t, out, &d)
	loc := d.Runs[0].Results[0].Locations[0].Physical
	same(t, "sarif", loc.Artifact.URI, artifact(path).URI)
	if loc.Region.StartColumn != 3 || loc.Region.EndColumn != 7 {
		t.Errorf("sarif: columns %d to %d, want 3 to 7 in code points", loc.Region.StartColumn, loc.Region.EndColumn)
	}
}

func checkGitLab(t *testing.T, out, path string) {
	var d []gitlabIssue
	decode(t, out, &d)
	same(t, "gitlab", d[0].Location.Path, path)
}

func checkRDJSON(t *testing.T, out, path string) {
	var d rdResult
	decode(t, out, &d)
	same(t, "rdjson", d.Diagnostics[0].Location.Path, path)
	if got := d.Diagnostics[0].Location.Range; got.Start.Column != 5 || got.End.Column != 11 {
		t.Errorf("rdjson: %+v, want columns 5 to 11 in bytes", got)
	}
}

func checkJUnit(t *testing.T, out, path string) {
	var d junitSuites
	if err := xml.Unmarshal([]byte(out), &d); err != nil {
		t.Fatalf("%v in\n%s", err, out)
	}
	if d.Tests != 2 || d.Failures != 1 || d.Skipped != 1 {
		t.Errorf("junit counts %d tests, %d failures, %d skipped", d.Tests, d.Failures, d.Skipped)
	}
	// XML has no way to write most control characters.
	if strings.IndexFunc(path, func(r rune) bool { return r < 0x20 || r > 0xfffd }) < 0 {
		same(t, "junit", d.Suites[0].Cases[0].File, path)
	}
}

var githubLine = regexp.MustCompile(`^::(error|warning|notice) ([^:\r\n]*)::([^\r\n]*)$`)

// checkGitHub parses commands as the runner does: properties end at the first "::", are split at commas, and unescaped.
func checkGitHub(t *testing.T, out, path string) {
	lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
	if len(lines) != 2 {
		t.Fatalf("github: %d lines in %q, want the finding and the total", len(lines), out)
	}
	m := githubLine.FindStringSubmatch(lines[0])
	if m == nil {
		t.Fatalf("github: %q is no command", lines[0])
	}
	unescape := strings.NewReplacer("%25", "%", "%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",")
	for _, p := range strings.Split(m[2], ",") {
		if file, ok := strings.CutPrefix(p, "file="); ok {
			same(t, "github", unescape.Replace(file), path)
		}
	}
}

func checkText(t *testing.T, out, _ string) {
	for _, c := range out {
		if c < 0x20 && c != '\n' && c != '\t' {
			t.Errorf("text holds the control character %s", strconv.QuoteRune(c))
		}
	}
}

// checkMarkdown expects the table's row to have its four cells and no HTML but the report's own.
func checkMarkdown(t *testing.T, out, _ string) {
	for _, l := range strings.Split(out, "\n") {
		if strings.HasPrefix(l, "| ") && strings.Contains(l, " | PY001 | ") {
			plain := regexp.MustCompile("`[^`]*`|</?code>").ReplaceAllString(l, "")
			if n := strings.Count(plain, "|"); n != 5 {
				t.Errorf("markdown row has %d bars: %q", n, l)
			}
			if strings.ContainsAny(plain, "<>") {
				t.Errorf("markdown row holds HTML: %q", l)
			}
			return
		}
	}
	t.Errorf("markdown has no row for the finding:\n%s", out)
}

package report

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
)

// sarifValidator is the published schema, https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/.
func sarifValidator(t *testing.T) *jsonschema.Schema {
	t.Helper()
	f, err := os.Open("testdata/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	doc, err := jsonschema.UnmarshalJSON(f)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("sarif.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSARIFSchema(t *testing.T) {
	schema := sarifValidator(t)
	format, _ := Lookup("sarif")
	for name, r := range reports(i18n.ZH) {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(render(t, format, r)))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(doc); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What GitHub asks of a result beyond the schema.
func TestSARIFResults(t *testing.T) {
	format, _ := Lookup("sarif")
	for name, r := range reports(i18n.EN) {
		var log sarifLog
		if err := json.Unmarshal([]byte(render(t, format, r)), &log); err != nil {
			t.Fatal(err)
		}
		run := log.Runs[0]
		seen := map[string]bool{}
		for _, res := range run.Results {
			if rule := run.Tool.Driver.Rules[res.RuleIndex]; rule.ID != res.RuleID || rule.Help.Text == "" || rule.Name == "" {
				t.Errorf("%s: rule of result %s is %+v", name, res.RuleID, rule)
			}
			if seen[res.Fingerprints["migrate/v1"]] || res.Fingerprints["primaryLocationLineHash"] == "" {
				t.Errorf("%s: fingerprints of %s: %v", name, res.RuleID, res.Fingerprints)
			}
			seen[res.Fingerprints["migrate/v1"]] = true
			if loc := res.Locations[0].Physical; loc.Region.StartLine < 1 || loc.Region.StartColumn < 1 || loc.Artifact.Base != sarifRoot {
				t.Errorf("%s: location %+v", name, loc)
			}
			if r.Verdict != nil && res.Baseline == "" {
				t.Errorf("%s: %s has no baseline state", name, res.RuleID)
			}
		}
	}
}

func TestArtifact(t *testing.T) {
	tests := []struct{ path, want string }{
		{"a/b.py", "a/b.py"},
		{"a:b.py", "a%3Ab.py"},
		{"100%.py", "100%25.py"},
		{"服务/a b.py", "%E6%9C%8D%E5%8A%A1/a%20b.py"},
		{"a?b#c.py", "a%3Fb%23c.py"},
		{"a\nb.py", "a%0Ab.py"},
	}
	for _, tt := range tests {
		if got := artifact(tt.path).URI; got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.path, got, tt.want)
		}
	}
}

// The hashes were computed with GitHub's own upload action (github/codeql-action, src/fingerprints.ts).
func TestLineHash(t *testing.T) {
	tests := []struct {
		text string
		want []string
	}{
		{"", []string{"c129715d7a2bc9a3:1"}},
		{"from openai import OpenAI\n\nclient = OpenAI()\n", []string{"9a28c10fcc0d5b2d:1", "19451265ca8dc7b4:1", "aedb82b0475d4a9a:1", "c129715d7a2bc9a3:1"}},
		{"  c :=\topenai.NewClient(key)\r\n\r\n\treturn c", []string{"de526488b843df9d:1", "a11e70aa92339b80:1", "514622a12254e716:1"}},
		{"标题 = ask(\"你好 😀\")\n标题 = ask(\"你好 😀\")\n标题 = ask(\"你好 😀\")\n", []string{"a406233caa6c18db:1", "cb5d214db82e0d53:1", "acea61ee9b2d946b:1", "c129715d7a2bc9a3:1"}},
		{"a\r \nb\n", []string{"818c3a85b988abe4:1", "bf4c4d48992e2ca5:1", "ade70578248be16f:1", "c129715d7a2bc9a3:1"}},
	}
	for _, tt := range tests {
		if got := hashLines([]byte(tt.text)); strings.Join(got, " ") != strings.Join(tt.want, " ") {
			t.Errorf("%q: got %q, want %q", tt.text, got, tt.want)
		}
	}
	f, err := source.NewFile("a.py", []byte("x = 1\n"))
	if err != nil {
		t.Fatal(err)
	}
	h := lineHashes{}
	if a, b := h.of(f, 1), h.of(f, 1); a == "" || a != b || h.of(f, 9) != "" {
		t.Errorf("line 1 is %q, then %q; line 9 is %q", a, b, h.of(f, 9))
	}
}

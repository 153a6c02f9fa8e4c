package rewritetest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/openai-migrate/migrate/pkg/provider"
)

func TestRun(t *testing.T) { Run(t, sample(keep), "testdata/*.txtar") }

func TestFlags(t *testing.T) {
	const files = "-- a.txt --\nx\n"
	c := mustCase(t, "provider: fixture\nmodel: gpt-4o=mine\nbase-url: https://x.example/v1/\nkey-env: K\nstyle: env\nvariants: no-eof it appends\n\nstyle: this is prose\n"+files)
	if c.target.Models["gpt-4o"] != "mine" || c.target.BaseURL != "https://x.example/v1" || c.target.KeyEnv != "K" || c.target.Style != provider.Env {
		t.Errorf("target is %+v", c.target)
	}
	if got := strings.Join(c.variants, " "); got != "bom crlf" {
		t.Errorf("variants are %s", got)
	}
	for comment, want := range map[string]string{
		"provider: nobody-knows-this\n":      "nobody-knows-this",
		"key-env: K\n":                       "needs a provider",
		"provider: fixture\nstyle: loud\n":   "want direct or env",
		"provider: fixture\nmodel: gpt-4o\n": "want FROM=TO",
		"provider: fixture\ncolour: red\n":   "unknown",
		"variants: off\n":                    "a reason must follow",
		"variants: no-utf16 because\n":       "want off or no-",
	} {
		if _, err := parseCase(txtar.Parse([]byte(comment + files))); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error is %v, want one with %q", comment, err, want)
		}
	}
}

func TestCaseFiles(t *testing.T) {
	for text, want := range map[string]string{
		"prose only\n":                        "no input files",
		"-- findings --\n":                    "no input files",
		"-- a --\n-- a --\n":                  "two files",
		"-- a --\n-- diff --\n\n-- diff --\n": "two files",
	} {
		if _, err := parseCase(txtar.Parse([]byte(text))); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error is %v, want one with %q", text, err, want)
		}
	}
}

// TestUpdate takes the expected sections away and gets the case back.
func TestUpdate(t *testing.T) {
	paths, _ := filepath.Glob("testdata/*.txtar")
	for _, path := range paths {
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		a := txtar.Parse(want)
		bare := &txtar.Archive{Comment: a.Comment}
		for _, f := range a.Files {
			if f.Name != "findings" && f.Name != "diff" && f.Name != "skipped" {
				bare.Files = append(bare.Files, f)
			}
		}
		s, c := mustSubject(t, string(txtar.Format(bare)), keep)
		if err := s.first.settle(); err != nil {
			t.Fatal(err)
		}
		sections, err := s.first.render()
		if err != nil {
			t.Fatal(err)
		}
		got, err := c.update(sections)
		if err != nil {
			t.Fatal(err)
		}
		if d := compare(path, string(want), string(got)); d != "" {
			t.Errorf("%s:\n%s", path, d)
		}
	}
}

func TestUpdateRefusesMarkers(t *testing.T) {
	c := mustCase(t, "-- a.txt --\nx\n")
	if _, err := c.update(map[string]string{"diff": "-- b.txt --\n"}); err == nil {
		t.Error("a diff that holds a file marker was written")
	}
}

func TestCompareShowsDiff(t *testing.T) {
	got := compare("findings", "a\nb\n", "a\nc\n")
	if got != " a\n-b\n+c\n" {
		t.Errorf("got %q", got)
	}
}

func mustCase(t *testing.T, text string) *testCase {
	t.Helper()
	c, err := parseCase(txtar.Parse([]byte(text)))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

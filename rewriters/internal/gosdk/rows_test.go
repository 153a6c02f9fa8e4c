package gosdk_test

import (
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// rows are the ways in which Go code uses OpenAI, as they were counted in public repositories, each with a case in which
// something is to be done and one in which nothing is. The comment of a case names the rows that it shows.
var rows = []struct{ row, yes, no string }{
	{"GO-01", "gosashabaranov/testdata/client_statement", "gosashabaranov/testdata/untouched"}, // import of go-openai
	{"GO-02", "gosashabaranov/testdata/client_expression", "gosashabaranov/testdata/untouched"},
	{"GO-03", "gosashabaranov/testdata/config", "gosashabaranov/testdata/untouched"},
	{"GO-04", "gosashabaranov/testdata/azure_branch", "gosashabaranov/testdata/untouched"},
	{"GO-05", "gosashabaranov/testdata/setting", "gosashabaranov/testdata/untouched"},
	{"GO-06", "gosashabaranov/testdata/models", "gosashabaranov/testdata/untouched"},
	{"GO-07", "gosashabaranov/testdata/calls", "gosashabaranov/testdata/untouched"},
	{"GO-08", "gosashabaranov/testdata/models", "gosashabaranov/testdata/untouched"},
	{"GO-10", "goopenai/testdata/alpha", "goopenai/testdata/untouched"}, // openai-go v0 and v1
	{"GO-11", "goopenai/testdata/v2", "goopenai/testdata/untouched"},
	{"GO-12", "goopenai/testdata/client", "goopenai/testdata/untouched"},
	{"GO-13", "goopenai/testdata/options", "goopenai/testdata/untouched"},
	{"GO-14", "goopenai/testdata/client", "goopenai/testdata/untouched"},
	{"GO-15", "goopenai/testdata/calls", "goopenai/testdata/untouched"},
	{"GO-16", "goopenai/testdata/calls", "goopenai/testdata/untouched"},
	{"GO-17", "goopenai/testdata/responses", "goopenai/testdata/untouched"},
	{"GO-18", "goopenai/testdata/azure", "goopenai/testdata/untouched"},
	{"GO-20", "goazopenai/testdata/client", "goazopenai/testdata/untouched"},
	{"GO-21", "golangchaingo/testdata/client", "golangchaingo/testdata/untouched"},
	{"GO-22", "goeino/testdata/client", "goeino/testdata/untouched"},
	{"GO-23", "gogenkit/testdata/client", "gogenkit/testdata/untouched"},
	{"GO-24", "gofantasy/testdata/client", "gofantasy/testdata/untouched"},
	{"GO-25", "internal/gosdk/testdata/raw_endpoint", "internal/gosdk/testdata/untouched"}, // net/http
	{"GO-26", "internal/gosdk/testdata/raw_host", "internal/gosdk/testdata/untouched"},
	{"GO-27", "gosashabaranov/testdata/generic", "internal/gosdk/testdata/untouched"},
	{"GO-28", "gosashabaranov/testdata/key", "internal/gosdk/testdata/untouched"},
	{"GO-29", "gosashabaranov/testdata/packages", "gosashabaranov/testdata/untouched"},
	{"GO-30", "gosashabaranov/testdata/generic", "internal/gosdk/testdata/untouched"},
	{"GO-31", "gosashabaranov/testdata/config_struct", "internal/gosdk/testdata/untouched"},
	{"GO-F1", "", "gosashabaranov/testdata/false_positives"}, // a package of the program's own called openai
}

// TestRows holds the table to the cases: those in which something is to be done have a change or what a person must do, the
// others have no change.
func TestRows(t *testing.T) {
	for _, r := range rows {
		if r.yes != "" {
			if findings, diff := shown(t, r.row, r.yes); !strings.Contains(findings, " manual ") && diff == "" {
				t.Errorf("%s: nothing is to be done in %s", r.row, r.yes)
			}
		}
		if _, diff := shown(t, r.row, r.no); diff != "" {
			t.Errorf("%s: %s has changes", r.row, r.no)
		}
	}
}

// shown returns the expected sections of a case that says it shows a row.
func shown(t *testing.T, row, name string) (findings, diff string) {
	t.Helper()
	a, err := txtar.ParseFile("../../" + name + ".txtar")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(a.Comment), row) {
		t.Errorf("%s does not name %s", name, row)
	}
	for _, f := range a.Files {
		switch f.Name {
		case "findings":
			findings = string(f.Data)
		case "diff":
			diff = string(f.Data)
		}
	}
	return findings, diff
}

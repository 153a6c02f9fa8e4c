package jsopenai

import (
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// rows says for each row of the patterns that code uses OpenAI in, as the cases call them, which case shows it and by which
// rule it is found. What only looks like it is a file of the case lookalikes, named after the row.
var rows = []struct{ id, golden, rule string }{
	{"TS-01", "client", "JS004"}, {"TS-02", "types", "JS004"}, {"TS-03", "client", "JS001"}, {"TS-04", "azure", "JS002"},
	{"TS-05", "version3", "JS001"}, {"TS-06", "version3", "JS006"}, {"TS-07", "models", "JS007"}, {"TS-08", "others", "JS006"},
	{"TS-09", "embeddings", "JS009"}, {"TS-10", "others", "JS006"}, {"TS-11", "others", "JS006"}, {"TS-12", "types", "JS004"},
	{"TS-20", "aisdk", "JS004"}, {"TS-21", "registry", "JS018"}, {"TS-22", "aisdk", "JS001"}, {"TS-23", "langchain", "JS001"},
	{"TS-24", "llamaindex", "JS001"}, {"TS-25", "agents", "JS019"}, {"TS-26", "gateway", "JS018"}, {"TS-30", "http", "JS012"},
	{"TS-31", "raw", "JS012"}, {"TS-32", "models", "JS007"}, {"TS-33", "env", "JS011"}, {"TS-34", "tokenizers", "JS016"},
	{"TS-35", "others", "JS017"}, {"TS-36", "subclass", "JS001"}, {"TS-37", "bindings", "JS001"}, {"TS-F1", "local-openai", ""},
}

// kept are the rows whose lookalike is the SDK itself, pointed elsewhere: it is reported as such.
var kept = map[string]bool{"TS-03": true}

func section(t *testing.T, golden, name string) (comment, text string) {
	t.Helper()
	a, err := txtar.ParseFile(filepath.Join("testdata", golden+".txtar"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range a.Files {
		if f.Name == name {
			text = string(f.Data)
		}
	}
	return string(a.Comment), text
}

// TestRows checks that every row has a case which shows it, and one which shows what is none of it.
func TestRows(t *testing.T) {
	_, unlike := section(t, "lookalikes", "findings")
	_, diff := section(t, "lookalikes", "diff")
	if diff != "" {
		t.Errorf("lookalikes are changed:\n%s", diff)
	}
	for _, row := range rows {
		comment, found := section(t, row.golden, "findings")
		if !strings.Contains(comment, row.id) && !inRange(comment, row.id) || !strings.Contains(found, " "+row.rule) {
			t.Errorf("%s: the case %s does not speak of it, or finds nothing by %s", row.id, row.golden, row.rule)
		}
		file := strings.ToLower(row.id) + ".ts"
		if row.id == "TS-35" {
			file = "ts-35.test.ts"
		}
		if _, text := section(t, "lookalikes", file); text == "" && row.rule != "" {
			t.Errorf("%s: no lookalike", row.id)
		}
		for _, line := range strings.Split(unlike, "\n") {
			if strings.HasPrefix(line, file+":") && strings.Contains(line, " "+row.rule+" ") && !kept[row.id] {
				t.Errorf("%s: a lookalike is found: %s", row.id, line)
			}
		}
	}
}

// inRange reads "TS-20 to TS-22".
func inRange(comment, id string) bool {
	words := strings.Fields(strings.NewReplacer(",", "", ":", "", ".", "").Replace(comment))
	for i := range words {
		if i+2 < len(words) && words[i+1] == "to" && strings.HasPrefix(words[i], "TS-") && words[i] <= id && id <= words[i+2] {
			return true
		}
	}
	return false
}

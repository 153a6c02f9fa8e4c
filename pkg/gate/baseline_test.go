package gate

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestBaselineRoundTrip(t *testing.T) {
	found, _ := scan(t, "b.py", "OpenAI local\nAzure\n", "a.py", "OpenAI\ngpt-4o\nOpenAI\n")
	b := NewBaseline(nil, found)
	b.Entries[0].Reason = "retired in <March> & 四月"
	var out strings.Builder
	if err := b.Encode(&out); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(out.String(), "\n"); n != len(b.Entries)+5 {
		t.Errorf("want one line an entry, got\n%s", out.String())
	}
	got, err := ReadBaseline(strings.NewReader(out.String()))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(b, got); d != "" {
		t.Error(d)
	}
	if again := NewBaseline(b, found); again.Entries[0].Reason == "" {
		t.Error("an update lost the reason")
	}
}

func TestBaselineEmpty(t *testing.T) {
	var out strings.Builder
	if err := NewBaseline(nil).Encode(&out); err != nil {
		t.Fatal(err)
	}
	if want := "{\n  \"schema\": \"migrate.baseline/1\",\n  \"entries\": []\n}\n"; out.String() != want {
		t.Errorf("got %q", out.String())
	}
	if _, err := ReadBaseline(strings.NewReader(out.String())); err != nil {
		t.Error(err)
	}
}

func TestReadBaselineErrors(t *testing.T) {
	entry := `{"identity":"x","path":"a.py","count":1,"rule":"PY001","symbol":"OpenAI"}`
	tests := []struct{ name, text, want string }{
		{"not json", "<<<<<<< HEAD", "invalid character"},
		{"schema", `{"schema":"migrate.baseline/9","entries":[]}`, "migrate.baseline/9"},
		{"unknown field", `{"schema":"migrate.baseline/1","entries":[],"ignore":true}`, "ignore"},
		{"count", `{"schema":"migrate.baseline/1","entries":[` + strings.Replace(entry, `1,`, `0,`, 1) + `]}`, "count"},
		{"twice", `{"schema":"migrate.baseline/1","entries":[` + entry + `,` + entry + `]}`, "two entries"},
		{"trailing", `{"schema":"migrate.baseline/1","entries":[]}{}`, "more after"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := ReadBaseline(strings.NewReader(tt.text))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want an error with %q", err, tt.want)
			}
		})
	}
}

func TestPrune(t *testing.T) {
	before, _ := scan(t, "a.py", "OpenAI\nOpenAI\n", "b.py", "Azure\n", "c.py", "gpt-4o\n")
	after, _ := scan(t, "a.py", "OpenAI\n", "moved/b.py", "Azure\nAzure\n", "new.py", "OpenAI local\n")
	b, dropped := NewBaseline(nil, before).Prune(after)
	var got []string
	for _, e := range b.Entries {
		got = append(got, e.Path+" "+e.Symbol)
	}
	if d := cmp.Diff([]string{"a.py OpenAI", "moved/b.py Azure"}, got); d != "" {
		t.Error(d)
	}
	if dropped != 2 {
		t.Errorf("dropped %d, want 2", dropped)
	}
	if v := Judge(after, nil, Policy{Baseline: b}); len(v.New) != 1 {
		t.Errorf("after pruning %d are new, want the second Azure", len(v.New))
	}
}

func TestBaselineMasks(t *testing.T) {
	found, _ := scan(t, "a.py", "OpenAI\n")
	found[0].Symbol = "sk-proj-AbCdEfGhIjKlMnOpQrStUv"
	var out strings.Builder
	if err := NewBaseline(nil, found).Encode(&out); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(out.String(), "AbCdEf") {
		t.Error("a key is written in clear")
	}
}

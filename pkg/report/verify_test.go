package report

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/verify"
)

// verification is a result with one of everything, and keys where a careless tool might show them.
func verification() *verify.Result {
	t := func(s string) i18n.Text { return i18n.T("（中）"+s, s) }
	guilty := []verify.Culprit{{Run: "20261126T120000.000-abcd", Changes: []verify.Change{
		{ID: "c-1", Rule: "CF001", Title: "rename the variable", Path: ".env", Line: 1},
		{ID: "c-2", Rule: "PY001", Title: "point the client at Zhipu", Path: "app/llm.py", Line: 3},
	}}}
	problem := verify.Problem{
		Message: t("POST /chat/completions is refused (400): temperature " + key), Culprits: guilty,
		Sources: []finding.Source{{URL: "https://docs.example/api", Verified: "2026-06-25"}},
		Sites:   []verify.Site{{Path: "app/llm.py", Line: 9, Symbol: "temperature", Message: t("temperature=1.5 is out of range")}},
	}
	again := verify.Problem{Message: t("the command exited with 1"), Culprits: guilty}
	return &verify.Result{
		Target: sample(true).Target, Runs: []string{"20261126T120000.000-abcd"},
		Checks: []verify.Check{
			{Name: verify.CheckLeftovers, Status: verify.Failed, Text: t("12 files looked at")},
			{Name: verify.CheckSyntax, Status: verify.Passed, Text: t("5 files"), Problems: []verify.Problem{{Path: "old.py", Line: 2, Column: 1, Message: t("did not parse before, either"), Outside: true}}},
			{Name: verify.CheckGo, Status: verify.Skipped, Text: t("run go mod download first")},
			{Name: verify.CheckRun, Status: verify.Failed, Text: t("pytest -q: 2 requests, 1 refused"), Problems: []verify.Problem{problem, again}, Output: []string{"E  refused"}},
			{Name: verify.CheckLive, Status: verify.Failed, Text: t("https://x: 1 of 2 answer")},
		},
		Leftovers: []verify.Leftover{
			{Path: "deploy/egress.yaml", Line: 5, Column: 20, What: "api.openai.com", Reason: verify.AllowList, Reaches: true, Message: t("a rule still lists api.openai.com")},
			{Path: "README.md", Line: 1, Column: 5, What: "OPENAI_API_KEY", Reason: verify.Doc},
			{Path: "README.md", Line: 9, Column: 5, What: "OPENAI_API_KEY=" + key, Reason: verify.Doc},
			{Path: "app/table.py", Line: 3, Column: 1, What: "gpt-4o", Reason: verify.Manual, Rule: "PY007", Message: t("a table of prices")},
		},
		Requests: []verify.Request{{Method: "POST", Path: "/chat/completions", Model: "glm-4.7", Status: 400, Refused: t("temperature"), Param: "temperature"}},
		Probes: []verify.Probe{
			{Name: "chat", Model: "glm-4.7", Status: verify.Passed, HTTP: 200, Latency: 812 * time.Millisecond, Message: t("answers")},
			{Name: "embeddings", Model: "embedding-3", Status: verify.Failed, HTTP: 429, Latency: 95 * time.Millisecond, Message: t("1113 no balance")},
		},
	}
}

func TestVerify(t *testing.T) {
	for _, l := range []i18n.Lang{i18n.EN, i18n.ZH} {
		for _, f := range VerifyFormats {
			var out strings.Builder
			if err := f.Write(&out, &Verified{Report: Report{Lang: l, Root: "."}, Verification: verification()}); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(out.String(), key[8:]) {
				t.Errorf("%s shows a key", f.Name)
			}
			golden(t, "verify."+f.Name+"."+string(l)+".golden", out.String())
		}
	}
}

// TestVerifyJSONEmpty: scripts find lists, not null, where there is nothing.
func TestVerifyJSONEmpty(t *testing.T) {
	var out strings.Builder
	r := &verify.Result{Target: sample(true).Target, Checks: []verify.Check{{Name: verify.CheckSyntax, Status: verify.Passed}}}
	if err := writeVerifyJSON(&out, &Verified{Verification: r}); err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := json.Unmarshal([]byte(out.String()), &doc); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"runs", "checks", "leftovers", "requests", "probes"} {
		if _, ok := doc[name].([]any); !ok {
			t.Errorf("%s is %v", name, doc[name])
		}
	}
	if doc["ok"] != true || doc["schema"] != "migrate.verify/1" {
		t.Errorf("%v", doc)
	}
}

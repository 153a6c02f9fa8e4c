package pyopenai

import (
	"strings"
	"testing"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/provider"
)

const rawClient = `import requests

BASE = "https://api.openai.com/v1"


def chat(messages):
    headers = {"Authorization": "Bearer " + KEY}
    return requests.post(BASE + "/chat/completions", headers=headers, json={"model": "gpt-4o", "messages": messages})
`

func rawTarget(t *testing.T, id string) *provider.Target {
	t.Helper()
	p, err := provider.Lookup(id)
	if err != nil {
		t.Fatal(err)
	}
	return provider.NewTarget(p)
}

// TestRawOwnClient checks that a project is told when it can use the provider already.
func TestRawOwnClient(t *testing.T) {
	to := rawTarget(t, "deepseek")
	files := map[string][]byte{"a.py": []byte(rawClient)}
	for _, want := range []bool{false, true} {
		if want {
			files["b.py"] = []byte("# openai and others\nDEEPSEEK_BASE_URL = \"" + to.BaseURL + "\"\n")
		}
		said := false
		for _, c := range plan.New(to.ID, look(t, files, to).Findings, i18n.EN).Changes {
			said = said || strings.Contains(c.Why, "can already use this provider (b.py:2)")
		}
		if said != want {
			t.Errorf("said %v, want %v", said, want)
		}
	}
}

// TestRawSet checks that address, model, key and fields of a client come together.
func TestRawSet(t *testing.T) {
	to := rawTarget(t, "deepseek")
	src := strings.ReplaceAll(rawClient, "KEY", `os.environ["OPENAI_API_KEY"]`)
	p := plan.New(to.ID, look(t, map[string][]byte{"a.py": []byte("import os\n" + src)}, to).Findings, i18n.EN)
	rules := map[string]bool{}
	for _, c := range p.Changes {
		rules[c.Rule] = true
		if n := len(p.Closure(c.ID)); n != len(p.Changes) {
			t.Errorf("%s comes with %d changes of %d, want all", c.Rule, n, len(p.Changes))
		}
	}
	for _, r := range []string{ruleRawAddress.ID, ruleRawModel.ID, ruleRawKey.ID, ruleExtra.ID} {
		if !rules[r] {
			t.Errorf("no change by %s", r)
		}
	}
}

// TestRawTarget checks how an address is spelled for targets of different shapes.
func TestRawTarget(t *testing.T) {
	tests := []struct{ base, have, want string }{
		{"https://x.example/v1", "https://api.openai.com/v1", "https://x.example/v1"},
		{"https://x.example/v1", "https://api.openai.com/v1/", "https://x.example/v1/"},
		{"https://x.example/v1", "https://api.openai.com", "https://x.example"},
		{"https://x.example/v1", "https://api.openai.com/", "https://x.example/"},
		{"https://x.example/api/v3", "https://api.openai.com/v1/chat/completions", "https://x.example/api/v3/chat/completions"},
	}
	for _, test := range tests {
		s := &survey{target: &provider.Target{BaseURL: test.base}}
		parts := rawAddress.FindStringSubmatch(test.have)
		x := &rawSite{path: parts[2], slash: parts[3] != ""}
		switch {
		case parts[2] != "":
			x.form = rawEndpoint
		case parts[1] == "":
			x.form = rawHost
		}
		if got := s.rawText(x); got != test.want {
			t.Errorf("%s at %s: got %s, want %s", test.have, test.base, got, test.want)
		}
	}
	for _, not := range []string{"http://api.openai.com/v1", "https://api.openai.com/v1x", "https://api.openai.com/v2", "https://api.openai.com.evil.example/v1", "https://api.openai.com/v1?x=1"} {
		if rawAddress.MatchString(not) {
			t.Errorf("%s is taken for an address", not)
		}
	}
}

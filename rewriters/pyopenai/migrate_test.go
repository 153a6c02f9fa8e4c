package pyopenai

import (
	"context"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/rewrite/rewritetest"
	"github.com/openai-migrate/migrate/pkg/scan"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/config"
)

func look(t *testing.T, files map[string][]byte, to *provider.Target) *scan.Result {
	t.Helper()
	r, err := scan.Run(context.Background(), source.FromMap(files), scan.Config{
		Rewriters: []*rewrite.Rewriter{Rewriter, config.Rewriter}, Target: to, Workers: 1,
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// migrated returns the files with all changes of a plan made.
func migrated(t *testing.T, files map[string][]byte, to *provider.Target) map[string][]byte {
	t.Helper()
	r := look(t, files, to)
	p := plan.New(to.ID, r.Findings, i18n.EN)
	out := maps.Clone(files)
	for _, path := range p.Paths(nil) {
		f, err := r.Tree.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		edits, err := p.Edits(f, nil)
		if err != nil {
			t.Fatal(err)
		}
		if out[path], err = edit.Apply(f.Raw(), edits); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// TestLeavesNothing checks the promise that users rely on: once everything is applied, no request is left that reaches
// OpenAI, in the cases where all can be moved.
func TestLeavesNothing(t *testing.T) {
	for _, name := range []string{"client", "bindings", "layout", "env", "env-style", "keep-key", "knob-file", "forms", "embeddings"} {
		raw, err := os.ReadFile("testdata/" + name + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		files := map[string][]byte{}
		for _, f := range txtar.Parse(raw).Files {
			if !slices.Contains([]string{"findings", "diff", "skipped"}, f.Name) {
				files[f.Name] = f.Data
			}
		}
		to := rewritetest.Fixture()
		if name == "keep-key" {
			to.KeyEnv = defaultKey
		}
		after := migrated(t, files, to)
		for _, f := range look(t, after, to).Findings {
			if f.Reaches && f.Client != "" {
				t.Errorf("%s: %s %s still reaches OpenAI in\n%s", name, f.Rule.ID, f.Symbol, after[f.File.Path])
			}
		}
	}
}

// TestRawExtra is TestExtraBody for requests that are sent by hand.
func TestRawExtra(t *testing.T) {
	const head = "import os\nimport requests\n\nMODEL = \"gpt-4o\"\n\n\ndef ask(m, model=\"gpt-4o\"):\n    requests.post(\n        \"https://api.openai.com/v1/chat/completions\",\n" +
		"        headers={\"Authorization\": f\"Bearer {os.environ['OPENAI_API_KEY']}\"},\n        json="
	for have, want := range map[string]string{
		`{"model": "gpt-4o", "messages": m}`:                                  `{"model": "fix-large", "messages": m, "thinking": {"type": "disabled"}}`,
		`{"model": MODEL, "messages": m}`:                                     `{"model": MODEL, "messages": m, "thinking": {"type": "disabled"}}`,
		`{"model": "gpt-4o", "messages": m, "thinking": {"type": "enabled"}}`: `{"model": "fix-large", "messages": m, "thinking": {"type": "enabled"}}`,
		`{"model": model, "messages": m}`:                                     `{"model": model, "messages": m}`,
		`{"model": os.getenv("MODEL", "gpt-4o"), "messages": m}`:              `{"model": os.getenv("MODEL", "fix-large"), "messages": m}`,
	} {
		out := migrated(t, map[string][]byte{"a.py": []byte(head + have + ",\n    )\n")}, thinking())
		if got := string(out["a.py"]); !strings.Contains(got, "json="+want+",\n") {
			t.Errorf("have %s\nwant %s", got, want)
		}
	}
}

// thinking is the fixture with a model that thinks unless told not to.
func thinking() *provider.Target {
	to := rewritetest.Fixture()
	for i := range to.Provider.Models {
		to.Provider.Models[i].Thinking = provider.ThinkingToggle
	}
	for i := range to.Mapping {
		to.Mapping[i].Set = map[string]any{"thinking": map[string]any{"type": "disabled"}}
	}
	return to
}

func TestExtraBody(t *testing.T) {
	tests := []struct{ have, want string }{
		{`messages=m`, `messages=m, extra_body={"thinking": {"type": "disabled"}}`},
		{`messages=m, extra_body={}`, `messages=m, extra_body={"thinking": {"type": "disabled"}}`},
		{`messages=m, extra_body={"top_k": 3}`, `messages=m, extra_body={"thinking": {"type": "disabled"}, "top_k": 3}`},
		{`messages=m, extra_body={"thinking": {"type": "enabled"}}`, `messages=m, extra_body={"thinking": {"type": "enabled"}}`},
		{`messages=m, extra_body=body`, `messages=m, extra_body=body`},
		{`**rest`, `**rest`},
		{"\n    messages=m,\n", "\n    messages=m,\n    extra_body={\"thinking\": {\"type\": \"disabled\"}},\n"},
	}
	const head = "import os\nfrom openai import OpenAI\n\nclient = OpenAI()\n"
	for _, test := range tests {
		src := head + `client.chat.completions.create(model="gpt-4o", ` + test.have + ")\n"
		out := migrated(t, map[string][]byte{"a.py": []byte(src)}, thinking())
		want := `client.chat.completions.create(model="fix-large", ` + test.want + ")\n"
		if got := string(out["a.py"]); !strings.HasSuffix(got, want) {
			t.Errorf("have %s\nwant %s\nfor  %s", got, want, test.have)
		}
	}
}

package advice

import (
	"slices"
	"testing"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

func TestVariables(t *testing.T) {
	for _, c := range []struct {
		name  string
		about bool
		key   bool
		says  string // what is advised, in English
		shows string
	}{
		{"OPENAI_API_KEY", true, true, "put a key of the new provider there", "the usual key"},
		{"OPENAI_TOKEN", true, true, "put a key of the new provider there", "another name for it"},
		{"MY_OPENAI_API_KEY", true, false, "put a key of the new provider there", "the application's own"},
		{"OPENAI_BASE_URL", true, false, "the address", "an address"},
		{"AZURE_OPENAI_ENDPOINT", true, false, OfAzure.EN, "an address of Azure's"},
		{"OPENAI_API_VERSION", true, false, OfAzure.EN, "what only Azure wants"},
		{"OPENAI_MODEL", true, false, "set it to a model of the target where the program is deployed", "a model"},
		{"OPENAI_ORG_ID", true, false, "the SDK sends it as a header to whatever host: remove it from the environment", "an account"},
		{"OPENAI_TIMEOUT", true, false, "check whether it still holds after the move", "anything else"},
		{"OPENAI", false, false, "", "no variable"},
		{"openai_api_key", false, false, "", "a field"},
	} {
		t.Run(c.shows, func(t *testing.T) {
			if IsVariable(c.name) != c.about || IsKey(c.name) != c.key {
				t.Errorf("%s: variable %v, key %v", c.name, IsVariable(c.name), IsKey(c.name))
			}
			if got := Variable(c.name, i18n.T("地址", "the address")).EN; c.about && got != c.says {
				t.Errorf("%s: %q, want %q", c.name, got, c.says)
			}
		})
	}
}

func TestRenames(t *testing.T) {
	to := &provider.Target{KeyEnv: "ZAI_API_KEY"}
	if !Renames(to, "OPENAI_API_KEY") || Renames(to, "ZAI_API_KEY") || Renames(nil, "OPENAI_API_KEY") || Renames(&provider.Target{KeyEnv: "OPENAI_API_KEY"}, "OPENAI_API_KEY") {
		t.Error("a key variable is renamed where there is a target with another name for it, and only there")
	}
}

func TestAddress(t *testing.T) {
	to := &provider.Target{BaseURL: "https://open.example/api/v4"}
	for _, c := range []struct{ found, full, same string }{
		{"https://api.openai.com/v1", "https://open.example/api/v4", "https://open.example/api/v4"},
		{"https://api.openai.com/v1/chat/completions", "https://open.example/api/v4/chat/completions", "https://open.example/api/v4/chat/completions"},
		{"https://api.openai.com/v1/embeddings/", "https://open.example/api/v4/embeddings", "https://open.example/api/v4/embeddings"},
		{"api.openai.com", "https://open.example/api/v4", "open.example"},
		{"api.openai.com/v1", "https://open.example/api/v4", "open.example/api/v4"},
	} {
		if got := FullAddress(to, c.found); got != c.full {
			t.Errorf("FullAddress(%s) = %s, want %s", c.found, got, c.full)
		}
		if got := Address(to, c.found); got != c.same {
			t.Errorf("Address(%s) = %s, want %s", c.found, got, c.same)
		}
	}
}

func TestContainers(t *testing.T) {
	var l Containers
	tree := parse(t, "[a, b]")
	outer := tree.Root().NamedChild(0)
	for _, name := range []string{"gpt-4", "gpt-4o", "gpt-4", "o1", "o3"} {
		if !l.Add(Container{Node: outer, Place: Branch}, name) {
			t.Fatal("not taken in")
		}
	}
	if l.Add(Container{}, "gpt-4") || len(l.List) != 1 {
		t.Fatalf("%d containers", len(l.List))
	}
	c := l.List[0]
	if want := "the code compares gpt-4 with 4 model names (gpt-4, gpt-4o, o1, …): after the move this branch is not taken"; c.Text().EN != want {
		t.Errorf("%q, want %q", c.Text().EN, want)
	}
	if c.Reported() != outer {
		t.Error("reported elsewhere")
	}
	first := outer.NamedChild(0)
	if c := (Container{Node: outer, At: first}); c.Reported() != first {
		t.Error("not reported at its first name")
	}
}

func TestServing(t *testing.T) {
	for want, kinds := range map[string][]finding.Capability{
		"embeddings": {finding.Embeddings, finding.Embeddings},
		"batches":    {finding.Files, finding.Batches, finding.Files},
		"files":      {finding.Files},
		"openai":     {finding.Images, finding.Audio},
	} {
		if got := Serving(slices.Clone(kinds)); got != want {
			t.Errorf("Serving(%v) = %q, want %q", kinds, got, want)
		}
	}
}

func TestListed(t *testing.T) {
	type sent struct{ symbol, place string }
	got := Listed([]sent{{"images.generate", "a.py:1"}, {"audio.speech.create", "a.py:2"}, {"images.generate", "b.py:3"}},
		func(s sent) string { return s.symbol }, func(s sent) string { return s.place })
	if want := "images.generate (a.py:1), audio.speech.create (a.py:2)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func parse(t *testing.T, text string) *syntax.Tree {
	t.Helper()
	tree, err := syntax.Parse(t.Context(), source.Python, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

package provider

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestModel(t *testing.T) {
	off := func(key string) map[string]any {
		if key == "thinking" {
			return map[string]any{"thinking": map[string]any{"type": "disabled"}}
		}
		return map[string]any{key: false}
	}
	for _, c := range []struct {
		provider, from string
		need           Need
		id             string // empty: no counterpart
		set            map[string]any
	}{
		{"zhipu", "gpt-4o", Need{}, "glm-5-turbo", off("thinking")},
		{"zhipu", "gpt-4o-2024-08-06", Need{}, "glm-5-turbo", off("thinking")},
		{"zhipu", "gpt-4o", Need{Vision: true}, "glm-5v-turbo", off("thinking")},
		{"zhipu", "gpt-4.1", Need{Vision: true}, "glm-5v-turbo", off("thinking")}, // its own row has no eyes: a row of the tier has
		{"zhipu", "gpt-5", Need{}, "glm-5.3", nil},
		{"zhipu", "gpt-5.6-terra", Need{}, "glm-5-turbo", nil}, // by the row that stands in
		{"zhipu", "gpt-6-luna", Need{}, "glm-4.7-flashx", nil},
		{"zhipu", "gpt-3.5-turbo-instruct", Need{}, "glm-4.7-flashx", off("thinking")},
		{"zhipu", "gpt-4.1", Need{Context: 900_000}, "glm-5.2", off("thinking")},
		{"zhipu", "gpt-5-codex", Need{}, "glm-5.3", nil},
		{"alibaba", "gpt-4o", Need{Vision: true}, "qwen3.7-plus", off("enable_thinking")},
		{"alibaba", "gpt-4-turbo", Need{Vision: true}, "qwen3-vl-plus", off("enable_thinking")},
		{"alibaba", "gpt-4-turbo", Need{Vision: true, Context: 500_000}, "qwen3-vl-plus", off("enable_thinking")}, // none is larger
		{"alibaba", "o3-mini", Need{}, "qwen3.6-flash", map[string]any{"enable_thinking": true}},
		{"baidu", "gpt-4o-mini", Need{Vision: true}, "ernie-4.5-turbo-vl", nil},
		{"baidu", "gpt-3.5-turbo", Need{Tools: true}, "ernie-4.5-turbo-128k", nil},
		{"minimax", "gpt-4o-mini", Need{}, "MiniMax-M3", off("thinking")},
		{"minimax", "o3-mini", Need{Vision: true}, "MiniMax-M3", map[string]any{"reasoning_split": true}}, // M2.7 cannot see
		{"yi", "gpt-4o", Need{}, "yi-lightning", nil},
		{"yi", "gpt-4-turbo", Need{}, "yi-lightning", nil}, // by tier
		{"yi", "gpt-4.1", Need{}, "", nil},
		{"yi", "o1", Need{}, "", nil},
		{"deepseek", "gpt-4o", Need{}, "deepseek-flash", off("thinking")},
		{"deepseek", "gpt-4", Need{}, "deepseek-v4-pro", off("thinking")},
		{"deepseek", "gpt-4", Need{Vision: true}, "deepseek-flash", off("thinking")},
		{"deepseek", "o1", Need{}, "deepseek-v4-pro", nil},
		{"moonshot", "gpt-4o-mini", Need{}, "kimi-k3.1-pro", nil}, // always thinks
		{"ark", "gpt-4o", Need{Vision: true}, "doubao-seed-2-1-turbo-260628", off("thinking")},
		{"ark", "text-embedding-3-small", Need{}, "", nil}, // has them, but in another form
		{"tencent", "gpt-4-turbo", Need{Vision: true}, "deepseek/deepseek-flash", nil},
		{"spark", "gpt-4o", Need{}, "4.0Ultra", nil},
		{"spark", "gpt-4o", Need{Vision: true}, "", nil},
		{"spark", "gpt-4o-mini", Need{Context: 100_000}, "generalv3.5", nil}, // none of the row is larger
		{"spark", "o1", Need{}, "", nil},                                     // x1 has an address of its own
		{"sensenova", "o4-mini", Need{}, "glm-5.2", nil},                     // by the provider's own tier
		{"baichuan", "o1", Need{}, "", nil},
		{"stepfun", "whisper-1", Need{}, "stepaudio-2.5-asr", nil},
		{"ollama", "gpt-4o", Need{}, "", nil},
		{"zhipu", "whisper-1", Need{}, "", nil},
		{"zhipu", "gpt-realtime", Need{}, "", nil},
		{"zhipu", "gpt-4o-audio-preview", Need{}, "", nil},
		{"zhipu", "omni-moderation-latest", Need{}, "", nil},
		{"minimax", "text-embedding-3-small", Need{}, "", nil},
		{"zhipu", "gpt-7", Need{}, "", nil},
		{"zhipu", "ft:gpt-4o-mini:acme::x", Need{}, "", nil},
		{"zhipu", "gpt-oss-120b", Need{}, "", nil},
		{"zhipu", "claude-3-opus", Need{}, "", nil},
	} {
		p, err := Lookup(c.provider)
		if err != nil {
			t.Fatal(err)
		}
		name := fmt.Sprintf("%s %s %+v", c.provider, c.from, c.need)
		got, ok := NewTarget(p).Model(c.from, c.need)
		if ok != (c.id != "") || got.ID != c.id {
			t.Errorf("%s: %q %v, want %q", name, got.ID, ok, c.id)
		}
		if d := cmp.Diff(c.set, got.Set); d != "" {
			t.Errorf("%s: set -want +got\n%s", name, d)
		}
	}
}

func TestModelEmbeddings(t *testing.T) {
	for _, c := range []struct {
		provider, from, id string
		ask, length        int
	}{
		{"alibaba", "text-embedding-3-small", "text-embedding-v4", 1536, 1024},
		{"alibaba", "text-embedding-ada-002", "text-embedding-v4", 1536, 1024},
		{"alibaba", "text-embedding-3-large", "qwen3.7-text-embedding", 2560, 1024},
		{"zhipu", "text-embedding-3-small", "embedding-3", 1024, 2048},
		{"zhipu", "text-embedding-3-large", "embedding-3", 0, 2048},          // comes by itself
		{"baidu", "text-embedding-3-small", "qwen3-embedding-0.6b", 0, 1024}, // cannot be chosen
		{"siliconflow", "text-embedding-3-small", "Qwen/Qwen3-Embedding-4B", 1536, 2560},
		{"siliconflow", "text-embedding-3-large", "Qwen/Qwen3-Embedding-8B", 0, 4096},
		{"tencent", "text-embedding-ada-002", "kinfra-text-embedding-0.6b", 0, 1024},
		{"zhipu", "text-similarity-ada-001", "embedding-3", 1024, 2048},
	} {
		p, _ := Lookup(c.provider)
		got, ok := NewTarget(p).Model(c.from, Need{})
		if !ok || got.Embedding == nil || got.ID != c.id || got.Dimensions != c.ask || got.Embedding.Dimensions != c.length {
			t.Errorf("%s %s: %+v", c.provider, c.from, got)
		}
	}
}

func TestModelEvidence(t *testing.T) {
	p, _ := Lookup("zhipu")
	got, _ := NewTarget(p).Model("gpt-4o", Need{})
	if len(got.Sources) < 2 || got.Sources[0].URL != "https://github.com/anomalyco/models.dev" || got.Unconfirmed {
		t.Errorf("sources %+v", got.Sources)
	}
	if d := cmp.Diff([]string{"glm-4.7"}, got.Alternates); d != "" {
		t.Error(d)
	}
	yi, _ := Lookup("yi")
	if got, _ := NewTarget(yi).Model("gpt-4o", Need{}); !got.Unconfirmed {
		t.Error("a model of a service in doubt is shown as certain")
	}
	if got, ok := NewTarget(yi).Model("o1", Need{}); ok || got.Says().ZH == "" || got.Says().EN == "" {
		t.Errorf("no word why: %+v", got)
	}
}

// Some models answer at an address of their own, where the others do not.
func TestModelByAddress(t *testing.T) {
	p, _ := Lookup("spark")
	target := NewTarget(p)
	if got, ok := target.Model("o1", Need{}); ok || !strings.Contains(got.Says().EN, "/v2") || !strings.Contains(got.Says().ZH, "/v2") {
		t.Errorf("at the default address: %+v", got)
	}
	target.BaseURL = "https://spark-api-open.xf-yun.com/v2"
	if got, ok := target.Model("o1", Need{}); !ok || got.ID != "x1" {
		t.Errorf("o1 at the address of x1: %+v", got)
	}
	if got, ok := target.Model("gpt-4o-mini", Need{}); ok {
		t.Errorf("gpt-4o-mini at the address of x1: %+v", got)
	}
	target.BaseURL = "https://gateway.example/v1"
	if got, ok := target.Model("gpt-4o-mini", Need{}); !ok || got.ID != "generalv3.5" {
		t.Errorf("behind a gateway: %+v", got)
	}
}

// Where people run the engine themselves, a model is what they say, and until then the way to say it.
func TestModelServing(t *testing.T) {
	for _, id := range []string{"vllm", "sglang", "ollama", "xinference", "self-hosted"} {
		p, _ := Lookup(id)
		target := NewTarget(p)
		for _, from := range []string{"gpt-4o", "o1", "text-embedding-3-small", "gpt-7"} {
			got, ok := target.Model(from, Need{Vision: true})
			if ok || !strings.Contains(got.Says().EN, "--model") || !strings.Contains(got.Says().ZH, "--model") || len(got.Sources) == 0 {
				t.Errorf("%s %s: %+v", id, from, got)
			}
		}
		for _, to := range []string{"qwen3:32b", "gpt-4o"} {
			if w := target.Override("gpt-4o", to); w.EN != "" {
				t.Errorf("%s gpt-4o=%s: %s", id, to, w.EN)
			}
			if got, ok := target.Model("gpt-4o-2024-08-06", Need{}); !ok || got.ID != to || !got.Overridden {
				t.Errorf("%s gpt-4o=%s: %+v", id, to, got)
			}
		}
	}
}

func TestOverride(t *testing.T) {
	p, _ := Lookup("zhipu")
	target := NewTarget(p)
	for _, c := range []struct {
		from, to string
		warns    bool
	}{
		{"gpt-4o", "glm-5.2", false},
		{"gpt-4o-2024-05-13", "glm-4-flash-250414", false},
		{"gpt-4", "glm-4-plus", true},
		{"my-deployment", "glm-4.7", false},
		{"gpt-3.5-turbo", "glm-5.3", false},
		{"o1", "glm-99", true},
		{"text-embedding-ada-002", "embedding-2", false},
	} {
		if w := target.Override(c.from, c.to); (w.EN != "") != c.warns || w.Complete() != c.warns {
			t.Errorf("%s=%s: warning %+v", c.from, c.to, w)
		}
	}
	for _, c := range []struct {
		from, id string
		listed   bool
		set      bool
	}{
		{"gpt-4o", "glm-5.2", true, true},
		{"gpt-4o-2024-08-06", "glm-5.2", true, true}, // the family's
		{"openai/gpt-4o", "glm-5.2", true, true},
		{"gpt-4o-2024-05-13", "glm-4-flash-250414", true, false}, // exact goes first; nothing to turn off
		{"gpt-4-0613", "glm-4-plus", false, false},               // used as given
		{"my-deployment", "glm-4.7", true, false},                // no family, so no fields
		{"gpt-35-turbo", "glm-5.3", true, false},                 // thinking cannot be turned off there
		{"o1-preview", "glm-99", false, false},
		{"gpt-4.1", "glm-5.2", true, true}, // not overridden
	} {
		got, ok := target.Model(c.from, Need{})
		if !ok || got.ID != c.id || (got.Model != nil) != c.listed || (got.Set != nil) != c.set || got.Overridden != (c.from != "gpt-4.1") {
			t.Errorf("%s: %+v %v", c.from, got, ok)
		}
	}
	if got, _ := target.Model("text-embedding-ada-002", Need{}); got.Embedding == nil || got.Embedding.ID != "embedding-2" || got.Dimensions != 0 {
		t.Errorf("embeddings: %+v", got)
	}
	if _, ok := target.Model("ft:gpt-4o:acme::x", Need{}); ok {
		t.Error("a fine-tuned model took its family's override")
	}
	target.Override("ft:gpt-4o:acme::x", "glm-5.2")
	if got, ok := target.Model("ft:gpt-4o:acme::x", Need{}); !ok || got.ID != "glm-5.2" {
		t.Errorf("fine-tuned by name: %+v", got)
	}
}

// A larger alternate is taken where the call needs the room.
func TestModelContext(t *testing.T) {
	p := &Provider{
		Models:  []Model{{ID: "s", Context: 8000}, {ID: "m", Context: 32000}, {ID: "l", Context: 128000}},
		Mapping: []Mapping{{From: "gpt-4o", To: "s", Alternates: []string{"m", "l"}}},
	}
	for _, c := range []struct {
		need int
		id   string
	}{{0, "s"}, {8000, "s"}, {8001, "m"}, {100_000, "l"}, {1_000_000, "s"}} {
		if got, _ := NewTarget(p).Model("gpt-4o", Need{Context: c.need}); got.ID != c.id {
			t.Errorf("%d tokens: %s, want %s", c.need, got.ID, c.id)
		}
	}
	p.Models[0].Retired = "2026-01-01"
	if got, _ := NewTarget(p).Model("gpt-4o", Need{}); got.ID != "m" {
		t.Errorf("retired: %s", got.ID)
	}
}

package provider

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// The catalog is loaded by strict rules, which see to most of it; these are the rest.
func TestCatalog(t *testing.T) {
	var ids []string
	for _, p := range All() {
		ids = append(ids, p.ID)
		if p.User || p.Origin != p.ID+".toml" || !strings.HasSuffix(p.KeyEnv, "_KEY") || slices.Contains(p.KeyEnvs, p.KeyEnv) {
			t.Errorf("%s: user %v, origin %s, key %s", p.ID, p.User, p.Origin, p.KeyEnv)
		}
		if url := p.DefaultURL(); strings.HasSuffix(url, "/") || strings.Contains(url, "{") {
			t.Errorf("%s: default address %s", p.ID, url)
		}
		if e, ok := p.Endpoint("chat"); !ok || e.Support != Supported || e.Path != "/chat/completions" {
			t.Errorf("%s: chat %+v", p.ID, e)
		}
		for _, ref := range p.Refs {
			if !strings.HasPrefix(ref.URL, "https://") || !dateForm.MatchString(ref.Verified) || ref.Verified > p.Compiled && ref.Verified[4:] != "-H2" {
				t.Errorf("%s: source %s: %s %s", p.ID, ref.ID, ref.URL, ref.Verified)
			}
		}
	}
	want := []string{
		"alibaba", "ark", "baichuan", "baidu", "deepseek", "mimo", "minimax", "modelscope", "moonshot", "ollama", "self-hosted",
		"sensenova", "sglang", "siliconflow", "spark", "stepfun", "tencent", "vllm", "xinference", "yi", "zhipu",
	}
	if d := cmp.Diff(want, ids); d != "" {
		t.Errorf("ids -want +got\n%s", d)
	}
}

// What a provider is found by is read apart from the rest of its file, and file by file; it must say the same as the whole.
func TestCatalogByLabel(t *testing.T) {
	all := fstest.MapFS{}
	for _, v := range shelf() {
		data, err := files.ReadFile("data/" + v.id + ".toml")
		if err != nil {
			t.Fatal(err)
		}
		all[v.id+".toml"] = &fstest.MapFile{Data: data}
	}
	list, err := Load(all) // an alias that stands in two files is an error
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range shelf() {
		p, l := list[i], v.label()
		var urls []string
		for _, u := range l.BaseURLs {
			urls = append(urls, u.URL)
		}
		var whole []string
		for _, u := range p.BaseURLs {
			whole = append(whole, u.URL)
		}
		if p.ID != v.id || cmp.Diff(p.Aliases, l.Aliases) != "" || cmp.Diff(whole, urls) != "" {
			t.Errorf("%s: %+v", v.id, l)
		}
		for _, name := range append([]string{p.ID}, p.Aliases...) {
			if got, err := Lookup(name); err != nil || got != v.read() {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// Every provider must have an answer for every family that a mapping can name: a model, or a stated lack.
func TestCatalogAnswersForChat(t *testing.T) {
	for _, p := range All() {
		target := NewTarget(p)
		for name, o := range openAIs().names {
			if o.Kind != "chat" || o.Tier == "" {
				continue
			}
			c, ok := target.Model(name, Need{})
			if !ok {
				if c.Note == "" {
					t.Errorf("%s: no model for %s and no word why", p.ID, name)
				}
				continue
			}
			if c.Model == nil || c.Model.Retired != "" || c.Model.Kind != "chat" || len(c.Sources) == 0 || c.From != o.Family {
				t.Errorf("%s: %s -> %+v", p.ID, name, c)
			}
		}
	}
}

// A few verdicts of each provider, checked by hand against what they were carried over from.
func TestCatalogGolden(t *testing.T) {
	for _, c := range []struct {
		id   string
		got  func(*Provider) string
		want string
	}{
		{"zhipu", param("temperature"), "restricted [0, 1] newest 2026-08-22"},
		{"zhipu", param("stop"), "restricted max 1 items newest 2025-Q4"},
		{"zhipu", param("user"), "renamed user_id newest 2025-Q4"},
		{"zhipu", param("tool_choice"), "restricted only auto newest 2026-08-22"},
		{"zhipu", model("glm-5.3"), "1000000 131072 vision false always-on CNY - USD 1.4/4.4"},
		{"zhipu", model("glm-4.7-flashx"), "200000 131072 vision false toggle CNY 0.5/3 USD 0.07/0.4"},
		{"zhipu", embedding("embedding-3"), "2048 [256 512 1024 2048] batch 64 tokens 3072"},
		{"zhipu", endpoint("responses"), "supported /responses at responses-mainland"},
		{"baidu", param("temperature"), "restricted (0, 1] newest 2026-08-21"},
		{"baidu", param("seed"), "supported (0, 2147483647) newest 2026-07-10"},
		{"baidu", param("role_system"), "restricted newest 2025"},
		{"baidu", model("ernie-5.0"), "131072 65536 vision true  CNY 6/24 USD -"},
		{"baidu", model("ernie-x1.1"), "65536 65536 vision ? always-on CNY 1/4 USD - doubtful [vision]"},
		{"baidu", embedding("tao-8k"), "1024 [] batch 1 tokens 8192 doubtful [dimensions]"},
		{"baidu", endpoint("batches"), "incompatible "},
		{"alibaba", param("temperature"), "restricted [0, 2) newest 2026-09-23"},
		{"alibaba", param("n"), "restricted [1, 4] newest 2026-09-23"},
		{"alibaba", param("role_developer"), "rejected newest 2026-09-22"},
		{"alibaba", model("qwen3.7-plus"), "1000000 65536 vision true toggle CNY 2/8 USD -"},
		{"alibaba", model("qwen3-coder-plus"), "1000000 65536 vision false  CNY 4/16 USD - retired 2026-10-10"},
		{"alibaba", embedding("text-embedding-v4"), "1024 [2048 1536 1024 768 512 256 128 64] batch 10 tokens 8192"},
		{"minimax", param("temperature"), "restricted (0, 1] newest 2026-09"},
		{"minimax", param("role_system"), "restricted max 1 items newest 2026-05"},
		{"minimax", param("logit_bias"), "ignored newest 2026-09"},
		{"minimax", param("logprobs"), "undocumented newest 2026-11-23 unconfirmed"},
		{"minimax", model("MiniMax-M3"), "1000000 524288 vision true toggle CNY 2.1/8.4 USD 0.3/1.2"},
		{"minimax", endpoint("embeddings"), "incompatible /embeddings"},
		{"yi", param("temperature"), "supported [0, 2] newest 2026-08-21 unconfirmed"},
		{"yi", model("yi-lightning"), "16384 4000 vision false  CNY 0.99/0.99 USD - unconfirmed"},
		{"yi", endpoint("embeddings"), "unsupported  unconfirmed"},
	} {
		p, err := Lookup(c.id)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.got(p); got != c.want {
			t.Errorf("%s: got  %s\n\twant %s", c.id, got, c.want)
		}
	}
}

func param(name string) func(*Provider) string {
	return func(p *Provider) string {
		x, ok := p.Params[name]
		if !ok {
			return "no " + name
		}
		out := string(x.Support)
		if x.Min != nil && x.Max != nil {
			ends := map[bool]string{true: "()", false: "[]"}
			out += fmt.Sprintf(" %c%.0f, %.0f%c", ends[x.Min.Exclusive][0], x.Min.Value, x.Max.Value, ends[x.Max.Exclusive][1])
		}
		if x.MaxItems > 0 {
			out += fmt.Sprintf(" max %d items", x.MaxItems)
		}
		if len(x.Values) > 0 {
			out += " only " + strings.Join(x.Values, " ")
		}
		if x.Rename != "" {
			out += " " + x.Rename
		}
		newest := ""
		for _, s := range x.Sources {
			newest = max(newest, s.Verified)
			if s.Unconfirmed != x.Unconfirmed {
				out += " mark lost"
			}
		}
		return out + " newest " + newest + doubt(x.Verdict, nil)
	}
}

func model(id string) func(*Provider) string {
	return func(p *Provider) string {
		m, ok := p.Listed(id)
		if !ok {
			return "no " + id
		}
		vision := "?"
		if m.Vision != nil {
			vision = fmt.Sprint(*m.Vision)
		}
		prices := map[string]string{"CNY": "-", "USD": "-"}
		for _, x := range m.Prices {
			prices[x.Currency] = fmt.Sprintf("%v/%v", x.In, x.Out)
		}
		out := fmt.Sprintf("%d %d vision %s %s CNY %s USD %s", m.Context, m.Output, vision, m.Thinking, prices["CNY"], prices["USD"])
		if m.Retired != "" {
			out += " retired " + m.Retired
		}
		return out + doubt(m.Verdict, m.Doubtful)
	}
}

func embedding(id string) func(*Provider) string {
	return func(p *Provider) string {
		e, ok := p.ListedEmbedding(id)
		if !ok {
			return "no " + id
		}
		return fmt.Sprintf("%d %v batch %d tokens %d", e.Dimensions, e.Allowed, e.MaxBatch, e.MaxTokens) + doubt(e.Verdict, e.Doubtful)
	}
}

func endpoint(name string) func(*Provider) string {
	return func(p *Provider) string {
		e := p.Endpoints[name]
		out := string(e.Support) + " " + e.Path
		if e.Base != "" {
			out += " at " + e.Base
		}
		return out + doubt(e.Verdict, nil)
	}
}

func doubt(v Verdict, fields []string) string {
	out := ""
	if len(fields) > 0 {
		out = fmt.Sprintf(" doubtful %v", fields)
	}
	if v.Unconfirmed {
		out += " unconfirmed"
	}
	return out
}

func TestLookup(t *testing.T) {
	for _, c := range []struct{ id, want string }{
		{"zhipu", "zhipu"}, {"GLM", "zhipu"}, {"qwen", "alibaba"}, {"dashscope", "alibaba"}, {"01ai", "yi"}, {"qianfan", "baidu"},
	} {
		if p, err := Lookup(c.id); err != nil || p.ID != c.want {
			t.Errorf("%s: %v %v", c.id, p, err)
		}
	}
	for _, c := range []struct {
		id   string
		near []string
	}{
		{"zhipuu", []string{"zhipu"}}, {"alibabba", []string{"alibaba"}}, {"min", []string{"minimax"}}, {"nothing-like-it", nil},
	} {
		_, err := Lookup(c.id)
		var unknown *UnknownError
		if !errors.As(err, &unknown) || cmp.Diff(c.near, unknown.Near) != "" {
			t.Errorf("%s: %v, want near %v", c.id, err, c.near)
		}
	}
}

func TestParamFor(t *testing.T) {
	zhipu, _ := Lookup("zhipu")
	limit := zhipu.Params["max_tokens"]
	if got := limit.For("glm-4.5v", "").Max.Value; got != 16384 {
		t.Errorf("glm-4.5v: %v", got)
	}
	if got := limit.For("glm-4.5-air", "").Max.Value; got != 98304 {
		t.Errorf("glm-4.5-air: %v", got)
	}
	if got := limit.For("glm-5.2", "").Max.Value; got != 131072 {
		t.Errorf("glm-5.2: %v", got)
	}
	alibaba, _ := Lookup("alibaba")
	choice := alibaba.Params["tool_choice"]
	if got := choice.For("qwen3.7-plus", "on").Refused; !slices.Contains(got, "function") {
		t.Errorf("thinking: refused %v", got)
	}
	if got := choice.For("qwen3.7-plus", "off").Refused; slices.Contains(got, "function") {
		t.Errorf("not thinking: refused %v", got)
	}
}

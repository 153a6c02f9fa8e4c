package rewritetest

import (
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
)

// FixtureID is the provider id under which cases name the fixture.
const FixtureID = "fixture"

// Fixture returns a target for a provider that does not exist, so that cases do not change when a vendor does. It has
// a chat model without and one with vision, a small one, and an embeddings model of 1024 dimensions; among its
// parameters there is one of each verdict.
func Fixture() *provider.Target { return provider.NewTarget(fixture()) }

// lookup is provider.Lookup with the fixture added.
func lookup(id string) (*provider.Provider, error) {
	if id == FixtureID {
		return fixture(), nil
	}
	return provider.Lookup(id)
}

func fixture() *provider.Provider {
	return &provider.Provider{
		ID:       FixtureID,
		Name:     i18n.T("样例云", "Fixture Cloud"),
		BaseURLs: []provider.BaseURL{{ID: "mainland", URL: "https://api.fixture.example/v9", Default: true, Verdict: read("api")}},
		KeyEnv:   "FIXTURE_API_KEY",
		KeysPage: provider.Page{URL: "https://console.fixture.example/keys", Verdict: read("api")},
		Endpoints: map[string]provider.Endpoint{
			"chat_completions": {Support: provider.Supported, Path: "/chat/completions", Verdict: read("chat")},
			"embeddings":       {Support: provider.Supported, Path: "/embeddings", Verdict: read("embeddings")},
			"models":           {Support: provider.Supported, Path: "/models", Verdict: read("models")},
			"responses":        {Support: provider.Unsupported, Verdict: read("api")},
			"completions":      {Support: provider.Unsupported, Verdict: read("api")},
			"moderations":      {Support: provider.Unsupported, Verdict: read("api")},
			"images":           {Support: provider.Unsupported, Verdict: read("api")},
		},
		Params: fixtureParams(),
		Models: fixtureModels(),
		Embed: []provider.Embedding{{
			ID: "fix-embed", Dimensions: 1024, Allowed: []int{256, 512, 1024}, MaxBatch: 16, MaxTokens: 8192, Verdict: read("embeddings"),
		}},
		Mapping: fixtureMapping(),
		Sources: map[string]provider.Source{"api": cited("api"), "chat": cited("chat")},
		Origin:  "rewritetest",
	}
}

func cited(page string) provider.Source {
	return provider.Source{URL: "https://docs.fixture.example/" + page, Verified: "2026-06-25"}
}

// read is the verdict of somebody who read a page of the documents.
func read(page string) provider.Verdict {
	return provider.Verdict{Sources: []provider.Source{cited(page)}}
}

func fixtureParams() map[string]provider.Param {
	chat := read("chat")
	return map[string]provider.Param{
		"messages":   {Support: provider.Supported, Verdict: chat},
		"model":      {Support: provider.Supported, Verdict: chat},
		"stream":     {Support: provider.Supported, Verdict: chat},
		"tools":      {Support: provider.Supported, Verdict: chat},
		"max_tokens": {Support: provider.Supported, Verdict: chat},
		"temperature": {
			Support: provider.Restricted, Range: "(0, 1]", Min: &provider.Bound{Exclusive: true}, Max: &provider.Bound{Value: 1}, Verdict: chat,
		},
		"max_completion_tokens": {Support: provider.Renamed, Rename: "max_tokens", Verdict: chat},
		"user":                  {Support: provider.Ignored, Verdict: chat},
		"logit_bias":            {Support: provider.Rejected, Verdict: chat},
		"n":                     {Support: provider.Restricted, Range: "1", Min: &provider.Bound{Value: 1}, Max: &provider.Bound{Value: 1}, Verdict: chat},
		"logprobs":              {Support: provider.Unsupported, Verdict: chat},
		"seed":                  {Support: provider.Undocumented},
		"presence_penalty":      {Support: provider.Rejected, Verdict: chat},
		"safety_identifier":     {Support: provider.Renamed, Rename: "end_user", Verdict: chat},
		"stop":                  {Support: provider.Restricted, MaxItems: 2, Verdict: chat},
		"response_format":       {Support: provider.Restricted, Values: []string{"text", "json_object"}, Refused: []string{"json_schema"}, Verdict: chat},
		"tool_choice":           {Support: provider.Restricted, Values: []string{"auto", "none"}, Verdict: chat},
		"reasoning_effort":      {Support: provider.Restricted, Values: []string{"low", "high"}, Verdict: chat},
		"role_developer":        {Support: provider.Rejected, Verdict: chat},
		"role_system":           {Support: provider.Restricted, MaxItems: 1, Verdict: chat},
		"parallel_tool_calls":   {Support: provider.Conflicting, Verdict: provider.Verdict{Sources: chat.Sources, Unconfirmed: true}},
	}
}

func fixtureModels() []provider.Model {
	yes, no := true, false
	model := func(id string, context int, vision *bool) provider.Model {
		return provider.Model{
			ID: id, Context: context, Output: 8192, Vision: vision, Tools: &yes, JSON: &yes,
			Thinking: provider.ThinkingNone, Verdict: read("models"),
		}
	}
	return []provider.Model{model("fix-large", 131072, &no), model("fix-small", 32768, &no), model("fix-vision", 65536, &yes)}
}

func fixtureMapping() []provider.Mapping {
	to := func(from, to string) provider.Mapping {
		return provider.Mapping{From: from, To: to, Vision: "fix-vision", Verdict: read("models")}
	}
	embed := func(from string) provider.Mapping {
		return provider.Mapping{From: from, To: "fix-embed", Dimensions: 1024, Verdict: read("embeddings")}
	}
	return []provider.Mapping{
		to("gpt-4o", "fix-large"), to("gpt-4", "fix-large"), to("gpt-4o-mini", "fix-small"), to("gpt-3.5-turbo", "fix-small"),
		embed("text-embedding-3-small"), embed("text-embedding-ada-002"),
	}
}

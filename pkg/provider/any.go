package provider

import "sync"

// Any returns a target that stands for no provider in particular: it has a counterpart for every listed chat and
// embeddings model and refuses nothing. The inventory is taken with it, to tell what a migration could change before a
// provider is chosen. Fixes for it are made in full, because only an edit that can be brought onto the file, beside the
// others, tells that something is fixable; the edits themselves are then dropped, and nothing made with it is ever written
// or shown. Its address and key variable are placeholders that read well in a message.
func Any() *Target { return NewTarget(anyProvider()) }

var anyProvider = sync.OnceValue(func() *Provider {
	const chat, embedding = "target-model", "target-embedding"
	p := &Provider{
		ID: "any", User: true, KeyEnv: "PROVIDER_API_KEY",
		BaseURLs: []BaseURL{{ID: "any", URL: "https://PROVIDER_HOST/PATH", Default: true}},
		Models:   []Model{{ID: chat}},
		Embed:    []Embedding{{ID: embedding}},
		Endpoints: map[string]Endpoint{
			"chat_completions": {Support: Supported, Path: "/chat/completions"},
			"embeddings":       {Support: Supported, Path: "/embeddings"},
		},
	}
	p.Name.ZH, p.Name.EN = "目标平台", "the target"
	seen := map[string]bool{}
	for _, o := range openAIs().names {
		to := map[string]string{"chat": chat, "embeddings": embedding}[o.Kind]
		if to != "" && !seen[o.Family] {
			seen[o.Family] = true
			p.Mapping = append(p.Mapping, Mapping{From: o.Family, To: to})
		}
	}
	return p
})

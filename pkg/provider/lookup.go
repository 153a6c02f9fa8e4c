package provider

import (
	"cmp"
	"strings"
)

// DefaultURL returns the address marked as default, else the first.
func (p *Provider) DefaultURL() string {
	for _, u := range p.BaseURLs {
		if u.Default {
			return u.URL
		}
	}
	if len(p.BaseURLs) > 0 {
		return p.BaseURLs[0].URL
	}
	return ""
}

// EndpointNames are the keys of Provider.Endpoints.
var EndpointNames = []string{
	"chat_completions", "completions", "responses", "conversations", "embeddings", "images_generations",
	"audio_transcriptions", "audio_speech", "moderations", "files", "batches", "fine_tuning", "assistants", "realtime",
	"models",
}

// ParamNames are the keys of Provider.Params: request fields of chat completions, and message features. The latter are
// role_system, role_developer, role_order (which roles may follow each other), message_name, message_content_array (list
// content, images included) and vision. response_format_json_object and response_format_json_schema, where present,
// are finer than response_format; tools_strict is strict: true in a function; stream_options is include_usage. Names
// that begin with embeddings_ are fields of embeddings requests, embeddings_tokens being input given as token ids.
// thinking is the switch that many providers share, for those where it differs by model.
var ParamNames = []string{
	"temperature", "top_p", "n", "stop", "max_tokens", "max_completion_tokens", "presence_penalty", "frequency_penalty",
	"logit_bias", "logprobs", "top_logprobs", "seed", "user", "response_format", "response_format_json_object",
	"response_format_json_schema", "tools", "tools_strict", "tool_choice", "parallel_tool_calls", "functions",
	"function_call", "stream", "stream_options", "reasoning_effort", "role_system", "role_developer", "role_order",
	"message_name", "message_content_array", "vision", "suffix", "image_detail", "thinking",
	"embeddings_dimensions", "embeddings_encoding_format", "embeddings_tokens", "embeddings_user",
}

// capabilities are the endpoints behind a finding's capability, the decisive one first.
var capabilities = map[string][]string{
	"chat": {"chat_completions"}, "responses": {"responses"}, "completions": {"completions"},
	"embeddings": {"embeddings"}, "images": {"images_generations"}, "audio": {"audio_transcriptions", "audio_speech"},
	"moderation": {"moderations"}, "files": {"files"}, "batches": {"batches"}, "fine-tuning": {"fine_tuning"},
	"assistants": {"assistants"}, "realtime": {"realtime"}, "models": {"models"},
}

// Endpoint returns the verdict on the endpoint behind a capability as findings name it ("chat", "fine-tuning"), or on
// one named directly ("audio_speech"). Where the catalog says nothing it is Undocumented and false.
func (p *Provider) Endpoint(capability string) (Endpoint, bool) {
	for _, name := range append([]string{capability}, capabilities[capability]...) {
		if e, ok := p.Endpoints[name]; ok {
			return e, true
		}
	}
	return Endpoint{Support: Undocumented, Verdict: Verdict{Unconfirmed: true}}, false
}

// Serves reports whether requests to an endpoint of the catalog can go where those to chat_completions go. What is left of
// completions where they are restricted is for code models, and a chat model takes no part in it; tuning under restrictions is
// for those that were let in, with a model that they were told.
func (p *Provider) Serves(endpoint string) bool {
	e := p.Endpoints[endpoint]
	restricted := e.Support == Restricted && endpoint != "completions" && endpoint != "fine_tuning"
	return (e.Support == Supported || restricted) && e.Base == ""
}

// Listed returns the model with that id.
func (p *Provider) Listed(id string) (*Model, bool) {
	for i := range p.Models {
		if p.Models[i].ID == id {
			return &p.Models[i], true
		}
	}
	return nil, false
}

// ListedEmbedding returns the embeddings model with that id.
func (p *Provider) ListedEmbedding(id string) (*Embedding, bool) {
	for i := range p.Embed {
		if p.Embed[i].ID == id {
			return &p.Embed[i], true
		}
	}
	return nil, false
}

// For returns the verdict as it stands for one model and mode; thinking is "on", "off" or empty when it is not known.
// Later cases go over earlier ones.
func (p Param) For(model, thinking string) Param {
	for _, c := range p.Cases {
		if !c.holds(model, thinking) {
			continue
		}
		p.Support = cmp.Or(c.Support, p.Support)
		if c.Min != nil || c.Max != nil || c.Values != nil || c.Refused != nil || c.Fixed != nil {
			p.Min, p.Max, p.Values, p.Refused, p.Fixed = c.Min, c.Max, c.Values, c.Refused, c.Fixed
		}
		if c.Range != "" {
			p.Range, p.RangeZH = c.Range, c.RangeZH
		}
		if c.Note != "" {
			p.Note, p.NoteZH = c.Note, c.NoteZH
		}
	}
	return p
}

func (c Case) holds(model, thinking string) bool {
	if c.Thinking != "" && c.Thinking != thinking {
		return false
	}
	for _, m := range c.Models {
		if head, open := strings.CutSuffix(m, "*"); m == model || open && strings.HasPrefix(model, head) {
			return true
		}
	}
	return len(c.Models) == 0
}

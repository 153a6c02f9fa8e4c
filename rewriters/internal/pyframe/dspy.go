package pyframe

import "github.com/openai-migrate/migrate/pkg/finding"

// DSPy hands its models to LiteLLM, names and all.
var DSPy = &Framework{
	Folder: "pydspy", SDK: "dspy", Name: "DSPy", Prefix: "DS",
	Packages: []string{"dspy"},
	Shapes: []Shape{
		{In: "dspy", Names: []string{"LM"}, Does: finding.Chat, Model: []string{"model"}, At: 1, URL: []string{"api_base", "base_url"}, Key: []string{"api_key"},
			Form: Slash, Reads: []string{"OPENAI_API_BASE", "OPENAI_BASE_URL"}, Also: []Setting{extraBody}, Inside: inBody},
		{In: "dspy", Names: []string{"Embedder"}, Does: finding.Embeddings, Model: []string{"model"}, At: 1, URL: []string{"api_base"}, Key: []string{"api_key"},
			Form: Slash, Reads: []string{"OPENAI_API_BASE", "OPENAI_BASE_URL"}, Drop: []string{"dimensions"},
			Also: []Setting{{Name: "batch_size", Value: maxBatch, Force: true}, bodyDimensions}},
		{In: "dspy", Names: []string{"AzureOpenAI"}, Does: finding.Chat, Model: []string{"model"}, Key: []string{"api_key"}, Azure: true},
		{In: "dspy", Names: []string{"OpenAI"}, Does: finding.Chat, Model: []string{"model"}, At: 1, URL: []string{"api_base"}, Key: []string{"api_key"},
			Usual: "gpt-3.5-turbo-instruct", Also: []Setting{{Name: "model_type", Value: chatType}, {Name: "extra_body", Body: newerBody}}},
	},
}

// chatType says that a model chats: the class of DSPy before 2.6 tells by the name, which is OpenAI's no more, and would use
// the completions endpoint (seen with 2.4.17).
func chatType(_ *survey, s *Site) string { return s.mod.Quote("chat") }

// newerBody is what the class hands to the SDK from 1.0 on; the SDK before has no extra_body.
func newerBody(v *survey, s *Site) []entry {
	if v.bounds("openai").Before("1") {
		return nil
	}
	return body()(v, s)
}

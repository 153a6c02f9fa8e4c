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
			Usual: "gpt-3.5-turbo-instruct"},
	},
}

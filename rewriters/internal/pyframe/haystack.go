package pyframe

import (
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
)

// fromVariable is how Haystack takes a key: by the name of the variable, so that pipelines can be written to files.
var fromVariable = &Spelling{Key: "Secret.from_env_var({name})", Imports: []string{"from haystack.utils import Secret"}}

// Haystack takes its address as api_base_url only; no variable decides it.
var Haystack = &Framework{
	Folder: "pyhaystack", SDK: "haystack", Name: "Haystack", Prefix: "HS",
	Packages: []string{"haystack"},
	Shapes: []Shape{
		{In: "haystack", Names: []string{"OpenAIChatGenerator", "OpenAIGenerator"}, Does: finding.Chat, Model: []string{"model"}, URL: []string{"api_base_url"}, Key: []string{"api_key"},
			Usual: "gpt-4o-mini", Speak: fromVariable, Drop: []string{"organization"}, Also: []Setting{{Name: "generation_kwargs", Body: body("extra_body")}}, Inside: []string{"generation_kwargs"}},
		{In: "haystack", Names: []string{"OpenAITextEmbedder"}, Does: finding.Embeddings, Model: []string{"model"}, URL: []string{"api_base_url"}, Key: []string{"api_key"},
			Usual: "text-embedding-ada-002", Speak: fromVariable, Drop: []string{"organization"}, Also: []Setting{{Name: "dimensions", Value: dimensions, Force: true}}},
		{In: "haystack", Names: []string{"OpenAIDocumentEmbedder"}, Does: finding.Embeddings, Model: []string{"model"}, URL: []string{"api_base_url"}, Key: []string{"api_key"},
			Usual: "text-embedding-ada-002", Speak: fromVariable, Drop: []string{"organization"},
			Also: []Setting{{Name: "dimensions", Value: dimensions, Force: true}, {Name: "batch_size", Value: maxBatch, Force: true}}},
		{In: "haystack", Names: []string{"AzureOpenAIChatGenerator", "AzureOpenAIGenerator"}, Does: finding.Chat, Key: []string{"api_key"}, Azure: true},
		{In: "haystack", Names: []string{"AzureOpenAITextEmbedder", "AzureOpenAIDocumentEmbedder"}, Does: finding.Embeddings, Key: []string{"api_key"}, Azure: true},
		{In: "haystack", Names: []string{"DALLEImageGenerator"}, Does: finding.Images, Model: []string{"model"}, URL: []string{"api_base_url"}, Key: []string{"api_key"}},
	},
	Notes: []Note{{In: "haystack", Names: []string{"OpenAIResponsesChatGenerator", "RemoteWhisperTranscriber"}, Kind: finding.Client,
		Text: i18n.T("它使用 OpenAI 专有的接口：对话请换用 OpenAIChatGenerator，语音请另选服务", "it uses an endpoint of OpenAI's own: take OpenAIChatGenerator for chat, another service for audio")}},
}

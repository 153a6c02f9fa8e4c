package pyframe

import (
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
)

// SemanticRouter chooses routes by vectors. Its encoder asks tiktoken for the model by name, so that it takes OpenAI's only
// (seen with 0.1.15): it stays, and so does the variable that it reads its key from.
var SemanticRouter = &Framework{
	Folder: "pysemanticrouter", SDK: "semantic-router", Name: "Semantic Router", Prefix: "SR",
	Packages: []string{"semantic_router"},
	Shapes: []Shape{
		{In: "semantic_router", Names: []string{"OpenAIEncoder"}, Does: finding.Embeddings, Model: []string{"name"}, At: 1,
			URL: []string{"openai_base_url"}, Key: []string{"openai_api_key"}, Usual: "text-embedding-3-small", Reads: []string{"OPENAI_BASE_URL"},
			Block: i18n.T("OpenAIEncoder 按模型名查 tiktoken 词表，换成其他模型名会抛 KeyError：请换用 LiteLLMEncoder 等编码器并重建向量，或保留 OpenAI",
				"OpenAIEncoder looks its model up in tiktoken and raises KeyError on other names: take another encoder, such as LiteLLMEncoder, and rebuild the vectors, or stay with OpenAI")},
		{In: "semantic_router", Names: []string{"AzureOpenAIEncoder"}, Does: finding.Embeddings, Key: []string{"api_key"}, Azure: true},
		{In: "semantic_router", Names: []string{"OpenAILLM"}, Does: finding.Chat, Model: []string{"name"}, At: 1, Key: []string{"openai_api_key"}, Usual: "gpt-4o",
			Block: i18n.T("OpenAILLM 不接受地址：请换用 LangChain 等可设地址的模型", "OpenAILLM takes no address: use a model that does")},
	},
}

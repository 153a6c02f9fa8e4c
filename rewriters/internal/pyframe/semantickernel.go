package pyframe

import "github.com/openai-migrate/migrate/pkg/finding"

// givenClient hands Semantic Kernel a client of the SDK: its classes take no address themselves.
var givenClient = &Spelling{Both: "async_client=AsyncOpenAI(api_key={key}, base_url={url})", Imports: []string{"from openai import AsyncOpenAI"}}

// SemanticKernel is moved by the client that its services are given.
var SemanticKernel = &Framework{
	Folder: "pysemantickernel", SDK: "semantic-kernel", Name: "Semantic Kernel", Prefix: "SK",
	Packages: []string{"semantic_kernel"},
	Shapes: []Shape{
		{In: "semantic_kernel", Names: []string{"OpenAIChatCompletion"}, Does: finding.Chat, Model: []string{"ai_model_id"}, Key: []string{"api_key"},
			Carry: "async_client", Speak: givenClient, Drop: []string{"org_id"}, Prove: modelOfEnv},
		{In: "semantic_kernel", Names: []string{"OpenAITextEmbedding"}, Does: finding.Embeddings, Model: []string{"ai_model_id"}, Key: []string{"api_key"},
			Carry: "async_client", Speak: givenClient, Drop: []string{"org_id"}, Prove: modelOfEnv},
		{In: "semantic_kernel", Names: []string{"OpenAITextCompletion"}, Does: finding.Completions, Model: []string{"ai_model_id"}, Key: []string{"api_key"}, Carry: "async_client"},
		{In: "semantic_kernel", Names: []string{"OpenAITextToImage"}, Does: finding.Images, Model: []string{"ai_model_id"}, Key: []string{"api_key"}, Carry: "async_client"},
		{In: "semantic_kernel", Names: []string{"AzureChatCompletion", "AzureTextCompletion"}, Does: finding.Chat, Key: []string{"api_key"}, Azure: true},
		{In: "semantic_kernel", Names: []string{"AzureTextEmbedding"}, Does: finding.Embeddings, Key: []string{"api_key"}, Azure: true},
	},
}

// modelOfEnv is a service without a model: it reads one from a variable.
func modelOfEnv(_ *survey, s *Site) {
	if !s.has("ai_model_id") {
		s.from = map[finding.Capability]string{finding.Chat: "OPENAI_CHAT_MODEL_ID", finding.Embeddings: "OPENAI_EMBEDDING_MODEL_ID"}[s.Does]
	}
}

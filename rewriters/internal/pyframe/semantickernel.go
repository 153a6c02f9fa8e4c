package pyframe

import (
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// givenClient hands Semantic Kernel a client of the SDK: its classes take no address themselves.
var givenClient = &Spelling{Both: "async_client=AsyncOpenAI(api_key={key}, base_url={url})", Imports: []string{"from openai import AsyncOpenAI"}}

// noBody is Semantic Kernel before its settings for chat took an extra_body (1.28 does not yet, 1.32 does).
var noBody = Era{[]string{"semantic-kernel"}, "1.29"}

// SemanticKernel is moved by the client that its services are given.
var SemanticKernel = &Framework{
	Folder: "pysemantickernel", SDK: "semantic-kernel", Name: "Semantic Kernel", Prefix: "SK",
	Packages: []string{"semantic_kernel"},
	Shapes: []Shape{
		{In: "semantic_kernel", Names: []string{"OpenAIChatCompletion"}, Does: finding.Chat, Model: []string{"ai_model_id"}, Key: []string{"api_key"},
			Carry: "async_client", Speak: givenClient, Drop: []string{"org_id"}, Prove: modelOfEnv},
		{In: "semantic_kernel", Names: []string{"OpenAIChatPromptExecutionSettings"}, Old: noBody, For: []string{"OpenAIChatCompletion"}, Does: finding.Chat},
		{In: "semantic_kernel", Names: []string{"OpenAIChatPromptExecutionSettings"}, For: []string{"OpenAIChatCompletion"}, Does: finding.Chat,
			Also: []Setting{extraBody}, Inside: inBody},
		{In: "semantic_kernel", Names: []string{"OpenAITextEmbedding"}, Does: finding.Embeddings, Model: []string{"ai_model_id"}, Key: []string{"api_key"},
			Carry: "async_client", Speak: givenClient, Drop: []string{"org_id"}, Prove: modelOfEnv},
		{In: "semantic_kernel", Names: []string{"OpenAITextCompletion"}, Does: finding.Completions, Model: []string{"ai_model_id"}, Key: []string{"api_key"}, Carry: "async_client"},
		{In: "semantic_kernel", Names: []string{"OpenAITextToImage"}, Does: finding.Images, Model: []string{"ai_model_id"}, Key: []string{"api_key"}, Carry: "async_client"},
		{In: "semantic_kernel", Names: []string{"AzureChatCompletion", "AzureTextCompletion"}, Does: finding.Chat, Key: []string{"api_key"}, Azure: true},
		{In: "semantic_kernel", Names: []string{"AzureTextEmbedding"}, Does: finding.Embeddings, Key: []string{"api_key"}, Azure: true},
	},
	Methods: []Method{{Names: []string{"generate_embeddings", "generate_raw_embeddings"}, Judge: inFloats}},
}

// inFloats has vectors come as numbers and in a length that the target's model has: the service takes both with each request
// only, and the SDK below asks for base64 when nothing is said.
//
//	Have: service.generate_embeddings(texts) -> service.generate_embeddings(texts, encoding_format="float")
func inFloats(v *survey, s *Site, call syntax.Node) {
	if s.Does != finding.Embeddings || s.State != Moving || pysyntax.Keyword(call, "settings").Node.Valid() {
		return
	}
	var add []string
	m := v.py.Module(call)
	if !pysyntax.Keyword(call, "encoding_format").Node.Valid() {
		add = append(add, "encoding_format="+m.Quote("float"))
	}
	if n := dimensions(v, s); n != "" && !pysyntax.Keyword(call, "dimensions").Node.Valid() {
		add = append(add, "dimensions="+n)
	}
	if len(add) == 0 {
		return
	}
	why := i18n.T("不写明时 SDK 以 base64 请求向量，兼容服务未必支持", "when nothing is said the SDK asks for vectors in base64, which compatible services may not honour")
	v.report(m, call, finding.Finding{
		Rule: v.frame.rules.field, Kind: finding.Parameter, Symbol: "encoding_format", Capability: s.Does, Client: s.id(), Message: why,
		Fixes: []finding.Fix{{
			Title: i18n.Tf("写明 %s", "say %s", strings.Join(add, ", ")), Why: why, Confidence: finding.Likely, Edits: finding.In(m.File, m.Rearrange(call, nil, add)...),
			Provides: []finding.Key{s.key(finding.KeyModel)}, Requires: []finding.Key{s.key(finding.KeyClient)},
		}},
	})
}

// modelOfEnv is a service without a model: it reads one from a variable.
func modelOfEnv(_ *survey, s *Site) {
	if !s.has("ai_model_id") {
		s.from = map[finding.Capability]string{finding.Chat: "OPENAI_CHAT_MODEL_ID", finding.Embeddings: "OPENAI_EMBEDDING_MODEL_ID"}[s.Does]
	}
}

// Package jvm finds the use of OpenAI in Java and Kotlin: the official SDK, Spring AI, LangChain4j, Azure's client, and the
// libraries of the community.
package jvm

import (
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/inventory"
	"github.com/openai-migrate/migrate/rewriters/internal/lexical"
)

// Rewriter is the rewriter for Java and Kotlin.
var Rewriter = inventory.New(&inventory.Language{
	Folder: "jvm", Prefix: "JVM", Name: "Java/Kotlin",
	Syntax: map[source.Lang]*lexical.Syntax{source.Java: lexical.Java, source.Kotlin: lexical.Kotlin},
	Import: []string{"import"},
	Keys:   []string{"spring.ai.openai", "spring.ai.azure.openai", "langchain4j.open-ai", "langchain4j.azure-open-ai", "quarkus.langchain4j.openai"},
	SDKs: []inventory.SDK{
		{
			Name: "openai-java", Modules: []string{"com.openai"},
			Clients: []inventory.Client{
				{Type: "OpenAIOkHttpClient", Calls: []string{"fromEnv"}, Env: true}, {Type: "OpenAIOkHttpClientAsync", Calls: []string{"fromEnv"}, Env: true},
				{Type: "OpenAIOkHttpClient", Calls: []string{"builder"}}, {Type: "OpenAIOkHttpClientAsync", Calls: []string{"builder"}},
			},
			Address: []string{"baseUrl"}, Model: []string{"model"}, Enums: []string{"ChatModel", "EmbeddingModel", "ImageModel", "AudioModel"},
			Reads:  []string{"OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"},
			Recipe: `OpenAIOkHttpClient.builder().apiKey(System.getenv("{key}")).baseUrl("{url}").build()`,
		},
		{
			Name: "langchain4j", Modules: []string{"dev.langchain4j.model.openai", "dev.langchain4j.model.openaiofficial", "dev.langchain4j.model.azure"},
			Clients: []inventory.Client{
				{Type: "OpenAiChatModel", Calls: builds}, {Type: "OpenAiStreamingChatModel", Calls: builds}, {Type: "OpenAiEmbeddingModel", Calls: builds},
				{Type: "OpenAiImageModel", Calls: builds}, {Type: "OpenAiModerationModel", Calls: builds}, {Type: "OpenAiLanguageModel", Calls: builds},
				{Type: "OpenAiOfficialChatModel", Calls: builds}, {Type: "OpenAiOfficialEmbeddingModel", Calls: builds},
				{Type: "AzureOpenAiChatModel", Calls: builds, Azure: true}, {Type: "AzureOpenAiEmbeddingModel", Calls: builds, Azure: true},
				{Type: "AzureOpenAiStreamingChatModel", Calls: builds, Azure: true},
			},
			Address: []string{"baseUrl", "endpoint"}, Model: []string{"modelName", "deploymentName"}, Enums: []string{"OpenAiChatModelName", "OpenAiEmbeddingModelName"},
			Recipe: `.baseUrl("{url}").apiKey(System.getenv("{key}")).modelName("{model}")`,
		},
		{
			Name: "spring-ai", Modules: []string{"org.springframework.ai.openai", "org.springframework.ai.azure.openai"},
			Clients: []inventory.Client{
				{Type: "OpenAiApi", Calls: makes}, {Type: "OpenAiAudioApi", Calls: makes}, {Type: "OpenAiImageApi", Calls: makes},
				{Type: "AzureOpenAiChatModel", Calls: makes, Azure: true},
			},
			Address: []string{"baseUrl"}, Model: []string{"model", "withModel", "deploymentName"}, Enums: []string{"ChatModel", "EmbeddingModel"},
			Recipe: `spring.ai.openai.base-url={url} spring.ai.openai.api-key=${{key}} spring.ai.openai.chat.options.model={model}`,
		},
		{
			Name: "azure-ai-openai", Modules: []string{"com.azure.ai.openai"},
			Clients: []inventory.Client{{Type: "OpenAIClientBuilder", Calls: []string{""}, Azure: true}},
			Address: []string{"endpoint"}, Model: []string{"getChatCompletions", "getEmbeddings"},
			Recipe: `com.openai:openai-java: OpenAIOkHttpClient.builder().apiKey(System.getenv("{key}")).baseUrl("{url}").build()`,
		},
		{
			Name: "openai-kotlin", Modules: []string{"com.aallam.openai"},
			Clients: []inventory.Client{{Type: "OpenAI", Calls: []string{""}}, {Type: "OpenAIConfig", Calls: []string{""}}},
			Address: []string{"host", "OpenAIHost", "baseUrl"}, Model: []string{"ModelId"},
			Recipe: `OpenAI(token = System.getenv("{key}"), host = OpenAIHost(baseUrl = "{url}/"))`,
		},
		{
			Name: "simple-openai", Modules: []string{"io.github.sashirestela.openai"},
			Clients: []inventory.Client{{Type: "SimpleOpenAI", Calls: []string{"builder"}}, {Type: "SimpleOpenAIAzure", Calls: []string{"builder"}, Azure: true}},
			Address: []string{"baseUrl"}, Model: []string{"model"},
		},
		{
			Name: "openai-gpt3-java", Modules: []string{"com.theokanning.openai"},
			Clients: []inventory.Client{{Type: "OpenAiService", Calls: []string{""}}},
			Model:   []string{"model"},
			Recipe:  `com.openai:openai-java: OpenAIOkHttpClient.builder().apiKey(System.getenv("{key}")).baseUrl("{url}").build()`,
		},
	},
	Ends: false,
})

var (
	builds = []string{"builder", "withApiKey"}
	makes  = []string{"builder", ""}
)

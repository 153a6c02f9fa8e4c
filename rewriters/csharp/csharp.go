// Package csharp finds the use of OpenAI in C#: the official SDK, Azure's, Semantic Kernel, and Betalgo's.
package csharp

import (
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/inventory"
	"github.com/openai-migrate/migrate/rewriters/internal/lexical"
)

// Rewriter is the rewriter for C#.
var Rewriter = inventory.New(&inventory.Language{
	Folder: "csharp", Prefix: "CS", Name: "C#", Ends: true,
	Syntax: map[source.Lang]*lexical.Syntax{source.CSharp: lexical.CSharp},
	Import: []string{"using"},
	SDKs: []inventory.SDK{
		{
			Name: "azure-openai-dotnet", Modules: []string{"Azure.AI.OpenAI"},
			Clients: []inventory.Client{{Type: "AzureOpenAIClient", Calls: itself, Azure: true}, {Type: "OpenAIClient", Calls: itself, Azure: true}},
			Address: []string{"Endpoint"}, Model: takers,
			Recipe: `new OpenAIClient(new ApiKeyCredential(Environment.GetEnvironmentVariable("{key}")), new OpenAIClientOptions { Endpoint = new Uri("{url}") })`,
		},
		{
			Name: "semantic-kernel", Modules: []string{"Microsoft.SemanticKernel"},
			Clients: []inventory.Client{
				{Calls: []string{"AddOpenAIChatCompletion", "AddOpenAITextGeneration", "AddOpenAITextEmbeddingGeneration", "AddOpenAIEmbeddingGenerator", "AddOpenAIChatClient", "AddOpenAITextToImage", "AddOpenAITextToAudio", "AddOpenAIAudioToText"}, ModelAt: true},
				{Calls: []string{"AddAzureOpenAIChatCompletion", "AddAzureOpenAITextGeneration", "AddAzureOpenAITextEmbeddingGeneration", "AddAzureOpenAIEmbeddingGenerator", "AddAzureOpenAIChatClient", "AddAzureOpenAITextToImage", "AddAzureOpenAITextToAudio", "AddAzureOpenAIAudioToText"}, Azure: true, ModelAt: true},
				{Type: "OpenAIChatCompletionService", Calls: itself, ModelAt: true}, {Type: "OpenAITextEmbeddingGenerationService", Calls: itself, ModelAt: true},
				{Type: "AzureOpenAIChatCompletionService", Calls: itself, Azure: true, ModelAt: true},
			},
			Address: []string{"endpoint"}, Model: []string{"modelId", "ModelId", "deploymentName"},
			Recipe: `.AddOpenAIChatCompletion(modelId: "{model}", endpoint: new Uri("{url}"), apiKey: Environment.GetEnvironmentVariable("{key}"))`,
		},
		{
			Name: "betalgo-openai", Modules: []string{"Betalgo.Ranul.OpenAI", "Betalgo.OpenAI", "OpenAI.GPT3", "OpenAI.Managers"},
			Clients: []inventory.Client{{Type: "OpenAIService", Calls: itself}, {Calls: []string{"AddOpenAIService"}}},
			Address: []string{"BaseDomain"}, Model: []string{"Model", "DefaultModelId"},
		},
		{
			Name: "openai-dotnet", Modules: []string{"OpenAI"},
			Clients: []inventory.Client{
				{Type: "OpenAIClient", Calls: itself}, {Type: "ChatClient", Calls: itself, ModelAt: true}, {Type: "EmbeddingClient", Calls: itself, ModelAt: true},
				{Type: "ImageClient", Calls: itself, ModelAt: true}, {Type: "AudioClient", Calls: itself, ModelAt: true}, {Type: "ModerationClient", Calls: itself, ModelAt: true},
				{Type: "ResponsesClient", Calls: itself, ModelAt: true}, {Type: "OpenAIResponseClient", Calls: itself, ModelAt: true},
			},
			Address: []string{"Endpoint"}, Model: takers,
			Recipe: `new OpenAIClient(new ApiKeyCredential(Environment.GetEnvironmentVariable("{key}")), new OpenAIClientOptions { Endpoint = new Uri("{url}") }).GetChatClient("{model}")`,
		},
	},
})

var (
	itself = []string{""}
	takers = []string{"model", "Model", "deploymentName", "GetChatClient", "GetEmbeddingClient", "GetImageClient", "GetAudioClient", "GetModerationClient", "GetResponsesClient", "GetOpenAIResponseClient"}
)

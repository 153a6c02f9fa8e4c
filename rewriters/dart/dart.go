// Package dart finds the use of OpenAI in Dart: openai_dart, dart_openai, chat_gpt_sdk and LangChain.dart.
package dart

import (
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/inventory"
	"github.com/openai-migrate/migrate/rewriters/internal/lexical"
)

// Rewriter is the rewriter for Dart.
var Rewriter = inventory.New(&inventory.Language{
	Folder: "dart", Prefix: "DT", Name: "Dart", Ends: true,
	Syntax: map[source.Lang]*lexical.Syntax{source.Dart: lexical.Dart},
	Import: []string{"import", "export"},
	SDKs: []inventory.SDK{
		{
			Name: "openai_dart", Modules: []string{"openai_dart"},
			Clients: []inventory.Client{{Type: "OpenAIClient", Calls: []string{"", "withApiKey", "fromEnvironment"}}},
			Address: []string{"baseUrl"}, Model: []string{"model", "modelId"},
			Recipe: `OpenAIClient(apiKey: Platform.environment['{key}'], baseUrl: '{url}')`,
		},
		{
			Name: "langchain_openai", Modules: []string{"langchain_openai"},
			Clients: []inventory.Client{{Type: "ChatOpenAI", Calls: []string{""}}, {Type: "OpenAI", Calls: []string{""}}, {Type: "OpenAIEmbeddings", Calls: []string{""}}},
			Address: []string{"baseUrl"}, Model: []string{"model"},
			Recipe: `ChatOpenAI(apiKey: Platform.environment['{key}'], baseUrl: '{url}', defaultOptions: ChatOpenAIOptions(model: '{model}'))`,
		},
		{
			Name: "dart_openai", Modules: []string{"dart_openai"}, Static: true,
			Clients: []inventory.Client{{Type: "OpenAI.instance", Calls: []string{
				"chat.create", "chat.createStream", "completion.create", "completion.createStream", "embedding.create", "image.create", "audio.createTranscription", "audio.createSpeech", "moderation.create", "model.list"}}},
			Address: []string{"baseUrl"}, Model: []string{"model"},
			Recipe: `OpenAI.baseUrl = 'https://{host}'; OpenAI.apiKey = Platform.environment['{key}']`,
		},
		{
			Name: "chat_gpt_sdk", Modules: []string{"chat_gpt_sdk"},
			Clients: []inventory.Client{{Type: "OpenAI.instance", Calls: []string{"build"}}},
			Address: []string{"apiUrl"}, Model: []string{"model"},
		},
	},
})

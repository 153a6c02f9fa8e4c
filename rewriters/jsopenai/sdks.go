package jsopenai

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/surface"
)

// manner is how requests are sent with a client.
type manner int

const (
	byResource manner = iota // client.chat.completions.create({...})
	byMethod                 // api.createChatCompletion({...})
	byModel                  // provider('gpt-4o') makes a model that functions of the package ai send to
	byItself                 // the object is a model: its options are the request's
	byFetch                  // an HTTP request: address, key and body stand in one call
	byAgent                  // an agent of @openai/agents: one client of the process sends for all
	byPath                   // instance.post('/chat/completions', {...})
)

// spec is one kind of client: a constructor or factory, and where it takes what from.
type spec struct {
	sdk    string
	class  string // canonical name
	how    manner
	keys   []string // options that give the key; the first is the one to add
	url    string   // option that gives the address, within the option before the dot
	older  []string // other spellings of it
	drop   []string // options that are sent as headers to whatever host
	knob   string   // variable that the SDK takes its address from by itself; empty for none
	legacy bool     // LangChain before its options were renamed
	reads  bool     // takes its key from OPENAI_API_KEY by itself
	azure  bool
	models []string // byItself: options that name the model; the first is the one to add
	model  string   // byItself: the model that is sent where none is named
	api    string   // byItself: resource that it sends to
}

// plain reports whether requests are sent as they are written, by no SDK.
func (sp *spec) plain() bool { return sp.how == byFetch || sp.how == byPath }

var (
	official = &spec{sdk: "openai-node", class: "OpenAI", keys: []string{"apiKey"}, url: "baseURL", drop: []string{"organization", "project"}, knob: "OPENAI_BASE_URL", reads: true}
	azure    = &spec{sdk: "openai-node", class: "AzureOpenAI", keys: []string{"apiKey"}, url: "baseURL", azure: true, reads: true}
	azureOld = &spec{sdk: "openai-node", class: "OpenAIClient", how: byMethod, keys: []string{"apiKey"}, url: "baseURL", azure: true}
	legacy   = &spec{sdk: "openai-node", class: "OpenAIApi", how: byMethod, keys: []string{"apiKey"}, url: "basePath", drop: []string{"organization"}}
	aiSDK    = &spec{sdk: "ai-sdk", class: "createOpenAI", how: byModel, keys: []string{"apiKey"}, url: "baseURL", drop: []string{"organization", "project"}, knob: "OPENAI_BASE_URL", reads: true}
	aiModule = &spec{sdk: "ai-sdk", class: "openai", how: byModel, keys: []string{"apiKey"}, url: "baseURL", knob: "OPENAI_BASE_URL", reads: true}
	aiAzure  = &spec{sdk: "ai-sdk", class: "createAzure", how: byModel, keys: []string{"apiKey"}, url: "baseURL", azure: true}
	fetches  = &spec{class: "fetch", how: byFetch}
)

func langchain(class, api, model string) *spec {
	return &spec{
		sdk: "langchain-js", class: class, how: byItself, keys: []string{"apiKey", "openAIApiKey"}, url: "configuration.baseURL",
		older: []string{"configuration.basePath"}, drop: []string{"organization"}, knob: "OPENAI_BASE_URL", reads: true,
		models: []string{"model", "modelName"}, model: model, api: api, azure: strings.HasPrefix(class, "Azure"),
	}
}

func llamaindex(class, api, model string) *spec {
	return &spec{
		sdk: "llamaindex-ts", class: class, how: byItself, keys: []string{"apiKey"}, url: "baseURL",
		older: []string{"additionalSessionOptions.baseURL"}, knob: "OPENAI_BASE_URL", reads: true, models: []string{"model"}, model: model, api: api,
	}
}

// exports is what packages export that makes a client, by package and name.
var exports = map[string]map[string]*spec{
	"openai":                       {"": official, "default": official, "OpenAI": official, "AzureOpenAI": azure, "OpenAIApi": legacy},
	"openai/azure":                 {"AzureOpenAI": azure},
	"openai-edge":                  {"OpenAIApi": legacy},
	"@posthog/ai":                  {"OpenAI": official},
	"@ai-sdk/openai":               {"createOpenAI": aiSDK, "openai": aiModule},
	"@ai-sdk/azure":                {"createAzure": aiAzure, "azure": aiAzure},
	"@langchain/openai":            lcAll,
	"@langchain/azure-openai":      {"AzureChatOpenAI": langchain("AzureChatOpenAI", "chat.completions", ""), "AzureOpenAIEmbeddings": langchain("AzureOpenAIEmbeddings", "embeddings", "")},
	"langchain/chat_models/openai": lcLegacy,
	"langchain/llms/openai":        lcLegacy,
	"langchain/embeddings/openai":  lcLegacy,
	"@llamaindex/openai":           liAll,
	"llamaindex":                   liAll,
	"@azure/openai":                {"OpenAIClient": azureOld},
	"axios":                        {"create": axiosInstance},
	"got":                          {"extend": gotInstance},
	"ky":                           {"create": gotInstance, "extend": gotInstance},
	"ofetch":                       {"ofetch.create": axiosInstance, "$fetch.create": axiosInstance},
}

// packageWords are words of which a text that imports one of those packages holds one, spelled as an import spells it.
var packageWords = sync.OnceValue(func() *source.Words {
	var words []string
	for _, pkg := range slices.Sorted(maps.Keys(exports)) {
		if len(pkg) > 4 {
			words = append(words, pkg)
			continue
		}
		for _, end := range []string{"'", `"`, "`", "@", "/"} {
			words = append(words, pkg+end)
		}
	}
	return source.NewWords(words...)
})

var lcAll = map[string]*spec{
	"ChatOpenAI":            langchain("ChatOpenAI", "chat.completions", "gpt-3.5-turbo"),
	"OpenAI":                langchain("OpenAI", "completions", "gpt-3.5-turbo-instruct"),
	"OpenAIChat":            langchain("OpenAIChat", "chat.completions", "gpt-3.5-turbo"),
	"OpenAIEmbeddings":      langchain("OpenAIEmbeddings", "embeddings", "text-embedding-ada-002"),
	"AzureChatOpenAI":       langchain("AzureChatOpenAI", "chat.completions", ""),
	"AzureOpenAI":           langchain("AzureOpenAI", "completions", ""),
	"AzureOpenAIEmbeddings": langchain("AzureOpenAIEmbeddings", "embeddings", ""),
}

// lcLegacy are the models of the package langchain before the providers had packages of their own. They know the older
// names of their options only, and take no dimensions.
var lcLegacy = map[string]*spec{
	"ChatOpenAI":       legacyModel(langchain("ChatOpenAI", "chat.completions", "gpt-3.5-turbo")),
	"OpenAI":           legacyModel(langchain("OpenAI", "completions", "text-davinci-003")),
	"OpenAIChat":       legacyModel(langchain("OpenAIChat", "chat.completions", "gpt-3.5-turbo")),
	"OpenAIEmbeddings": legacyModel(langchain("OpenAIEmbeddings", "embeddings", "text-embedding-ada-002")),
}

func legacyModel(sp *spec) *spec {
	sp.legacy = true
	return sp
}

var liAll = map[string]*spec{
	"OpenAI":          llamaindex("OpenAI", "chat.completions", "gpt-4o"),
	"openai":          llamaindex("OpenAI", "chat.completions", "gpt-4o"),
	"OpenAIEmbedding": llamaindex("OpenAIEmbedding", "embeddings", "text-embedding-ada-002"),
}

// specOf returns the kind of client that a symbol makes, nil where it makes none. A default export's members are those of
// the package, as CommonJS and interop have it.
func specOf(v jssyntax.Value) *spec {
	name := v.Name
	for strings.HasPrefix(name, "default.") {
		name = strings.TrimPrefix(name, "default.")
	}
	return exports[v.Package][name]
}

// wraps are functions that dress a client up and give it back with the same methods.
func wraps(v jssyntax.Value) bool {
	return slices.Contains([]string{"wrapOpenAI", "observeOpenAI", "wrapLanguageModel", "instrumentOpenAI", "wrapAISDKModel"}, v.Name[strings.LastIndex(v.Name, ".")+1:])
}

// sameClient: client.withOptions({ timeout: 5 }) is the client again.
func sameClient(v jssyntax.Value) bool {
	return specOf(v) != nil && len(v.Attrs) == 1 && (v.Attrs[0] == "withOptions" || v.Attrs[0] == "asResponse")
}

// unseen reports whether the path of a request is put together where it cannot be seen.
func unseen(p surface.Part) bool { return strings.Contains(p.Resource, "*") }

// apiOf returns the part of the API that a call of the member path on a client uses, and the call's canonical name.
//
//	Have: beta.chat.completions.parse -> chat.completions, beta.chat.completions.parse
func apiOf(path []string) (surface.Part, string, bool) {
	if len(path) < 2 {
		return surface.Part{}, "", false
	}
	symbol := strings.Join(path, ".")
	a, ok := surface.Camel.At(strings.TrimPrefix(symbol, "beta."))
	return a, symbol, ok
}

// methods are the requests of version 3, by name.
var methods = map[string]string{
	"createChatCompletion": "chat.completions", "createCompletion": "completions", "createEmbedding": "embeddings", "createEdit": "completions",
	"createImage": "images", "createImageEdit": "images", "createImageVariation": "images", "createModeration": "moderations",
	"createTranscription": "audio.transcriptions", "createTranslation": "audio.translations", "createFile": "files", "listFiles": "files",
	"retrieveFile": "files", "downloadFile": "files", "deleteFile": "files", "createFineTune": "fineTuning", "listFineTunes": "fineTuning",
	"retrieveFineTune": "fineTuning", "cancelFineTune": "fineTuning", "listModels": "models", "retrieveModel": "models", "deleteModel": "models",
	"getChatCompletions": "chat.completions", "streamChatCompletions": "chat.completions", "getCompletions": "completions", "getEmbeddings": "embeddings",
	"getImages": "images", "getAudioTranscription": "audio.transcriptions",
	"listEngines": "models", "retrieveEngine": "models",
}

// makers are the members of an AI SDK provider that make a model.
var makers = map[string]string{
	"": "responses", "languageModel": "responses", "responses": "responses", "chat": "chat.completions", "completion": "completions",
	"embedding": "embeddings", "textEmbedding": "embeddings", "textEmbeddingModel": "embeddings", "embeddingModel": "embeddings",
	"image": "images", "imageModel": "images", "transcription": "audio.transcriptions", "speech": "audio.speech",
}

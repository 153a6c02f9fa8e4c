// Package gosashabaranov describes github.com/sashabaranov/go-openai, and the fork that Eino is built on.
//
// The SDK reads no environment and its constructors take no address. A client is therefore moved where its settings are
// made: NewClient becomes DefaultConfig, BaseURL and NewClientWithConfig, in front of the statement that needs it.
//
//	Have: client := openai.NewClient(os.Getenv("OPENAI_API_KEY"))
//	->    cfg := openai.DefaultConfig(os.Getenv("ZAI_API_KEY"))
//	      cfg.BaseURL = "https://open.bigmodel.cn/api/paas/v4"
//	      client := openai.NewClientWithConfig(cfg)
package gosashabaranov

import (
	_ "embed"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/gosdk"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

// surface is the SDK as far as the rewriter looks at it.
//
//go:embed sdk.go.txt
var surface string

// modules are the import paths: the SDK and its fork.
var modules = []string{"github.com/sashabaranov/go-openai", "github.com/meguminnnnnnnnn/go-openai"}

// SDK is the description.
var SDK = describe()

func describe() *gosdk.SDK {
	s := &gosdk.SDK{
		Name: "go-openai", Modules: modules, Stubs: gosyntax.Stubs{}, Makers: map[string]gosdk.Maker{},
		Fields: map[string]gosdk.Option{}, Requests: map[string]finding.Capability{}, Method: method,
		Since: map[string]string{"EmbeddingModel": "v1.18.0", "Dimensions": "v1.20.0"}, Enum: "EmbeddingModel",
		Hand: i18n.T("改用 DefaultConfig 并设置 BaseURL", "use DefaultConfig and set BaseURL"),
	}
	for _, m := range modules {
		s.Stubs[m] = surface
		s.Holders = append(s.Holders, m+".Client")
		for name, maker := range makers {
			s.Makers[m+"."+name] = maker
		}
		for name, role := range fields {
			s.Fields[m+".ClientConfig."+name] = gosdk.Option{Role: role}
		}
		for name, c := range requests {
			s.Requests[m+"."+name] = c
		}
	}
	return s
}

var makers = map[string]gosdk.Maker{
	"NewClient":           {Shape: gosdk.ByValue, Args: 1, Key: 1},
	"DefaultConfig":       {Shape: gosdk.ByValue, Args: 1, Key: 1},
	"NewOrgClient":        {Shape: gosdk.ByValue, Args: 2, Key: 1, Drop: 2},
	"DefaultAzureConfig":  {Shape: gosdk.ByValue, Azure: true},
	"ClientConfig":        {Shape: gosdk.ByValue},
	"NewClientWithConfig": {Shape: gosdk.Wrap},
}

var fields = map[string]gosdk.Role{
	"BaseURL": gosdk.Address, "OrgID": gosdk.Foreign, "APIVersion": gosdk.Foreign, "APIType": gosdk.Azure,
	"AzureModelMapperFunc": gosdk.Foreign,
}

// requests are the types that name a model.
var requests = map[string]finding.Capability{
	"ChatCompletionRequest": finding.Chat, "CompletionRequest": finding.Completions, "EditsRequest": finding.Completions,
	"EmbeddingRequest": finding.Embeddings, "EmbeddingRequestStrings": finding.Embeddings, "EmbeddingRequestTokens": finding.Embeddings,
	"ImageRequest": finding.Images, "ImageEditRequest": finding.Images, "ImageVariRequest": finding.Images,
	"AudioRequest": finding.Audio, "CreateSpeechRequest": finding.Audio, "ModerationRequest": finding.Moderation,
	"AssistantRequest": finding.Assistants, "RunRequest": finding.Assistants, "FineTuneRequest": finding.FineTuning,
	"FineTuningJobRequest": finding.FineTuning, "CreateResponseRequest": finding.Responses,
}

// capabilities says what part of the API a method uses, by the words in its name; earlier rows win.
var capabilities = []struct {
	word       string
	capability finding.Capability
}{
	{"VectorStore", finding.Assistants}, {"RetrieveMessageFile", finding.Assistants},
	{"ChatCompletion", finding.Chat}, {"Completion", finding.Completions}, {"Edits", finding.Completions},
	{"Embedding", finding.Embeddings}, {"Image", finding.Images}, {"Speech", finding.Audio}, {"Trans", finding.Audio},
	{"Moderation", finding.Moderation}, {"FineTun", finding.FineTuning}, {"Batch", finding.Batches},
	{"Assistant", finding.Assistants}, {"Thread", finding.Assistants}, {"Run", finding.Assistants}, {"Message", finding.Assistants},
	{"ToolOutputs", finding.Assistants}, {"Response", finding.Responses},
	{"File", finding.Files}, {"Model", finding.Models}, {"Engine", finding.Models},
}

func method(receiver, name string) (string, finding.Capability) {
	if receiver != "Client" && receiver != "" {
		return "", ""
	}
	for _, c := range capabilities {
		if strings.Contains(name, c.word) {
			return name, c.capability
		}
	}
	if receiver == "" {
		return "", "" // a method of something unknown
	}
	return name, ""
}

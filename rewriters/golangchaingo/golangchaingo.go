// Package golangchaingo describes the OpenAI provider of github.com/tmc/langchaingo.
//
// Settings are options of New; without them it reads OPENAI_API_KEY, OPENAI_MODEL, OPENAI_BASE_URL and OPENAI_API_BASE, and
// sends gpt-3.5-turbo where no model is named anywhere.
//
//	Have: openai.New(openai.WithModel("gpt-4o"))
//	->    openai.New(openai.WithModel("glm-4.7"), openai.WithToken(os.Getenv("ZAI_API_KEY")), openai.WithBaseURL("https://..."))
//
// It has no door for fields that it does not know.
package golangchaingo

import (
	_ "embed"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/gosdk"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

const (
	provider = "github.com/tmc/langchaingo/llms/openai"
	llms     = "github.com/tmc/langchaingo/llms"
)

// surface is the provider as far as the rewriter looks at it.
//
//go:embed sdk.go.txt
var surface string

// SDK is the description.
var SDK = &gosdk.SDK{
	Name: "langchaingo", Modules: []string{"github.com/tmc/langchaingo"},
	Stubs:  gosyntax.Stubs{provider: surface, llms: "package llms\n\ntype CallOption any\n\nfunc WithModel(model string) CallOption\n"},
	Makers: map[string]gosdk.Maker{provider + ".New": {Shape: gosdk.ByOption}},
	Options: map[string]gosdk.Option{
		provider + ".WithToken":          {Role: gosdk.Key},
		provider + ".WithBaseURL":        {Role: gosdk.Address},
		provider + ".WithModel":          {Role: gosdk.ModelName, Capability: finding.Chat},
		provider + ".WithEmbeddingModel": {Role: gosdk.ModelName, Capability: finding.Embeddings},
		provider + ".WithOrganization":   {Role: gosdk.Foreign},
		provider + ".WithAPIVersion":     {Role: gosdk.Foreign},
		provider + ".WithAPIType":        {Role: gosdk.Azure},

		provider + ".WithEmbeddingDimensions": {Role: gosdk.Length},
	},
	Models:  map[string]gosdk.Model{llms + ".WithModel": {Capability: finding.Chat, Shared: true}},
	Holders: []string{provider + ".LLM"},
	Method:  method,
	Env:     gosdk.Env{Key: "OPENAI_API_KEY", Default: "gpt-3.5-turbo"},
	Empty:   true,
	Since:   map[string]string{"Length": "v0.1.14"},
	Length:  provider + ".WithEmbeddingDimensions",
	Hand:    i18n.T("用 openai.WithBaseURL、WithToken 和 WithModel", "use openai.WithBaseURL, WithToken and WithModel"),
}

// method names the calls that send something.
func method(receiver, name string) (string, finding.Capability) {
	switch name {
	case "GenerateContent", "Call":
		return receiver + "." + name, finding.Chat
	case "CreateEmbedding":
		return receiver + "." + name, finding.Embeddings
	}
	return "", ""
}

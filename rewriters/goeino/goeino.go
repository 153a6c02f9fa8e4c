// Package goeino describes the OpenAI components of github.com/cloudwego/eino-ext: chat models, embedders, and the library
// below both.
//
// Their settings are a literal. An empty BaseURL means OpenAI, and nothing is read from the environment.
//
//	Have: &openai.ChatModelConfig{APIKey: os.Getenv("OPENAI_API_KEY"), Model: "gpt-4o"}
//	->    &openai.ChatModelConfig{APIKey: os.Getenv("ZAI_API_KEY"), BaseURL: "https://...", Model: "glm-4.7"}
//
// ByAzure makes a client of Azure; a value from a setting is reported, since a variable decides.
package goeino

import (
	_ "embed"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/gosdk"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

// The components.
const (
	chat      = "github.com/cloudwego/eino-ext/components/model/openai"
	agentic   = "github.com/cloudwego/eino-ext/components/model/agenticopenai"
	embedding = "github.com/cloudwego/eino-ext/components/embedding/openai"
	library   = "github.com/cloudwego/eino-ext/libs/acl/openai"
)

// surface is what each component declares, as far as the rewriter looks at it.
//
//go:embed sdk.go.txt
var surface string

// SDK is the description.
var SDK = describe()

func describe() *gosdk.SDK {
	s := &gosdk.SDK{
		Name: "eino-ext", Modules: []string{chat, agentic, embedding, library}, Stubs: gosyntax.Stubs{}, Makers: map[string]gosdk.Maker{},
		Fields: map[string]gosdk.Option{}, Method: method, Empty: true,
		Since: map[string]string{"ExtraFields": "v0.1.0"},
		Door:  gosdk.Door{Field: "ExtraFields"},
		Hand:  i18n.T("设置 BaseURL、APIKey 和 Model", "set BaseURL, APIKey and Model"),
	}
	for _, m := range s.Modules {
		s.Stubs[m] = surface
	}
	s.Stubs[agentic] = "package agenticopenai" + surface[len("package openai"):]
	add(s, chat+".ChatModelConfig", chat+".NewChatModel", finding.Chat)
	add(s, embedding+".EmbeddingConfig", embedding+".NewEmbedder", finding.Embeddings)
	add(s, library+".Config", library+".NewClient", finding.Chat)
	add(s, library+".EmbeddingConfig", library+".NewEmbeddingClient", finding.Embeddings)
	add(s, agentic+".Config", agentic+".New", finding.Responses)
	s.Holders = []string{chat + ".ChatModel", embedding + ".Embedder", library + ".Client", library + ".EmbeddingClient", agentic + ".Model"}
	return s
}

// add describes one type of settings and the function that takes it.
func add(s *gosdk.SDK, config, maker string, c finding.Capability) {
	s.Makers[config] = gosdk.Maker{Shape: gosdk.ByLiteral}
	s.Makers[maker] = gosdk.Maker{Shape: gosdk.Wrap, Of: 1}
	for name, role := range map[string]gosdk.Role{
		"APIKey": gosdk.Key, "BaseURL": gosdk.Address, "Model": gosdk.ModelName, "ByAzure": gosdk.Azure,
		"APIVersion": gosdk.Foreign, "AzureModelMapperFunc": gosdk.Foreign,
	} {
		s.Fields[config+"."+name] = gosdk.Option{Role: role, Capability: c}
	}
}

// method names the calls that send something.
func method(receiver, name string) (string, finding.Capability) {
	switch {
	case name == "Generate" || name == "Stream":
		if receiver == "Model" {
			return "Model." + name, finding.Responses
		}
		return receiver + "." + name, finding.Chat
	case name == "EmbedStrings":
		return receiver + "." + name, finding.Embeddings
	}
	return "", ""
}

// Package ruby finds the use of OpenAI in Ruby: ruby-openai, the official gem (both are required as "openai"), and langchainrb.
package ruby

import (
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/inventory"
	"github.com/openai-migrate/migrate/rewriters/internal/lexical"
)

// Rewriter is the rewriter for Ruby.
var Rewriter = inventory.New(&inventory.Language{
	Folder: "ruby", Prefix: "RB", Name: "Ruby", Bare: true,
	Syntax: map[source.Lang]*lexical.Syntax{source.Ruby: lexical.Ruby},
	Import: []string{"require"},
	SDKs: []inventory.SDK{
		{
			Name: "langchainrb", Modules: []string{"langchain"}, Global: true,
			Clients: []inventory.Client{{Type: "Langchain.LLM.OpenAI", Calls: []string{"new"}}, {Type: "Langchain.LLM.Azure", Calls: []string{"new"}, Azure: true}},
			Address: []string{"uri_base"}, Model: []string{"chat_model", "embedding_model"},
			Recipe: `Langchain::LLM::OpenAI.new(api_key: ENV["{key}"], llm_options: { uri_base: "{url}" })`,
		},
		{
			Name: "ruby-openai", Modules: []string{"openai"}, Global: true, Static: true,
			Clients: []inventory.Client{{Type: "OpenAI.Client", Calls: []string{"new"}, Env: true}, {Type: "OpenAI", Calls: []string{"configure"}}},
			Address: []string{"uri_base", "base_url"}, Model: []string{"model"}, Reads: []string{"OPENAI_API_KEY", "OPENAI_BASE_URL"},
			Recipe: `OpenAI::Client.new(access_token: ENV["{key}"], uri_base: "{url}") (ruby-openai); OpenAI::Client.new(api_key: ENV["{key}"], base_url: "{url}") (openai)`,
		},
	},
})

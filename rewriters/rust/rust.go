// Package rust finds the use of OpenAI in Rust: async-openai and its like.
package rust

import (
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/inventory"
	"github.com/openai-migrate/migrate/rewriters/internal/lexical"
)

// Rewriter is the rewriter for Rust.
var Rewriter = inventory.New(&inventory.Language{
	Folder: "rust", Prefix: "RS", Name: "Rust", Ends: true,
	Syntax: map[source.Lang]*lexical.Syntax{source.Rust: lexical.Rust},
	Import: []string{"use", "extern"},
	SDKs: []inventory.SDK{
		{
			Name: "async-openai", Modules: []string{"async_openai"},
			Clients: []inventory.Client{
				{Type: "Client", Calls: []string{"new"}, Env: true}, {Type: "Client", Calls: []string{"with_config", "build"}},
				{Type: "AzureConfig", Calls: []string{"new"}, Azure: true},
			},
			Address: []string{"with_api_base"}, Model: []string{"model"},
			Reads:  []string{"OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"},
			Recipe: `Client::with_config(OpenAIConfig::new().with_api_base("{url}").with_api_key(std::env::var("{key}")?))`,
		},
		{
			Name: "openai-api-rs", Modules: []string{"openai_api_rs"},
			Clients: []inventory.Client{{Type: "OpenAIClient", Calls: []string{"builder", "new"}}},
			Address: []string{"with_endpoint"}, Model: []string{"model"},
			Recipe: `OpenAIClient::builder().with_endpoint("{url}").with_api_key(std::env::var("{key}")?)`,
		},
		{
			Name: "openai_dive", Modules: []string{"openai_dive"},
			Clients: []inventory.Client{{Type: "Client", Calls: []string{"new", "new_from_env", "new_with_base"}}},
			Address: []string{"set_base_url", "new_with_base"}, Model: []string{"model"},
		},
		{
			Name: "rig", Modules: []string{"rig.providers.openai"},
			Clients: []inventory.Client{{Type: "openai.Client", Calls: []string{"from_env"}, Env: true}, {Type: "openai.Client", Calls: []string{"new", "from_url", "builder"}}},
			Address: []string{"from_url", "base_url"}, Model: []string{"agent", "completion_model", "embedding_model"},
			Reads: []string{"OPENAI_API_KEY", "OPENAI_BASE_URL"},
		},
	},
})

// Package php finds the use of OpenAI in PHP: openai-php/client, its Laravel package, and orhanerday/open-ai.
package php

import (
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/inventory"
	"github.com/openai-migrate/migrate/rewriters/internal/lexical"
)

// Rewriter is the rewriter for PHP.
var Rewriter = inventory.New(&inventory.Language{
	Folder: "php", Prefix: "PHP", Name: "PHP", Ends: true,
	Syntax: map[source.Lang]*lexical.Syntax{source.PHP: lexical.PHP},
	Import: []string{"use"},
	SDKs: []inventory.SDK{
		{
			Name: "openai-laravel", Modules: []string{"OpenAI.Laravel"},
			Clients: []inventory.Client{{Type: "OpenAI", Calls: []string{"chat", "completions", "embeddings", "images", "audio", "responses", "moderations", "assistants", "threads", "files", "models"}, Env: true}},
			Model:   []string{"model"}, Reads: []string{"OPENAI_API_KEY", "OPENAI_ORGANIZATION", "OPENAI_BASE_URL"},
			Recipe: `config/openai.php: 'base_uri' => '{bare}', 'api_key' => env('{key}')`,
		},
		{
			Name: "openai-php", Modules: []string{"OpenAI"}, Global: true,
			Clients: []inventory.Client{{Type: "OpenAI", Calls: []string{"client", "factory"}}},
			Address: []string{"withBaseUri"}, Model: []string{"model"},
			Recipe: `OpenAI::factory()->withApiKey(getenv('{key}'))->withBaseUri('{bare}')->make()`,
		},
		{
			Name: "open-ai", Modules: []string{"Orhanerday.OpenAi"},
			Clients: []inventory.Client{{Type: "OpenAi", Calls: []string{""}}},
			Address: []string{"setBaseURL"}, Model: []string{"model"}, Static: true,
		},
	},
})

// Package swift finds the use of OpenAI in Swift: MacPaw's OpenAI and SwiftOpenAI.
package swift

import (
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/inventory"
	"github.com/openai-migrate/migrate/rewriters/internal/lexical"
)

// Rewriter is the rewriter for Swift.
var Rewriter = inventory.New(&inventory.Language{
	Folder: "swift", Prefix: "SW", Name: "Swift",
	Syntax: map[source.Lang]*lexical.Syntax{source.Swift: lexical.Swift},
	Import: []string{"import"},
	SDKs: []inventory.SDK{
		{
			Name: "macpaw-openai", Modules: []string{"OpenAI"},
			Clients: []inventory.Client{{Type: "OpenAI", Calls: []string{""}}, {Type: "OpenAI.Configuration", Calls: []string{""}}, {Type: "OpenAIAsync", Calls: []string{""}}},
			Address: []string{"host"}, Model: []string{"model"}, Enums: []string{"Model"},
			Recipe: `OpenAI(configuration: .init(token: key, host: "{host}", basePath: "{path}"))`,
		},
		{
			Name: "swiftopenai", Modules: []string{"SwiftOpenAI"},
			Clients: []inventory.Client{{Type: "OpenAIServiceFactory", Calls: []string{"service"}}},
			Address: []string{"overrideBaseURL", "baseURL"}, Model: []string{"model", "custom"}, Enums: []string{"Model"},
			Recipe: `OpenAIServiceFactory.service(apiKey: key, overrideBaseURL: "https://{host}", overrideVersion: "{path}")`,
		},
	},
})

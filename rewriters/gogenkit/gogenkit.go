// Package gogenkit describes the OpenAI plugins of github.com/firebase/genkit/go.
//
// The plugin for any compatible service is a literal with key and address, and moves by its fields. The one for OpenAI itself
// registers a fixed list of models, so that another vendor's must be defined by hand: it is reported with a recipe.
package gogenkit

import (
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/gosdk"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

const (
	compat = "github.com/firebase/genkit/go/plugins/compat_oai"
	openai = compat + "/openai"
)

// SDK is the description.
var SDK = &gosdk.SDK{
	Name: "genkit", Modules: []string{compat},
	Stubs: gosyntax.Stubs{
		compat: "package compat_oai\n\ntype OpenAICompatible struct {\n\tProvider, APIKey, BaseURL string\n\tOpts []any\n}\n",
		openai: "package openai\n\ntype OpenAI struct {\n\tAPIKey string\n\tOpts []any\n}\n",
	},
	Makers: map[string]gosdk.Maker{
		compat + ".OpenAICompatible": {Shape: gosdk.ByLiteral},
		openai + ".OpenAI": {Shape: gosdk.ByHand, Recipe: i18n.T(
			"此插件只注册 OpenAI 的模型：请改用 compat_oai.OpenAICompatible{Provider, APIKey, BaseURL}，用 DefineModel 定义目标平台的模型，并把 openai/… 形式的模型引用换成新的 Provider 前缀",
			"this plugin registers OpenAI's models only: use compat_oai.OpenAICompatible{Provider, APIKey, BaseURL}, define the target's models with DefineModel, and give references such as openai/… the new provider's prefix")},
	},
	Fields: map[string]gosdk.Option{
		compat + ".OpenAICompatible.APIKey":  {Role: gosdk.Key},
		compat + ".OpenAICompatible.BaseURL": {Role: gosdk.Address},
		compat + ".OpenAICompatible.Opts":    {Role: gosdk.List},
		openai + ".OpenAI.APIKey":            {Role: gosdk.Key},
	},
	Env:   gosdk.Env{Key: "OPENAI_API_KEY"},
	Empty: true,
	Hand:  i18n.T("设置 BaseURL 和 APIKey，并自行定义模型", "set BaseURL and APIKey, and define the models"),
}

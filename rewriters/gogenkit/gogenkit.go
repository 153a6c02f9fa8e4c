// Package gogenkit describes the OpenAI plugins of github.com/firebase/genkit/go.
//
// The plugin for any compatible service is a literal with key and address, and moves by its fields. The one for OpenAI itself
// registers a fixed list of models, so that another vendor's must be defined by hand: it is reported with a recipe.
package gogenkit

import (
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/gosdk"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

const (
	compat = "github.com/firebase/genkit/go/plugins/compat_oai"
	openai = compat + "/openai"
	ai     = "github.com/firebase/genkit/go/ai"
	root   = "github.com/firebase/genkit/go/genkit"
)

// methods are those of a plugin that name a model.
func methods(typ, provider string) string {
	return strings.NewReplacer("%T", typ, "%P", provider).Replace(`
func (o *%T) DefineModel(%Pid string, options any) any
func (o *%T) DefineEmbedder(%Pname string, options any) any
func (o *%T) Model(g any, name string) any
`)
}

// SDK is the description.
var SDK = &gosdk.SDK{
	Name: "genkit", Modules: []string{compat},
	Stubs: gosyntax.Stubs{
		compat: "package compat_oai\n\ntype OpenAICompatible struct {\n\tProvider, APIKey, BaseURL string\n\tOpts []any\n}\n\n" + methods("OpenAICompatible", "provider, "),
		openai: "package openai\n\ntype OpenAI struct {\n\tAPIKey string\n\tOpts []any\n}\n\n" + methods("OpenAI", ""),
		ai:     "package ai\n\nfunc WithModelName(name string) any\nfunc NewModelRef(name string, config any) any\n",
		root:   "package genkit\n\nfunc LookupModel(g any, name string) any\nfunc WithDefaultModel(name string) any\n",
	},
	Models: map[string]gosdk.Model{
		compat + ".OpenAICompatible.DefineModel":    {Arg: 1, Capability: finding.Chat, Shared: true},
		compat + ".OpenAICompatible.DefineEmbedder": {Arg: 1, Capability: finding.Embeddings, Shared: true},
		compat + ".OpenAICompatible.Model":          {Arg: 1, Capability: finding.Chat, Shared: true, Ref: true},
		openai + ".OpenAI.DefineModel":              {Arg: 0, Capability: finding.Chat, Shared: true},
		openai + ".OpenAI.DefineEmbedder":           {Arg: 0, Capability: finding.Embeddings, Shared: true},
		openai + ".OpenAI.Model":                    {Arg: 1, Capability: finding.Chat, Shared: true},
		ai + ".WithModelName":                       {Arg: 0, Capability: finding.Chat, Shared: true, Ref: true},
		ai + ".NewModelRef":                         {Arg: 0, Capability: finding.Chat, Shared: true, Ref: true},
		root + ".LookupModel":                       {Arg: 1, Capability: finding.Chat, Shared: true, Ref: true},
		root + ".WithDefaultModel":                  {Arg: 0, Capability: finding.Chat, Shared: true, Ref: true},
	},
	Holders: []string{compat + ".OpenAICompatible", openai + ".OpenAI"},
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

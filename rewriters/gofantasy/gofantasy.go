// Package gofantasy describes the OpenAI providers of charm.land/fantasy: the one for OpenAI itself, and the one for services
// that are compatible.
//
// Settings are options of New, and the model is named when a provider is asked for one.
package gofantasy

import (
	_ "embed"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/gosdk"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

const (
	root   = "charm.land/fantasy"
	openai = root + "/providers/openai"
	compat = root + "/providers/openaicompat"
)

// surface is a provider as far as the rewriter looks at it.
//
//go:embed sdk.go.txt
var surface string

// SDK is the description.
var SDK = describe()

func describe() *gosdk.SDK {
	s := &gosdk.SDK{
		Name: "fantasy", Modules: []string{root},
		Stubs: gosyntax.Stubs{
			root:   "package fantasy\n\ntype LanguageModel interface{}\n\ntype Provider interface{ LanguageModel(ctx any, id string) (LanguageModel, error) }\n",
			openai: "package openai\n" + surface, compat: "package openaicompat\n" + surface,
		},
		Makers: map[string]gosdk.Maker{openai + ".New": {Shape: gosdk.ByOption}, compat + ".New": {Shape: gosdk.ByOption}},
		Options: map[string]gosdk.Option{
			openai + ".WithOrganization": {Role: gosdk.Foreign}, openai + ".WithProject": {Role: gosdk.Foreign},
		},
		Models:  map[string]gosdk.Model{root + ".Provider.LanguageModel": {Arg: 1, Capability: finding.Chat, Shared: true}},
		Holders: []string{root + ".Provider"},
		Env:     gosdk.Env{Key: "OPENAI_API_KEY"},
		Hand:    i18n.T("用 openaicompat.New，并设置 WithBaseURL 和 WithAPIKey", "use openaicompat.New with WithBaseURL and WithAPIKey"),
	}
	for _, p := range []string{openai, compat} {
		s.Options[p+".WithBaseURL"] = gosdk.Option{Role: gosdk.Address}
		s.Options[p+".WithAPIKey"] = gosdk.Option{Role: gosdk.Key}
	}
	return s
}

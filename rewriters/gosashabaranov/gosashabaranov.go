// Package gosashabaranov finds and moves clients of github.com/sashabaranov/go-openai, and reports what else in Go code
// knows OpenAI: addresses, variables of the environment, model names, tokenizers.
//
// The SDK reads no environment and its constructors take no address. A client is therefore moved where its settings are
// made: NewClient becomes DefaultConfig, BaseURL and NewClientWithConfig, in front of the statement that needs it.
//
//	Have: client := openai.NewClient(os.Getenv("OPENAI_API_KEY"))
//	->    cfg := openai.DefaultConfig(os.Getenv("ZAI_API_KEY"))
//	      cfg.BaseURL = "https://open.bigmodel.cn/api/paas/v4"
//	      client := openai.NewClientWithConfig(cfg)
//
// Where the program already lets its user set the address, the code stays and a finding says what to set. Key and model
// are followed to where their values are written down, through fields, options, flags and other packages of the module;
// what comes from outside the tree is reported. Azure clients are reported with a recipe: deployment names are not models.
//
// Test files are reported and not changed: their migration is a step of its own.
package gosashabaranov

import (
	"bytes"
	_ "embed"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

// sdkPath is the import path that decides, and sdk what findings call it.
const (
	sdkPath = "github.com/sashabaranov/go-openai"
	sdk     = "go-openai"
)

// surface is the SDK as far as the rewriter looks at it.
//
//go:embed sdk.go.txt
var surface string

// Rewriter is the rewriter for Go code.
var Rewriter = &rewrite.Rewriter{
	Name: "gosashabaranov",
	Doc: i18n.T(
		"迁移 github.com/sashabaranov/go-openai 的客户端、密钥和模型名，并报告 Go 代码中其他与 OpenAI 有关的地址、环境变量、模型名和分词器。",
		"Moves clients, keys and model names of github.com/sashabaranov/go-openai, and reports other addresses, variables, model names and tokenizers of OpenAI in Go code."),
	Rules: []*finding.Rule{
		ruleImport, ruleClient, ruleAzure, ruleSetting, ruleModel, ruleMention, ruleCall, ruleOption, ruleEnv, ruleEndpoint,
		ruleSecret, ruleExtra, ruleTokenizer, ruleMoved, rulePath,
	},
	Langs: []source.Lang{source.Go},
	Match: match,
	Run:   runAll,
}

func match(f *source.File) bool {
	if f.Lang != source.Go {
		return false
	}
	low := bytes.ToLower(f.Data)
	for _, word := range []string{"openai", "gpt-", "tiktoken", "text-embedding-"} {
		if bytes.Contains(low, []byte(word)) {
			return true
		}
	}
	return false
}

func runAll(p *rewrite.Pass) error {
	r := &run{
		pass:    p,
		program: gosyntax.Load(p.Context, p.Project, p.Files, gosyntax.Stubs{sdkPath: surface}, p.Skip),
		target:  p.Target,
		handled: map[any]bool{},
		taken:   map[any][]string{},
	}
	r.look()
	r.imports()
	for _, c := range r.clients {
		r.client(c)
	}
	r.models()
	r.settle()
	r.calls()
	for _, f := range r.program.Files {
		r.guard(f, r.envs)
		r.guard(f, r.strings)
		r.guard(f, r.constants)
		r.guard(f, r.tokenizers)
	}
	return p.Context.Err()
}

// guard keeps a mistake in one file from costing the others.
func (r *run) guard(f *gosyntax.File, look func(*gosyntax.File)) {
	defer func() {
		if recover() != nil {
			r.pass.Skip(source.Skip{Path: f.Src.Path, Reason: "internal error"})
		}
	}()
	look(f)
}

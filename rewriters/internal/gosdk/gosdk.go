// Package gosdk finds and moves clients of OpenAI in Go code, and reports what else knows OpenAI: addresses, variables of
// the environment, model names, tokenizers.
//
// Most SDKs are alike: something makes a client, and arguments, options or fields of a literal give it address, key and
// model. What differs is data, an [SDK] in a folder of its own; this package does the rest for all of them at once, since
// a key may go to clients of two SDKs and an address in the code must be reported once.
//
// A client is moved where its settings are made. Where the program already lets its user set the address, the code stays
// and a finding says what to set. Key and model are followed to where their values are written down, through fields,
// options, flags and other packages of the module; what comes from outside the tree is reported. Azure clients are reported
// with a recipe: deployment names are not models.
//
// Requests made without an SDK are one more kind of client ([wire]): their address, the key in their header and the model in
// their body move as one set, where the code shows all three; what it does not show is said.
//
// Test files are reported and not changed: their migration is a step of its own.
package gosdk

import (
	"maps"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

// New returns the rewriter for Go code that knows the SDKs given.
func New(sdks ...*SDK) *rewrite.Rewriter {
	return &rewrite.Rewriter{
		Name: "go",
		Doc: i18n.T(
			"迁移 Go 代码中的 OpenAI 客户端（官方 SDK、go-openai、LangChainGo、Eino 等）、密钥和模型名，并报告其他与 OpenAI 有关的地址、环境变量、模型名和分词器。",
			"Moves clients of OpenAI in Go code (the official SDK, go-openai, LangChainGo, Eino, ...), keys and model names, and reports other addresses, variables, model names and tokenizers of OpenAI."),
		Rules: []*finding.Rule{
			ruleImport, ruleClient, ruleAzure, ruleSetting, ruleModel, ruleMention, ruleCall, ruleOption, ruleEnv, ruleEndpoint,
			ruleSecret, ruleExtra, ruleTokenizer, ruleMoved, rulePath, ruleField, ruleRefused, ruleRaw,
		},
		Langs: []source.Lang{source.Go},
		Match: match,
		Run:   func(p *rewrite.Pass) error { return runAll(p, sdks) },
	}
}

// needles are what a Go file must hold one of to be of interest.
var needles = source.NewWords(
	"openai", "open_ai", "chatgpt", "gpt-", "gpt3", "gpt4", "gpt5", "gpt6", "tiktoken", "text-embedding-", "compat_oai",
)

func match(f *source.File) bool { return f.Lang == source.Go && needles.In(f.Data) }

func runAll(p *rewrite.Pass, sdks []*SDK) error {
	r := &run{
		pass:    p,
		program: rewrite.Once(p, func(skip func(source.Skip)) *gosyntax.Program { return load(p, sdks, skip) }),
		sdks:    sdks,
		paths:   map[string]*SDK{},
		target:  p.Target,
		handled: map[any]bool{},
		taken:   map[any][]string{},
	}
	for _, s := range sdks {
		for path := range s.Stubs {
			r.paths[path] = s
		}
	}
	r.telling = tell(r.program, sdks)
	r.look()
	r.imports()
	for _, c := range r.clients {
		r.client(c)
	}
	r.models()
	r.fields()
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

// load reads the project's code, whatever the target.
func load(p *rewrite.Pass, sdks []*SDK, skip func(source.Skip)) *gosyntax.Program {
	stubs := gosyntax.Stubs{}
	for _, s := range sdks {
		maps.Copy(stubs, s.Stubs)
	}
	program := gosyntax.Load(p.Context, p.Project, p.Files, stubs, skip)
	for _, s := range sdks {
		for _, f := range s.Through {
			program.Through[f] = true
		}
	}
	return program
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

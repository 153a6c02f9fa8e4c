// Package jsopenai finds and changes the use of OpenAI in JavaScript and TypeScript: the official SDK (openai 3 to 7,
// openai-edge), the OpenAI providers of the Vercel AI SDK, LangChain.js, LlamaIndex.TS and @openai/agents, and plain HTTP
// requests.
//
// All of them are one rewriter, a file each, because they are one survey: a project's key variable, a model constant, an
// env schema serve several of them at once, and what becomes of a name depends on all that read it.
//
// A run has two halves. The survey reads the project once: it finds the objects that constructors make, the requests that
// are sent on them, and the literals that flow into those requests as model, key and address (package jssyntax follows
// the bindings). Then each rule, one file each, reports what it knows of the survey.
//
// A client is the unit of change. Its address, its key and the models of its requests change together or not at all; the
// findings say so with keys. A client that cannot be moved whole is not moved in part: it is reported, with what a person
// must do. What merely looks like OpenAI (a local class of the same name, a folder called openai, a client that points at
// another service) is left alone.
package jsopenai

import (
	"regexp"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/modules"
)

// Rewriter is the rewriter for JavaScript and TypeScript.
var Rewriter = &rewrite.Rewriter{
	Name: "jsopenai",
	Doc: i18n.T(
		"查找 JavaScript 与 TypeScript 中对 OpenAI 的使用：官方 SDK（openai 3 至 7、openai-edge）、Vercel AI SDK、LangChain.js、LlamaIndex.TS、OpenAI Agents 和直接的 HTTP 请求，沿绑定跨文件追踪，把每个客户端连同密钥、地址和模型一起迁移。",
		"Finds the use of OpenAI in JavaScript and TypeScript (the official SDK, openai 3 to 7 and openai-edge, the Vercel AI SDK, LangChain.js, LlamaIndex.TS, OpenAI Agents, plain HTTP requests), follows it through the bindings of a project, and moves each client with its key, address and models."),
	Rules: []*finding.Rule{
		ruleClient, ruleAzure, ruleImport, ruleOther, ruleRequest, ruleModel, ruleMention, ruleEmbeddings, ruleEnv, ruleURL,
		ruleSecret, ruleTokenizer, ruleMock, ruleGateway, ruleExtra, ruleAgents, ruleField, ruleRefused,
	},
	Langs: []source.Lang{source.JavaScript, source.TypeScript, source.TSX, source.Vue, source.Svelte},
	Match: match,
	Run:   run,
}

// needles are what a file must hold one of to be of interest.
var needles = source.NewWords("openai", "gpt-", "text-embedding-", ".completions.", "embeddings.create", "tiktoken")

func match(f *source.File) bool { return jssyntax.Speaks(f.Lang) && needles.In(f.Data) }

// telling is what makes a file worth parsing: an import of a library, a model, a variable, the address, a request. The
// word in a comment or a label is not.
var telling = regexp.MustCompile("['\"`/](openai|openai-edge|@azure/openai|tiktoken|js-tiktoken|gpt-tokenizer|gpt-3-encoder|gpt3-tokenizer|llamaindex|ai)['\"`/@]" +
	`|@ai-sdk/|@openai/|@langchain/openai|@llamaindex/openai|langchain/(chat_models|llms|embeddings|model)|@dqbd/tiktoken|@posthog/ai` +
	`|openai\.(com|azure)|OPEN_?AI|sk-[A-Za-z0-9]|completions\.|embeddings\.create|createChatCompletion|createEmbedding` +
	"|['\"`](openai[/:])?(gpt-|chatgpt-|text-embedding-|text-davinci|davinci|o[134]['\"`-]|dall-e|whisper-1|tts-1|ft:gpt)" +
	`|new OpenAI|(?i:from ['"][^'"]*openai|require\(['"][^'"]*openai)`)

// tellingWords are what telling matches one of: a line without them is not looked at.
var tellingWords = source.NewWords(
	"openai", "open_ai", "tiktoken", "gpt-", "gpt3-", "ft:gpt", "llamaindex", "'ai", `"ai`, "`ai", "/ai", "@ai-sdk/", "langchain/", "sk-",
	"completions.", "embeddings.create", "createchatcompletion", "createembedding", "text-embedding-", "davinci",
	"'o1", `"o1`, "`o1", "'o3", `"o3`, "`o3", "'o4", `"o4`, "`o4", "dall-e", "whisper-1", "tts-1",
)

// tells reports whether a file is worth parsing.
func tells(f *source.File) bool {
	for line := range tellingWords.Lines(f.Data) {
		if telling.Match(line) {
			return true
		}
	}
	return false
}

// rules report what the survey of a project holds, in the order in which they depend on each other.
var rules = []func(*survey){
	(*survey).imports, (*survey).clientFindings, (*survey).requestFindings, (*survey).modelFindings, (*survey).extraFindings, (*survey).fieldFindings,
	(*survey).embeddingFindings, (*survey).envFindings, (*survey).urlFindings, (*survey).mentions,
	(*survey).tokenizerFindings, (*survey).agentFindings,
	(*survey).secrets,
}

func run(p *rewrite.Pass) error {
	code := rewrite.Once(p, func(skip func(source.Skip)) *code { return read(p, skip) })
	s := newSurvey(p, code)
	s.Each(s.findClients)
	s.Each(s.findRequests)
	s.Each(s.findRaw)
	s.Each(s.findAgents)
	s.joinAgents()
	s.settle()
	s.Each(s.findLookups)
	for _, rule := range rules {
		rule(s)
	}
	return p.Context.Err()
}

// code is what is read of a project, whatever the target.
type code struct {
	js    *jssyntax.Project
	files []*jssyntax.Module // those to report on
}

// read parses the files that the rewriter may have something to report on.
func read(p *rewrite.Pass, skip func(source.Skip)) *code {
	c := &code{js: jssyntax.New(p.Context, p.Project, jssyntax.Options{Wraps: wraps, Same: sameClient, Leads: packageWords().In})}
	var list []*source.File
	for _, f := range p.Files {
		if tells(f) {
			list = append(list, f)
		}
	}
	c.files = modules.Parse(c.js, list, skip)
	return c
}

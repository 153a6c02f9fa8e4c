// Package inventory finds the use of OpenAI in languages that migrate reads and does not rewrite.
//
// A [Language] is a table: its syntax, the words with which it imports, and its [SDK]s, each with the modules its names come
// from, the calls that make a client, and the names under which a client takes an address and a model. From that follow
// seven rules, the same for all languages: clients, models that are sent, models that are only named, imports, addresses,
// variables, keys. A further language costs a folder with a table and its cases.
//
// It works on tokens (package lexical) and not on trees. A call is a name before a bracket, its arguments are what stands
// in the bracket, and a client goes on as long as its statement does, so that builders are read whole. Strings are looked up
// through constants and variables of the same file. What cannot be seen that way is said to be unclear, not guessed; a
// person moves what is found, with the recipe that the finding gives in the terms of the SDK.
package inventory

import (
	"slices"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/lexical"
)

// Language is what is known of one language, or of several that share their libraries.
type Language struct {
	Folder string // of its rewriter: "csharp"
	Prefix string // of its rules: "CS"
	Name   string // as people call it: "C#"
	Syntax map[source.Lang]*lexical.Syntax
	Import []string // the words that begin an import: "import", "using"
	Ends   bool     // statements end with a semicolon, not with their line
	Bare   bool     // calls need no brackets
	SDKs   []SDK
	Keys   []string // beginnings of the settings of frameworks, as they stand in strings: "spring.ai.openai."
}

// SDK is what is known of one library.
type SDK struct {
	Name    string   // as findings name it: "openai-java"
	Modules []string // beginnings of the imports that bring its names, parts joined by "."
	Global  bool     // its names need no import
	Static  bool     // the address is set once for all clients, anywhere
	Clients []Client
	Address []string // the names under which clients are told where to send requests
	Model   []string // the names under which requests, or clients, are told the model
	Enums   []string // the types whose constants are models: "ChatModel"
	Reads   []string // variables that clients read by themselves
	Recipe  string   // how a client is pointed elsewhere: code with {url}, {key}, {model}, and {bare}, {host}, {path} for parts of the URL
}

// Client is one way to make a client.
type Client struct {
	Type    string   // "OpenAIOkHttpClient"; empty for a method of something else: .AddOpenAIChatCompletion(...)
	Calls   []string // the methods that make one; "" for the type itself: new OpenAIClient(...), OpenAIClient(...)
	Azure   bool     // it talks to Azure OpenAI
	ModelAt bool     // its first string is the model
	Env     bool     // it reads the SDK's variables
	Must    bool     // it counts only where a model of OpenAI or an address is seen: the type serves others as well
}

// New makes the rewriter of a language.
func New(l *Language) *rewrite.Rewriter {
	rules := l.rules()
	langs := make([]source.Lang, 0, len(l.Syntax))
	for lang := range l.Syntax {
		langs = append(langs, lang)
	}
	slices.Sort(langs)
	return &rewrite.Rewriter{
		Name: l.Folder,
		Doc: i18n.Tf("在 %s 代码中查找 OpenAI 的客户端、模型名、地址、环境变量和密钥，只报告并给出改法，不改写。",
			"Finds clients, model names, addresses, variables and keys of OpenAI in %s code; it reports them with the way to move them and changes nothing.", l.Name),
		Rules: rules.all(),
		Langs: langs,
		Match: func(f *source.File) bool { return l.Syntax[f.Lang] != nil },
		Run: func(p *rewrite.Pass) error {
			files := rewrite.Once(p, func(func(source.Skip)) []*file { return l.read(p.Files) })
			for _, f := range files {
				(&look{pass: p, rules: rules, file: f}).all()
			}
			return p.Context.Err()
		},
	}
}

// read cuts up files and finds their imports.
func (l *Language) read(list []*source.File) []*file {
	out := make([]*file, len(list))
	for i, f := range list {
		out[i] = newFile(l, f)
	}
	return out
}

// rules are those of one language.
type rules struct{ client, model, mention, imp, url, env, secret *finding.Rule }

func (r *rules) all() []*finding.Rule {
	return []*finding.Rule{r.client, r.model, r.mention, r.imp, r.url, r.env, r.secret}
}

func (l *Language) rules() *rules {
	rule := func(number, slug string, severity finding.Severity, title, doc i18n.Text) *finding.Rule {
		return &finding.Rule{ID: l.Prefix + number, Slug: slug, Severity: severity, Title: title, Doc: doc}
	}
	n := l.Name
	return &rules{
		client: rule("001", "client", finding.Error, i18n.Tf("%s 中的 OpenAI 客户端", "OpenAI client in %s", n),
			i18n.Tf("查找 %s 各 SDK 创建的 OpenAI 客户端（含构建器、扩展方法和 Azure 变体），判断它的地址是否已指向别处；只报告，并用该 SDK 的写法说明怎样换到目标平台。",
				"Finds the clients that the SDKs for %s make (builders, extension methods and the Azure kinds included) and tells whether they point elsewhere already. It is reported only, with the way to point it at the target in the SDK's own terms.", n)),
		model: rule("002", "model", finding.Error, i18n.Tf("%s 代码使用的模型名", "model name that %s code sends", n),
			i18n.Tf("查找 %s 代码交给请求或客户端的 OpenAI 模型名，字符串和 SDK 的常量都算；说明目标平台对应的模型。",
				"Finds the model names of OpenAI that %s code gives to requests or clients, as strings or as constants of the SDK, and names the target's counterpart.", n)),
		mention: rule("003", "model-mention", finding.Note, i18n.Tf("%s 代码提到的模型名", "model name that %s code mentions", n),
			i18n.Tf("列出 %s 代码中没有直接交给请求的 OpenAI 模型名：表、列表、比较和默认值。同一张表中的合为一条。",
				"Lists the model names in %s code that are not given to a request where they stand: tables, lists, comparisons, defaults. Those of one table are one finding.", n)),
		imp: rule("004", "import", finding.Note, i18n.Tf("%s 代码导入 OpenAI 的 SDK", "import of an OpenAI SDK in %s", n),
			i18n.Tf("列出 %s 代码对 OpenAI SDK 的导入。SDK 可以继续访问兼容服务，导入通常无需改动。",
				"Lists the imports of OpenAI's SDKs in %s code. An SDK keeps working with compatible services, so imports mostly need no change.", n)),
		url: rule("005", "endpoint-url", finding.Error, i18n.Tf("%s 代码中的 OpenAI 地址", "address of OpenAI in %s code", n),
			i18n.Tf("查找 %s 代码的字符串中的 api.openai.com 和 *.openai.azure.com。", "Finds api.openai.com and *.openai.azure.com in the strings of %s code.", n)),
		env: rule("006", "env-variable", finding.Warning, i18n.Tf("%s 代码使用的 OpenAI 变量", "OpenAI variable that %s code uses", n),
			i18n.Tf("查找 %s 代码中以字符串写出的 OPENAI_API_KEY 等变量名和框架配置项。代码不会改写，因此同名变量在环境文件中也保持不变。",
				"Finds variables such as OPENAI_API_KEY and settings of frameworks that %s code names in strings. The code is not rewritten, so the variable keeps its name in env files too.", n)),
		secret: rule("007", "hard-coded-key", finding.Warning, i18n.Tf("%s 代码中的密钥", "API key in %s code", n),
			i18n.Tf("查找直接写在 %s 代码里的 API 密钥。请移到环境变量，并作废原密钥；密钥本身不会出现在任何输出中。",
				"Finds API keys written into %s code. Move them to the environment and revoke them; the key itself is never shown.", n)),
	}
}

package jsopenai

import (
	"cmp"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/surface"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

var ruleClient = &finding.Rule{
	ID: "JS001", Slug: "client-base-url", Severity: finding.Error,
	Title: i18n.T("OpenAI 客户端", "OpenAI client"),
	Doc: i18n.T(
		"查找 new OpenAI()、v3 的 Configuration 与 OpenAIApi、createOpenAI()、ChatOpenAI 等构造的客户端，补上或替换地址与密钥，并去掉会作为请求头发给新平台的 organization、project。AI SDK 的 openai('…') 默认走 /responses，目标平台没有该接口时改用 .chat('…')。地址由环境变量决定的客户端不改代码，只说明应设置什么；已指向其他平台的客户端不动。",
		"Finds clients made by new OpenAI(), version 3's Configuration and OpenAIApi, createOpenAI(), ChatOpenAI and the like, adds or replaces address and key, and drops organization and project, which would be sent to the new host as headers. The AI SDK's openai('...') posts to /responses; where the target has no such endpoint it becomes .chat('...'). Where a variable decides the address the code stays and the finding says what to set; a client that already points elsewhere is left alone."),
}

var ruleAzure = &finding.Rule{
	ID: "JS002", Slug: "azure-client", Severity: finding.Error,
	Title: i18n.T("Azure OpenAI 客户端", "Azure OpenAI client"),
	Doc: i18n.T(
		"查找 AzureOpenAI、AzureChatOpenAI、createAzure 和 @azure/openai 的客户端。它们的地址、api-version、鉴权头和 model（部署名）都与 OpenAI 不同，需要人工换成 OpenAI 客户端加 baseURL，并把部署名换成目标平台的模型名。",
		"Finds clients of AzureOpenAI, AzureChatOpenAI, createAzure and @azure/openai. Their address, api-version, auth header and model (a deployment name) differ from OpenAI's: a person must replace them by an OpenAI client with a baseURL and each deployment name by a model of the target."),
}

// state says what becomes of a client.
type state int

const (
	moving  state = iota // it will talk to the target
	staying              // it talks to another service already
	byHand               // a person must decide
)

// client is one object that sends requests.
type client struct {
	id       string
	spec     *spec
	mod      *jssyntax.Module
	call     syntax.Node // for the AI SDK's ready-made provider, its import
	subclass syntax.Node // the project's subclass that is called; may be invalid
	sealed   bool        // its class has a constructor that hands on nothing that can be seen
	foreign  bool        // constructed in another project
	opts     options
	requests []*request
	raw      rawCall

	url   address
	state state
	why   i18n.Text     // byHand: what keeps it from moving
	doubt advice.Doubts // what makes a move less than certain
	split *split        // the client becomes two
}

func (c *client) moves() bool { return c.state == moving }

// reaches reports whether the client, as written, sends to OpenAI or Azure.
func (c *client) reaches() bool {
	switch {
	case c.spec.azure, c.url.kind == azureURL:
		return true
	case c.state == staying:
		return false
	}
	return c.url.kind != unclear // a variable that is not set leads to OpenAI
}

// key is the key by which other fixes wait for this client, or for what it sends. Names are unique in the tree.
func (c *client) key(kind finding.KeyKind) finding.Key {
	return finding.Key{Kind: kind, Scope: ".", Name: c.id}
}

// clientFindings reports the clients that this project constructs.
func (s *survey) clientFindings() {
	for _, c := range s.clients {
		if !c.foreign {
			s.Guard(c.mod, func(*jssyntax.Module) { s.clientFinding(c) })
		}
	}
}

func (s *survey) clientFinding(c *client) {
	f := finding.Finding{
		Rule: ruleClient, Kind: finding.Client, SDK: c.spec.sdk, Symbol: c.spec.class, Client: c.id, Reaches: c.reaches(),
		Capability: c.capability(), Confidence: finding.Certain, Message: s.clientMessage(c),
	}
	if c.spec.how == byFetch {
		f.Rule, f.Kind, f.Symbol = ruleURL, finding.Endpoint, "https://api.openai.com"
	}
	if c.spec.how == byPath {
		f.Kind, f.Symbol = finding.Endpoint, "https://api.openai.com"
	}
	switch {
	case c.spec.azure || c.url.kind == azureURL:
		s.azureFinding(c, &f)
	case s.target == nil:
	case c.moves():
		fix, ok := s.clientFix(c)
		if f.Fixes = []finding.Fix{fix}; !ok {
			f.Fixes, f.Confidence = nil, finding.Manual
		}
	case c.state != staying:
		f.Confidence = finding.Manual
	}
	if (len(f.Fixes) == 0 || c.split != nil) && s.target != nil {
		f.Holds = s.readsOf(c)
	}
	s.Report(c.mod, c.call, f)
}

// azureFinding turns a client's finding into one of Azure's.
func (s *survey) azureFinding(c *client, f *finding.Finding) {
	f.Rule, f.Confidence = ruleAzure, finding.Manual
	f.Message = i18n.Tf("%s 客户端向 Azure OpenAI 发送请求", "the %s client sends its requests to Azure OpenAI", c.spec.class)
	if c.spec == azureOld && s.target != nil {
		f.Message = i18n.Join(f.Message, i18n.Tf("改为 openai 包的 new OpenAI({ apiKey: %[1]s, baseURL: %[2]q })，getChatCompletions(部署名, 消息, 选项) 改为 chat.completions.create({ model, messages, … })",
			"make it new OpenAI({ apiKey: %[1]s, baseURL: %[2]q }) of the package openai, and getChatCompletions(deployment, messages, options) chat.completions.create({ model, messages, ... })", c.mod.ReadEnv(s.target.KeyEnv), s.target.ClientURL()))
		return
	}
	if s.target != nil {
		f.Message = i18n.Join(f.Message, i18n.Tf("改为 OpenAI 客户端并设 baseURL 为 %[1]s，去掉 endpoint、apiVersion、deployment 和 api-key 请求头，并把部署名换成模型名",
			"make it an OpenAI client with the baseURL %[1]s, without endpoint, apiVersion, deployment and the api-key header, and replace deployment names by model names", s.target.BaseURL))
	}
}

// capability is the one that all the client's requests use, if it is one.
func (c *client) capability() finding.Capability {
	return surface.Common(c.requests, (*request).part)
}

func (s *survey) clientMessage(c *client) i18n.Text {
	switch {
	case c.state == staying:
		return i18n.Tf("%s 客户端已指向 %s，不作改动", "the %s client already points at %s; it is left alone", c.spec.class, c.url.host)
	case s.target != nil && c.state == byHand:
		return c.why
	case c.url.kind == knob:
		return i18n.Tf("%s 客户端的地址由环境变量 %s 决定", "the address of the %s client is decided by the variable %s", c.spec.class, c.url.knobs[0].Var)
	case c.url.kind == unclear:
		return i18n.Tf("%s 客户端的地址来自别处（%s）", "the %s client takes its address from elsewhere (%s)", c.spec.class, s.origin(c.url.args[0]))
	case c.spec.how == byPath:
		return i18n.T("HTTP 库的实例指向 OpenAI", "an instance of a library for HTTP points at OpenAI")
	case c.spec.how == byFetch:
		return i18n.Tf("直接向 OpenAI 发送请求（%s）", "a request goes straight to OpenAI (%s)", cmp.Or(c.raw.symbol(), c.raw.path))
	}
	return i18n.Tf("%s 客户端向 OpenAI 发送请求", "the %s client sends its requests to OpenAI", c.spec.class)
}

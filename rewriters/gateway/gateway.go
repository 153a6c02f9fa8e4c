// Package gateway recognises programs that implement the OpenAI API themselves: relays such as one-api, new-api and LiteLLM,
// servers of models such as LocalAI and FastChat.
//
// In such a program addresses, wire types and tables of models of OpenAI's are the product. Pointing them at another
// provider would break it for all its clients, so the part of the tree that it lies in is refused as a whole, with the
// reason ([finding.KeyRefuses]). A program that serves one endpoint of that shape beside its own work, as many do for the
// sake of chat clients, is told from a relay by what else it knows: it is reported and may be migrated.
package gateway

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
)

var rule = &finding.Rule{
	ID: "GW001", Slug: "gateway", Severity: finding.Note,
	Title: i18n.T("自己实现 OpenAI 接口的程序", "program that implements the OpenAI API itself"),
	Doc: i18n.T(
		"程序自己提供 /v1/chat/completions 等接口。转发多家平台的网关（one-api、new-api、LiteLLM）和模型服务（LocalAI、FastChat）中，OpenAI 的地址、结构和模型表就是产品本身，改写会弄坏它的全部使用者，因此整个项目拒绝改写：请在网关里配置目标平台，并迁移调用它的程序。只是顺带提供一个兼容接口的应用照常迁移。",
		"The program serves /v1/chat/completions and its like itself. In a gateway that relays to many services (one-api, new-api, LiteLLM) and in a server of models (LocalAI, FastChat) addresses, wire types and tables of OpenAI's are the product, and changing them breaks all who use it, so the whole project is refused: configure the target in the gateway, and migrate the programs that call it. An application that merely offers one compatible endpoint is migrated as usual."),
}

// Rewriter is the rewriter for gateways. It reads code as text, so the languages that it names are those of others.
var Rewriter = &rewrite.Rewriter{
	Name: "gateway",
	Doc: i18n.T(
		"识别自己实现 OpenAI 接口的网关和模型服务，拒绝改写并说明原因。",
		"Recognises gateways and servers that implement the OpenAI API themselves, and refuses to change them, with the reason."),
	Rules: []*finding.Rule{rule},
	Langs: []source.Lang{source.Go, source.Python},
	Match: match,
	Run:   run,
}

var words = source.NewWords("chat/completions")

func match(f *source.File) bool {
	switch f.Lang.Family() {
	case source.FamilyGo, source.FamilyPython, source.FamilyNode:
		return f.Mark == "" && f.Lang != source.Notebook && words.In(f.Data) && !inTests.MatchString(f.Path)
	}
	return false
}

var inTests = regexp.MustCompile(`(?i)(^|/)(tests?|__tests__|testdata|mocks?|__mocks__|examples?|e2e|fixtures?)/|_test\.go$|(^|/)test_[^/]*\.py$|\.(test|spec|mock)\.[jt]sx?$`)

// served is a route that a server registers. A client's post("/chat/completions", body) is none: a decorator, a method in
// capitals, or the name of a router says who it is.
//
//	Have: relay.POST("/v1/chat/completions", h); @app.post("/v1/chat/completions"); app.post("/v1/chat/completions", (req, res) => {})
var served = regexp.MustCompile(`(?:\.(?:POST|HandleFunc|Handle)\(\s*|@\w+\.(?:post|route|api_route)\(\s*|\.add_api_route\(\s*|\b(?:app|router|server|fastify|hono|mux)\.(?:[Pp]ost|all)\(\s*)` +
	"[\"'`](?:POST )?(?:/v1|/api/v1|/openai/v1)?/(chat/completions|completions|embeddings|images/generations|audio/\\w+|models|moderations|responses)[\"'`]")

// servers are what served matches one of, before the route.
var servers = source.NewWords(".post(", ".handlefunc(", ".handle(", ".route(", ".api_route(", ".add_api_route(", ".all(")

func run(p *rewrite.Pass) error {
	var first *finding.Finding
	routes := map[string]bool{}
	for _, f := range p.Files {
		if !servers.In(f.Data) {
			continue
		}
		for start, end := range servers.Spans(f.Data) {
			end = nextLine(f.Data, end) // the route may stand there
			for _, m := range served.FindAllSubmatchIndex(f.Data[start:end], -1) {
				name := string(f.Data[start+m[2] : start+m[3]])
				routes[name] = true
				if name == "chat/completions" && first == nil {
					first = &finding.Finding{File: f, Span: source.Span{Start: start + m[0], End: start + m[1]}}
				}
			}
		}
	}
	if first == nil {
		return p.Context.Err()
	}
	first.Rule, first.Kind, first.Symbol, first.Confidence = rule, finding.Endpoint, "/v1/chat/completions", finding.Manual
	first.Message = i18n.T("程序自己提供 OpenAI 的接口：向它请求的程序用的是它的模型名", "the program serves the OpenAI API itself: those who call it ask by its names of models")
	if why := refusal(p.Project, routes); why != (i18n.Text{}) {
		first.Holds = []finding.Key{{Kind: finding.KeyRefuses, Scope: p.Project.Root, Name: "gateway"}}
		first.Message = i18n.Join(why, i18n.T("不改写这个项目：请在网关中配置目标平台，并迁移调用它的程序", "nothing in this project is changed: configure the target in the gateway, and migrate the programs that call it"))
	}
	p.Report(*first)
	return p.Context.Err()
}

// nextLine is where the next line that is not empty ends.
func nextLine(text []byte, at int) int {
	at = len(text) - len(bytes.TrimLeft(text[at:], " \t\r\n\f\v"))
	if n := bytes.IndexByte(text[at:], '\n'); n >= 0 {
		return at + n
	}
	return len(text)
}

// products are gateways and servers of models by the names in their manifests.
var products = regexp.MustCompile(`(?mi)^(?:module\s+\S*/|name\s*=\s*["']|\s*"name":\s*")(one-api|new-api|one-hub|litellm|localai|fschat|vllm|sglang|xinference|text-generation-webui|aphrodite-engine|bricks|glide|portkey-gateway|@portkey-ai/gateway)(?:/v\d+)?["']?,?\s*$`)

// refusal says why a project is a gateway; empty where it is not.
func refusal(p *source.Project, routes map[string]bool) i18n.Text {
	for _, name := range []string{"go.mod", "pyproject.toml", "package.json", "setup.cfg"} {
		f, err := p.Tree.Open(source.Join(p.Root, name))
		if err != nil {
			continue
		}
		if m := products.FindSubmatch(f.Data); m != nil {
			return i18n.Tf("这是 %s，一个自己实现 OpenAI 接口的网关或模型服务", "this is %s, a gateway or server of models that implements the OpenAI API itself", path.Base(string(m[1])))
		}
	}
	if n := vendors(p); len(routes) > 2 && n > 2 {
		return i18n.Tf("程序提供 %[1]d 个 OpenAI 接口并认识 %[2]d 家其他平台，是一个网关", "the program serves %[1]d endpoints of the OpenAI API and knows %[2]d other services: it is a gateway", len(routes), n)
	}
	return i18n.Text{}
}

var anyURL = regexp.MustCompile(`https://[\w.-]+`)

// abroad are hosts of services that no catalog lists.
var abroad = []string{"api.anthropic.com", "generativelanguage.googleapis.com", "openrouter.ai", "api.groq.com", "api.mistral.ai", "api.cohere.ai", "api.cohere.com", "api.x.ai"}

// vendors counts the other services whose addresses the project's code holds.
func vendors(p *source.Project) int {
	seen := map[string]bool{}
	for _, f := range p.Files {
		if inTests.MatchString(f.Path) {
			continue
		}
		for _, url := range anyURL.FindAllString(string(f.Data), -1) {
			host := strings.TrimPrefix(url, "https://")
			switch id := provider.ByURL(url); {
			case slices.Contains(abroad, host):
				seen[host] = true
			case id != "" && id != "openai" && id != "azure" && id != "local":
				seen[id] = true
			}
		}
	}
	return len(seen)
}

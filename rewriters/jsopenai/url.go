package jsopenai

import (
	"regexp"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

var ruleURL = &finding.Rule{
	ID: "JS012", Slug: "endpoint-url", Severity: finding.Error,
	Title: i18n.T("代码中的 OpenAI 地址", "address of OpenAI in the code"),
	Doc: i18n.T(
		"查找字符串中的 api.openai.com 与 *.openai.azure.com。fetch、axios、got、undici 直接发出的请求连同密钥与模型一起迁移；作为客户端地址的随客户端修改；其余的（默认值、放行名单、CSP、Next.js rewrites）需要人工修改，按地址判断分支的会说明后果。",
		"Finds api.openai.com and *.openai.azure.com in strings. Requests sent by fetch, axios, got or undici move with their key and model; what is a client's address changes with the client; at any other place (defaults, allow lists, content policies, rewrites of Next.js) a person changes it, and code that branches on the address is told what will happen."),
}

var openaiHost = regexp.MustCompile(`(?i)\b(api\.openai\.com|[a-z0-9-]*\.?openai\.azure\.(com|us|cn))`)

// hostWords are what openaiHost matches one of, to tell the many files without it by a quicker search.
var hostWords = source.NewWords("api.openai.com", "openai.azure.")

func (s *survey) urlFindings() {
	for _, c := range s.clients {
		for _, v := range c.url.literals {
			s.handled[v.Node] = c
		}
	}
	s.Each(func(m *jssyntax.Module) {
		if !hostWords.In(m.File.Data) {
			return
		}
		for n := range m.Tree.Root().Descendants("string", "template_string", "jsx_text", "regex") {
			if openaiHost.MatchString(n.Text()) {
				s.urlFinding(m, n)
			}
		}
	})
}

func (s *survey) urlFinding(m *jssyntax.Module, n syntax.Node) {
	text := strings.Trim(n.Text(), "'\"`")
	if c := s.handled[n]; c != nil && c.spec.how == byFetch {
		return // the finding of the request says it
	}
	f := finding.Finding{
		Rule: ruleURL, Kind: finding.Endpoint, Symbol: symbolOf(text), Reaches: true, Confidence: finding.Manual,
		Message: advice.AddressHere,
	}
	prose := strings.ContainsAny(strings.TrimSpace(text), " \n\t")
	c := s.handled[n]
	switch {
	case c != nil:
		f.SDK, f.Client, f.Confidence = c.spec.sdk, c.id, finding.Certain
		f.Message = i18n.Tf("客户端的地址（%s）", "the address of the client at %s", s.Place(c.call))
		if s.target != nil && !c.moves() {
			f.Confidence = finding.Manual
		}
	case isBranch(n) || n.Is("regex"):
		f.Reaches = false
		f.Message = advice.AddressCompared
	case prose && !strings.Contains(text, "-src") || n.Is("jsx_text") || n.Enclosing("jsx_attribute").Valid():
		f.Reaches = false
		f.Message = advice.AddressInProse
	case s.target != nil && strings.Contains(text, "azure"):
		f.Message = advice.AzureAddress(s.target)
	case s.target != nil:
		f.Message = advice.ChangeAddress(s.target, advice.Address(s.target, text))
	}
	s.Report(m, n, f)
}

// symbolOf is an address without what belongs to one account.
func symbolOf(text string) string {
	if strings.Contains(text, "azure") {
		return "https://*.openai.azure.com"
	}
	if found := regexp.MustCompile(`https?://api\.openai\.com[A-Za-z0-9/_.-]*`).FindString(text); found != "" {
		return found
	}
	return "api.openai.com"
}

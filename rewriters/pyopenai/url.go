package pyopenai

import (
	"regexp"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

var ruleURL = &finding.Rule{
	ID: "PY012", Slug: "endpoint-url", Severity: finding.Error,
	Title: i18n.T("代码中的 OpenAI 地址", "address of OpenAI in the code"),
	Doc: i18n.T(
		"查找字符串中的 api.openai.com 与 *.openai.azure.com，注释和文档字符串除外。作为客户端 base_url 的随客户端修改；默认地址与直接请求的地址见 PY015，其余的需要人工修改地址、密钥与模型；按地址判断分支的会说明后果。",
		"Finds api.openai.com and *.openai.azure.com in strings, comments and docstrings excepted. What is a client's base_url changes with the client; defaults and addresses that requests are sent to are PY015, at any other place a person changes address, key and model; code that branches on the address is told what will happen."),
}

var openaiHost = regexp.MustCompile(`(?i)\b(api\.openai\.com|[a-z0-9-]*\.?openai\.azure\.(com|us|cn))`)

// hostWords are what openaiHost matches one of, to tell the many files without it by a quicker search.
var hostWords = source.NewWords("api.openai.com", "openai.azure.")

func (s *survey) urlFindings() {
	for _, c := range s.all() {
		for _, v := range c.url.literals {
			s.handled[v.Node] = c
		}
	}
	s.noteEndpoints()
	s.Each(func(m *pysyntax.Module) {
		if !hostWords.In(m.File.Data) {
			return
		}
		for n := range m.Tree.Root().Descendants("string") {
			if openaiHost.MatchString(n.Text()) && !pysyntax.IsDocstring(n) && s.raw.at[n] == nil {
				s.urlFinding(m, n)
			}
		}
	})
}

// noteEndpoints records the literals that Azure clients which move are given as their endpoint.
func (s *survey) noteEndpoints() {
	for _, c := range s.all() {
		if !c.moves() || !s.ofAzure(c) {
			continue
		}
		list := []syntax.Node{s.argument(c, "azure_endpoint")}
		for _, a := range c.set(s.azureOption()) {
			list = append(list, a.value)
		}
		for _, n := range list {
			for _, v := range s.py.Eval(n) {
				if v.Kind == pysyntax.String {
					s.handled[v.Node] = c
				}
			}
		}
	}
}

func (s *survey) urlFinding(m *pysyntax.Module, n syntax.Node) {
	text := strings.Trim(n.Text(), "rbfRBFuU\"'")
	if strings.ContainsAny(strings.TrimSpace(text), " \n\t") {
		return
	}
	f := finding.Finding{
		Rule: ruleURL, Kind: finding.Endpoint, Symbol: symbolOf(text), Reaches: true, Confidence: finding.Manual,
		Message: advice.AddressHere,
	}
	c := s.handled[n]
	switch {
	case s.claimed.Has(m, n):
		f.Confidence = finding.Certain
		f.Message = i18n.T("交给框架客户端的地址", "an address that a framework's client is given")
	case c != nil:
		f.SDK, f.Client, f.Confidence = sdk, c.id, finding.Certain
		f.Message = i18n.Tf("客户端的地址（%s）", "the address of the client at %s", c.line())
		if s.target != nil && !c.moves() {
			f.Confidence = finding.Manual
		}
	case isBranch(n):
		f.Reaches = false
		f.Message = advice.AddressCompared
	case s.target != nil && strings.Contains(text, "azure"):
		f.Message = advice.AzureAddress(s.target)
	case s.target != nil:
		f.Message = advice.ChangeAddress(s.target, advice.FullAddress(s.target, text))
	}
	s.Report(m, n, f)
}

// symbolOf is an address without what belongs to one account.
func symbolOf(text string) string {
	if strings.Contains(text, "azure") {
		return "https://*.openai.azure.com"
	}
	return finding.Mask(text)
}

// isBranch reports whether a string is compared with rather than used.
func isBranch(n syntax.Node) bool {
	up := n.Parent()
	if up.Is("comparison_operator", "case_pattern") {
		return true
	}
	if up.Is("tuple") {
		return isBranch(up)
	}
	if up.Is("argument_list") {
		switch pysyntax.Last(up.Parent().ChildByField("function")) {
		case "startswith", "endswith", "match", "search", "fullmatch", "find", "count":
			return true
		}
	}
	return false
}

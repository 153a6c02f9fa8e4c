package pyopenai

import (
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

var ruleMock = &finding.Rule{
	ID: "PY019", Slug: "mocked-client", Severity: finding.Note,
	Title: i18n.T("测试中替换 OpenAI 客户端", "OpenAI mocked in tests"),
	Doc: i18n.T(
		"查找 patch(\"openai.OpenAI\")、monkeypatch.setattr(\"app.llm.OpenAI\", …) 等按名字替换客户端的测试。SDK 不变，这些替换仍然有效；测试里写死的密钥变量、地址和模型名需要另行更新。只报告，不改写。",
		"Finds tests that replace a client by its name: patch(\"openai.OpenAI\"), monkeypatch.setattr(\"app.llm.OpenAI\", ...). The SDK stays, so the replacements hold; key variables, addresses and models that tests spell out are a phase of their own. Reported, not rewritten."),
}

// patchers are the functions that replace something by its dotted name.
var patchers = set("patch setattr spy")

func (s *survey) mockFindings() {
	s.Each(func(m *pysyntax.Module) {
		for n := range m.Tree.Root().Descendants("call") {
			if fn := n.ChildByField("function"); patchers[pysyntax.Last(fn)] {
				s.mockFinding(m, n.ChildByField("arguments").NamedChild(0))
			}
		}
	})
}

func (s *survey) mockFinding(m *pysyntax.Module, name syntax.Node) {
	path, ok := pysyntax.Text(name)
	last := path[strings.LastIndexByte(path, '.')+1:]
	if !ok || !strings.HasPrefix(path, "openai.") && (classes[last] == "" || last == "Client" || last == "AsyncClient" || last == path) {
		return
	}
	s.Report(m, name, finding.Finding{
		Rule: ruleMock, Kind: finding.Import, SDK: sdk, Symbol: path, Confidence: finding.Certain,
		Message: i18n.Tf("测试按名字替换 %s：迁移后仍有效，所依赖的密钥变量、地址和模型名请另行核对",
			"a test replaces %s by its name: that holds after the move, but check the key variable, address and models that it relies on", path),
	})
}

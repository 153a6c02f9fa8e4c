package jsopenai

import (
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

var ruleSecret = &finding.Rule{
	ID: "JS013", Slug: "hard-coded-key", Severity: finding.Warning,
	Title: i18n.T("代码中的密钥", "API key in the code"),
	Doc: i18n.T(
		"查找直接写在代码里的 API 密钥。迁移客户端时改为从环境变量读取；原密钥应视为已泄露并在 OpenAI 后台作废。密钥本身不会出现在任何输出中。",
		"Finds API keys written into the code. The migrated client reads its key from the environment instead; the old key should be taken as leaked and revoked. The key itself is never shown."),
}

// secrets reports the string literals that look like real keys.
func (s *survey) secrets() {
	replaced := map[syntax.Node]*client{}
	for _, c := range s.clients {
		if !c.moves() || s.target == nil {
			continue
		}
		for _, arg := range s.keyArguments(c) {
			for _, v := range s.js.Eval(arg) {
				if s.replaceable(v) {
					replaced[v.Node] = c
				}
			}
		}
	}
	s.Each(func(m *jssyntax.Module) {
		if !finding.IsSecret(string(m.File.Data)) {
			return
		}
		for n := range m.Tree.Root().Descendants("string", "template_string") {
			if finding.IsSecret(n.Text()) {
				s.secret(m, n, replaced[n])
			}
		}
	})
}

func (s *survey) secret(m *jssyntax.Module, n syntax.Node, c *client) {
	f := finding.Finding{
		Rule: ruleSecret, Kind: finding.Secret, Symbol: "apiKey", Confidence: finding.Manual,
		Message: i18n.T("密钥写在代码里：请移到环境变量并作废它", "an API key is written into the code: move it to the environment and revoke it"),
	}
	if c != nil {
		f.SDK, f.Client, f.Confidence = c.spec.sdk, c.id, finding.Certain
		f.Message = i18n.Tf("密钥写在代码里：迁移后改从 %s 读取，请作废原密钥", "an API key is written into the code: the migrated client reads %s, revoke the old key", s.target.KeyEnv)
	}
	s.Report(m, n, f)
}

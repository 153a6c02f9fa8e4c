package pyopenai

import (
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
)

var ruleSecret = &finding.Rule{
	ID: "PY013", Slug: "hard-coded-key", Severity: finding.Warning,
	Title: i18n.T("代码中的密钥", "API key in the code"),
	Doc: i18n.T(
		"查找直接写在代码里的 API 密钥。迁移客户端时改为从环境变量读取；原密钥应视为已泄露并在 OpenAI 后台作废。密钥本身不会出现在任何输出中。",
		"Finds API keys written into the code. The migrated client reads its key from the environment instead; the old key should be taken as leaked and revoked. The key itself is never shown."),
}

// secretOf reports the literals that a client uses as its key.
func (s *survey) secretOf(c *client) {
	for _, arg := range s.keyArguments(c) {
		for _, v := range s.py.Eval(arg) {
			text, _ := pysyntax.Text(v.Node)
			if v.Kind != pysyntax.String || !finding.IsSecret(text) {
				continue
			}
			message := i18n.T("密钥写在代码里：请作废它", "an API key is written into the code: revoke it")
			if c.moves() && s.target != nil {
				message = i18n.Tf("密钥写在代码里：迁移后改从 %s 读取，请作废原密钥", "an API key is written into the code: the migrated client reads %s, revoke the old key", s.target.KeyEnv)
			}
			s.report(s.py.Module(v.Node), v.Node, finding.Finding{
				Rule: ruleSecret, Kind: finding.Secret, SDK: sdk, Symbol: "api_key", Client: c.id, Confidence: finding.Certain, Message: message,
			})
		}
	}
}

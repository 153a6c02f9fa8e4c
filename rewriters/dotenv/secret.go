package dotenv

import (
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
)

var ruleSecret = &finding.Rule{
	ID: "CF004", Slug: "env-secret", Severity: finding.Error,
	Title: i18n.T("环境文件中的疑似真实密钥", "what looks like a real key in an env file"),
	Doc: i18n.T(
		"被版本库收录（或未被忽略）的环境文件里有疑似真实的密钥。请到原平台吊销它，并把文件移出版本库；migrate 不会显示、复制或改写这个值。",
		"An env file that git tracks, or does not ignore, holds what looks like a real key. Revoke it where it was issued and take the file out of the repository; migrate never shows, copies or changes the value."),
}

func (s *setting) secret() {
	if s.line.Commented || !finding.IsSecret(s.line.Value) {
		return
	}
	s.report(finding.Finding{
		Rule: ruleSecret, Kind: finding.Secret,
		Message: i18n.Tf("%s 的值疑似真实密钥：请吊销并移出版本库", "the value of %s looks like a real key: revoke it and take it out of the repository", s.line.Name),
	})
}

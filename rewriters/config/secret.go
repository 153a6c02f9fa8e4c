package config

import (
	"cmp"
	"encoding/base64"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
)

var ruleSecret = &finding.Rule{
	ID: "CF004", Slug: "config-secret", Severity: finding.Error,
	Title: i18n.T("配置中的疑似真实密钥", "what looks like a real key in a configuration file"),
	Doc: i18n.T(
		"被版本库收录（或未被忽略）的配置文件里有疑似真实的密钥，明文或 base64（Kubernetes Secret）。请到原平台吊销它，并把它移出版本库；migrate 不会显示、复制或改写这个值。",
		"A configuration file that git tracks, or does not ignore, holds what looks like a real key, in clear or as base64 (a Kubernetes Secret). Revoke it where it was issued and take it out of the repository; migrate never shows, copies or changes the value."),
}

func (s *setting) secret() {
	if s.Commented || s.Block || !finding.IsSecret(s.Value) && !(s.inSecret() && finding.IsSecret(decoded(s.Value))) {
		return
	}
	s.report(finding.Finding{
		Rule: ruleSecret, Kind: finding.Secret,
		Message: i18n.Tf("%s 的值疑似真实密钥：请吊销并移出版本库", "the value of %s looks like a real key: revoke it and take it out of the repository", finding.Mask(s.called())),
	})
}

// inSecret reports whether the value stands in base64 in a Secret of Kubernetes.
func (s *setting) inSecret() bool {
	if len(s.Path) < 2 || s.Path[len(s.Path)-2] != "data" {
		return false
	}
	return s.find(append(append([]string{}, s.Path[:len(s.Path)-2]...), "kind")...) == "Secret"
}

// decoded is the text behind base64; empty where it is none.
func decoded(v string) string {
	text, err := base64.StdEncoding.DecodeString(strings.TrimSpace(v))
	if err != nil {
		return ""
	}
	return string(text)
}

var ruleStore = &finding.Rule{
	ID: "CF006", Slug: "secret-store", Severity: finding.Warning,
	Title: i18n.T("密钥存放在平台的密钥库里", "the key is kept in a store of secrets"),
	Doc: i18n.T(
		"配置从密钥库取密钥：GitHub Actions 的 secrets、Kubernetes 的 Secret、云平台的密钥服务。变量名可以改，密钥库里的条目只能由有权限的人创建：请在那里用新平台的密钥新建条目。",
		"The file takes the key from a store: the secrets of GitHub Actions, a Secret of Kubernetes, a cloud's own. The variable can be renamed here; the entry in the store only a person with access can make: create it there with a key of the new provider."),
}

// store says what a person has to make where the platform keeps secrets.
func (s *setting) store() {
	if s.target == nil || s.target.KeyEnv == s.Name || s.foreign != (i18n.Text{}) {
		return
	}
	f := finding.Finding{Rule: ruleStore, Kind: finding.Secret}
	switch {
	case strings.Contains(s.Value, "secrets."):
		f.Message = i18n.Tf("改名前请在仓库或组织的 Secrets 中新建 %s，填入新平台的密钥", "before the variable moves, create the secret %s, with a key of the new provider, in the settings of the repository or organisation", s.target.KeyEnv)
		f.Symbol = "secrets." + s.Name
	case s.keeps():
		from := finding.Mask(cmp.Or(s.Origin, s.Value))
		f.Message = i18n.Tf("密钥来自 %[1]s，换个变量名会把旧密钥交给新平台：请另建一处存放新平台的密钥，并由它设置 %[2]s", "the key comes from %[1]s, and under another name of the variable the old key would go to the new provider: keep the new key in a place of its own and set %[2]s from there", from, s.target.KeyEnv)
	case len(s.Also) > 0:
		f.Message = i18n.Tf("密钥来自 %[1]s：改名前请在那里新建 %[2]s，填入新平台的密钥", "the key comes from %[1]s: before the variable moves, create %[2]s there, with a key of the new provider", finding.Mask(s.Origin), s.target.KeyEnv)
	case s.inSecret() && s.Value != "":
		f.Message = i18n.Tf("Secret 中的值是 base64，不会改写：请另建条目 %s，填入新平台的密钥", "the value in the Secret is base64 and is not changed: add an entry %s with a key of the new provider", s.target.KeyEnv)
	default:
		return
	}
	s.report(f)
}

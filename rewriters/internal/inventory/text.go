package inventory

import (
	"regexp"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/lexical"
)

var (
	openaiHost = regexp.MustCompile(`(?i)(?:https?:|wss?:)?(?://)?\b(api\.openai\.com|[a-z0-9-]*\.?openai\.azure\.(?:com|us|cn))[A-Za-z0-9/_.-]*`)
)

// strings reports what strings say: addresses, variables, settings, keys.
func (l *look) strings() {
	for t := range lexical.All(l.file.tokens) {
		if t.Kind != lexical.Text {
			continue
		}
		text := l.file.inside(t)
		switch {
		case finding.IsSecret(text):
			l.secret(t)
		case openaiHost.MatchString(text):
			l.url(t, text)
		case advice.IsVariable(text):
			l.env(t, text)
		default:
			l.setting(t, text)
		}
	}
}

func (l *look) secret(t lexical.Token) {
	l.report(t.Span, finding.Finding{
		Rule: l.rules.secret, Kind: finding.Secret, Symbol: "apiKey",
		Message: i18n.T("密钥写在代码里：请移到环境变量并作废它", "an API key is written into the code: move it to the environment and revoke it"),
	})
}

// url reports an address of OpenAI; in prose it leads nowhere.
func (l *look) url(t lexical.Token, text string) {
	found := openaiHost.FindString(text)
	f := finding.Finding{Rule: l.rules.url, Kind: finding.Endpoint, Symbol: symbolOf(found), Reaches: true,
		Message: advice.AddressHere}
	if rest := strings.TrimSpace(strings.Replace(text, found, "", 1)); strings.ContainsAny(rest, " \n\t") {
		f.Reaches = false
		f.Message = advice.AddressInProse
	} else if l.pass.Target != nil {
		f.Message = i18n.Join(f.Message, i18n.Tf("请改为 %[1]s，并从 %[2]s 读取密钥、换用目标平台的模型名",
			"use %[1]s, read the key from %[2]s and name a model of the target", advice.Address(l.pass.Target, found), l.pass.Target.KeyEnv))
	}
	l.reaches = l.reaches || f.Reaches
	l.report(t.Span, f)
}

// symbolOf is an address without what belongs to one account.
func symbolOf(found string) string {
	if strings.Contains(found, "azure") {
		return "https://*.openai.azure.com"
	}
	return found
}

// env reports a variable. The code stays, so the name stays.
func (l *look) env(t lexical.Token, name string) {
	f := finding.Finding{Rule: l.rules.env, Kind: finding.Env, Symbol: name, Confidence: finding.Certain,
		Message: i18n.Tf("使用变量 %s", "uses the variable %s", name)}
	if l.pass.Target != nil {
		f.Confidence = finding.Manual
		f.Message = i18n.Join(f.Message, l.advice(name))
		f.Holds = []finding.Key{l.reads(name)}
	}
	l.report(t.Span, f)
}

// advice says what a variable should hold after the move.
func (l *look) advice(name string) i18n.Text {
	switch {
	case advice.Has(name, "AZURE", "API_VERSION", "API_TYPE"):
		return advice.OfAzure
	case advice.Has(name, "KEY", "TOKEN"):
		return i18n.Tf("请改读 %s，或在其中填入新平台的密钥", "read %s instead, or put a key of the new provider there", l.pass.Target.KeyEnv)
	case advice.Has(name, advice.AddressWords...):
		return advice.SetTo(l.pass.Target.BaseURL)
	}
	return advice.Option(name)
}

// setting reports a setting of a framework that code names.
//
//	Have: @Value("${spring.ai.openai.api-key}")
func (l *look) setting(t lexical.Token, text string) {
	for _, key := range l.file.lang.Keys {
		if i := strings.Index(text, key); i >= 0 {
			name, _, _ := strings.Cut(strings.TrimRight(text[i:], "}"), ":")
			l.report(source.Span{Start: t.Inside.Start + i, End: t.Inside.Start + i + len(name)}, finding.Finding{
				Rule: l.rules.env, Kind: finding.Env, Symbol: name, Confidence: finding.Certain,
				Message: i18n.Tf("使用配置项 %s", "uses the setting %s", name),
			})
			return
		}
	}
}

package config

import (
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/keyvalue"
)

var ruleChoice = &finding.Rule{
	ID: "CF009", Slug: "config-provider", Severity: finding.Warning,
	Title: i18n.T("配置按名字选用 OpenAI", "configuration that chooses OpenAI by name"),
	Doc: i18n.T(
		"配置把平台、后端或引擎设为 openai。若应用已内置目标平台，改用它更稳妥；否则保留 openai（即其接口格式），并改地址、密钥和模型。只报告。",
		"The configuration sets the provider, backend or engine to openai. Where the application knows the target by itself, choosing it is the safer way; else openai stays, as the name of the API's shape, and address, key and model change. Reported only."),
}

// choices are the values that choose OpenAI.
var choices = []string{"openai", "open_ai", "open-ai", "azure_openai", "azure-openai", "azureopenai", "openai-chat", "openai_chat", "openaichat"}

// unchoosing are keys whose value is a name for people, or of a thing.
var unchoosing = regexp.MustCompile(`(?i)name|title|label|topic|tag|description|image|author|owner|user|org|id$|group|keyword|text|path|url|repo`)

// chooses reports whether a setting chooses OpenAI. Labels are no settings, and neither is a schema of settings.
func chooses(e *keyvalue.Entry) bool {
	return !e.Block && e.Name != "" && slices.Contains(choices, strings.ToLower(e.Value)) && !unchoosing.MatchString(e.Name) &&
		!e.Under("labels", "matchLabels", "selector", "metadata", "properties", "openAPIV3Schema")
}

func (s *setting) choice() bool {
	if !chooses(s.Entry) {
		return false
	}
	f := finding.Finding{Rule: ruleChoice, Kind: finding.Env, Message: i18n.Tf("%s 选用 OpenAI", "%s chooses OpenAI", s.called())}
	if s.target != nil {
		f.Message = i18n.Join(f.Message, i18n.T("应用若内置目标平台，改用它；否则保留，只改地址、密钥和模型", "choose the target where the application knows it; else keep this and change address, key and model"))
	}
	s.report(f)
	return true
}

var ruleAllowed = &finding.Rule{
	ID: "CF011", Slug: "allow-list", Severity: finding.Warning,
	Title: i18n.T("放行 OpenAI 域名的名单", "list of hosts that lets OpenAI through"),
	Doc: i18n.T(
		"网络策略、出口网关、代理或 CSP 的名单放行 api.openai.com。迁移后若不加上目标平台的域名，请求会被拦下；确认不再使用 OpenAI 后再删去旧的。只报告。",
		"A network policy, egress gateway, proxy or CSP lets api.openai.com through. Unless the target's host is added, requests are blocked after the move; take the old one out once nothing uses OpenAI any more. Reported only."),
}

var bareHost = regexp.MustCompile(`(^|[\s,"'|;])(\*\.|\.)?(api\.)?openai\.(com|azure\.com)(:\d+)?($|[\s,"'|;])`)

func (s *setting) allowed() bool {
	if !strings.Contains(s.Value, "openai.") {
		return false
	}
	several := len(openaiURL.FindAllString(s.Value, -1)) > 0 && strings.ContainsAny(s.Value, " ;") && strings.Contains(s.Value, "-src")
	if s.Block || s.Use || !bareHost.MatchString(s.Value) && !several {
		return false
	}
	f := finding.Finding{Rule: ruleAllowed, Kind: finding.Endpoint, Symbol: "api.openai.com", Message: i18n.Tf("%s 放行 OpenAI 的域名", "%s names OpenAI's host", s.called())}
	if m := hostName.FindStringIndex(s.Value); m != nil && !s.Opaque {
		f.Symbol, f.Span = s.Value[m[0]:m[1]], source.Span{Start: s.Text.Start + m[0], End: s.Text.Start + m[1]}
	}
	if s.target != nil {
		f.Message = i18n.Join(f.Message, i18n.Tf("请加上 %s", "add %s", host(s.target.BaseURL)))
	}
	s.report(f)
	return true
}

var hostName = regexp.MustCompile(`[\w*.-]*openai\.(azure\.)?com`)

// host is the host of an address.
func host(url string) string {
	_, rest, _ := strings.Cut(url, "://")
	name, _, _ := strings.Cut(rest, "/")
	return name
}

var ruleOther = &finding.Rule{
	ID: "CF017", Slug: "config-variable", Severity: finding.Note,
	Title: i18n.T("以 OpenAI 命名的其他变量", "another variable named after OpenAI"),
	Doc: i18n.T(
		"配置里以 OpenAI 命名、但既不是密钥也不是地址或模型的变量，例如超时、代理、功能开关。只报告：请检查迁移后是否仍适用。",
		"A variable named after OpenAI that is neither key nor address nor model, such as a timeout, a proxy or a switch. Reported only: check whether it still holds after the move."),
}

// family matches the names of variables about OpenAI.
var family = regexp.MustCompile(`^([A-Z0-9]+_)*(OPENAI|OPEN_AI|OAI|AOAI|AZUREOPENAI)(_[A-Z0-9_]+)?$`)

func (s *setting) other() bool {
	switch name := s.refersTo(); {
	case family.MatchString(s.Name):
		s.otherFinding()
	case name == "":
		return false
	case !s.told(name):
		e := *s.Entry
		e.Name = name
		(&setting{document: s.document, Entry: &e, scope: s.scope}).otherFinding()
	}
	return true
}

// refersTo is the variable named after OpenAI that the value is taken from; empty for none.
//
//	Have: request_timeout: ${OPENAI_REQUEST_TIMEOUT:600}
func (s *setting) refersTo() string {
	if !strings.Contains(s.Value, "AI_") {
		return ""
	}
	m := familyWord.FindStringSubmatchIndex(s.Value)
	if m == nil || m[2] == 0 || s.Block || s.Use || s.Under("arguments") || !refers(s.Value[:m[2]]) || advice.IsKey(s.Value[m[2]:m[3]]) {
		return ""
	}
	return s.Value[m[2]:m[3]]
}

// familyWord is such a name in a text.
var familyWord = regexp.MustCompile(`\b((?:[A-Z0-9]+_)*(?:OPENAI|OPEN_AI|AOAI)_[A-Z0-9_]+)`)

func (s *setting) otherFinding() {
	f := finding.Finding{Rule: ruleOther, Kind: finding.Env, Message: i18n.Tf("变量 %s 以 OpenAI 命名", "the variable %s is named after OpenAI", s.Name)}
	if s.target != nil {
		f.Message = i18n.Join(f.Message, s.advice())
	}
	s.report(f)
}

// advice says what to look at, by what the name says.
func (s *setting) advice() i18n.Text {
	switch {
	case strings.Contains(s.Name, "MODEL"):
		return i18n.T("请设为目标平台的模型名", "set it to a model of the target")
	case strings.Contains(s.Name, "DIM"):
		return i18n.T("向量维度随模型而变，请核对", "the length of vectors changes with the model: check it")
	case strings.Contains(s.Name, "BASE"), strings.HasSuffix(s.Name, "URL"), strings.Contains(s.Name, "ENDPOINT"):
		return i18n.Tf("请设为目标平台的地址 %s", "set it to the target's address %s", s.target.BaseURL)
	}
	return i18n.T("请检查迁移后是否仍适用", "check whether it still holds after the move")
}

// told reports whether a variable was reported in this file already, and remembers it.
func (d *document) told(name string) bool {
	key := "told\x00" + name
	was := d.sets[key]
	d.sets[key] = true
	return was
}

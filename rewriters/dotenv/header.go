package dotenv

import (
	"regexp"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
)

var ruleHeader = &finding.Rule{
	ID: "CF005", Slug: "env-header", Severity: finding.Warning,
	Title: i18n.T("会被发送到新地址的 OpenAI 变量", "OpenAI variable that is sent to the new host"),
	Doc: i18n.T(
		"官方 SDK 会读取组织、项目和自定义请求头变量，并把它们作为请求头发给当前地址，不论它是谁的。迁移后应删除这些变量。",
		"The official SDKs read the organisation, project and custom header variables and send them as headers to whatever the base URL is. Remove them after the move."),
}

var headerName = regexp.MustCompile(`^OPENAI_(ORG_ID|ORGANIZATION|ORGANIZATION_ID|PROJECT_ID|PROJECT|CUSTOM_HEADERS)$`)

func (s *setting) header() bool {
	if !headerName.MatchString(s.line.Name) {
		return false
	}
	s.report(finding.Finding{
		Rule: ruleHeader, Kind: finding.Env,
		Message: i18n.Tf("%s 会作为请求头发送到新地址：迁移后请删除", "%s is sent as a header to the new host: remove it after the move", s.line.Name),
	})
	return true
}

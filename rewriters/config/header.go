package config

import (
	"regexp"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/source"
)

var ruleHeader = &finding.Rule{
	ID: "CF005", Slug: "config-header", Severity: finding.Warning,
	Title: i18n.T("会被发送到新地址的 OpenAI 变量", "OpenAI variable that is sent to the new host"),
	Doc: i18n.T(
		"官方 SDK 会读取组织、项目和自定义请求头变量，并把它们作为请求头发给当前地址，不论它是谁的。迁移后应删除这些变量。",
		"The official SDKs read the organisation, project and custom header variables and send them as headers to whatever the base URL is. Remove them after the move."),
}

var headerName = regexp.MustCompile(`^OPEN_?AI_(ORG|ORG_ID|ORGANIZATION|ORGANIZATION_ID|PROJECT_ID|PROJECT|CUSTOM_HEADERS)$|^spring\.ai\.openai\.(organization-id|project-id)$`)

func (s *setting) header() bool {
	if !headerName.MatchString(s.Name) {
		return false
	}
	s.report(finding.Finding{
		Rule: ruleHeader, Kind: finding.Env,
		Message: i18n.Tf("%s 会作为请求头发送到新地址：迁移后请删除", "%s is sent as a header to the new host: remove it after the move", s.Name),
	})
	return true
}

var ruleAzure = &finding.Rule{
	ID: "CF008", Slug: "config-azure", Severity: finding.Warning,
	Title: i18n.T("配置中的 Azure OpenAI 设置", "setting of Azure OpenAI in a configuration file"),
	Doc: i18n.T(
		"Azure OpenAI 的地址、密钥、API 版本和部署名。部署名不是模型名，地址的写法也与别家不同，不能逐个替换：改用目标平台的客户端后应一并删除。",
		"Address, key, API version and deployment names of Azure OpenAI. A deployment's name is not a model's, and the address is built unlike any other, so none can be replaced by itself: remove them with the client that reads them."),
}

var azureName = regexp.MustCompile(`(^|_)AZURE_?(OPENAI|OPEN_AI|API|GPT|EMBEDDINGS?)(_|$)|(^|_)AOAI_|^OPENAI_API_(TYPE|VERSION)$|^OPENAI_\w*DEPLOYMENT(_?(ID|NAME))?$|_BY_AZURE$|^USE_AZURE`)

// azureField are settings of an application's own that are about Azure's service.
var azureField = regexp.MustCompile(`(?i)azure[-_.]?open[-_]?ai`)

// azureWords are what azureName and azureField match one of.
var azureWords = source.NewWords("azure", "aoai_", "openai_")

func (s *setting) azure() bool {
	about := azureWords.In([]byte(s.Name)) && (azureName.MatchString(s.Name) || azureField.MatchString(s.Name) && !s.Block) || !s.Block && strings.Contains(s.Value, "openai.azure.com")
	if !about || s.Use {
		return false
	}
	message := i18n.Tf("%s 是 Azure OpenAI 的设置", "%s is a setting of Azure OpenAI", s.called())
	if s.target != nil {
		message = i18n.Join(message, i18n.T("随读取它的客户端一起去掉", "it goes with the client that reads it"))
	}
	s.report(finding.Finding{Rule: ruleAzure, Kind: finding.Env, Reaches: !s.Commented && provider.ByURL(s.Value) == "azure", Message: message})
	return true
}

package pyopenai

import (
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
)

var ruleAzure = &finding.Rule{
	ID: "PY002", Slug: "azure-client", Severity: finding.Error,
	Title: i18n.T("Azure OpenAI 客户端", "Azure OpenAI client"),
	Doc: i18n.T(
		"查找 AzureOpenAI()。它的地址、api-version、鉴权头和 model（部署名）都与 OpenAI 不同，需要人工换成 OpenAI(api_key=…, base_url=…)，并把部署名换成目标平台的模型名。",
		"Finds AzureOpenAI(). Its address, api-version, auth header and model (a deployment name) differ from OpenAI's: a person must replace it by OpenAI(api_key=..., base_url=...) and each deployment name by a model of the target."),
}

// azureFinding turns a client's finding into one of Azure's.
func (s *survey) azureFinding(c *client, f finding.Finding) {
	f.Rule, f.Confidence = ruleAzure, finding.Manual
	f.Message = i18n.Tf("%s 客户端向 Azure OpenAI 发送请求", "the %s client sends its requests to Azure OpenAI", c.class)
	if s.target != nil {
		f.Message = i18n.Join(f.Message, i18n.Tf("改为 %[1]s(api_key=…, base_url=%[2]q)，去掉 azure_endpoint、api_version、azure_deployment，并把部署名换成模型名",
			"replace it by %[1]s(api_key=..., base_url=%[2]q) without azure_endpoint, api_version and azure_deployment, and deployment names by model names",
			plainClass(c.class), s.target.BaseURL))
	}
	s.report(c.mod, c.call, f)
}

func plainClass(class string) string {
	if class == "AsyncAzureOpenAI" {
		return "AsyncOpenAI"
	}
	return "OpenAI"
}

package gosashabaranov

import (
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
)

var ruleAzure = &finding.Rule{
	ID: "GO003", Slug: "azure-client", Severity: finding.Error,
	Title: i18n.T("Azure OpenAI 客户端", "Azure OpenAI client"),
	Doc: i18n.T(
		"Azure 客户端用 api-key 请求头和部署名工作，部署名并不是模型名，无法自动推断。整个分支应改为 DefaultConfig 加 BaseURL，并去掉 APIVersion、APIType 和 AzureModelMapperFunc。",
		"An Azure client works with the api-key header and deployment names, which are not model names and cannot be guessed. The whole branch should become DefaultConfig with BaseURL; APIVersion, APIType and AzureModelMapperFunc go."),
}

func (r *run) azureClient(c *client, f finding.Finding) {
	f.Rule = ruleAzure
	f.Message = i18n.T(
		"此客户端连接 Azure OpenAI：请改用 DefaultConfig 并设置 BaseURL，去掉 APIVersion、APIType 和 AzureModelMapperFunc，把部署名换成模型名",
		"this client talks to Azure OpenAI: use DefaultConfig with BaseURL, drop APIVersion, APIType and AzureModelMapperFunc, and name models instead of deployments")
	if r.target != nil {
		f.Message = i18n.T(
			f.Message.ZH+"；地址为 "+r.target.BaseURL+"，密钥变量为 "+r.target.KeyEnv,
			f.Message.EN+"; the address is "+r.target.BaseURL+", the key variable "+r.target.KeyEnv)
	}
	r.add(c.file, c.expr, f)
}

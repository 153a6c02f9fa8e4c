package gosdk

import (
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
)

var ruleAzure = &finding.Rule{
	ID: "GO003", Slug: "azure-client", Severity: finding.Error,
	Title: i18n.T("Azure OpenAI 客户端", "Azure OpenAI client"),
	Doc: i18n.T(
		"Azure 客户端用 api-key 请求头和部署名工作，部署名并不是模型名，无法自动推断。整个分支应改为普通客户端加目标平台的地址，并去掉 APIVersion、APIType、AzureModelMapperFunc、ByAzure、azure.WithEndpoint 等只用于 Azure 的设置；只为 Azure 而写的 SDK（azopenai）要换成通用的 SDK。",
		"An Azure client works with the api-key header and deployment names, which are not model names and cannot be guessed. The whole branch should become a plain client with the target's address; APIVersion, APIType, AzureModelMapperFunc, ByAzure, azure.WithEndpoint and the like go. Code for an SDK that serves Azure only (azopenai) moves to a general one."),
}

func (r *run) azureClient(c *client, f finding.Finding) {
	f.Rule = ruleAzure
	f.Message = i18n.Tf(
		"此客户端连接 Azure OpenAI，需要手工修改：%[1]s；去掉只用于 Azure 的设置，把部署名换成模型名",
		"this client talks to Azure OpenAI and must be changed by hand: %[2]s; drop what is for Azure only, and name models instead of deployments", c.sdk.Hand.ZH, c.sdk.Hand.EN)
	r.add(c.file, c.expr, r.withTarget(f))
}

// handClient reports a client that no edit can move, with its recipe.
func (r *run) handClient(c *client, f finding.Finding) {
	if c.maker.Azure {
		f.Rule = ruleAzure
	}
	f.Message = c.maker.Recipe
	r.keyOrigins(c, nil)
	r.add(c.file, c.expr, r.withTarget(f))
}

// withTarget adds the target's address and key to what a person must do.
func (r *run) withTarget(f finding.Finding) finding.Finding {
	if r.target != nil {
		f.Message = i18n.T(
			f.Message.ZH+"；地址为 "+r.target.BaseURL+"，密钥变量为 "+r.target.KeyEnv,
			f.Message.EN+"; the address is "+r.target.BaseURL+", the key variable "+r.target.KeyEnv)
	}
	return f
}

package pyopenai

import (
	"slices"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/modules"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

var ruleAzure = &finding.Rule{
	ID: "PY002", Slug: "azure-client", Severity: finding.Error,
	Title: i18n.T("Azure OpenAI 客户端", "Azure OpenAI client"),
	Doc: i18n.T(
		"查找 AzureOpenAI()。参数都写明或来自环境变量时换成 OpenAI(api_key=…, base_url=…)，去掉 azure_endpoint、api_version、azure_deployment，部署名按模型名对应，需要确认；用 Entra ID 登录的、参数来自别处的交由人工。与 OpenAI 客户端二选一时，按条件的常量或默认值判断现用哪一支；看不出来就请人决定。",
		"Finds AzureOpenAI(). Where its arguments are written out or come from the environment it becomes OpenAI(api_key=..., base_url=...) without azure_endpoint, api_version and azure_deployment; deployments are taken for the models they are named after, which wants a look. What signs in with Entra ID or takes its arguments from elsewhere is left to a person. Where a condition chooses between it and an OpenAI client, its constant or default tells which is in use; where that cannot be seen, a person is asked."),
}

// azureFinding turns a client's finding into one of Azure's.
func (s *survey) azureFinding(c *client, f finding.Finding) {
	f.Rule, f.Confidence = ruleAzure, finding.Manual
	f.Message = i18n.Tf("%s 客户端向 Azure OpenAI 发送请求", "the %s client sends its requests to Azure OpenAI", c.class)
	switch {
	case s.target == nil:
	case c.moves():
		f.Fixes, f.Holds = s.clientFixes(c)
	case c.state == dormant:
		f.Message = c.why
	default:
		f.Message, f.Sources = i18n.Join(f.Message, c.why), c.sources
	}
	s.Report(c.mod, c.call, f)
}

// azureWay is what a person does with an Azure client.
func (s *survey) azureWay(c *client) i18n.Text {
	if s.target == nil {
		return i18n.T("请人工改为目标平台", "change it by hand")
	}
	return i18n.Tf("改为 %[1]s(api_key=…, base_url=%[2]q)，去掉 azure_endpoint、api_version、azure_deployment，并把部署名换成模型名",
		"replace it by %[1]s(api_key=..., base_url=%[2]q) without azure_endpoint, api_version and azure_deployment, and deployment names by model names",
		plainClass(c.class), s.target.BaseURL)
}

func plainClass(class string) string {
	if class == "AsyncAzureOpenAI" {
		return "AsyncOpenAI"
	}
	return "OpenAI"
}

// judgeAzure says what becomes of a client of one of Azure's classes.
func (s *survey) judgeAzure(c *client) (state, i18n.Text) {
	if c.mixed {
		return byHand, i18n.Join(i18n.T("代码在运行时选择 Azure 与 OpenAI 两种类：请只留 OpenAI", "the code chooses between Azure's class and OpenAI's as it runs: keep OpenAI's only"), s.azureWay(c))
	}
	f := s.forkOf(c)
	live, known := true, true
	if f.rival != nil {
		live, known = s.truth(f.cond)
		live = live == f.azureIf
	}
	switch {
	case !known:
		return byHand, s.azureQuestion(c, f)
	case !live:
		return dormant, i18n.Tf("按代码中的取值（%[1]s）不会构造这个 Azure 客户端，现用的是 %[2]s 处的 OpenAI 客户端：部署时请勿改变该取值，或删去这一支",
			"by what stands in the code (%[1]s) this Azure client is not made, the OpenAI client at %[2]s is: leave it so where the program is deployed, or remove this branch", modules.Short(f.cond), f.rival.line())
	}
	if why := s.keepsAzure(c); why != (i18n.Text{}) {
		return byHand, i18n.Join(why, s.azureWay(c))
	}
	return s.judgeRequests(c)
}

// azureQuestion asks which of two clients is in use.
func (s *survey) azureQuestion(c *client, f fork) i18n.Text {
	by := i18n.T("代码", "the code")
	if f.cond.Valid() {
		by = i18n.T(modules.Short(f.cond), modules.Short(f.cond))
	}
	at, way := f.rival.line(), s.azureWay(c)
	return i18n.T("现用的是它还是 "+at+" 处的 OpenAI 客户端，由 "+by.ZH+" 决定，从代码看不出来：若是后者，请删去这一支后重新规划；若是它，"+way.ZH,
		"whether it or the OpenAI client at "+at+" is in use is decided by "+by.EN+" and cannot be seen: if the latter is, remove this branch and plan again; if this one is, "+way.EN)
}

// azureOnly are the arguments that only Azure's classes take and that can go; the others among kept mean the same in both.
var (
	azureOnly = []string{"azure_endpoint", "api_version", "azure_deployment"}
	azureKept = append([]string{"api_key", "timeout", "max_retries", "http_client", "organization", "project"}, azureOnly...)
)

// keepsAzure says what keeps an Azure client from being replaced.
func (s *survey) keepsAzure(c *client) i18n.Text {
	switch {
	case s.Frozen(c.mod.File):
		return i18n.T("文件是生成的、第三方的或有语法错误，只报告不改写", "the file is generated, vendored or does not parse: it is reported, not rewritten")
	case c.subclass.Valid():
		return i18n.T("它是项目内的子类", "it is of a subclass of the project's own")
	case s.opaqueArguments(c):
		return i18n.T("参数由 * 或 ** 展开传入", "its arguments come from * or **")
	}
	for _, a := range pysyntax.Arguments(c.call) {
		switch {
		case a.Name == "azure_ad_token", a.Name == "azure_ad_token_provider":
			return i18n.T("它用 Entra ID 登录，目标平台需要 API 密钥", "it signs in with Entra ID, the target wants an API key")
		case a.Splat || !slices.Contains(azureKept, a.Name):
			return i18n.Tf("参数 %s 需人工处理", "see to the argument %s by hand", modules.Short(a.Node))
		case (a.Name == "api_key" || slices.Contains(azureOnly, a.Name)) && !s.plain(a.Value):
			return i18n.Tf("%[1]s 来自 %[2]s", "its %[1]s comes from %[2]s", a.Name, modules.Short(a.Value))
		}
	}
	if _, ok := s.plainName(c); !ok {
		return i18n.T("看不出它的类从何处导入", "where its class is imported cannot be seen")
	}
	return i18n.Text{}
}

// plain reports whether an expression is written out or comes from the environment.
func (s *survey) plain(n syntax.Node) bool {
	return !slices.ContainsFunc(s.py.Eval(n), func(v pysyntax.Value) bool {
		return v.Kind != pysyntax.String && v.Kind != pysyntax.Env && v.Kind != pysyntax.None
	})
}

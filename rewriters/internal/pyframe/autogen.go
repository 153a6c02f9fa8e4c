package pyframe

import (
	"fmt"
	"slices"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
)

// AutoGen is the package of version 0.4 and later, and ag2 and pyautogen, which keep the settings of models in dicts.
var AutoGen = &Framework{
	Folder: "pyautogen", SDK: "autogen", Name: "AutoGen", Prefix: "AG",
	Packages: []string{"autogen", "ag2", "autogen_ext"},
	Shapes: []Shape{
		{In: "autogen_ext", Names: []string{"OpenAIChatCompletionClient"}, Does: finding.Chat, Model: []string{"model"}, URL: []string{"base_url"}, Key: []string{"api_key"},
			Reads: []string{"OPENAI_BASE_URL"}, Drop: []string{"organization"}, Also: []Setting{{Name: "model_info", Value: modelInfo}, extraBody}, Inside: inBody},
		{In: "autogen_ext", Names: []string{"AzureOpenAIChatCompletionClient"}, Does: finding.Chat, Model: []string{"model"}, Key: []string{"api_key"}, Azure: true},
		{In: "autogen", Names: []string{"LLMConfig"}, Does: finding.Chat, Model: []string{"model"}, URL: []string{"base_url"}, Key: []string{"api_key"}, Silent: true, Also: []Setting{extraBody}, Inside: inBody},
		{In: "autogen", Under: []string{"config_list", "llm_config", "llmconfig"}, Does: finding.Chat, Model: []string{"model"}, URL: []string{"base_url", "api_base"}, Key: []string{"api_key"}, Also: []Setting{extraBody}, Inside: inBody},
	},
	Notes: []Note{
		{In: "autogen", Names: []string{"config_list_from_json", "config_list_from_dotenv", "from_json"}, Kind: finding.Client,
			Text: i18n.T("模型配置来自 OAI_CONFIG_LIST 文件或变量：请在其中为每项设置 model、base_url 与 api_key", "the models come from the file or variable OAI_CONFIG_LIST: set model, base_url and api_key of each entry there")},
		{In: "autogen_ext", Names: []string{"OpenAIAssistantAgent", "OpenAIAgent"}, Kind: finding.Client,
			Text: i18n.T("它使用 OpenAI 的 Assistants 或 Responses 接口：请换用 AssistantAgent 与 OpenAIChatCompletionClient", "it uses OpenAI's Assistants or Responses: take AssistantAgent with OpenAIChatCompletionClient")},
		{In: "autogen", Names: []string{"GPTAssistantAgent"}, Kind: finding.Client,
			Text: i18n.T("它使用 OpenAI 的 Assistants 接口，目标平台没有：请换用 ConversableAgent", "it uses OpenAI's Assistants, which the target does not have: take ConversableAgent")},
	},
}

// modelInfo says what the target's model can do: AutoGen knows OpenAI's models only and asks for it.
func modelInfo(v *survey, s *Site) string {
	c, ok := v.choice(s)
	if !ok {
		return ""
	}
	can := func(b *bool) string {
		if b != nil && *b {
			return "True"
		}
		return "False"
	}
	var vision, tools, json *bool
	if c.Model != nil {
		vision, tools, json = c.Model.Vision, c.Model.Tools, c.Model.JSON
	}
	if json == nil {
		takes := v.answersJSON(c)
		json = &takes
	}
	q := s.mod.Quote
	return fmt.Sprintf("{%s: %s, %s: %s, %s: %s, %s: %s, %s: False}", q("vision"), can(vision), q("function_calling"), can(tools), q("json_output"), can(json), q("family"), q("unknown"), q("structured_output"))
}

// answersJSON reports whether the target's model answers in JSON when it is asked to: what is known of the model, else of the
// service.
func (v *survey) answersJSON(c provider.Choice) bool {
	if c.Model != nil && c.Model.JSONMode != "" {
		return c.Model.JSONMode != "none"
	}
	p := v.target.Params["response_format"]
	return p.Support == provider.Supported || p.Support == provider.Restricted && slices.Contains(p.Values, "json_object")
}

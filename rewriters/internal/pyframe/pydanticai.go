package pyframe

import (
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
)

// The versions of Pydantic AI in which one sets up a model in another way: without providers (they came between 0.0.30 and
// 0.0.40), without settings of the model's own, and under the name OpenAIModel.
var (
	paPackages   = []string{"pydantic-ai", "pydantic-ai-slim"}
	noProviders  = Era{paPackages, "0.0.36"}
	noSettings   = Era{paPackages, "0.3"}
	noChatModels = Era{paPackages, "0.7"}
)

// paProvider is the object that says address and key.
var paProvider = &Spelling{
	Both: "provider=OpenAIProvider(base_url={url}, api_key={key})", Imports: []string{"from pydantic_ai.providers.openai import OpenAIProvider"},
}

// paSettings are the settings that a model sends with each request.
var paSettings = []Setting{{Name: "settings", Body: body("extra_body")}}

// paModel is the object that an agent takes in place of a model's name.
func paModel(class string, also []Setting) *Wrap {
	return &Wrap{
		Text: class + "({model}, provider=OpenAIProvider(base_url={url}, api_key={key}){also})", Also: also,
		Imports: []string{"from pydantic_ai.models.openai import " + class, paProvider.Imports[0]},
	}
}

// PydanticAI takes openai: in a model's name for the Responses API; a model object with a provider says chat and address.
var PydanticAI = &Framework{
	Folder: "pypydanticai", SDK: "pydantic-ai", Name: "Pydantic AI", Prefix: "PA",
	Packages: []string{"pydantic_ai"},
	Shapes: []Shape{
		{In: "pydantic_ai", Names: []string{"Agent"}, Old: noProviders, Does: finding.Chat, Model: []string{"model"}, At: 1, Form: Colon, Silent: true, Wrap: &Wrap{
			Text: "OpenAIModel({model}, base_url={url}, api_key={key})", Imports: []string{"from pydantic_ai.models.openai import OpenAIModel"},
		}},
		{In: "pydantic_ai", Names: []string{"Agent"}, Old: noSettings, Does: finding.Chat, Model: []string{"model"}, At: 1, Form: Colon, Silent: true, Prove: forcedOutput,
			Wrap: paModel("OpenAIModel", nil)},
		{In: "pydantic_ai", Names: []string{"Agent"}, Old: noChatModels, Does: finding.Chat, Model: []string{"model"}, At: 1, Form: Colon, Silent: true, Prove: forcedOutput,
			Wrap: paModel("OpenAIModel", paSettings)},
		{In: "pydantic_ai", Names: []string{"Agent"}, Does: finding.Chat, Model: []string{"model"}, At: 1, Form: Colon, Silent: true, Prove: forcedOutput,
			Wrap: paModel("OpenAIChatModel", paSettings)},

		{In: "pydantic_ai", Names: []string{"OpenAIModel"}, Old: noProviders, Does: finding.Chat, Model: []string{"model_name"}, At: 1,
			URL: []string{"base_url"}, Key: []string{"api_key"}, Carry: "openai_client", Reads: []string{"OPENAI_BASE_URL"}},
		{In: "pydantic_ai", Names: []string{"OpenAIModel"}, Old: noSettings, Does: finding.Chat, Model: []string{"model_name"}, At: 1,
			URL: []string{"base_url"}, Key: []string{"api_key"}, Carry: "provider", Speak: paProvider},
		{In: "pydantic_ai", Names: []string{"OpenAIChatModel", "OpenAIModel"}, Does: finding.Chat, Model: []string{"model_name"}, At: 1,
			URL: []string{"base_url"}, Key: []string{"api_key"}, Carry: "provider", Speak: paProvider, Also: paSettings, Inside: []string{"settings"}},

		{In: "pydantic_ai", Names: []string{"OpenAIResponsesModel"}, Does: finding.Responses, Model: []string{"model_name"}, At: 1, Carry: "provider"},
		{In: "pydantic_ai", Names: []string{"OpenAIProvider"}, URL: []string{"base_url"}, Key: []string{"api_key"}, Carry: "openai_client", Reads: []string{"OPENAI_BASE_URL"}},
		{In: "pydantic_ai", Names: []string{"AzureProvider"}, Key: []string{"api_key"}, Azure: true},
	},
}

// forcedOutput is an agent with a type of output: it makes the model call a function, which the target may not let it do
// (seen with 2.x: tool_choice is "required").
func forcedOutput(v *survey, s *Site) {
	if v.target == nil || s.State != Moving || !s.has("output_type") && !s.has("result_type") {
		return
	}
	c, _ := v.choice(s)
	if j := v.target.Judge(c, provider.Sent{Field: "tool_choice", Value: "required"}); j.Action == provider.Block || j.Action == provider.Drop {
		s.doubts = append(s.doubts, i18n.Join(j.Reason, i18n.T("输出类型请用 PromptedOutput 包起来", "wrap the type of output in PromptedOutput")))
	}
}

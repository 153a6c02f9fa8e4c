package pyframe

import "github.com/openai-migrate/migrate/pkg/finding"

// PydanticAI takes openai: in a model's name for the Responses API; a model object with a provider says chat and address.
var PydanticAI = &Framework{
	Folder: "pypydanticai", SDK: "pydantic-ai", Name: "Pydantic AI", Prefix: "PA",
	Packages: []string{"pydantic_ai"},
	Shapes: []Shape{
		{In: "pydantic_ai", Names: []string{"Agent"}, Does: finding.Chat, Model: []string{"model"}, At: 1, Form: Colon, Silent: true, Wrap: &Wrap{
			Text:    "OpenAIChatModel({model}, provider=OpenAIProvider(base_url={url}, api_key={key}){also})",
			Also:    []Setting{{Name: "settings", Body: body("extra_body")}},
			Imports: []string{"from pydantic_ai.models.openai import OpenAIChatModel", "from pydantic_ai.providers.openai import OpenAIProvider"},
		}},
		{In: "pydantic_ai", Names: []string{"OpenAIChatModel", "OpenAIModel"}, Does: finding.Chat, Model: []string{"model_name"}, At: 1, URL: []string{"base_url"}, Key: []string{"api_key"},
			Carry: "provider", Speak: &Spelling{Both: "provider=OpenAIProvider(base_url={url}, api_key={key})", Imports: []string{"from pydantic_ai.providers.openai import OpenAIProvider"}},
			Also: []Setting{{Name: "settings", Body: body("extra_body")}}, Inside: []string{"settings"}},
		{In: "pydantic_ai", Names: []string{"OpenAIResponsesModel"}, Does: finding.Responses, Model: []string{"model_name"}, At: 1, Carry: "provider"},
		{In: "pydantic_ai", Names: []string{"OpenAIProvider"}, URL: []string{"base_url"}, Key: []string{"api_key"}, Carry: "openai_client", Reads: []string{"OPENAI_BASE_URL"}},
		{In: "pydantic_ai", Names: []string{"AzureProvider"}, Key: []string{"api_key"}, Azure: true},
	},
}

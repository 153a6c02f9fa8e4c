package othersdk

import (
	"strings"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
)

// library is one library and the way to move it.
type library struct {
	name   string
	module string // dotted prefix of the imported name
	needs  string // what the imported name must also hold; empty for nothing
	move   i18n.Text
}

// is reports whether an imported name belongs to the library.
func (l library) is(name string) bool {
	rest, ok := strings.CutPrefix(name, l.module)
	return ok && (rest == "" || strings.HasPrefix(rest, ".")) && strings.Contains(name, l.needs)
}

// The ways to move a client that several libraries share.
var (
	baseURL  = i18n.T("设置 base_url、api_key 和 model", "set base_url, api_key and model")
	apiBase  = i18n.T("设置 api_base、api_key 和 model", "set api_base, api_key and model")
	prefixed = i18n.T("模型名带平台前缀（openai/… 或 openai:…），需连同 api_base 一起改", "model names carry the provider as a prefix (openai/… or openai:…); change them together with api_base")
)

// libraries are the libraries by language.
var libraries = map[source.Lang][]library{
	source.Python: {
		{name: "langchain-openai", module: "langchain_openai", move: baseURL},
		{name: "langchain", module: "langchain_community", needs: "OpenAI", move: i18n.T("设置 openai_api_base、openai_api_key 和 model_name", "set openai_api_base, openai_api_key and model_name")},
		{name: "langchain", module: "langchain", needs: "OpenAI", move: i18n.T("设置 openai_api_base、openai_api_key 和 model_name", "set openai_api_base, openai_api_key and model_name")},
		{name: "langchain", module: "langchain.chat_models.init_chat_model", move: i18n.T("模型名前缀 openai: 决定平台，需加 base_url", "the prefix openai: of the model decides; add base_url")},
		{name: "llama-index", module: "llama_index.llms.openai", move: i18n.T("换用 OpenAILike，并设置 api_base", "use OpenAILike in its place and set api_base")},
		{name: "llama-index", module: "llama_index.embeddings.openai", move: apiBase},
		{name: "litellm", module: "litellm", move: prefixed},
		{name: "instructor", module: "instructor", move: i18n.T("改内层的 OpenAI 客户端，并确认 Mode 受支持", "change the OpenAI client inside, and check that the mode is supported")},
		{name: "pydantic-ai", module: "pydantic_ai.models.openai", move: i18n.T("用 OpenAIProvider(base_url=…, api_key=…)，前缀用 openai-chat:", "use OpenAIProvider(base_url=…, api_key=…) and the prefix openai-chat:")},
		{name: "autogen", module: "autogen_ext.models.openai", move: i18n.T("设置 base_url、api_key，并给出 model_info", "set base_url and api_key, and give model_info")},
		{name: "dspy", module: "dspy", move: prefixed},
		{name: "haystack", module: "haystack.components", needs: "OpenAI", move: i18n.T("设置 api_base_url、api_key 和 model", "set api_base_url, api_key and model")},
		{name: "semantic-kernel", module: "semantic_kernel.connectors.ai.open_ai", move: i18n.T("传入 async_client=AsyncOpenAI(base_url=…)", "pass async_client=AsyncOpenAI(base_url=…)")},
		{name: "openai-agents", module: "agents", needs: "OpenAI", move: i18n.T("用 set_default_openai_client，API 模式设为 chat_completions，并关闭会发往 OpenAI 的 tracing", "use set_default_openai_client, the API mode chat_completions, and turn off tracing, which goes to OpenAI")},
	},
}

package pyframe

import (
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
)

// The names under which LangChain's classes take their settings. All versions take the long ones; the short ones came with
// the package langchain_openai.
var (
	newURL, newKey = []string{"base_url", "openai_api_base"}, []string{"api_key", "openai_api_key"}
	oldURL, oldKey = []string{"openai_api_base", "base_url"}, []string{"openai_api_key", "api_key"}
	ofLangChain    = []string{"OPENAI_API_BASE", "OPENAI_BASE_URL"}
	organization   = []string{"openai_organization", "organization"}
)

// lcWire: since langchain_openai 0.2 a chat model sends its limit under the newer name, whatever it is called in the code
// (seen with 1.7.4; 0.1.25 and 0.2.0 do not yet).
var (
	lcWire   = map[string]string{"max_tokens": "max_completion_tokens"}
	lcUnwire = Era{[]string{"langchain-openai"}, "0.2.1"}
)

// lcInside are the arguments that hold further fields.
var lcInside = []string{"model_kwargs", "extra_body"}

// lcModel is the object that agents take in place of a model's name.
var lcModel = &Wrap{
	Text: "init_chat_model({colon}, base_url={url}, api_key={key}{also})", Also: []Setting{extraBody},
	Imports: []string{"from langchain.chat_models import init_chat_model"},
}

// lcEmbeddings are what LangChain's embeddings must be told for any service but OpenAI: by default they send arrays of token
// ids, up to a thousand texts a request, and ask for base64.
var lcEmbeddings = []Setting{
	{Name: "check_embedding_ctx_length", Value: says("False"), Force: true},
	{Name: "chunk_size", Value: maxBatch, Force: true},
	{Name: "dimensions", Value: dimensions, Force: true},
	{Name: "model_kwargs", Body: floats},
}

// LangChain is its own packages and the older ones that held the same classes.
var LangChain = &Framework{
	Folder: "pylangchain", SDK: "langchain", Name: "LangChain", Prefix: "LC",
	Packages: []string{"langchain_openai", "langchain", "langchain_community", "langchain_classic", "langgraph", "deepagents"},
	Shapes: []Shape{
		{In: "langchain_openai", Names: []string{"ChatOpenAI"}, Does: finding.Chat, Model: []string{"model", "model_name"}, URL: newURL, Key: newKey,
			Usual: "gpt-3.5-turbo", Reads: ofLangChain, Drop: organization, Also: []Setting{lcTemperature, extraBody}, Wire: lcWire, Unwire: lcUnwire, Inside: lcInside},
		{In: "langchain_openai", Names: []string{"OpenAIEmbeddings"}, Does: finding.Embeddings, Model: []string{"model"}, URL: newURL, Key: newKey,
			Usual: "text-embedding-ada-002", Reads: ofLangChain, Drop: organization, Also: lcEmbeddings},
		{In: "langchain_openai", Names: []string{"OpenAI"}, Does: finding.Completions, Model: []string{"model", "model_name"}, URL: newURL, Key: newKey,
			Usual: "gpt-3.5-turbo-instruct", Reads: ofLangChain, Drop: organization},
		{In: "langchain_openai", Names: []string{"AzureChatOpenAI", "AzureOpenAI"}, Does: finding.Chat, Model: []string{"model", "model_name"},
			Key: newKey, Azure: true},
		{In: "langchain_openai", Names: []string{"AzureOpenAIEmbeddings"}, Does: finding.Embeddings, Model: []string{"model"}, Key: newKey, Azure: true},

		{In: "langchain", Names: []string{"init_chat_model"}, Does: finding.Chat, Model: []string{"model"}, At: 1, URL: newURL, Key: newKey,
			Form: Colon, Reads: ofLangChain, Also: []Setting{extraBody}, Wire: lcWire, Unwire: lcUnwire, Inside: lcInside},
		{In: "langchain", Names: []string{"init_embeddings"}, Does: finding.Embeddings, Model: []string{"model"}, At: 1, URL: newURL, Key: newKey,
			Form: Colon, Reads: ofLangChain, Also: lcEmbeddings},

		{In: "langchain", Names: []string{"create_agent"}, Does: finding.Chat, Model: []string{"model"}, At: 1, Form: Colon, Wrap: lcModel, Silent: true},
		{In: "langgraph", Names: []string{"create_react_agent"}, Does: finding.Chat, Model: []string{"model"}, At: 1, Form: Colon, Wrap: lcModel, Silent: true},
		{In: "deepagents", Names: []string{"create_deep_agent"}, Does: finding.Chat, Model: []string{"model"}, At: 1, Form: Colon, Wrap: lcModel, Silent: true},

		{In: "langchain", Names: []string{"ChatOpenAI"}, Does: finding.Chat, Model: []string{"model_name", "model"}, URL: oldURL, Key: oldKey,
			Usual: "gpt-3.5-turbo", Reads: ofLangChain, Drop: organization, Also: lcOldBody, Inside: lcInside, Prove: lcUnknown},
		{In: "langchain_community", Names: []string{"ChatOpenAI"}, Does: finding.Chat, Model: []string{"model_name", "model"}, URL: oldURL, Key: oldKey,
			Usual: "gpt-3.5-turbo", Reads: ofLangChain, Drop: organization, Also: lcOldBody, Inside: lcInside, Prove: lcUnknown},
		{In: "langchain", Names: []string{"OpenAIEmbeddings"}, Does: finding.Embeddings, Model: []string{"model"}, URL: oldURL, Key: oldKey,
			Usual: "text-embedding-ada-002", Reads: ofLangChain, Drop: organization, Also: lcOldEmbeddings, Block: oldEmbeddings},
		{In: "langchain_community", Names: []string{"OpenAIEmbeddings"}, Does: finding.Embeddings, Model: []string{"model"}, URL: oldURL, Key: oldKey,
			Usual: "text-embedding-ada-002", Reads: ofLangChain, Drop: organization, Also: lcOldEmbeddings, Block: oldEmbeddings},
		{In: "langchain", Names: []string{"OpenAI", "OpenAIChat"}, Does: finding.Completions, Model: []string{"model_name", "model"}, URL: oldURL, Key: oldKey,
			Usual: "gpt-3.5-turbo-instruct", Reads: ofLangChain, Drop: organization},
		{In: "langchain_community", Names: []string{"OpenAI", "OpenAIChat"}, Does: finding.Completions, Model: []string{"model_name", "model"}, URL: oldURL, Key: oldKey,
			Usual: "gpt-3.5-turbo-instruct", Reads: ofLangChain, Drop: organization},
		{In: "langchain", Names: []string{"AzureChatOpenAI", "AzureOpenAI"}, Does: finding.Chat, Model: []string{"model_name", "model"}, Key: oldKey, Azure: true},
		{In: "langchain_community", Names: []string{"AzureChatOpenAI", "AzureOpenAI"}, Does: finding.Chat, Model: []string{"model_name", "model"}, Key: oldKey, Azure: true},
	},
	Methods: []Method{
		{Names: []string{"with_structured_output"}, Judge: structured},
		{Names: []string{"bind", "bind_tools", "invoke", "ainvoke", "stream", "astream", "batch", "abatch"}, Judge: judgeCall},
	},
	Notes: []Note{
		// Seen with langchain 0.1.0.
		byDefault("langchain", "embedding", wants("embedding"), "VectorstoreIndexCreator"),
		byDefault("langchain_community", "embedding", wants("embedding"), "VectorstoreIndexCreator"),
		byDefault("langchain", "llm", wants("llm"), "load_evaluator"), {
			In: "langchain_openai", Names: []string{"OpenAIModerationMiddleware"}, Kind: finding.Client,
			Text: i18n.T("它调用 OpenAI 的审核接口，其他平台没有对应接口：请去掉或换用别的审核", "it calls OpenAI's moderation, which other services do not have: remove it or moderate by other means"),
		}},
}

// The old embeddings send token ids to any name that they do not take for Azure's, and cannot be told not to.
var (
	lcOldEmbeddings = []Setting{{Name: "chunk_size", Value: maxBatch, Force: true}}
	oldEmbeddings   = i18n.T("旧版 OpenAIEmbeddings 总是发送 token 编号，兼容服务不接受：请换用 langchain_openai 的同名类并设 check_embedding_ctx_length=False",
		"the old OpenAIEmbeddings always sends token ids, which compatible services refuse: use the class of that name of langchain_openai, with check_embedding_ctx_length=False")
)

// lcOldBody is the door of the old chat models: what is in model_kwargs goes to the SDK as it is. The SDK before 1.0 sends
// any argument on; a later one takes those that it does not know in extra_body.
var lcOldBody = []Setting{usualTemperature, {Name: "model_kwargs", Body: func(v *survey, s *Site) []entry {
	if v.bounds("openai").Before("1") {
		return body()(v, s)
	}
	return body("extra_body")(v, s)
}}}

// usualTemperature: the old chat models send a temperature of 0.7 when they are given none (seen with 0.0.330 and
// langchain_community 0.4.2).
var usualTemperature = ownTemperature(0.7)

// ownTemperature is the temperature of a class that sends one of its own when it is given none. Where the target takes no
// other than 1, that has to be said.
func ownTemperature(usual float64) Setting {
	return Setting{Name: "temperature", Force: true, Value: func(v *survey, s *Site) string {
		c, _ := v.choice(s)
		own := v.target.Judge(c, provider.Sent{Field: "temperature", Value: usual})
		one := v.target.Judge(c, provider.Sent{Field: "temperature", Value: 1.0})
		if own.Action == provider.Drop && one.Action == provider.Keep {
			return "1"
		}
		return ""
	}}
}

// lcUnknown is an old chat model in a project that does not say which SDK it has below.
func lcUnknown(v *survey, s *Site) {
	if c, _ := v.choice(s); len(c.Set) > 0 && s.State == Moving && v.bounds("openai").From == "" {
		s.doubts = append(s.doubts, i18n.T("未见 openai 的版本：若低于 1.0，额外字段应直接写在 model_kwargs 中，不放在 extra_body 里",
			"no manifest says which openai it has: before 1.0 the further fields stand in model_kwargs itself, not in extra_body"))
	}
}

// lcTemperature is the same for langchain_openai before 0.3 (seen with 0.1.7 and 0.2.14; 0.3.0 sends none).
var lcTemperature = Setting{Name: "temperature", Force: true, Value: func(v *survey, s *Site) string {
	if !v.of(Era{[]string{"langchain-openai"}, "0.3"}) {
		return ""
	}
	return usualTemperature.Value(v, s)
}}

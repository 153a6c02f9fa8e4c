package pyframe

import (
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// ofLiteLLM are the variables that LiteLLM, and what is built on it, takes its address from.
var ofLiteLLM = []string{"OPENAI_BASE_URL", "OPENAI_API_BASE"}

// LiteLLM takes the service from the prefix of the model's name; names that it does not know need one.
var LiteLLM = &Framework{
	Folder: "pylitellm", SDK: "litellm", Name: "LiteLLM", Prefix: "LL",
	Packages: []string{"litellm", "langchain_litellm", "langchain_community"},
	Shapes: []Shape{
		{In: "litellm", Names: []string{"completion", "acompletion", "batch_completion"}, Does: finding.Chat, Model: []string{"model"}, At: 1,
			URL: []string{"api_base", "base_url"}, Key: []string{"api_key"}, Form: Slash, Reads: ofLiteLLM, Drop: []string{"organization"}, Also: []Setting{extraBody}, Inside: inBody},
		{In: "litellm", Names: []string{"embedding", "aembedding"}, Does: finding.Embeddings, Model: []string{"model"}, At: 1,
			URL: []string{"api_base", "base_url"}, Key: []string{"api_key"}, Form: Slash, Reads: ofLiteLLM, Drop: []string{"dimensions"}, Also: []Setting{bodyDimensions}},
		{In: "litellm", Names: []string{"text_completion", "atext_completion"}, Does: finding.Completions, Model: []string{"model"},
			URL: []string{"api_base", "base_url"}, Key: []string{"api_key"}, Form: Slash, Reads: ofLiteLLM},
		{In: "litellm", Names: []string{"responses", "aresponses"}, Does: finding.Responses, Model: []string{"model"},
			URL: []string{"api_base", "base_url"}, Key: []string{"api_key"}, Form: Slash, Reads: ofLiteLLM},
		{In: "litellm", Names: []string{"image_generation", "aimage_generation"}, Does: finding.Images, Model: []string{"model"},
			URL: []string{"api_base"}, Key: []string{"api_key"}, Form: Slash, Reads: ofLiteLLM},
		{In: "litellm", Under: []string{"litellm_params"}, Does: finding.Chat, Model: []string{"model"}, URL: []string{"api_base", "base_url"}, Key: []string{"api_key"},
			Form: Slash, Reads: ofLiteLLM, Drop: []string{"organization"}, Also: []Setting{extraBody}, Inside: inBody},
		{In: "langchain_litellm", Names: []string{"ChatLiteLLM"}, Does: finding.Chat, Model: []string{"model"}, URL: []string{"api_base"}, Key: []string{"api_key", "openai_api_key"},
			Form: Slash, Reads: ofLiteLLM},
		{In: "langchain_community", Names: []string{"ChatLiteLLM"}, Does: finding.Chat, Model: []string{"model"}, URL: []string{"api_base"}, Key: []string{"api_key", "openai_api_key"},
			Form: Slash, Reads: ofLiteLLM},
	},
	Notes: []Note{
		{In: "litellm", Names: []string{"Router"}, Kind: finding.Client, Judge: deployments},
		{In: "litellm", Names: []string{"moderation", "amoderation", "transcription", "atranscription", "speech", "aspeech"}, Kind: finding.Call,
			Text: i18n.T("它调用 OpenAI 的审核或语音接口：请保留或另选服务", "it calls OpenAI's moderation or audio: keep it or choose another service")},
	},
}

// bodyDimensions passes the length of vectors in extra_body: LiteLLM refuses it as an argument beside names that do not
// begin like OpenAI's.
//
//	Have: embedding(model="text-embedding-3-small", dimensions=256) -> embedding(model="openai/embedding-3", extra_body={"dimensions": 256})
var bodyDimensions = Setting{Name: "extra_body", Body: func(v *survey, s *Site) []entry {
	n := dimensions(v, s)
	if n == "" {
		n = s.arg("dimensions").value.Text()
	}
	if n == "" {
		return nil
	}
	return []entry{{[]string{"dimensions"}, n}}
}}

// deployments says where a router's models are, unless its list of them is written out and each has been looked at.
func deployments(v *survey, call syntax.Node) (i18n.Text, bool) {
	list := pysyntax.Keyword(call, "model_list").Value
	if list.Is("identifier") {
		if b := v.py.Module(call).ScopeOf(list).Lookup(list.Text()); len(b) == 1 {
			list = b[0].Value
		}
	}
	seen := list.Is("list") && list.NamedChild(0).Is("dictionary")
	return i18n.T("Router 的各部署在 model_list 的 litellm_params 中：请把 openai/ 模型换成目标平台的，并设置 api_base 与 api_key",
		"its deployments stand in litellm_params of model_list: replace models of openai/ and set api_base and api_key there"), !seen
}

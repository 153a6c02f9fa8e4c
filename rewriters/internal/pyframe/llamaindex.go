package pyframe

import (
	"bytes"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// LlamaIndex refuses names that are not in its table of OpenAI's models: the class for other services is OpenAILike, and
// embeddings take a foreign name as model_name only. It sends a temperature of 0.1 when it is given none (seen with
// llama-index-llms-openai 0.8.3).
var LlamaIndex = &Framework{
	Folder: "pyllamaindex", SDK: "llama-index", Name: "LlamaIndex", Prefix: "LI",
	Packages: []string{"llama_index"},
	Shapes: []Shape{
		{In: "llama_index.llms", Names: []string{"OpenAI"}, Does: finding.Chat, Model: []string{"model"}, At: 1, URL: []string{"api_base"}, Key: []string{"api_key"},
			Usual: "gpt-3.5-turbo", Reads: []string{"OPENAI_API_BASE"}, Class: openAILike, Prove: swappable,
			Also: []Setting{ownTemperature(0.1), {Name: "is_chat_model", Value: says("True"), Force: true}, {Name: "is_function_calling_model", Value: takesTools}, {Name: "context_window", Value: contextWindow}, {Name: "additional_kwargs", Body: body("extra_body")}}, Inside: []string{"additional_kwargs"}},
		{In: "llama_index.embeddings", Names: []string{"OpenAIEmbedding"}, Does: finding.Embeddings, Model: []string{"model_name", "model"}, URL: []string{"api_base"}, Key: []string{"api_key"},
			Usual: "text-embedding-ada-002", Reads: []string{"OPENAI_API_BASE"}, Prove: namedModel,
			Also: []Setting{{Name: "embed_batch_size", Value: maxBatch, Force: true}, {Name: "dimensions", Value: dimensions, Force: true}, {Name: "additional_kwargs", Body: floats}}},
		{In: "llama_index", Names: []string{"AzureOpenAI"}, Does: finding.Chat, Model: []string{"model"}, Key: []string{"api_key"}, Azure: true},
		{In: "llama_index", Names: []string{"AzureOpenAIEmbedding"}, Does: finding.Embeddings, Model: []string{"model"}, Key: []string{"api_key"}, Azure: true},
	},
	Notes: []Note{
		{In: "llama_index", Names: llamaIndexes, Kind: finding.Client, Judge: lacking("embed_model"), Reads: true},
		{In: "llama_index", Names: []string{"ServiceContext", "from_defaults"}, Kind: finding.Client, Judge: unsetContext, Reads: true},
		{In: "llama_index", Names: llamaIndexes, On: []string{"as_query_engine", "as_chat_engine"}, Kind: finding.Client, Judge: lacking("llm"), Reads: true},
		{In: "llama_index", Names: []string{"RetrieverQueryEngine", "from_args", "get_response_synthesizer", "FaithfulnessEvaluator", "RelevancyEvaluator", "CorrectnessEvaluator", "ResponseEvaluator"},
			Kind: finding.Client, Judge: lacking("llm"), Reads: true},
	},
	Methods: []Method{{Judge: parallelTools,
		Names: []string{"chat_with_tools", "achat_with_tools", "stream_chat_with_tools", "astream_chat_with_tools", "predict_and_call", "apredict_and_call"}}},
}

// openAILike is the class for services that speak OpenAI's protocol. It came with a package of its own in 0.10.
var openAILike = &Swap{
	Name: "OpenAILike", Package: "llama-index-llms-openai-like", Beside: "llama-index-llms-openai",
	Module: func(module string) string {
		if strings.HasPrefix(module, "llama_index.llms.openai") {
			return "llama_index.llms.openai_like"
		}
		return module
	},
}

func swappable(v *survey, s *Site) {
	if s.State == Moving && v.target != nil && !v.swappable(s) {
		s.State = ByHand
		s.Why = i18n.T("LlamaIndex 的 OpenAI 类不接受其他模型名：请换用 OpenAILike（安装 llama-index-llms-openai-like），设置 api_base、api_key、is_chat_model=True",
			"the class OpenAI of LlamaIndex takes no other names of models: use OpenAILike (package llama-index-llms-openai-like) with api_base, api_key and is_chat_model=True")
	}
}

// namedModel gives the model of embeddings under the name that takes any.
//
//	Have: OpenAIEmbedding(model="text-embedding-3-small") -> OpenAIEmbedding(model_name="embedding-3")
func namedModel(v *survey, s *Site) {
	if s.State == Moving && v.target != nil && s.node.Is("call") {
		if k := pysyntax.Keyword(s.node, "model"); k.Node.Valid() {
			s.renames = append(s.renames, rename{k.Node.ChildByField("name"), "model_name"})
		}
	}
}

// parallelTools: with tools LlamaIndex sends parallel_tool_calls by itself, whatever it is told (seen with
// llama-index-llms-openai 0.8.3).
func parallelTools(v *survey, s *Site, call syntax.Node) {
	c, _ := v.choice(s)
	j := v.target.Judge(c, provider.Sent{Field: "parallel_tool_calls", Value: false})
	if j.Action != provider.Drop {
		return
	}
	name := v.target.Brief()
	v.report(v.py.Module(call), call, finding.Finding{
		Rule: v.frame.rules.field, Kind: finding.Parameter, Symbol: "parallel_tool_calls", Capability: s.Does, Client: s.id(),
		Verdict: finding.Block, Sources: rewrite.Sources(j.Verdict),
		Message: i18n.Tf("LlamaIndex 带工具调用时总会发送 parallel_tool_calls，%[1]s不接受它：请改用其他方式传工具（例如 openai SDK）",
			"LlamaIndex sends parallel_tool_calls with tools whatever it is told, and %[2]s does not take it: pass the tools another way (the openai SDK, for example)", name.ZH, name.EN),
	})
}

// takesTools says that the target's model can call functions: the class takes the opposite for granted.
func takesTools(v *survey, s *Site) string {
	if c, ok := v.choice(s); ok && c.Model != nil && c.Model.Tools != nil && *c.Model.Tools {
		return "True"
	}
	return ""
}

// contextWindow is the model's: the class takes 3900 tokens for granted and cuts prompts to that.
func contextWindow(v *survey, s *Site) string {
	if c, ok := v.choice(s); ok && c.Model != nil && c.Model.Context > 0 {
		return itoa(c.Model.Context)
	}
	return ""
}

// llamaIndexes make an index of vectors.
var llamaIndexes = []string{"VectorStoreIndex", "GPTVectorStoreIndex", "from_documents", "from_vector_store"}

// lacking judges a call that is given no model of a kind, llm or embed_model, in a project that sets none for all: it takes
// OpenAI's then. Up to 0.9 a service context sets the models, since then the object Settings.
func lacking(kind string) judge {
	return func(v *survey, call syntax.Node) (i18n.Text, bool) {
		for _, a := range pysyntax.Arguments(call) {
			if a.Splat || slices.Contains([]string{kind, "service_context", "response_synthesizer", "llm_predictor"}, a.Name) && !a.Value.Is("none") {
				return i18n.Text{}, false
			}
		}
		if v.spells("Settings."+kind, "set_global_service_context") || v.ofContext(call) {
			return i18n.Text{}, false
		}
		return v.unsetText(kind), true
	}
}

// ofContext reports whether a call is of a method of an index that was given a service context, which is judged itself.
func (v *survey) ofContext(call syntax.Node) bool {
	return slices.ContainsFunc(v.py.Eval(call.ChildByField("function").ChildByField("object")), func(x pysyntax.Value) bool {
		return x.Kind == pysyntax.Object && x.Node.Valid() && pysyntax.Keyword(x.Node, "service_context").Node.Valid()
	})
}

// unsetContext judges a service context, which makes both models when it is made.
func unsetContext(v *survey, call syntax.Node) (i18n.Text, bool) {
	context := slices.ContainsFunc(v.py.Eval(call), func(x pysyntax.Value) bool {
		return x.Kind == pysyntax.Object && strings.Contains(x.Path, ".ServiceContext.")
	})
	if !context {
		return i18n.Text{}, false
	}
	for _, kind := range []string{"llm", "embed_model"} {
		if text, ok := lacking(kind)(v, call); ok {
			return text, true
		}
	}
	return i18n.Text{}, false
}

// spells reports whether a Python file of the project spells one of some words.
func (v *survey) spells(words ...string) bool {
	return slices.ContainsFunc(v.pass.Project.Files, func(f *source.File) bool {
		return f.Lang == source.Python && slices.ContainsFunc(words, func(w string) bool { return bytes.Contains(f.Data, []byte(w)) })
	})
}

func (v *survey) unsetText(kind string) i18n.Text {
	class := map[string]string{"llm": "OpenAILike", "embed_model": "OpenAIEmbedding"}[kind]
	if v.bounds("llama-index").Before("0.10") {
		return i18n.Tf("未指定 %[1]s，LlamaIndex 默认使用 OpenAI，并自行读取 OPENAI_API_KEY：请在此传入（或由 ServiceContext 给出）指向目标平台的 %[2]s",
			"no %[1]s is given, and LlamaIndex takes OpenAI's, with the key in OPENAI_API_KEY: give it an %[2]s that points at the target, here or by a ServiceContext", kind, class)
	}
	return i18n.Tf("未指定 %[1]s，LlamaIndex 默认使用 OpenAI，并自行读取 OPENAI_API_KEY：请把 Settings.%[1]s 设为指向目标平台的 %[2]s，或在此传入",
		"no %[1]s is given, and LlamaIndex takes OpenAI's, with the key in OPENAI_API_KEY: set Settings.%[1]s to an %[2]s that points at the target, or give it here", kind, class)
}

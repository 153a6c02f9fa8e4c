package pyframe

import (
	"bytes"
	"regexp"
	"slices"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Defaults are libraries that take a model of OpenAI's, and the key from its variable, unless they are told otherwise. They
// are not moved: what they are to be told is another library's object. The variable stays for them.
var Defaults = &Framework{
	Folder: "pydefaults", Name: "Ragas, DeepEval, NeMo Guardrails, Mem0, Graphiti, …", Prefix: "DF",
	Packages: []string{"ragas", "deepeval", "nemoguardrails", "mem0", "graphiti_core", "embedchain", "guidance", "trulens_eval", "trulens"},
	Notes: []Note{
		// Seen with ragas 0.1.0 and 0.2.15.
		byDefault("ragas", "llm, embeddings", wants("llm", "embeddings"), "evaluate", "aevaluate"),
		byDefault("ragas", "generator_llm, critic_llm, embeddings", nil, "with_openai"),
		// Seen with deepeval 3.7.0, which takes a string for the name of one of OpenAI's models.
		byDefault("deepeval.metrics", "model", wants("model"), "GEval", "ArenaGEval", "ConversationalGEval", "BiasMetric", "ToxicityMetric",
			"PIILeakageMetric", "NonAdviceMetric", "MisuseMetric", "RoleViolationMetric", "HallucinationMetric", "AnswerRelevancyMetric",
			"SummarizationMetric", "FaithfulnessMetric", "ContextualRecallMetric", "ContextualRelevancyMetric",
			"ContextualPrecisionMetric", "KnowledgeRetentionMetric", "JsonCorrectnessMetric", "PromptAlignmentMetric", "TaskCompletionMetric",
			"TopicAdherenceMetric", "ArgumentCorrectnessMetric", "ConversationCompletenessMetric", "RoleAdherenceMetric"),
		// Seen with nemoguardrails 0.4.0.
		byDefault("nemoguardrails", "llm", railsOfOpenAI, "LLMRails"),
		// Seen with mem0ai 1.0.0 and embedchain 0.1.128.
		byDefault("mem0", "llm, embedder", unconfigured, "Memory", "AsyncMemory", "from_config"),
		byDefault("embedchain", "llm, embedding_model", wants("llm", "embedding_model"), "App"),
		// Seen with graphiti-core 0.24.0.
		byDefault("graphiti_core", "llm_client, embedder, cross_encoder", wants("llm_client", "embedder", "cross_encoder"), "Graphiti"),
		// Seen with guidance 0.3.0 and trulens-eval 0.33.1, which hand these on to the SDK.
		byDefault("guidance", "base_url, api_key", wants("base_url", "api_key"), "OpenAI"),
		byDefault("trulens_eval", "base_url, api_key", wants("base_url", "api_key"), "OpenAI"),
		byDefault("trulens", "base_url, api_key", wants("base_url", "api_key"), "OpenAI"),
	},
}

// judge says what there is to say of a call; false for nothing.
type judge = func(*survey, syntax.Node) (i18n.Text, bool)

// byDefault is the note on calls that go to OpenAI by themselves; tell are the arguments that make them go elsewhere.
func byDefault(in, tell string, implied func(*survey, syntax.Node) bool, names ...string) Note {
	text := i18n.Tf("默认使用 OpenAI 的模型，并自行读取 OPENAI_API_KEY：请传入指向目标平台的参数（%s）", "it takes OpenAI's models by default and reads OPENAI_API_KEY by itself: pass arguments that point at the target (%s)", tell)
	var look judge
	if implied != nil {
		look = func(v *survey, call syntax.Node) (i18n.Text, bool) { return text, implied(v, call) }
	}
	return Note{In: in, Names: names, Kind: finding.Client, Text: text, Judge: look, Reads: true}
}

// wants reports whether a call lacks one of some arguments. A model that is only named is one of OpenAI's, too; what * and **
// give cannot be seen.
func wants(names ...string) func(*survey, syntax.Node) bool {
	return func(_ *survey, call syntax.Node) bool {
		list := pysyntax.Arguments(call)
		if slices.ContainsFunc(list, func(a pysyntax.Arg) bool { return a.Splat }) {
			return false
		}
		return slices.ContainsFunc(names, func(name string) bool {
			value := pysyntax.Keyword(call, name).Value
			return !value.Valid() || value.Is("none") || name == "model" && value.Is("string")
		})
	}
}

var engine = regexp.MustCompile(`(?m)(?:^|\\n)[\s-]*engine:[ \t]*["']?(\w+)`)

// railsOfOpenAI reports whether rails are given no model, and no configuration that is written into the code names another
// engine than OpenAI's.
func railsOfOpenAI(v *survey, call syntax.Node) bool {
	if !wants("llm")(v, call) {
		return false
	}
	named := false
	for _, f := range v.pass.Project.Files {
		if f.Lang != source.Python {
			continue
		}
		for _, m := range engine.FindAllSubmatch(f.Data, -1) {
			if named = true; bytes.Equal(m[1], []byte("openai")) {
				return true
			}
		}
	}
	return !named
}

// unconfigured reports whether a memory is made without a configuration of its models.
func unconfigured(v *survey, call syntax.Node) bool {
	list := pysyntax.Arguments(call)
	if pysyntax.Last(call.ChildByField("function")) != "from_config" {
		return len(list) == 0
	}
	if len(list) == 0 {
		return false
	}
	values := v.py.Eval(list[0].Value)
	if len(values) != 1 || values[0].Kind != pysyntax.Dict || v.grows(values[0]) {
		return false
	}
	entries := v.pairs(values[0].Node, true)
	lacks := func(name string) bool {
		return !slices.ContainsFunc(entries, func(g given) bool { return g.name == name })
	}
	return lacks("llm") || lacks("embedder")
}

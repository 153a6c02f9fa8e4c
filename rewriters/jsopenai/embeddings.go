package jsopenai

import (
	"fmt"
	"path"
	"slices"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
)

var ruleEmbeddings = &finding.Rule{
	ID: "JS009", Slug: "embeddings-format", Severity: finding.Warning,
	Title: i18n.T("向量请求的编码与维度", "encoding and length of embeddings"),
	Doc: i18n.T(
		"openai SDK 从 4.91 起在未指定 encoding_format 时以 base64 请求向量，许多兼容服务不支持，会报错或返回错误长度的向量。迁移时按锁定的版本加上 encoding_format: \"float\"，并在目标模型可选维度时写明 dimensions。",
		"From 4.91 on the SDK asks for base64 when encoding_format is not given, which many compatible services do not honour: the call fails or returns vectors of the wrong length. The migrated call gets encoding_format: \"float\" where the locked version needs it, and dimensions where the target's model has a choice."),
}

// The versions that matter to the encoding of vectors, as the packages' own sources have it.
var (
	asksBase64  = [3]int{4, 91, 0} // openai: the default became base64
	namesFormat = [3]int{1, 0, 0}  // @langchain/openai: the option encodingFormat came
	newNames    = [3]int{0, 1, 0}  // @langchain/openai: by then all models took apiKey and model
)

// embeddingFindings adds to the embeddings requests that move what the target wants said.
//
//	Have: embeddings.create({ model: 'text-embedding-3-small', input })
//	   -> embeddings.create({ model: 'embedding-3', input, encoding_format: 'float', dimensions: 1024 })
func (s *survey) embeddingFindings() {
	for _, r := range s.requests {
		if r.api.Capability == finding.Embeddings && s.target != nil && s.goes(r) && s.serves(r.api) {
			s.Guard(r.mod, func(m *jssyntax.Module) { s.embeddingFinding(m, r) })
		}
	}
}

func (s *survey) embeddingFinding(m *jssyntax.Module, r *request) {
	if r.spec.how == byModel {
		s.modelLength(m, r)
		return
	}
	add, why, from := s.embeddingOptions(m, r)
	if len(add) == 0 || len(r.objects) != 1 || r.objects[0].Tree() != m.Tree || r.spec.how == byItself {
		return // what is its own request gets the options with its address
	}
	fix := finding.Fix{
		Title: i18n.T("写明向量的编码与维度", "say encoding and length of the vectors"), Why: why,
		Sources: rewrite.Sources(from), Confidence: finding.Likely, Edits: finding.In(m.File, m.Rearrange(r.objects[0], nil, add)...),
	}
	s.waitFor(&fix, r)
	s.Report(m, r.call, finding.Finding{
		Rule: ruleEmbeddings, Kind: finding.Parameter, SDK: r.spec.sdk, Symbol: "encoding_format", Capability: finding.Embeddings,
		Client: r.clientID(), Fixes: []finding.Fix{fix},
		Message: i18n.T("向量请求未写明编码或维度", "the embeddings request does not say its encoding or length"),
	})
}

// modelLength says the length of vectors to a model of the AI SDK, which asks for plain numbers by itself: as an option of
// the provider, in versions before 2 as a setting of the model.
//
//	Have: embed({ model: openai.embedding('m'), value }) -> embed({ …, providerOptions: { openai: { dimensions: 1024 } } })
func (s *survey) modelLength(m *jssyntax.Module, r *request) {
	n, from := s.length(r)
	settings := jssyntax.Argument(r.call, 1)
	if n == 0 || len(s.entries(settings, "dimensions")) > 0 || s.has(r, "providerOptions") {
		return
	}
	f := finding.Finding{
		Rule: ruleEmbeddings, Kind: finding.Parameter, SDK: r.spec.sdk, Symbol: "dimensions", Capability: finding.Embeddings, Client: r.clientID(), Sources: rewrite.Sources(from),
		Message: i18n.Tf("请求未写明向量维度（目标模型可选，建议 %d）", "the request does not say the length of its vectors, of which the target's model has a choice (%d is advised)", n),
	}
	var edits []edit.Edit
	v, known := s.js.Version(path.Dir(m.File.Path), "@ai-sdk/openai")
	switch last := jssyntax.Argument(r.call, 0); {
	case known && v[0] < 2 && !settings.Valid():
		edits = []edit.Edit{{Start: last.End(), End: last.End(), New: fmt.Sprintf(", { dimensions: %d }", n), Node: "call " + r.symbol}}
	case (!known || v[0] >= 2) && len(r.objects) == 1 && r.objects[0].Tree() == m.Tree:
		edits = m.Rearrange(r.objects[0], nil, []string{fmt.Sprintf("providerOptions: { %s: { dimensions: %d } }", s.optionsName(r), n)})
	}
	if len(edits) > 0 {
		fix := finding.Fix{
			Title: i18n.T("写明向量的维度", "say the length of the vectors"), Sources: f.Sources, Confidence: finding.Likely, Edits: finding.In(m.File, edits...),
			Why: i18n.T("维度写明后不随默认值变化，已存的向量必须重新生成", "a length that is said does not change with a default, and stored vectors must be rebuilt"),
		}
		s.waitFor(&fix, r)
		f.Fixes = []finding.Fix{fix}
	}
	s.Report(m, r.call, f)
}

// stuckOnBase64 reports whether a model of LangChain or LlamaIndex would ask for base64 with no option to say otherwise:
// it would give vectors of noise without an error.
func (s *survey) stuckOnBase64(c *client) bool {
	if c.spec.how != byItself || c.capability() != finding.Embeddings {
		return false
	}
	dir := path.Dir(c.mod.File.Path)
	sdk, locked := s.js.Version(dir, "openai")
	asks := !locked || !older(sdk, asksBase64)
	if c.spec.sdk == "llamaindex-ts" || c.spec.legacy {
		return asks
	}
	lc, known := s.js.Version(dir, "@langchain/openai")
	return known && older(lc, namesFormat) && asks
}

// names are the options by which a client is told its key and its model, as its locked version knows them.
func (s *survey) names(c *client) (key, model string) {
	if c.spec.sdk == "langchain-js" {
		lc, known := s.js.Version(path.Dir(c.mod.File.Path), "@langchain/openai")
		if c.spec.legacy || known && older(lc, newNames) {
			return "openAIApiKey", "modelName"
		}
	}
	if len(c.spec.models) > 0 {
		model = c.spec.models[0]
	}
	return c.spec.keys[0], model
}

// embeddingOptions are the entries that an embeddings request wants at the target, with the reason.
func (s *survey) embeddingOptions(m *jssyntax.Module, r *request) (add []string, why i18n.Text, from provider.Verdict) {
	if option, reason := s.formatOption(r); option != "" && !s.has(r, option) {
		add, why = append(add, option+": "+m.Quote("float")), reason
	}
	n, from := s.length(r)
	if n == 0 || r.spec.how == byModel || s.has(r, "dimensions") {
		return add, why, from
	}
	length := i18n.T("维度写明后不随默认值变化，已存的向量必须重新生成", "a length that is said does not change with a default, and stored vectors must be rebuilt")
	if why.EN != "" {
		length = i18n.Join(why, length)
	}
	entry := fmt.Sprintf("dimensions: %d", n)
	if s.unknownToTypes(r) {
		entry = "..." + writer{m}.braces(entry) // no excess property to them
	}
	return append(add, entry), length, from
}

// typesLength is the version of openai whose types have dimensions.
var typesLength = [3]int{4, 26, 0}

// unknownToTypes reports whether TypeScript would refuse the option dimensions in a request.
func (s *survey) unknownToTypes(r *request) bool {
	if r.mod.File.Lang == source.JavaScript || r.spec.how != byResource && r.spec.how != byMethod {
		return false
	}
	v, known := s.js.Version(path.Dir(r.mod.File.Path), "openai")
	return r.spec.how == byMethod || known && older(v, typesLength)
}

// formatOption is the option by which a request asks for plain numbers, empty where it does so without being told.
func (s *survey) formatOption(r *request) (string, i18n.Text) {
	dir := path.Dir(r.mod.File.Path)
	v, known := s.js.Version(dir, "openai")
	switch {
	case r.spec.how == byResource && known && older(v, asksBase64):
		return "", i18n.Text{}
	case r.spec.how == byResource && known:
		return "encoding_format", i18n.Tf("openai %d.%d 默认以 base64 请求向量，兼容服务未必支持", "openai %d.%d asks for base64 by default, which compatible services may not honour", v[0], v[1])
	case r.spec.how == byResource:
		return "encoding_format", i18n.T("openai 从 4.91 起默认以 base64 请求向量，兼容服务未必支持", "from 4.91 on openai asks for base64 by default, which compatible services may not honour")
	case r.spec.sdk == "langchain-js" && !r.spec.legacy:
		if lc, ok := s.js.Version(dir, "@langchain/openai"); ok && !older(lc, namesFormat) {
			return "encodingFormat", i18n.T("LangChain 经 openai SDK 默认以 base64 请求向量，兼容服务未必支持", "LangChain asks for base64 by default through the openai SDK, which compatible services may not honour")
		}
	}
	return "", i18n.Text{} // version 3, fetch and the AI SDK ask for plain numbers
}

func older(a, b [3]int) bool { return slices.Compare(a[:], b[:]) < 0 }

// length returns the number of dimensions that a request should name, 0 when it need not.
func (s *survey) length(r *request) (int, provider.Verdict) {
	if r.spec.legacy {
		return 0, provider.Verdict{}
	}
	for _, c := range s.choices(r) {
		if c.Embedding != nil {
			return c.Dimensions, c.Verdict
		}
	}
	return 0, provider.Verdict{}
}

package pyopenai

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
)

var ruleEmbeddings = &finding.Rule{
	ID: "PY009", Slug: "embeddings-format", Severity: finding.Warning,
	Title: i18n.T("向量请求的编码与维度", "encoding and length of embeddings"),
	Doc: i18n.T(
		"openai SDK 在未指定 encoding_format 时以 base64 请求向量，许多兼容服务不支持，会报错或返回错误长度的向量。迁移时加上 encoding_format=\"float\"，并在目标模型可选维度时写明 dimensions。",
		"When encoding_format is not given the SDK asks for base64, which many compatible services do not honour: the call fails or returns vectors of the wrong length. The migrated call gets encoding_format=\"float\", and dimensions where the target's model has a choice."),
}

// embeddingFindings adds to the embeddings requests that move what the target wants said.
//
//	Have: embeddings.create(model="text-embedding-3-small", input=x)
//	   -> embeddings.create(model="embedding-3", input=x, encoding_format="float", dimensions=1024)
func (s *survey) embeddingFindings() {
	for _, r := range s.requests {
		if r.api.Capability == finding.Embeddings && s.target != nil && s.goes(r) && s.serves(r.api) {
			s.Guard(r.mod, func(m *pysyntax.Module) {
				s.embeddingFinding(m, r)
				s.batchFinding(m, r)
			})
		}
	}
}

func (s *survey) embeddingFinding(m *pysyntax.Module, r *request) {
	var add []string
	var from provider.Verdict
	if !has(r, "encoding_format") {
		add = append(add, "encoding_format="+m.QuoteAt(r.call, "float"))
	}
	var drop []string
	if n, v := s.length(r); n > 0 {
		add, from = append(add, fmt.Sprintf("dimensions=%d", n)), v
		drop = []string{"dimensions"}
	}
	if len(add) == 0 || splats(r) || r.legacy && s.azureBranch(r) {
		return
	}
	slices.SortFunc(add, strings.Compare) // dimensions first: it takes the place of one that is there
	fix := finding.Fix{
		Title: i18n.T("写明向量的编码与维度", "say encoding and length of the vectors"),
		Why: i18n.T("SDK 默认以 base64 请求向量，兼容服务未必支持；维度写明后不随默认值变化，已存的向量必须重新生成",
			"the SDK asks for base64 by default, which compatible services may not honour; a length that is said does not change with a default, and stored vectors must be rebuilt"),
		Sources: rewrite.Sources(from), Confidence: finding.Likely, Edits: finding.In(m.File, m.Rearrange(r.call, drop, add)...),
	}
	s.waitFor(&fix, r)
	s.Report(m, r.call, finding.Finding{
		Rule: ruleEmbeddings, Kind: finding.Parameter, SDK: sdk, Symbol: "encoding_format", Capability: finding.Embeddings,
		Client: r.clientID(), Fixes: []finding.Fix{fix},
		Message: i18n.T("向量请求未写明编码或维度", "the embeddings request does not say its encoding or length"),
	})
}

// length returns the number of dimensions that a request should name, 0 when it need not or names a good one, or when it is
// sent for several models that differ.
func (s *survey) length(r *request) (n int, from provider.Verdict) {
	for _, k := range s.models.Of(r) {
		c, ok := s.target.Model(k.Name, need(k))
		if !ok || c.Embedding == nil || s.elsewhereUsed(k).Valid() {
			continue
		}
		one := lengthFor(r, c)
		if n > 0 && one != n {
			return 0, provider.Verdict{}
		}
		n, from = one, c.Verdict
	}
	return n, from
}

// lengthFor is length for one model.
func lengthFor(r *request, c provider.Choice) int {
	have := pysyntax.Keyword(r.call, "dimensions").Value
	n, err := strconv.Atoi(have.Text())
	switch {
	case !have.Valid():
		return c.Dimensions
	case err == nil && len(c.Embedding.Allowed) > 0 && !slices.Contains(c.Embedding.Allowed, n):
		return dimensions(c)
	}
	return 0
}

func has(r *request, keyword string) bool { return pysyntax.Keyword(r.call, keyword).Node.Valid() }

func splats(r *request) bool {
	for _, a := range pysyntax.Arguments(r.call) {
		if a.Splat {
			return true
		}
	}
	return false
}

// insertion is one piece of text put in at a place.
func insertion(at int, text, node string) edit.Edit {
	return edit.Edit{Start: at, End: at, New: text, Node: node}
}

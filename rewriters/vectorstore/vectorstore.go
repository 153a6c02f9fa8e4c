// Package vectorstore finds the places that fix the length of stored vectors to that of OpenAI's embeddings: columns of type
// vector(1536), settings and arguments such as dimension=1536.
//
// It is a trap that nothing warns of: the new model's vectors have another length, or the same length and another meaning.
// Either way what is stored must be made anew, and where the length differs, the column or index as well. That is a change
// of data and of a schema that may have been applied already; no edit is offered.
//
// A number alone says nothing, so it counts only next to a word for the length of a vector, and only where the code around
// it uses embeddings of OpenAI.
package vectorstore

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
)

var rule = &finding.Rule{
	ID: "VEC001", Slug: "vector-length", Severity: finding.Error,
	Title: i18n.T("向量库的维度固定为 OpenAI 的长度", "vector store of the length of OpenAI's embeddings"),
	Doc: i18n.T(
		"表列（vector(1536)）、索引或配置把向量长度固定为 OpenAI 向量模型的长度。换模型后，长度不同会写入失败；长度相同也不能混用：新旧向量含义不同，检索结果会悄悄变成无意义的。必须先重新生成全部已存向量，长度不同时还要改表结构或索引。只报告，不改写已执行过的迁移脚本。",
		"A column (vector(1536)), an index or a setting fixes the length of vectors to that of OpenAI's embeddings. After a change of the model another length is refused; the same length is no better, because old and new vectors do not mean the same and searches quietly return nonsense. All stored vectors must be made anew, and where the length differs the column or index too. It is reported only: a schema migration that has been applied is not edited."),
}

// Rewriter is the rewriter for the length of stored vectors. It reads any text, so the languages that it names are those
// of others.
var Rewriter = &rewrite.Rewriter{
	Name: "vectorstore",
	Doc: i18n.T(
		"报告把向量长度固定为 OpenAI 向量模型长度的列、索引和配置，不改写。",
		"Reports columns, indexes and settings that fix the length of vectors to that of OpenAI's embeddings; changes nothing."),
	Rules: []*finding.Rule{rule},
	Langs: []source.Lang{source.Python, source.Go},
	Match: match,
	Run:   run,
}

func match(f *source.File) bool {
	return f.Lang != source.Markdown && f.Mark == "" &&
		slices.ContainsFunc(numbers, func(n []byte) bool { return bytes.Contains(f.Data, n) })
}

// numbers are the lengths to look for; a test holds them against the catalog.
var numbers = [][]byte{[]byte("1536"), []byte("3072")}

// length finds a number that is the length of a vector: vector(1536), dimension: 1536, "embedding_dims" = 1536,
// VectorParams(size=1536, ...).
var length = regexp.MustCompile(`(?i)(?:\b(?:half|sparse)?vec(?:tor)?\s*\(\s*|` +
	`\b[\w.\-]*(?:dims?|dimensions?|dimensionality|(?:vector|embedding)_?(?:size|length))["']?\s*(?::\s*[a-z]\w*\s*)?(?:[:=]|=>|\()\s*["']?|` +
	`\bvector\w*\([^()\n]*\bsize["']?\s*[:=]\s*)(\d{4})\b`)

func run(p *rewrite.Pass) error {
	embeds := sync.OnceValue(func() bool { return usesEmbeddings(p.Project) })
	for _, f := range p.Files {
		for _, at := range lengths(f.Data) {
			n, _ := strconv.Atoi(string(f.Data[at.Start:at.End]))
			if models := provider.EmbeddingsOfLength(n); !isComment(f, at.Start) && embeds() {
				report(p, f, at, n, models)
			}
		}
	}
	return p.Context.Err()
}

// lengths finds the numbers in a text that are lengths of OpenAI's vectors and stand where the length of a vector is
// written. Few lines hold such a number, so only those are matched.
func lengths(text []byte) []source.Span {
	var out []source.Span
	for _, number := range numbers {
		for at := 0; ; {
			i := bytes.Index(text[at:], number)
			if i < 0 {
				break
			}
			at += i + len(number)
			start := max(bytes.LastIndexByte(text[:at], '\n')+1, at-reach)
			for _, m := range length.FindAllSubmatchIndex(text[start:min(at+1, len(text))], -1) {
				if start+m[3] == at {
					out = append(out, source.Span{Start: start + m[2], End: at})
				}
			}
		}
	}
	return out
}

// reach is how many bytes before the end of a number are looked at: in files of data a line may be the whole file.
const reach = 400

// isComment reports whether a line is a comment in most languages.
func isComment(f *source.File, at int) bool {
	line := bytes.TrimSpace(f.Data[bytes.LastIndexByte(f.Data[:at], '\n')+1 : at])
	return bytes.HasPrefix(line, []byte("#")) || bytes.HasPrefix(line, []byte("//")) || bytes.HasPrefix(line, []byte("--"))
}

// signs are what code that embeds with OpenAI spells somewhere.
var signs = []string{"text-embedding-", "OpenAIEmbedding", "embeddings.create", "createEmbedding", "CreateEmbeddings", "openai.Embedding"}

// usesEmbeddings reports whether some file below the project's root uses embeddings of OpenAI, as far as its text shows. A
// schema lies beside the code and not in it, so for what belongs to no language the whole tree counts.
func usesEmbeddings(p *source.Project) bool {
	root := p.Root
	if p.Family == source.FamilyConfig {
		root = "."
	}
	return slices.ContainsFunc(p.Tree.Files, func(f *source.File) bool {
		return source.Within(f.Path, root) && slices.ContainsFunc(signs, func(s string) bool { return bytes.Contains(f.Data, []byte(s)) })
	})
}

func report(p *rewrite.Pass, f *source.File, at source.Span, n int, models []string) {
	out := finding.Finding{
		Rule: rule, Kind: finding.Parameter, File: f, Span: at, Symbol: strconv.Itoa(n), Capability: finding.Embeddings,
		Confidence: finding.Certain,
		Message:    i18n.Tf("向量长度固定为 %d，即 %s 的长度", "vectors are fixed to %d numbers, the length of %s", n, strings.Join(models, ", ")),
	}
	if p.Target != nil {
		out.Confidence, out.Verdict = finding.Manual, finding.Block
		judge(p.Target, &out, n, models[0])
	}
	p.Report(out)
}

// judge says what becomes of stored vectors at the target.
func judge(t *provider.Target, out *finding.Finding, n int, model string) {
	name := t.Brief()
	c, ok := t.Model(model, provider.Need{})
	if !ok || c.Embedding == nil || c.Embedding.Dimensions == 0 {
		out.Message = i18n.Join(out.Message, i18n.T(name.ZH+"没有可替换的向量模型：请保留现有向量服务，或另选平台", "there is no embeddings model to replace it at "+name.EN+": keep the present one, or choose another service for it"))
		return
	}
	out.Sources = rewrite.Sources(c.Verdict)
	got := max(c.Dimensions, 0)
	if got == 0 {
		got = c.Embedding.Dimensions
	}
	if got == n || slices.Contains(c.Embedding.Allowed, n) {
		out.Message = i18n.Join(out.Message, i18n.Tf("%[2]s 也能给出 %[1]d 维，列不必改，但新旧向量含义不同：切换前必须重新生成全部已存向量，否则检索会悄悄出错",
			"%[2]s can give %[1]d as well, so the column may stay, but old and new vectors do not mean the same: make all stored ones anew before the switch, or searches go quietly wrong", n, c.ID))
		return
	}
	out.Message = i18n.Join(out.Message, i18n.Tf("%[2]s 给出 %[1]d 维：须另写迁移改列或索引，并重新生成全部已存向量", "%[2]s gives %[1]d: change the column or index in a new migration and make all stored vectors anew", got, c.ID))
}

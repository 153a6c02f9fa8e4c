package gosdk

import (
	"go/ast"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

var ruleTokenizer = &finding.Rule{
	ID: "GO013", Slug: "tokenizer", Severity: finding.Warning,
	Title: i18n.T("按 OpenAI 模型计算 token", "token counting by OpenAI model"),
	Doc: i18n.T(
		"tiktoken 只认识 OpenAI 的模型名，遇到其他模型会返回错误，计数也不适用于其他平台；pkoukk/tiktoken-go 还会在运行时从 OpenAI 的存储下载词表。",
		"tiktoken knows only OpenAI's models: another name is an error and its counts do not fit other providers. pkoukk/tiktoken-go also downloads its vocabulary from OpenAI's storage at run time."),
}

// pkoukk loads its vocabulary at run time, from openaipublic.blob.core.windows.net; the other holds it itself.
const pkoukk = "github.com/pkoukk/tiktoken-go"

// tokenizers are the import paths that count tokens as OpenAI does.
var tokenizers = []string{pkoukk, "github.com/tiktoken-go/tokenizer"}

func (r *run) tokenizers(f *gosyntax.File) {
	if !slices.ContainsFunc(f.Imports(), func(path string) bool { return slices.Contains(tokenizers, path) }) {
		return
	}
	f.Calls(func(call *ast.CallExpr) {
		pkg, name := r.program.Callee(call)
		if !slices.Contains(tokenizers, pkg) {
			return
		}
		out := finding.Finding{Rule: ruleTokenizer, Kind: finding.Tokenizer, Symbol: name}
		switch {
		case strings.HasPrefix(name, "EncodingForModel") || name == "ForModel":
			out.Message = i18n.Tf("%s 不认识其他平台的模型：请处理其错误，或改为估算", "%s does not know other providers' models: handle its error, or estimate", name)
		case name == "GetEncoding" || name == "Get":
			out.Message = i18n.Tf("%s 按 OpenAI 的词表计数，对其他平台的模型只是估算", "%s counts by OpenAI's vocabulary, which is an estimate for other providers' models", name)
		default:
			return
		}
		if pkg == pkoukk && !r.offline() {
			out.Message = i18n.Join(out.Message, i18n.T(
				"它还会在运行时从 openaipublic.blob.core.windows.net 下载词表，连不上就会失败：可用 github.com/pkoukk/tiktoken-go-loader 把词表编入程序",
				"it also downloads its vocabulary from openaipublic.blob.core.windows.net at run time, and fails where it cannot: github.com/pkoukk/tiktoken-go-loader compiles it in"))
		}
		r.add(f, call.Fun, out)
	})
}

// offline reports whether the project brings the vocabulary along.
func (r *run) offline() bool { return r.program.Imports("github.com/pkoukk/tiktoken-go-loader") }

package gosdk

import (
	"go/ast"
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

// tokenizers are the import paths that count tokens as OpenAI does.
var tokenizers = []string{"github.com/pkoukk/tiktoken-go", "github.com/tiktoken-go/tokenizer"}

func (r *run) tokenizers(f *gosyntax.File) {
	ast.Inspect(f.AST, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		pkg, name := r.program.Callee(call)
		for _, t := range tokenizers {
			if pkg == t && (strings.HasPrefix(name, "EncodingForModel") || name == "ForModel" || name == "GetEncoding" || name == "Get") {
				r.add(f, call.Fun, finding.Finding{
					Rule: ruleTokenizer, Kind: finding.Tokenizer, Symbol: name,
					Message: i18n.Tf("%s 不认识其他平台的模型：请处理其错误，或改为估算", "%s does not know other providers' models: handle its error, or estimate", name),
				})
			}
		}
		return true
	})
}

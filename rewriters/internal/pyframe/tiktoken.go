package pyframe

import (
	"slices"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Tiktoken counts tokens as OpenAI's models do. It sends nothing; it fails on names that are not OpenAI's.
var Tiktoken = &Framework{
	Folder: "pytiktoken", SDK: "tiktoken", Name: "tiktoken", Prefix: "TK",
	Packages: []string{"tiktoken"},
	Notes: []Note{
		{In: "tiktoken", Names: []string{"encoding_for_model", "encoding_name_for_model"}, Kind: finding.Tokenizer, Judge: foreignName, Fix: namedEncoding},
		{In: "tiktoken", Names: []string{"get_encoding"}, Kind: finding.Tokenizer,
			Text: i18n.T("按 OpenAI 的词表计算 token 数：换模型后只是估算，预算请留余量", "tokens are counted with OpenAI's vocabulary: after the move that is an estimate, leave a margin in budgets")},
	},
}

// foreignName says what becomes of a look-up by model name.
func foreignName(v *survey, call syntax.Node) (i18n.Text, bool) {
	switch {
	case v.literalName(call):
		return i18n.T("按写明的 OpenAI 模型计算 token 数：换模型后只是估算，预算请留余量", "tokens are counted for the OpenAI model named here: after the move that is an estimate, leave a margin in budgets"), true
	case guarded(call):
		return i18n.T("遇到非 OpenAI 模型名会抛 KeyError，代码已有后备；换模型后的计数只是估算", "it raises KeyError on names that are not OpenAI's, for which the code has a fallback; counts are estimates after the move"), true
	}
	return i18n.T("遇到非 OpenAI 模型名会抛 KeyError：换模型后这里会失败，请改用 get_encoding", "it raises KeyError on names that are not OpenAI's, so it fails after the move: use get_encoding"), true
}

// literalName reports whether only an OpenAI model that is named in the call itself is looked up.
func (v *survey) literalName(call syntax.Node) bool {
	text, ok := pysyntax.Text(call.ChildByField("arguments").NamedChild(0))
	_, known := provider.OpenAIModel(text)
	return ok && known
}

// guarded reports whether a KeyError of the call is caught.
func guarded(call syntax.Node) bool {
	child := call
	for up := range call.Ancestors() {
		if up.Is("function_definition", "lambda", "class_definition") {
			return false
		}
		if up.Is("try_statement") && child.Field() == "body" {
			for c := range up.NamedChildren() {
				if c.Is("except_clause") && catches(c) {
					return true
				}
			}
		}
		child = up
	}
	return false
}

func catches(clause syntax.Node) bool {
	what := clause.NamedChild(0)
	if what.Is("block") {
		return true
	}
	for n := range what.Preorder() {
		if n.Is("identifier") && slices.Contains([]string{"KeyError", "Exception", "BaseException", "LookupError"}, n.Text()) {
			return true
		}
	}
	return false
}

// namedEncoding looks the vocabulary up by its own name in place of the model's.
//
//	Have: tiktoken.encoding_for_model(model) -> tiktoken.get_encoding("o200k_base")
func namedEncoding(v *survey, call syntax.Node) (finding.Fix, bool) {
	fn := call.ChildByField("function")
	args := pysyntax.Arguments(call)
	if v.literalName(call) || guarded(call) || !fn.Is("attribute") || pysyntax.Last(fn) != "encoding_for_model" || len(args) != 1 || args[0].Splat {
		return finding.Fix{}, false
	}
	m := v.py.Module(call)
	name := fn.ChildByField("attribute")
	return finding.Fix{
		Title: i18n.T("按词表名取得编码", "name the vocabulary in place of the model"),
		Why: i18n.T("encoding_for_model 不认识其他平台的模型名，会抛 KeyError；get_encoding 不依赖模型名，计数为估算",
			"encoding_for_model raises KeyError on the models of other services; get_encoding does not ask for one, and the count is an estimate"),
		Confidence: finding.Likely,
		Edits: finding.In(m.File, edit.Edit{Start: name.Start(), End: name.End(), New: "get_encoding", Node: "call encoding_for_model"},
			edit.Edit{Start: args[0].Node.Start(), End: args[0].Node.End(), New: m.Quote("o200k_base"), Node: "call encoding_for_model"}),
	}, true
}

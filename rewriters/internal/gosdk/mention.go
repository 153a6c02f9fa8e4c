package gosdk

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

var ruleMention = &finding.Rule{
	ID: "GO006", Slug: "model-name-in-code", Severity: finding.Warning,
	Title: i18n.T("代码中的 OpenAI 模型名", "OpenAI model name in code"),
	Doc: i18n.T(
		"价格表、映射、比较、前缀判断、测试等处的模型名。它们不直接随请求发出，所以只说明模型更换后会发生什么，不自动修改。",
		"A model name in a table, a comparison, a prefix test, a test case and the like. It is not sent itself, so the finding says what happens once the model changes, and nothing is edited."),
}

// constants reports the SDK's model constants that no request was found to send.
func (r *run) constants(f *gosyntax.File) {
	if !slices.ContainsFunc(f.Imports(), func(path string) bool { return r.of(path) != nil }) {
		return
	}
	gosyntax.Each(f, func(sel *ast.SelectorExpr) {
		if id, ok := sel.X.(*ast.Ident); ok && !r.handled[ast.Expr(sel)] && r.isSDK(id) {
			if name, ok := r.program.String(sel); ok && r.isModel(name) {
				p, _ := r.imported(id)
				r.mention(f, sel, name, r.of(p).Name)
			}
		}
	})
}

// modelWord reports whether a literal is a model name beyond doubt.
func modelWord(s string) bool {
	m, ok := provider.OpenAIModel(s)
	return ok && !m.Weak
}

func (r *run) mention(f *gosyntax.File, e ast.Expr, name, sdk string) {
	where, text := r.context(f, e)
	r.add(f, e, finding.Finding{
		Rule: ruleMention, Kind: finding.Model, SDK: sdk, Symbol: where, Model: name,
		Message: i18n.T("模型名 "+name+"："+text.ZH, "model name "+name+": "+text.EN),
	})
}

// context says what a name is used for, and what that means once the model changes.
func (r *run) context(f *gosyntax.File, e ast.Expr) (string, i18n.Text) {
	if f.Test {
		return "test", i18n.T("在测试中；模型更换后测试可能失败", "in a test, which may fail once the model changes")
	}
	switch p := f.Parent(e).(type) {
	case *ast.BinaryExpr:
		if p.Op == token.EQL || p.Op == token.NEQ {
			return "comparison", i18n.T("代码按名字判断；换成其他模型后会走另一个分支", "the code decides by it; with another model the other branch is taken")
		}
	case *ast.CaseClause:
		return "case", i18n.T("switch 的分支；换成其他模型后不再进入此分支", "a switch case, which another model no longer enters")
	case *ast.CallExpr:
		if pkg, fn := r.program.Callee(p); pkg == "strings" && (strings.HasPrefix(fn, "Has") || strings.HasPrefix(fn, "Contains") || fn == "EqualFold") {
			return "prefix", i18n.T("代码按名字的一部分判断；换成其他模型后结果不同", "the code decides by a part of the name; with another model the answer differs")
		}
		return "argument", i18n.T("作为参数传递；请确认它是否会成为请求的模型", "passed as an argument: check whether it becomes a request's model")
	case *ast.KeyValueExpr:
		if p.Key == e {
			return "map-key", i18n.T("表中的键；其他模型在表中查不到，请补上", "the key of a table, in which another model is not found: add it")
		}
		return "value", i18n.T("字段或表中的值；请确认它是否会成为请求的模型", "a field's or table's value: check whether it becomes a request's model")
	case *ast.CompositeLit:
		return "list", i18n.T("列表中的一项；其他模型不在其中，请补上", "an item of a list that lacks other models: add them")
	}
	return "name", i18n.T("请确认它是否会成为请求的模型", "check whether it becomes a request's model")
}

package pyopenai

import (
	"slices"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

var ruleClass = &finding.Rule{
	ID: "PY020", Slug: "class-branch", Severity: finding.Note,
	Title: i18n.T("按客户端的类判断", "a decision by the client's class"),
	Doc: i18n.T(
		"查找 isinstance(client, AzureOpenAI) 一类判断。客户端由 Azure 换成 OpenAI 类后会走另一支；OpenAI 类的客户端迁移后类不变。只报告。",
		"Finds decisions such as isinstance(client, AzureOpenAI). A client that leaves Azure becomes one of class OpenAI and takes the other branch; one of class OpenAI keeps its class. Reported only."),
}

// classFindings reports where code asks whether a client is one of the SDK's classes.
func (s *survey) classFindings() {
	if !s.sdk() {
		return
	}
	s.Each(func(m *pysyntax.Module) {
		for n := range m.Tree.Root().Descendants("call") {
			if fn := n.ChildByField("function"); fn.Text() == "isinstance" || fn.Text() == "issubclass" {
				s.classFinding(m, n)
			}
		}
	})
}

func (s *survey) classFinding(m *pysyntax.Module, call syntax.Node) {
	for _, class := range s.classesIn(call.ChildByField("arguments").NamedChild(1)) {
		f := finding.Finding{
			Rule: ruleClass, Kind: finding.Client, SDK: sdk, Symbol: class, Confidence: finding.Certain,
			Message: i18n.Tf("判断客户端是否为 %s", "asks whether a client is of class %s", class),
		}
		if s.target != nil && isAzure(class) {
			f.Confidence = finding.Manual
			f.Message = i18n.Join(f.Message, i18n.T("客户端离开 Azure 后不会走这一支", "a client that leaves Azure does not take this branch"))
		}
		s.Report(m, call, f)
	}
}

// classesIn are the SDK's classes that an expression names: one, or a tuple or union of them.
func (s *survey) classesIn(n syntax.Node) []string {
	var out []string
	for part := range n.Preorder() {
		if !part.Is("identifier", "attribute") || part.Parent().Is("attribute") {
			continue
		}
		for _, v := range s.py.Eval(part) {
			if class := classOf(v.Path); v.Kind == pysyntax.Symbol && class != "" && !slices.Contains(out, class) {
				out = append(out, class)
			}
		}
	}
	return out
}

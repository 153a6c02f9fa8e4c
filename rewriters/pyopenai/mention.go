package pyopenai

import (
	"fmt"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

var ruleMention = &finding.Rule{
	ID: "PY008", Slug: "model-mention", Severity: finding.Note,
	Title: i18n.T("提到的模型名", "model name that is mentioned"),
	Doc: i18n.T(
		"列出没有流入请求的模型名：价格表和上下文长度表的键、可选模型列表、Literal 类型、比较与前缀判断。它们不会被改写；每条说明换模型后会发生什么。同一张表、列表或类中的名字合为一条。",
		"Lists model names that do not flow into a request: keys of price and context tables, lists of choices, Literal types, comparisons and prefix tests. They are not rewritten; each finding says what will happen when the model changes. The names of one table, list or class are one finding."),
}

func (s *survey) mentions() {
	s.Each(func(m *pysyntax.Module) {
		var in advice.Containers
		for n := range m.Tree.Root().Descendants("string") {
			if s.models.At(n) == nil && s.raw.models[n] == nil && !s.claimed.Has(m, n) && !pysyntax.IsDocstring(n) {
				s.mention(m, n, &in)
			}
		}
		for _, c := range in.List {
			s.Report(m, c.Reported(), finding.Finding{Rule: ruleMention, Kind: finding.Model, Symbol: c.Called(), Message: c.Text()})
		}
	})
}

func (s *survey) mention(m *pysyntax.Module, n syntax.Node, in *advice.Containers) {
	name, ok := pysyntax.Text(n)
	if !ok {
		return
	}
	model, known := provider.OpenAIModel(name)
	where := contextOf(n)
	switch {
	case where == advice.Branch && advice.IsPrefix(name):
	case !known || model.Weak && where != advice.Sent:
		return
	}
	if in.Add(s.containerOf(n), name) {
		return
	}
	text := where.Text(name)
	if where == advice.Other || where == advice.Sent {
		text = s.byEnvironment(text, name, model.Prefix)
	}
	if where == advice.Branch && s.filtersList(n) {
		text = i18n.Tf("按名字 %s 筛选 models.list 的结果：迁移后列出的是目标平台的模型，没有这样的名字，请改为目标平台的模型名", "models.list is filtered by the name %s: after the move it lists the target's models, none of which is called so; filter by the target's names", name)
	}
	s.Report(m, n, finding.Finding{
		Rule: ruleMention, Kind: finding.Model, Symbol: name, Model: name, Capability: finding.Capability(model.Kind), Message: text,
	})
}

// byEnvironment adds what changes together with a name that chooses the service by its prefix: whatever resolves such a name
// takes address and key from the environment.
//
//	Have: os.environ.get("STRATEGIC_LLM", "openai:gpt-4o"), {"SMART_LLM": "openai:gpt-4o"}
func (s *survey) byEnvironment(text i18n.Text, name, prefix string) i18n.Text {
	if s.target == nil || prefix != "openai:" && prefix != "openai/" {
		return text
	}
	choice, ok := s.target.Model(name, provider.Need{})
	if !ok {
		return text
	}
	to, t := prefix+choice.ID, s.target
	return i18n.T(
		fmt.Sprintf("提到模型 %s：按前缀选择平台的客户端一般从环境取地址和密钥，请一起改动：OPENAI_BASE_URL 设为 %s，OPENAI_API_KEY 换成%s的密钥，此处改为 %s", name, t.BaseURL, t.Brief().ZH, to),
		fmt.Sprintf("the model %s is named here: clients that are chosen by such a prefix take address and key from the environment as a rule; change all together: OPENAI_BASE_URL to %s, OPENAI_API_KEY to a key of %s, and this to %s", name, t.BaseURL, t.Brief().EN, to))
}

// contextOf tells what a name stands in.
func contextOf(n syntax.Node) advice.Place {
	if isBranch(n) {
		return advice.Branch
	}
	up := n.Parent()
	switch up.Kind() {
	case "pair":
		if n.Field() == "key" {
			return advice.Table
		}
		if key, _ := pysyntax.Text(up.ChildByField("key")); key == "model" {
			return advice.Sent
		}
	case "keyword_argument":
		if name := up.ChildByField("name").Text(); name == "model" || name == "model_name" {
			return advice.Sent
		}
	case "list", "tuple", "set":
		if up.Parent().Is("comparison_operator") {
			return advice.Branch
		}
		return advice.List
	case "subscript", "generic_type", "type_parameter", "type", "union_type":
		if up.Is("subscript") && pysyntax.Last(up.ChildByField("value")) != "Literal" {
			return advice.Table
		}
		return advice.Typed
	}
	return advice.Other
}

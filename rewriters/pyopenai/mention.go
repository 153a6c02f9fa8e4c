package pyopenai

import (
	"fmt"
	"regexp"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
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

// prefix matches the starts of model names that code tests for: gpt, gpt-, gpt-4; not any name that begins so.
var prefix = regexp.MustCompile(`^(gpt|chatgpt|o1|o3|o4|text-embedding|text-davinci|davinci|dall-e|whisper)(-([0-9][a-z0-9.]*|image|ada)?)?$`)

func (s *survey) mentions() {
	s.Each(func(m *pysyntax.Module) {
		in := tables{at: map[syntax.Node]*modelTable{}}
		for n := range m.Tree.Root().Descendants("string") {
			if s.models[n] == nil && s.raw.models[n] == nil && !s.claimed.Has(m, n) && !pysyntax.IsDocstring(n) {
				s.mention(m, n, &in)
			}
		}
		for _, t := range in.order {
			s.tableFinding(m, t)
		}
	})
}

func (s *survey) mention(m *pysyntax.Module, n syntax.Node, in *tables) {
	name, ok := pysyntax.Text(n)
	if !ok {
		return
	}
	model, known := provider.OpenAIModel(name)
	where := contextOf(n)
	switch {
	case where == branch && prefix.MatchString(name):
	case !known || model.Weak && where != sent:
		return
	}
	if in.add(s, n, name) {
		return
	}
	text := mentionText(where, name)
	if where == other || where == sent {
		text = s.byEnvironment(text, name, model.Prefix)
	}
	if where == branch && s.filtersList(n) {
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

// place is what a model name that is not sent is for.
type place int

const (
	other place = iota
	table
	list
	branch
	typed
	sent // it looks like a request's, on a client that is none of the SDK's
)

// contextOf tells what a name stands in.
func contextOf(n syntax.Node) place {
	if isBranch(n) {
		return branch
	}
	up := n.Parent()
	switch up.Kind() {
	case "pair":
		if n.Field() == "key" {
			return table
		}
		if key, _ := pysyntax.Text(up.ChildByField("key")); key == "model" {
			return sent
		}
	case "keyword_argument":
		if name := up.ChildByField("name").Text(); name == "model" || name == "model_name" {
			return sent
		}
	case "list", "tuple", "set":
		if up.Parent().Is("comparison_operator") {
			return branch
		}
		return list
	case "subscript", "generic_type", "type_parameter", "type", "union_type":
		if up.Is("subscript") && pysyntax.Last(up.ChildByField("value")) != "Literal" {
			return table
		}
		return typed
	}
	return other
}

func mentionText(where place, name string) i18n.Text {
	switch where {
	case table:
		return i18n.Tf("表中以 %s 为键：换模型后查不到该键，请为新模型补一项", "a table is keyed by %s: after the move it has no entry for the new model, add one", name)
	case list:
		return i18n.Tf("列表中有 %s：换模型后它不再可用，请更新列表", "a list names %s: after the move it cannot be chosen any more, update the list", name)
	case branch:
		return i18n.Tf("代码按模型名 %s 判断：换模型后不会走这一分支", "the code decides by the name %s: after the move this branch is not taken", name)
	case typed:
		return i18n.Tf("类型只允许 %s 等模型名：请加入新模型", "a type allows only names such as %s: add the new model", name)
	case sent:
		return i18n.Tf("模型 %s 被交给无法追踪的调用：请人工确认", "the model %s is given to a call that cannot be followed: look at it by hand", name)
	}
	return i18n.Tf("提到模型 %s，未见它流入请求：请确认是否需要更换", "the model %s is named here and not seen to flow into a request: check whether it must change", name)
}

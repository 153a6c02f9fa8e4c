package jsopenai

import (
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

var ruleMention = &finding.Rule{
	ID: "JS008", Slug: "model-mention", Severity: finding.Note,
	Title: i18n.T("提到的模型名", "model name that is mentioned"),
	Doc: i18n.T(
		"列出没有流入请求的模型名：价格表和上下文长度表的键、可选模型列表、类型联合、比较与前缀判断、界面占位文字。它们不会被改写；每条说明换模型后会发生什么。同一张表、列表或类型中的名字合为一条。",
		"Lists model names that do not flow into a request: keys of price and context tables, lists of choices, type unions, comparisons and prefix tests, placeholders. They are not rewritten; each finding says what will happen when the model changes. The names of one table, list or type are one finding."),
}

var ruleGateway = &finding.Rule{
	ID: "JS018", Slug: "gateway-model", Severity: finding.Error,
	Title: i18n.T("带平台前缀的模型名", "model name with a provider's prefix"),
	Doc: i18n.T(
		"查找 AI SDK 网关与注册表使用的 openai/gpt-…、openai:gpt-… 形式的模型名。前缀决定平台，没有可改的地址：需要人工换成目标平台的 provider。",
		"Finds model names of the form openai/gpt-... and openai:gpt-..., as the AI SDK's gateway and registries take them. The prefix decides the service and there is no address to change: a person must put a provider of the target in its place."),
}

func (s *survey) mentions() {
	s.Each(func(m *jssyntax.Module) {
		var in advice.Containers
		for n := range m.Tree.Root().Descendants("string", "template_string", "property_identifier") {
			name, ok := s.mentioned(m, n)
			if ok && !in.Add(s.containerOf(n), name) {
				s.mention(m, n, name)
			}
		}
		for _, c := range in.List {
			s.Report(m, c.Node, finding.Finding{Rule: ruleMention, Kind: finding.Model, Symbol: c.Called(), Message: c.Text()})
		}
	})
}

// containerOf is the container of a name, none where it stands alone.
func (s *survey) containerOf(n syntax.Node) advice.Container {
	outer := s.container(n)
	if !outer.Valid() {
		return advice.Container{}
	}
	return advice.Container{Node: outer, Name: nameOf(outer), Place: contextOf(n)}
}

// mentioned returns the model that a literal names without being sent.
func (s *survey) mentioned(m *jssyntax.Module, n syntax.Node) (string, bool) {
	if s.models.At(n) != nil || n.Is("property_identifier") && !n.Parent().Is("pair") {
		return "", false
	}
	name, ok := jssyntax.Text(n)
	if n.Is("property_identifier") {
		name, ok = n.Text(), true
	}
	if !ok || name == "" || len(name) > 80 {
		return "", false
	}
	model, known := provider.OpenAIModel(name)
	where := contextOf(n)
	if where == advice.Branch && advice.IsPrefix(name) {
		return name, true
	}
	return name, known && (!model.Weak || where == advice.Sent)
}

func (s *survey) mention(m *jssyntax.Module, n syntax.Node, name string) {
	model, _ := provider.OpenAIModel(name)
	if (model.Prefix == "openai/" || model.Prefix == "openai:" || strings.HasPrefix(name, "openai:")) && contextOf(n) != advice.Branch && contextOf(n) != advice.Table {
		s.gateway(m, n, name)
		return
	}
	s.Report(m, n, finding.Finding{
		Rule: ruleMention, Kind: finding.Model, Symbol: name, Model: name, Capability: finding.Capability(model.Kind), Message: contextOf(n).Text(name),
	})
}

// gateway is a model name that names its service itself.
func (s *survey) gateway(m *jssyntax.Module, n syntax.Node, name string) {
	model, _ := provider.OpenAIModel(name)
	f := finding.Finding{
		Rule: ruleGateway, Kind: finding.Model, Symbol: name, Model: name, Capability: finding.Capability(model.Kind), Reaches: true, Confidence: finding.Manual,
		Message: i18n.Tf("模型名 %s 的前缀把请求送往 OpenAI", "the prefix of %s sends the request to OpenAI", name),
	}
	if s.target != nil && !s.registryFix(&f, m, n, name) {
		to := "NAME"
		if c, ok := s.target.Model(strings.TrimPrefix(strings.TrimPrefix(name, "openai:"), "openai/"), provider.Need{}); ok {
			to = c.ID
		}
		f.Message = i18n.Join(f.Message, i18n.Tf("请以 createOpenAI({ apiKey, baseURL: %[1]q }) 建一个 provider，并在此处用 provider.chat(%[2]q)",
			"make a provider with createOpenAI({ apiKey, baseURL: %[1]q }) and use provider.chat(%[2]q) here", s.target.ClientURL(), to))
	}
	s.Report(m, n, f)
}

// container is the outermost object, array, enum or union type around a name when it holds enough of them.
func (s *survey) container(n syntax.Node) syntax.Node {
	var outer syntax.Node
	for up := n.Parent(); up.Is("pair", "object", "array", "union_type", "literal_type", "enum_assignment", "enum_body", "as_expression", "satisfies_expression", "arguments", "new_expression", "switch_case", "switch_body"); up = up.Parent() {
		if up.Is("arguments") && !up.Parent().Is("new_expression") {
			break
		}
		if up.Is("object", "array", "union_type", "enum_body", "switch_body") {
			outer = up
		}
	}
	if !outer.Valid() {
		return outer
	}
	size, known := s.sizes[outer]
	if !known {
		names := map[string]bool{}
		for c := range outer.Descendants("string", "property_identifier") {
			text := strings.Trim(c.Text(), "\"'`")
			if o, ok := provider.OpenAIModel(text); ok && !o.Weak && s.models.At(c) == nil {
				names[text] = true
			}
		}
		size = len(names)
		s.sizes[outer] = size
	}
	if size < advice.ManyNames {
		return syntax.Node{}
	}
	return outer
}

// nameOf is what a container is bound to.
func nameOf(n syntax.Node) string {
	for up := range n.Ancestors() {
		switch up.Kind() {
		case "variable_declarator", "type_alias_declaration", "enum_declaration", "public_field_definition", "field_definition", "property_signature", "function_declaration", "class_declaration", "interface_declaration":
			if name := up.ChildByField("name"); name.Valid() {
				return name.Text()
			}
		case "pair":
			return strings.Trim(up.ChildByField("key").Text(), `"'`)
		case "assignment_expression":
			return jssyntax.Last(up.ChildByField("left"))
		case "switch_statement":
			return strings.Trim(up.ChildByField("value").Text(), "()")
		}
	}
	return ""
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
		if key := strings.Trim(up.ChildByField("key").Text(), `"'`); key == "model" || key == "modelName" {
			return advice.Sent
		}
	case "array":
		if isBranch(up) {
			return advice.Branch
		}
		return advice.List
	case "literal_type":
		return advice.Typed
	case "enum_assignment":
		return advice.List
	case "subscript_expression":
		return advice.Table
	}
	return advice.Other
}

// isBranch reports whether a string is compared with rather than used.
func isBranch(n syntax.Node) bool {
	up := n.Parent()
	switch up.Kind() {
	case "binary_expression":
		switch up.ChildByField("operator").Kind() {
		case "===", "!==", "==", "!=", "in":
			return true
		}
	case "switch_case":
		return n.Field() == "value"
	case "arguments":
		switch jssyntax.Last(jssyntax.Callee(up.Parent())) {
		case "startsWith", "endsWith", "includes", "match", "test", "indexOf", "search":
			return true
		}
	case "member_expression": // ['a', 'b'].includes(model)
		return n.Is("array") && jssyntax.Last(up) == "includes"
	}
	return false
}

package jsopenai

import (
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

var ruleImport = &finding.Rule{
	ID: "JS004", Slug: "import", Severity: finding.Note,
	Title: i18n.T("导入 openai 及其封装", "import of openai or of what wraps it"),
	Doc: i18n.T(
		"列出对 openai、openai-edge、@ai-sdk/openai、@langchain/openai、@llamaindex/openai 的导入，仅导入类型的也算。它们可以继续用来访问兼容服务。名为 openai 的本地模块不计入。",
		"Lists imports of openai, openai-edge, @ai-sdk/openai, @langchain/openai and @llamaindex/openai, those of types included. The packages keep working with compatible services. A local module called openai does not count."),
}

var ruleOther = &finding.Rule{
	ID: "JS005", Slug: "other-library", Severity: finding.Warning,
	Title: i18n.T("不能自动迁移的 OpenAI 库", "OpenAI libraries that are not moved"),
	Doc: i18n.T(
		"查找 @azure/openai、@ai-sdk/azure 等只服务于 OpenAI 或 Azure 的库，说明应如何人工迁移。",
		"Finds libraries that serve OpenAI or Azure alone, such as @azure/openai and @ai-sdk/azure, and says how to move them by hand."),
}

var ruleMock = &finding.Rule{
	ID: "JS017", Slug: "test-mock", Severity: finding.Note,
	Title: i18n.T("测试中对 openai 的模拟", "mocks of openai in tests"),
	Doc: i18n.T(
		"查找 vi.mock('openai')、jest.mock('openai') 等。测试替换的是整个模块，迁移后模块名不变，但断言中的地址、模型与密钥变量可能需要更新。",
		"Finds vi.mock('openai'), jest.mock('openai') and the like. They replace the module as a whole, whose name stays; addresses, models and key variables in assertions may need an update."),
}

// imported is one import of a package.
type imported struct {
	node syntax.Node
	from syntax.Node
	pkg  string
}

// imported returns what a module imports from packages, whichever way: import, export from, require, import().
func (s *survey) imported(m *jssyntax.Module) []imported {
	var out []imported
	for n := range m.Tree.Root().Descendants("import_statement", "export_statement", "call_expression", "import_require_clause") {
		from := n.ChildByField("source")
		if n.Is("call_expression") {
			if fn := jssyntax.Callee(n); !fn.Is("import") && fn.Text() != "require" {
				continue
			}
			from = jssyntax.Argument(n, 0)
		}
		if text, ok := jssyntax.Text(from); ok && !s.js.Local(m.File.Path, text) {
			out = append(out, imported{n, from, s.js.Package(m.File.Path, text)})
		}
	}
	return out
}

// wrappers are the packages that keep working with another address.
var wrappers = map[string]string{
	"openai": "openai-node", "openai-edge": "openai-node", "@ai-sdk/openai": "ai-sdk", "@langchain/openai": "langchain-js",
	"@llamaindex/openai": "llamaindex-ts", "@openai/agents": "openai-agents-js", "@openai/agents-core": "openai-agents-js", "@openai/agents-openai": "openai-agents-js",
}

// others are the packages that a person must deal with, with what to do.
var others = map[string]i18n.Text{
	"@openai/agents-realtime": i18n.T("Realtime 接口没有对应：请另选服务", "the Realtime API has no counterpart: choose another service"),
	"@azure/openai":           i18n.T("@azure/openai 只访问 Azure：请换成 openai 包的 OpenAI({ apiKey, baseURL })，getChatCompletions(部署名, 消息) 改为 chat.completions.create({ model, messages })", "@azure/openai reaches Azure only: use OpenAI({ apiKey, baseURL }) of the package openai, and chat.completions.create({ model, messages }) for getChatCompletions(deployment, messages)"),
	"@ai-sdk/azure":           i18n.T("@ai-sdk/azure 只访问 Azure：请换成 createOpenAI({ apiKey, baseURL }).chat(模型名)", "@ai-sdk/azure reaches Azure only: use createOpenAI({ apiKey, baseURL }).chat(model)"),
	"@langchain/azure-openai": i18n.T("请换成 @langchain/openai 的 ChatOpenAI，并设置 configuration.baseURL", "use ChatOpenAI of @langchain/openai with configuration.baseURL"),
}

func (s *survey) imports() {
	s.Each(func(m *jssyntax.Module) {
		for _, i := range s.imported(m) {
			s.importFinding(m, i)
		}
		for n := range m.Tree.Root().Descendants("call_expression") {
			s.mock(m, n)
		}
	})
}

func (s *survey) importFinding(m *jssyntax.Module, i imported) {
	top := i.pkg
	for strings.Count(top, "/") > strings.Count(top[:1], "@") {
		top = top[:strings.LastIndex(top, "/")]
	}
	f := finding.Finding{Kind: finding.Import, Symbol: i.pkg, Confidence: finding.Certain}
	switch {
	case wrappers[top] != "" || strings.HasPrefix(i.pkg, "langchain/") && strings.HasSuffix(i.pkg, "/openai"):
		f.Rule, f.SDK, f.Message = ruleImport, wrappers[top], i18n.Tf("导入 %s", "imports %s", i.pkg)
		if f.SDK == "" {
			f.SDK = "langchain-js"
		}
	case others[top].EN != "":
		f.Rule, f.Confidence, f.Reaches, f.Message = ruleOther, finding.Manual, true, others[top]
	case tokenizers[i.pkg] || tokenizers[top]:
		f.Rule, f.Kind = ruleTokenizer, finding.Tokenizer
		f.Message = i18n.Tf("%s 按 OpenAI 的词表计数：换模型后只是估算，按模型名取词表的调用会对未知名字抛错", "%s counts by OpenAI's vocabularies: an estimate for another model, and looking one up by an unknown name throws", i.pkg)
	default:
		return
	}
	s.Report(m, i.node, f)
}

// mock reports a module mock of one of the packages.
func (s *survey) mock(m *jssyntax.Module, call syntax.Node) {
	fn := jssyntax.Callee(call)
	object := fn.ChildByField("object").Text()
	if object != "vi" && object != "jest" && object != "mock" {
		return
	}
	name, ok := jssyntax.Text(jssyntax.Argument(call, 0))
	if !ok || wrappers[name] == "" && !(strings.HasPrefix(name, ".") && strings.Contains(strings.ToLower(name), "openai")) {
		return
	}
	s.Report(m, call, finding.Finding{
		Rule: ruleMock, Kind: finding.Import, Symbol: "mock " + name, Confidence: finding.Manual,
		Message: i18n.Tf("测试模拟了 %s：模块名不变，请核对断言中的地址、模型与密钥变量", "a test mocks %s: the module's name stays, check addresses, models and key variables in its assertions", name),
	})
}

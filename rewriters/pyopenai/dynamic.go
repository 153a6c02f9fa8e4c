package pyopenai

import (
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
)

var ruleDynamic = &finding.Rule{
	ID: "PY005", Slug: "dynamic-import", Severity: finding.Error,
	Title: i18n.T("动态导入 openai", "dynamic import of openai"),
	Doc: i18n.T(
		"查找 importlib.import_module(\"openai\") 和 __import__(\"openai\")。这样得到的模块无法静态追踪，可能仍向 OpenAI 发送请求，需要人工检查。",
		"Finds importlib.import_module(\"openai\") and __import__(\"openai\"). What is done with such a module cannot be followed and may send requests to OpenAI: a person must look."),
}

func (s *survey) dynamicImports() { s.Each(s.dynamicImportsOf) }

func (s *survey) dynamicImportsOf(m *pysyntax.Module) {
	for n := range m.Tree.Root().Descendants("call") {
		fn := n.ChildByField("function")
		if last := pysyntax.Last(fn); last != "import_module" && last != "__import__" {
			continue
		}
		if name, ok := s.py.Constant(n.ChildByField("arguments").NamedChild(0)); !ok || name != "openai" {
			continue
		}
		for _, v := range s.py.Eval(fn) {
			if v.Path == "importlib.import_module" || v.Path == "builtins.__import__" {
				s.Report(m, n, finding.Finding{
					Rule: ruleDynamic, Kind: finding.Import, SDK: sdk, Symbol: "openai", Reaches: true,
					Message: i18n.T("动态导入 openai，无法追踪其用途：请人工检查", "imports openai dynamically; what is done with it cannot be followed: look at it by hand"),
				})
			}
		}
	}
}

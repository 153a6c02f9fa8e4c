package pyopenai

import (
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

var ruleImport = &finding.Rule{
	ID: "PY004", Slug: "import", Severity: finding.Note,
	Title: i18n.T("导入 openai", "import of openai"),
	Doc: i18n.T(
		"列出对 openai SDK 的导入。SDK 本身可以继续用来访问兼容服务，导入无需改动。名为 openai 的本地模块或目录不计入。",
		"Lists imports of the openai SDK. The SDK keeps working with compatible services, so imports need no change. A local module or folder called openai does not count."),
}

func (s *survey) imports() { s.Each(s.importsOf) }

func (s *survey) importsOf(m *pysyntax.Module) {
	for n := range m.Tree.Root().Descendants("import_statement", "import_from_statement") {
		for _, symbol := range s.importedNames(n) {
			s.Report(m, n, finding.Finding{
				Rule: ruleImport, Kind: finding.Import, SDK: sdk, Symbol: symbol, Confidence: finding.Certain,
				Message: i18n.Tf("导入 %s", "imports %s", symbol),
			})
		}
	}
}

// importedNames returns what a statement imports from the SDK, in the SDK's terms; nothing for local modules.
func (s *survey) importedNames(n syntax.Node) []string {
	var out []string
	from := n.ChildByField("module_name")
	for c := range n.ChildrenByField("name") {
		name := c
		if c.Is("aliased_import") {
			name = c.ChildByField("name")
		}
		symbol := name.Text()
		if from.Valid() {
			symbol = from.Text() + "." + symbol
		}
		if top, _, _ := strings.Cut(symbol, "."); top == "openai" && s.outside(n, c) {
			out = append(out, symbol)
		}
	}
	if from.Text() == "openai" && len(out) == 0 && strings.Contains(n.Text(), "*") {
		out = append(out, "openai.*")
	}
	return out
}

// outside reports whether an imported name comes from outside the project.
func (s *survey) outside(statement, name syntax.Node) bool {
	bound := name.NamedChild(0)
	if name.Is("aliased_import") {
		bound = name.ChildByField("alias")
	}
	m := s.py.Module(statement)
	for _, b := range m.ScopeOf(bound).Lookup(bound.Text()) {
		if b.Node != bound {
			continue
		}
		for _, v := range s.py.Bound(b) {
			if v.Kind == pysyntax.Symbol && !strings.HasPrefix(v.Path, "builtins.") { // Have: Body = object
				return true
			}
		}
	}
	return false
}

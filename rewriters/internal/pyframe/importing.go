package pyframe

import (
	"slices"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// importsOf reports the names that a file imports from the framework and that may use OpenAI: its shapes and notes, and the
// framework itself.
func (v *survey) importsOf(m *pysyntax.Module) {
	for n := range m.Tree.Root().Descendants("import_statement", "import_from_statement") {
		for _, symbol := range v.importedNames(m, n) {
			v.report(m, n, finding.Finding{
				Rule: v.frame.rules.imp, Kind: finding.Import, SDK: symbol, Symbol: symbol, Confidence: finding.Certain,
				Message: i18n.Tf("导入 %s", "imports %s", symbol),
			})
		}
	}
}

func (v *survey) importedNames(m *pysyntax.Module, statement syntax.Node) (out []string) {
	for c := range statement.ChildrenByField("name") {
		bound := c.NamedChild(0)
		if c.Is("aliased_import") {
			bound = c.ChildByField("alias")
		}
		for _, b := range m.ScopeOf(bound).Lookup(bound.Text()) {
			if b.Node != bound || !v.py.MayStand(b) {
				continue
			}
			for _, x := range v.py.Bound(b) {
				if x.Kind == pysyntax.Symbol && v.tabled(x.Path) && !slices.Contains(out, x.Path) {
					out = append(out, x.Path)
				}
			}
		}
	}
	return out
}

// tabled reports whether a symbol is one that the framework's table names, or its package.
func (v *survey) tabled(symbol string) bool {
	return symbol == v.frame.Packages[0] || v.frame.shapeOf(symbol) != nil || slices.ContainsFunc(v.frame.Notes, func(n Note) bool {
		return within(symbol, n.In, n.Names)
	})
}

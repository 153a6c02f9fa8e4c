// Package othersdk reports Python code that reaches OpenAI through a library that no rewriter handles yet: frameworks such as
// LangChain, LlamaIndex and LiteLLM.
//
// It reads imports only and offers no fix: which of a framework's classes talk to OpenAI, and how each is pointed
// elsewhere, is a rewriter's knowledge. The finding names the library and the setting by which it is moved, so that an
// inventory does not pass over in silence what the tool cannot change. A module of the project itself that happens to
// have such a name is left alone.
package othersdk

import (
	"bytes"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

var rule = &finding.Rule{
	ID: "SDK001", Slug: "other-sdk", Severity: finding.Warning,
	Title: i18n.T("通过其他库使用 OpenAI", "OpenAI use through another library"),
	Doc: i18n.T(
		"代码通过 LangChain、LlamaIndex、LiteLLM 等库使用 OpenAI。migrate 目前不改写它们，只指出位置和需要设置的参数；请手工修改。",
		"The code uses OpenAI through a library such as LangChain, LlamaIndex or LiteLLM. migrate does not rewrite these yet; it names the place and the setting by which to move it by hand."),
}

// Rewriter is the rewriter for libraries that have none of their own.
var Rewriter = &rewrite.Rewriter{
	Name: "othersdk",
	Doc: i18n.T(
		"报告通过其他 SDK 和框架（LangChain、LlamaIndex 等）使用 OpenAI 的导入，不改写。",
		"Reports imports of further SDKs and frameworks that talk to OpenAI (LangChain, LlamaIndex, ...); changes nothing."),
	Rules: []*finding.Rule{rule},
	Langs: []source.Lang{source.Python},
	Match: func(f *source.File) bool { return len(mentioned(f)) > 0 },
	Run:   run,
}

// mentioned are the libraries whose names stand anywhere in the file: a cheap test before any parse.
func mentioned(f *source.File) []library {
	var out []library
	for _, l := range libraries[f.Lang] {
		if bytes.Contains(f.Data, []byte(l.module)) {
			out = append(out, l)
		}
	}
	return out
}

func run(p *rewrite.Pass) error {
	for _, f := range p.Files {
		list, err := pythonImports(p, f)
		if err != nil {
			continue // the language's own rewriter lists files that do not parse
		}
		for _, imp := range list {
			report(p, f, imp)
		}
	}
	return nil
}

// imported is one imported module, with its place.
type imported struct {
	name string
	span source.Span
}

func report(p *rewrite.Pass, f *source.File, imp imported) {
	for _, l := range libraries[f.Lang] {
		if !l.is(imp.name) {
			continue
		}
		p.Report(finding.Finding{
			Rule: rule, Kind: finding.Import, File: f, Span: imp.span, SDK: l.name, Symbol: imp.name, Confidence: finding.Manual,
			Message: i18n.Tf("通过 %[1]s 使用 OpenAI，尚不能自动改写：%[2]s", "uses OpenAI through %[1]s, which is not rewritten yet: %[3]s", l.name, l.move.ZH, l.move.EN),
		})
		return
	}
}

// belongs reports whether an imported name is of one of the libraries.
func belongs(name string, lang source.Lang) bool {
	return slices.ContainsFunc(libraries[lang], func(l library) bool { return l.is(name) })
}

// pythonImports returns the absolute imports of a file: "a.b" for import a.b, "a.b.C" for from a.b import C.
func pythonImports(p *rewrite.Pass, f *source.File) ([]imported, error) {
	if !slices.ContainsFunc(pysyntax.Imports(f.Data), func(name string) bool { return belongs(name, f.Lang) && !own(p, name) }) {
		return nil, nil // what is mentioned is a word of a text, or the project's own
	}
	tree, err := syntax.Parse(p.Context, f.Lang, f.Data)
	if err != nil {
		return nil, err
	}
	var out []imported
	for n := range tree.Root().Descendants("import_statement", "import_from_statement") {
		prefix := ""
		if m := n.ChildByField("module_name"); m.Valid() {
			if m.Kind() == "relative_import" || own(p, m.Text()) {
				continue
			}
			prefix = m.Text() + "."
		}
		for _, name := range names(n) {
			if prefix != "" || !own(p, name) {
				out = append(out, imported{prefix + name, n.Span()})
			}
		}
	}
	return out, nil
}

// names are what an import statement imports, without aliases.
func names(n syntax.Node) []string {
	var out []string
	for c := range n.ChildrenByField("name") {
		if c.Kind() == "aliased_import" {
			c = c.ChildByField("name")
		}
		out = append(out, c.Text())
	}
	return out
}

// own reports whether the project has a module of that name itself.
func own(p *rewrite.Pass, module string) bool {
	top, _, _ := strings.Cut(module, ".")
	base := source.Join(p.Project.Root, top)
	return p.Project.Tree.Exists(base+".py") || p.Project.Tree.Exists(base+"/__init__.py")
}

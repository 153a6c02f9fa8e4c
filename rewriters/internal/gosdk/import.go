package gosdk

import (
	"slices"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

var ruleImport = &finding.Rule{
	ID: "GO001", Slug: "sdk-import", Severity: finding.Note,
	Title: i18n.T("引入 OpenAI 的 SDK", "import of an SDK for OpenAI"),
	Doc: i18n.T(
		"文件引入了某个 OpenAI SDK（官方 SDK、go-openai、LangChainGo 等）。SDK 本身大多与平台无关，可以继续使用；判断依据是引入路径，与包名无关。",
		"The file imports an SDK for OpenAI (the official one, go-openai, LangChainGo, ...). Most serve any compatible provider and may stay. The import path decides, never a package's name."),
}

func (r *run) imports() {
	for _, f := range r.program.Files {
		for _, s := range f.AST.Imports {
			p := gosyntax.ImportPath(s)
			if at := slices.IndexFunc(r.sdks, func(s *SDK) bool { return s.has(p) }); at >= 0 {
				r.add(f, s, finding.Finding{
					Rule: ruleImport, Kind: finding.Import, SDK: r.sdks[at].Name, Symbol: p, Confidence: finding.Certain,
					Message: i18n.Tf("引入 %s", "imports %s", p),
				})
			}
		}
	}
}

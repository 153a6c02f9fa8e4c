package gosashabaranov

import (
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

var ruleImport = &finding.Rule{
	ID: "GO001", Slug: "sdk-import", Severity: finding.Note,
	Title: i18n.T("引入 go-openai", "import of go-openai"),
	Doc: i18n.T(
		"文件引入了 github.com/sashabaranov/go-openai。SDK 本身与平台无关，可以继续使用；判断依据是引入路径，与包名无关。",
		"The file imports github.com/sashabaranov/go-openai. The SDK serves any compatible provider and may stay. The import path decides, never a package's name."),
}

func (r *run) imports() {
	for _, f := range r.program.Files {
		for _, s := range f.AST.Imports {
			if p := gosyntax.ImportPath(s); p == sdkPath || strings.HasPrefix(p, sdkPath+"/") {
				r.add(f, s, finding.Finding{
					Rule: ruleImport, Kind: finding.Import, SDK: sdk, Symbol: p, Confidence: finding.Certain,
					Message: i18n.Tf("引入 %s", "imports %s", p),
				})
			}
		}
	}
}

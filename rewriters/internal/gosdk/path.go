package gosdk

import (
	"go/ast"
	"regexp"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

var rulePath = &finding.Rule{
	ID: "GO015", Slug: "openai-path", Severity: finding.Note,
	Title: i18n.T("写在代码里的 OpenAI 接口路径", "path of OpenAI's API in code"),
	Doc: i18n.T(
		"字符串是 OpenAI 的接口路径，主机在别处决定；它可能被拼接到地址后，也可能是程序自己提供的路由。若是前者，而目标平台的版本路径不是 /v1，就需要修改。",
		"A string is a path of OpenAI's API whose host is decided elsewhere: it is appended to an address, or a route that the program itself serves. In the first case it must change where the target's version path is not /v1."),
}

// apiPath matches the paths of the endpoints, version included.
var apiPath = regexp.MustCompile(`^/?v1/(chat/completions|completions|embeddings|responses|moderations|images/(generations|edits)|audio/(transcriptions|translations|speech))$`)

// Have: http.NewRequest("POST", base+"/v1/chat/completions", body)
func (r *run) path(f *gosyntax.File, lit *ast.BasicLit, value string) {
	r.add(f, lit, finding.Finding{
		Rule: rulePath, Kind: finding.Endpoint, Symbol: value,
		Message: i18n.Tf(
			"接口路径 %s：若它被拼接到地址后，请确认目标平台的版本路径",
			"the API path %s: where it is appended to an address, check the target's version path", value),
	})
}

package gosdk

import (
	"go/ast"
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

var ruleEndpoint = &finding.Rule{
	ID: "GO010", Slug: "openai-url", Severity: finding.Error,
	Title: i18n.T("写在代码里的 OpenAI 地址", "address of OpenAI in code"),
	Doc: i18n.T(
		"字符串中写有 OpenAI 或 Azure OpenAI 的接口地址。属于可迁移请求的（GO016）随请求一起修改；其余的请连同认证头和模型名一起手工修改，注意完整路径、带 /v1 和不带 /v1 三种写法要分别处理。",
		"A string holds an address of OpenAI or Azure OpenAI. One that belongs to a request that can move (GO016) changes with it; change others by hand together with the Authorization header and the model, and mind that a full path, a base with /v1 and a bare host need different values."),
}

// address finds the addresses within a string.
var address = regexp.MustCompile(`(?i)(?:https?|wss?)://[a-z0-9.%{}$_-]*(?:api\.openai\.com|openai\.azure\.(?:com|us|cn))[^\s"'<>]*`)

// strings reports what string literals say: addresses, and model names outside requests.
func (r *run) strings(f *gosyntax.File) {
	gosyntax.Each(f, func(lit *ast.BasicLit) {
		if slices.ContainsFunc(f.AST.Imports, func(s *ast.ImportSpec) bool { return s.Path == lit }) {
			return
		}
		if _, value, ok := gosyntax.Literal(lit); ok {
			r.literal(f, lit, value)
		}
	})
}

func (r *run) literal(f *gosyntax.File, lit *ast.BasicLit, value string) {
	url := ""
	if strings.Contains(value, "://") && openaiWords.In([]byte(value)) {
		url = address.FindString(value)
	}
	switch handled := r.handled[ast.Expr(lit)]; {
	case url != "":
		r.endpoint(f, lit, finding.Mask(strings.TrimRight(url, ".,;)")), handled)
	case apiPath.MatchString(value) && !handled:
		r.path(f, lit, value)
	case handled:
	case modelWord(value):
		r.mention(f, lit, value, "")
	case finding.IsSecret(value):
		r.secret(f, lit)
	}
}

func (r *run) endpoint(f *gosyntax.File, lit *ast.BasicLit, url string, moved bool) {
	out := finding.Finding{
		Rule: ruleEndpoint, Kind: finding.Endpoint, Symbol: url, Reaches: !f.Test,
		Message: i18n.Tf("代码中写有地址 %s", "the address %s stands in the code", url),
	}
	switch {
	case f.Test:
		out.Message = i18n.Tf("测试中写有地址 %s", "the address %s stands in a test", url)
	case moved:
		out.Confidence = finding.Certain
		out.Message = i18n.Tf("代码中写有地址 %s，随客户端一起修改", "the address %s stands in the code; it changes with its client", url)
	case r.target != nil:
		out.Message = r.counterpart(out.Message, url)
	}
	r.add(f, lit, out)
}

// form takes an address of OpenAI's apart: what comes before the version, and the path behind it.
var form = regexp.MustCompile(`^https?://api\.openai\.com(/v1)?(/[^?#]*)?`)

// counterpart says what to write in an address's place. There are three forms: a full URL, a base with the version, and a
// bare host to which the code itself appends the version; the last has a counterpart only where the target's version is /v1.
func (r *run) counterpart(m i18n.Text, url string) i18n.Text {
	base := r.target.BaseURL
	parts := form.FindStringSubmatch(url)
	switch {
	case parts == nil:
		return i18n.T(m.ZH+"：请换成 "+base+" 下的对应地址", m.EN+": use its counterpart below "+base)
	case parts[1] != "":
		to := base + parts[2]
		return i18n.T(m.ZH+"：请换成 "+to+"，并换用目标平台的密钥和模型", m.EN+": use "+to+", with a key and a model of the target")
	case strings.HasSuffix(base, "/v1"):
		to := strings.TrimSuffix(base, "/v1") + parts[2]
		return i18n.T(m.ZH+"：代码会自行追加 /v1，请换成 "+to, m.EN+": the code appends /v1 itself, so use "+to)
	}
	return i18n.T(
		m.ZH+"：代码会自行追加 /v1，而目标平台的地址是 "+base+"，需连同追加的路径一起修改",
		m.EN+": the code appends /v1 itself, but the target's address is "+base+", so change the path that is appended, too")
}

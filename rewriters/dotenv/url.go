package dotenv

import (
	"regexp"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
)

var ruleURL = &finding.Rule{
	ID: "CF002", Slug: "env-base-url", Severity: finding.Error,
	Title: i18n.T("环境文件中的接口地址", "API address in an env file"),
	Doc: i18n.T(
		"环境文件把接口地址设为 OpenAI 或 Azure，或设为空值。带版本路径的地址和完整接口地址可以改成目标平台的；只有主机名的地址由代码拼接路径，需要人工确认。空值会让部分 SDK 报错，也会让 Node SDK 悄悄回到 api.openai.com。",
		"The file sets the API address to OpenAI or Azure, or to nothing. An address with its version path, and a full endpoint, can be changed to the target's; to a bare host the code appends a path, so a person must look. An empty value makes some SDKs fail and sends the Node SDK silently back to api.openai.com."),
}

// openaiURL splits an OpenAI address into its host and the three forms of path that consumers expect.
var openaiURL = regexp.MustCompile(`^https?://api\.openai\.com(/v1)?(/(?:chat/completions|completions|embeddings))?/?$`)

// urlName matches variables that hold an address of the API.
var urlName = regexp.MustCompile(`^OPEN_?AI_.*(BASE|URL|HOST|ENDPOINT|PROXY_URL)$`)

func (s *setting) url() bool {
	switch v := s.line.Value; {
	case strings.Contains(v, "openai.azure.com"), strings.Contains(v, "api.openai.com") && !openaiURL.MatchString(v):
		s.urlFinding(i18n.Tf("%s 指向 OpenAI 的地址，形式不常见：请人工改为目标平台的地址", "%s points at OpenAI in an unusual form: change it by hand to the target's address", s.line.Name), nil)
	case openaiURL.MatchString(v):
		s.openai(openaiURL.FindStringSubmatch(v))
	case urlName.MatchString(s.line.Name) && v == "" && !s.line.Commented:
		s.urlFinding(i18n.Tf("%s 为空：部分 SDK 会报错，Node SDK 会回到 api.openai.com", "%s is empty: some SDKs fail on it, the Node SDK falls back to api.openai.com", s.line.Name), nil)
	default:
		return false
	}
	return true
}

// openai reports an address of one of the three known forms.
func (s *setting) openai(m []string) {
	version, endpoint := m[1], m[2]
	text := i18n.Tf("%s 指向 OpenAI", "%s points at OpenAI", s.line.Name)
	if s.pass.Target == nil {
		s.urlFinding(text, nil)
		return
	}
	base := strings.TrimSuffix(s.pass.Target.BaseURL, "/")
	if version == "" && endpoint == "" {
		if !strings.HasSuffix(base, "/v1") {
			s.urlFinding(i18n.Tf("%s 只有主机名，代码会自行拼接 /v1；目标平台的路径不是 /v1，需要改代码", "%s is a bare host to which the code appends /v1; the target's path is not /v1, so the code must change", s.line.Name), nil)
			return
		}
		base = strings.TrimSuffix(base, "/v1")
	}
	s.urlFinding(text, s.urlFix(base+endpoint))
}

func (s *setting) urlFinding(text i18n.Text, fixes []finding.Fix) {
	s.report(finding.Finding{
		Rule: ruleURL, Kind: finding.Endpoint, Message: text, Fixes: fixes,
		Span:    source.Span{Start: s.line.NameStart, End: s.line.ValueEnd},
		Reaches: !s.line.Commented && s.line.Value != "",
	})
}

// Have: OPENAI_BASE_URL=https://api.openai.com/v1 -> OPENAI_BASE_URL=https://open.bigmodel.cn/api/paas/v4
func (s *setting) urlFix(url string) []finding.Fix {
	return []finding.Fix{{
		Title:      i18n.Tf("将 %[1]s 指向 %[2]s", "point %[1]s at %[3]s", s.line.Name, s.pass.Target.Brief().ZH, s.pass.Target.Brief().EN),
		Why:        i18n.T("应用从这个变量读取接口地址，改值即可，代码不动", "the application reads its API address here, so the value changes and the code need not"),
		Confidence: finding.Likely,
		Edits:      []finding.Edit{{File: s.file, Edit: edit.Edit{Start: s.line.ValueFrom, End: s.line.ValueEnd, New: url, Node: s.node()}}},
		Provides:   []finding.Key{{Kind: finding.KeySets, Scope: s.scope(), Name: s.line.Name}},
	}}
}

package pyopenai

import (
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

var ruleLegacy = &finding.Rule{
	ID: "PY014", Slug: "legacy-api", Severity: finding.Error,
	Title: i18n.T("openai 0.x 的请求", "request of openai 0.x"),
	Doc: i18n.T(
		"查找 openai.ChatCompletion.create 等 1.0 之前的请求。这一版接口以 openai.api_base 指定地址；请先升级 SDK 再迁移。",
		"Finds requests such as openai.ChatCompletion.create of openai before 1.0, whose address is openai.api_base: upgrade the SDK first, then migrate."),
}

// legacyCall is a request of openai 0.x.
type legacyCall struct {
	mod    *pysyntax.Module
	call   syntax.Node
	symbol string
	class  string
}

// legacy reports whether the project sends requests in the way of openai 0.x.
func (s *survey) legacy() bool { return len(s.legacyCalls()) > 0 }

func (s *survey) legacyCalls() []legacyCall {
	if s.old != nil {
		return *s.old
	}
	list := []legacyCall{}
	if !s.sdk() {
		s.old = &list
		return list
	}
	s.each(func(m *pysyntax.Module) {
		for n := range m.Tree.Root().Descendants("call") {
			if c, ok := s.legacyCall(m, n); ok {
				list = append(list, c)
			}
		}
	})
	s.old = &list
	return list
}

func (s *survey) legacyCall(m *pysyntax.Module, n syntax.Node) (legacyCall, bool) {
	fn := n.ChildByField("function")
	if last := pysyntax.Last(fn); !fn.Is("attribute") || !methods[last] && !methods[strings.TrimPrefix(last, "a")] && last != "transcribe" && last != "translate" {
		return legacyCall{}, false
	}
	for _, v := range s.py.Eval(fn) {
		parts := strings.Split(v.Path, ".")
		if v.Kind == pysyntax.Symbol && len(parts) == 3 && parts[0] == "openai" && legacyClasses[parts[1]] != "" {
			return legacyCall{m, n, parts[1] + "." + parts[2], parts[1]}, true
		}
	}
	return legacyCall{}, false
}

func (s *survey) legacyFindings() {
	for _, c := range s.legacyCalls() {
		s.report(c.mod, c.call, finding.Finding{
			Rule: ruleLegacy, Kind: finding.Call, SDK: sdk, Symbol: c.symbol, Capability: legacyClasses[c.class], Reaches: true,
			Message: i18n.Tf("openai 0.x 的请求 %s：请先把 SDK 升级到 1.0 以上", "%s is a request of openai 0.x: upgrade the SDK to 1.0 or later first", c.symbol),
		})
	}
}

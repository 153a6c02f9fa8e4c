package pyopenai

import (
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

var ruleErrorCode = &finding.Rule{
	ID: "PY018", Slug: "error-code", Severity: finding.Warning,
	Title: i18n.T("按 OpenAI 的错误码判断", "a decision by OpenAI's error codes"),
	Doc: i18n.T(
		"查找代码对 insufficient_quota、context_length_exceeded 等 OpenAI 错误码的判断。SDK 的异常类在迁移后照样可用，但错误码由各平台自定，判断可能悄悄落空：请对照目标平台的文档。",
		"Finds code that decides by OpenAI's error codes, insufficient_quota and context_length_exceeded among them. The SDK's exception classes go on working, but each provider has codes of its own, and the decision may silently fail: look up the target's."),
}

// errorCodes are codes that OpenAI's API puts into errors and finish reasons, and that say what they are wherever they stand.
var errorCodes = set(`insufficient_quota context_length_exceeded rate_limit_exceeded invalid_api_key model_not_found
content_policy_violation billing_hard_limit_reached billing_not_active string_above_max_length account_deactivated
tokens_usage_based server_error invalid_request_error`)

// errorCodeFindings reports the comparisons with such codes in files that come by the SDK.
func (s *survey) errorCodeFindings() {
	if !s.sdk() {
		return
	}
	s.Each(func(m *pysyntax.Module) {
		if !s.importsSDK(m) {
			return
		}
		for n := range m.Tree.Root().Descendants("string") {
			if code, ok := pysyntax.Text(n); ok && errorCodes[code] && decides(n) {
				s.errorCode(m, n, code)
			}
		}
	})
}

func (s *survey) errorCode(m *pysyntax.Module, n syntax.Node, code string) {
	f := finding.Finding{
		Rule: ruleErrorCode, Kind: finding.Parameter, SDK: sdk, Symbol: code, Confidence: finding.Certain,
		Message: i18n.Tf("按 OpenAI 的错误码 %s 判断", "decides by OpenAI's error code %s", code),
	}
	if s.target != nil {
		f.Confidence = finding.Manual
		f.Message = i18n.Join(f.Message, i18n.Text{
			ZH: "错误码由各平台自定，迁移后可能走不到这里：请对照" + s.target.Brief().ZH + "的文档",
			EN: "each provider has codes of its own, and this may not be reached after the move: look up what " + s.target.Brief().EN + " sends",
		})
	}
	s.Report(m, n, f)
}

// decides reports whether a string is compared with, looked up in something, or matched.
func decides(n syntax.Node) bool {
	for up := range n.Ancestors() {
		switch up.Kind() {
		case "comparison_operator", "case_clause":
			return true
		case "call":
			last := pysyntax.Last(up.ChildByField("function"))
			return strings.HasPrefix(last, "startswith") || last == "search" || last == "match"
		case "tuple", "list", "set", "parenthesized_expression", "argument_list", "case_pattern", "union_pattern":
		default:
			return false
		}
	}
	return false
}

package jsopenai

import (
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
)

var ruleRequest = &finding.Rule{
	ID: "JS006", Slug: "request", Severity: finding.Error,
	Title: i18n.T("API 请求", "API request"),
	Doc: i18n.T(
		"列出在 OpenAI 客户端上发出的请求及其能力。请求本身随客户端迁移；目标平台没有的接口（图像、语音、Assistants、Responses 等）需要人工处理。接收者必须能追溯到 SDK 的构造函数，形状相同的其他厂商客户端不计入。",
		"Lists the requests sent on OpenAI clients, by capability. A request moves with its client; an endpoint that the target lacks (images, audio, assistants, responses) needs a person. The receiver must lead back to a constructor of an SDK; clients of other vendors with the same methods do not count."),
}

func (s *survey) requestFindings() {
	for _, r := range s.requests {
		if r.spec.how != byItself && r.spec.how != byFetch { // those are reported as clients
			s.Guard(r.mod, func(m *jssyntax.Module) { s.requestFinding(m, r) })
		} else if s.target != nil && !s.serves(r.api) && r.on((*client).reaches) {
			s.Guard(r.mod, func(m *jssyntax.Module) { s.requestFinding(m, r) })
		}
	}
}

func (s *survey) requestFinding(m *jssyntax.Module, r *request) {
	f := finding.Finding{
		Rule: ruleRequest, Kind: finding.Call, SDK: r.spec.sdk, Symbol: r.symbol, Capability: r.api.Capability, Client: r.clientID(),
		Reaches: s.reaches(r), Confidence: finding.Certain, Message: i18n.Tf("调用 %s", "calls %s", r.symbol),
	}
	for _, arg := range r.models {
		if k := s.models.At(arg); k != nil {
			f.Model = k.Name
		}
	}
	switch {
	case r.lost:
		f.Confidence = finding.Manual
		f.Message = i18n.Tf("调用 %s，但无法确定是哪个客户端：请人工确认", "calls %s on a client that cannot be told: look at it by hand", r.symbol)
	case s.target == nil || r.on(func(c *client) bool { return c.state == staying }):
	case !s.serves(s.sent(r)):
		f.Confidence = finding.Manual
		f.Message = s.missing(r)
		if r.parted() {
			f.Message = i18n.Join(f.Message, advice.Parted)
		}
	case r.typed && len(r.clients) == 0:
		f.Confidence = finding.Likely
		f.Message = i18n.Tf("在传入的客户端上调用 %s：构造它的地方决定请求发往何处", "calls %s on a client that is passed in: where it is made decides where the request goes", r.symbol)
	case r.on(func(c *client) bool { return c.state == byHand }):
		f.Confidence = finding.Manual
	}
	s.Report(m, r.call, f)
}

// missing says what of a request the target lacks.
func (s *survey) missing(r *request) i18n.Text {
	return advice.Missing(s.target, r.api.Endpoint, r.symbol)
}

package pyopenai

import (
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
)

var ruleRequest = &finding.Rule{
	ID: "PY006", Slug: "request", Severity: finding.Error,
	Title: i18n.T("API 请求", "API request"),
	Doc: i18n.T(
		"列出在 OpenAI 客户端上发出的请求及其能力。请求本身随客户端迁移；目标平台没有的接口（图像、语音、Assistants 等）需要人工处理。接收者必须能追溯到 openai SDK 的构造函数，形状相同的其他厂商客户端不计入。",
		"Lists the requests sent on OpenAI clients, by capability. A request moves with its client; an endpoint that the target lacks (images, audio, assistants) needs a person. The receiver must lead back to a constructor of the openai SDK; clients of other vendors with the same methods do not count."),
}

func (s *survey) requestFindings() {
	for _, r := range s.requests {
		if !r.legacy {
			s.Guard(r.mod, func(m *pysyntax.Module) { s.Report(m, r.call, s.requestReport(r)) })
		}
	}
}

// requestReport says what becomes of a request.
func (s *survey) requestReport(r *request) finding.Finding {
	f := finding.Finding{
		Rule: ruleRequest, Kind: finding.Call, SDK: sdk, Symbol: r.symbol, Capability: r.api.Capability, Client: r.clientID(),
		Reaches: s.reaches(r), Confidence: finding.Certain, Message: i18n.Tf("调用 %s", "calls %s", r.symbol),
	}
	for _, arg := range s.modelArguments(r) {
		if k := s.models.At(arg); k != nil && f.Model == "" {
			f.Model = k.Name
		}
	}
	switch {
	case r.lost:
		f.Confidence = finding.Manual
		f.Message = i18n.Tf("调用 %s，但无法确定是哪个客户端：请人工确认", "calls %s on a client that cannot be told: look at it by hand", r.symbol)
	case s.target == nil || r.on(func(c *client) bool { return c.state == staying }):
	case !s.serves(r.api):
		e, _ := s.target.Endpoint(r.api.Endpoint)
		f.Confidence, f.Verdict, f.Sources = finding.Manual, finding.Block, rewrite.Sources(e.Verdict)
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
	return f
}

// missing says what of a request the target lacks; what it has under restrictions counts.
func (s *survey) missing(r *request) i18n.Text {
	e, name := s.target.Endpoints[r.api.Endpoint], s.target.Brief()
	switch {
	case e.Base != "" || e.Support != provider.Restricted:
		return advice.Missing(s.target, r.api.Endpoint, r.symbol)
	case r.api.Endpoint == "completions":
		return i18n.Text{
			ZH: name.ZH + "的 completions 接口不面向对话模型：请改写为 chat.completions（prompt 变为 messages）",
			EN: "the completions API of " + name.EN + " is not for chat models: write it as chat.completions (prompt becomes messages)",
		}
	}
	return i18n.Text{
		ZH: name.ZH + "的 " + r.symbol + " 有限制（" + e.NoteZH + "）：请先确认能否使用，再人工修改",
		EN: name.EN + " serves " + r.symbol + " under restrictions (" + e.Note + "): see whether you can use it, then change it by hand",
	}
}

package cli

import (
	"fmt"
	"strings"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
)

// thinking says how a model reasons before it answers.
var thinking = map[provider.Thinking]i18n.Text{
	provider.ThinkingToggle:  i18n.T("默认思考，可关", "thinks unless told not to"),
	provider.ThinkingOptIn:   i18n.T("可开启思考", "thinks when asked to"),
	provider.ThinkingOn:      i18n.T("默认思考，能否关闭存疑", "thinks; whether it can be turned off is disputed"),
	provider.ThinkingAlways:  i18n.T("始终思考", "always thinks"),
	provider.ThinkingUnclear: i18n.T("会思考，是否默认开启未说明", "thinks; whether by default is not said"),
}

// kinds says what a model that does not chat is for.
var kinds = map[string]i18n.Text{
	"image":         i18n.T("图像", "images"),
	"speech":        i18n.T("语音合成", "speech"),
	"transcription": i18n.T("语音识别", "transcription"),
}

// support says how a provider treats an endpoint or a parameter. English has the catalog's own words.
var support = map[provider.Support]string{
	provider.Supported: "支持", provider.Restricted: "有限制", provider.Renamed: "改名", provider.Ignored: "忽略", provider.Rejected: "拒绝",
	provider.Unsupported: "不支持", provider.Undocumented: "无文档", provider.Conflicting: "说法不一", provider.Incompatible: "不兼容",
}

func (g *providerPage) support(s provider.Support) string {
	return g.app.say(or(support[s], string(s)), string(s))
}

// price writes what a million tokens cost: input/output, what cached input costs, and for when it holds.
func (g *providerPage) price(p provider.Price) string {
	text := fmt.Sprintf("%s %g/%g", p.Currency, p.In, p.Out)
	var conditions []string
	if p.Cached != nil {
		conditions = append(conditions, g.app.tr(i18n.Tf("缓存 %g", "cached %g", *p.Cached)))
	}
	if p.UpTo > 0 {
		conditions = append(conditions, g.app.tr(i18n.Tf("输入不超过 %s", "input up to %s", tokens(p.UpTo))))
	}
	switch p.When {
	case "peak":
		conditions = append(conditions, g.app.say("高峰", "peak"))
	case "off-peak":
		conditions = append(conditions, g.app.say("闲时", "off-peak"))
	}
	if p.Reseller {
		conditions = append(conditions, g.app.say("分销商价", "a reseller's"))
	}
	if len(conditions) == 0 {
		return text
	}
	return text + g.app.say("（", " (") + strings.Join(conditions, g.app.say("，", ", ")) + g.app.say("）", ")")
}

// limit writes what a parameter accepts: as documented where that is said, else the values one by one.
func (g *providerPage) limit(zh, en string, values, refused []string, fixed any) string {
	var out []string
	if text := g.app.say(or(zh, en), en); text != "" {
		out = append(out, text)
	} else if len(values) > 0 {
		out = append(out, strings.Join(values, ", "))
	}
	if fixed != nil && en == "" {
		out = append(out, g.app.tr(i18n.Tf("固定为 %v", "fixed at %v", fixed)))
	}
	if len(refused) > 0 {
		out = append(out, g.app.tr(i18n.Tf("拒绝 %s", "refuses %s", strings.Join(refused, ", "))))
	}
	return strings.Join(out, g.app.say("；", "; "))
}

// cases prints how a parameter differs for some models or while thinking.
func (g *providerPage) cases(list []provider.Case) {
	for _, c := range list {
		on := strings.Join(c.Models, ", ")
		switch c.Thinking {
		case "on":
			on = strings.TrimSpace(on + g.app.say(" 思考时", " while thinking"))
		case "off":
			on = strings.TrimSpace(on + g.app.say(" 不思考时", " without thinking"))
		}
		var says []string
		if c.Support != "" {
			says = append(says, g.support(c.Support))
		}
		for _, text := range []string{g.limit(c.RangeZH, c.Range, c.Values, c.Refused, c.Fixed), g.app.tr(c.Says())} {
			if text != "" {
				says = append(says, text)
			}
		}
		g.remark(on + g.app.say("：", ": ") + strings.Join(says, g.app.say("；", "; ")))
	}
}

// extras prints the request fields that OpenAI does not have.
func (g *providerPage) extras() {
	if len(g.p.Extra) == 0 {
		return
	}
	g.head("自有参数", "Fields of its own")
	for _, x := range g.p.Extra {
		g.field(x.Name, x.Shape, x.Verdict)
		g.remark(g.app.tr(x.Says()))
	}
}

// status says what to know before choosing a provider whose future is in doubt, and where the user runs the models.
func (g *providerPage) status() {
	if s := g.p.Status; s != nil {
		g.field(g.app.say("现状", "status"), s.State, s.Verdict)
		g.remark(g.app.tr(s.Advice))
	}
	if s := g.p.Serving; s != nil {
		g.field(g.app.say("模型", "models"), g.app.say("由自建服务决定", "named by your own server"), s.Verdict)
		g.remark(g.app.tr(s.Says()))
	}
}

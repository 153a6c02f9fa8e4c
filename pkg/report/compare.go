package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/compare"
	"github.com/openai-migrate/migrate/pkg/cost"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/source"
)

// Compared is what the formats of a comparison get to see. Result is the scan for any one of the providers: what could
// not be read is the same for all.
type Compared struct {
	Report
	Comparison *compare.Comparison
	Stated     string   // the usage as the user stated it; empty for cost.Default
	LeftOut    []string // ids of providers that were not asked for
}

// CompareFormat is one way to write a comparison.
type CompareFormat struct {
	Name  string
	Write func(io.Writer, *Compared) error
}

// CompareFormats are the formats of compare, in the order in which help lists them.
var CompareFormats = []CompareFormat{
	{"text", writeCompareText},
	{"json", writeCompareJSON},
	{"markdown", writeCompareMarkdown},
}

// name is a provider's short name.
func (c *Compared) name(r *compare.Row) string { return r.Target.Brief().In(c.Lang) }

// what says in one sentence what was compared.
func (c *Compared) what() string {
	x := c.Comparison
	return c.say(
		fmt.Sprintf("%d 处会发往 OpenAI 的调用，%d 个 OpenAI 模型名，%d 个平台", x.Sites, len(x.Models), len(x.Rows)),
		fmt.Sprintf("%s of OpenAI's API, %s of OpenAI, %s", many(x.Sites, "call"), many(len(x.Models), "model"), many(len(x.Rows), "provider"))) + c.missed()
}

// caveats are the sentences without which the ranking would be read as more than it is.
func (c *Compared) caveats() []string {
	x := c.Comparison
	var out []string
	if x.Sites == 0 {
		out = append(out, c.say("这里没有识别出通过 SDK 发往 OpenAI 的调用，排名不含“调用”一项。", "No call through an SDK that reaches OpenAI was recognised here: the ranking is without that part."))
	}
	if x.Held > 0 {
		out = append(out, c.say(
			fmt.Sprintf("其中 %d 处无论选哪个平台都要先由人处理（原因见下），不计入各平台的“受阻”。", x.Held),
			fmt.Sprintf("%d of the calls need a person first whatever the provider (why: see below); that is not counted as blocked here.", x.Held)))
	}
	if n := c.gaps(); n > 0 {
		langs := strings.Join(c.gapReasons(), c.say("、", ", "))
		out = append(out, c.say(
			fmt.Sprintf("%d 个文件未能分析（%s），其中的调用不在比较之内。", n, langs),
			fmt.Sprintf("%s could not be analysed (%s); calls there are not in this comparison.", many(n, "file"), langs)))
	}
	return out
}

// gapReasons counts the files that could not be analysed by reason.
func (c *Compared) gapReasons() []string {
	var out []string
	gaps := slices.DeleteFunc(c.skipped(), func(s source.Skip) bool { return s.Complete() })
	for _, g := range byReason(gaps) {
		what := c.reason(g[0])
		if lang, ok := strings.CutPrefix(g[0].Reason, source.ReasonLanguage+": "); ok {
			what = lang
		}
		out = append(out, fmt.Sprintf("%s ×%d", what, len(g)))
	}
	return out
}

// ratio writes a cost ratio.
func (c *Compared) ratio(b *cost.Bill) string {
	switch {
	case !b.Known():
		return "-"
	case b.Coverage() < 1:
		return fmt.Sprintf("×%.2f*", b.Ratio)
	}
	return fmt.Sprintf("×%.2f", b.Ratio)
}

// arithmetic says what a score is made of, part by part.
func (c *Compared) arithmetic() []string {
	if len(c.Comparison.Rows) == 0 {
		return nil
	}
	s := c.Comparison.Rows[0].Score
	var out []string
	for _, p := range []struct {
		of     float64
		zh, en string
	}{
		{s.Calls.Of, "调用 %g ×（无需改 + ¾ 自动改）÷ 调用数", "calls %g × (clean + ¾ edited) ÷ calls"},
		{s.Models.Of, "模型 %g × 有对应的模型 ÷ 模型数", "models %g × models with a counterpart ÷ models"},
		{s.Cost.Of, "费用 %g ×（1 − 费用比）× 有价格的模型所占比例；费用比不小于 1 得 0", "cost %g × (1 − cost ratio) × share of models with a price; nothing from a ratio of 1 up"},
		{s.Evidence.Of, "依据 %g × 已证实 ÷ 以上各项所用的目录条目", "evidence %g × confirmed ÷ statements of the catalog behind the above"},
	} {
		if p.of > 0 {
			out = append(out, c.sayf(p.zh, p.en, p.of))
		}
	}
	return out
}

// sum is one provider's score as a sum.
func (c *Compared) sum(r *compare.Row) string {
	names := []string{c.say("调用", "calls"), c.say("模型", "models"), c.say("费用", "cost"), c.say("依据", "evidence")}
	var out []string
	for i, p := range r.Score.Parts() {
		if p.Of > 0 {
			out = append(out, fmt.Sprintf("%s %.1f", names[i], p.Points))
		}
	}
	total, _ := r.Score.Total()
	return fmt.Sprintf("%s = %.1f", strings.Join(out, " + "), total)
}

// usage says what the cost is the cost of, and at which rate the ratio converts.
func (c *Compared) usage() []string {
	x := c.Comparison
	u := c.say("用量：", "usage: ") + c.Stated
	if c.Stated == "" {
		p := cost.Default
		u = c.sayf("用量（默认，用 --usage 指定）：每个模型 %g 次请求，每次输入 %g、输出 %g token，不计缓存，全在高峰时段",
			"usage (the default; --usage states another): %g requests to each model, %g tokens in and %g out each, none cached, all in peak hours", p.Requests, p.In, p.Out)
	}
	rate := c.sayf("费用比按 1 美元 = %g 元折算（--cny-per-usd）", "the ratio takes USD 1 = CNY %g (--cny-per-usd)", x.Rate.CNYPerUSD)
	if x.Rate.Date != "" {
		rate = c.sayf("费用比按 1 美元 = %g 元折算（%s 设定的整数，不是行情；用 --cny-per-usd 指定）",
			"the ratio takes USD 1 = CNY %g (a round figure set on %s, not a quotation; --cny-per-usd states another)", x.Rate.CNYPerUSD, x.Rate.Date)
	}
	out := []string{u, rate}
	if c.batched() {
		out = append(out, c.say("批量请求按普通价格计，两边相同", "batch requests are counted at the usual price on both sides"))
	}
	return out
}

func (c *Compared) batched() bool {
	return slices.ContainsFunc(c.Comparison.Usage, func(u cost.Usage) bool { return u.Batch > 0 })
}

// prices writes what one side of a line costs, with its date.
func (c *Compared) prices(list []provider.Price, v provider.Verdict, doubtful bool) string {
	var out []string
	for _, p := range list {
		text := fmt.Sprintf("%s %g/%g", p.Currency, p.In, p.Out)
		switch p.When {
		case "peak":
			text += c.say("（高峰）", " (peak)")
		case "off-peak":
			text += c.say("（闲时）", " (off-peak)")
		}
		if p.In == 0 && p.Out == 0 {
			text += c.say("（免费）", " (free)")
		}
		out = append(out, text)
	}
	text := strings.Join(out, c.say("，", ", "))
	var marks []string
	if date := newest(v); date != "" {
		marks = append(marks, date)
	}
	if doubtful || v.Unconfirmed {
		marks = append(marks, c.say("未证实", "unconfirmed"))
	}
	if len(marks) > 0 {
		text += " [" + strings.Join(marks, ", ") + "]"
	}
	return text
}

// gaps says why a line is not counted.
var gapTexts = map[cost.Gap]i18n.Text{
	cost.NotOpenAI:  i18n.T("不是 OpenAI 的模型", "not a model of OpenAI"),
	cost.NoOldPrice: i18n.T("目录中没有 OpenAI 按 token 的价格", "no price of OpenAI per token in the catalog"),
	cost.NoModel:    i18n.T("没有对应的模型", "no counterpart"),
	cost.NoNewPrice: i18n.T("目录中没有价格", "no price in the catalog"),
	cost.TooLong:    i18n.T("没有这么长输入的价格", "no price for inputs this long"),
}

// billLine says what one model costs there, beside what it costs at OpenAI.
func (c *Compared) billLine(l cost.Line) (from, to string) {
	from = clean(l.Model)
	if l.Old != nil {
		from += "  " + c.prices([]provider.Price{*l.Old}, l.OldWhence, false)
	}
	to = clean(l.To)
	if l.Gap != cost.Counted {
		return from, strings.TrimSpace(to + "  " + gapTexts[l.Gap].In(c.Lang))
	}
	return from, to + "  " + c.prices(l.New, l.NewWhence, l.Doubtful)
}

// bill sums a row's bill up, each currency for itself.
func (c *Compared) bill(b *cost.Bill) string {
	if !b.Known() {
		return ""
	}
	var out []string
	for _, a := range b.New {
		out = append(out, amount(a))
	}
	return strings.Join(out, " + ") + c.say("，OpenAI 为 ", ", at OpenAI ") + amount(b.Old)
}

func amount(a cost.Amount) string { return fmt.Sprintf("%s %.2f", a.Currency, a.Value) }

// warnings are what to know before choosing a provider.
func (c *Compared) warnings(r *compare.Row) []string {
	var out []string
	if s := r.Target.Status; s != nil {
		out = append(out, s.Advice.In(c.Lang))
	}
	for _, n := range r.Target.Notes {
		if n.Topic == provider.TopicQuota {
			out = append(out, n.Text.In(c.Lang)+c.prices(nil, n.Verdict, false))
		}
	}
	return out
}

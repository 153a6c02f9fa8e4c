package gosashabaranov

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

var ruleExtra = &finding.Rule{
	ID: "GO012", Slug: "no-extra-field", Severity: finding.Warning,
	Title: i18n.T("SDK 无法传递的附加字段", "extra field that the SDK cannot send"),
	Doc: i18n.T(
		"目标模型需要 OpenAI 没有的请求字段（例如关闭思考），而 go-openai 的对话请求没有通用的附加字段入口，只能换用别的模型、用自定义 HTTPClient 改写请求体，或改用官方 SDK。",
		"The target's model wants a request field that OpenAI does not have (such as a switch for thinking), and go-openai's chat request has no general door for one: choose another model, rewrite the body in a custom HTTPClient, or use the official SDK."),
}

func (r *run) noDoor(req request, choice provider.Choice, name string) {
	value, err := json.Marshal(choice.Set[name])
	key := fmt.Sprintf("%s:%d:%s", req.file.Src.Path, req.value.Pos(), name)
	if r.handled[key] || err != nil {
		return
	}
	r.handled[key] = true
	r.add(req.file, req.value, finding.Finding{
		Rule: ruleExtra, Kind: finding.Parameter, SDK: sdk, Symbol: name, Capability: req.capability,
		Message: i18n.Tf(
			`%[1]s 需要请求带上 {"%[2]s": %[3]s} 才接近原模型的行为，而 go-openai 无法发送附加字段：请确认默认行为可以接受，或用自定义 HTTPClient 改写请求体`,
			`%[1]s wants {"%[2]s": %[3]s} in the request to behave like the old model, and go-openai cannot send extra fields: accept the default, or rewrite the body in a custom HTTPClient`,
			choice.ID, name, value),
	})
}

// extras adds the fields that the target wants beside the model, where the SDK has a door for them.
func (r *run) extras(u *modelUse, choice provider.Choice, ch *change) {
	for _, req := range u.requests {
		if frozen(req.file) {
			continue
		}
		if choice.Dimensions > 0 && req.capability == finding.Embeddings && r.atLeast(20) {
			r.setField(ch, req, "Dimensions", strconv.Itoa(choice.Dimensions))
		}
		for _, name := range slices.Sorted(maps.Keys(choice.Set)) {
			if v, ok := choice.Set[name].(string); ok && name == "reasoning_effort" && req.lit != nil {
				r.setField(ch, req, "ReasoningEffort", strconv.Quote(v))
				continue
			}
			r.noDoor(req, choice, name)
		}
	}
}

// setField gives a request's field a value, in place of the one it has or beside the model.
func (r *run) setField(ch *change, req request, name, src string) {
	if req.lit == nil {
		return
	}
	node := place(req.file, req.lit, "field "+name)
	if kv := field(req.lit, name); kv != nil {
		if req.file.Text(kv.Value) != src {
			ch.edit(req.file, node, func(t *gosyntax.Tree) { t.Replace(kv.Value, src) })
		}
		return
	}
	ch.edit(req.file, node, func(t *gosyntax.Tree) { t.Field(req.lit, req.kv, name, src) })
}

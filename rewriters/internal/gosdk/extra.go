package gosdk

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

var ruleExtra = &finding.Rule{
	ID: "GO012", Slug: "no-extra-field", Severity: finding.Warning,
	Title: i18n.T("SDK 无法传递的附加字段", "extra field that the SDK cannot send"),
	Doc: i18n.T(
		"目标模型需要 OpenAI 没有的请求字段（例如关闭思考），而这个 SDK 或此处的写法没有附加字段的入口，只能换用别的模型、用自定义 HTTPClient 改写请求体，或改用官方 SDK。",
		"The target's model wants a request field that OpenAI does not have (such as a switch for thinking), and this SDK, or this place, has no door for one: choose another model, rewrite the body in a custom HTTPClient, or use the official SDK."),
}

func (r *run) noDoor(req request, choice provider.Choice, name string) {
	value, err := json.Marshal(choice.Set[name])
	key := fmt.Sprintf("%s:%d:%s", req.file.Src.Path, req.value.Pos(), name)
	if r.handled[key] || err != nil {
		return
	}
	r.handled[key] = true
	f := finding.Finding{
		Rule: ruleExtra, Kind: finding.Parameter, SDK: req.sdk.Name, Symbol: name, Capability: req.capability,
		Sources: rewrite.Sources(choice.Verdict),
		Message: i18n.Tf(
			`%[1]s 需要请求带上 {"%[2]s": %[3]s} 才接近原模型的行为，而 %[4]s 在此处无法发送附加字段：请确认默认行为可以接受，或用自定义 HTTPClient 改写请求体`,
			`%[1]s wants {"%[2]s": %[3]s} in the request to behave like the old model, and %[4]s cannot send extra fields here: accept the default, or rewrite the body in a custom HTTPClient`,
			choice.ID, name, value, req.sdk.Name),
	}
	if req.from != nil {
		f.Message = i18n.Tf(
			`%[1]s 需要请求带上 {"%[2]s": %[3]s} 才接近原模型的行为，而这个请求体的类型没有这个字段：请加上，或确认默认行为可以接受`,
			`%[1]s wants {"%[2]s": %[3]s} in the request to behave like the old model, and the type of this body has no such field: add one, or accept the default`,
			choice.ID, name, value)
	}
	r.add(req.file, req.value, f)
}

// extras adds the fields that the target wants beside the model, where the SDK has a door for them.
func (r *run) extras(u *modelUse, choice provider.Choice, ch *change) {
	for _, req := range u.requests {
		if frozen(req.file) {
			continue
		}
		if req.capability == finding.Embeddings {
			r.dimensions(ch, req, choice)
		}
		if req.from != nil {
			r.bodyExtras(ch, req, choice)
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(choice.Set)) {
			if v, ok := choice.Set[name].(string); ok && name == "reasoning_effort" && req.lit != nil && req.sdk.Door == (Door{}) {
				r.setField(ch, req, "ReasoningEffort", strconv.Quote(v))
				continue
			}
			if !r.throughCall(ch, req, name, choice.Set[name]) && !r.throughField(ch, req, choice.Set) {
				r.noDoor(req, choice, name)
			}
		}
	}
}

// bodyExtras adds those fields to a body that is encoded without an SDK.
func (r *run) bodyExtras(ch *change, req request, choice provider.Choice) {
	for _, name := range slices.Sorted(maps.Keys(choice.Set)) {
		if !r.bodyField(ch, req, name, choice.Set[name]) {
			r.noDoor(req, choice, name)
		}
	}
}

// throughCall gives a field to the call that sends the request, as an option of the call.
// Have: client.Chat.Completions.New(ctx, params) -> client.Chat.Completions.New(ctx, params, option.WithJSONSet("thinking.type", "disabled"))
func (r *run) throughCall(ch *change, req request, name string, value any) bool {
	if req.sdk.Door.Call == "" {
		return false
	}
	done := false
	for _, s := range r.sendings(req) {
		pkg, _ := r.program.Callee(s.Call)
		if r.of(pkg) != req.sdk || frozen(s.File) || !r.program.Asked(s.File) || s.Call.Ellipsis.IsValid() {
			continue
		}
		key, src := flat(name, value)
		full := strings.Replace(req.sdk.Door.Call, "*", req.sdk.module(pkg), 1)
		door, ok := r.qualified(ch, s.File, full)
		if !ok {
			continue
		}
		done = true
		arg := fmt.Sprintf("%s(%q, %s)", door, key, src)
		if mark := fmt.Sprintf("door:%d:%s", s.Call.Pos(), key); !r.handled[mark] {
			r.handled[mark] = true
			ch.within(s.File, s.Call, place(s.File, s.Call, "option "+key), func(t *gosyntax.Tree) { t.Append(s.Call, arg) })
		}
	}
	return done
}

// flat writes a field with one value inside as a path.
// Have: {"thinking": {"type": "disabled"}} -> "thinking.type", "disabled"
func flat(name string, value any) (string, string) {
	for {
		m, ok := value.(map[string]any)
		if !ok || len(m) != 1 {
			return name, written(value)
		}
		for k, v := range m {
			name, value = name+"."+k, v
		}
	}
}

// written writes a value as Go.
func written(value any) string {
	switch v := value.(type) {
	case map[string]any:
		var parts []string
		for _, k := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, strconv.Quote(k)+": "+written(v[k]))
		}
		return "map[string]any{" + strings.Join(parts, ", ") + "}"
	case string:
		return strconv.Quote(v)
	}
	return fmt.Sprint(value)
}

// throughField gives the fields to the settings of the client, as a map.
// Have: &openai.ChatModelConfig{Model: "..."} -> &openai.ChatModelConfig{Model: "...", ExtraFields: map[string]any{...}}
func (r *run) throughField(ch *change, req request, set map[string]any) bool {
	name := req.sdk.Door.Field
	if name == "" || req.capability != finding.Chat || req.lit == nil || field(req.lit, name) != nil || !r.knows(req.sdk, name) {
		return false
	}
	r.setField(ch, req, name, written(set))
	return true
}

// setField gives a request's field a value, in place of the one it has or beside the model.
func (r *run) setField(ch *change, req request, name, src string) {
	if req.lit == nil {
		return
	}
	node := place(req.file, req.lit, "field "+name)
	if kv := field(req.lit, name); kv != nil {
		if req.file.Text(kv.Value) != src {
			ch.within(req.file, req.lit, node, func(t *gosyntax.Tree) { t.Replace(kv.Value, src) })
		}
		return
	}
	ch.within(req.file, req.lit, node, func(t *gosyntax.Tree) { t.Field(req.lit, req.kv, name, src) })
}

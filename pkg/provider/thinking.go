package provider

import (
	"maps"

	"github.com/openai-migrate/migrate/pkg/i18n"
)

// thinking is the mode in which the chosen model answers: "on", "off", or empty where that cannot be told. What the
// request says goes before what the model does by itself.
func (c Choice) thinking() string {
	if on, ok := c.Set["enable_thinking"].(bool); ok {
		return map[bool]string{true: "on", false: "off"}[on]
	}
	if mode, ok := c.Set["thinking"].(map[string]any); ok {
		return map[bool]string{true: "off", false: "on"}[mode["type"] == "disabled"]
	}
	if c.Model == nil {
		return ""
	}
	switch c.Model.Thinking {
	case ThinkingNone, ThinkingOptIn:
		return "off"
	case ThinkingToggle, ThinkingOn, ThinkingAlways:
		return "on"
	}
	return ""
}

// keepApart adds the fields that keep the thinking of a model out of its answer: old code takes content as it comes.
func (t *Target) keepApart(c *Choice) {
	if t.Response == nil || len(t.Response.Apart) == 0 || c.thinking() != "on" {
		return
	}
	set := maps.Clone(t.Response.Apart)
	maps.Copy(set, c.Set)
	c.Set, c.Verdict = set, both(c.Verdict, t.Response.Verdict)
}

// Reason says why a request to the chosen model carries an extra field of [Choice.Set].
func (t *Target) Reason(field string) i18n.Text {
	if t.Response != nil && t.Response.Apart[field] != nil {
		return i18n.T("否则思考内容会以 <think> 标签混在回答正文里，按 JSON 解析正文会失败", "else the thinking stands in the answer between <think> tags, and parsing it as JSON fails")
	}
	return i18n.T("使新模型的行为与被替换的模型一致（默认会先思考再回答）", "the new model then behaves like the one it replaces; by default it thinks before it answers")
}

// Thinks reports whether the chosen model reasons before it answers where the model from does not, with nothing to turn it
// off: answers come later, cost more, and max_tokens counts the thinking.
func (c Choice) Thinks(from string) bool {
	o, _ := OpenAIModel(from)
	return c.thinking() == "on" && !o.Reasoning
}

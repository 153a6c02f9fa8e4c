package emulate

import (
	"fmt"
	"strings"

	"github.com/openai-migrate/migrate/pkg/i18n"
)

// completions answers POST /completions, the form that goes on with a text.
func (x *exchange) completions() *refusal {
	var body map[string]any
	if no := x.body(&body); no != nil {
		return no
	}
	c, no := x.model(body, "chat")
	if no != nil {
		return no
	}
	prompts, no := prompts(body["prompt"])
	if no != nil {
		return no
	}
	if no := x.fields(c, body, "model", "prompt", "echo", "best_of", "suffix", "logprobs"); no != nil {
		return no
	}
	texts := make([]*chatAnswer, len(prompts))
	used := map[string]int{}
	for i, prompt := range prompts {
		a := &chatAnswer{model: c.ID, content: c.ID + " goes on: " + prompt, finish: "stop"}
		a.limit(body)
		texts[i] = a
		used["prompt_tokens"] += tokens(prompt)
		used["completion_tokens"] += tokens(a.content)
	}
	used["total_tokens"] = used["prompt_tokens"] + used["completion_tokens"]
	if stream, _ := body["stream"].(bool); stream {
		return x.streamTexts(c.ID, texts)
	}
	var choices []any
	for i, a := range texts {
		choices = append(choices, textChoice(i, a.content, a.finish))
	}
	out := textAnswer(x.id("cmpl"), c.ID, choices)
	out["usage"] = used
	return x.reply(out)
}

func textChoice(i int, text string, finish any) map[string]any {
	return map[string]any{"index": i, "text": text, "finish_reason": finish, "logprobs": nil}
}

func textAnswer(id, model string, choices []any) map[string]any {
	return map[string]any{"id": id, "object": "text_completion", "created": epoch, "model": model, "choices": choices}
}

func (x *exchange) streamTexts(model string, texts []*chatAnswer) *refusal {
	s := x.open(len(texts) * 4)
	for i, a := range texts {
		for _, piece := range pieces(a.content, true) {
			s.send("", textAnswer(x.id("cmpl"), model, []any{textChoice(i, piece, nil)}))
		}
		s.send("", textAnswer(x.id("cmpl"), model, []any{textChoice(i, "", a.finish)}))
	}
	s.send("", []byte("[DONE]"))
	return nil
}

// prompts reads one text or several.
func prompts(v any) ([]string, *refusal) {
	switch v := v.(type) {
	case string:
		return []string{v}, nil
	case []any:
		var out []string
		for _, p := range v {
			text, ok := p.(string)
			if !ok {
				return nil, refuseParam("prompt", i18n.T("prompt 应为文本或文本列表", "prompt has to be a text or a list of texts"))
			}
			out = append(out, text)
		}
		if len(out) > 0 {
			return out, nil
		}
	}
	return nil, refuseParam("prompt", i18n.T("prompt 应为文本或文本列表", "prompt has to be a text or a list of texts"))
}

// conversation reads the input of a response: a text, or items that are messages and results of calls.
func (x *exchange) conversation(body map[string]any) (*talk, *refusal) {
	t := &talk{}
	if text, ok := body["input"].(string); ok && text != "" {
		t.hear("user", text)
		return t, nil
	}
	list, _ := body["input"].([]any)
	for i, entry := range list {
		item := object(entry)
		switch kind, _ := item["type"].(string); {
		case kind == "function_call_output":
			text, _ := item["output"].(string)
			t.hear("tool", text)
		case item["role"] != nil:
			role, _ := item["role"].(string)
			t.hear(role, t.itemText(item["content"]))
		case kind == "":
			return nil, refuseParam(fmt.Sprintf("input[%d]", i), i18n.Tf("input[%d] 既没有 role 也没有 type", "input[%d] has neither role nor type", i))
		}
	}
	if len(list) == 0 {
		return nil, refuseParam("input", i18n.T("input 应为文本或非空列表", "input has to be a text or a list that is not empty"))
	}
	return t, nil
}

// itemText is the text of a message in the form of the Responses API.
func (t *talk) itemText(content any) string {
	if text, ok := content.(string); ok {
		return text
	}
	var texts []string
	list, _ := content.([]any)
	for _, entry := range list {
		part := object(entry)
		if part["type"] == "input_image" {
			t.images++
		}
		if text, ok := part["text"].(string); ok {
			texts = append(texts, text)
		}
	}
	return strings.Join(texts, "\n")
}

package emulate

import (
	"maps"

	"github.com/openai-migrate/migrate/pkg/provider"
)

// responses answers POST /responses. The catalog's verdicts on fields are those of chat, so that here only path, key, model
// and input are judged.
func (x *exchange) responses() *refusal {
	var body map[string]any
	if no := x.body(&body); no != nil {
		return no
	}
	c, no := x.model(body, "chat")
	if no != nil {
		return no
	}
	t, no := x.conversation(body)
	if no != nil {
		return no
	}
	item := x.respond(c, t, body)
	answer := x.response(c, body, []any{item}, "completed")
	out := tokens(encode(item))
	answer["usage"] = map[string]any{
		"input_tokens": t.tokens, "output_tokens": out, "total_tokens": t.tokens + out,
		"input_tokens_details": map[string]any{"cached_tokens": 0}, "output_tokens_details": map[string]any{"reasoning_tokens": 0},
	}
	if stream, _ := body["stream"].(bool); stream {
		return x.streamResponse(answer, item)
	}
	return x.reply(answer)
}

// respond is the item of the answer: a call, or a message.
func (x *exchange) respond(c provider.Choice, t *talk, body map[string]any) map[string]any {
	var offered []tool
	list, _ := body["tools"].([]any)
	for _, entry := range list {
		f := object(entry)
		if name, _ := f["name"].(string); f["type"] == "function" && name != "" {
			offered = append(offered, tool{name: name, parameters: f["parameters"]})
		}
	}
	if call := choose(offered, body["tool_choice"], t); call != nil {
		return map[string]any{"type": "function_call", "id": x.id("fc"), "call_id": x.id("call"), "name": call.name,
			"arguments": call.arguments, "status": "completed"}
	}
	text := x.say(c, t, nil)
	switch format := object(object(body["text"])["format"]); format["type"] {
	case "json_object":
		text = encode(map[string]any{"model": c.ID, "answer": t.said})
	case "json_schema":
		text = encode(instance(format["schema"], t.said))
	}
	return map[string]any{"type": "message", "id": x.id("msg"), "role": "assistant", "status": "completed",
		"content": []any{part(text)}}
}

func part(text string) map[string]any {
	return map[string]any{"type": "output_text", "text": text, "annotations": []any{}}
}

// response is the answer around its items.
func (x *exchange) response(c provider.Choice, body map[string]any, items []any, status string) map[string]any {
	list, _ := body["tools"].([]any)
	out := map[string]any{
		"id": x.id("resp"), "object": "response", "created_at": epoch, "status": status, "model": c.ID, "output": items,
		"error": nil, "incomplete_details": nil, "instructions": body["instructions"], "metadata": map[string]any{},
		"parallel_tool_calls": true, "tool_choice": "auto", "tools": append([]any{}, list...), "temperature": 1, "top_p": 1,
	}
	return out
}

// streamResponse sends an answer as the events of the Responses API. They end with response.completed.
func (x *exchange) streamResponse(answer, item map[string]any) *refusal {
	begun := maps.Clone(answer)
	begun["status"], begun["output"] = "in_progress", []any{}
	s := x.open(8)
	number := 0
	event := func(name string, fields map[string]any) {
		fields["type"], fields["sequence_number"] = name, number
		number++
		s.send(name, fields)
	}
	event("response.created", map[string]any{"response": begun})
	event("response.in_progress", map[string]any{"response": begun})
	event("response.output_item.added", map[string]any{"output_index": 0, "item": opened(item)})
	at := func(more map[string]any) map[string]any {
		more["item_id"], more["output_index"] = item["id"], 0
		return more
	}
	if arguments, call := item["arguments"].(string); call {
		for _, piece := range pieces(arguments, true) {
			event("response.function_call_arguments.delta", at(map[string]any{"delta": piece}))
		}
		event("response.function_call_arguments.done", at(map[string]any{"arguments": arguments}))
	} else {
		content := object(item["content"].([]any)[0])
		text := content["text"].(string)
		event("response.content_part.added", at(map[string]any{"content_index": 0, "part": part("")}))
		for _, piece := range pieces(text, true) {
			event("response.output_text.delta", at(map[string]any{"content_index": 0, "delta": piece}))
		}
		event("response.output_text.done", at(map[string]any{"content_index": 0, "text": text}))
		event("response.content_part.done", at(map[string]any{"content_index": 0, "part": content}))
	}
	event("response.output_item.done", map[string]any{"output_index": 0, "item": item})
	event("response.completed", map[string]any{"response": answer})
	return nil
}

// opened is an item before it has content.
func opened(item map[string]any) map[string]any {
	out := maps.Clone(item)
	out["status"] = "in_progress"
	if _, call := out["arguments"]; call {
		out["arguments"] = ""
	} else {
		out["content"] = []any{}
	}
	return out
}

package emulate

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"github.com/openai-migrate/migrate/pkg/provider"
)

// epoch is the time at which all answers were made, so that they are always the same.
const epoch = 1767225600

// mostChoices is how many answers OpenAI gives at once.
const mostChoices = 128

// chatAnswer is what a model says to a chat, before it is put on the wire.
type chatAnswer struct {
	id, model string
	thought   string
	field     string // the field that holds the thought; empty where it stands in the content
	content   string
	call      *toolCall
	finish    string
	n         int
	logprobs  bool
	usage     map[string]any
}

// chat answers POST /chat/completions.
func (x *exchange) chat() *refusal {
	var body map[string]any
	if no := x.body(&body); no != nil {
		return no
	}
	c, no := x.model(body, "chat")
	if no != nil {
		return no
	}
	if no := x.fields(c, body, "model", "messages"); no != nil {
		return no
	}
	t, no := x.messages(c, body)
	if no != nil {
		return no
	}
	offered, no := x.tools(c, body)
	if no != nil {
		return no
	}
	a := x.think(c, t, body, offered)
	if stream, _ := body["stream"].(bool); stream {
		return x.streamChat(a, x.wantsUsage(c, body))
	}
	return x.reply(a.whole(x.target.Provider))
}

// think makes the answer up.
func (x *exchange) think(c provider.Choice, t *talk, body map[string]any, offered []tool) *chatAnswer {
	a := &chatAnswer{id: x.id("chatcmpl"), model: c.ID, finish: "stop", n: 1}
	if a.call = choose(offered, body["tool_choice"], t); a.call != nil {
		a.call.id = x.id("call")
		a.finish = "tool_calls"
	} else {
		a.content = x.say(c, t, body)
		a.limit(body)
	}
	if c.Thinks("") {
		a.thought = "thinking about: " + t.said
		a.field = x.thoughtField(body)
	}
	if n, ok := body["n"].(float64); ok && x.takes(c, "n", n) {
		a.n = min(max(1, int(n)), mostChoices)
	}
	a.logprobs = body["logprobs"] == true && x.takes(c, "logprobs", true)
	a.count(t, x.target.Provider)
	if a.thought != "" && a.field == "" {
		a.content = "<think>\n" + a.thought + "\n</think>\n\n" + a.content
	}
	return a
}

// say is the text of an answer: it repeats the model and what was said, or is an instance of the format asked for.
func (x *exchange) say(c provider.Choice, t *talk, body map[string]any) string {
	format, _ := body["response_format"].(map[string]any)
	if x.takes(c, "response_format", body["response_format"]) {
		switch format["type"] {
		case "json_object":
			return encode(map[string]any{"model": c.ID, "answer": t.said})
		case "json_schema":
			if s, ok := format["json_schema"].(map[string]any); ok {
				return encode(instance(s["schema"], t.said))
			}
		}
	}
	switch {
	case t.ended:
		return c.ID + " got: " + t.result
	case t.images > 0:
		return fmt.Sprintf("%s saw %d image(s): %s", c.ID, t.images, t.said)
	}
	return c.ID + " heard: " + t.said
}

func encode(v any) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(v) // of decoded JSON
	return strings.TrimSpace(b.String())
}

// limit ends the answer where the request says that it has to end.
func (a *chatAnswer) limit(body map[string]any) {
	for _, stop := range stops(body["stop"]) {
		if i := strings.Index(a.content, stop); stop != "" && i >= 0 {
			a.content = a.content[:i]
		}
	}
	for _, name := range []string{"max_tokens", "max_completion_tokens"} {
		if n, ok := body[name].(float64); ok && n >= 0 && tokens(a.content) > int(n) {
			a.content = strings.ToValidUTF8(a.content[:int(n)*4], "")
			a.finish = "length"
		}
	}
}

func stops(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, s := range v {
			if s, ok := s.(string); ok {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}

var fieldName = regexp.MustCompile(`^[a-z_]+`)

// thoughtField is the field in which the thinking comes. Where the catalog says that a switch of the request keeps it out
// of the content, it stands in the content without that switch.
func (x *exchange) thoughtField(body map[string]any) string {
	r := x.target.Response
	if r == nil {
		return "reasoning_content"
	}
	for name, want := range r.Apart {
		if body[name] != want {
			return ""
		}
	}
	if name := fieldName.FindString(r.Reasoning); name != "" && len(r.Apart) == 0 {
		return name
	}
	return "reasoning_content"
}

// count adds up the usage, with the further figures that the provider gives.
func (a *chatAnswer) count(t *talk, p *provider.Provider) {
	out := tokens(a.content) + tokens(a.thought)
	if a.call != nil {
		out += tokens(a.call.name + a.call.arguments)
	}
	out *= a.n
	a.usage = map[string]any{"prompt_tokens": t.tokens, "completion_tokens": out, "total_tokens": t.tokens + out}
	if p.Response == nil {
		return
	}
	for _, name := range p.Response.Usage {
		group, inner, nested := strings.Cut(name, ".")
		switch {
		case !nested && a.usage[group] == nil:
			a.usage[group] = 0
		case nested:
			details, _ := a.usage[group].(map[string]any)
			if details == nil {
				details = map[string]any{}
				a.usage[group] = details
			}
			details[inner] = 0
			if inner == "reasoning_tokens" {
				details[inner] = tokens(a.thought)
			}
		}
	}
}

// message is the answer as a message.
func (a *chatAnswer) message() map[string]any {
	m := map[string]any{"role": "assistant", "content": a.content}
	if a.thought != "" && a.field != "" {
		m[a.field] = a.thought
	}
	if a.call != nil {
		a.call.into(m)
	}
	return m
}

// whole is the answer in one piece.
func (a *chatAnswer) whole(p *provider.Provider) map[string]any {
	var choices []any
	for i := range a.n {
		c := map[string]any{"index": i, "message": a.message(), "finish_reason": a.finish, "logprobs": nil}
		if a.logprobs {
			c["logprobs"] = logprobs(a.content)
		}
		choices = append(choices, c)
	}
	out := map[string]any{"id": a.id, "object": "chat.completion", "created": epoch, "model": a.model, "choices": choices, "usage": a.usage}
	if p.Response != nil {
		for _, name := range p.Response.Null {
			out[name] = nil
		}
	}
	return out
}

// logprobs gives each word the same probability.
func logprobs(text string) map[string]any {
	var list []any
	for _, word := range strings.SplitAfter(text, " ") {
		list = append(list, map[string]any{"token": word, "logprob": -0.25, "bytes": nil, "top_logprobs": []any{}})
	}
	return map[string]any{"content": list}
}

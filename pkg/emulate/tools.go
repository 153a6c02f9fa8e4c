package emulate

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
)

// tool is a function that a request offers.
type tool struct {
	name       string
	parameters any
	old        bool // offered in functions, not in tools
}

// toolCall is the call of one.
type toolCall struct {
	id, name, arguments string
	old                 bool
}

// tools reads what is offered.
func (x *exchange) tools(c provider.Choice, body map[string]any) ([]tool, *refusal) {
	var out []tool
	list, _ := body["tools"].([]any)
	for i, entry := range list {
		e, _ := entry.(map[string]any)
		at := fmt.Sprintf("tools[%d]", i)
		if e["type"] != "function" {
			if kind, ok := e["type"].(string); ok && kind != "" {
				x.note(&x.record.Unproven, at+".type") // some providers have kinds of their own
				continue
			}
			return nil, refuseParam(at, i18n.Tf("%s 没有 type", "%s has no type", at))
		}
		f, _ := e["function"].(map[string]any)
		name, _ := f["name"].(string)
		if name == "" {
			return nil, refuseParam(at, i18n.Tf("%s 没有 function.name", "%s has no function.name", at))
		}
		if f["strict"] == true {
			if _, no := x.take(c, at+".function.strict", provider.Sent{Field: "tools_strict", Value: true}); no != nil {
				return nil, no
			}
		}
		out = append(out, tool{name: name, parameters: f["parameters"]})
	}
	return append(out, x.functions(c, body)...), nil
}

// functions are tools in the form they had before.
func (x *exchange) functions(c provider.Choice, body map[string]any) []tool {
	list, _ := body["functions"].([]any)
	if !x.takes(c, "functions", body["functions"]) {
		return nil
	}
	var out []tool
	for _, entry := range list {
		if f, _ := entry.(map[string]any); f != nil {
			name, _ := f["name"].(string)
			out = append(out, tool{name, f["parameters"], true})
		}
	}
	return out
}

// choose calls a tool where the request wants one: by tool_choice, or because the last message asks for what a tool's name
// says. The answer to a call's result is never another call.
func choose(offered []tool, choice any, t *talk) *toolCall {
	if len(offered) == 0 || t.ended || choice == "none" {
		return nil
	}
	if named, ok := choice.(map[string]any); ok {
		f, _ := named["function"].(map[string]any)
		for _, o := range offered {
			if o.name == f["name"] {
				return o.call(t)
			}
		}
	}
	for _, o := range offered {
		if o.asked(t.said) {
			return o.call(t)
		}
	}
	if choice == "required" {
		return offered[0].call(t)
	}
	return nil
}

func (o tool) call(t *talk) *toolCall {
	return &toolCall{name: o.name, arguments: encode(instance(o.parameters, t.said)), old: o.old}
}

// asked reports whether a text has a word of the tool's name that says something.
//
//	Have: get_current_weather, "What is the weather in Beijing?" -> weather
func (o tool) asked(text string) bool {
	text = strings.ToLower(text)
	for _, word := range words(o.name) {
		if len(word) >= 4 && strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// words are the words of a name, in lower case.
func words(name string) []string {
	var b strings.Builder
	for _, r := range name {
		if unicode.IsUpper(r) || !unicode.IsLetter(r) {
			b.WriteByte(' ')
		}
		if unicode.IsLetter(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return strings.Fields(b.String())
}

// into writes the call into a message. A message that calls has no content.
func (c *toolCall) into(m map[string]any) {
	f := map[string]any{"name": c.name, "arguments": c.arguments}
	m["content"] = nil
	if c.old {
		m["function_call"] = f
		return
	}
	m["tool_calls"] = []any{map[string]any{"id": c.id, "type": "function", "function": f}}
}

// deltas are the call in pieces: who is called first, then the arguments.
func (c *toolCall) deltas() []map[string]any {
	var out []map[string]any
	for i, piece := range append([]string{""}, pieces(c.arguments, true)...) {
		f := map[string]any{"arguments": piece}
		call := map[string]any{"index": 0, "function": f}
		if i == 0 {
			call["id"], call["type"], f["name"] = c.id, "function", c.name
		}
		if c.old {
			out = append(out, map[string]any{"function_call": f})
			continue
		}
		out = append(out, map[string]any{"tool_calls": []any{call}})
	}
	return out
}

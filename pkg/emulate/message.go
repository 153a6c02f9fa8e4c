package emulate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
)

// talk is what the messages of a request come to.
type talk struct {
	said   string // the text of the last message of the user
	result string // the content of the tool messages at the end
	ended  bool   // the last messages answer calls of tools
	images int
	tokens int // of all of it
	system int // messages of the system
}

var roles = []string{"system", "developer", "user", "assistant", "tool", "function"}

// messages reads the messages of a chat and holds them against the catalog.
func (x *exchange) messages(c provider.Choice, body map[string]any) (*talk, *refusal) {
	list, ok := body["messages"].([]any)
	if !ok || len(list) == 0 {
		return nil, refuseParam("messages", i18n.T("messages 应为非空列表", "messages has to be a list that is not empty"))
	}
	t := &talk{}
	for i, entry := range list {
		m, ok := entry.(map[string]any)
		if !ok {
			return nil, refuseParam(fmt.Sprintf("messages[%d]", i), i18n.Tf("messages[%d] 不是对象", "messages[%d] is no object", i))
		}
		if no := x.message(c, t, m, i); no != nil {
			return nil, no
		}
	}
	if t.system > 0 {
		if _, no := x.take(c, "messages", provider.Sent{Field: "role_system", Items: t.system}); no != nil {
			return nil, no
		}
	}
	return t, nil
}

func (x *exchange) message(c provider.Choice, t *talk, m map[string]any, i int) *refusal {
	at := fmt.Sprintf("messages[%d].", i)
	role, _ := m["role"].(string)
	if !slices.Contains(roles, role) {
		return refuseParam(at+"role", i18n.Tf("没有角色 %q", "there is no role %q", x.masked(role)))
	}
	switch role {
	case "system":
		t.system++
	case "developer":
		if _, no := x.take(c, at+"role", provider.Sent{Field: "role_developer"}); no != nil {
			return no
		}
	}
	if name, _ := m["name"].(string); name != "" && role != "function" {
		if _, no := x.take(c, "messages.name", provider.Sent{Field: "message_name"}); no != nil {
			return no
		}
	}
	text, no := x.content(c, t, m, at+"content")
	if no != nil {
		return no
	}
	t.hear(role, text)
	return nil
}

// hear keeps what an answer is made of.
func (t *talk) hear(role, text string) {
	t.tokens += tokens(text) + 4
	switch role {
	case "user":
		t.said, t.result, t.ended = text, "", false
	case "tool", "function":
		t.result, t.ended = strings.TrimSpace(t.result+" "+text), true
	case "assistant":
		t.result, t.ended = "", false
	}
}

// content reads the content of a message: text, or a list of parts.
func (x *exchange) content(c provider.Choice, t *talk, m map[string]any, at string) (string, *refusal) {
	switch v := m["content"].(type) {
	case string:
		return v, nil
	case nil:
		if m["role"] == "assistant" && (m["tool_calls"] != nil || m["function_call"] != nil) {
			return "", nil
		}
	case []any:
		if _, no := x.take(c, "messages.content", provider.Sent{Field: "message_content_array"}); no != nil {
			return "", no
		}
		return x.parts(c, t, v, at)
	}
	return "", refuseParam(at, i18n.Tf("%s 应为文本或内容列表", "%s has to be a text or a list of parts", at))
}

func (x *exchange) parts(c provider.Choice, t *talk, list []any, at string) (string, *refusal) {
	var texts []string
	for i, entry := range list {
		part, _ := entry.(map[string]any)
		at := fmt.Sprintf("%s[%d]", at, i)
		switch part["type"] {
		case "text":
			text, ok := part["text"].(string)
			if !ok {
				return "", refuseParam(at, i18n.Tf("%s 没有文本", "%s has no text", at))
			}
			texts = append(texts, text)
		case "image_url":
			if no := x.image(c, part, at); no != nil {
				return "", no
			}
			t.images++
		default:
			no := refuseParam(at, i18n.Tf("不认识 %s 的内容类型", "the type of %s is not known", at))
			if no := x.object(at, no); no != nil {
				return "", no
			}
		}
	}
	return strings.Join(texts, "\n"), nil
}

func (x *exchange) image(c provider.Choice, part map[string]any, at string) *refusal {
	link, _ := part["image_url"].(map[string]any)
	if url, _ := link["url"].(string); url == "" {
		return refuseParam(at, i18n.Tf("%s 没有 image_url.url", "%s has no image_url.url", at))
	}
	if detail, _ := link["detail"].(string); detail != "" {
		if _, no := x.take(c, at+".image_url.detail", provider.Sent{Field: "image_detail", Value: detail}); no != nil {
			return no
		}
	}
	_, no := x.take(c, at, provider.Sent{Field: "vision"})
	return no
}

// tokens is about how many tokens a text has: one for four bytes.
func tokens(s string) int { return (len(s) + 3) / 4 }

package verify

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/openai-migrate/migrate/pkg/i18n"
)

// reply is as much of an answer as the probes look at.
type reply struct {
	Choices []struct {
		Message struct {
			Content          string `json:"content"`
			ReasoningContent string `json:"reasoning_content"`
			ToolCalls        []struct {
				Function struct{ Name, Arguments string } `json:"function"`
			} `json:"tool_calls"`
		} `json:"message"`
		Delta struct {
			Content          string `json:"content"`
			ReasoningContent string `json:"reasoning_content"`
		} `json:"delta"`
	} `json:"choices"`
	Data []struct {
		ID        string    `json:"id"`
		Embedding []float64 `json:"embedding"`
	} `json:"data"`
}

// read parses an answer; the text says what is wrong with one that is not of the API's shape.
func read(body []byte) (reply, i18n.Text, bool) {
	var r reply
	if err := json.Unmarshal(body, &r); err != nil {
		return r, i18n.Tf("不是 OpenAI 格式的回应：%v", "the answer is not of OpenAI's shape: %v", err), false
	}
	return r, i18n.Text{}, true
}

func seeModels(body []byte) (i18n.Text, bool) {
	r, text, ok := read(body)
	if !ok || len(r.Data) == 0 {
		return text, false
	}
	return i18n.T(fmt.Sprintf("%d 个模型", len(r.Data)), i18n.N(len(r.Data), "model", "models")), true
}

// firstModel is a model to ask of an engine that runs what its owner gave it.
func firstModel(body []byte) string {
	if r, _, ok := read(body); ok && len(r.Data) > 0 {
		return r.Data[0].ID
	}
	return ""
}

func seeChat(body []byte) (i18n.Text, bool) {
	r, text, ok := read(body)
	switch {
	case !ok:
		return text, false
	case len(r.Choices) == 0 || r.Choices[0].Message.Content == "" && r.Choices[0].Message.ReasoningContent == "":
		return i18n.T("回应中没有内容", "the answer has no content"), false
	}
	return i18n.T("有回答", "answers"), true
}

func seeStream(body []byte) (i18n.Text, bool) {
	chunks, content, done := 0, 0, false
	for line := range bytes.Lines(body) {
		data, ok := bytes.CutPrefix(bytes.TrimSpace(line), []byte("data:"))
		data = bytes.TrimSpace(data)
		switch {
		case !ok:
		case string(data) == "[DONE]":
			done = true
		default:
			r, text, ok := read(data)
			if !ok {
				return text, false
			}
			chunks++
			if len(r.Choices) > 0 && r.Choices[0].Delta.Content+r.Choices[0].Delta.ReasoningContent != "" {
				content++
			}
		}
	}
	switch {
	case content == 0:
		return i18n.T("流中没有内容", "the stream holds no content"), false
	case !done:
		return i18n.T("流没有以 [DONE] 结束", "the stream does not end with [DONE]"), false
	}
	return i18n.T(fmt.Sprintf("%d 块", chunks), i18n.N(chunks, "chunk", "chunks")), true
}

func seeTools(body []byte) (i18n.Text, bool) {
	r, text, ok := read(body)
	switch {
	case !ok:
		return text, false
	case len(r.Choices) == 0 || len(r.Choices[0].Message.ToolCalls) == 0:
		return i18n.T("模型没有调用工具", "the model did not call the tool"), false
	}
	f := r.Choices[0].Message.ToolCalls[0].Function
	if !json.Valid([]byte(f.Arguments)) {
		return i18n.Tf("工具参数不是 JSON：%s", "the arguments of the call are no JSON: %s", f.Arguments), false
	}
	return i18n.Tf("调用了 %s", "called %s", f.Name), true
}

func seeJSON(body []byte) (i18n.Text, bool) {
	if text, ok := seeChat(body); !ok {
		return text, false
	}
	r, _, _ := read(body)
	content := strings.TrimSpace(r.Choices[0].Message.Content)
	if !strings.HasPrefix(content, "{") || !json.Valid([]byte(content)) {
		return i18n.T("回答不是 JSON 对象", "the answer is no JSON object"), false
	}
	return i18n.T("是 JSON 对象", "a JSON object"), true
}

func seeVector(body []byte) (i18n.Text, bool) {
	r, text, ok := read(body)
	switch {
	case !ok:
		return text, false
	case len(r.Data) == 0 || len(r.Data[0].Embedding) == 0:
		return i18n.T("回应中没有向量", "the answer has no vector"), false
	}
	return i18n.Tf("%d 维", "%d dimensions", len(r.Data[0].Embedding)), true
}

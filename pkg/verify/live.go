package verify

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
)

// Probe is one question to the real provider.
type Probe struct {
	Name    string // "models", "chat", "stream", "tools", "json", "embeddings"
	Model   string
	Status  Status
	HTTP    int // 0 where no answer came
	Latency time.Duration
	Message i18n.Text // what is wrong, with the provider's own words; of a passed one what was seen
}

// probeTimeout is how long one question may take. Models that think take their time.
const probeTimeout = 60 * time.Second

// live asks the provider, with the user's key, what a migrated program asks.
func (v *verifier) live(ctx context.Context) error {
	if v.o.Key == "" {
		return nil
	}
	defer v.progress(i18n.Tf("正在询问 %s", "asking %s", v.Target.BaseURL))()
	p := &prober{base: v.Target.BaseURL, key: v.o.Key, client: v.o.Client}
	if p.client == nil {
		p.client = &http.Client{Timeout: probeTimeout}
	}
	chat, embedding := v.models()
	listed := p.ask(ctx, probe{name: "models", method: http.MethodGet, path: "/models", see: seeModels})
	if chat == "" {
		chat = firstModel(listed.body)
	}
	answers := []answer{listed}
	for _, q := range questions(chat, embedding, v.Target.Endpoints["embeddings"].Path) {
		if q.model == "" {
			answers = append(answers, answer{Probe: Probe{Name: q.name, Status: Skipped, Message: i18n.T("没有对应的模型", "there is no model for it")}})
			continue
		}
		answers = append(answers, p.ask(ctx, q))
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	c := Check{Name: CheckLive, Status: Passed}
	ok := 0
	for _, a := range answers {
		v.result.Probes = append(v.result.Probes, a.Probe)
		switch {
		case a.Status == Passed:
			ok++
		case a.Status == Failed && a.Name != "models":
			c.Status = Failed
		}
	}
	c.Text = i18n.Tf("%s：%d 项中 %d 项可用", "%s: %[3]d of %[2]d answer", v.Target.BaseURL, len(answers), ok)
	v.add(c)
	return nil
}

// probe is one question: what is sent, and what is seen in a good answer.
type probe struct {
	name, method, path, model string
	body                      map[string]any
	see                       func(body []byte) (i18n.Text, bool)
}

// answer is a probe's result with the body that came.
type answer struct {
	Probe
	body []byte
}

// questions are those after the list of models. All but the first are about one part of chat, or about embeddings.
func questions(chat, embedding, path string) []probe {
	say := func(text string, more map[string]any) map[string]any {
		body := map[string]any{"model": chat, "messages": []any{map[string]any{"role": "user", "content": text}}}
		for k, x := range more {
			body[k] = x
		}
		return body
	}
	tool := map[string]any{"type": "function", "function": map[string]any{"name": "get_weather", "description": "the weather in a city", "parameters": map[string]any{
		"type": "object", "required": []string{"city"}, "properties": map[string]any{"city": map[string]any{"type": "string"}}}}}
	if path == "" {
		path = "/embeddings"
	}
	at := "/chat/completions"
	return []probe{
		{"chat", http.MethodPost, at, chat, say("Reply with the word pong.", nil), seeChat},
		{"stream", http.MethodPost, at, chat, say("Reply with the word pong.", map[string]any{"stream": true}), seeStream},
		{"tools", http.MethodPost, at, chat, say("What is the weather in Beijing? Use the tool.", map[string]any{"tools": []any{tool}}), seeTools},
		{"json", http.MethodPost, at, chat, say(`Answer in JSON: {"answer": "pong"}`, map[string]any{"response_format": map[string]any{"type": "json_object"}}), seeJSON},
		{"embeddings", http.MethodPost, path, embedding, map[string]any{"model": embedding, "input": []string{"ping"}}, seeVector},
	}
}

// prober asks one provider.
type prober struct {
	base, key string
	client    *http.Client
}

func (p *prober) ask(ctx context.Context, q probe) answer {
	a := answer{Probe: Probe{Name: q.name, Model: q.model, Status: Failed}}
	start := time.Now()
	resp, err := p.send(ctx, q)
	if err != nil {
		a.Message = p.hide(i18n.Tf("没有回应：%v", "no answer: %v", err))
		return a
	}
	defer resp.Body.Close()
	a.HTTP = resp.StatusCode
	a.body, err = io.ReadAll(io.LimitReader(resp.Body, 4<<20))
	a.Latency = time.Since(start)
	switch {
	case resp.StatusCode/100 != 2:
		text := theirs(a.body)
		a.Message = i18n.T(text, text)
	case err != nil:
		a.Message = i18n.Tf("回应中断：%v", "the answer broke off: %v", err)
	default:
		var ok bool
		if a.Message, ok = q.see(a.body); ok {
			a.Status = Passed
		}
	}
	a.Message = p.hide(a.Message)
	return a
}

func (p *prober) send(ctx context.Context, q probe) (*http.Response, error) {
	var body io.Reader
	if q.body != nil {
		raw, err := json.Marshal(q.body)
		if err != nil {
			return nil, err
		}
		body = bytes.NewReader(raw)
	}
	req, err := http.NewRequestWithContext(ctx, q.method, strings.TrimRight(p.base, "/")+q.path, body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+p.key)
	req.Header.Set("Content-Type", "application/json")
	return p.client.Do(req)
}

// hide takes the key out of a message, whole or as its beginning, should somebody have put it there.
func (p *prober) hide(t i18n.Text) i18n.Text {
	mask := func(s string) string {
		if len(p.key) >= 8 {
			s = strings.ReplaceAll(s, p.key, "••••••••")
			s = strings.ReplaceAll(s, p.key[:8], "••••••••")
		}
		return finding.Mask(s)
	}
	return i18n.T(mask(t.ZH), mask(t.EN))
}

// maxSaid is how much of a provider's words is shown.
const maxSaid = 300

// theirs is the provider's own message in the body of an error, whatever shape that has.
func theirs(body []byte) string {
	var said map[string]any
	text := strings.TrimSpace(string(body))
	if json.Unmarshal(body, &said) == nil {
		if inner, ok := said["error"].(map[string]any); ok {
			said = inner
		}
		var parts []string
		for _, key := range []string{"code", "error_code", "message", "error_msg", "msg", "error"} {
			if v := said[key]; v != nil && v != "" {
				if _, nested := v.(map[string]any); !nested {
					parts = append(parts, fmt.Sprint(v))
				}
			}
		}
		if len(parts) > 0 {
			text = strings.Join(parts, " ")
		}
	}
	if r := []rune(text); len(r) > maxSaid {
		text = string(r[:maxSaid]) + "…"
	}
	return text
}

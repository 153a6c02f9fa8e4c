package emulate

import (
	"bytes"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/openai-migrate/migrate/pkg/provider"
)

// weather is a tool.
const weather = `{"type":"function","function":{"name":"get_weather","parameters":{"type":"object","properties":{"city":{"type":"string","enum":["Paris"]}},"required":["city"]}}}`

func TestTools(t *testing.T) {
	b := start(t, "zhipu", Options{})
	ask := func(messages, more string) string {
		t.Helper()
		status, body := b.post("/chat/completions", `{"model":"glm-4.7","thinking":{"type":"disabled"},"tools":[`+weather+`],"messages":[`+messages+`]`+more+`}`)
		if status != http.StatusOK {
			t.Fatalf("%d %s", status, body)
		}
		return body
	}
	asked := `{"role":"user","content":"What is the weather in Paris?"}`
	if body := ask(asked, ""); !strings.Contains(body, `"arguments":"{\"city\":\"Paris\"}","name":"get_weather"`) || !strings.Contains(body, `"finish_reason":"tool_calls"`) {
		t.Errorf("no call: %s", body)
	}
	if body := ask(`{"role":"user","content":"hello"}`, ""); strings.Contains(body, "tool_calls") {
		t.Errorf("a call that nobody asked for: %s", body)
	}
	called := `,{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"get_weather","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c","content":"sunny"}`
	if body := ask(asked+called, ""); !strings.Contains(body, `"content":"glm-4.7 got: sunny"`) {
		t.Errorf("no final answer: %s", body)
	}
	body := ask(asked, `,"stream":true`)
	arguments := ""
	for _, e := range events(t, body) {
		for _, c := range e["choices"].([]any) {
			calls, _ := object(object(c)["delta"])["tool_calls"].([]any)
			for _, call := range calls {
				piece, _ := object(object(call)["function"])["arguments"].(string)
				arguments += piece
			}
		}
	}
	if arguments != `{"city":"Paris"}` {
		t.Errorf("streamed arguments %q", arguments)
	}
}

func TestToolChoiceForces(t *testing.T) {
	b := start(t, "deepseek", Options{})
	for _, choice := range []string{`"required"`, `{"type":"function","function":{"name":"get_weather"}}`} {
		_, body := b.chat("deepseek-flash", `,"thinking":{"type":"disabled"},"tools":[`+weather+`],"tool_choice":`+choice)
		if !strings.Contains(body, `"name":"get_weather"`) {
			t.Errorf("%s: %s", choice, body)
		}
	}
	if _, body := b.post("/chat/completions", `{"model":"deepseek-flash","tools":[`+weather+`],"tool_choice":"none","messages":[{"role":"user","content":"weather"}]}`); strings.Contains(body, "tool_calls") {
		t.Errorf("none: %s", body)
	}
}

// TestInstancesFitTheirSchemas holds what is made up against a validator that this project did not write.
func TestInstancesFitTheirSchemas(t *testing.T) {
	for _, text := range []string{
		`{"type":"object","properties":{"a":{"type":"integer","minimum":5},"b":{"type":"array","items":{"type":"number","maximum":0.5},"minItems":2}},"required":["a","b"],"additionalProperties":false}`,
		`{"$defs":{"n":{"type":"object","properties":{"next":{"anyOf":[{"type":"null"},{"$ref":"#/$defs/n"}]},"v":{"type":"boolean"}},"required":["next","v"]}},"$ref":"#/$defs/n"}`,
		`{"type":"object","properties":{"d":{"type":"string","format":"date"},"s":{"type":"string","minLength":8,"maxLength":9},"e":{"enum":["x","y"]},"c":{"const":3}},"required":["d","s","e","c"]}`,
		`{"allOf":[{"type":"object","properties":{"a":{"type":"string"}}},{"type":"object","properties":{"b":{"type":["null","integer"],"exclusiveMinimum":3}}}]}`,
	} {
		schema, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		c := jsonschema.NewCompiler()
		c.AssertFormat()
		if err := c.AddResource("s.json", schema); err != nil {
			t.Fatal(err)
		}
		compiled, err := c.Compile("s.json")
		if err != nil {
			t.Fatal(err)
		}
		var decoded any
		if err := json.Unmarshal([]byte(text), &decoded); err != nil {
			t.Fatal(err)
		}
		made := encode(instance(decoded, "hello"))
		got, err := jsonschema.UnmarshalJSON(strings.NewReader(made))
		if err != nil {
			t.Fatal(err)
		}
		if err := compiled.Validate(got); err != nil {
			t.Errorf("%s does not fit %s: %v", made, text, err)
		}
	}
}

func TestJSONModes(t *testing.T) {
	b := start(t, "alibaba", Options{})
	_, body := b.chat("qwen3.7-plus", `,"response_format":{"type":"json_schema","json_schema":{"name":"x","schema":{"type":"object","properties":{"n":{"type":"integer"}},"required":["n"]}}}`)
	if !strings.Contains(body, `"content":"{\"n\":1}"`) {
		t.Errorf("json_schema: %s", body)
	}
	_, body = b.chat("qwen3.7-plus", `,"response_format":{"type":"json_object"}`)
	if !strings.Contains(body, `{\"answer\":\"hello\",\"model\":\"qwen3.7-plus\"}`) {
		t.Errorf("json_object: %s", body)
	}
}

func TestImagesGoToModelsThatSee(t *testing.T) {
	b := start(t, "zhipu", Options{})
	const messages = `,"messages":[{"role":"user","content":[{"type":"text","text":"what?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}]}`
	if status, body := b.post("/chat/completions", `{"model":"glm-5v-turbo"`+messages); status != http.StatusOK || !strings.Contains(body, "glm-5v-turbo saw 1 image(s): what?") {
		t.Errorf("%d %s", status, body)
	}
	if status, body := b.post("/chat/completions", `{"model":"glm-4.7"`+messages); status != http.StatusBadRequest {
		t.Errorf("%d %s", status, body)
	}
}

func TestAnswersEnd(t *testing.T) {
	b := start(t, "zhipu", Options{})
	_, body := b.chat("glm-4.7", `,"max_tokens":2,"thinking":{"type":"disabled"}`)
	if !strings.Contains(body, `"finish_reason":"length"`) || !strings.Contains(body, `"content":"glm-4.7 "`) {
		t.Errorf("max_tokens: %s", body)
	}
	_, body = b.chat("glm-4.7", `,"stop":[" heard"]`)
	if !strings.Contains(body, `"content":"glm-4.7"`) {
		t.Errorf("stop: %s", body)
	}
}

func TestOtherEndpoints(t *testing.T) {
	for _, c := range []struct {
		provider, path, body string
		status               int
		holds                string
	}{
		{"deepseek", "/responses", `{"model":"deepseek-flash","input":"hello"}`, 200, `"text":"deepseek-flash heard: hello"`},
		{"deepseek", "/responses", `{"model":"deepseek-flash","input":"hello","stream":true}`, 200, "event: response.completed\n"},
		{"moonshot", "/responses", `{"model":"kimi-k3","input":"hello"}`, 404, `"error"`},
		{"vllm", "/completions", `{"model":"mine","prompt":"once"}`, 200, `"text":"mine goes on: once"`},
		{"vllm", "/completions", `{"model":"mine","prompt":"once","stream":true}`, 200, "data: [DONE]"},
		{"zhipu", "/images/generations", `{"model":"cogview","prompt":"a cat","response_format":"b64_json"}`, 200, `"b64_json":"iVBOR`},
		{"zhipu", "/audio/speech", `{"model":"tts","input":"hello"}`, 200, "\xff\xfb"},
		{"zhipu", "/files", `{}`, 501, `"error"`},
	} {
		status, body := start(t, c.provider, Options{}).post(c.path, c.body)
		if status != c.status || !strings.Contains(body, c.holds) {
			t.Errorf("%s %s: %d, want %d with %q: %s", c.provider, c.path, status, c.status, c.holds, body)
		}
	}
}

func TestTranscription(t *testing.T) {
	b := start(t, "vllm", Options{})
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	_ = w.WriteField("model", "whisper")
	part, _ := w.CreateFormFile("file", "a.mp3")
	_, _ = part.Write(make([]byte, 100))
	_ = w.Close()
	r, _ := http.NewRequest("POST", b.base+"/audio/transcriptions", &form)
	r.Header.Set("Authorization", "Bearer k")
	r.Header.Set("Content-Type", w.FormDataContentType())
	res, err := b.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var out struct{ Text string }
	if err := json.NewDecoder(res.Body).Decode(&out); err != nil || out.Text != "whisper heard 100 bytes" {
		t.Errorf("%d %q %v", res.StatusCode, out.Text, err)
	}
}

func TestRetiredModels(t *testing.T) {
	p := &provider.Provider{ID: "x", BaseURLs: []provider.BaseURL{{URL: "https://x.example/v1"}}, Models: []provider.Model{
		{ID: "gone", Kind: "chat", Retired: "2026-11-26", Replacement: "new"}, {ID: "going", Kind: "chat", Retired: "2026-11-27"},
	}}
	for id, want := range map[string]string{"gone": "the model gone has been retired; use new instead", "going": ""} {
		var got Record
		s := New(p, Options{Now: func() time.Time { return noon }, Log: func(r Record) { got = r }})
		x := &exchange{Server: s}
		no := x.unavailable(id, &p.Models[map[string]int{"gone": 0, "going": 1}[id]], "chat")
		if no != nil {
			got.Refused = no.reason.EN
		}
		if got.Refused != want {
			t.Errorf("%s: %q, want %q", id, got.Refused, want)
		}
	}
}

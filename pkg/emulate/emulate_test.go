package emulate

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/openai-migrate/migrate/pkg/provider"
)

// bench is an emulator of one provider with what it has logged.
type bench struct {
	*httptest.Server
	t    *testing.T
	base string
	mu   sync.Mutex
	log  []Record
}

// noon is the time at which tests run: the catalog has dates.
var noon = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)

func start(t *testing.T, id string, o Options) *bench {
	t.Helper()
	p, err := provider.Lookup(id)
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{t: t}
	o.Now = func() time.Time { return noon }
	o.Log = func(r Record) { b.mu.Lock(); b.log = append(b.log, r); b.mu.Unlock() }
	s := New(p, o)
	b.Server = httptest.NewServer(s)
	b.base = b.URL + s.BasePath()
	t.Cleanup(b.Close)
	return b
}

// last is what was logged of the newest request.
func (b *bench) last() Record {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.log) == 0 {
		b.t.Fatal("nothing was logged")
	}
	return b.log[len(b.log)-1]
}

// post sends JSON and returns status and body.
func (b *bench) post(path, body string) (int, string) {
	b.t.Helper()
	return b.do(http.MethodPost, path, body, "Bearer test-key")
}

func (b *bench) do(method, path, body, auth string) (int, string) {
	b.t.Helper()
	if !strings.HasPrefix(path, "http") {
		path = b.base + path
	}
	r, err := http.NewRequest(method, path, strings.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Authorization", auth)
	res, err := b.Client().Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return res.StatusCode, string(data)
}

// chat sends a chat with further fields.
func (b *bench) chat(model, more string) (int, string) {
	b.t.Helper()
	return b.post("/chat/completions", `{"model":"`+model+`","messages":[{"role":"user","content":"hello"}]`+more+`}`)
}

func TestFieldsAreHeldAgainstTheCatalog(t *testing.T) {
	for _, c := range []struct{ provider, model, more, param, code string }{
		{"zhipu", "glm-4.7", ``, "", ""},
		{"zhipu", "glm-4.7", `,"temperature":0.5,"stop":["x"]`, "", ""},
		{"zhipu", "glm-4.7", `,"temperature":1.5`, "temperature", "1210"},
		{"zhipu", "glm-4.7", `,"stop":["x","y"]`, "stop", "1210"},
		{"zhipu", "glm-4.7", `,"user":"someone"`, "user", "1210"},
		{"zhipu", "glm-4.7", `,"user_id":"someone"`, "", ""},
		{"zhipu", "glm-4.7", `,"response_format":{"type":"json_schema","json_schema":{}}`, "response_format", "1210"},
		{"zhipu", "glm-4.7", `,"presence_penalty":0`, "", ""},
		{"zhipu", "glm-4.7", `,"presence_penalty":1`, "presence_penalty", "1210"},
		{"zhipu", "glm-4.7", `,"temperature":"hot"`, "temperature", "1210"},
		{"zhipu", "gpt-4o", ``, "model", "1211"},
		{"moonshot", "kimi-k2.6", `,"temperature":0.7`, "temperature", ""},
		{"moonshot", "kimi-k2.6", `,"temperature":0.6,"thinking":{"type":"disabled"}`, "", ""},
		{"deepseek", "deepseek-v4-pro", `,"tool_choice":"required"`, "tool_choice", ""},
		{"deepseek", "deepseek-v4-pro", `,"tool_choice":"required","thinking":{"type":"disabled"}`, "", ""},
		{"baidu", "ernie-5.1", `,"seed":0`, "seed", "invalid_argument"},
		{"alibaba", "qwen3.7-plus", `,"frequency_penalty":0.3`, "frequency_penalty", "invalid_parameter_error"},
	} {
		b := start(t, c.provider, Options{})
		status, body := b.chat(c.model, c.more)
		r := b.last()
		if (status == http.StatusOK) != (c.param == "") || r.Param != c.param || r.Code != c.code {
			t.Errorf("%s %s: status %d, param %q, code %q, want param %q, code %q\n%s", c.model, c.more, status, r.Param, r.Code, c.param, c.code, body)
		}
		if c.param != "" && (r.Refused == "" || !r.Reason.Complete()) {
			t.Errorf("%s %s: no reason in both languages: %+v", c.model, c.more, r.Reason)
		}
	}
}

func TestIgnoredFieldsAreNoted(t *testing.T) {
	b := start(t, "deepseek", Options{})
	status, _ := b.chat("deepseek-v4-pro", `,"presence_penalty":1,"invented":1,"n":2`)
	r := b.last()
	if status != http.StatusOK || strings.Join(r.Ignored, " ") != "invented presence_penalty" || strings.Join(r.Unproven, " ") != "n" {
		t.Errorf("status %d, ignored %v, unproven %v", status, r.Ignored, r.Unproven)
	}
}

func TestLenientNotesWhatItWouldRefuse(t *testing.T) {
	b := start(t, "zhipu", Options{Lenient: true})
	status, _ := b.chat("gpt-4o", `,"temperature":1.5`)
	if r := b.last(); status != http.StatusOK || len(r.Tolerated) != 2 {
		t.Errorf("status %d, tolerated %q", status, r.Tolerated)
	}
}

func TestOnlyThePathsOfTheProvider(t *testing.T) {
	b := start(t, "zhipu", Options{})
	for _, c := range []struct {
		method, path string
		status       int
	}{
		{"POST", b.URL + "/v1/chat/completions", 404},
		{"POST", b.base + "/completions", 404},
		{"POST", b.base + "/responses", 404},
		{"POST", b.URL + "/openai/deployments/x/chat/completions?api-version=2024-06-01", 404},
		{"GET", b.base + "/chat/completions", 405},
		{"GET", b.base + "/models", 200},
		{"GET", b.base + "/models/glm-4.7", 200},
	} {
		if status, body := b.do(c.method, c.path, "", "Bearer k"); status != c.status {
			t.Errorf("%s %s: %d, want %d: %s", c.method, c.path, status, c.status, body)
		}
	}
}

func TestKeys(t *testing.T) {
	b := start(t, "zhipu", Options{Key: "the-right-key"})
	for auth, want := range map[string]int{"": 401, "Bearer ": 401, "Bearer other": 401, "Basic the-right-key": 401, "Bearer the-right-key": 200} {
		status, body := b.do("POST", "/chat/completions", `{"model":"glm-4.7","messages":[{"role":"user","content":"hello"}]}`, auth)
		if status != want {
			t.Errorf("%q: %d, want %d: %s", auth, status, want, body)
		}
	}
}

func TestErrorsHaveTheProvidersShape(t *testing.T) {
	for id, want := range map[string]string{
		"zhipu":       `{"error":{"code":"1211","message":"model not found: nope"}}`,
		"minimax":     `{"error":{"http_code":"404","message":"model not found: nope","type":"invalid_request_error"},"request_id":"req-00000001","type":"error"}`,
		"alibaba":     `{"error":{"code":"ModelNotFound","message":"model not found: nope","param":"model","type":"invalid_request_error"},"request_id":"req-00000001"}`,
		"siliconflow": `{"code":404,"data":null,"message":"model not found: nope"}`,
		"deepseek":    `{"error":{"code":"invalid_request_error","message":"model not found: nope","param":"model","type":"invalid_request_error"}}`,
	} {
		_, body := start(t, id, Options{}).chat("nope", "")
		if got := strings.TrimSpace(body); got != want {
			t.Errorf("%s:\n got %s\nwant %s", id, got, want)
		}
	}
}

// events reads a stream's data lines.
func events(t *testing.T, body string) []map[string]any {
	t.Helper()
	var out []map[string]any
	lines := bufio.NewScanner(strings.NewReader(body))
	for lines.Scan() {
		data, ok := strings.CutPrefix(lines.Text(), "data: ")
		if !ok || data == "[DONE]" {
			continue
		}
		var e map[string]any
		if err := json.Unmarshal([]byte(data), &e); err != nil {
			t.Fatalf("%s: %v", data, err)
		}
		out = append(out, e)
	}
	return out
}

// joined puts a field of the deltas of a stream together.
func joined(list []map[string]any, field string) string {
	var b strings.Builder
	for _, e := range list {
		for _, c := range e["choices"].([]any) {
			text, _ := object(object(c)["delta"])[field].(string)
			b.WriteString(text)
		}
	}
	return b.String()
}

func TestStreams(t *testing.T) {
	b := start(t, "zhipu", Options{})
	_, body := b.chat("glm-4.7", `,"stream":true`)
	list := events(t, body)
	if got := joined(list, "content"); got != "glm-4.7 heard: hello" {
		t.Errorf("content %q", got)
	}
	if got := joined(list, "reasoning_content"); got != "thinking about: hello" {
		t.Errorf("reasoning %q", got)
	}
	if !strings.HasSuffix(body, "data: [DONE]\n\n") || list[len(list)-1]["usage"] != nil {
		t.Errorf("the stream ends with %q", body[max(0, len(body)-300):])
	}
	_, body = b.chat("glm-4.7", `,"stream":true,"stream_options":{"include_usage":true},"thinking":{"type":"disabled"}`)
	list = events(t, body)
	if last := list[len(list)-1]; last["usage"] == nil || len(last["choices"].([]any)) != 0 || joined(list, "reasoning_content") != "" {
		t.Errorf("last chunk %v", last)
	}
}

func TestThinkingStandsInTheContentUnlessKeptApart(t *testing.T) {
	b := start(t, "minimax", Options{})
	_, mixed := b.chat("MiniMax-M2.7", "")
	_, apart := b.chat("MiniMax-M2.7", `,"reasoning_split":true`)
	if !strings.Contains(mixed, `"content":"\u003cthink\u003e`) || strings.Contains(apart, "think\\u003e") || !strings.Contains(apart, `"reasoning_content":"thinking about: hello"`) {
		t.Errorf("mixed %s\napart %s", mixed, apart)
	}
}

func TestVectors(t *testing.T) {
	v := Vector("hello", 1024)
	sum := 0.0
	for _, f := range v {
		if f == 0 {
			t.Fatal("an entry is zero")
		}
		sum += float64(f) * float64(f)
	}
	if sum < 0.999 || sum > 1.001 || Vector("other", 1024)[0] == v[0] {
		t.Errorf("length %v, first entries %v and %v", sum, v[0], Vector("other", 1024)[0])
	}
}

func TestEmbeddings(t *testing.T) {
	many := func(n int) string { return `["` + strings.TrimSuffix(strings.Repeat(`x","`, n), `","`) + `"]` }
	for _, c := range []struct {
		provider, body string
		status, length int
	}{
		{"zhipu", `{"model":"embedding-3","input":"hello"}`, 200, 2048},
		{"zhipu", `{"model":"embedding-3","input":"hello","dimensions":512}`, 200, 512},
		{"zhipu", `{"model":"embedding-3","input":"hello","dimensions":1536}`, 400, 0},
		{"zhipu", `{"model":"embedding-3","input":` + many(64) + `}`, 200, 2048},
		{"zhipu", `{"model":"embedding-3","input":` + many(65) + `}`, 400, 0},
		{"zhipu", `{"model":"embedding-3","input":[]}`, 400, 0},
		{"zhipu", `{"model":"embedding-3","input":[[1,2,3]]}`, 400, 0},
		{"zhipu", `{"model":"text-embedding-3-small","input":"hello"}`, 400, 0},
		{"zhipu", `{"model":"embedding-3","input":"hello","encoding_format":"base64"}`, 200, 2048},
		{"baidu", `{"model":"embedding-v1","input":["hello"],"encoding_format":"base64"}`, 400, 0},
		{"baidu", `{"model":"embedding-v1","input":["hello"],"encoding_format":"float"}`, 200, 384},
		{"alibaba", `{"model":"text-embedding-v4","input":[1,2,3]}`, 400, 0},
		{"deepseek", `{"model":"x","input":"hello"}`, 404, 0},
		{"minimax", `{"model":"embo-01","input":"hello"}`, 404, 0},
	} {
		b := start(t, c.provider, Options{})
		status, body := b.post("/embeddings", c.body)
		var out struct {
			Data []struct{ Embedding []float32 }
		}
		if status == http.StatusOK {
			if err := json.Unmarshal([]byte(body), &out); err != nil {
				t.Errorf("%s: %v", c.body, err)
				continue
			}
		}
		if status != c.status || status == http.StatusOK && len(out.Data[0].Embedding) != c.length {
			t.Errorf("%s %.60s: %d, want %d with length %d: %.200s", c.provider, c.body, status, c.status, c.length, body)
		}
	}
}

package emulate

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/openai-migrate/migrate/pkg/provider"
)

// leakFree reports goroutines that are left once all is closed.
func leakFree(t *testing.T) {
	t.Helper()
	before := runtime.NumGoroutine()
	t.Cleanup(func() {
		for range 100 {
			if runtime.NumGoroutine() <= before {
				return
			}
			time.Sleep(20 * time.Millisecond)
		}
		stacks := make([]byte, 1<<16)
		t.Errorf("%d goroutines, %d before:\n%s", runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
	})
}

func TestGarbage(t *testing.T) {
	leakFree(t)
	b := start(t, "zhipu", Options{})
	for _, body := range []string{
		``, `{`, `null`, `[]`, `"x"`, `{}`, "\x00\xff\xfe", `{"model":1}`, `{"model":"glm-4.7"}`, `{"model":"glm-4.7","messages":{}}`,
		`{"model":"glm-4.7","messages":[null]}`, `{"model":"glm-4.7","messages":[{"role":"king","content":"x"}]}`,
		`{"model":"glm-4.7","messages":[{"role":"user","content":null}]}`, `{"model":"glm-4.7","messages":[{"role":"user","content":[{"type":"image_url"}]}]}`,
		`{"model":"glm-4.7","messages":[{"role":"user","content":"x"}],"tools":[{"type":"function"}]}`,
		`{"model":"glm-4.7","messages":[{"role":"user","content":"x"}],"max_tokens":-1}`, strings.Repeat("[", 100000),
		`{"model":"glm-4.7","messages":[{"role":"user","content":"x"}]} trailing`,
	} {
		for _, path := range []string{"/chat/completions", "/embeddings"} {
			if status, answer := b.post(path, body); status < 400 || status > 499 || !strings.Contains(answer, `"error"`) {
				t.Errorf("%s %.60q: %d %s", path, body, status, answer)
			}
		}
	}
}

func TestHugeBodies(t *testing.T) {
	leakFree(t)
	b := start(t, "zhipu", Options{MaxBody: 1 << 16})
	status, answer := b.post("/chat/completions", `{"model":"`+strings.Repeat("x", 1<<20)+`"}`)
	if status != http.StatusRequestEntityTooLarge || !strings.Contains(answer, `"error"`) {
		t.Errorf("%d %s", status, answer)
	}
	if status, _ := b.chat("glm-4.7", ""); status != http.StatusOK {
		t.Errorf("the next request: %d", status)
	}
}

func TestSlowClientsAreLetGo(t *testing.T) {
	leakFree(t)
	b := start(t, "zhipu", Options{Timeout: 100 * time.Millisecond})
	c, err := net.Dial("tcp", b.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	fmt.Fprintf(c, "POST /api/paas/v4/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer k\r\nContent-Length: 1000\r\n\r\n{")
	answer, err := io.ReadAll(c) // ends when the server has had enough
	if err != nil || !strings.Contains(string(answer), "408") {
		t.Errorf("%v: %s", err, answer)
	}
	if r := b.last(); r.Status != http.StatusRequestTimeout {
		t.Errorf("%+v", r)
	}
}

func TestParallelStreams(t *testing.T) {
	leakFree(t)
	b := start(t, "moonshot", Options{Latency: 5 * time.Millisecond})
	var all sync.WaitGroup
	for i := range 200 {
		all.Go(func() {
			said := fmt.Sprintf("number %d", i)
			status, body := b.post("/chat/completions", `{"model":"kimi-k3","stream":true,"messages":[{"role":"user","content":"`+said+`"}]}`)
			if got := joined(events(t, body), "content"); status != http.StatusOK || got != "kimi-k3 heard: "+said {
				t.Errorf("%d: %d %q", i, status, got)
			}
		})
	}
	all.Wait()
	b.Client().CloseIdleConnections()
}

func TestClientsThatLeaveMidStream(t *testing.T) {
	leakFree(t)
	b := start(t, "zhipu", Options{})
	long := strings.Repeat("a long text ", 20000)
	for range 20 {
		ctx, cancel := context.WithCancel(context.Background())
		r, err := http.NewRequestWithContext(ctx, "POST", b.base+"/chat/completions",
			strings.NewReader(`{"model":"glm-4.7","stream":true,"messages":[{"role":"user","content":"`+long+`"}]}`))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer k")
		res, err := b.Client().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.ReadFull(res.Body, make([]byte, 100))
		cancel()
		_ = res.Body.Close()
	}
	b.Client().CloseIdleConnections()
}

func TestFaults(t *testing.T) {
	leakFree(t)
	b := start(t, "zhipu", Options{Faults: []Fault{{Kind: "429", First: 1}, {Kind: "503", Every: 3}}})
	var got []int
	for range 5 {
		status, _ := b.chat("glm-4.7", "")
		got = append(got, status)
	}
	if fmt.Sprint(got) != "[429 200 200 503 200]" {
		t.Errorf("%v", got)
	}
}

func TestBrokenStreams(t *testing.T) {
	leakFree(t)
	b := start(t, "zhipu", Options{Faults: []Fault{{Kind: Broken, Every: 2}}})
	if status, _ := b.chat("glm-4.7", ""); status != http.StatusOK {
		t.Errorf("what is no stream: %d", status)
	}
	if _, body := b.chat("glm-4.7", `,"stream":true`); !strings.HasSuffix(body, "[DONE]\n\n") {
		t.Errorf("the first stream broke: %s", body)
	}
	r, _ := http.NewRequest("POST", b.base+"/chat/completions", strings.NewReader(`{"model":"glm-4.7","stream":true,"messages":[{"role":"user","content":"hello"}]}`))
	r.Header.Set("Authorization", "Bearer k")
	res, err := b.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if _, err := io.ReadAll(res.Body); err == nil {
		t.Error("the second stream did not break")
	}
}

func TestFaultsAsWritten(t *testing.T) {
	for text, want := range map[string]Fault{
		"429": {"429", 0, 0}, "503:first 2": {"503", 0, 2}, "broken-stream:every 3": {Broken, 3, 0}, " 500 : every 2 ": {"500", 2, 0},
	} {
		if got, err := ParseFault(text); err != nil || got != want {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "418", "429:sometimes 3", "429:every 0", "429:first x", "429:"} {
		if f, err := ParseFault(text); err == nil {
			t.Errorf("%q was taken as %+v", text, f)
		}
	}
}

func TestServeEndsWithItsContext(t *testing.T) {
	leakFree(t)
	p, err := provider.Lookup("zhipu")
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := New(p, Options{Latency: time.Hour})
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, l) }()
	asked := make(chan error, 1)
	go func() {
		r, _ := http.NewRequest("GET", "http://"+l.Addr().String()+s.BasePath()+"/models", nil)
		r.Header.Set("Authorization", "Bearer k")
		client := &http.Client{Transport: &http.Transport{}}
		res, err := client.Do(r)
		if err == nil {
			_ = res.Body.Close()
		}
		asked <- err
	}()
	time.Sleep(50 * time.Millisecond)
	cancel()
	if err := <-done; err != nil {
		t.Errorf("Serve: %v", err)
	}
	if err := <-asked; err == nil {
		t.Error("an answer that was an hour away came")
	}
}

func TestKeysAreMasked(t *testing.T) {
	const key = "sk-abcdefghijklmnopqrstuvwxyz0123456789"
	b := start(t, "zhipu", Options{Key: "a-team-secret"})
	_, echoed := b.do("POST", b.URL+"/"+key, "", "Bearer a-team-secret")
	log := fmt.Sprintf("%+v", b.last())
	_, more := b.do("POST", "/chat/completions", `{"model":"`+key+` a-team-secret","messages":[]}`, "Bearer a-team-secret")
	log += fmt.Sprintf("%+v", b.last())
	for _, text := range []string{echoed, more, log} {
		if strings.Contains(text, key) || strings.Contains(text, "a-team-secret") {
			t.Errorf("a key shows: %s", text)
		}
	}
}

// FuzzRequests looks for requests that make the emulator of any provider panic, or answer without a status.
func FuzzRequests(f *testing.F) {
	f.Add("zhipu", "/chat/completions", `{"model":"glm-4.7","messages":[{"role":"user","content":[{"type":"text","text":"x"}]}],"stream":true,"n":2}`)
	f.Add("alibaba", "/embeddings", `{"model":"text-embedding-v4","input":["x"],"dimensions":64,"encoding_format":"base64"}`)
	f.Add("minimax", "/responses", `{"model":"MiniMax-M3","input":[{"role":"user","content":"x"}],"tools":[{"type":"function","name":"f"}],"stream":true}`)
	f.Add("vllm", "/completions", `{"model":"m","prompt":["a","b"],"max_tokens":1,"stop":"x"}`)
	f.Add("zhipu", "/images/generations", `{"model":"cogview","prompt":"x","n":3}`)
	f.Add("zhipu", "/audio/speech", `{"model":"tts","input":"x"}`)
	f.Add("vllm", "/chat/completions", `{"model":"m","messages":[{"role":"user","content":"x"}],"response_format":{"type":"json_schema","json_schema":{"schema":{"$ref":"#"}}}}`)
	f.Fuzz(func(t *testing.T, id, path, body string) {
		p, err := provider.Lookup(id)
		if err != nil {
			return
		}
		var got Record
		s := New(p, Options{Log: func(r Record) { got = r }})
		r := httptest.NewRequest("POST", "/", strings.NewReader(body))
		r.URL.Path = pathOf(p.DefaultURL()) + path
		r.Header.Set("Authorization", "Bearer k")
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if got.Status == 0 || got.Status != w.Code {
			t.Errorf("status %d, logged %+v", w.Code, got)
		}
	})
}

// TestEveryProviderServes: a provider is emulated by being in the catalog.
func TestEveryProviderServes(t *testing.T) {
	for _, p := range provider.All() {
		model := "any"
		for _, m := range p.Models {
			if m.Kind == "chat" && m.Base == "" && (m.Retired == "" || m.Retired > "2026-11-26" && m.Retired != "undated") {
				model = m.ID
				break
			}
		}
		b := start(t, p.ID, Options{})
		if status, body := b.chat(model, ""); status != http.StatusOK || !strings.Contains(body, model+" heard: hello") {
			t.Errorf("%s: %d %s", p.ID, status, body)
		}
	}
}

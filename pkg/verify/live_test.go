package verify

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/openai-migrate/migrate/pkg/emulate"
	"github.com/openai-migrate/migrate/pkg/provider"
)

// The key has the shape that Mask does not know: it has to be kept out of every text for being the key.
const userKey = "very-private-0123456789"

// asked verifies against a server in the provider's place.
func asked(t *testing.T, to, key string, h http.Handler) *Result {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	s := migrated(t, to, map[string]string{"a.json": chat})
	s.Target.BaseURL = server.URL + basePath(s.Target.DefaultURL())
	o := options(t, s)
	o.Key = key
	return verified(t, s, o)
}

// TestLive asks stand-ins of all providers: whatever the catalog says they serve answers.
func TestLive(t *testing.T) {
	for _, p := range provider.All() {
		t.Run(p.ID, func(t *testing.T) {
			r := asked(t, p.ID, userKey, emulate.New(p, emulate.Options{Key: userKey}))
			if len(r.Probes) != 6 {
				t.Fatalf("%d probes", len(r.Probes))
			}
			for _, probe := range r.Probes {
				e, said := p.Endpoints["embeddings"]
				serves := probe.Name != "embeddings" || said && (e.Support == provider.Supported || e.Support == provider.Restricted)
				if probe.Name == "json" {
					serves = p.Params["response_format"].Support == provider.Supported
				}
				if probe.Name == "models" {
					e, said := p.Endpoints["models"]
					serves = said && e.Support == provider.Supported && len(p.Models) > 0
				}
				if serves && probe.Status != Passed && probe.Model != "" {
					t.Errorf("%s (%s): %d %s", probe.Name, probe.Model, probe.HTTP, probe.Message.EN)
				}
			}
		})
	}
}

// A refusal is shown in the provider's own words, and never the key, even where these repeat it.
func TestLiveRefused(t *testing.T) {
	r := asked(t, "zhipu", userKey, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = w.Write([]byte(`{"error":{"code":"1000","message":"bad key ` + strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ") + ` (very-pri***)"}}`))
	}))
	if checkOf(t, r, CheckLive).Status != Failed {
		t.Error("it passed")
	}
	for _, p := range r.Probes {
		if !strings.Contains(p.Message.EN, "1000 bad key") || p.HTTP != http.StatusUnauthorized {
			t.Errorf("%s: %+v", p.Name, p)
		}
		if strings.Contains(p.Message.EN+p.Message.ZH, userKey[:8]) {
			t.Errorf("%s shows the key: %s", p.Name, p.Message.EN)
		}
	}
}

// What is not of OpenAI's shape fails, whatever its status.
func TestLiveShapes(t *testing.T) {
	for _, c := range []struct{ probe, body, says string }{
		{"chat", `<html>`, "shape"},
		{"chat", `{"choices":[]}`, "no content"},
		{"stream", "data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n", "[DONE]"},
		{"stream", "data: [DONE]\n\n", "no content"},
		{"tools", `{"choices":[{"message":{"content":"5"}}]}`, "did not call"},
		{"tools", `{"choices":[{"message":{"tool_calls":[{"function":{"name":"add","arguments":"{a"}}]}}]}`, "no JSON"},
		{"json", `{"choices":[{"message":{"content":"pong"}}]}`, "no JSON object"},
		{"embeddings", `{"data":[]}`, "no vector"},
	} {
		r := asked(t, "zhipu", userKey, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(c.body)) }))
		for _, p := range r.Probes {
			if p.Name == c.probe && (p.Status != Failed || !strings.Contains(p.Message.EN, c.says)) {
				t.Errorf("%s %q: %+v", c.probe, c.body, p)
			}
		}
	}
}

// Nobody listens.
func TestLiveDown(t *testing.T) {
	s := migrated(t, "zhipu", map[string]string{"a.json": chat})
	s.Target.BaseURL = "http://127.0.0.1:1/api/paas/v4"
	o := options(t, s)
	o.Key = userKey
	if r := verified(t, s, o); checkOf(t, r, CheckLive).Status != Failed || r.Probes[1].HTTP != 0 {
		t.Errorf("%+v", r.Probes)
	}
}

package gosdk_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/scan"
	"github.com/openai-migrate/migrate/pkg/source"
)

// seen is one request as it went over the wire.
type seen struct {
	host, path, key string
	body            map[string]any
}

// recorder is the whole internet: a proxy that answers for every host with a certificate of its own making, and remembers
// what it was asked.
type recorder struct {
	sync.Mutex
	seen []seen
	cert tls.Certificate
	pem  string // the file that makes programs trust it
}

func newRecorder(t *testing.T, hosts ...string) *recorder {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "recorder"}, DNSNames: hosts,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	r := &recorder{cert: tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pem: filepath.Join(t.TempDir(), "ca.pem")}
	if err := os.WriteFile(r.pem, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	return r
}

// ServeHTTP takes CONNECT requests and speaks for the other side.
func (r *recorder) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		return
	}
	_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\n\r\n")
	go r.speak(tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{r.cert}}), req.Host)
}

func (r *recorder) speak(conn net.Conn, host string) {
	defer conn.Close()
	for in := bufio.NewReader(conn); ; {
		req, err := http.ReadRequest(in)
		if err != nil {
			return
		}
		raw, _ := io.ReadAll(req.Body)
		s := seen{host: strings.TrimSuffix(host, ":443"), path: req.URL.Path, key: req.Header.Get("Authorization")}
		_ = json.Unmarshal(raw, &s.body)
		r.Lock()
		r.seen = append(r.seen, s)
		r.Unlock()
		answer := chatAnswer
		if strings.HasSuffix(req.URL.Path, "/embeddings") {
			answer = `{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.1]}],"model":"m","usage":{"prompt_tokens":1,"total_tokens":1}}`
		}
		resp := &http.Response{
			StatusCode: 200, ProtoMajor: 1, ProtoMinor: 1, Header: http.Header{"Content-Type": {"application/json"}},
			Body: io.NopCloser(strings.NewReader(answer)), ContentLength: int64(len(answer)),
		}
		if resp.Write(conn) != nil {
			return
		}
	}
}

const chatAnswer = `{"id":"1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"hello"}}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}`

// TestOnTheWire builds small programs with the real SDKs, runs them, migrates them and runs them again, with nothing in
// between but a recorder that stands in for every host: path, key, model and fields are what the target takes.
func TestOnTheWire(t *testing.T) {
	if os.Getenv("MIGRATE_WIRE") == "" {
		t.Skip("builds programs with the real SDKs: scripts/gowire")
	}
	cases, err := filepath.Glob("testdata/wire/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no programs: %v", err)
	}
	for _, name := range cases {
		for _, id := range []string{"zhipu", "alibaba", "deepseek"} {
			t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar")+"/"+id, func(t *testing.T) { onTheWire(t, name, id) })
		}
	}
}

func onTheWire(t *testing.T, name, id string) {
	a, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range a.Files {
		files[f.Name] = f.Data
	}
	p, err := provider.Lookup(id)
	if err != nil {
		t.Fatal(err)
	}
	target := provider.NewTarget(p)
	before, after := traffic(t, files), traffic(t, moved(t, files, target))
	if len(before) == 0 || len(before) != len(after) {
		t.Fatalf("%d requests before, %d after", len(before), len(after))
	}
	host, base, _ := strings.Cut(strings.TrimPrefix(target.BaseURL, "https://"), "/")
	if base != "" {
		base = "/" + base
	}
	for i, b := range before {
		if b.host != "api.openai.com" || b.key != "Bearer openai-key" {
			t.Fatalf("before: %+v", b)
		}
		got := after[i]
		if want := base + strings.TrimPrefix(b.path, "/v1"); got.host != host || got.path != want || got.key != "Bearer target-key" {
			t.Errorf("got %s%s with %q, want %s%s with the target's key", got.host, got.path, got.key, host, want)
		}
		model, _ := b.body["model"].(string)
		if choice, ok := target.Model(model, provider.Need{}); !ok || got.body["model"] != choice.ID {
			t.Errorf("model: got %v, want %s", got.body["model"], choice.ID)
		}
		for field := range got.body {
			if x, known := target.Params[field]; known && (x.Support == provider.Rejected || x.Support == provider.Unsupported) && strings.HasSuffix(b.path, "chat/completions") {
				t.Errorf("%s is sent, which the target does not take", field)
			}
		}
		t.Logf("%s -> %s%s %v", b.path, got.host, got.path, got.body)
	}
}

// moved returns the files with every change made.
func moved(t *testing.T, files map[string][]byte, target *provider.Target) map[string][]byte {
	t.Helper()
	tree := source.FromMap(files)
	result, err := scan.Run(context.Background(), tree, scan.Config{Rewriters: []*rewrite.Rewriter{all}, Target: target})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	p := plan.New(target.ID, result.Findings, i18n.EN)
	for name, data := range files {
		out[name] = data
		if f := tree.Kept(name); f != nil {
			edits, err := p.Edits(f, nil)
			if err != nil {
				t.Fatal(err)
			}
			if out[name], err = edit.Apply(f.Raw(), edits); err != nil {
				t.Fatal(err)
			}
		}
	}
	return out
}

// traffic builds a program and returns what it sends.
func traffic(t *testing.T, files map[string][]byte) []seen {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run := func(env []string, name string, args ...string) {
		t.Helper()
		cmd := exec.Command(name, args...)
		cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, bytes.TrimSpace(out))
		}
	}
	run([]string{"GOFLAGS=-mod=mod", "GOTOOLCHAIN=local", "GOWORK=off"}, "go", "build", "-o", "program", ".")
	r := newRecorder(t, "api.openai.com", "open.bigmodel.cn", "dashscope.aliyuncs.com", "api.deepseek.com")
	server := httptest.NewServer(r)
	defer server.Close()
	run([]string{
		"HTTPS_PROXY=" + server.URL, "NO_PROXY=", "SSL_CERT_FILE=" + r.pem, "OPENAI_API_KEY=openai-key",
		"ZAI_API_KEY=target-key", "DASHSCOPE_API_KEY=target-key", "DEEPSEEK_API_KEY=target-key",
	}, filepath.Join(dir, "program"))
	return r.seen
}

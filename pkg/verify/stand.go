package verify

import (
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/openai-migrate/migrate/pkg/provider"
)

// The keys that a command finds in its environment. They are no keys of anybody's, and differ, so that the provider's
// stand-in tells when it is sent OpenAI's. OpenAI's takes any.
const (
	providerKey = "emulated-provider-key"
	openaiKey   = "emulated-openai-key"
)

// stand is where a command's requests end: at a stand-in for the provider, at one for OpenAI, or, for what asks for a
// host by name, at a proxy that lets none of the two through.
type stand struct {
	provider, openai string // http://127.0.0.1:port
	proxy            string

	mu       sync.Mutex
	requests []Request
	strays   []stray
	servers  []*http.Server
}

// stray is a request that did not go to the provider's stand-in.
type stray struct {
	host, path string
	openai     bool // to OpenAI, else to the real provider
}

// newStand starts the stand-ins. Close it when done.
func (v *verifier) newStand() (*stand, error) {
	s := &stand{}
	target := v.o.Emulate(false, providerKey, s.log)
	openai := v.o.Emulate(true, "", func(r Request) { s.astray(stray{host: "api.openai.com", path: r.Path, openai: true}) })
	own, usual := basePath(v.Target.BaseURL), basePath(v.Target.DefaultURL())
	var err error
	for _, x := range []struct {
		at      *string
		handler http.Handler
	}{
		{&s.provider, moved(target, own, usual)},
		{&s.openai, openai},
		{&s.proxy, s.guard(v.Target)},
	} {
		if *x.at, err = s.serve(x.handler); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	return s, nil
}

// basePath is the path of an address, without a slash at its end.
func basePath(base string) string {
	u, err := url.Parse(base)
	if err != nil {
		return ""
	}
	return strings.TrimRight(u.Path, "/")
}

// moved serves below one path what h serves below another. Other paths are passed on as they are: h knows what to say of a
// wrong one.
func moved(h http.Handler, from, to string) http.Handler {
	if from == to {
		return h
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rest, ok := strings.CutPrefix(r.URL.Path, from)
		switch {
		case ok && (rest == "" || rest[0] == '/'):
			r.URL.Path = to + rest
		case strings.HasPrefix(r.URL.Path, to+"/"):
			r.URL.Path = "/not-below-the-base" + r.URL.Path
		}
		r.URL.RawPath = ""
		h.ServeHTTP(w, r)
	})
}

func (s *stand) serve(h http.Handler) (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	server := &http.Server{Handler: h, ReadHeaderTimeout: 30 * time.Second}
	s.servers = append(s.servers, server)
	go func() { _ = server.Serve(l) }()
	return "http://" + l.Addr().String(), nil
}

// Close ends the stand-ins with every request under way.
func (s *stand) Close() error {
	var errs []error
	for _, x := range s.servers {
		errs = append(errs, x.Close())
	}
	return errors.Join(errs...)
}

func (s *stand) log(r Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = append(s.requests, r)
}

func (s *stand) astray(x stray) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.strays = append(s.strays, x)
}

// taken returns what came in so far.
func (s *stand) taken() ([]Request, []stray) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Request(nil), s.requests...), append([]stray(nil), s.strays...)
}

// guard is a proxy for what is asked for by host name. It refuses and notes OpenAI and the real provider, and passes the
// rest through: a test may well load something else from the network.
func (s *stand) guard(t *provider.Target) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := r.Host
		if r.URL.Host != "" {
			host = r.URL.Host
		}
		switch provider.ByURL("https://" + host) {
		case "openai", "azure":
			s.astray(stray{host: host, path: r.URL.Path, openai: true})
			http.Error(w, "migrate verify: this program was to have left OpenAI", http.StatusForbidden)
		case t.ID:
			s.astray(stray{host: host, path: r.URL.Path})
			http.Error(w, "migrate verify: the stand-in should have been asked", http.StatusForbidden)
		default:
			passOn(w, r)
		}
	})
}

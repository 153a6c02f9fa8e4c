package main

import (
	"net/http"
	"net/http/httptest"
	"sync"

	"github.com/openai-migrate/migrate/pkg/emulate"
	"github.com/openai-migrate/migrate/pkg/provider"
)

// stand is an emulator of one provider with what it was asked.
type stand struct {
	*httptest.Server
	provider *provider.Provider
	base     string       // the base URL, version path included
	key      string       // the only key that it takes
	busy     sync.RWMutex // held for reading while a request is answered: a client has its answer before the server is done
	mu       sync.Mutex
	records  []emulate.Record
}

func newStand(p *provider.Provider, key string) *stand {
	s := &stand{provider: p, key: key}
	e := emulate.New(p, emulate.Options{Key: key, Log: func(r emulate.Record) {
		s.mu.Lock()
		s.records = append(s.records, r)
		s.mu.Unlock()
	}})
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.busy.RLock()
		defer s.busy.RUnlock()
		e.ServeHTTP(w, r)
	}))
	s.base = s.URL + e.BasePath()
	return s
}

// take returns what was asked since the last call.
func (s *stand) take() []emulate.Record {
	s.busy.Lock()
	defer s.busy.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.records
	s.records = nil
	return out
}

package main

import (
	"net/http"
	"net/http/httptest"
	"sync"
)

// border is the proxy that every sample is given. It lets nothing through and remembers who was asked for, so that a
// program that still goes to OpenAI is seen doing so, and never gets there.
type border struct {
	*httptest.Server
	mu    sync.Mutex
	asked []string
}

func newBorder() *border {
	b := &border{}
	b.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b.mu.Lock()
		b.asked = append(b.asked, r.Host)
		b.mu.Unlock()
		http.Error(w, "no way out of here", http.StatusForbidden)
	}))
	return b
}

// take returns who has been asked for since the last call.
func (b *border) take() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := b.asked
	b.asked = nil
	return out
}

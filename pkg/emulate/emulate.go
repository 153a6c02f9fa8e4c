// Package emulate is a local stand-in for one provider's OpenAI-compatible service, made of what the catalog says of it.
//
// It answers "will it work tomorrow morning?" without a key and without a network: a migrated program is pointed at it,
// and every request is held against the same verdicts by which the plan was made. It has the provider's version path and
// endpoints and nothing else, its models, its ranges, the shape and the codes of its errors, its way of showing the
// thinking of a model, the lengths of its vectors. There is no code for any one provider: a new file in the catalog, or
// a team's own, is a new emulator.
//
// It is strict. What the provider documents as refused is refused, and so is what is missing where the provider lists all
// that it takes; what it is known to ignore is ignored, and the [Record] of the request says so; what nobody knows is
// taken, and the record says that, too. [Options.Lenient] lets the fields of a request pass and only notes what strictness
// would have refused; paths and keys stay what they are.
//
// Answers are made up and always the same: an answer in a chat repeats the model and what was said to it, a vector depends on its
// text and nothing else, a call of a tool and an answer in JSON are instances of the schema in the request. That lets
// the output of a program be compared. It says nothing of how good a model is.
//
// A [Server] is an http.Handler for tests of one's own, and serves a listener with [Server.Serve].
package emulate

import (
	"net/http"
	"sync/atomic"
	"time"

	"github.com/openai-migrate/migrate/pkg/provider"
)

// Options are the settings of a Server. The zero value is strict, takes any key and logs nothing.
type Options struct {
	Key     string           // the key that is accepted; "" for any that is not empty
	Lenient bool             // fields and models that the provider refuses are noted, not refused
	Latency time.Duration    // before each answer
	Faults  []Fault          // failures to show on purpose
	Log     func(Record)     // called once a request, possibly by several at once; nil for no log
	MaxBody int64            // longest request in bytes; 0 for 32 MiB
	Timeout time.Duration    // for a client to send its request, and to take each part of the answer; 0 for 30 seconds
	Now     func() time.Time // nil for the system's clock
}

// Server emulates one provider.
type Server struct {
	target  *provider.Target
	options Options
	routes  []route
	errors  errorShape
	faults  []*armed
	served  atomic.Int64
}

// New returns a server that behaves as the catalog says p does.
func New(p *provider.Provider, o Options) *Server {
	if o.MaxBody == 0 {
		o.MaxBody = 32 << 20
	}
	if o.Timeout == 0 {
		o.Timeout = 30 * time.Second
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	s := &Server{target: provider.NewTarget(p), options: o, errors: newErrorShape(p)}
	s.routes = newRoutes(p)
	for _, f := range o.Faults {
		s.faults = append(s.faults, &armed{Fault: f})
	}
	return s
}

// BasePath is the version path of the provider's default address: what follows the host in a base URL.
func (s *Server) BasePath() string { return pathOf(s.target.DefaultURL()) }

// ServeHTTP answers one request and logs it.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	x := &exchange{Server: s, w: w, r: r, control: http.NewResponseController(w)}
	x.record = Record{Time: s.options.Now().UTC().Format(time.RFC3339Nano), Method: x.masked(r.Method), Path: x.masked(r.URL.Path)}
	defer x.close()
	if no := x.serve(); no != nil {
		x.refuse(no)
	}
}

package pyopenai

import (
	"slices"
	"sync"

	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/flow"
	"github.com/openai-migrate/migrate/rewriters/internal/modules"
	"github.com/openai-migrate/migrate/rewriters/internal/pyframe"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/surface"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// survey is what is known of one project.
type survey struct {
	modules.Set[*pysyntax.Module] // the files to report on

	pass   *rewrite.Pass
	target *provider.Target // nil when only looking
	py     *pysyntax.Project
	sdk    func() bool // whether something that leads to a client comes into some file of the project

	clients  []*client
	byCall   map[syntax.Node]*client
	module   *client // the SDK's module used as a client; nil when it is not
	requests []*request
	old      *[]legacyCall                           // requests of openai 0.x; nil until looked for
	era      *dialect                                // see survey.dialect; nil until looked for
	ways     *[]route                                // see survey.routes; nil until looked for
	knob     *bool                                   // a configuration file sets the address variable of the SDK; nil until looked for
	models   flow.Literals[pysyntax.Value, *request] // literals that requests send as their model
	raw      rawHTTP                                 // what calls the API without the SDK
	sizes    map[syntax.Node]int                     // how many model names a container holds, 0 for too few to be a table
	handled  map[syntax.Node]*client                 // literals (addresses, variable names, keys) that belong to a client
	renames  map[syntax.Node]bool                    // names of variables that some client's fix replaces
	renamed  map[string]bool                         // variables that moving clients no longer read
	told     map[syntax.Node]bool                    // fields of requests that were reported: two may share one
	claimed  pyframe.Claimed                         // what the rewriters of frameworks report
	followed map[syntax.Node]bool                    // names that only carry values to clients and requests that move
}

func newSurvey(p *rewrite.Pass) *survey {
	py := rewrite.Once(p, func(func(source.Skip)) *pysyntax.Project {
		return pysyntax.New(p.Context, p.Project, pysyntax.Options{Wraps: wraps, Same: sameClient, Alters: alters, Exports: isClass, Wanted: ofSDK, Leads: leads})
	})
	s := &survey{
		pass: p, target: p.Target, py: py, Set: modules.New(p, py, nil),
		sizes:  map[syntax.Node]int{},
		byCall: map[syntax.Node]*client{}, handled: map[syntax.Node]*client{},
		renames: map[syntax.Node]bool{}, renamed: map[string]bool{}, followed: map[syntax.Node]bool{},
		told: map[syntax.Node]bool{},
	}
	s.sdk = sync.OnceValue(s.usesSDK)
	return s
}

// request is one call that is sent to the API.
type request struct {
	mod     *pysyntax.Module
	call    syntax.Node
	symbol  string // chat.completions.create
	api     surface.Part
	clients []*client // on which it may be sent
	judged  *[]judged // see survey.judgements; nil until looked for
	typed   bool      // the client is known by its annotation only
	lost    bool      // nothing is known of the client but the shape of the call
	legacy  bool      // of openai 0.x
	images  bool      // images are handed to it from elsewhere
}

// part is the part of the API that a request uses.
func (r *request) part() surface.Part { return r.api }

// on reports whether some client of the request fits.
func (r *request) on(fits func(*client) bool) bool { return slices.ContainsFunc(r.clients, fits) }

// moves reports whether the request will be sent to the target: all its clients move, but for those that are not made.
func (r *request) moves() bool {
	return r.on((*client).moves) && !r.on(func(c *client) bool { return !c.moves() && c.state != dormant })
}

// goes reports whether a request will be sent to the target, as far as can be seen: one whose client is passed in goes
// where the project's clients go.
func (s *survey) goes(r *request) bool {
	return r.moves() || r.typed && len(r.clients) == 0 && slices.ContainsFunc(s.all(), (*client).moves)
}

// reaches reports whether the request may be sent to OpenAI as the code stands. A client that is passed in is taken to
// be one of the project's.
func (s *survey) reaches(r *request) bool {
	if r.typed && len(r.clients) == 0 {
		return slices.ContainsFunc(s.all(), (*client).reaches)
	}
	return r.on((*client).reaches)
}

func (r *request) clientID() string {
	if len(r.clients) > 0 {
		return r.clients[0].id
	}
	return ""
}

package jsopenai

import (
	"slices"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/rewriters/internal/flow"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/modules"
	"github.com/openai-migrate/migrate/rewriters/internal/surface"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// survey is what is known of one project.
type survey struct {
	modules.Set[*jssyntax.Module] // the files to report on

	pass   *rewrite.Pass
	target *provider.Target // nil when only looking
	js     *jssyntax.Project

	clients  []*client
	byNode   map[syntax.Node]*client
	requests []*request
	knob     *bool                                   // a configuration file sets the address variable of the SDK; nil until looked for
	models   flow.Literals[jssyntax.Value, *request] // literals that requests send as their model
	handled  map[syntax.Node]*client                 // literals (addresses, keys) that belong to a client
	renames  map[syntax.Node]bool                    // names of variables that some client's fix replaces
	renamed  map[string]bool                         // variables that moving clients no longer read
	followed map[syntax.Node]bool                    // names that only carry values to clients and requests that move
	told     map[syntax.Node]bool                    // fields that have been judged
	clears   map[syntax.Node]bool                    // objects from which fields have been dropped
	sizes    map[syntax.Node]int
	within   map[syntax.Node]bool // objects whose entries are being looked for, and read
	reading  map[syntax.Node]bool

	team      team
	lookups   map[*jssyntax.Module][]*lookup
	compat    map[*client]bool     // clients that become the compatible provider's
	instances map[syntax.Node]bool // instances of libraries for HTTP: whether their address is OpenAI's
}

func newSurvey(p *rewrite.Pass, c *code) *survey {
	return &survey{
		pass: p, target: p.Target, js: c.js, Set: modules.New(p, c.js, c.files),
		byNode: map[syntax.Node]*client{}, handled: map[syntax.Node]*client{},
		renames: map[syntax.Node]bool{}, renamed: map[string]bool{}, followed: map[syntax.Node]bool{}, told: map[syntax.Node]bool{},
		sizes: map[syntax.Node]int{}, within: map[syntax.Node]bool{}, reading: map[syntax.Node]bool{}, clears: map[syntax.Node]bool{}, instances: map[syntax.Node]bool{}, compat: map[*client]bool{}, lookups: map[*jssyntax.Module][]*lookup{},
	}
}

// request is one call that is sent to the API.
type request struct {
	mod     *jssyntax.Module
	call    syntax.Node
	spec    *spec
	symbol  string // chat.completions.create
	api     surface.Part
	clients []*client     // on which it may be sent
	typed   bool          // the client is known by its type only
	own     syntax.Node   // the subclass that sends it on itself; may be invalid
	lost    bool          // nothing is known of the client but the shape of the call
	objects []syntax.Node // the object literals whose entries it sends
	models  []syntax.Node // the expressions that give its model
	unseen  syntax.Node   // an argument that cannot be followed; may be invalid
	path    pathOf        // byPath
	judged  *[]judged
}

// part is the part of the API that a request uses.
func (r *request) part() surface.Part { return r.api }

// on reports whether some client of the request fits.
func (r *request) on(fits func(*client) bool) bool { return slices.ContainsFunc(r.clients, fits) }

// moves reports whether the request will be sent to the target: all its clients move.
func (r *request) moves() bool {
	return len(r.clients) > 0 && !r.on(func(c *client) bool { return !c.moves() })
}

// goes reports whether a request will be sent to the target, as far as can be seen: one whose client is passed in goes
// where the project's clients go.
func (s *survey) goes(r *request) bool {
	return r.moves() || r.typed && len(r.clients) == 0 && slices.ContainsFunc(s.clients, (*client).moves)
}

// reaches reports whether the request may be sent to OpenAI as the code stands.
func (s *survey) reaches(r *request) bool {
	if r.typed && len(r.clients) == 0 {
		return slices.ContainsFunc(s.clients, (*client).reaches)
	}
	return r.on((*client).reaches)
}

func (r *request) clientID() string {
	if len(r.clients) > 0 {
		return r.clients[0].id
	}
	return ""
}

// variable is the key of a variable in this project.
func (s *survey) variable(kind finding.KeyKind, name string) finding.Key {
	return finding.Key{Kind: kind, Scope: s.pass.Project.Root, Name: name}
}

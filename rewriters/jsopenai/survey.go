package jsopenai

import (
	"fmt"
	"slices"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
	"github.com/openai-migrate/migrate/rewriters/internal/wording"
)

// survey is what is known of one project.
type survey struct {
	pass   *rewrite.Pass
	target *provider.Target // nil when only looking
	js     *jssyntax.Project
	files  []*jssyntax.Module // those to report on

	clients  []*client
	byNode   map[syntax.Node]*client
	requests []*request
	knob     *bool                   // a configuration file sets the address variable of the SDK; nil until looked for
	models   map[syntax.Node]*sink   // literals that requests send as their model
	order    []syntax.Node           // the keys of models, in order of discovery
	handled  map[syntax.Node]*client // literals (addresses, keys) that belong to a client
	renames  map[syntax.Node]bool    // names of variables that some client's fix replaces
	renamed  map[string]bool         // variables that moving clients no longer read
	followed map[syntax.Node]bool    // names that only carry values to clients and requests that move
	told     map[syntax.Node]bool    // fields that have been judged
	clears   map[syntax.Node]bool    // objects from which fields have been dropped
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
		pass: p, target: p.Target, js: c.js, files: c.files,
		byNode: map[syntax.Node]*client{}, models: map[syntax.Node]*sink{}, handled: map[syntax.Node]*client{},
		renames: map[syntax.Node]bool{}, renamed: map[string]bool{}, followed: map[syntax.Node]bool{}, told: map[syntax.Node]bool{},
		sizes: map[syntax.Node]int{}, within: map[syntax.Node]bool{}, reading: map[syntax.Node]bool{}, clears: map[syntax.Node]bool{}, instances: map[syntax.Node]bool{}, compat: map[*client]bool{}, lookups: map[*jssyntax.Module][]*lookup{},
	}
}

// report fills in what all findings share and takes the fixes away from files that are only reported.
func (s *survey) report(m *jssyntax.Module, n syntax.Node, f finding.Finding) {
	f.File = m.File
	if f.Span == (source.Span{}) {
		f.Span = n.Span()
	}
	if s.target == nil {
		f.Fixes = nil
	}
	f.Fixes = slices.DeleteFunc(f.Fixes, func(x finding.Fix) bool { return s.untouchable(x.Edits) })
	for i := range f.Fixes {
		f.Fixes[i].Edits = wording.Follow(f.Fixes[i].Edits, s.target, s.treeOf)
	}
	switch {
	case len(f.Fixes) > 0:
		f.Confidence = f.Fixes[0].Confidence
	case f.Confidence == "":
		f.Confidence = finding.Manual
	}
	s.pass.Report(f)
}

// treeOf is the syntax tree of a file, nil where it has none.
func (s *survey) treeOf(f *source.File) *syntax.Tree {
	if m := s.js.Of(f); m != nil {
		return m.Tree
	}
	return nil
}

// untouchable reports whether edits are empty or reach into a file that must not be rewritten.
func (s *survey) untouchable(edits []finding.Edit) bool {
	return len(edits) == 0 || slices.ContainsFunc(edits, func(e finding.Edit) bool { return s.frozen(e.File) })
}

// frozen reports whether a file is generated, vendored, minified or does not parse.
func (s *survey) frozen(f *source.File) bool {
	m := s.js.Of(f)
	return f.Mark != "" || m != nil && m.Fault() != ""
}

// request is one call that is sent to the API.
type request struct {
	mod     *jssyntax.Module
	call    syntax.Node
	spec    *spec
	symbol  string // chat.completions.create
	api     api
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

// place is a node's file and line for messages.
func (s *survey) place(n syntax.Node) string {
	f := s.js.Module(n).File
	return fmt.Sprintf("%s:%d", f.Path, f.Position(n.Start()).Line)
}

// variable is the key of a variable in this project.
func (s *survey) variable(kind finding.KeyKind, name string) finding.Key {
	return finding.Key{Kind: kind, Scope: s.pass.Project.Root, Name: name}
}

// short is an expression's text for a message: its first line, cut, without keys.
func short(n syntax.Node) string {
	text := []rune(finding.Mask(n.Text()))
	for i, r := range text {
		if r == '\n' || r == '\r' || i == 60 {
			return string(text[:i]) + "…"
		}
	}
	return string(text)
}

func tie(m *jssyntax.Module, edits ...edit.Edit) []finding.Edit {
	var out []finding.Edit
	for _, e := range edits {
		out = append(out, finding.Edit{File: m.File, Edit: e})
	}
	return out
}

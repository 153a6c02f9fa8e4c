// Package pysyntax answers what a Python expression stands for.
//
// Rewriters must follow bindings and not spellings: `from openai import OpenAI as LLM`, a client kept on self, a model
// name in a constant of another file. [Project.Eval] follows them: given an expression it returns the [Value]s that it
// can have, as far as they are imported names, objects made by calling them, string literals, environment variables,
// functions, classes and modules of the project itself. It knows no library by name; what a symbol such as
// "openai.OpenAI" means is its caller's business.
//
// It evaluates nothing. Branches are all taken, later assignments shadow earlier ones only where they plainly must, and
// what cannot be followed is [Unknown]: callers treat that as a reason not to touch.
//
// The other half of the package finds the places for edits: keywords of a call in the call's own layout ([Arguments]),
// imports ([Module.Environ]), the text between a literal's quotes ([Literal]).
package pysyntax

import (
	"cmp"
	"context"
	"path"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Options teach a project what some external symbols do.
type Options struct {
	// Wraps reports whether calling the symbol gives back its first argument for our purposes.
	Wraps func(symbol string) bool
	// Same reports whether calling the attribute path of an object of the symbol's class gives an object of that class.
	Same func(symbol string, attrs []string) bool
	// Alters reports whether such a call makes an object of its own, by what it is given.
	Alters func(call syntax.Node) bool
	// Exports reports whether an outside symbol, "openai.OpenAI", is one that `from openai import *` brings.
	Exports func(symbol string) bool
	// Wanted reports whether an outside name, "openai.OpenAI", is one that [Project.Reaches] looks for.
	Wanted func(dotted string) bool
	// Leads reports whether a wanted name that is imported from its module leads to what is looked for: a type does not.
	Leads func(dotted string) bool
}

// Project is the Python code of one source.Project. It is for one goroutine.
type Project struct {
	ctx     context.Context
	source  *source.Project
	options Options

	modules map[string]*Module // by path; nil for what is absent or cannot be parsed
	order   []*Module
	byTree  map[*syntax.Tree]*Module

	memo    map[syntax.Node][]Value
	busy    map[syntax.Node]bool
	returns map[syntax.Node][]syntax.Node

	bound   map[*Binding]bool // bindings under evaluation: imports and names may run in circles
	members map[member][]Value
	used    map[*Binding][]syntax.Node
	handed  map[*Binding]handed
	needing map[*Module]source.Span // notebooks -> the first cell that was told to import what it needs

	aliases map[string][]string // names of modules -> those that they are imported under
	spelt   map[string]bool     // texts whose files are parsed
	reach   map[string]bool     // files, and names of files -> whether a wanted module comes in
	brought map[asked]bool      // -> mayBring

	*lookups
}

// lookups are what is known of a project's files whatever is looked for: its rewriters share it, one after the other.
type lookups struct {
	starts  map[string][]string    // directory -> roots of its files
	there   map[string]bool        // whether the tree has a file
	imports map[string][]statement // files -> what they import
	targets map[wanted][]target    // what they import -> the files that it may come from
	ways    map[way]bool           // -> bindsItself
	texts   *syntax.Texts
}

// lookupsKey is their key among what the rewriters of a project share.
type lookupsKey struct{}

func newLookups(src *source.Project) *lookups {
	python := func(l source.Lang) bool { return l == source.Python }
	return &lookups{map[string][]string{}, map[string]bool{}, map[string][]statement{}, map[wanted][]target{}, map[way]bool{}, syntax.NewTexts(src, python)}
}

// member is a name of a module or package.
type member struct{ at, name string }

// Module is one parsed file.
type Module struct {
	File *source.File
	Tree *syntax.Tree
	Root *Scope

	scopes map[syntax.Node]*Scope
	attrs  map[syntax.Node]map[string][]*Binding // class -> attributes set on self
	calls  map[string][]syntax.Node              // last name of the callee -> calls
	quote  func() string                         // that the file mostly uses
	wrong  func() string
}

// New returns an empty project over the files of src.
func New(ctx context.Context, src *source.Project, o Options) *Project {
	if o.Wraps == nil {
		o.Wraps = func(string) bool { return false }
	}
	if o.Same == nil {
		o.Same = func(string, []string) bool { return false }
	}
	if o.Alters == nil {
		o.Alters = func(syntax.Node) bool { return false }
	}
	if o.Wanted == nil {
		o.Wanted = func(string) bool { return true }
	}
	if o.Leads == nil {
		o.Leads = func(string) bool { return true }
	}
	return &Project{
		ctx: ctx, source: src, options: o, modules: map[string]*Module{}, byTree: map[*syntax.Tree]*Module{},
		memo: map[syntax.Node][]Value{}, busy: map[syntax.Node]bool{}, returns: map[syntax.Node][]syntax.Node{},
		bound: map[*Binding]bool{}, members: map[member][]Value{}, used: map[*Binding][]syntax.Node{}, needing: map[*Module]source.Span{},
		aliases: map[string][]string{}, handed: map[*Binding]handed{}, spelt: map[string]bool{}, reach: map[string]bool{}, brought: map[asked]bool{},
		lookups: src.Memo(lookupsKey{}, func() any { return newLookups(src) }).(*lookups),
	}
}

// Add parses a file into the project. The error is a syntax.Refusal or the context's.
func (p *Project) Add(f *source.File) (*Module, error) {
	if m := p.modules[f.Path]; m != nil {
		return m, nil
	}
	m, err := p.read(f)
	p.keep(f, m)
	return m, err
}

// AddAll is Add for many files, which are parsed side by side. The results are in the order of the files.
func (p *Project) AddAll(files []*source.File) ([]*Module, []error) {
	modules, errs := make([]*Module, len(files)), make([]error, len(files))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, f := range files {
		if modules[i] = p.modules[f.Path]; modules[i] == nil {
			g.Go(func() error { modules[i], errs[i] = p.read(f); return nil })
		}
	}
	_ = g.Wait() // each file has its own error
	for i, f := range files {
		if p.modules[f.Path] == nil {
			p.keep(f, modules[i])
		}
	}
	return modules, errs
}

// keep makes a module, nil where a file cannot be parsed, one of the project's.
func (p *Project) keep(f *source.File, m *Module) {
	p.modules[f.Path] = m
	if m != nil {
		p.byTree[m.Tree] = m
		p.order = append(p.order, m)
		p.noteAliases(m)
	}
}

// parsed is the key of a file's module among what the rewriters of a project share, and attempt what came of parsing it.
type (
	parsed  struct{ file *source.File }
	attempt struct {
		module *Module
		err    error
	}
)

// read parses a file, once for all rewriters that look at the project: a module knows nothing of what they look for.
func (p *Project) read(f *source.File) (*Module, error) {
	a := p.shared(f)(parsed{f}, func() any {
		m, err := read(p.ctx, f)
		return attempt{m, err}
	}).(attempt)
	return a.module, a.err
}

// shared is where what is known of a file is remembered: with the project, but with the tree for the code around notebooks,
// which many of them import.
func (p *Project) shared(f *source.File) func(key any, make func() any) any {
	if p.source.Alone() && !slices.Contains(p.source.Files, f) {
		return p.source.Tree.Memo
	}
	return p.source.Memo
}

// read parses a file and finds its scopes.
func read(ctx context.Context, f *source.File) (*Module, error) {
	tree, err := syntax.Parse(ctx, source.Python, syntax.Thin(f.Data))
	if err != nil {
		return nil, err
	}
	m := &Module{File: f, Tree: tree, scopes: map[syntax.Node]*Scope{}, attrs: map[syntax.Node]map[string][]*Binding{}, calls: map[string][]syntax.Node{}}
	m.wrong = sync.OnceValue(m.fault)
	m.quote = sync.OnceValue(func() string { return cmp.Or(quoteIn(tree.Root()), `"`) })
	m.build()
	return m, nil
}

// Parts are the file and its tree.
func (m *Module) Parts() (*source.File, *syntax.Tree) { return m.File, m.Tree }

// Fault says what makes the module one to report and not to rewrite: "syntax error at line 3"; empty for ordinary files.
func (m *Module) Fault() string { return m.wrong() }

// Modules returns the files parsed so far, those that were only followed to included, in the order of parsing.
func (p *Project) Modules() []*Module { return p.order }

// Module returns the module that a node belongs to.
func (p *Project) Module(n syntax.Node) *Module { return p.byTree[n.Tree()] }

// Of returns the module of a file, nil when it is not parsed.
func (p *Project) Of(f *source.File) *Module { return p.modules[f.Path] }

// open returns the module at a path, parsing it when it was not yet; nil where there is none.
func (p *Project) open(file string) *Module {
	if m, seen := p.modules[file]; seen {
		return m
	}
	if !p.exists(file) {
		return nil
	}
	f, err := p.source.Tree.Open(file)
	if err != nil {
		p.modules[file] = nil
		return nil
	}
	m, _ := p.Add(f)
	return m
}

// fileOf is the file of the module or package at a slash path without extension, empty where there is none.
func (p *Project) fileOf(at string) string {
	for _, file := range []string{at + ".py", path.Join(at, "__init__.py")} {
		if p.exists(file) {
			return file
		}
	}
	return ""
}

// find returns the module or package at a slash path without extension.
func (p *Project) find(at string) *Module {
	if m := p.open(at + ".py"); m != nil {
		return m
	}
	return p.open(path.Join(at, "__init__.py"))
}

// roots are the directories from which m's absolute imports may start: the project, its src folder, the tree, and the
// directories above m. A directory that is itself a package is not one: `import openai` in app/bot.py never means
// app/openai.py where app is a package.
func (p *Project) roots(file string) []string {
	dir := path.Dir(file)
	if known, ok := p.starts[dir]; ok {
		return known
	}
	out := []string{p.source.Root, path.Join(p.source.Root, "src"), "."}
	for up := dir; up != "." && up != p.source.Root && source.Within(up, p.source.Root); up = path.Dir(up) {
		if !p.exists(path.Join(up, "__init__.py")) {
			out = append(out, up)
		}
	}
	p.starts[dir] = out
	return out
}

// Package jssyntax answers what a JavaScript or TypeScript expression stands for.
//
// Rewriters must follow bindings and not spellings: `import { OpenAI as LLM } from 'openai'`, a client that a barrel file
// re-exports, one kept on this or passed through a constructor, a model name in a constant of another file.
// [Project.Eval] follows them: given an expression it returns the [Value]s that it can have, as far as they are imported
// names, objects made by calling them, literals, environment variables, functions, classes and modules of the project
// itself. It knows no library by name; what `OpenAI` of the package openai means is its caller's business.
//
// It evaluates nothing. Branches are all taken, later assignments shadow earlier ones only where they plainly must, and
// what cannot be followed is [Unknown]: callers treat that as a reason not to touch.
//
// The other half of the package finds the places for edits: entries of an object literal in its own layout
// ([Module.Rearrange]), arguments, reads of the environment ([Module.Environ]), the text between quotes ([Literal]).
package jssyntax

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"runtime"

	"golang.org/x/sync/errgroup"

	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Options teach a project what some outside symbols do.
type Options struct {
	// Wraps reports whether calling the symbol gives back its first argument for our purposes.
	Wraps func(Value) bool
	// Same reports whether calling the member Attrs of an object gives that object again.
	Same func(Value) bool
	// Leads reports whether a text may import one of the packages that [Project.MayReach] looks for.
	Leads func(text []byte) bool
}

// Project is the JavaScript and TypeScript of one source.Project. It is for one goroutine.
type Project struct {
	ctx     context.Context
	source  *source.Project
	options Options
	texts   *syntax.Texts

	modules map[string]*Module // by path; nil for what is absent or cannot be parsed
	order   []*Module
	byTree  map[*syntax.Tree]*Module

	memo  map[syntax.Node][]Value
	busy  map[syntax.Node]bool
	bound map[*Binding]bool
	found map[member]bool // exports under way: barrels may run in circles
	taken map[part]bool   // entries under way: objects may spread each other
	used  map[*Binding][]syntax.Node
	spelt map[string]bool
	holds map[string]bool // texts, whether some file has them

	schemas  map[syntax.Node]bool // object literals that name variables
	configs  map[string]*tsconfig
	formats  map[string]formatter
	resolved map[specifier]meaning
	meant    map[specifier]aims
	reached  map[string]bool // files -> reaches
	barrels  map[string]barrel
	brought  map[asked]bool               // -> mayBring
	asking   map[asked]bool               // on the way to an answer
	maps     map[string]map[string]string // import maps by directory
}

// part is an entry of an object literal.
type part struct {
	object syntax.Node
	name   string
}

// member is a name that a module exports.
type member struct{ file, name string }

// New returns an empty project over the files of src.
func New(ctx context.Context, src *source.Project, o Options) *Project {
	no := func(Value) bool { return false }
	if o.Wraps == nil {
		o.Wraps = no
	}
	if o.Same == nil {
		o.Same = no
	}
	if o.Leads == nil {
		o.Leads = func([]byte) bool { return true }
	}
	return &Project{
		ctx: ctx, source: src, options: o, texts: syntax.NewTexts(src, Speaks), modules: map[string]*Module{}, byTree: map[*syntax.Tree]*Module{},
		memo: map[syntax.Node][]Value{}, busy: map[syntax.Node]bool{}, bound: map[*Binding]bool{}, found: map[member]bool{},
		used: map[*Binding][]syntax.Node{}, spelt: map[string]bool{}, holds: map[string]bool{}, taken: map[part]bool{}, schemas: map[syntax.Node]bool{}, configs: map[string]*tsconfig{}, formats: map[string]formatter{}, resolved: map[specifier]meaning{}, meant: map[specifier]aims{}, reached: map[string]bool{}, barrels: map[string]barrel{}, brought: map[asked]bool{}, asking: map[asked]bool{}, maps: map[string]map[string]string{},
	}
}

// Speaks reports whether files in a language are read here.
func Speaks(l source.Lang) bool {
	return l == source.JavaScript || l == source.TypeScript || l == source.TSX || l == source.Vue || l == source.Svelte
}

// AddAll parses files side by side. The results are in the order of the files; an error is a syntax.Refusal or the
// context's.
func (p *Project) AddAll(files []*source.File) ([]*Module, []error) {
	modules, errs := make([]*Module, len(files)), make([]error, len(files))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, f := range files {
		if modules[i] = p.modules[f.Path]; modules[i] == nil {
			g.Go(func() error { modules[i], errs[i] = read(p.ctx, f); return nil })
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
		m.project = p
		p.byTree[m.Tree] = m
		p.order = append(p.order, m)
	}
}

// spelling parses those of the project's files that spell a name and are not parsed yet: uses of what a file defines are looked
// for in all that do, whatever else was reason to parse.
func (p *Project) spelling(name string) {
	if len(name) >= 3 {
		p.parseThose(name, p.texts.All(), func(data []byte) bool { return syntax.Spells(data, name) })
	}
}

// calling is spelling for the calls of a function, or of what makes objects of a class, that give it an argument.
func (p *Project) calling(name string, arg syntax.Argument) {
	if len(name) >= 2 {
		p.parseThose(fmt.Sprint(name, arg), p.texts.Calling(name), func(data []byte) bool { return syntax.MayPass(data, name, arg) })
	}
}

// parseThose parses those of some files that hold something, once for each thing and unless they are too many.
func (p *Project) parseThose(thing string, of iter.Seq[*source.File], holds func(data []byte) bool) {
	if p.spelt[thing] {
		return
	}
	p.spelt[thing] = true
	var list []*source.File
	for f := range of {
		if _, seen := p.modules[f.Path]; !seen && holds(f.Data) {
			list = append(list, f)
		}
	}
	if len(list) <= maxSpellings {
		p.AddAll(list)
	}
}

// Spells reports whether some file of the project holds a text: where none does, nothing can come of a package of that name.
func (p *Project) Spells(text string) bool {
	known, ok := p.holds[text]
	if !ok {
		known = p.texts.Holds(text)
		p.holds[text] = known
	}
	return known
}

// maxSpellings bounds what a common name ("get", "init") may cost.
const maxSpellings = 100

// Module returns the module that a node belongs to.
func (p *Project) Module(n syntax.Node) *Module { return p.byTree[n.Tree()] }

// Modules returns the files parsed so far, in the order of parsing.
func (p *Project) Modules() []*Module { return p.order }

// Of returns the module of a file, nil when it is not parsed.
func (p *Project) Of(f *source.File) *Module { return p.modules[f.Path] }

// open returns the module at a path, parsing it when it was not yet; nil where there is none.
func (p *Project) open(file string) *Module {
	if m, seen := p.modules[file]; seen {
		return m
	}
	f, err := p.source.Tree.Open(file)
	if err != nil || !Speaks(f.Lang) {
		p.modules[file] = nil
		return nil
	}
	m, _ := read(p.ctx, f)
	p.keep(f, m)
	return m
}

// Module is one parsed file.
type Module struct {
	File *source.File
	Tree *syntax.Tree
	Root *Scope

	project *Project
	scopes  map[syntax.Node]*Scope
	members map[syntax.Node]map[string][]*Binding // class -> its members, those set on this included
	calls   map[string][]syntax.Node              // last name of the callee -> calls
	exports map[string][]export
	stars   []string // modules that are re-exported whole
	late    []syntax.Node
	style   *style
}

// read parses a file and finds its scopes and exports.
func read(ctx context.Context, f *source.File) (*Module, error) {
	lang, text := f.Lang, f.Data
	if lang == source.Vue || lang == source.Svelte {
		lang, text = scripts(f.Data)
	}
	tree, err := syntax.Parse(ctx, lang, syntax.Thin(text))
	if err != nil {
		return nil, err
	}
	if deep(tree) {
		return nil, TooDeep
	}
	m := &Module{
		File: f, Tree: tree, scopes: map[syntax.Node]*Scope{}, members: map[syntax.Node]map[string][]*Binding{},
		calls: map[string][]syntax.Node{}, exports: map[string][]export{},
	}
	m.build()
	return m, nil
}

// TooDeep is the refusal of what no person wrote: looking up names would take time that grows with the square of the depth.
const TooDeep syntax.Refusal = "nested too deeply"

// maxDepth is more than hand-written code comes near, long sums of strings and chains of calls included.
const maxDepth = 1500

func deep(t *syntax.Tree) bool {
	var above []syntax.Node
	for n := range t.Root().Preorder() {
		for len(above) > 0 && above[len(above)-1] != n.Parent() {
			above = above[:len(above)-1]
		}
		if above = append(above, n); len(above) > maxDepth {
			return true
		}
	}
	return false
}

// Parts are the file and its tree.
func (m *Module) Parts() (*source.File, *syntax.Tree) { return m.File, m.Tree }

// Fault says what makes the module one to report and not to rewrite: "syntax error at line 3"; empty for ordinary files.
// A bare & in the text of JSX is none, though the grammar takes it for one.
func (m *Module) Fault() string {
	if !m.Tree.HasError() {
		return ""
	}
	for n := range m.Tree.Root().Preorder() {
		if (n.IsError() || n.IsMissing()) && !isAmpersand(n) {
			return fmt.Sprintf("syntax error at line %d", m.File.Position(n.Start()).Line)
		}
	}
	return ""
}

func isAmpersand(n syntax.Node) bool {
	text := bytes.TrimSpace([]byte(n.Text()))
	return n.IsError() && n.Parent().Is("jsx_element", "jsx_fragment") && len(text) > 0 && text[0] == '&' && !bytes.ContainsAny(text, "<>{}")
}

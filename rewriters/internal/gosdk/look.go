package gosdk

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

// run is one look at one project.
type run struct {
	pass    *rewrite.Pass
	program *gosyntax.Program
	sdks    []*SDK
	paths   map[string]*SDK  // by import path
	target  *provider.Target // nil for the inventory
	telling telling

	clients  []*client
	sets     []*setting
	requests []request
	sent     []sent
	changes  []*change
	handled  map[any]bool     // expressions that a change or finding already speaks for
	taken    map[any][]string // names given to new variables, by function
}

// setting is a place that gives a client one of its settings: a field assigned, or set in a literal, or an option.
type setting struct {
	file  *gosyntax.File
	at    ast.Node // the assignment, the key and value in a literal, or the option's call
	sdk   *SDK
	role  Role
	name  string    // of the field or option
	owner ast.Expr  // what the field belongs to; nil for an option
	value ast.Expr  // nil for an option without arguments
	of    []*client // for an option: the clients that it reaches
	in    ast.Node  // for an option: the call or literal that lists it; nil where that cannot be told
}

// request is a place that puts a model into a request.
type request struct {
	file       *gosyntax.File
	sdk        *SDK
	typ        string
	capability finding.Capability
	value      ast.Expr
	lit        *ast.CompositeLit // nil for anything but a field in a literal
	kv         *ast.KeyValueExpr
	call       *ast.CallExpr // where the model is an argument of the call that sends it, or makes what does
	set        *setting      // where it is a setting of a client
	shared     bool          // only a name of OpenAI's counts
	ref        bool          // it may be a reference: "openai/gpt-4o"
	from       *client       // of a request without an SDK: the one that sends it
	inside     string        // the model, where it is a part of a string that is written out
}

// look walks the files once and notes what the rules need.
func (r *run) look() {
	for _, f := range r.program.Files {
		for n := range f.Listed {
			switch n := n.(type) {
			case *ast.CallExpr:
				r.lookCall(f, n)
			case *ast.CompositeLit:
				r.lookLiteral(f, n)
			case *ast.AssignStmt:
				r.lookAssign(f, n)
			}
		}
	}
	for _, c := range r.clients {
		r.gather(c)
	}
	for _, c := range r.clients {
		r.decide(c)
	}
	r.lookSent()
	r.lookRaw()
}

func (r *run) lookCall(f *gosyntax.File, call *ast.CallExpr) {
	if !r.telling.calls[gosyntax.Last(call.Fun)] {
		return
	}
	pkg, name := r.program.Callee(call)
	s := r.of(pkg)
	if s == nil {
		return
	}
	full := pkg + "." + name
	if m, ok := s.Makers[full]; ok && m.Shape != Wrap && m.Shape != ByLiteral && (m.Args == 0 || m.Args == len(call.Args)) {
		c := &client{file: f, sdk: s, maker: m, expr: call, made: name}
		if m.Key > 0 && m.Key <= len(call.Args) {
			c.keys = append(c.keys, call.Args[m.Key-1])
		}
		r.addClient(c)
	}
	if o, ok := s.Options[full]; ok {
		set := &setting{file: f, at: call, sdk: s, role: o.Role, name: name}
		if len(call.Args) > 0 {
			set.value = call.Args[0]
		}
		r.addSetting(set, o)
	}
	if m, ok := s.Models[full]; ok && m.Arg < len(call.Args) {
		r.requests = append(r.requests, request{file: f, sdk: s, typ: name, capability: m.Capability, value: call.Args[m.Arg], call: call, shared: m.Shared, ref: m.Ref})
	}
}

// addSetting notes a setting; one that names a model is what puts it into requests, too.
func (r *run) addSetting(set *setting, o Option) {
	r.sets = append(r.sets, set)
	if o.Role != ModelName || set.value == nil {
		return
	}
	req := request{file: set.file, sdk: set.sdk, typ: set.name, capability: o.Capability, value: set.value, set: set}
	if lit, ok := set.owner.(*ast.CompositeLit); ok {
		_, typ := r.program.TypeName(lit)
		req.typ, req.lit = typ+"."+set.name, lit
		req.kv, _ = set.at.(*ast.KeyValueExpr)
	}
	r.requests = append(r.requests, req)
}

func (r *run) addClient(c *client) {
	n := 1
	for _, o := range r.clients {
		if o.file == c.file {
			n++
		}
	}
	c.id = fmt.Sprintf("%s#%d", c.file.Src.Path, n)
	r.clients = append(r.clients, c)
}

func (r *run) lookLiteral(f *gosyntax.File, lit *ast.CompositeLit) {
	if !r.telling.literal(r.program, lit) {
		return
	}
	pkg, name := r.program.TypeName(lit)
	s := r.of(pkg)
	if s == nil {
		return
	}
	full := pkg + "." + name
	if m, ok := s.Makers[full]; ok {
		r.addClient(&client{file: f, sdk: s, maker: m, expr: lit, made: name})
	}
	capability, sends := s.Requests[full]
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		key, ok := kv.Key.(*ast.Ident)
		if !ok {
			continue
		}
		if o, ok := s.Fields[full+"."+key.Name]; ok {
			r.addSetting(&setting{file: f, at: kv, sdk: s, role: o.Role, name: key.Name, owner: lit, value: kv.Value}, o)
		} else if key.Name == "Model" && sends {
			r.requests = append(r.requests, request{file: f, sdk: s, typ: name + ".Model", capability: capability, value: kv.Value, lit: lit, kv: kv})
		}
	}
}

func (r *run) lookAssign(f *gosyntax.File, a *ast.AssignStmt) {
	if len(a.Lhs) != 1 || len(a.Rhs) != 1 {
		return
	}
	sel, ok := a.Lhs[0].(*ast.SelectorExpr)
	if !ok || !r.telling.fields[sel.Sel.Name] {
		return
	}
	pkg, name := r.program.TypeName(sel.X)
	s := r.of(pkg)
	if s == nil {
		return
	}
	if o, ok := s.Fields[pkg+"."+name+"."+sel.Sel.Name]; ok {
		r.addSetting(&setting{file: f, at: a, sdk: s, role: o.Role, name: sel.Sel.Name, owner: sel.X, value: a.Rhs[0]}, o)
	} else if c, ok := s.Requests[pkg+"."+name]; ok && sel.Sel.Name == "Model" {
		r.requests = append(r.requests, request{file: f, sdk: s, typ: name + ".Model", capability: c, value: a.Rhs[0]})
	}
}

// gather finds the options that a client is made with, and the key among its settings.
func (r *run) gather(c *client) {
	switch call, _ := c.expr.(*ast.CallExpr); {
	case c.maker.Shape == ByOption && call != nil:
		r.optionsOf(c, call.Args[min(c.maker.Options, len(call.Args)):], call)
	case c.maker.Shape == ByLiteral:
		for _, s := range r.sets {
			if s.role == List && r.owns(c, s) {
				r.optionsOf(c, []ast.Expr{s.value}, nil)
			}
		}
	}
	for _, s := range r.sets {
		if s.role == Key && s.value != nil && r.owns(c, s) && s.file.Test == c.file.Test {
			c.keys = append(c.keys, s.value)
			c.keyed = append(c.keyed, s)
		}
	}
}

// optionsOf finds the options among the elements of a list.
func (r *run) optionsOf(c *client, args []ast.Expr, call *ast.CallExpr) {
	spread := call == nil || call.Ellipsis.IsValid()
	list := r.program.Elements(c.file, args, spread)
	c.lists, c.open = list.Made, list.Open
	for _, e := range list.Items {
		for _, o := range r.program.Origins(e.File, e.Expr) {
			for _, s := range r.sets {
				if s.at != ast.Node(o.Expr) {
					continue
				}
				if !slices.Contains(s.of, c) {
					s.of = append(s.of, c)
				}
				if s.in = e.In; e.In == nil && ast.Unparen(e.Expr) == o.Expr {
					s.in = call
				}
			}
		}
	}
}

// makers returns the clients whose settings an expression may hold: settings, or the client made of them.
func (r *run) makers(f *gosyntax.File, e ast.Expr) []*client {
	var out []*client
	for _, o := range r.program.Origins(f, e) {
		if o.Kind != gosyntax.Made {
			continue
		}
		if call, ok := o.Expr.(*ast.CallExpr); ok {
			if of := r.wrapped(call); of != nil {
				out = append(out, r.makers(o.File, of)...)
				continue
			}
		}
		for _, c := range r.clients {
			if c.expr == o.Expr && !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	return out
}

// wrapped returns the settings that a call makes a client of; nil for any other call.
func (r *run) wrapped(call *ast.CallExpr) ast.Expr {
	pkg, name := r.program.Callee(call)
	s := r.of(pkg)
	if s == nil {
		return nil
	}
	if m, ok := s.Makers[pkg+"."+name]; ok && m.Shape == Wrap && m.Of < len(call.Args) {
		return call.Args[m.Of]
	}
	return nil
}

// frozen reports whether a file is only looked at.
func frozen(f *gosyntax.File) bool { return f.Test || f.Src.Mark != "" }

// add fills in what findings share and reports it.
func (r *run) add(f *gosyntax.File, n ast.Node, out finding.Finding) {
	out.File, out.Span = f.Src, f.Span(n)
	if out.Confidence == "" {
		switch {
		case len(out.Fixes) > 0:
			out.Confidence = out.Fixes[0].Confidence
		case r.target == nil:
			out.Confidence = finding.Certain
		default:
			out.Confidence = finding.Manual
		}
	}
	r.pass.Report(out)
}

// key names a fact of this project.
func (r *run) key(kind finding.KeyKind, name string) finding.Key {
	return finding.Key{Kind: kind, Scope: r.pass.Project.Root, Name: name}
}

// short returns code for a message: masked, and cut where it gets long.
func short(code string) string {
	const limit = 60
	r := []rune(finding.Mask(code))
	if len(r) > limit {
		return string(r[:limit]) + "…"
	}
	return string(r)
}

// place names a node for people: the function around it, and what it is.
func place(f *gosyntax.File, n ast.Node, what string) string {
	if fn := gosyntax.Enclosing[*ast.FuncDecl](f, n); fn != nil {
		return "func " + fn.Name.Name + " > " + what
	}
	return what
}

// say formats a text of which the target's name, in each language its own, is the first argument. In the Chinese one a
// Latin name is set off by spaces, except beside punctuation.
func (r *run) say(zh, en string, args ...any) i18n.Text {
	name := r.target.Brief().ZH
	if first, _ := utf8.DecodeRuneInString(name); first < utf8.RuneSelf {
		name = " " + name
	}
	if last, _ := utf8.DecodeLastRuneInString(name); last < utf8.RuneSelf {
		name += " "
	}
	zh = fmt.Sprintf(zh, append([]any{name}, args...)...)
	return i18n.T(
		strings.TrimSpace(strings.NewReplacer("， ", "，", "： ", "：", "； ", "；").Replace(zh)),
		fmt.Sprintf(en, append([]any{r.target.Brief().EN}, args...)...))
}

// and joins two sentences.
func and(a, b i18n.Text) i18n.Text {
	if a.ZH == "" {
		return b
	}
	return i18n.T(a.ZH+"。"+b.ZH, a.EN+". "+b.EN)
}

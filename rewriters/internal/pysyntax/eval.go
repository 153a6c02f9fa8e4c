package pysyntax

import (
	"bytes"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Eval returns what an expression can stand for. An empty result means that nothing is known of it either.
func (p *Project) Eval(n syntax.Node) []Value {
	if v, ok := p.memo[n]; ok {
		return v
	}
	if !n.Valid() || p.busy[n] || len(p.busy) > 200 {
		return nil
	}
	p.busy[n] = true
	v := p.eval(n)
	delete(p.busy, n)
	if len(p.busy) == 0 || len(v) > 0 {
		p.memo[n] = v
	}
	return v
}

func (p *Project) eval(n syntax.Node) []Value {
	switch n.Kind() {
	case "identifier":
		return p.evalName(n)
	case "attribute":
		return p.evalAttribute(n)
	case "call":
		return p.evalCall(n)
	case "subscript":
		return p.evalSubscript(n)
	case "string", "concatenated_string":
		if _, ok := Literal(n); ok {
			return []Value{{Kind: String, Node: n}}
		}
	case "none":
		return []Value{{Kind: None, Node: n}}
	case "integer", "float", "true", "false":
		return []Value{{Kind: Scalar, Node: n}}
	case "unary_operator":
		if _, ok := Number(n); ok {
			return []Value{{Kind: Scalar, Node: n}}
		}
	case "dictionary":
		return []Value{{Kind: Dict, Node: n}}
	case "list", "tuple", "set", "expression_list":
		return []Value{{Kind: List, Node: n}}
	case "lambda":
		return []Value{{Kind: Function, Node: n}}
	case "parenthesized_expression", "await", "as_pattern":
		return p.Eval(n.NamedChild(0))
	case "named_expression":
		return p.Eval(n.ChildByField("value"))
	case "conditional_expression":
		return union(p.Eval(n.NamedChild(0)), p.Eval(n.NamedChild(2)))
	case "boolean_operator":
		return p.evalBoolean(n)
	}
	return unknown
}

// evalBoolean joins both sides; in `os.getenv("X") or "y"` the right side is the variable's default.
func (p *Project) evalBoolean(n syntax.Node) []Value {
	right := slices.Clone(p.Eval(n.ChildByField("right")))
	if n.ChildByField("operator").Text() != "or" {
		return union(right, p.Eval(n.ChildByField("left")))
	}
	left := slices.Clone(p.Eval(n.ChildByField("left")))
	for i := range left {
		if left[i].Kind == Env {
			left[i].HasDefault = true
			for j := range right {
				right[j].Fallback = true
			}
		}
	}
	return union(left, right)
}

// evalName looks a name up through the scopes around it.
func (p *Project) evalName(n syntax.Node) []Value {
	m := p.Module(n)
	if class := m.selfClass(n); class.Valid() {
		return []Value{{Kind: Instance, Node: class}}
	}
	list := m.ScopeOf(n).Lookup(n.Text())
	if len(list) == 0 {
		return p.outside(m, n)
	}
	var out []Value
	for _, b := range reaching(inComprehension(list, n), n) {
		out = union(out, via(p.evalBinding(b), n, b))
	}
	return out
}

// outside is a name that nothing in the module binds: from a star import, or a builtin.
func (p *Project) outside(m *Module, n syntax.Node) []Value {
	if v := p.starMember(m, n.Text()); len(v) > 0 {
		return v
	}
	if !slices.Contains(builtins, n.Text()) {
		return unknown
	}
	return []Value{{Kind: Symbol, Path: "builtins." + n.Text(), Node: n}}
}

// builtins are the names that mean something without being bound, as far as it matters to know them.
var builtins = strings.Fields(`__import__ all any bool bytes callable classmethod dict dir enumerate filter float format
frozenset getattr globals hasattr hash id input int isinstance issubclass iter len list locals map max min next object open
ord print property range repr reversed round set setattr sorted staticmethod str sum super tuple type vars zip`)

// Lookup returns the bindings that a name may mean in the scope, innermost scope only. Class bodies are not visible
// from the functions in them.
func (s *Scope) Lookup(name string) []*Binding {
	for at := s; at != nil; at = at.Up {
		if at != s && at.Node.Is("class_definition") {
			continue
		}
		if list := at.names[name]; len(list) > 0 {
			return list
		}
	}
	return nil
}

// reaching leaves out the bindings that cannot be what n sees: in n's own scope those that come later, outside a
// common loop, and those that a later one on every path to n has replaced.
func reaching(list []*Binding, n syntax.Node) []*Binding {
	if len(list) == 0 || list[0].within.Valid() {
		return list
	}
	scope := list[0].Scope
	if scope.Module.Tree != n.Tree() || scope.Module.ScopeOf(n) != scope {
		return list
	}
	last := -1
	own := func(b *Binding) bool { return b.Kind == Assign && b.Value.Contains(n) }
	for i, b := range list {
		if b.Node.End() <= n.Start() && !own(b) && dominates(b.Node, n) && (last < 0 || list[last].Node.Start() < b.Node.Start()) {
			last = i
		}
	}
	var out []*Binding
	for i, b := range list {
		stale := last >= 0 && i != last && b.Node.Start() < list[last].Node.Start()
		late := b.Node.Start() > n.Start() && !b.Node.Enclosing("for_statement", "while_statement").Contains(n)
		if !stale && !late && !own(b) {
			out = append(out, b)
		}
	}
	return out
}

// dominates reports whether the statement of a binding is on every path to n: the block it stands in holds n.
func dominates(binding, n syntax.Node) bool {
	for up := range binding.Ancestors() {
		switch up.Kind() {
		case "block", "module", "lambda", "parameters":
			return up.Contains(n) || up.Is("parameters")
		case "function_definition", "class_definition":
			if !up.ChildByField("name").Contains(binding) {
				return true
			}
		}
	}
	return true
}

// Bound returns what a binding gives its name.
func (p *Project) Bound(b *Binding) []Value { return p.evalBinding(b) }

// evalBinding is what a binding gives its name.
func (p *Project) evalBinding(b *Binding) []Value {
	if p.bound[b] {
		return nil
	}
	p.bound[b] = true
	defer delete(p.bound, b)
	switch b.Kind {
	case Import:
		return p.imported(b.Scope.Module, b.From, b.Attr)
	case FromImport:
		return p.evalFrom(b)
	case Func:
		return []Value{{Kind: Function, Node: b.Value}}
	case Class:
		return []Value{{Kind: ClassRef, Node: b.Value}}
	case Param:
		return p.evalParam(b)
	case Loop:
		return p.drawn(b.Value, b.path)
	case Assign:
		if v := p.Eval(b.Value); b.Value.Valid() && (known(v) || !b.Type.Valid()) {
			return v
		}
		return p.annotated(b.Type)
	}
	return unknown
}

func known(list []Value) bool {
	return slices.ContainsFunc(list, func(v Value) bool { return v.Kind != Unknown && v.Kind != None })
}

// imported is the module that `import dotted` gives; whole is all of what the statement names when that is more.
func (p *Project) imported(m *Module, dotted, whole string) []Value {
	at := strings.ReplaceAll(dotted, ".", "/")
	for _, root := range p.roots(m.File.Path) {
		if found := p.find(join(root, at)); found != nil && found != m {
			return []Value{{Kind: Package, Path: join(root, at), Module: found}}
		}
		if part := p.find(join(root, strings.ReplaceAll(whole, ".", "/"))); whole != "" && part != nil && part != m {
			return []Value{{Kind: Package, Path: join(root, at)}}
		}
	}
	return []Value{{Kind: Symbol, Path: dotted}}
}

func (p *Project) evalFrom(b *Binding) []Value {
	if v := p.memberOf(b.Scope.Module, b.From, b.Attr); len(v) > 0 {
		return v
	}
	if strings.HasPrefix(b.From, ".") {
		return unknown
	}
	return []Value{{Kind: Symbol, Path: b.From + "." + b.Attr}}
}

// starMember returns what a name means that m has from one of its star imports: a member of a module of the project, or
// one that Options.Exports knows of an outside module.
func (p *Project) starMember(m *Module, name string) []Value {
	for _, from := range m.Root.stars {
		if v := p.memberOf(m, from, name); len(v) > 0 {
			return v
		}
		local := slices.ContainsFunc(p.places(m, from), func(at string) bool { return p.fileOf(at) != "" })
		if symbol := from + "." + name; !local && p.options.Exports != nil && p.options.Exports(symbol) {
			return []Value{{Kind: Symbol, Path: symbol}}
		}
	}
	return nil
}

// memberOf returns what `from dotted import name` in m gives when dotted is a module of the project that has the name;
// nil otherwise.
func (p *Project) memberOf(m *Module, dotted, name string) []Value {
	for _, at := range p.places(m, dotted) {
		if p.mayHave(at, name) {
			if found := p.find(at); found != nil && found != m {
				if v := p.attributeOf(Value{Kind: Package, Path: at, Module: found}, name); len(v) > 0 {
					return v
				}
			}
		}
		if found := p.find(join(at, name)); found != nil && found != m {
			return []Value{{Kind: Package, Path: join(at, name), Module: found}}
		}
	}
	return nil
}

// mayHave reports whether the module or package at a slash path may have a name of its own, or hand on one: a text that
// neither spells the name nor imports all of another module does not, and is not parsed for that.
func (p *Project) mayHave(at, name string) bool {
	file := p.fileOf(at)
	if file == "" {
		return false
	}
	f, err := p.source.Tree.Open(file)
	return err == nil && (bytes.Contains(f.Data, []byte(name)) || slices.ContainsFunc(p.statements(f), func(s statement) bool { return slices.Contains(s.names, "*") }))
}

// places are the slash paths that a dotted module, relative ones included, may have in the project.
func (p *Project) places(m *Module, dotted string) []string { return p.placesOf(m.File.Path, dotted) }

func (p *Project) placesOf(file, dotted string) []string {
	bare := strings.TrimLeft(dotted, ".")
	at := strings.ReplaceAll(bare, ".", "/")
	if up := len(dotted) - len(bare); up > 0 {
		dir := file
		for range up {
			dir = parent(dir)
		}
		return []string{join(dir, at)}
	}
	var out []string
	for _, root := range p.roots(file) {
		out = append(out, join(root, at))
	}
	return out
}

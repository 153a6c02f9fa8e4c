package jssyntax

import (
	"slices"

	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// evalName looks a name up through the scopes around it.
func (p *Project) evalName(n syntax.Node) []Value {
	m := p.Module(n)
	list := m.ScopeOf(n).Lookup(n.Text())
	if len(list) == 0 {
		if n.Text() == "undefined" {
			return []Value{{Kind: None, Node: n}}
		}
		return []Value{{Kind: Symbol, Name: n.Text(), Node: n}}
	}
	var out []Value
	for _, b := range reaching(list, n) {
		out = union(out, via(p.Bound(b), n, b))
	}
	return out
}

// reaching leaves out the bindings that cannot be what n sees: in n's own function those that come later, outside a
// common loop, and those that a later one on every path to n has replaced.
func reaching(list []*Binding, n syntax.Node) []*Binding {
	scope := list[0].Scope
	if scope.Module.Tree != n.Tree() || functionOf(n) != functionOf(list[0].Node) && !isFunction(scope.Node) {
		return list
	}
	last := -1
	for i, b := range list {
		if b.Node.End() <= n.Start() && dominates(b.Node, n) && (last < 0 || list[last].Node.Start() < b.Node.Start()) {
			last = i
		}
	}
	var out []*Binding
	for i, b := range list {
		stale := last >= 0 && i != last && b.Node.Start() < list[last].Node.Start()
		late := b.Node.Start() > n.Start() && functionOf(b.Node) == functionOf(n) && b.Kind == Assign &&
			!b.Node.Enclosing("for_statement", "for_in_statement", "while_statement", "do_statement").Contains(n)
		own := b.Kind == Assign && b.Value.Contains(n) && len(b.Path) == 0
		if !stale && !late && !own {
			out = append(out, b)
		}
	}
	return out
}

func functionOf(n syntax.Node) syntax.Node {
	for up := range n.Ancestors() {
		if isFunction(up) {
			return up
		}
	}
	return syntax.Node{}
}

// dominates reports whether the statement of a binding is on every path to n: the block it stands in holds n.
func dominates(binding, n syntax.Node) bool {
	for up := range binding.Ancestors() {
		if up.Is("statement_block", "program", "if_statement", "else_clause", "switch_case", "formal_parameters", "arrow_function", "ternary_expression", "binary_expression") {
			return up.Contains(n) || up.Is("formal_parameters")
		}
	}
	return true
}

// Bound returns what a binding gives its name.
func (p *Project) Bound(b *Binding) []Value {
	if p.bound[b] {
		return nil
	}
	p.bound[b] = true
	defer delete(p.bound, b)
	switch b.Kind {
	case Import:
		return p.evalImport(b)
	case Func:
		return []Value{{Kind: Function, Node: b.Value}}
	case Class:
		return []Value{{Kind: ClassRef, Node: b.Value}}
	case Enum:
		return []Value{{Kind: Dict, Node: b.Value}}
	case Param:
		return p.evalParam(b)
	case Assign:
		return p.evalAssigned(b)
	}
	return unknown
}

// evalImport is what an import gives; variables that a module hands out are named by the import.
func (p *Project) evalImport(b *Binding) []Value {
	list := p.take(b.Scope.Module, b.From, b.Attr)
	for i, v := range list {
		if v.Kind == Env && !v.Node.Valid() {
			list[i].Node = b.Node
		}
	}
	return list
}

func (p *Project) evalAssigned(b *Binding) []Value {
	if !b.Value.Valid() && !b.Default.Valid() {
		if !b.Type.Valid() { // let client
			return []Value{{Kind: None, Node: b.Node}}
		}
		return p.annotated(b.Type)
	}
	list := p.parts(p.Eval(b.Value), b)
	if !known(list) && b.Type.Valid() {
		return union(p.annotated(b.Type), list)
	}
	return list
}

// parts follows the way of a destructuring pattern and adds its default.
func (p *Project) parts(list []Value, b *Binding) []Value {
	for i, name := range b.Path {
		var next []Value
		for _, v := range list {
			found := p.memberOf(v, name, b.Node)
			if i == len(b.Path)-1 && v.Kind == Environ {
				found = p.variable(v, name, keyOf(b.Node))
			}
			next = union(next, found)
		}
		list = next
	}
	if !b.Default.Valid() || b.Kind == Param && len(b.Path) == 0 {
		return list
	}
	list = slices.Clone(list)
	for i := range list {
		if list[i].Kind == Env {
			list[i].HasDefault = true
		}
	}
	rest := slices.Clone(p.Eval(b.Default))
	for i := range rest {
		rest[i].Fallback = true
	}
	return union(list, rest)
}

// keyOf is what names the part in a pattern: the key of `{ A: a }`, else the name itself.
func keyOf(n syntax.Node) syntax.Node {
	for up := n.Parent(); up.Is("pair_pattern", "assignment_pattern"); up = up.Parent() {
		if up.Is("pair_pattern") {
			return up.ChildByField("key")
		}
	}
	return n
}

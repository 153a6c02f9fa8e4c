package pysyntax

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// loop binds the targets of a loop, or of a clause of a comprehension, to what is drawn from its iterable: path leads to a
// target's part of each item.
func (m *Module) loop(left, iterable, within syntax.Node, path []int) {
	switch left.Kind() {
	case "identifier":
		if b := m.bind(left, Loop, iterable); b != nil {
			b.path, b.within = path, within
		}
	case "pattern_list", "tuple_pattern", "list_pattern":
		i := 0
		for part := range left.NamedChildren() {
			m.loop(part, iterable, within, append(slices.Clone(path), i))
			i++
		}
	default:
		m.opaque(left)
	}
}

// comprehension is what a for_in_clause is a clause of: its names mean nothing outside.
func comprehension(clause syntax.Node) syntax.Node {
	if clause.Is("for_in_clause") {
		return clause.Parent()
	}
	return syntax.Node{}
}

// inComprehension leaves out the names that comprehensions around n do not bind; where one does, only its binding counts.
func inComprehension(list []*Binding, n syntax.Node) []*Binding {
	var inner *Binding
	out := slices.DeleteFunc(slices.Clone(list), func(b *Binding) bool {
		if b.within.Contains(n) && (inner == nil || inner.within.Contains(b.within)) {
			inner = b
		}
		return b.within.Valid()
	})
	if inner != nil {
		return []*Binding{inner}
	}
	return out
}

// drawn is what the items of an iterable, or the parts of them that a path leads to, can be.
//
//	Have: for i, name in enumerate(["a", "b"]) -> name is "a" or "b"
func (p *Project) drawn(iterable syntax.Node, path []int) []Value {
	first := iterable.ChildByField("arguments").NamedChild(0)
	through := p.callee(iterable)
	switch {
	case through == "builtins.enumerate" && len(path) > 0:
		if path[0] == 1 {
			return p.drawn(first, path[1:])
		}
		return nil
	case through == "builtins.zip" && len(path) > 0:
		return p.drawn(iterable.ChildByField("arguments").NamedChild(path[0]), path[1:])
	case passing[through], strings.HasPrefix(through, "tqdm."):
		return p.drawn(first, path)
	}
	return p.parts(p.items(iterable), path)
}

// passing are functions that give the items of what they are given.
var passing = map[string]bool{
	"builtins.list": true, "builtins.tuple": true, "builtins.set": true, "builtins.iter": true, "builtins.sorted": true, "builtins.reversed": true,
}

// callee is the outside symbol that a call is of; empty for none.
func (p *Project) callee(call syntax.Node) string {
	for _, v := range p.Eval(call.ChildByField("function")) {
		if v.Kind == Symbol && call.Is("call") {
			return v.Path
		}
	}
	return ""
}

// parts follows a path into items that are written out.
func (p *Project) parts(items []Value, path []int) []Value {
	for _, i := range path {
		var next []Value
		for _, v := range items {
			if v.Kind == List {
				next = union(next, p.within(v, v.Node.NamedChild(i)))
			}
		}
		items = next
	}
	return items
}

// items are the values of the items of a list, or the keys of a dict, that an expression stands for.
func (p *Project) items(n syntax.Node) (out []Value) {
	for _, v := range p.Eval(n) {
		switch v.Kind {
		case List:
			for item := range v.Node.NamedChildren() {
				out = union(out, p.within(v, item))
			}
		case Dict:
			for pair := range v.Node.NamedChildren() {
				out = union(out, p.within(v, pair.ChildByField("key")))
			}
		default:
			out = union(out, unknown)
		}
	}
	return out
}

// within is the value of a node in a list or dict, which is reached by the names that lead to that.
func (p *Project) within(container Value, n syntax.Node) []Value {
	out := slices.Clone(p.Eval(n))
	for i := range out {
		out[i].Item = true
		out[i].Trace = append(slices.Clone(out[i].Trace), container.Trace...)
	}
	return out
}

// index is an item of a list: the one at a number that is written out, else any.
func (p *Project) index(list Value, at syntax.Node) (out []Value) {
	if i, ok := Number(at); ok && i >= 0 && at.Is("integer") {
		return p.within(list, list.Node.NamedChild(int(i)))
	}
	if at.Is("slice") {
		return []Value{list}
	}
	for item := range list.Node.NamedChildren() {
		out = union(out, p.within(list, item))
	}
	return out
}

// InRecord reports whether a value stands beside others in an item of what code goes through: in a dict or tuple of a list.
func (v Value) InRecord() bool {
	up := v.Node.Parent()
	return v.Item && (up.Is("pair") && v.Node.Field() == "value" || up.Is("tuple", "list") && up.Parent().Is("tuple", "list"))
}

package jsopenai

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// options are what a constructor is given: an object literal that is written out, in the call or elsewhere.
type options struct {
	call    syntax.Node // whose argument it is
	object  syntax.Node // invalid where none is given
	value   jssyntax.Value
	unclear syntax.Node // what cannot be followed; invalid when all can
	later   []set       // what is assigned to its entries afterwards
}

// set is an assignment to an entry: options.baseURL = value.
type set struct {
	name  string
	node  syntax.Node
	value syntax.Node
}

// optionsAt reads the options in the first argument of a call.
func (s *survey) optionsAt(call syntax.Node) options {
	o := options{call: call}
	arg := jssyntax.Argument(call, 0)
	if !arg.Valid() {
		return o
	}
	list := s.js.Eval(arg)
	for _, v := range list {
		if v.Kind != jssyntax.Dict || !v.Node.Is("object") || o.object.Valid() && o.object != v.Node {
			o.unclear = arg
			continue
		}
		o.object, o.value = v.Node, v
	}
	if len(list) == 0 {
		o.unclear = arg
	}
	o.later = s.assigned(o.value)
	if e := s.unknownSpread(o.object); e.Valid() && !o.unclear.Valid() {
		o.unclear = e
	}
	return o
}

// unknownSpread is an expression that an object spreads and that cannot be followed. One before the entries that matter
// is harmless: they go over it.
func (s *survey) unknownSpread(object syntax.Node) syntax.Node {
	for _, e := range jssyntax.Entries(object) {
		if !e.Spread {
			continue
		}
		for _, v := range s.js.Eval(e.Value) {
			if v.Kind != jssyntax.Dict {
				return e.Node
			}
		}
	}
	return syntax.Node{}
}

// assigned are the assignments to entries of an object through the names that it has.
func (s *survey) assigned(v jssyntax.Value) []set {
	var out []set
	for _, ref := range v.Trace {
		b := ref.Binding
		m := b.Scope.Module
		for n := range m.Tree.Root().Descendants("assignment_expression") {
			left := n.ChildByField("left")
			if object := left.ChildByField("object"); left.Is("member_expression") && object.Is("identifier") && object.Text() == b.Name {
				if list := m.ScopeOf(object).Lookup(b.Name); len(list) > 0 && list[0].Scope == b.Scope {
					out = append(out, set{jssyntax.Last(left), n, n.ChildByField("right")})
				}
			}
		}
	}
	return out
}

// get returns the expressions that an option may have: its entry, that of an object which is spread, what is assigned.
// A dot leads into an option that is an object itself.
func (s *survey) get(o options, name string) []syntax.Node {
	head, rest, nested := strings.Cut(name, ".")
	given := slices.Clone(s.entries(o.object, head))
	for _, a := range o.later {
		if a.name == head {
			given = append(given, a.value)
		}
	}
	if !nested {
		return given
	}
	var out []syntax.Node
	for _, n := range given {
		for _, v := range s.js.Eval(n) {
			if v.Kind == jssyntax.Dict {
				out = append(out, s.entries(v.Node, rest)...)
			}
		}
	}
	return out
}

// entries are the values of an entry in an object literal, through spreads that can be followed.
func (s *survey) entries(object syntax.Node, name string) []syntax.Node {
	if s.within[object] { // objects may spread each other
		return nil
	}
	s.within[object] = true
	defer delete(s.within, object)
	var out []syntax.Node
	for _, e := range jssyntax.Entries(object) {
		switch {
		case e.Name == name && e.Value.Valid():
			out = []syntax.Node{e.Value}
		case e.Spread:
			for _, v := range s.js.Eval(e.Value) {
				if v.Kind == jssyntax.Dict && v.Node != object {
					out = append(out, s.entries(v.Node, name)...)
				}
			}
		}
	}
	return out
}

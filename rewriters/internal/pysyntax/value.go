package pysyntax

import (
	"slices"

	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// ValueKind is what an expression may stand for.
type ValueKind int

// The kinds of value.
const (
	Unknown  ValueKind = iota // cannot be followed
	Symbol                    // a name from outside the project: Path is "openai.OpenAI", builtins are "builtins.dict"
	Object                    // what calling the symbol Path gives, or the attribute Attrs of it
	String                    // the literal Node
	Env                       // the environment variable Name, read by Node
	Dict                      // the dict display or dict() call Node
	List                      // the list, tuple or set display Node
	Function                  // the function_definition or lambda Node
	ClassRef                  // the class_definition Node
	Instance                  // an object of the class_definition Node
	Package                   // a module or package of the project, at the slash path Path
	None                      // the constant None
	Scalar                    // the number or truth value Node
)

// Value is one thing that an expression may stand for.
type Value struct {
	Kind   ValueKind
	Node   syntax.Node // see the kinds; an Object's call, invalid where it is known by its annotation only
	Path   string
	Attrs  []string
	Name   string
	Class  syntax.Node // Object: the project's subclass of Path that was called, invalid for Path itself
	Module *Module     // Package: nil for a folder without __init__.py

	HasDefault bool  // Env: the read has a fallback of its own
	Fallback   bool  // the value is the default of an environment variable, or of a field
	Item       bool  // the value is one of those in a list or dict that code goes through
	Trace      []Ref // the names on the way, nearest the value first
}

// ofClass reports whether v is an object, and no attribute of one, of a class of the project that derives from an outside
// symbol.
func (v Value) ofClass() bool { return v.Kind == Object && v.Class.Valid() && len(v.Attrs) == 0 }

// Ref is one name that an evaluation went through, and what it was bound by.
type Ref struct {
	Node    syntax.Node
	Binding *Binding
}

// via returns the values with one more name on their way.
func via(list []Value, n syntax.Node, b *Binding) []Value {
	out := make([]Value, len(list))
	for i, v := range list {
		v.Trace = append(slices.Clone(v.Trace), Ref{Node: n, Binding: b})
		out[i] = v
	}
	return out
}

// maxValues bounds the possibilities that are kept of one expression.
const maxValues = 24

var unknown = []Value{{Kind: Unknown}}

// union joins possibilities without repeating one.
func union(lists ...[]Value) []Value {
	var out []Value
	for _, list := range lists {
		out = extend(out, list)
	}
	return out
}

// extend is union into a list that nobody else holds.
func extend(out, list []Value) []Value {
	for _, v := range list {
		if len(out) < maxValues && !slices.ContainsFunc(out, v.same) {
			out = append(out, v)
		}
	}
	return out
}

// same reports whether two values are one possibility; two ways to one literal count as two, because both are uses.
func (v Value) same(o Value) bool {
	return v.Kind == o.Kind && v.Node == o.Node && v.Path == o.Path && v.Name == o.Name && v.Class == o.Class &&
		v.Module == o.Module && slices.Equal(v.Attrs, o.Attrs) && slices.Equal(v.Trace, o.Trace)
}

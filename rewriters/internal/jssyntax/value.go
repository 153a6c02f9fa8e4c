package jssyntax

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// ValueKind is what an expression may stand for.
type ValueKind int

// The kinds of value.
const (
	Unknown   ValueKind = iota // cannot be followed
	Symbol                     // the export Name of the outside package Package; globals have no package
	Object                     // what calling the symbol gives, or the member Attrs of it; Node is the call
	String                     // the literal Node
	Scalar                     // the number, true or false Node
	Env                        // the environment variable Var; Node is what names it
	Environ                    // all of the environment: process.env
	Dict                       // the object literal or enum Node
	Function                   // the function Node
	ClassRef                   // the class Node
	Instance                   // an object of the class Node
	Namespace                  // the module Home of the project as a whole
	None                       // undefined or null
)

// Value is one thing that an expression may stand for.
type Value struct {
	Kind    ValueKind
	Node    syntax.Node // see the kinds; an Object's is invalid where it is known by its type only
	Package string
	Name    string // dotted: "default", "OpenAI", "default.AzureOpenAI"; empty for the package as a whole
	Attrs   []string
	Var     string
	Class   syntax.Node // Object: the project's subclass that was called, invalid for the symbol itself
	Home    *Module
	Schema  []syntax.Node // Environ: the objects that name its variables

	HasDefault bool  // Env: the read has a fallback of its own
	Fallback   bool  // the value is the default of something
	Trace      []Ref // the names on the way, nearest the value first
}

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
		for _, v := range list {
			if len(out) < maxValues && !slices.ContainsFunc(out, v.same) {
				out = append(out, v)
			}
		}
	}
	return out
}

// same reports whether two values are one possibility; two ways to one literal count as two, because both are uses.
func (v Value) same(o Value) bool {
	return v.Kind == o.Kind && v.Node == o.Node && v.Package == o.Package && v.Name == o.Name && v.Var == o.Var &&
		v.Class == o.Class && v.Home == o.Home && slices.Equal(v.Schema, o.Schema) && slices.Equal(v.Attrs, o.Attrs) && slices.Equal(v.Trace, o.Trace)
}

// named is the symbol with one more step: the export of a package, or the member of an export.
func (v Value) named(name string) Value {
	if v.Name != "" {
		name = v.Name + "." + name
	}
	v.Name = name
	return v
}

// Path is the dotted path of members on an object.
func (v Value) Path() string { return strings.Join(v.Attrs, ".") }

// known reports whether anything can be said of some value.
func known(list []Value) bool {
	return slices.ContainsFunc(list, func(v Value) bool { return v.Kind != Unknown && v.Kind != None })
}

// Package flow keeps the literals that flow into requests as the name of their model.
//
// A literal is the unit of change: however many requests send it, and by whatever names it gets there, it is written in one
// place, and another model there is another model for all of them. So a rewriter that follows the model of each request back
// to where it is written puts what it finds together by literal, in the order in which it came upon them, and asks from there:
// who sends this one, what does this request send, is one shared by requests that part.
package flow

import (
	"slices"

	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Literal is one literal. V is a value as the syntax of a language follows it, S is what sends the model: a request, a client
// that is given its model when it is made.
type Literal[V any, S comparable] struct {
	Node    syntax.Node
	Name    string // of OpenAI's model, without what a framework writes before it
	Values  []V    // the ways by which it gets to those that send it
	Senders []S
}

// Literals are those of one project.
type Literals[V any, S comparable] struct {
	list []*Literal[V, S]
	at   map[syntax.Node]*Literal[V, S]
}

// Add records that something sends a literal. It returns the literal, and whether it is the first time for the two.
func (l *Literals[V, S]) Add(n syntax.Node, name string, v V, by S) (*Literal[V, S], bool) {
	k := l.at[n]
	if k == nil {
		if l.at == nil {
			l.at = map[syntax.Node]*Literal[V, S]{}
		}
		k = &Literal[V, S]{Node: n, Name: name}
		l.at[n], l.list = k, append(l.list, k)
	}
	k.Values = append(k.Values, v)
	if slices.Contains(k.Senders, by) {
		return k, false
	}
	k.Senders = append(k.Senders, by)
	return k, true
}

// All are the literals in the order in which they were found.
func (l *Literals[V, S]) All() []*Literal[V, S] { return l.list }

// At returns the literal at a node, nil where that is sent by nobody.
func (l *Literals[V, S]) At(n syntax.Node) *Literal[V, S] { return l.at[n] }

// Of returns the literals that something sends.
func (l *Literals[V, S]) Of(by S) []*Literal[V, S] {
	var out []*Literal[V, S]
	for _, k := range l.list {
		if slices.Contains(k.Senders, by) {
			out = append(out, k)
		}
	}
	return out
}

// Straddle reports whether a literal is sent by some and by others: it can only be changed for all.
func (l *Literals[V, S]) Straddle(some []S) bool {
	in := func(s S) bool { return slices.Contains(some, s) }
	out := func(s S) bool { return !in(s) }
	return slices.ContainsFunc(l.list, func(k *Literal[V, S]) bool {
		return slices.ContainsFunc(k.Senders, in) && slices.ContainsFunc(k.Senders, out)
	})
}

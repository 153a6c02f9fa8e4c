package jsopenai

import (
	"slices"

	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// A class of the project that extends a client is one. Where it has a constructor, what that hands to super are the
// options; where it has none, `new` hands them on.
//
//	Have: class Team extends OpenAI { constructor() { super({ timeout: 5000 }) } ask() { return this.chat.completions.create(…) } }

// handed is the call by which a class hands its options to the client that it extends; invalid where nothing stands
// between the two. It is false where a constructor is there and hands nothing that can be seen.
func (s *survey) handed(class syntax.Node) (call syntax.Node, ok bool) {
	for range 8 {
		if !class.Valid() {
			return syntax.Node{}, true
		}
		if own := constructorOf(class); own.Valid() {
			return superCall(own)
		}
		class = s.extended(class)
	}
	return syntax.Node{}, false
}

func constructorOf(class syntax.Node) syntax.Node {
	for c := range class.ChildByField("body").NamedChildren() {
		if c.Is("method_definition") && c.ChildByField("name").Text() == "constructor" {
			return c
		}
	}
	return syntax.Node{}
}

func superCall(constructor syntax.Node) (syntax.Node, bool) {
	for call := range constructor.Descendants("call_expression") {
		if call.ChildByField("function").Is("super") {
			return call, true
		}
	}
	return syntax.Node{}, false
}

// extended is the class of the project that a class extends, invalid where it extends none.
func (s *survey) extended(class syntax.Node) syntax.Node {
	for _, v := range s.js.Eval(jssyntax.Extends(class)) {
		if v.Kind == jssyntax.ClassRef && v.Node != class {
			return v.Node
		}
	}
	return syntax.Node{}
}

// joinOwn gives the requests that classes send on themselves to the clients that are made of these classes.
func (s *survey) joinOwn() {
	for _, r := range s.requests {
		for _, c := range s.clients {
			if r.own.Valid() && s.derives(c.subclass, r.own) && !slices.Contains(r.clients, c) {
				r.clients, c.requests = append(r.clients, c), append(c.requests, r)
			}
		}
	}
}

// derives reports whether a class is another or extends it.
func (s *survey) derives(class, from syntax.Node) bool {
	for range 8 {
		if class == from || !class.Valid() {
			break
		}
		class = s.extended(class)
	}
	return class.Valid() && class == from
}

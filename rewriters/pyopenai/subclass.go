package pyopenai

import (
	"slices"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// A project's own subclass of a client may have a constructor of its own. What the SDK's constructor is given is then
// written in there, in the one call of super().__init__, and that is where the client is changed: for all its objects.

// given is the call that the SDK's constructor gets its arguments from.
func (c *client) given() syntax.Node {
	if c.init.Valid() {
		return c.init
	}
	return c.call
}

// constructor is the __init__ that a class has of its own or from a class of the project; invalid when it has neither.
func (s *survey) constructor(class syntax.Node, depth int) syntax.Node {
	for fn := range class.Descendants("function_definition") {
		if fn.ChildByField("name").Text() == "__init__" && pysyntax.MethodClass(fn) == class {
			return fn
		}
	}
	for base := range class.ChildByField("superclasses").NamedChildren() {
		for _, v := range s.py.Eval(base) {
			if v.Kind == pysyntax.ClassRef && v.Node != class && depth > 0 {
				if fn := s.constructor(v.Node, depth-1); fn.Valid() {
					return fn
				}
			}
		}
	}
	return syntax.Node{}
}

// findInit finds where a client's class hands its arguments on.
//
//	Have: super().__init__(api_key=k), OpenAI.__init__(self, api_key=k)
func (s *survey) findInit(c *client) {
	fn := s.constructor(c.subclass, 8)
	if !c.subclass.Valid() || !fn.Valid() {
		return
	}
	for n := range fn.ChildByField("body").Descendants("call") {
		callee := n.ChildByField("function")
		if pysyntax.Last(callee) != "__init__" || !callee.Is("attribute") {
			continue
		}
		if c.init.Valid() {
			c.init, c.scattered = syntax.Node{}, true
			return
		}
		c.init = n
	}
	c.scattered = !c.init.Valid()
}

// passedOn reports whether an argument is the constructor's own **kwargs, and no object is made with any that the SDK's
// constructor is about to be given.
func (s *survey) passedOn(c *client, a pysyntax.Arg) bool {
	fn := c.init.Enclosing("function_definition")
	own := false
	for p := range fn.ChildByField("parameters").NamedChildren() {
		own = own || p.Is("dictionary_splat_pattern") && p.NamedChild(0).Text() == a.Value.Text()
	}
	return own && a.Node.Is("dictionary_splat") && !slices.ContainsFunc(s.clients, func(o *client) bool {
		return o.init == c.init && slices.ContainsFunc(pysyntax.Arguments(o.call), func(x pysyntax.Arg) bool {
			return x.Splat || x.Name == "api_key" || x.Name == "base_url" || slices.Contains(accountKeywords, x.Name)
		})
	})
}

// initKey ties the clients together that are changed at one place.
func (s *survey) initKey(c *client) finding.Key {
	return finding.Key{Kind: finding.KeyReads, Scope: ".", Name: s.py.Module(c.init).File.Path + ":" + itoa(c.init.Start())}
}

// spreadInit keeps a client in place that shares its constructor with one that does not move. It reports whether one was
// found.
func (s *survey) spreadInit() bool {
	for _, c := range s.clients {
		for _, o := range s.clients {
			if c.init.Valid() && c.init == o.init && c.moves() && !o.moves() {
				c.state = byHand
				c.why = i18n.Tf("它与 %s 的客户端共用一个 __init__，而后者不随之迁移：请先分开两者", "it shares its __init__ with the client at %s, which does not move: separate the two first", o.line())
				return true
			}
		}
	}
	return false
}

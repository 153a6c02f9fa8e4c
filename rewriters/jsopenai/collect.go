package jsopenai

import (
	"fmt"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/surface"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// findClients collects the clients that a file constructs.
func (s *survey) findClients(m *jssyntax.Module) {
	for n := range m.Tree.Root().Descendants("new_expression", "call_expression") {
		if fn := jssyntax.Callee(n); !mayConstruct(n, fn) || !s.js.MayMake(fn) {
			continue
		}
		for _, v := range s.js.Eval(n) {
			if v.Kind == jssyntax.Object && v.Node == n && len(v.Attrs) == 0 && specOf(v) != aiModule && s.counts(v) {
				s.addClient(m, n, v)
			}
		}
	}
}

// mayConstruct leaves out calls that cannot make a client: only factories are called without new.
func mayConstruct(n, fn syntax.Node) bool {
	last := jssyntax.Last(fn)
	return n.Is("new_expression") || strings.HasPrefix(last, "create") || last == "openai" || last == "extend"
}

// addClient returns the client that a constructor call makes, made when it is first seen. One that another project
// constructs is known, not reported.
func (s *survey) addClient(m *jssyntax.Module, n syntax.Node, v jssyntax.Value) *client {
	if c := s.byNode[n]; c != nil {
		return c
	}
	c := &client{id: fmt.Sprintf("%s:%d", m.File.Path, n.Start()), spec: specOf(v), mod: m, call: n, subclass: v.Class}
	c.foreign = !slices.Contains(s.Modules, m)
	c.opts = s.optionsAt(n)
	if call, ok := s.handed(v.Class); call.Valid() {
		c.opts = s.optionsAt(call)
	} else if c.sealed = !ok; c.sealed {
		c.opts = options{call: n}
	}
	switch c.spec.how {
	case byMethod:
		s.configured(c)
	case byPath:
		s.readHeaders(&c.raw, c.opts.object)
	}
	s.clients = append(s.clients, c)
	s.byNode[n] = c
	if c.spec.how == byItself && !c.spec.azure {
		s.ownRequest(c)
	}
	return c
}

// configured finds the options of a client of version 3, which stand in its Configuration.
func (s *survey) configured(c *client) {
	arg := jssyntax.Argument(c.call, 0)
	c.opts = options{call: c.call, unclear: arg}
	if !arg.Valid() {
		c.opts.unclear = c.call
	}
	for _, v := range s.js.Eval(arg) {
		if v.Kind == jssyntax.Object && strings.HasSuffix("."+v.Name, ".Configuration") && v.Node.Valid() {
			c.opts = s.optionsAt(v.Node)
		}
	}
}

// ownRequest is the request of a client that is a model itself.
func (s *survey) ownRequest(c *client) {
	r := &request{mod: c.mod, call: c.call, spec: c.spec, symbol: c.spec.class, clients: []*client{c}}
	r.api, _ = surface.Camel.At(c.spec.api)
	if s.usesResponses(c) {
		r.api, _ = surface.Camel.At("responses")
		r.symbol += " (useResponsesApi)"
	}
	if c.opts.object.Valid() {
		r.objects = []syntax.Node{c.opts.object}
	}
	for _, name := range c.spec.models {
		r.models = append(r.models, s.get(c.opts, name)...)
	}
	c.requests = append(c.requests, r)
	s.requests = append(s.requests, r)
}

// usesResponses reports whether a chat model is told to send to the Responses API.
//
//	Have: new ChatOpenAI({ model: 'gpt-4o', useResponsesApi: true })
func (s *survey) usesResponses(c *client) bool {
	return c.spec.sdk == "langchain-js" && c.spec.api == "chat.completions" && slices.ContainsFunc(s.get(c.opts, "useResponsesApi"), func(n syntax.Node) bool { return n.Is("true") })
}

// findRequests collects the requests that a file sends.
func (s *survey) findRequests(m *jssyntax.Module) {
	for n := range m.Tree.Root().Descendants("call_expression") {
		fn := jssyntax.Callee(n)
		if !s.mayRequest(n, fn) {
			continue
		}
		r := &request{mod: m, call: n}
		if s.js.MayStand(fn) {
			for _, v := range s.js.Eval(fn) {
				s.receiver(r, v)
			}
		}
		if r.symbol == "" {
			s.lostReceiver(r, fn)
		}
		if r.symbol != "" {
			s.arguments(r)
			s.requests = append(s.requests, r)
			for _, c := range r.clients {
				c.requests = append(c.requests, r)
			}
		}
	}
}

// receiver adds to a request what one possible value of its callee says.
func (s *survey) receiver(r *request, v jssyntax.Value) {
	switch {
	case v.Kind == jssyntax.Symbol && v.Package == "@ai-sdk/openai":
		s.moduleReceiver(r, v)
		return
	case v.Kind != jssyntax.Object || !s.counts(v):
		return
	}
	sp := specOf(v)
	if sp.how == byPath {
		if !s.pathRequest(r, v) {
			return
		}
		r.spec = sp
	} else if a, symbol, ok := sp.request(v); ok {
		r.api, r.symbol, r.spec = a, symbol, sp
	} else {
		return
	}
	if !v.Node.Valid() {
		r.typed, r.own = true, v.Class
		return
	}
	if c := s.addClient(s.js.Module(v.Node), v.Node, v); !slices.Contains(r.clients, c) {
		r.clients = append(r.clients, c)
	}
}

// request says what calling a member of a client sends.
func (sp *spec) request(v jssyntax.Value) (a surface.Part, symbol string, ok bool) {
	switch sp.how {
	case byResource:
		return apiOf(v.Attrs)
	case byMethod:
		if len(v.Attrs) == 1 && methods[v.Attrs[0]] != "" {
			a, ok = surface.Camel.At(methods[v.Attrs[0]])
			return a, v.Attrs[0], ok
		}
	case byModel:
		return modelMaker(v.Path())
	}
	return surface.Part{}, "", false
}

func modelMaker(path string) (surface.Part, string, bool) {
	resource, ok := makers[path]
	if !ok {
		return surface.Part{}, "", false
	}
	a, ok := surface.Camel.At(resource)
	symbol := "openai"
	if path != "" {
		symbol += "." + path
	}
	return a, symbol, ok
}

// arguments finds what a request sends: the objects whose entries go over the wire, and its model.
func (s *survey) arguments(r *request) {
	if r.spec != nil && r.spec.how == byPath {
		return // the path came with them
	}
	if r.spec != nil && r.spec.how == byModel {
		r.models = []syntax.Node{jssyntax.Argument(r.call, 0)}
		s.modelUse(r)
		return
	}
	arg := jssyntax.Argument(r.call, 0)
	for _, v := range s.js.Eval(arg) {
		if v.Kind == jssyntax.Dict && v.Node.Is("object") {
			r.objects = append(r.objects, v.Node)
			r.models = append(r.models, s.entries(v.Node, "model")...)
			for _, a := range s.assigned(v) {
				if a.name == "model" {
					r.models = append(r.models, a.value)
				}
			}
			if e := s.unknownSpread(v.Node); e.Valid() {
				r.unseen = e
			}
		} else if arg.Valid() && !slices.Contains(r.objects, v.Node) {
			r.unseen = arg
		}
	}
	s.purpose(r)
}

// purpose counts the upload of a file to the part of the API that the file is for.
//
//	Have: client.files.create({ file, purpose: 'assistants' })
func (s *survey) purpose(r *request) {
	parts := map[string]string{"assistants": "assistants", "fine-tune": "fineTuning"}
	for _, o := range r.objects {
		for _, n := range s.entries(o, "purpose") {
			text, _ := jssyntax.Text(n)
			if a, ok := surface.Camel.At(parts[text]); ok && r.api.Capability == finding.Files {
				r.api, r.symbol = a, r.symbol+" (purpose: "+text+")"
			}
		}
	}
}

// lostReceiver is a call of the unmistakable shape on something that cannot be followed, in a file that imports the SDK.
func (s *survey) lostReceiver(r *request, fn syntax.Node) {
	var path []string
	for n := fn; n.Is("member_expression", "non_null_expression"); {
		if n.Is("member_expression") {
			path = append([]string{n.ChildByField("property").Text()}, path...)
			n = n.ChildByField("object")
		} else {
			n = n.NamedChild(0)
		}
	}
	a, symbol, ok := apiOf(trimTo(path, "chat", "embeddings", "beta", "responses"))
	if !ok || a.Endpoint != "chat_completions" && a.Endpoint != "embeddings" && a.Endpoint != "responses" || !s.importsSDK(r.mod) {
		return
	}
	for _, v := range s.js.Eval(fn) {
		if v.Kind != jssyntax.Unknown {
			return
		}
	}
	r.api, r.symbol, r.lost, r.spec = a, symbol, true, official
}

// trimTo drops the names before the first of some.
func trimTo(path []string, names ...string) []string {
	for i, p := range path {
		if slices.Contains(names, p) {
			return path[i:]
		}
	}
	return nil
}

// importsSDK reports whether a module imports the openai package.
func (s *survey) importsSDK(m *jssyntax.Module) bool {
	return slices.ContainsFunc(s.imported(m), func(i imported) bool { return i.pkg == "openai" })
}

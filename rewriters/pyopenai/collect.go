package pyopenai

import (
	"slices"
	"strings"
	"unicode"

	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// findClients collects the clients that a file constructs.
func (s *survey) findClients(m *pysyntax.Module) {
	for n := range m.Tree.Root().Descendants("call") {
		if fn := n.ChildByField("function"); !mayConstruct(fn) || !s.py.MayMake(fn) {
			continue
		}
		for _, v := range s.py.Eval(n) {
			if v.Kind == pysyntax.Object && v.Node == n && len(v.Attrs) == 0 && classOf(v.Path) != "" {
				s.addClient(m, n, v)
			}
		}
	}
}

// copies reports whether a callee is a method by which a client makes a copy of itself.
func copies(fn syntax.Node) bool {
	last := pysyntax.Last(fn)
	return fn.Is("attribute") && (last == "with_options" || last == "copy")
}

// originals are the clients that a copy with an address or key of its own is made of; none for other clients.
func (s *survey) originals(c *client) []*client {
	fn := c.call.ChildByField("function")
	if !copies(fn) {
		return nil
	}
	var out []*client
	for _, v := range s.py.Eval(fn.ChildByField("object")) {
		if o := s.byCall[v.Node]; o != nil && o != c && !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	return out
}

// mayConstruct leaves out calls that cannot be constructors: methods in lower case.
func mayConstruct(fn syntax.Node) bool {
	last := pysyntax.Last(fn)
	if copies(fn) {
		return alters(fn.Parent())
	}
	return fn.Is("identifier") || last != "" && unicode.IsUpper(rune(last[0]))
}

func (s *survey) addClient(m *pysyntax.Module, n syntax.Node, v pysyntax.Value) *client {
	class := classOf(v.Path)
	if c := s.byCall[n]; c != nil {
		if isAzure(class) != isAzure(c.class) {
			c.mixed = true
		}
		return c
	}
	c := newClient(m, n, class)
	c.subclass = v.Class
	s.clients = append(s.clients, c)
	s.byCall[n] = c
	return c
}

// findRequests collects the requests that a file sends.
func (s *survey) findRequests(m *pysyntax.Module) {
	if !s.sdk() && !s.py.ImportsWanted(m.File) {
		return
	}
	for n := range m.Tree.Root().Descendants("call") {
		fn := n.ChildByField("function")
		if !fn.Is("attribute") || !methods[pysyntax.Last(fn)] && !namesResource(fn) {
			continue
		}
		r := &request{mod: m, call: n}
		for _, v := range s.py.Eval(fn) {
			s.receiver(r, v)
		}
		if r.symbol == "" {
			s.lostReceiver(r, fn)
		}
		if r.symbol != "" {
			s.requests = append(s.requests, r)
			for _, c := range r.clients {
				c.requests = append(c.requests, r)
			}
		}
	}
}

// namesResource reports whether a callee goes through an attribute that is named like a part of the API.
func namesResource(fn syntax.Node) bool {
	for n := fn.ChildByField("object"); n.Is("attribute"); n = n.ChildByField("object") {
		if resources[pysyntax.Last(n)] {
			return true
		}
	}
	return false
}

// receiver adds to a request what one possible value of its callee says.
func (s *survey) receiver(r *request, v pysyntax.Value) {
	switch {
	case v.Kind == pysyntax.Object && classOf(v.Path) != "":
		a, symbol, ok := apiOf(v.Attrs)
		if !ok {
			return
		}
		r.api, r.symbol = a, symbol
		if !v.Node.Valid() {
			r.typed = true
		} else if c := s.clientAt(v); !slices.Contains(r.clients, c) {
			r.clients = append(r.clients, c)
		}
	case v.Kind == pysyntax.Symbol && strings.HasPrefix(v.Path, "openai."):
		if a, symbol, ok := apiOf(strings.Split(v.Path, ".")[1:]); ok {
			r.api, r.symbol = a, symbol
			r.clients = append(r.clients, s.moduleClient(r.mod, r.call))
		}
	}
}

// clientAt returns the client that a constructor call makes. One that another project constructs is known, not reported.
func (s *survey) clientAt(v pysyntax.Value) *client {
	if c := s.byCall[v.Node]; c != nil {
		return c
	}
	c := s.addClient(s.py.Module(v.Node), v.Node, v)
	c.foreign = true
	return c
}

// lostReceiver is a call of the unmistakable shape on something that cannot be followed, in a file that imports the SDK.
func (s *survey) lostReceiver(r *request, fn syntax.Node) {
	var path []string
	for n := fn; n.Is("attribute"); n = n.ChildByField("object") {
		path = append([]string{n.ChildByField("attribute").Text()}, path...)
	}
	a, symbol, ok := apiOf(trimTo(path, "chat", "embeddings", "beta", "responses"))
	if !ok || a.Endpoint != "chat_completions" && a.Endpoint != "embeddings" && a.Endpoint != "responses" || !s.importsSDK(r.mod) {
		return
	}
	for _, v := range s.py.Eval(fn) {
		if v.Kind != pysyntax.Unknown {
			return
		}
	}
	r.api, r.symbol, r.lost = a, symbol, true
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

// importsSDK reports whether a module imports the openai package somewhere.
func (s *survey) importsSDK(m *pysyntax.Module) bool {
	for n := range m.Tree.Root().Descendants("import_statement", "import_from_statement") {
		if len(s.importedNames(n)) > 0 {
			return true
		}
	}
	return false
}

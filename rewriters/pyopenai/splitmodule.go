package pyopenai

import (
	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// splitModule is splitOf for the module used as a client; nil, too, where the old key does not come from the environment.
func (s *survey) splitModule(c *client, apart []*request) *split {
	name := s.moduleVariable(c)
	switch {
	case name == "" || s.azureModule(c) || len(c.url.knobs) > 0 || c.url.mixed || s.models.Straddle(apart):
		return nil
	case s.dialect() == old:
		return s.splitCalls(apart, name)
	case s.dialect() == modern:
		return s.splitImport(c, apart, name)
	}
	return nil
}

// splitImport makes a client for those requests where the module is set up; nil where that or one of them stands elsewhere.
//
//	Have: openai.api_key = … -> the same and below it embeddings_client = openai.OpenAI()
//	Have: openai.embeddings.create(…) -> embeddings_client.embeddings.create(…)
func (s *survey) splitImport(c *client, apart []*request, variable string) *split {
	at, owner := s.setUpAt(c)
	if !at.Valid() || s.setsAddress() {
		return nil
	}
	p := &split{requests: apart, name: s.secondName(c, owner, apart)}
	if p.name == "" {
		return nil
	}
	key := ""
	if variable != defaultKey {
		env := s.py.Environ(c.mod, at)
		key = "api_key=" + env.Read(c.mod.QuoteAt(at, variable))
		p.edits = finding.In(c.mod.File, env.Edits()...)
	}
	p.line = p.name + " = " + owner.Text() + ".OpenAI(" + key + ")"
	for _, r := range apart {
		n := r.call.ChildByField("function")
		for n.Is("attribute") {
			n = n.ChildByField("object")
		}
		if r.mod != c.mod || n.Text() != owner.Text() || n.Start() < at.End() {
			return nil
		}
		p.edits = append(p.edits, finding.In(r.mod.File, edit.Edit{Start: n.Start(), End: n.End(), New: p.name, Node: "receiver of " + r.symbol})...)
	}
	return p
}

// setUpAt is the statement below which the module gets its address, and the module's name there: the one that sets its key at
// the top level, or its import where nothing sets it up. It is invalid where the address goes elsewhere.
func (s *survey) setUpAt(c *client) (at, owner syntax.Node) {
	if c.bare() {
		at, name := s.moduleImport(c)
		for n := range at.Descendants("identifier") {
			if n.Text() == name {
				owner = n
			}
		}
		return at, owner
	}
	keys := c.set("api_key")
	if len(keys) != 1 || len(c.set("base_url"))+len(c.set("api_base")) > 0 || len(c.inTests) > 0 {
		return at, owner
	}
	statement := keys[0].node.Parent()
	owner = keys[0].node.ChildByField("left").ChildByField("object")
	if _, ok := below(c.mod, statement); !ok || keys[0].mod != c.mod || !statement.Parent().Is("module") || !owner.Is("identifier") {
		return at, owner
	}
	return statement, owner
}

// splitCalls gives each of those requests address and key of its own, as openai 0.x has it; nil where one takes none.
//
//	Have: openai.Embedding.create(…) -> openai.Embedding.create(…, api_key=os.environ["OPENAI_API_KEY"], api_base="https://api.openai.com/v1")
func (s *survey) splitCalls(apart []*request, name string) *split {
	p := &split{requests: apart}
	for _, r := range apart {
		if !takesAddress[r.symbol] || splats(r) || has(r, "api_key") {
			return nil
		}
		env := s.py.Environ(r.mod, r.call)
		add := []string{
			"api_key=" + env.Read(r.mod.QuoteAt(r.call, name)),
			"api_base=" + r.mod.QuoteAt(r.call, "https://api.openai.com/v1"),
		}
		p.edits = append(p.edits, finding.In(r.mod.File, append(env.Edits(), r.mod.Rearrange(r.call, nil, add)...)...)...)
	}
	return p
}

// takesAddress are the requests of openai 0.x that take an address and a key of their own.
var takesAddress = set("Embedding.create Embedding.acreate Completion.create Completion.acreate Image.create Image.acreate")

// moduleVariable is the variable that the module's key comes from; empty where it does not come from one.
func (s *survey) moduleVariable(c *client) string {
	if c.bare() {
		return defaultKey
	}
	for _, a := range c.set("api_key") {
		for _, v := range s.py.Eval(a.value) {
			if v.Kind == pysyntax.Env && s.renamesKey(v.Name) {
				return v.Name
			}
		}
	}
	return ""
}

package pyopenai

import (
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
)

// splitModule gives each of those requests address and key of its own, as openai 0.x has it; nil where a request takes none,
// or where the old key does not come from the environment.
//
//	Have: openai.Embedding.create(…) -> openai.Embedding.create(…, api_key=os.environ["OPENAI_API_KEY"], api_base="https://api.openai.com/v1")
func (s *survey) splitModule(c *client, apart []*request) *split {
	name := s.moduleVariable(c)
	if s.dialect() != old || name == "" || s.azureModule(c) || len(c.url.knobs) > 0 || c.url.mixed || s.sharesModel(apart) {
		return nil
	}
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
		p.edits = append(p.edits, tie(r.mod, append(env.Edits(), r.mod.Rearrange(r.call, nil, add)...))...)
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

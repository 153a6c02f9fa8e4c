package pyopenai

import (
	"slices"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// bare reports whether the module is a client that nothing sets up: its key comes from the environment.
func (c *client) bare() bool { return len(c.assigns) == 0 }

// settable reports whether a bare module can be set up where it is imported: in the one file that sends on it.
func (s *survey) settable(c *client) bool {
	if !c.bare() || len(s.keyArguments(c)) > 0 || slices.ContainsFunc(c.requests, func(r *request) bool { return r.mod != c.mod }) {
		return false
	}
	at, _ := s.moduleImport(c)
	return at.Valid()
}

// moduleImport returns the import by which a bare module comes into its file at the top level, and its name there.
func (s *survey) moduleImport(c *client) (syntax.Node, string) {
	for n := range c.mod.Tree.Root().NamedChildren() {
		if !n.Is("import_statement") || n.Start() > c.call.Start() {
			continue
		}
		for name := range n.ChildrenByField("name") {
			local := name
			if name.Is("aliased_import") {
				name, local = name.ChildByField("name"), name.ChildByField("alias")
			}
			if name.Text() == "openai" && len(s.importedNames(n)) > 0 {
				return n, local.Text()
			}
		}
	}
	return syntax.Node{}, ""
}

// setUp gives a bare module its key and address, below the imports that it stands among.
//
//	Have: import openai -> import openai, and below it openai.api_key = os.environ["ZAI_API_KEY"] and openai.base_url = "https://…/"
func (s *survey) setUp(c *client) []finding.Edit {
	at, name := s.moduleImport(c)
	m := c.mod
	env := s.py.Environ(m, c.call)
	e := m.BelowImports(at, []string{
		name + ".api_key = " + env.Read(m.Quote(s.target.KeyEnv)),
		name + "." + s.addressOption() + " = " + m.Quote(s.moduleURL()),
	})
	e.Node = "module " + name
	return tie(m, append(slices.Clone(env.Edits), e))
}

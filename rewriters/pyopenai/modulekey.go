package pyopenai

import (
	"slices"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// bare reports whether the module is a client that nothing sets up: its key comes from the environment.
func (c *client) bare() bool { return len(c.assigns) == 0 }

// testFile reports whether a module is one of the project's tests.
func testFile(m *pysyntax.Module) bool { return source.IsTest(m.File.Path) }

// splitTests sets aside what tests set on the module where other files send on it, which the tests' settings do not reach.
// The module then stands for the first file that does.
func (s *survey) splitTests(c *client) {
	i := slices.IndexFunc(c.requests, func(r *request) bool { return !testFile(r.mod) })
	if i < 0 || slices.ContainsFunc(c.assigns, func(a assignment) bool { return !testFile(a.mod) }) {
		return
	}
	c.inTests, c.assigns = c.assigns, nil
	c.mod, c.call = c.requests[i].mod, c.requests[i].call
}

// settable reports whether a bare module can be set up where it is imported: in the one file that sends on it, tests left
// out of account.
func (s *survey) settable(c *client) bool {
	spread := slices.ContainsFunc(c.requests, func(r *request) bool {
		return r.mod != c.mod && !testFile(r.mod) || pysyntax.Keyword(r.call, "api_key").Node.Valid()
	})
	if !c.bare() || spread {
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

// setUpAll is setUp, and the same for the tests that set a key of their own.
func (s *survey) setUpAll(c *client) (edits []finding.Edit, reads []string) {
	edits, reads = s.setUp(c), []string{defaultKey}
	addressed := slices.ContainsFunc(c.inTests, func(a assignment) bool { return a.name == s.addressOption() })
	for _, a := range c.inTests {
		if a.name != "api_key" {
			continue
		}
		e, names := s.keyEdits(a.value, false)
		edits, reads = append(edits, e...), append(reads, names...)
		if !addressed {
			edits = append(edits, finding.In(a.mod.File, s.below(c, a))...)
		}
	}
	return edits, reads
}

// setUp gives a bare module its key and address, below the imports that it stands among.
//
//	Have: import openai -> import openai, and below it openai.api_key = os.environ["ZAI_API_KEY"] and openai.base_url = "https://…/"
func (s *survey) setUp(c *client) []finding.Edit {
	at, name := s.moduleImport(c)
	m := c.mod
	env := s.py.Environ(m, c.call)
	lines := []string{
		name + ".api_key = " + env.Read(m.QuoteAt(at, s.target.KeyEnv)),
		name + "." + s.addressOption() + " = " + m.QuoteAt(at, s.moduleURL()),
	}
	if c.split != nil && c.split.line != "" {
		lines = append(lines, c.split.line)
	}
	e := m.BelowImports(at, lines)
	e.Node = "module " + name
	return finding.In(m.File, append(env.Edits(), e)...)
}

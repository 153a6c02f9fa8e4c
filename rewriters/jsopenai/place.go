package jsopenai

import (
	"strings"

	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// beginning is the statement behind which a file's own set-up begins: its last import, or what loads the environment from
// files right below, for what is put there reads the environment.
//
//	Have: import dotenv from 'dotenv'; dotenv.config();
func (s *survey) beginning(m *jssyntax.Module) syntax.Node {
	var last syntax.Node
	for n := range m.Tree.Root().NamedChildren() {
		if n.Is("import_statement") || last.Valid() && loadsEnv(n) {
			last = n
		}
	}
	return last
}

// loadsEnv knows the statements that read environment files.
func loadsEnv(n syntax.Node) bool {
	if !n.Is("expression_statement") {
		return false
	}
	fn := jssyntax.Callee(n.NamedChild(0))
	switch jssyntax.Last(fn) {
	case "config":
		return strings.Contains(strings.ToLower(fn.Text()), "env") || fn.Is("identifier")
	case "loadEnvFile", "loadEnvConfig":
		return true
	}
	return false
}

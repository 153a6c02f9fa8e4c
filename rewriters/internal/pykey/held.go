package pykey

import (
	"slices"

	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Held is an expression that gives another client the key from a variable which could be used at a place, too: one that
// holds what is read of a variable of the environment, where every use either carries the key to a client that moves or does
// not depend on it. It is invalid where there is none.
//
//	Have: KEY = os.getenv("OPENAI_API_KEY"); OpenAI(api_key=KEY); OpenAI() -> OpenAI(api_key=KEY)
func (k Keys) Held(m *pysyntax.Module, at syntax.Node, environ string, carries, harmless func(syntax.Node) bool) (like syntax.Node) {
	for _, b := range k.Py.Holders(m, at) {
		reads := slices.ContainsFunc(k.Py.Bound(b), func(v pysyntax.Value) bool { return v.Kind == pysyntax.Env && v.Name == environ })
		if !reads || !k.Renames(environ) {
			continue
		}
		uses := k.Py.Uses(b)
		i := slices.IndexFunc(uses, func(n syntax.Node) bool { return carries(n) && k.Py.Module(n) == m && n.Is("identifier") })
		if i >= 0 && !slices.ContainsFunc(uses, func(n syntax.Node) bool { return !carries(n) && !harmless(n) }) {
			return uses[i]
		}
	}
	return syntax.Node{}
}

package pykey

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// uses are the places that read the names through which an expression comes by its key.
func (k Keys) uses(arg syntax.Node) (out []syntax.Node) {
	for _, v := range k.Py.Eval(arg) {
		for _, ref := range v.Trace {
			for _, n := range k.Py.Uses(ref.Binding) {
				if !slices.Contains(out, n) {
					out = append(out, n)
				}
			}
		}
	}
	return out
}

// Consumer returns a use of an expression's key that hands it to code outside the project which is none of the clients that
// are known, and so goes on to need the key as it is; invalid when there is none.
//
//	Have: KEY = os.getenv("OPENAI_API_KEY"), OpenAI(api_key=KEY) and pod_gpt.Indexer(openai_api_key=KEY)
func (k Keys) Consumer(arg syntax.Node, client func(symbol string) bool) syntax.Node {
	for _, n := range k.uses(arg) {
		call := n.Parent()
		if call.Is("keyword_argument") {
			call = call.Parent()
		}
		if !call.Is("argument_list") {
			continue
		}
		for _, v := range k.Py.Eval(call.Parent().ChildByField("function")) {
			if v.Kind == pysyntax.Symbol && !client(v.Path) && !indifferent(v.Path) {
				return n
			}
		}
	}
	return syntax.Node{}
}

// indifferent reports whether a function only looks at what it is given, or shows it.
func indifferent(symbol string) bool {
	top, _, _ := strings.Cut(symbol, ".")
	return slices.Contains(strings.Fields("builtins os logging loguru warnings typing rich click pprint hashlib"), top)
}

// Published are the variables to which an expression's key is written for the whole process.
//
//	Have: os.environ["OPENAI_API_KEY"] = KEY
func (k Keys) Published(arg syntax.Node) (out []string) {
	for _, n := range k.uses(arg) {
		up := n.Parent()
		if !up.Is("assignment") || n.Field() != "right" {
			continue
		}
		left := up.ChildByField("left")
		for _, v := range k.Py.Eval(left.ChildByField("value")) {
			if name, ok := pysyntax.Text(left.ChildByField("subscript")); ok && v.Kind == pysyntax.Symbol && v.Path == "os.environ" && k.Renames(name) {
				out = append(out, name)
			}
		}
	}
	return out
}

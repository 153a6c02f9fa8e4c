// Package pykey gives a Python client a key of its own where the key that it shares with others must stay as it is.
//
// A client that moves reads the target's variable, and by default the read is renamed where it is written. Somebody else
// may be given the same key: a client that stays, or a library that is no business of ours. They hold the definition (see
// [finding.Fix] on Unless), and then the client that moves gets a definition beside the old one, in its form, or a read at
// the call. A write that publishes the key to the whole process is repeated in the same way.
//
// What is repeated must stand by itself: it names nothing but imports, literals and the variable, and no key is written
// into it.
package pykey

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
	"github.com/openai-migrate/migrate/rewriters/internal/wording"
)

// Keys is what is known of the keys in a project.
type Keys struct {
	Py      *pysyntax.Project
	Target  *provider.Target
	Renames func(variable string) bool // whether reads of a variable change to the target's
}

// Definitions names the places outside an expression that give it its key: who changes one changes it for all that use it.
func (k Keys) Definitions(arg syntax.Node) (out []finding.Key) {
	for _, v := range k.Py.Eval(arg) {
		if len(v.Trace) == 0 || !v.Node.Valid() {
			continue
		}
		key := finding.Key{Kind: finding.KeyReads, Scope: ".", Name: k.Py.Module(v.Node).File.Path + ":" + strconv.Itoa(v.Node.Start())}
		if !slices.Contains(out, key) {
			out = append(out, key)
		}
	}
	return out
}

// Own gives the expression from which a client takes its key one of its own; false where that cannot be done.
//
//	Have: KEY = os.getenv("OPENAI_API_KEY") or getpass("OpenAI API key: ") and Chat(api_key=KEY)
//	   -> below it ZAI_API_KEY = os.getenv("ZAI_API_KEY") or getpass("Zhipu AI API key: ") and Chat(api_key=ZAI_API_KEY)
//	Have: KEY = "sk-..." and Chat(api_key=KEY) -> Chat(api_key=os.environ["ZAI_API_KEY"])
func (k Keys) Own(arg syntax.Node) ([]finding.Edit, bool) {
	if !arg.Is("identifier", "attribute") || !k.readable(k.Py.Eval(arg)) {
		return nil, false
	}
	m := k.Py.Module(arg)
	if name, e, ok := k.beside(m, arg); ok {
		return finding.In(m.File, e, edit.Edit{Start: arg.Start(), End: arg.End(), New: name, Node: wording.OwnKey}), true
	}
	env := k.Py.Environ(m, arg)
	read := env.Read(m.QuoteAt(arg, k.Target.KeyEnv))
	return finding.In(m.File, append(env.Edits(), edit.Edit{Start: arg.Start(), End: arg.End(), New: read, Node: wording.OwnKey})...), true
}

// readable reports whether the environment can give what an expression stands for: it is read from there, or written into
// the code, and nobody hands in another.
func (k Keys) readable(values []pysyntax.Value) bool {
	handed := func(r pysyntax.Ref) bool { return r.Binding.Kind == pysyntax.Param }
	found := false
	for _, v := range values {
		if slices.ContainsFunc(v.Trace, handed) {
			return false
		}
		found = found || v.Kind == pysyntax.Env && k.Renames(v.Name) || v.Kind == pysyntax.String && !v.Fallback
	}
	return found
}

// beside repeats the assignment from which a name has its key, under a name and with a variable of the target.
func (k Keys) beside(m *pysyntax.Module, arg syntax.Node) (string, edit.Edit, bool) {
	if !arg.Is("identifier") {
		return "", edit.Edit{}, false
	}
	scope := m.ScopeOf(arg)
	list := scope.Lookup(arg.Text())
	if len(list) != 1 || list[0].Kind != pysyntax.Assign || list[0].Value.Is("string") {
		return "", edit.Edit{}, false
	}
	left, name := list[0].Node, k.name(arg.Text())
	statement := left.Parent().Parent()
	simple := left.Parent().Is("assignment") && left.Field() == "left" && !left.Parent().ChildByField("right").Is("assignment")
	if !simple || len(scope.Lookup(name)) > 0 || !k.standsAlone(list[0].Value) {
		return "", edit.Edit{}, false
	}
	e, ok := k.again(m, statement, edit.Edit{Start: left.Start(), End: left.End(), New: name})
	return name, e, ok
}

// name is what a key of the target is called beside one of some name.
func (k Keys) name(beside string) string {
	if beside == strings.ToUpper(beside) {
		return k.Target.KeyEnv
	}
	return strings.ToLower(k.Target.KeyEnv)
}

// Again repeats the statement that sets a variable for the process, the name of which is a literal in it; false where that
// cannot be done.
//
//	Have: os.environ["OPENAI_API_KEY"] = getpass("OpenAI API key: ")
//	   -> and below it os.environ["ZAI_API_KEY"] = getpass("Zhipu AI API key: ")
func (k Keys) Again(name syntax.Node) ([]finding.Edit, bool) {
	statement := name.Enclosing("expression_statement")
	if assigned := statement.NamedChild(0); assigned.Is("assignment") && !assigned.ChildByField("left").Contains(name) {
		return nil, false
	}
	if up := statement.Parent().Parent(); k.guards(up, statement) {
		statement = up
	}
	if !statement.Valid() || !k.standsAlone(statement) {
		return nil, false
	}
	m := k.Py.Module(name)
	e, ok := k.again(m, statement)
	return finding.In(m.File, e), ok
}

// guards reports whether an if statement does no more than to ask whether the variable is set that a statement in it sets.
//
//	Have: if not os.getenv("OPENAI_API_KEY"): os.environ["OPENAI_API_KEY"] = getpass()
func (k Keys) guards(up, statement syntax.Node) bool {
	if !up.Is("if_statement") || up.ChildByField("alternative").Valid() || len(slices.Collect(statement.Parent().NamedChildren())) != 1 {
		return false
	}
	for n := range up.ChildByField("condition").Descendants("string") {
		if text, ok := pysyntax.Text(n); ok && k.Renames(text) {
			return true
		}
	}
	return false
}

// standsAlone reports whether code means the same for another key: its names are imports or builtins, it asks for no other
// variable, and it holds no key.
func (k Keys) standsAlone(n syntax.Node) bool {
	if finding.IsSecret(n.Text()) {
		return false
	}
	for id := range n.Descendants("identifier") {
		if up := id.Parent(); up.Is("attribute") && id.Field() == "attribute" || up.Is("keyword_argument") && id.Field() == "name" || up.Is("assignment") && id.Field() == "left" {
			continue
		}
		if slices.ContainsFunc(k.Py.Eval(id), func(v pysyntax.Value) bool { return v.Kind != pysyntax.Symbol }) {
			return false
		}
	}
	for lit := range n.Descendants("string") {
		if text, _ := pysyntax.Text(lit); variable.MatchString(text) && lit.Parent().Is("argument_list", "subscript") && !k.Renames(text) {
			return false
		}
	}
	return true
}

var variable = regexp.MustCompile(`^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$`)

// again is a statement once more, on lines of its own below it.
func (k Keys) again(m *pysyntax.Module, statement syntax.Node, edits ...edit.Edit) (edit.Edit, bool) {
	below, ok := m.Below(statement)
	if !ok {
		return edit.Edit{}, false
	}
	edits = append(edits, k.reword(statement)...)
	for i := range edits {
		edits[i].Start, edits[i].End = edits[i].Start-statement.Start(), edits[i].End-statement.Start()
	}
	text, err := edit.Apply([]byte(statement.Text()), edits)
	below.New, below.Node = below.New+string(text), wording.OwnKey
	return below, err == nil
}

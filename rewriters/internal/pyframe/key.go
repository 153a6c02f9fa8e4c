package pyframe

import (
	"slices"
	"strconv"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/pykey"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
	"github.com/openai-migrate/migrate/rewriters/internal/wording"
)

// usualKey is the variable that every one of the frameworks reads when it is given no key.
const usualKey = "OPENAI_API_KEY"

// renames reports whether reads of a variable change to the target's.
func (v *survey) renames(name string) bool {
	return advice.Renames(v.target, name)
}

func (v *survey) variable(kind finding.KeyKind, name string) finding.Key {
	return finding.Key{Kind: kind, Scope: v.pass.Project.Scope(), Name: name}
}

// keyRead is one read of a variable that gives a site its key, and the literal that names the variable.
type keyRead struct {
	pysyntax.Value
	name syntax.Node
}

// keyReads are the reads behind a site's key. A call that takes the variable's name, Secret.from_env_var("X"), is one too.
func (v *survey) keyReads(s *Site) []keyRead { return keyReadsIn(v.py.Eval(s.arg(s.Key...).value)) }

func keyReadsIn(values []pysyntax.Value) (out []keyRead) {
	for _, x := range values {
		switch {
		case x.Kind == pysyntax.Env:
			out = append(out, keyRead{x, nameNode(x.Node)})
		case x.Kind == pysyntax.Object && x.Node.Valid() && pysyntax.Last(x.Node.ChildByField("function")) == "from_env_var":
			arg := x.Node.ChildByField("arguments").NamedChild(0)
			if text, ok := pysyntax.Text(arg); ok {
				x.Name = text
				out = append(out, keyRead{x, arg})
			}
		}
	}
	return out
}

// nameNode is the expression that names the variable in a read.
func nameNode(read syntax.Node) syntax.Node {
	if read.Is("subscript") {
		return read.ChildByField("subscript")
	}
	return read.ChildByField("arguments").NamedChild(0)
}

// keys are the project's keys.
func (v *survey) keys() pykey.Keys {
	return pykey.Keys{Py: v.py, Target: v.target, Renames: v.renames}
}

// keyEdits makes the expression that gives a site its key read the target's variable, where it is written; with a key of its
// own in the expression's place.
//
//	Have: api_key=os.getenv("OPENAI_API_KEY") -> api_key=os.getenv("ZAI_API_KEY")
//	Have: api_key="sk-..." -> api_key=os.environ["ZAI_API_KEY"]
func (v *survey) keyEdits(s *Site, own bool) (out []finding.Edit, read []string) {
	arg := s.arg(s.Key...).value
	if own {
		out, _ = v.keys().Own(arg)
		return out, v.keyNames(s)
	}
	if arg.Is("none") {
		return v.keyAt(arg), []string{usualKey}
	}
	return v.valueEdits(v.py.Eval(arg))
}

// valueEdits make what a key can be read the target's variable.
func (v *survey) valueEdits(values []pysyntax.Value) (out []finding.Edit, read []string) {
	for _, r := range keyReadsIn(values) {
		if e, ok := v.renameRead(r); ok {
			out, read = append(out, e...), append(read, r.Name)
		}
	}
	for _, x := range values {
		switch {
		case x.Kind == pysyntax.String && !x.Fallback && v.replaceable(x):
			out = append(out, v.keyAt(x.Node)...)
		case x.Kind == pysyntax.Object && x.Node.Valid():
			m := v.py.Module(x.Node)
			out = append(out, finding.In(m.File, wording.Prompt(m.File, x.Node, v.target)...)...)
		}
	}
	return out, read
}

// held is an expression that gives another site the key of a variable which a site that is given none could use, too;
// invalid where there is none.
func (v *survey) held(s *Site) syntax.Node {
	carried := s.Carry != "" && s.has(s.Carry)
	if len(s.Key) == 0 || s.Wrap != nil || s.Speak != nil || carried || s.State != Moving || s.arg(s.Key...).value.Valid() {
		return syntax.Node{}
	}
	return v.keys().Held(s.mod, s.node, usualKey, func(n syntax.Node) bool { return v.followed[n] }, func(syntax.Node) bool { return false })
}

// replaceable reports whether a literal key is to be read from the environment instead: not a made-up one of a test, nor
// one that is handed in by callers who may serve others too.
func (v *survey) replaceable(x pysyntax.Value) bool {
	text, _ := pysyntax.Text(x.Node)
	made := source.IsTest(v.py.Module(x.Node).File.Path) && !finding.IsSecret(text)
	handed := slices.ContainsFunc(x.Trace, func(r pysyntax.Ref) bool { return r.Binding.Kind == pysyntax.Param })
	return !made && !handed && !x.Item
}

// keyAt replaces an expression by a read of the target's key variable.
func (v *survey) keyAt(n syntax.Node) []finding.Edit {
	m := v.py.Module(n)
	env := v.py.Environ(m, n)
	return v.swap(m, n, env.Read(m.Quote(v.target.KeyEnv)), env, "key")
}

// renameRead renames the variable in a read of it; a key that stands there as the default goes, or it would be sent to
// the new host.
func (v *survey) renameRead(r keyRead) ([]finding.Edit, bool) {
	e, ok := pysyntax.Replace(r.name, v.target.KeyEnv)
	if !v.renames(r.Name) || !ok {
		return nil, false
	}
	e.Node = "variable " + r.Name
	out := finding.In(v.py.Module(r.Node).File, e)
	if args := pysyntax.Arguments(r.Node); len(args) == 2 {
		if text, ok := pysyntax.Text(args[1].Value); ok && finding.IsSecret(text) {
			out = append(out, finding.In(v.py.Module(r.Node).File, edit.Edit{Start: args[0].Node.End(), End: args[1].Node.End(), Node: "default of " + r.Name})...)
		}
	}
	return out, true
}

// keyNames are the variables behind a site's key that are renamed with what reads them.
func (v *survey) keyNames(s *Site) (out []string) {
	for _, r := range v.keyReads(s) {
		if v.renames(r.Name) {
			out = append(out, r.Name)
		}
	}
	return out
}

// holds are the variables that a site goes on to read its key from, whatever service it talks to, and the definitions from
// which it has it.
func (v *survey) holds(s *Site) []finding.Key {
	key := s.arg(s.Key...).value
	switch {
	case s.Carry != "" && s.has(s.Carry):
		return nil // what it is given has the key
	case !key.Valid() && (len(s.Key) > 0 || s.Wrap != nil || s.Setup):
		return v.readsOf(v.unread())
	}
	return append(v.readsOf(v.keyNames(s)), v.keys().Definitions(key)...)
}

// ownable reports whether a site can be given a key of its own in the place of one that it shares.
func (v *survey) ownable(s *Site) bool {
	key := s.arg(s.Key...).value
	_, ok := v.keys().Own(key)
	return ok && len(v.keys().Definitions(key)) > 0
}

// sharesKey returns a site that does not move and has its key from where another has it; nil when there is none.
func (v *survey) sharesKey(s *Site) *Site {
	mine := v.keys().Definitions(s.arg(s.Key...).value)
	for _, o := range v.sites {
		if o.State != ByHand && o.State != Staying {
			continue
		}
		if slices.ContainsFunc(v.keys().Definitions(o.arg(o.Key...).value), func(k finding.Key) bool { return slices.Contains(mine, k) }) {
			return o
		}
	}
	return nil
}

func (v *survey) readsOf(names []string) (out []finding.Key) {
	for _, name := range names {
		out = append(out, pykey.Reads(v.pass.Project, name)...)
	}
	return out
}

// Known reports whether a symbol is a client that a rewriter knows, and so moves or holds what it is given.
func Known(symbol string) bool {
	return strings.HasPrefix(symbol, "openai.") || slices.ContainsFunc(All, func(f *Framework) bool { return f.shapeOf(symbol) != nil })
}

func itoa(n int) string { return strconv.Itoa(n) }

package pyframe

import (
	"regexp"
	"slices"
	"strconv"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
	"github.com/openai-migrate/migrate/rewriters/internal/wording"
)

// usualKey is the variable that every one of the frameworks reads when it is given no key.
const usualKey = "OPENAI_API_KEY"

// keyName matches the variables that hold an OpenAI key and are renamed with what reads them, as in the SDK's rewriter and in
// those of configuration files.
var keyName = regexp.MustCompile(`^OPEN_?AI_(API_?)?KEY$|^OPENAI_TOKEN$`)

// renames reports whether reads of a variable change to the target's.
func (v *survey) renames(name string) bool {
	return v.target != nil && keyName.MatchString(name) && name != v.target.KeyEnv
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
func (v *survey) keyReads(s *Site) (out []keyRead) {
	for _, x := range v.py.Eval(s.arg(s.Key...).value) {
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

// keyEdits makes the expression that gives a site its key read the target's variable, where it is written.
//
//	Have: api_key=os.getenv("OPENAI_API_KEY") -> api_key=os.getenv("ZAI_API_KEY")
//	Have: api_key="sk-..." -> api_key=os.environ["ZAI_API_KEY"]
func (v *survey) keyEdits(s *Site) (out []finding.Edit, read []string) {
	arg := s.arg(s.Key...).value
	for _, r := range v.keyReads(s) {
		if e, ok := v.renameRead(r); ok {
			out, read = append(out, e...), append(read, r.Name)
		}
	}
	for _, x := range v.py.Eval(arg) {
		switch {
		case x.Kind == pysyntax.String && !x.Fallback && v.replaceable(x):
			out = append(out, v.keyAt(x.Node)...)
		case x.Kind == pysyntax.Object && x.Node.Valid():
			m := v.py.Module(x.Node)
			out = append(out, tie(m, wording.Prompt(m.File, x.Node, v.target)...)...)
		}
	}
	if arg.Is("none") {
		return v.keyAt(arg), []string{usualKey}
	}
	return out, read
}

// replaceable reports whether a literal key is to be read from the environment instead: not a made-up one of a test, nor
// one that is handed in by callers who may serve others too.
func (v *survey) replaceable(x pysyntax.Value) bool {
	text, _ := pysyntax.Text(x.Node)
	made := source.IsTest(v.py.Module(x.Node).File.Path) && !finding.IsSecret(text)
	handed := slices.ContainsFunc(x.Trace, func(r pysyntax.Ref) bool { return r.Binding.Kind == pysyntax.Param })
	return !made && !handed
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
	out := tie(v.py.Module(r.Node), e)
	if args := pysyntax.Arguments(r.Node); len(args) == 2 {
		if text, ok := pysyntax.Text(args[1].Value); ok && finding.IsSecret(text) {
			out = append(out, tie(v.py.Module(r.Node), edit.Edit{Start: args[0].Node.End(), End: args[1].Node.End(), Node: "default of " + r.Name})...)
		}
	}
	return out, true
}

// holds are the variables that a site goes on to read its key from, whatever service it talks to.
func (v *survey) holds(s *Site) (out []finding.Key) {
	if s.Carry != "" && s.has(s.Carry) {
		return nil // what it is given has the key
	}
	if !s.arg(s.Key...).value.Valid() && (len(s.Key) > 0 || s.Wrap != nil || s.Setup) && v.renames(usualKey) {
		return []finding.Key{v.variable(finding.KeyReads, usualKey)}
	}
	for _, r := range v.keyReads(s) {
		if v.renames(r.Name) {
			out = append(out, v.variable(finding.KeyReads, r.Name))
		}
	}
	return out
}

func itoa(n int) string { return strconv.Itoa(n) }

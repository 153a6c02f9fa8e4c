package pyopenai

import (
	"slices"
	"strconv"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/modules"
	"github.com/openai-migrate/migrate/rewriters/internal/pyframe"
	"github.com/openai-migrate/migrate/rewriters/internal/pykey"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
	"github.com/openai-migrate/migrate/rewriters/internal/wording"
)

// defaultKey is the variable that the SDK reads when it is given no key.
const defaultKey = "OPENAI_API_KEY"

func itoa(n int) string { return strconv.Itoa(n) }

func builtin(symbol string) bool { return len(symbol) > 9 && symbol[:9] == "builtins." }

// keyArguments are the expressions that give a client its key.
func (s *survey) keyArguments(c *client) []syntax.Node {
	var out []syntax.Node
	for _, a := range slices.Concat(c.assigns, c.inTests) {
		if a.name == "api_key" {
			out = append(out, a.value)
		}
	}
	for _, r := range c.requests {
		if a := pysyntax.Keyword(r.call, "api_key"); r.legacy && a.Value.Valid() {
			out = append(out, a.Value)
		}
	}
	if key := s.argument(c, "api_key"); key.Valid() && !slices.Contains(out, key) {
		out = append(out, key)
	}
	return out
}

// renamesKey reports whether reads of a variable change to the target's.
func (s *survey) renamesKey(name string) bool {
	return advice.Renames(s.target, name)
}

// readsOf returns the keys for the variables that a client reads its key from, in the project's scope.
func (s *survey) readsOf(c *client) []finding.Key {
	names := []string{}
	for _, arg := range s.keyArguments(c) {
		for _, v := range s.py.Eval(arg) {
			if v.Kind == pysyntax.Env {
				names = append(names, v.Name)
			}
		}
	}
	if len(s.keyArguments(c)) == 0 || c == s.module && c.bare() {
		names = append(names, defaultKey)
	}
	return s.readKeys(names)
}

// readKeys are the keys for the variables among some that are renamed with what reads them.
func (s *survey) readKeys(names []string) (out []finding.Key) {
	for _, n := range names {
		if s.renamesKey(n) {
			out = append(out, pykey.Reads(s.pass.Project, n)...)
		}
	}
	return out
}

// holdsOf is what a client that stays holds: the variables that it goes on to read its key from, and the definitions from
// which it has it.
func (s *survey) holdsOf(c *client) []finding.Key {
	return append(s.readsOf(c), s.keyDefinitions(c)...)
}

func (s *survey) keyDefinitions(c *client) (out []finding.Key) {
	for _, arg := range s.keyArguments(c) {
		out = append(out, s.keys().Definitions(arg)...)
	}
	return append(out, s.keys().Definitions(s.held(c))...)
}

// keys are the project's keys.
func (s *survey) keys() pykey.Keys {
	return pykey.Keys{Py: s.py, Target: s.target, Renames: s.renamesKey}
}

// ownable reports whether a client can be given a key of its own in the place of one that it shares.
func (s *survey) ownable(c *client) bool {
	args := s.keyArguments(c)
	return !s.ofAzure(c) && len(s.keyDefinitions(c)) > 0 && !slices.ContainsFunc(args, func(arg syntax.Node) bool {
		_, ok := s.keys().Own(arg)
		return !ok
	})
}

// consumed reports whether a client's key is also given to others, who are no business of ours.
func (s *survey) consumed(c *client) bool {
	return slices.ContainsFunc(s.keyArguments(c), func(arg syntax.Node) bool { return s.keys().Consumer(arg, pyframe.Known).Valid() })
}

// keyStays reports whether a client that moves leaves the key that it shares as it is, as far as can be seen from here.
func (s *survey) keyStays(c *client) bool {
	if c.split != nil && c != s.module && len(s.keyDefinitions(c)) > 0 {
		return true
	}
	if !s.ownable(c) {
		return false
	}
	return s.consumed(c) || s.sharesKey(c, func(o *client) bool { return !o.moves() }) != nil
}

// sharesKey returns a client of some sort that has its key from where another has it; nil when there is none.
func (s *survey) sharesKey(c *client, sort func(*client) bool) *client {
	mine := s.keyDefinitions(c)
	for _, o := range s.all() {
		if sort(o) && slices.ContainsFunc(s.keyDefinitions(o), func(k finding.Key) bool { return slices.Contains(mine, k) }) {
			return o
		}
	}
	return nil
}

// variable is the key of a variable in this project.
func (s *survey) variable(kind finding.KeyKind, name string) finding.Key {
	return finding.Key{Kind: kind, Scope: s.pass.Project.Scope(), Name: name}
}

// keyEdits makes an expression that gives a key read the target's variable, at its definitions wherever they are.
//
//	Have: os.getenv("OPENAI_API_KEY") -> os.getenv("ZAI_API_KEY")
//	Have: "sk-..." -> os.environ["ZAI_API_KEY"]
//
// With a key of its own it is the expression that changes.
func (s *survey) keyEdits(arg syntax.Node, own bool) (out []finding.Edit, read []string) {
	values := s.py.Eval(arg)
	if own {
		out, _ = s.keys().Own(arg)
		for _, v := range values {
			if v.Kind == pysyntax.Env {
				read = append(read, v.Name)
			}
		}
		return out, read
	}
	for _, v := range values {
		switch v.Kind {
		case pysyntax.Env:
			if e, ok := s.renameRead(v); ok {
				out, read = append(out, e...), append(read, v.Name)
			}
		case pysyntax.String:
			if s.replaceable(v) {
				out = append(out, s.environAt(v.Node)...)
			}
		case pysyntax.Object:
			out = append(out, s.prompt(v)...)
		case pysyntax.None:
			if v.Node == arg {
				out, read = append(out, s.environAt(arg)...), append(read, defaultKey)
			}
		}
	}
	if len(out) == 0 && s.mayBeNone(values) && arg.Is("identifier", "attribute") {
		return s.orEnviron(arg), []string{defaultKey}
	}
	return out, read
}

// held is an expression that gives another client the key of a variable which a client that is given none could use, too;
// invalid where there is none.
func (s *survey) held(c *client) syntax.Node {
	at := c.given()
	if c == s.module || !c.moves() || s.ofAzure(c) || c.url.kind == azureURL || len(s.keyArguments(c)) > 0 || copies(at.ChildByField("function")) {
		return syntax.Node{}
	}
	return s.keys().Held(s.py.Module(at), at, defaultKey, func(n syntax.Node) bool { return s.followed[n] }, harmless)
}

// prompt is what becomes of the words with which a person is asked for the key.
//
//	Have: OpenAI(api_key=getpass("OpenAI API key: ")) -> "Zhipu AI API key: "
func (s *survey) prompt(v pysyntax.Value) []finding.Edit {
	m := s.py.Module(v.Node)
	if m == nil || v.Kind != pysyntax.Object {
		return nil
	}
	return finding.In(m.File, wording.Prompt(m.File, v.Node, s.target)...)
}

// handedIn reports whether a value comes through a parameter: what callers pass may serve other clients too.
func handedIn(v pysyntax.Value) bool {
	return slices.ContainsFunc(v.Trace, func(r pysyntax.Ref) bool { return r.Binding.Kind == pysyntax.Param })
}

// replaceable reports whether a literal key is to be read from the environment instead. Tests work with made-up keys
// that they would miss.
func (s *survey) replaceable(v pysyntax.Value) bool {
	text, _ := pysyntax.Text(v.Node)
	made := source.IsTest(s.py.Module(v.Node).File.Path) && !finding.IsSecret(text)
	return v.Kind == pysyntax.String && !v.Fallback && !v.Item && !handedIn(v) && !made && !s.isSetting(v.Node)
}

// mayBeNone reports whether an expression is None unless somebody passes a key.
func (s *survey) mayBeNone(list []pysyntax.Value) bool {
	return slices.ContainsFunc(list, func(v pysyntax.Value) bool { return v.Kind == pysyntax.None })
}

// orEnviron adds the fallback that the SDK would otherwise take from its own variable.
//
//	Have: OpenAI(api_key=api_key) where api_key=None is a parameter -> OpenAI(api_key=api_key or os.environ["ZAI_API_KEY"])
func (s *survey) orEnviron(arg syntax.Node) []finding.Edit {
	m := s.py.Module(arg)
	env := s.py.Environ(m, arg)
	edits := append(env.Edits(), edit.Edit{
		Start: arg.End(), End: arg.End(), New: " or " + env.Read(m.QuoteAt(arg, s.target.KeyEnv)), Node: "keyword api_key",
	})
	return finding.In(m.File, edits...)
}

// environAt replaces an expression by a read of the target's key variable.
func (s *survey) environAt(n syntax.Node) []finding.Edit {
	m := s.py.Module(n)
	env := s.py.Environ(m, n)
	quoted := m.QuoteAt(n, s.target.KeyEnv)
	edits := append(env.Edits(), edit.Edit{Start: n.Start(), End: n.End(), New: env.Read(quoted), Node: "string"})
	return finding.In(m.File, edits...)
}

// renameRead renames the variable in a read of it; a key that stands there as the default goes, or it would be sent to
// the new host.
func (s *survey) renameRead(v pysyntax.Value) ([]finding.Edit, bool) {
	name := nameNode(v.Node)
	if !s.renamesKey(v.Name) || !name.Is("string") {
		return nil, false
	}
	e, ok := pysyntax.Replace(name, s.target.KeyEnv)
	if !ok {
		return nil, false
	}
	e.Node = "variable " + v.Name
	edits := []edit.Edit{e}
	if args := pysyntax.Arguments(v.Node); len(args) == 2 {
		if text, ok := pysyntax.Text(args[1].Value); ok && finding.IsSecret(text) {
			edits = append(edits, edit.Edit{Start: args[0].Node.End(), End: args[1].Node.End(), Node: "default of " + v.Name})
		}
	}
	return finding.In(s.py.Module(v.Node).File, edits...), true
}

// nameNode is the expression that names the variable in a read.
func nameNode(read syntax.Node) syntax.Node {
	if read.Is("subscript") {
		return read.ChildByField("subscript")
	}
	return read.ChildByField("arguments").NamedChild(0)
}

// keyDoubts notes where a client's key comes from when that is not plainly its own.
func (s *survey) keyDoubts(c *client) {
	for _, arg := range s.ownKeys(c) {
		values := s.py.Eval(arg)
		plain := slices.ContainsFunc(values, func(v pysyntax.Value) bool {
			return v.Kind == pysyntax.Env || v.Kind == pysyntax.String && !v.Item && !v.Fallback && !s.isSetting(v.Node) || v.Kind == pysyntax.None || len(s.prompt(v)) > 0
		})
		if !plain {
			c.doubt.KeyFrom(modules.Short(arg))
		}
		for _, v := range values {
			if text, _ := pysyntax.Text(v.Node); v.Kind == pysyntax.String && handedIn(v) && finding.IsSecret(text) {
				c.doubt.KeyWritten(s.Place(v.Node))
			}
		}
		for _, v := range values {
			if v.Kind == pysyntax.Env && !s.renamesKey(v.Name) && v.Name != s.target.KeyEnv && !s.ofAzure(c) {
				c.doubt.Add("密钥来自环境变量 %s，名字不改，请在其中填入新平台的密钥", "the key comes from the variable %s, which keeps its name: put a key of the new provider there", v.Name)
			}
		}
		if n := s.otherUse(values); n.Valid() && !s.keyStays(c) {
			c.doubt.KeyShared(s.Place(n))
		}
	}
}

package jsopenai

import (
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/modules"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// defaultKey is the variable that the SDK reads when it is given no key.
const defaultKey = "OPENAI_API_KEY"

// keyArguments are the expressions that give a client its key.
func (s *survey) keyArguments(c *client) []syntax.Node {
	if c.spec.how == byFetch || c.spec.how == byPath {
		return c.raw.keys
	}
	if c.spec.how == byAgent {
		return s.team.keys
	}
	var out []syntax.Node
	for _, name := range c.spec.keys {
		out = append(out, s.get(c.opts, name)...)
	}
	return out
}

// renamesKey reports whether reads of a variable change to the target's.
func (s *survey) renamesKey(name string) bool {
	return advice.Renames(s.target, name)
}

// readsOf returns the keys for the variables that a client reads its key from, in the project's scope.
func (s *survey) readsOf(c *client) []finding.Key {
	var names []string
	for _, arg := range s.keyArguments(c) {
		for _, v := range s.js.Eval(arg) {
			if v.Kind == jssyntax.Env {
				names = append(names, v.Var)
			}
		}
	}
	if len(s.keyArguments(c)) == 0 && c.spec.reads && !c.opts.unclear.Valid() {
		names = append(names, defaultKey)
	}
	var out []finding.Key
	for _, n := range names {
		if s.renamesKey(n) {
			out = append(out, s.variable(finding.KeyReads, n))
		}
	}
	return out
}

// keyEdits makes an expression that gives a key read the target's variable, at its definitions wherever they are.
//
//	Have: process.env.OPENAI_API_KEY -> process.env.ZAI_API_KEY
//	Have: 'sk-...' -> process.env.ZAI_API_KEY
func (s *survey) keyEdits(arg syntax.Node) (out []finding.Edit, read []string) {
	for _, v := range s.js.Eval(arg) {
		switch v.Kind {
		case jssyntax.Env:
			if e, ok := s.renameRead(v); ok {
				out, read = append(out, e), append(read, v.Var)
			}
		case jssyntax.String:
			if s.replaceable(v) {
				out = append(out, s.environAt(v.Node))
			}
		}
	}
	return out, read
}

func (s *survey) renameRead(v jssyntax.Value) (finding.Edit, bool) {
	m := s.js.Module(v.Node)
	if m == nil || !s.renamesKey(v.Var) {
		return finding.Edit{}, false
	}
	e, ok := jssyntax.RenameEnv(v, s.target.KeyEnv)
	return finding.Edit{File: m.File, Edit: e}, ok
}

// handedIn reports whether a value comes through a parameter: what callers pass may serve other clients too.
func handedIn(v jssyntax.Value) bool {
	return slices.ContainsFunc(v.Trace, func(r jssyntax.Ref) bool { return r.Binding.Kind == jssyntax.Param })
}

// replaceable reports whether a literal key is to be read from the environment instead. Made-up keys stay: a server that
// wants none gets one, tests would miss theirs.
func (s *survey) replaceable(v jssyntax.Value) bool {
	text, _ := jssyntax.Text(v.Node)
	if v.Kind != jssyntax.String || handedIn(v) || text == "" {
		return false
	}
	return finding.IsSecret(text) || !v.Fallback && !source.IsTest(s.js.Module(v.Node).File.Path)
}

// environAt replaces an expression by a read of the target's key variable.
func (s *survey) environAt(n syntax.Node) finding.Edit {
	m := s.js.Module(n)
	return finding.Edit{File: m.File, Edit: edit.Edit{Start: n.Start(), End: n.End(), New: m.ReadEnv(s.target.KeyEnv), Node: "string"}}
}

// keyDoubts notes where a client's key comes from when that is not plainly its own.
func (s *survey) keyDoubts(c *client) {
	for _, arg := range s.ownKeys(c) {
		values := s.js.Eval(arg)
		plain := slices.ContainsFunc(values, func(v jssyntax.Value) bool {
			text, _ := jssyntax.Text(v.Node)
			return v.Kind == jssyntax.Env && s.renamesKey(v.Var) || v.Kind == jssyntax.Env && s.target.KeyEnv == v.Var || v.Kind == jssyntax.String && text != ""
		})
		if !plain {
			c.doubt.KeyFrom(modules.Short(arg))
		}
		for _, v := range values {
			text, _ := jssyntax.Text(v.Node)
			if v.Kind == jssyntax.String && handedIn(v) && finding.IsSecret(text) {
				c.doubt.KeyWritten(s.Place(v.Node))
			}
			if public.MatchString(v.Var) {
				c.doubt.Add("%s 会被打进浏览器代码，密钥等于公开", "%s ends up in what the browser loads: the key is public", v.Var)
			}
		}
		if n := s.otherUse(values); n.Valid() {
			c.doubt.KeyShared(s.Place(n))
		}
	}
	if l := c.mod.File.Lang; (l == source.Vue || l == source.Svelte) && len(s.get(c.opts, "dangerouslyAllowBrowser")) == 0 {
		c.doubt.Add("组件在浏览器里运行，读不到服务器的环境变量：请把请求移到服务器端", "a component runs in the browser, which has no environment of the server: send the request from the server")
	}
	if len(s.get(c.opts, "dangerouslyAllowBrowser")) > 0 {
		c.doubt.Add("dangerouslyAllowBrowser 让浏览器直接持有密钥，新平台也未必允许跨域", "dangerouslyAllowBrowser hands the key to the browser, and the new provider may not allow requests from there")
	}
}

// public matches variables that bundlers put into the browser's code.
var public = regexp.MustCompile(`^(NEXT_PUBLIC|VITE|REACT_APP|PUBLIC|NUXT_PUBLIC|EXPO_PUBLIC|GATSBY)_`)

// otherUse returns a use of a value's names that leads elsewhere than to what moves, invalid when there is none.
func (s *survey) otherUse(list []jssyntax.Value) syntax.Node {
	for _, v := range list {
		for _, ref := range v.Trace {
			for _, n := range s.js.Uses(ref.Binding) {
				if !s.followed[n] && !harmless(n) {
					return n
				}
			}
		}
	}
	return syntax.Node{}
}

// harmless are uses that show or test a value and do not depend on what it is.
func harmless(n syntax.Node) bool {
	child := n
	for up := range n.Ancestors() {
		switch up.Kind() {
		case "member_expression", "template_substitution", "template_string", "arguments", "parenthesized_expression", "non_null_expression", "as_expression":
		case "call_expression":
			fn := up.ChildByField("function")
			return child.Field() == "arguments" && (strings.HasPrefix(fn.Text(), "console.") || logs[jssyntax.Last(fn)])
		case "unary_expression":
			return strings.HasPrefix(up.Text(), "!")
		case "if_statement", "while_statement":
			return child.Field() == "condition"
		case "ternary_expression":
			return child.Field() == "condition"
		case "binary_expression":
			op := up.ChildByField("operator").Kind()
			if op == "===" || op == "!==" || op == "==" || op == "!=" {
				return comparesNothing(up)
			}
			if op != "||" && op != "&&" && op != "+" {
				return false
			}
		case "export_statement", "export_clause", "export_specifier", "lexical_declaration":
			return up.Is("export_clause", "export_specifier")
		default:
			return false
		}
		child = up
	}
	return false
}

func comparesNothing(n syntax.Node) bool {
	for c := range n.NamedChildren() {
		if c.Is("null", "undefined") || c.Is("string") && len(c.Text()) == 2 {
			return true
		}
	}
	return false
}

// logs are functions that print.
var logs = map[string]bool{"log": true, "debug": true, "info": true, "warn": true, "error": true, "Boolean": true, "invariant": true, "assert": true}

// changesKey reports whether a client takes its key from the target's variable once it has moved, as far as can be seen.
func (s *survey) changesKey(c *client) bool {
	args := s.keyArguments(c)
	return len(args) == 0 || slices.ContainsFunc(args, func(arg syntax.Node) bool {
		edits, _ := s.keyEdits(arg)
		return len(edits) > 0 || slices.ContainsFunc(s.js.Eval(arg), func(v jssyntax.Value) bool { return v.Kind == jssyntax.Env && v.Var == s.target.KeyEnv })
	})
}

package jsopenai

import (
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

var ruleEnv = &finding.Rule{
	ID: "JS011", Slug: "env-variable", Severity: finding.Warning,
	Title: i18n.T("代码读写的 OpenAI 环境变量", "OpenAI variables that code reads or sets"),
	Doc: i18n.T(
		"查找对 OPENAI_API_KEY、OPENAI_BASE_URL 等环境变量的读取、判断和设置（process.env、import.meta.env、Deno.env、解构、类型声明、提示文字）。随客户端改名的变量在这些地方一并改名；仍被未迁移代码读取的变量不改。",
		"Finds where code reads, tests and sets variables such as OPENAI_API_KEY and OPENAI_BASE_URL (process.env, import.meta.env, Deno.env, destructuring, type declarations, messages). A variable that clients read under a new name is renamed there too, unless code that stays still reads it."),
}

func (s *survey) envFindings() {
	s.noteRenamed()
	s.Each(func(m *jssyntax.Module) {
		for n := range m.Tree.Root().Descendants("property_identifier", "string", "shorthand_property_identifier_pattern", "import_specifier") {
			name := n.Text()
			switch {
			case n.Is("string"):
				name, _ = jssyntax.Text(n)
			case n.Is("import_specifier"):
				n = n.ChildByField("name")
				name = n.Text()
			}
			if advice.IsVariable(name) {
				s.envFinding(m, n, name)
			}
		}
		s.messagesIn(m)
	})
}

// noteRenamed records the reads that the fixes of moving clients change, and the variables they no longer read.
func (s *survey) noteRenamed() {
	for _, c := range s.clients {
		if !c.moves() || s.target == nil {
			continue
		}
		if len(s.keyArguments(c)) == 0 && c.spec.reads {
			s.renamed[defaultKey] = true
		}
		for _, arg := range s.ownKeys(c) {
			for _, v := range s.js.Eval(arg) {
				if v.Kind == jssyntax.Env && s.renamesKey(v.Var) {
					s.renames[v.Node] = true
					s.renamed[v.Var] = true
				}
			}
		}
	}
}

func (s *survey) envFinding(m *jssyntax.Module, n syntax.Node, name string) {
	how := s.accessOf(m, n)
	if how == advice.NoAccess {
		return
	}
	f := finding.Finding{Rule: ruleEnv, Kind: finding.Env, Symbol: name, Confidence: finding.Certain, Message: how.Text(name)}
	if s.target != nil {
		s.envFix(&f, m, n, name, how)
	}
	s.Report(m, n, f)
}

// envFix says what becomes of one use of a variable.
func (s *survey) envFix(f *finding.Finding, m *jssyntax.Module, n syntax.Node, name string, how advice.Access) {
	held := s.variable(finding.KeyReads, name)
	switch {
	case !s.renamesKey(name):
		f.Confidence = finding.Manual
		f.Message = i18n.Join(f.Message, advice.Variable(name, s.addressAdvice()))
	case s.renames[n]:
		f.Message = i18n.Join(f.Message, advice.Becomes(s.target))
	case how == advice.Sets && finding.IsSecret(n.Enclosing("assignment_expression", "call_expression").Text()):
		f.Confidence = finding.Manual
		f.Message = i18n.Join(f.Message, advice.Written(s.target))
	case how == advice.Tests && len(s.guarded(m, n, name)) > 0:
		f.Fixes = s.renameGuard(m, n, name)
	case (how == advice.Tests || how == advice.Sets || how == advice.Declares) && s.renamed[name]:
		f.Fixes = s.renameUse(m, n, name)
	default:
		f.Confidence = finding.Manual
		f.Message = i18n.Join(f.Message, advice.Shared)
		if how == advice.Reads || how == advice.Names {
			f.Holds = []finding.Key{held}
		}
	}
}

// renameUse renames a variable where code tests, declares or sets it for the clients that now read the target's.
func (s *survey) renameUse(m *jssyntax.Module, n syntax.Node, name string) []finding.Fix {
	e, ok := jssyntax.RenameEnv(jssyntax.Value{Node: n, Var: name}, s.target.KeyEnv)
	if !ok {
		return nil
	}
	return []finding.Fix{s.rename(m, name, finding.Certain, e)}
}

func (s *survey) rename(m *jssyntax.Module, name string, sure finding.Confidence, e edit.Edit) finding.Fix {
	return advice.Rename(s.target, name, s.variable(finding.KeySets, name), s.variable(finding.KeyReads, name), sure, finding.In(m.File, e))
}

// guarded are the clients that move and for which a function asks whether a variable is set: they read it there, and nothing
// else does.
//
//	Have: if (!process.env.OPENAI_API_KEY) throw new Error('…') in front of new OpenAI({ apiKey: process.env.OPENAI_API_KEY })
func (s *survey) guarded(m *jssyntax.Module, n syntax.Node, name string) []*client {
	var out []*client
	own := map[syntax.Node]bool{}
	for _, c := range s.clients {
		for _, arg := range s.ownKeys(c) {
			for _, v := range s.js.Eval(arg) {
				if s.renames[v.Node] && v.Var == name && function(v.Node) == function(n) && c.moves() {
					out, own[v.Node] = append(out, c), true
				}
			}
		}
	}
	for read := range function(n).Descendants("property_identifier", "string", "shorthand_property_identifier_pattern") {
		text := read.Text()
		if read.Is("string") {
			text, _ = jssyntax.Text(read)
		}
		if how := s.accessOf(m, read); text == name && !own[read] && how != advice.NoAccess && how != advice.Tests {
			return nil
		}
	}
	return out
}

// renameGuard renames a variable where code asks for it on behalf of clients that it makes right there: that goes with them,
// whoever else goes on to read the variable.
func (s *survey) renameGuard(m *jssyntax.Module, n syntax.Node, name string) []finding.Fix {
	fixes := s.renameUse(m, n, name)
	for i := range fixes {
		fixes[i].Follows, fixes[i].Unless = nil, nil
		for _, c := range s.guarded(m, n, name) {
			fixes[i].Follows = append(fixes[i].Follows, c.key(finding.KeyClient))
		}
	}
	return fixes
}

// messagesIn renames a variable in texts that tell people of it.
//
//	Have: throw new Error('Missing environment variable OPENAI_KEY') -> 'Missing environment variable ZAI_API_KEY'
func (s *survey) messagesIn(m *jssyntax.Module) {
	if s.target == nil {
		return
	}
	for n := range m.Tree.Root().Descendants("string_fragment", "jsx_text") {
		text := n.Text()
		if advice.IsVariable(text) || len(text) > 400 {
			continue
		}
		for _, at := range word.FindAllStringIndex(text, -1) {
			name := text[at[0]:at[1]]
			if !s.renamed[name] || !s.renamesKey(name) {
				continue
			}
			e := edit.Edit{Start: n.Start() + at[0], End: n.Start() + at[1], New: s.target.KeyEnv, Node: "text"}
			fix := s.rename(m, name, finding.Likely, e)
			s.Report(m, n, finding.Finding{
				Rule: ruleEnv, Kind: finding.Env, Symbol: name, Fixes: []finding.Fix{fix},
				Message: i18n.Tf("文字中提到环境变量 %s", "a text names the variable %s", name),
			})
			break
		}
	}
}

var word = regexp.MustCompile(`\bOPEN_?AI_[A-Z_]+\b`)

// addressAdvice says what to put into a variable that holds an address.
func (s *survey) addressAdvice() i18n.Text {
	return i18n.Tf("请在部署环境中把它设为 %s（由代码拼接路径时以代码为准）", "set it to %s where the program is deployed (where code appends a path, in the form that the code expects)", s.target.BaseURL)
}

// accessOf tells how the code around a name uses the variable.
func (s *survey) accessOf(m *jssyntax.Module, n syntax.Node) advice.Access {
	up := n.Parent()
	switch up.Kind() {
	case "member_expression":
		if n.Field() == "property" && s.isEnviron(up.ChildByField("object")) {
			return s.readOrTest(up)
		}
	case "subscript_expression":
		if n.Field() == "index" && s.isEnviron(up.ChildByField("object")) {
			return s.readOrTest(up)
		}
	case "object_pattern", "object_assignment_pattern", "pair_pattern":
		if d := n.Enclosing("variable_declarator"); d.Valid() && s.isEnviron(d.ChildByField("value")) {
			return advice.Reads
		}
	case "import_specifier":
		if from, _ := jssyntax.Text(n.Enclosing("import_statement").ChildByField("source")); strings.HasPrefix(from, "$env/") {
			return advice.Reads
		}
	case "arguments":
		return s.envCall(up.Parent(), n)
	case "binary_expression":
		if up.ChildByField("operator").Is("in") && s.isEnviron(up.ChildByField("right")) {
			return advice.Tests
		}
	case "pair":
		switch {
		case n.Field() != "key" || !up.Parent().Is("object"):
		case s.js.IsSchema(up.Parent()):
			return advice.Declares
		default:
			return advice.Names
		}
	case "property_signature":
		if name := n.Enclosing("interface_declaration").ChildByField("name").Text(); name == "ProcessEnv" || name == "ImportMetaEnv" {
			return advice.Declares
		}
	}
	return advice.NoAccess
}

// envCall knows Deno.env.get and set, and the settings services of frameworks.
func (s *survey) envCall(call, n syntax.Node) advice.Access {
	fn := jssyntax.Callee(call)
	if jssyntax.Argument(call, 0) != n {
		return advice.NoAccess
	}
	switch text := fn.Text(); {
	case text == "Deno.env.get":
		return s.readOrTest(call)
	case text == "Deno.env.set":
		return advice.Sets
	case strings.Contains(strings.ToLower(text), "config") || strings.Contains(strings.ToLower(text), "env"):
		return advice.Names // configService.get('OPENAI_API_KEY'), getEnv('OPENAI_API_KEY')
	}
	return advice.NoAccess
}

func (s *survey) isEnviron(n syntax.Node) bool {
	return slices.ContainsFunc(s.js.Eval(n), func(v jssyntax.Value) bool { return v.Kind == jssyntax.Environ })
}

// readOrTest tells a read whose value is only looked at for being there, and an assignment.
func (s *survey) readOrTest(n syntax.Node) advice.Access {
	up := n.Parent()
	switch {
	case up.Is("pair") && s.js.IsSchema(up.Parent()): // runtimeEnv: { A: process.env.A }
		return advice.Declares
	case up.Is("assignment_expression", "augmented_assignment_expression") && n.Field() == "left", up.Is("unary_expression") && strings.HasPrefix(up.Text(), "delete"):
		return advice.Sets
	case harmless(n):
		return advice.Tests
	}
	return advice.Reads
}

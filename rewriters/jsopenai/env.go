package jsopenai

import (
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
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

// family matches the names of variables about OpenAI.
var family = regexp.MustCompile(`^([A-Z0-9]+_)*(OPENAI|OPEN_AI|OAI|AOAI)(_[A-Z0-9_]+)$`)

// access is how code uses a variable.
type access int

const (
	noAccess access = iota
	reads
	tests // asks whether it is set
	sets
	declares // says its type
	named    // names it to something that cannot be followed: a schema, a settings library
)

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
			if family.MatchString(name) {
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
	if how == noAccess {
		return
	}
	f := finding.Finding{Rule: ruleEnv, Kind: finding.Env, Symbol: name, Confidence: finding.Certain, Message: accessMessage(how, name)}
	if s.target != nil {
		s.envFix(&f, m, n, name, how)
	}
	s.Report(m, n, f)
}

func accessMessage(how access, name string) i18n.Text {
	switch how {
	case sets:
		return i18n.Tf("设置环境变量 %s", "sets the variable %s", name)
	case tests:
		return i18n.Tf("检查环境变量 %s 是否已设置", "tests whether the variable %s is set", name)
	case declares:
		return i18n.Tf("声明环境变量 %s 的类型", "declares the type of the variable %s", name)
	case named:
		return i18n.Tf("以名字提到环境变量 %s", "names the variable %s", name)
	}
	return i18n.Tf("读取环境变量 %s", "reads the variable %s", name)
}

// envFix says what becomes of one use of a variable.
func (s *survey) envFix(f *finding.Finding, m *jssyntax.Module, n syntax.Node, name string, how access) {
	held := s.variable(finding.KeyReads, name)
	switch {
	case !s.renamesKey(name):
		f.Confidence = finding.Manual
		f.Message = i18n.Join(f.Message, s.advice(name))
	case s.renames[n]:
		f.Message = i18n.Join(f.Message, i18n.Tf("随客户端改为 %s", "it becomes %s with the client", s.target.KeyEnv))
	case how == sets && finding.IsSecret(n.Enclosing("assignment_expression", "call_expression").Text()):
		f.Confidence = finding.Manual
		f.Message = i18n.Join(f.Message, i18n.Tf("值是写在代码里的密钥：请删去此行，改在环境中设置 %s", "the value is a key written into the code: remove the line and set %s in the environment", s.target.KeyEnv))
	case how == tests && len(s.guarded(m, n, name)) > 0:
		f.Fixes = s.renameGuard(m, n, name)
	case (how == tests || how == sets || how == declares) && s.renamed[name]:
		f.Fixes = s.renameUse(m, n, name)
	default:
		f.Confidence = finding.Manual
		f.Message = i18n.Join(f.Message, i18n.T("它的用途不止于已迁移的客户端，保持不变", "it serves more than clients that move, and stays"))
		if how == reads || how == named {
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
		if how := s.accessOf(m, read); text == name && !own[read] && how != noAccess && how != tests {
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

func (s *survey) rename(m *jssyntax.Module, name string, sure finding.Confidence, e edit.Edit) finding.Fix {
	held := s.variable(finding.KeyReads, name)
	return finding.Fix{
		Title:      i18n.Tf("将变量 %s 改名为 %s", "rename the variable %s to %s", name, s.target.KeyEnv),
		Why:        i18n.Tf("迁移后的客户端从 %s 读取密钥", "the clients that move read their key from %s", s.target.KeyEnv),
		Confidence: sure, Edits: finding.In(m.File, e),
		Provides: []finding.Key{s.variable(finding.KeySets, name)},
		Follows:  []finding.Key{held}, Unless: []finding.Key{held},
	}
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
		if family.MatchString(text) || len(text) > 400 {
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

// advice says what to do about a variable that is not renamed.
func (s *survey) advice(name string) i18n.Text {
	has := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(name, w) })
	}
	switch {
	case strings.HasPrefix(name, "AZURE_"), strings.HasPrefix(name, "AOAI"), has("API_VERSION", "API_TYPE"):
		return i18n.T("它属于 Azure 的配置，随客户端一起去掉", "it belongs to Azure and goes with that client")
	case strings.HasSuffix(name, "KEY"), strings.HasSuffix(name, "TOKEN"):
		return i18n.T("请在其中填入新平台的密钥", "put a key of the new provider there")
	case has("BASE", "URL", "ENDPOINT", "HOST"):
		return i18n.Tf("请在部署环境中把它设为 %s（由代码拼接路径时以代码为准）", "set it to %s where the program is deployed (where code appends a path, in the form that the code expects)", s.target.BaseURL)
	case has("MODEL"):
		return i18n.T("请在部署环境中把它设为目标平台的模型名", "set it to a model of the target where the program is deployed")
	case has("ORG", "PROJECT"):
		return i18n.T("SDK 会把它作为请求头发给任何地址：请从环境中去掉", "the SDK sends it as a header to whatever host: remove it from the environment")
	}
	return i18n.T("请检查迁移后是否仍适用", "check whether it still holds after the move")
}

// accessOf tells how the code around a name uses the variable.
func (s *survey) accessOf(m *jssyntax.Module, n syntax.Node) access {
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
			return reads
		}
	case "import_specifier":
		if from, _ := jssyntax.Text(n.Enclosing("import_statement").ChildByField("source")); strings.HasPrefix(from, "$env/") {
			return reads
		}
	case "arguments":
		return s.envCall(up.Parent(), n)
	case "binary_expression":
		if up.ChildByField("operator").Is("in") && s.isEnviron(up.ChildByField("right")) {
			return tests
		}
	case "pair":
		switch {
		case n.Field() != "key" || !up.Parent().Is("object"):
		case s.js.IsSchema(up.Parent()):
			return declares
		default:
			return named
		}
	case "property_signature":
		if name := n.Enclosing("interface_declaration").ChildByField("name").Text(); name == "ProcessEnv" || name == "ImportMetaEnv" {
			return declares
		}
	}
	return noAccess
}

// envCall knows Deno.env.get and set, and the settings services of frameworks.
func (s *survey) envCall(call, n syntax.Node) access {
	fn := jssyntax.Callee(call)
	if jssyntax.Argument(call, 0) != n {
		return noAccess
	}
	switch text := fn.Text(); {
	case text == "Deno.env.get":
		return s.readOrTest(call)
	case text == "Deno.env.set":
		return sets
	case strings.Contains(strings.ToLower(text), "config") || strings.Contains(strings.ToLower(text), "env"):
		return named // configService.get('OPENAI_API_KEY'), getEnv('OPENAI_API_KEY')
	}
	return noAccess
}

func (s *survey) isEnviron(n syntax.Node) bool {
	return slices.ContainsFunc(s.js.Eval(n), func(v jssyntax.Value) bool { return v.Kind == jssyntax.Environ })
}

// readOrTest tells a read whose value is only looked at for being there, and an assignment.
func (s *survey) readOrTest(n syntax.Node) access {
	up := n.Parent()
	switch {
	case up.Is("pair") && s.js.IsSchema(up.Parent()): // runtimeEnv: { A: process.env.A }
		return declares
	case up.Is("assignment_expression", "augmented_assignment_expression") && n.Field() == "left", up.Is("unary_expression") && strings.HasPrefix(up.Text(), "delete"):
		return sets
	case harmless(n):
		return tests
	}
	return reads
}

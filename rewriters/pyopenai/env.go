package pyopenai

import (
	"regexp"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/pykey"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

var ruleEnv = &finding.Rule{
	ID: "PY011", Slug: "env-variable", Severity: finding.Warning,
	Title: i18n.T("代码读写的 OpenAI 环境变量", "OpenAI variables that code reads or sets"),
	Doc: i18n.T(
		"查找对 OPENAI_API_KEY、OPENAI_BASE_URL 等环境变量的读取、判断和设置，包括 pydantic 配置类的字段。随客户端改名的变量在判断和设置处一并改名，旁边索要密钥的提示、报错、占位符和注释也随之更改；仍被未迁移代码读取的变量不改。",
		"Finds where code reads, tests and sets variables such as OPENAI_API_KEY and OPENAI_BASE_URL, fields of pydantic settings included. A variable that clients read under a new name is renamed in tests and assignments too, with the prompts, messages, placeholders and comments beside it, unless code that stays still reads it."),
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
	named // names it to something that cannot be followed: a settings library, an option parser
)

func (s *survey) envFindings() {
	s.noteRenamed()
	s.noteRawReads()
	s.Each(func(m *pysyntax.Module) {
		for n := range m.Tree.Root().Descendants("string") {
			if name, ok := pysyntax.Text(n); ok && family.MatchString(name) {
				s.envFinding(m, n, name)
			}
		}
		s.settingsFields(m)
	})
}

// noteRenamed records the reads that the fixes of moving clients change, and the variables they no longer read.
func (s *survey) noteRenamed() {
	for _, c := range s.all() {
		if !c.moves() || s.target == nil {
			continue
		}
		if len(s.keyArguments(c)) == 0 || c == s.module && c.bare() {
			s.renamed[defaultKey] = true
		}
		for _, arg := range s.keyArguments(c) {
			for _, v := range s.py.Eval(arg) {
				if v.Kind == pysyntax.Env && s.keyStays(c) {
					s.renamed[v.Name] = true
				} else if v.Kind == pysyntax.Env && (s.renamesKey(v.Name) || s.ofAzure(c)) {
					s.renames[nameNode(v.Node)] = true
					s.renamed[v.Name] = true
				}
			}
			if s.mayBeNone(s.py.Eval(arg)) {
				s.renamed[defaultKey] = true
			}
		}
	}
}

func (s *survey) envFinding(m *pysyntax.Module, n syntax.Node, name string) {
	how := s.accessOf(n)
	switch {
	case how == noAccess:
		return
	case how == reads && s.restates(n, name):
		how = sets
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
	}
	return i18n.Tf("读取环境变量 %s", "reads the variable %s", name)
}

// envFix says what becomes of one use of a variable.
func (s *survey) envFix(f *finding.Finding, m *pysyntax.Module, n syntax.Node, name string, how access) {
	switch {
	case s.renames[n]:
		f.Message = i18n.Join(f.Message, i18n.Tf("随客户端改为 %s", "it becomes %s with the client", s.target.KeyEnv))
	case !s.renamesKey(name):
		f.Confidence = finding.Manual
		f.Message = i18n.Join(f.Message, s.advice(name))
	case s.claimed.Has(m, n):
		f.Confidence = finding.Certain
		f.Message = i18n.Join(f.Message, i18n.T("为框架的客户端而读", "for a framework's client"))
	case how == sets && hardCoded(n):
		f.Confidence = finding.Manual
		f.Message = i18n.Join(f.Message, i18n.Tf("值是写在代码里的密钥：请删去此行，改在环境中设置 %s", "the value is a key written into the code: remove the line and set %s in the environment", s.target.KeyEnv))
	case (how == tests || how == sets) && (s.renamed[name] || s.claimed.Sites):
		f.Fixes = s.renameUse(m, n, name, how)
	default:
		f.Confidence = finding.Manual
		f.Message = i18n.Join(f.Message, i18n.T("它的用途不止于已迁移的客户端，保持不变", "it serves more than clients that move, and stays"))
		if how == reads || how == named {
			f.Holds = pykey.Reads(s.pass.Project, name)
		}
	}
}

// hardCoded reports whether the variable is set to what looks like a real key: under a new name the old key would be sent
// to the new provider.
func hardCoded(name syntax.Node) bool {
	statement := name.Enclosing("assignment", "call", "expression_statement")
	for n := range statement.Descendants("string") {
		if text, ok := pysyntax.Text(n); ok && finding.IsSecret(text) {
			return true
		}
	}
	return false
}

// renameUse renames a variable where code tests or sets it for the clients that now read the target's. Where it is set for
// others too, the target's is set beside it.
func (s *survey) renameUse(m *pysyntax.Module, n syntax.Node, name string, how access) []finding.Fix {
	e, ok := pysyntax.Replace(n, s.target.KeyEnv)
	if !ok {
		return nil
	}
	e.Node = "variable " + name
	fixes := []finding.Fix{s.renaming(m, name, e)}
	if edits, ok := s.keys().Again(n); ok && how == sets {
		fixes = append(fixes, s.setting(name, edits))
	}
	return fixes
}

// setting is the change that sets the target's variable beside one that stays as it is.
func (s *survey) setting(name string, edits []finding.Edit) finding.Fix {
	return finding.Fix{
		Title: i18n.Tf("另设变量 %[2]s（保留 %[1]s）", "set %[2]s beside %[1]s, which stays", name, s.target.KeyEnv),
		Why: i18n.Tf("迁移后的客户端从 %[2]s 读取密钥，%[1]s 还有其他代码在用",
			"the clients that move read their key from %[2]s, and other code goes on to use %[1]s", name, s.target.KeyEnv),
		Confidence: finding.Certain,
		Edits:      edits,
		Provides:   []finding.Key{s.variable(finding.KeySets, name)},
		Follows:    []finding.Key{pykey.Process(s.pass.Project, name)},
	}
}

// renaming is the change of a variable's name where it is set or tested: it follows the clients that read it.
func (s *survey) renaming(m *pysyntax.Module, name string, e edit.Edit) finding.Fix {
	held := pykey.Process(s.pass.Project, name)
	return finding.Fix{
		Title:      i18n.Tf("将变量 %s 改名为 %s", "rename the variable %s to %s", name, s.target.KeyEnv),
		Why:        i18n.Tf("迁移后的客户端从 %s 读取密钥", "the clients that move read their key from %s", s.target.KeyEnv),
		Confidence: finding.Certain,
		Edits:      finding.In(m.File, e),
		Provides:   []finding.Key{s.variable(finding.KeySets, name)},
		Follows:    []finding.Key{held},
		Unless:     []finding.Key{held},
	}
}

// advice says what to do about a variable that is not renamed.
func (s *survey) advice(name string) i18n.Text {
	switch {
	case strings.Contains(name, "DEPLOYMENT"):
		return i18n.T("若它作为 model 发出，请设为目标平台的模型名", "where it is sent as the model, set it to a model of the target")
	case strings.HasPrefix(name, "AZURE_"), strings.HasPrefix(name, "AOAI"), strings.Contains(name, "API_VERSION"), strings.Contains(name, "API_TYPE"):
		return i18n.T("它属于 Azure 的配置，随客户端一起去掉", "it belongs to Azure and goes with that client")
	case strings.HasSuffix(name, "KEY"), strings.HasSuffix(name, "TOKEN"):
		return i18n.T("请在其中填入新平台的密钥", "put a key of the new provider there")
	case strings.Contains(name, "BASE"), strings.Contains(name, "URL"), strings.Contains(name, "ENDPOINT"), strings.Contains(name, "HOST"):
		return s.rawAdvice(name)
	case strings.Contains(name, "MODEL"):
		return i18n.T("请在部署环境中把它设为目标平台的模型名", "set it to a model of the target where the program is deployed")
	case strings.Contains(name, "ORG"), strings.Contains(name, "PROJECT"):
		return i18n.T("SDK 会把它作为请求头发给任何地址：请从环境中去掉", "the SDK sends it as a header to whatever host: remove it from the environment")
	}
	return i18n.T("请检查迁移后是否仍适用", "check whether it still holds after the move")
}

// accessOf tells how the code around a name uses the variable.
func (s *survey) accessOf(n syntax.Node) access {
	up := n.Parent()
	switch up.Kind() {
	case "subscript":
		return s.subscripted(up)
	case "argument_list":
		return s.passedTo(n, up.Parent())
	case "keyword_argument":
		if name := up.ChildByField("name").Text(); strings.Contains(name, "env") || name == "alias" {
			return named
		}
	case "comparison_operator":
		if s.isEnviron(up.NamedChild(1)) {
			return tests
		}
	case "pair":
		if n.Field() == "key" {
			return s.passedDict(up.Parent())
		}
	}
	return noAccess
}

func (s *survey) subscripted(sub syntax.Node) access {
	if !s.isEnviron(sub.ChildByField("value")) {
		return named
	}
	if up := sub.Parent(); up.Is("assignment", "augmented_assignment") && sub.Field() == "left" || up.Is("delete_statement") {
		return sets
	}
	return s.readOrTest(sub)
}

func (s *survey) isEnviron(n syntax.Node) bool {
	for _, v := range s.py.Eval(n) {
		if v.Kind == pysyntax.Symbol && v.Path == "os.environ" {
			return true
		}
	}
	return false
}

// readOrTest tells a read whose value is only looked at for being there.
func (s *survey) readOrTest(n syntax.Node) access {
	up := n.Parent()
	if up.Is("not_operator") || n.Field() == "condition" || up.Is("assert_statement") || up.Is("comparison_operator") && comparesNone(up) || up.Is("boolean_operator") && isTest(up) {
		return tests
	}
	return reads
}

// passedTo tells what a call does with the name of a variable.
func (s *survey) passedTo(n, call syntax.Node) access {
	first := call.ChildByField("arguments").NamedChild(0) == n
	for _, v := range s.py.Eval(call.ChildByField("function")) {
		switch {
		case v.Kind != pysyntax.Symbol || !first:
		case v.Path == "os.getenv", v.Path == "os.environ.get", v.Path == pysyntax.ColabSecret:
			return s.readOrTest(call)
		case v.Path == "os.environ.setdefault", v.Path == "os.putenv", v.Path == "os.environ.pop", v.Path == "os.unsetenv":
			return sets
		}
	}
	switch last := pysyntax.Last(call.ChildByField("function")); {
	case logs[last], strings.HasSuffix(last, "Error"), strings.HasSuffix(last, "Exception"), last == "add_argument":
		return noAccess
	case last == "setenv":
		return sets
	case last == "delenv":
		return sets
	}
	return named
}

// passedDict is os.environ.update({...}), or any other dict: what becomes of that is not known.
func (s *survey) passedDict(dict syntax.Node) access {
	if call := dict.Parent().Parent(); call.Is("call") && pysyntax.Last(call.ChildByField("function")) == "update" && s.isEnviron(call.ChildByField("function").ChildByField("object")) {
		return sets
	}
	return noAccess
}

// settingsFields reports the fields of pydantic settings classes, which are read from variables of the same name.
func (s *survey) settingsFields(m *pysyntax.Module) {
	for class := range m.Tree.Root().Descendants("class_definition") {
		if base := s.py.Base(class); !strings.HasSuffix(base, "BaseSettings") {
			continue
		}
		prefix := settingsPrefix(class)
		for a := range class.ChildByField("body").Descendants("assignment") {
			left := a.ChildByField("left")
			name := strings.ToUpper(prefix + left.Text())
			if !left.Is("identifier") || left.Text() == "model_config" || aliased(a.ChildByField("right")) || !family.MatchString(name) || a.Enclosing("class_definition") != class || a.Enclosing("function_definition").Valid() && class.Contains(a.Enclosing("function_definition")) {
				continue
			}
			f := finding.Finding{
				Rule: ruleEnv, Kind: finding.Env, Symbol: name, Span: left.Span(), Confidence: finding.Certain,
				Message: i18n.Tf("配置类从环境变量 %s 读取该字段", "the settings class reads this field from the variable %s", name),
			}
			if s.target != nil {
				f.Confidence = finding.Manual
				f.Message = i18n.Join(f.Message, s.advice(name))
				if keyName.MatchString(name) {
					f.Holds = pykey.Reads(s.pass.Project, name)
				}
			}
			s.Report(m, left, f)
		}
	}
}

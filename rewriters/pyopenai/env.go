package pyopenai

import (
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
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

func (s *survey) envFindings() {
	s.noteRenamed()
	s.noteRawReads()
	s.Each(func(m *pysyntax.Module) {
		for n := range m.Tree.Root().Descendants("string") {
			if name, ok := pysyntax.Text(n); ok && advice.IsVariable(name) {
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
	case how == advice.NoAccess:
		return
	case how == advice.Reads && s.restates(n, name):
		how = advice.Sets
	}
	message := how.Text(name)
	if how == advice.Names { // what it is named to reads it
		message = advice.Reads.Text(name)
	}
	f := finding.Finding{Rule: ruleEnv, Kind: finding.Env, Symbol: name, Confidence: finding.Certain, Message: message}
	if s.target != nil {
		s.envFix(&f, m, n, name, how)
	}
	s.Report(m, n, f)
}

// envFix says what becomes of one use of a variable.
func (s *survey) envFix(f *finding.Finding, m *pysyntax.Module, n syntax.Node, name string, how advice.Access) {
	switch {
	case s.renames[n]:
		f.Message = i18n.Join(f.Message, advice.Becomes(s.target))
	case !s.renamesKey(name):
		f.Confidence = finding.Manual
		f.Message = i18n.Join(f.Message, s.advice(name))
	case s.claimed.Has(m, n):
		f.Confidence = finding.Certain
		f.Message = i18n.Join(f.Message, i18n.T("为框架的客户端而读", "for a framework's client"))
	case how == advice.Sets && hardCoded(n):
		f.Confidence = finding.Manual
		f.Message = i18n.Join(f.Message, advice.Written(s.target))
	case (how == advice.Tests || how == advice.Sets) && (s.renamed[name] || s.claimed.Sites):
		f.Fixes = s.renameUse(m, n, name, how)
	default:
		f.Confidence = finding.Manual
		f.Message = i18n.Join(f.Message, advice.Shared)
		if how == advice.Reads || how == advice.Names {
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
func (s *survey) renameUse(m *pysyntax.Module, n syntax.Node, name string, how advice.Access) []finding.Fix {
	e, ok := pysyntax.Replace(n, s.target.KeyEnv)
	if !ok {
		return nil
	}
	e.Node = "variable " + name
	fixes := []finding.Fix{s.renaming(m, name, e)}
	if edits, ok := s.keys().Again(n); ok && how == advice.Sets {
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

// renaming is the change of a variable's name where it is set or tested.
func (s *survey) renaming(m *pysyntax.Module, name string, e edit.Edit) finding.Fix {
	return advice.Rename(s.target, name, s.variable(finding.KeySets, name), pykey.Process(s.pass.Project, name), finding.Certain, finding.In(m.File, e))
}

// advice says what to do about a variable that is not renamed.
func (s *survey) advice(name string) i18n.Text {
	if strings.Contains(name, "DEPLOYMENT") {
		return i18n.T("若它作为 model 发出，请设为目标平台的模型名", "where it is sent as the model, set it to a model of the target")
	}
	return advice.Variable(name, s.rawAdvice(name))
}

// accessOf tells how the code around a name uses the variable.
func (s *survey) accessOf(n syntax.Node) advice.Access {
	up := n.Parent()
	switch up.Kind() {
	case "subscript":
		return s.subscripted(up)
	case "argument_list":
		return s.passedTo(n, up.Parent())
	case "keyword_argument":
		if name := up.ChildByField("name").Text(); strings.Contains(name, "env") || name == "alias" {
			return advice.Names
		}
	case "comparison_operator":
		if s.isEnviron(up.NamedChild(1)) {
			return advice.Tests
		}
	case "pair":
		if n.Field() == "key" {
			return s.passedDict(up.Parent())
		}
	}
	return advice.NoAccess
}

func (s *survey) subscripted(sub syntax.Node) advice.Access {
	if !s.isEnviron(sub.ChildByField("value")) {
		return advice.Names
	}
	if up := sub.Parent(); up.Is("assignment", "augmented_assignment") && sub.Field() == "left" || up.Is("delete_statement") {
		return advice.Sets
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
func (s *survey) readOrTest(n syntax.Node) advice.Access {
	up := n.Parent()
	if up.Is("not_operator") || n.Field() == "condition" || up.Is("assert_statement") || up.Is("comparison_operator") && comparesNone(up) || up.Is("boolean_operator") && isTest(up) {
		return advice.Tests
	}
	return advice.Reads
}

// passedTo tells what a call does with the name of a variable.
func (s *survey) passedTo(n, call syntax.Node) advice.Access {
	first := call.ChildByField("arguments").NamedChild(0) == n
	for _, v := range s.py.Eval(call.ChildByField("function")) {
		switch {
		case v.Kind != pysyntax.Symbol || !first:
		case v.Path == "os.getenv", v.Path == "os.environ.get", v.Path == pysyntax.ColabSecret:
			return s.readOrTest(call)
		case v.Path == "os.environ.setdefault", v.Path == "os.putenv", v.Path == "os.environ.pop", v.Path == "os.unsetenv":
			return advice.Sets
		}
	}
	switch last := pysyntax.Last(call.ChildByField("function")); {
	case logs[last], strings.HasSuffix(last, "Error"), strings.HasSuffix(last, "Exception"), last == "add_argument":
		return advice.NoAccess
	case last == "setenv":
		return advice.Sets
	case last == "delenv":
		return advice.Sets
	}
	return advice.Names
}

// passedDict is os.environ.update({...}), or any other dict: what becomes of that is not known.
func (s *survey) passedDict(dict syntax.Node) advice.Access {
	if call := dict.Parent().Parent(); call.Is("call") && pysyntax.Last(call.ChildByField("function")) == "update" && s.isEnviron(call.ChildByField("function").ChildByField("object")) {
		return advice.Sets
	}
	return advice.NoAccess
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
			if !left.Is("identifier") || left.Text() == "model_config" || aliased(a.ChildByField("right")) || !advice.IsVariable(name) || a.Enclosing("class_definition") != class || a.Enclosing("function_definition").Valid() && class.Contains(a.Enclosing("function_definition")) {
				continue
			}
			f := finding.Finding{
				Rule: ruleEnv, Kind: finding.Env, Symbol: name, Span: left.Span(), Confidence: finding.Certain,
				Message: i18n.Tf("配置类从环境变量 %s 读取该字段", "the settings class reads this field from the variable %s", name),
			}
			if s.target != nil {
				f.Confidence = finding.Manual
				f.Message = i18n.Join(f.Message, s.advice(name))
				if advice.IsKey(name) {
					f.Holds = pykey.Reads(s.pass.Project, name)
				}
			}
			s.Report(m, left, f)
		}
	}
}

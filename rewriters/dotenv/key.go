package dotenv

import (
	"regexp"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
)

var ruleKey = &finding.Rule{
	ID: "CF001", Slug: "env-key", Severity: finding.Warning,
	Title: i18n.T("环境文件中的 OpenAI 密钥变量", "OpenAI key variable in an env file"),
	Doc: i18n.T(
		"环境文件设置了 OpenAI 的密钥变量。当读取它的客户端迁移后，变量改为目标平台惯用的名字；若仍有未迁移的代码读取旧变量，则在其下新增一行。疑似真实密钥的值不会改名，以免把它发给新平台。",
		"The file sets OpenAI's key variable. When the clients that read it move, it takes the target's usual name; while code that stays still reads the old one, a line is added below instead. A value that looks like a real key is not renamed, so that it is never sent to the new provider."),
}

// keyName matches the variables that hold an OpenAI key, by the names that SDKs and applications use.
var keyName = regexp.MustCompile(`^OPEN_?AI_(API_?)?KEY$|^OPENAI_TOKEN$`)

func (s *setting) key() bool {
	if !keyName.MatchString(s.line.Name) {
		return false
	}
	f := finding.Finding{
		Rule: ruleKey, Kind: finding.Env,
		Message: i18n.Tf("设置密钥变量 %s", "sets the key variable %s", s.line.Name),
	}
	if t := s.pass.Target; t != nil && t.KeyEnv != s.line.Name && !s.names[t.KeyEnv] {
		f.Fixes = s.keyFixes()
	}
	s.report(f)
	return true
}

// keyFixes are, in order of preference: rename the variable, or add the new one below.
func (s *setting) keyFixes() []finding.Fix {
	add := s.addKey()
	if !placeholder(s.line.Value) {
		return []finding.Fix{add}
	}
	rename := s.keyFix(edit.Edit{Start: s.line.NameStart, End: s.line.NameStart + len(s.line.Name), New: s.pass.Target.KeyEnv})
	rename.Title = i18n.Tf("将变量 %s 改名为 %s", "rename the variable %s to %s", s.line.Name, s.pass.Target.KeyEnv)
	rename.Edits = append(rename.Edits, s.references()...)
	rename.Unless = []finding.Key{s.readsKey()}
	return []finding.Fix{rename, add}
}

// references are the places in the value that pass the variable of the same name through.
//
// Have: OPENAI_API_KEY=${OPENAI_API_KEY} -> TARGET_API_KEY=${TARGET_API_KEY}
func (s *setting) references() []finding.Edit {
	m := regexp.MustCompile(`^\$\{?(` + s.line.Name + `)\b`).FindStringSubmatchIndex(s.line.Value)
	if m == nil {
		return nil
	}
	return []finding.Edit{{File: s.file, Edit: edit.Edit{
		Start: s.line.ValueFrom + m[2], End: s.line.ValueFrom + m[3], New: s.pass.Target.KeyEnv, Node: s.node() + " > value",
	}}}
}

// Have: OPENAI_API_KEY=sk-… -> OPENAI_API_KEY=sk-… and below it TARGET_API_KEY=
func (s *setting) addKey() finding.Fix {
	prefix := string(s.file.Data[s.lineStart():s.line.NameStart])
	fix := s.keyFix(edit.Edit{Start: s.line.End, End: s.line.End, New: s.file.Newline() + prefix + s.pass.Target.KeyEnv + "="})
	fix.Title = i18n.Tf("在 %[1]s 下方新增变量 %[2]s", "add the variable %[2]s below %[1]s", s.line.Name, s.pass.Target.KeyEnv)
	return fix
}

func (s *setting) keyFix(e edit.Edit) finding.Fix {
	e.Node = s.node()
	return finding.Fix{
		Why: i18n.Tf("迁移后的客户端从 %s 读取密钥；请填入在新平台创建的密钥，旧密钥在那里无效",
			"the migrated client reads its key from %s; put a key created at the new provider there, the old one is not valid at it",
			s.pass.Target.KeyEnv),
		Confidence: finding.Certain,
		Edits:      []finding.Edit{{File: s.file, Edit: e}},
		Provides:   []finding.Key{{Kind: finding.KeySets, Scope: s.scope(), Name: s.line.Name}},
		Follows:    []finding.Key{s.readsKey()},
	}
}

func (s *setting) readsKey() finding.Key {
	return finding.Key{Kind: finding.KeyReads, Scope: s.scope(), Name: s.line.Name}
}

// lineStart is the offset at which the setting's line begins.
func (s *setting) lineStart() int {
	at := s.line.NameStart
	for at > 0 && s.file.Data[at-1] != '\n' {
		at--
	}
	return at
}

// filler matches values that stand for a key in templates.
var filler = regexp.MustCompile(`(?i)^$|^<.*>$|^\$\{.*\}$|^sk-?$|^sk-(x|\.|\*|y|0)+$|x{3,}|\.{3,}|\*{3,}|your|change|replace|insert|example|dummy|placeholder|todo|user_provided|api[-_ ]?key`)

// placeholder reports whether a value only stands for a key.
func placeholder(v string) bool { return filler.MatchString(v) && !finding.IsSecret(v) }

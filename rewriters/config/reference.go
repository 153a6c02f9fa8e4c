package config

import (
	"regexp"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/keyvalue"
)

var ruleReference = &finding.Rule{
	ID: "CF007", Slug: "config-key-reference", Severity: finding.Warning,
	Title: i18n.T("从 OpenAI 密钥变量取值的配置", "setting that takes its value from OpenAI's key variable"),
	Doc: i18n.T(
		"配置引用密钥变量（${OPENAI_API_KEY}、api_key_env: OPENAI_API_KEY、os.environ/OPENAI_API_KEY、secrets.OPENAI_API_KEY），或在脚本里使用它。同一段配置的地址迁移时，引用一起改；否则保留，并阻止该变量被改名。",
		"A setting refers to the key variable (${OPENAI_API_KEY}, api_key_env: OPENAI_API_KEY, os.environ/OPENAI_API_KEY, secrets.OPENAI_API_KEY), or a script uses it. Where the address of the same section moves, the reference moves with it; else it stays, and keeps the variable from being renamed."),
}

func (s *setting) reference() bool {
	if s.Block || s.Opaque || s.Use || s.Under("arguments") {
		return false
	}
	m := keyWord.FindStringIndex(s.Value)
	if m == nil || m[0] > 0 && !refers(s.Value[:m[0]]) || m[0] == 0 && m[1] != len(s.Value) {
		return false
	}
	name := s.Value[m[0]:m[1]]
	f := finding.Finding{
		Rule: ruleReference, Kind: finding.Env, Symbol: name,
		Message: i18n.Tf("%s 取自密钥变量 %s", "%s takes its value from the key variable %s", s.called(), name),
	}
	if s.target != nil && s.target.KeyEnv != name {
		s.moveReference(&f, source.Span{Start: s.Text.Start + m[0], End: s.Text.Start + m[1]}, name)
	}
	s.report(f)
	return true
}

func (s *setting) moveReference(f *finding.Finding, at source.Span, name string) {
	reads := s.variable(finding.KeyReads, name)
	section, moves := s.moves()
	client, model := finding.Key{Kind: finding.KeyClient, Scope: s.file.Path, Name: section}, finding.Key{Kind: finding.KeyModel, Scope: s.file.Path, Name: section}
	switch {
	case moves:
		f.Fixes = []finding.Fix{{
			Title:      i18n.Tf("改从 %s 取密钥", "take the key from %s", s.target.KeyEnv),
			Why:        i18n.T("同一段配置的请求改发往新平台，须用它的密钥", "the requests of this section go to the new provider and need its key"),
			Confidence: finding.Likely,
			Edits:      []finding.Edit{s.replace(at, s.target.KeyEnv)},
			Provides:   []finding.Key{reads},
			Requires:   []finding.Key{s.variable(finding.KeySets, name), client, model},
			Follows:    []finding.Key{client},
		}}
	case strings.Contains(s.Value, "secrets."):
		f.Message = i18n.Join(f.Message, i18n.T("收到它的程序不在这里：请查它的说明，再决定换成新平台的密钥", "the program that gets it is not here: see in its documents whether it should get the new provider's"))
	default:
		f.Holds = []finding.Key{reads}
		f.Message = i18n.Join(f.Message, i18n.T("读取它的程序会怎样用它，从配置看不出：保持不变", "what the program that reads it does with it cannot be told from here: it stays"))
	}
}

// ownKeyName matches the settings of an application's own that hold a key of OpenAI's.
var ownKeyName = regexp.MustCompile(`(?i)open[-_]?ai[-_.\w]*(key|token)$|^oai[-_]?(api[-_]?)?key$`)

// keyField is what a key is called in a section that is about OpenAI.
var keyField = regexp.MustCompile(`(?i)^(api[-_]?key|key|token|secret[-_]?key)$`)

// ownKey is a key in a setting whose name is the application's own: it stays, and somebody has to put another key there.
func (s *setting) ownKey() bool {
	inSection := keyField.MatchString(s.Last()) && len(s.Path) > 1 && strings.HasPrefix(s.sectionName()+".", strings.Join(s.Path[:len(s.Path)-1], ".")+".") && about.MatchString(s.Path[len(s.Path)-2])
	if s.Use || !ownKeyName.MatchString(s.Name) && !inSection || s.Block && s.Value != "" {
		return false
	}
	f := finding.Finding{Rule: ruleKey, Kind: finding.Env, Message: i18n.Tf("%s 存放 OpenAI 的密钥", "%s holds a key of OpenAI's", s.called())}
	if s.target != nil {
		f.Message = i18n.Join(f.Message, i18n.T("名字由应用规定，保持不变：请换成新平台的密钥", "the name is the application's own and stays: put a key of the new provider there"))
	}
	s.report(f)
	return true
}

// use is a variable that a script names or reads.
func (s *setting) use() bool {
	if !s.Use {
		return false
	}
	if !advice.IsKey(s.Name) {
		if family.MatchString(s.Name) && !s.told(s.Name) {
			s.otherFinding()
		}
		return true
	}
	purpose := s.Path[len(s.Path)-1]
	f := finding.Finding{
		Rule: ruleReference, Kind: finding.Env, Symbol: s.Name,
		Message: i18n.Tf("脚本使用密钥变量 %s", "a script uses the key variable %s", s.Name),
	}
	if s.target == nil || s.target.KeyEnv == s.Name || purpose == keyvalue.Sent {
		if purpose != keyvalue.Sent {
			s.report(f)
		}
		return true
	}
	reads := s.variable(finding.KeyReads, s.Name)
	if purpose == keyvalue.Given {
		f.Holds = []finding.Key{reads}
		f.Message = i18n.Join(f.Message, i18n.T("它交给别的程序或变量，会怎样用看不出：保持不变", "it is given to another program or variable, which may do anything with it: it stays"))
		s.report(f)
		return true
	}
	fix := s.keyFix(s.replace(s.Key, s.target.KeyEnv))
	fix.Title = i18n.Tf("将变量 %s 改名为 %s", "rename the variable %s to %s", s.Name, s.target.KeyEnv)
	fix.Unless = []finding.Key{reads}
	f.Fixes = []finding.Fix{fix}
	s.report(f)
	if purpose == keyvalue.Stored {
		s.store()
	}
	return true
}

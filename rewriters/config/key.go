package config

import (
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/keyvalue"
)

var ruleKey = &finding.Rule{
	ID: "CF001", Slug: "config-key", Severity: finding.Warning,
	Title: i18n.T("配置中的 OpenAI 密钥变量", "OpenAI key variable in a configuration file"),
	Doc: i18n.T(
		"配置文件设置了 OpenAI 的密钥变量。当读取它的客户端迁移后，变量在代码、.env、compose、Kubernetes、CI 等处一起改为目标平台惯用的名字，占位符和紧挨着的注释也随之更改；若仍有未迁移的代码读取旧变量，则在其下新增一行。疑似真实密钥的值不会改名，以免把它发给新平台。",
		"The file sets OpenAI's key variable. When the clients that read it move, it takes the target's usual name in code, .env, compose, Kubernetes and CI at once, and so do placeholders and the comments right beside it; while code that stays still reads the old one, a line is added below instead. A value that looks like a real key is not renamed, so that it is never sent to the new provider."),
}

// keyWord is the name of a variable with a key, anywhere in a text; advice.IsKey knows the same ones.
var keyWord = regexp.MustCompile(`\b(?:OPEN_?AI_(?:API_?)?KEY|OPENAI_TOKEN)\b`)

func (s *setting) key() bool {
	if !advice.IsKey(s.Name) {
		return false
	}
	f := finding.Finding{
		Rule: ruleKey, Kind: finding.Env,
		Message: i18n.Tf("设置密钥变量 %s", "sets the key variable %s", s.Name),
	}
	switch t := s.target; {
	case t == nil || t.KeyEnv == s.Name:
	case s.foreign != (i18n.Text{}):
		f.Message = i18n.Join(f.Message, s.foreign)
	case s.declared():
		f.Message = i18n.Join(f.Message, i18n.Tf("这里只声明它的类型：读取它的程序改用 %s 后，请连同说明和必填项一起修改", "its type is declared here: once what reads it uses %s, change it by hand, with what describes and requires it", t.KeyEnv))
	case s.sets[s.Group()+"\x00"+t.KeyEnv]:
		f.Message = i18n.Join(f.Message, i18n.Tf("旁边已有 %s", "%s stands beside it already", t.KeyEnv))
	default:
		f.Fixes = s.keyFixes()
	}
	s.report(f)
	s.store()
	return true
}

// declared reports whether the setting is a field of a schema, which says a type and gives no value. What a workflow is called
// with has a type, too.
//
//	Have: properties: {OPENAI_API_KEY: {type: string, description: "OpenAI API key"}}
func (s *setting) declared() bool {
	kind := s.find(append(slices.Clone(s.Path), "type")...)
	return s.Block && slices.Contains(strings.Fields("string number integer boolean object array"), kind) && !s.Under("inputs")
}

// keyFixes are, in order of preference: rename the variable, or add the new one below.
func (s *setting) keyFixes() []finding.Fix {
	var out []finding.Fix
	if s.keeps() {
		return nil
	}
	if s.handsOn() || placeholder(s.Value) && !s.inSecret() {
		out = append(out, s.renameKey())
	}
	if s.Lines.End > s.Lines.Start {
		out = append(out, s.addKey())
	}
	return out
}

// keeps reports whether the value comes from a store by a name that is not the variable's: under the new name of the
// variable the old key would be handed to the new provider.
func (s *setting) keeps() bool {
	stored := s.Origin != "" && s.Origin != keyvalue.Environment && s.Origin != keyvalue.Argument
	through := strings.HasPrefix(s.Value, "${") && !strings.HasPrefix(s.Value, "${{") || strings.HasPrefix(s.Value, "{{")
	if stored {
		return len(s.Also) == 0
	}
	return s.file.Lang == source.Terraform && through || through && len(s.references()) == 0 && !variableOnly.MatchString(s.Value)
}

// variableOnly is a variable that is handed on, with a default or without.
var variableOnly = regexp.MustCompile(`^\$\{\w+(:?[-?][^}]*)?\}$`)

// handsOn reports whether the value is somewhere else, and only named here.
func (s *setting) handsOn() bool { return s.Origin != "" || s.Opaque && s.Block && s.Value == "" }

func (s *setting) renameKey() finding.Fix {
	name := s.target.KeyEnv
	at, text := s.named()
	fix := s.keyFix(s.replace(at, text))
	fix.Title = i18n.Tf("将变量 %s 改名为 %s", "rename the variable %s to %s", s.Name, name)
	for _, at := range slices.Concat(s.references(), s.Also) {
		fix.Edits = append(fix.Edits, s.replace(at, name))
	}
	fix.Edits = append(fix.Edits, s.words()...)
	fix.Unless = []finding.Key{s.variable(finding.KeyReads, s.Name)}
	return fix
}

// references are the places in the value that pass a key variable through.
//
//	Have: OPENAI_API_KEY=${OPENAI_API_KEY} -> TARGET_API_KEY=${TARGET_API_KEY}
func (s *setting) references() []source.Span {
	if s.Opaque {
		return nil
	}
	var out []source.Span
	for _, m := range keyWord.FindAllStringIndex(s.Value, -1) {
		if m[0] > 0 && refers(s.Value[:m[0]]) {
			out = append(out, source.Span{Start: s.Text.Start + m[0], End: s.Text.Start + m[1]})
		}
	}
	return out
}

// reference is what stands before the name of a variable that is read.
var reference = regexp.MustCompile(`(\$\{?|\$\(|%|\b(secrets|vars|env|inputs|parameters|variables)\.|environ/|env:|ENV\[["']|env_var:|getenv\(["']?|env\(["']?)$`)

func refers(before string) bool { return reference.MatchString(before) }

// Have: OPENAI_API_KEY=sk-… -> OPENAI_API_KEY=sk-… and below it TARGET_API_KEY=
func (s *setting) addKey() finding.Fix {
	fix := s.keyFix(finding.Edit{File: s.file, Edit: edit.Edit{Start: s.Lines.End, End: s.Lines.End, New: s.file.Newline() + s.copyLines()}})
	fix.Given, fix.Follows = fix.Follows, nil
	fix.Title = i18n.Tf("在 %[1]s 下方新增变量 %[2]s", "add the variable %[2]s below %[1]s", s.Name, s.target.KeyEnv)
	return fix
}

// copyLines returns the setting's lines under the new name, with a value that is named and not written carried over.
func (s *setting) copyLines() string {
	type part struct {
		source.Span
		text string
	}
	name := s.target.KeyEnv
	at, text := s.named()
	parts := []part{{at, text}}
	refs := s.references()
	for _, at := range slices.Concat(refs, s.Also) {
		parts = append(parts, part{at, name})
	}
	end := s.Lines.End
	if len(refs) == 0 && !s.handsOn() && !made.MatchString(s.Value) {
		parts = append(parts, part{s.emptied(), s.empty()})
		if i := strings.IndexByte(string(s.file.Data[s.Text.End:end]), '\n'); i < 0 {
			end = s.Text.End + len(s.quote())
		}
	}
	slices.SortFunc(parts, func(a, b part) int { return a.Start - b.Start })
	var out strings.Builder
	next := s.Lines.Start
	for _, p := range parts {
		out.WriteString(s.reworded(next, p.Start))
		out.WriteString(p.text)
		next = p.End
	}
	out.WriteString(s.reworded(next, end))
	return out.String()
}

var vendor = regexp.MustCompile(`\bOpenAI\b`)

// reworded is what the lines say beside the name and the value: of whom the key is.
//
//	Have: description: "The OpenAI API key"
func (s *setting) reworded(start, end int) string {
	return string(vendor.ReplaceAllLiteral(s.file.Data[start:end], []byte(s.target.Brief().EN)))
}

// named is the variable's new name, and what it takes the place of. Terraform aligns the signs behind names: as far as it
// goes, the sign stays where it is.
func (s *setting) named() (source.Span, string) {
	at, name := s.Key, s.target.KeyEnv
	if s.file.Lang != source.Terraform {
		return at, name
	}
	end := at.End
	for end < len(s.file.Data) && s.file.Data[end] == ' ' {
		end++
	}
	if spaces := end - at.End; spaces > 1 && s.file.Data[end] == '=' {
		return source.Span{Start: at.Start, End: end}, name + strings.Repeat(" ", max(1, spaces+at.End-at.Start-len(name)))
	}
	return at, name
}

// made matches values that only make a client start, as in a test: the new variable needs one as well.
var made = regexp.MustCompile(`(?i)^(sk-)?(fake|test|dummy|mock|stub|unused|not-?needed)([-_]?(api)?[-_]?key)?$`)

// quote is the quote that the value stands in; empty for none.
func (s *setting) quote() string {
	if at := s.Text.Start; at > 0 && s.Text.End < len(s.file.Data) && strings.IndexByte("\"'`", s.file.Data[at-1]) >= 0 && s.file.Data[s.Text.End] == s.file.Data[at-1] {
		return string(s.file.Data[at-1])
	}
	return ""
}

// emptied is what an empty text takes the place of: the value, and white space before it that would end the line. In a
// Dockerfile's old form something must stand behind that.
//
//	Have: ENV OPENAI_API_KEY <your key> -> ENV TARGET_API_KEY=""
func (s *setting) emptied() source.Span {
	if s.oldForm() {
		return source.Span{Start: s.Key.End, End: s.Text.End}
	}
	at := s.Text
	for s.file.Lang == source.Dotenv && at.Start > s.Key.End && s.file.Data[at.Start-1] == ' ' {
		at.Start-- // no white space at the end of a line
	}
	return at
}

// oldForm reports whether a Dockerfile sets the variable with a space in the place of the sign.
func (s *setting) oldForm() bool {
	return s.file.Lang == source.Docker && s.Text.Start > s.Key.End && strings.TrimSpace(string(s.file.Data[s.Key.End:s.Text.Start])) == ""
}

// empty is how the format writes an empty text where no quotes stand yet.
func (s *setting) empty() string {
	if s.oldForm() {
		return `=""`
	}
	if s.file.Lang == source.YAML && s.quote() == "" && s.Key.End < s.Text.Start && s.file.Data[s.Text.Start-1] != '=' {
		return `""`
	}
	return ""
}

func (s *setting) replace(at source.Span, text string) finding.Edit {
	return finding.Edit{File: s.file, Edit: edit.Edit{Start: at.Start, End: at.End, New: text, Node: s.node()}}
}

func (s *setting) keyFix(e finding.Edit) finding.Fix {
	e.Node = s.node()
	return finding.Fix{
		Why: i18n.Tf("迁移后的客户端从 %s 读取密钥；请填入在新平台创建的密钥，旧密钥在那里无效",
			"the migrated client reads its key from %s; put a key created at the new provider there, the old one is not valid at it",
			s.target.KeyEnv),
		Confidence: finding.Certain,
		Edits:      []finding.Edit{e},
		Provides:   []finding.Key{s.variable(finding.KeySets, s.Name)},
		Follows:    []finding.Key{s.variable(finding.KeyReads, s.Name)},
	}
}

// filler matches values that stand for a key in templates.
var filler = regexp.MustCompile(`(?i)^$|^<.*>$|^\$\{.*\}$|^\$\w+$|^\$\(\w+\)$|^\{\{.*\}\}$|^sk-?$|^sk-(x|\.|\*|y|0)+$|x{3,}|\.{3,}|\*{3,}|your|change|replace|insert|example|dummy|placeholder|todo|user_provided|api[-_ ]?key|^(fake|test|mock|stub|unused|not-?needed|none)$`)

// placeholder reports whether a value only stands for a key.
func placeholder(v string) bool { return filler.MatchString(v) && !finding.IsSecret(v) }

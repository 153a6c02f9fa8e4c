package config

import (
	"bytes"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
)

// A model that stands in a file without an address goes wherever the code sends it that reads the file. It moves with that
// code or not at all.

// reading is a place at which code reads a setting by its name.
type reading struct {
	file *source.File
	at   int
}

// follow makes the fix of a model wait for the code that reads it, and says what to do where no such code moves.
func (s *setting) follow(f *finding.Finding, fix *finding.Fix, to string) {
	list := s.readings()
	follows := []finding.Key{finding.Setting(finding.KeyClient, s.file.Path, s.keyName())} // provided by nobody
	for _, r := range list {
		fix.Provides = append(fix.Provides, finding.Setting(finding.KeyModel, r.file.Path, r.name(s.keyName())))
		follows = append(follows, finding.Setting(finding.KeyClient, r.file.Path, r.name(s.keyName())))
	}
	if s.addressed() || s.knob() != "" {
		return
	}
	fix.Follows = follows
	who := i18n.T("未见随本计划迁移的代码读取它", "no code that moves is seen to read it")
	if len(list) > 0 {
		who = i18n.Tf("读取它的 %s 不随本计划迁移", "what reads it (%s) is not moved with it", places(list))
		fix.Why = i18n.Join(fix.Why, i18n.Tf("它由 %s 读取；别处若也读取它，那里的请求也须发往新平台", "it is read at %s; what else reads it must send its requests to the new provider, too", places(list)))
	}
	f.Otherwise = i18n.Join(who, s.togetherWith(to))
}

// followVariable is follow for a variable of the environment, which code anywhere in reach may read. Where there is none, the
// variable is for a program that is not here.
func (s *setting) followVariable(f *finding.Finding, fix *finding.Fix, to string) {
	code := slices.DeleteFunc(slices.Clone(s.survey.code()), func(r *source.File) bool { return !source.Within(r.Path, s.scope) })
	if s.addressed() || s.knob() != "" || len(code) == 0 && s.Name != crewModel {
		return
	}
	fix.Follows = []finding.Key{s.variable(finding.KeyReads, s.Name)}
	var list []reading
	for _, r := range code {
		if at := bytes.Index(r.Data, []byte(s.Name)); at >= 0 {
			list = append(list, reading{r, at})
			fix.Provides = append(fix.Provides, finding.Setting(finding.KeyModel, r.Path, ""))
			fix.Follows = append(fix.Follows, finding.Setting(finding.KeyClient, r.Path, ""))
		}
	}
	who := i18n.T("未见随本计划迁移的代码读取它", "no code that moves is seen to read it")
	if len(list) > 0 {
		who = i18n.Tf("读取它的 %s 不随本计划迁移", "what reads it (%s) is not moved with it", places(list))
	}
	f.Otherwise = i18n.Join(who, s.togetherWith(to))
}

// crewModel is the variable that CrewAI takes a model from by itself, with the address and the key of OpenAI's variables.
const crewModel = "OPENAI_MODEL_NAME"

// togetherWith says what must change together with a model whose client is not moved.
func (s *setting) togetherWith(to string) i18n.Text {
	return i18n.T(
		fmt.Sprintf("请随收到它的客户端一起改为 %s：客户端从环境取地址和密钥时，把 OPENAI_BASE_URL 设为 %s、OPENAI_API_KEY 换成%s的密钥", to, s.target.BaseURL, s.target.Brief().ZH),
		fmt.Sprintf("make it %s together with the client that gets it; where that takes address and key from the environment, set OPENAI_BASE_URL to %s and OPENAI_API_KEY to a key of %s", to, s.target.BaseURL, s.target.Brief().EN))
}

// key0 is what code calls the setting.
func (s *setting) keyName() string {
	if s.Last() != "" {
		return s.Last()
	}
	return s.Name
}

// name is that under which the code of a file says that it sends the setting: in Python its own, elsewhere none.
func (r reading) name(own string) string {
	if r.file.Lang.Family() == source.FamilyPython {
		return own
	}
	return ""
}

// places names readings for a message: three at most.
func places(list []reading) string {
	var out []string
	for _, r := range list {
		at := fmt.Sprintf("%s:%d", r.file.Path, r.file.Position(r.at).Line)
		if len(out) == 3 {
			return strings.Join(append(out, "…"), ", ")
		}
		out = append(out, at)
	}
	return strings.Join(out, ", ")
}

// handedOn reports whether infrastructure hands the setting on, to a variable of the environment as a rule: Terraform to
// what reads var.NAME beside it, a chart to its templates.
func (s *setting) handedOn() bool {
	dir, word := path.Dir(s.file.Path), ".Values."+strings.Join(s.Path, ".")
	if s.file.Lang == source.Terraform {
		if word = "var." + s.Name; s.called() == "default" && len(s.Path) > 1 {
			word = "var." + s.Path[len(s.Path)-2]
		}
	} else {
		dir = path.Join(dir, "templates")
	}
	used := regexp.MustCompile(regexp.QuoteMeta(word) + `\b`)
	return slices.ContainsFunc(s.pass.Project.Tree.Files, func(f *source.File) bool {
		return source.Within(f.Path, dir) && f.Lang.Family() == source.FamilyConfig && used.Match(f.Data)
	})
}

// fits reports whether the code reads what the setting is: the option of a command, or something else.
func (s *setting) fits(r reading) bool {
	return s.option() == bytes.Contains(r.file.Data[r.at:min(len(r.file.Data), r.at+3)], []byte("--"))
}

// option reports whether the setting is an option of a command.
func (s *setting) option() bool {
	return s.Name != "" && (s.Key.End == 0 || s.Key.Start >= 2 && string(s.file.Data[s.Key.Start-2:s.Key.Start]) == "--")
}

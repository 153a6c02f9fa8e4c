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

// readings are the places that read the setting by its name, as far as the tree's files about OpenAI show them: in the
// homes of its file, and nearer to it than to any other file that has such a setting.
func (s *setting) readings() []reading {
	name := s.keyName()
	homes, holders := s.homes(), s.survey.holders(name)
	var out []reading
	for _, r := range s.survey.read(name) {
		within := func(dir string) bool { return source.Within(r.file.Path, dir) }
		if slices.ContainsFunc(homes, within) && s.nearest(r.file.Path, holders) && s.fits(r) {
			out = append(out, r)
		}
	}
	return out
}

// homes are the directories whose code may read the setting's file: its own, or that above one for settings, and those of
// code that spells the file's name, as a template's copy has it.
//
//	Have: open("config.yaml"), viper.SetConfigName("config")
func (s *setting) homes() []string {
	dir := path.Dir(s.file.Path)
	for settingsDir.MatchString(path.Base(dir)) {
		dir = path.Dir(dir)
	}
	out := []string{dir}
	name := template.ReplaceAllString(path.Base(s.file.Path), "")
	stem, _, _ := strings.Cut(name, ".")
	var alike []string
	for _, f := range s.pass.Project.Tree.Files {
		if template.ReplaceAllString(path.Base(f.Path), "") == name {
			alike = append(alike, f.Path)
		}
	}
	for _, f := range s.pass.Project.Tree.Files {
		spells := isCode(f) && (bytes.Contains(f.Data, []byte(name)) || bytes.Contains(f.Data, []byte(`SetConfigName("`+stem+`"`)))
		if spells && s.nearest(f.Path, alike) {
			out = append(out, path.Dir(f.Path))
		}
	}
	return out
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

// settingsDir matches directories for the settings of the code around them.
var settingsDir = regexp.MustCompile(`(?i)^\.?(conf|cfg|config|configs|configuration|settings|etc|resources)$`)

// template matches what is in the name of a template and not in that of the file which people make of it.
var template = regexp.MustCompile(`(?i)[-._](template|example|sample|dist|tmpl|tpl|default)\b`)

// fits reports whether the code reads what the setting is: the option of a command, or something else.
func (s *setting) fits(r reading) bool {
	return s.option() == bytes.Contains(r.file.Data[r.at:min(len(r.file.Data), r.at+3)], []byte("--"))
}

// option reports whether the setting is an option of a command.
func (s *setting) option() bool {
	return s.Name != "" && (s.Key.End == 0 || s.Key.Start >= 2 && string(s.file.Data[s.Key.Start-2:s.Key.Start]) == "--")
}

func isCode(f *source.File) bool {
	switch f.Lang.Family() {
	case source.FamilyPython, source.FamilyNode, source.FamilyGo:
		return !source.IsTest(f.Path)
	}
	return false
}

// nearest reports whether no other of the files is fewer directories away from a file of code than the setting's own.
func (s *setting) nearest(code string, holders []string) bool {
	own := hops(code, s.file.Path)
	return !slices.ContainsFunc(holders, func(h string) bool { return hops(code, h) < own })
}

// hops counts the directories on the way from one file to another.
func hops(a, b string) int {
	x, y := strings.Split(path.Dir(a), "/"), strings.Split(path.Dir(b), "/")
	if x[0] == "." {
		x = nil
	}
	if y[0] == "." {
		y = nil
	}
	same := 0
	for same < len(x) && same < len(y) && x[same] == y[same] {
		same++
	}
	return len(x) + len(y) - 2*same
}

// read returns the places in the tree's code that read a setting of a name.
func (s *survey) read(name string) []reading {
	if list, ok := s.readAt[name]; ok {
		return list
	}
	list := []reading{}
	for _, f := range s.pass.Project.Tree.Files {
		if isCode(f) && bytes.Contains(f.Data, []byte(name)) {
			if at := readIn(f.Data, name); at >= 0 {
				list = append(list, reading{f, at})
			}
		}
	}
	if s.readAt == nil {
		s.readAt = map[string][]reading{}
	}
	s.readAt[name] = list
	return list
}

// readIn returns where code reads a setting of a name first; -1 where it does not.
//
//	Have: cfg.get("model"), cfg["model"], cfg.model, viper.GetString("llm.model"), Model string `yaml:"model"`
//	Not:  {"model": x}, cfg["model"] = x, cfg.model = x, model(x)
func readIn(data []byte, name string) int {
	q := regexp.QuoteMeta(name)
	re := regexp.MustCompile("[\"'`](?:[\\w.]+\\.|--?)?" + q + "(?:,[\\w,]*)?[\"'`]|\\." + q + "\\b")
	for _, m := range re.FindAllIndex(data, -1) {
		rest := bytes.TrimLeft(data[m[1]:min(len(data), m[1]+40)], "] \t\"`")
		stored := len(rest) > 0 && (rest[0] == ':' || rest[0] == '(' || rest[0] == '=' && (len(rest) < 2 || rest[1] != '='))
		if !stored {
			return m[0]
		}
	}
	return -1
}

// holders are the files of the tree that have a setting of a name.
func (s *survey) holders(name string) []string {
	if list, ok := s.heldIn[name]; ok {
		return list
	}
	re := regexp.MustCompile(`(?m)(^|[{,])[\s-]*["']?` + regexp.QuoteMeta(name) + `["']?\s*[:=]`)
	list := []string{}
	for _, f := range s.pass.Project.Tree.Files {
		switch {
		case f.Lang == source.JSON && !isSettings(f.Path), source.IsTest(f.Path), len(f.Data) > 1<<18:
		case slices.Contains([]source.Lang{source.JSON, source.YAML, source.TOML, source.INI}, f.Lang) && re.Match(f.Data):
			list = append(list, f.Path)
		}
	}
	if s.heldIn == nil {
		s.heldIn = map[string][]string{}
	}
	s.heldIn[name] = list
	return list
}

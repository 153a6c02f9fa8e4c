package config

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/source"
)

// readings are the places that read the setting by its name, as far as the tree's files about OpenAI show them: in the
// homes of its file, and nearer to it than to any other file that has such a setting.
func (s *setting) readings() []reading {
	name := s.keyName()
	var homes, holders []string
	var out []reading
	for _, r := range s.survey.read(name) {
		if !s.fits(r) {
			continue
		}
		if homes == nil {
			homes, holders = s.homes(), s.survey.holders(name)
		}
		within := func(dir string) bool { return source.Within(r.file.Path, dir) }
		if slices.ContainsFunc(homes, within) && s.nearest(r.file.Path, holders) {
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
	name := bare(s.file)
	alike := s.alike()[name]
	for _, code := range s.spelling(name) {
		if s.nearest(code, alike) {
			out = append(out, path.Dir(code))
		}
	}
	return out
}

// bare is a file's name as the code has it that opens a copy of a template.
func bare(f *source.File) string { return template.ReplaceAllString(path.Base(f.Path), "") }

// alike are the configuration files around by their bare names.
func (s *survey) alike() map[string][]string {
	return s.pass.Project.Memo(alike{}, func() any {
		out := map[string][]string{}
		for _, f := range s.around() {
			if f.Lang.Family() == source.FamilyConfig {
				out[bare(f)] = append(out[bare(f)], f.Path)
			}
		}
		return out
	}).(map[string][]string)
}

// spelling are the files of code around that spell the name of a file.
func (s *survey) spelling(name string) []string {
	return s.pass.Project.Memo(spelled(name), func() any {
		stem, _, _ := strings.Cut(name, ".")
		viper := []byte(`SetConfigName("` + stem + `"`)
		var out []string
		for _, f := range s.code() {
			if bytes.Contains(f.Data, []byte(name)) || f.Lang == source.Go && bytes.Contains(f.Data, viper) {
				out = append(out, f.Path)
			}
		}
		return out
	}).([]string)
}

// settingsDir matches directories for the settings of the code around them.
var settingsDir = regexp.MustCompile(`(?i)^\.?(conf|cfg|config|configs|configuration|settings|etc|resources)$`)

// template matches what is in the name of a template and not in that of the file which people make of it.
var template = regexp.MustCompile(`(?i)[-._](template|example|sample|dist|tmpl|tpl|default)\b`)

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

// around are the files of the tree whose project holds this one, or lies in it: code reads settings of its own.
func (s *survey) around() []*source.File {
	return s.pass.Project.Memo(around{}, func() any {
		tree, root := s.pass.Project.Tree, s.pass.Project.Root
		var out []*source.File
		for _, f := range tree.Files {
			if source.Within(f.Path, root) || source.Within(root, tree.Root(f)) {
				out = append(out, f)
			}
		}
		return out
	}).([]*source.File)
}

// code are those of them that are code of the program.
func (s *survey) code() []*source.File {
	return s.pass.Project.Memo(code{}, func() any {
		return slices.DeleteFunc(slices.Clone(s.around()), func(f *source.File) bool { return !isCode(f) })
	}).([]*source.File)
}

// The keys of what a project remembers: its files, and the names of settings.
type (
	around  struct{}
	code    struct{}
	alike   struct{}
	spelled string
	readBy  string
	heldIn  string
)

// read returns the places in the code around that read a setting of a name.
func (s *survey) read(name string) []reading {
	return s.pass.Project.Memo(readBy(name), func() any {
		var list []reading
		for _, f := range s.code() {
			if at := readIn(f.Data, name); at >= 0 {
				list = append(list, reading{f, at})
			}
		}
		return list
	}).([]reading)
}

// readIn returns where code reads a setting of a name first; -1 where it does not.
//
//	Have: cfg.get("model"), cfg["model"], cfg.model, viper.GetString("llm.model"), Model string `yaml:"model"`
//	Not:  {"model": x}, cfg["model"] = x, cfg.model = x, model(x)
func readIn(data []byte, name string) int {
	for at := 0; ; {
		i := bytes.Index(data[at:], []byte(name))
		if i < 0 {
			return -1
		}
		start, end, ok := lookedUp(data, at+i, at+i+len(name))
		at += i + len(name)
		if !ok {
			continue
		}
		rest := bytes.TrimLeft(data[end:min(len(data), end+40)], "] \t\"`")
		if stored := len(rest) > 0 && (rest[0] == ':' || rest[0] == '(' || rest[0] == '=' && (len(rest) < 2 || rest[1] != '=')); !stored {
			return start
		}
	}
}

// lookedUp returns where the text begins and ends that looks up the name between two offsets: as an attribute, or as a
// string of its own, which may have more names before it, tags behind it, and the dashes of an option.
func lookedUp(data []byte, start, end int) (from, to int, ok bool) {
	from = start
	for from > 0 && (inName(data[from-1]) || data[from-1] == '.') && start-from < 100 {
		from--
	}
	if from == start {
		for from > 0 && data[from-1] == '-' && start-from < 2 {
			from--
		}
	}
	whole := from == start || data[from] == '-' || data[start-1] == '.'
	if quote := from > 0 && isQuote(data[from-1]); quote && whole {
		to = end
		for to < len(data) && (data[to] == ',' || to > end && inName(data[to])) {
			to++
		}
		if to < len(data) && isQuote(data[to]) {
			return from - 1, to + 1, true
		}
	}
	if start > 0 && data[start-1] == '.' && (end == len(data) || !inName(data[end])) {
		return start - 1, end, true
	}
	return 0, 0, false
}

func isQuote(c byte) bool { return c == '"' || c == '\'' || c == '`' }

func inName(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// holders are the files around that have a setting of a name.
func (s *survey) holders(name string) []string {
	return s.pass.Project.Memo(heldIn(name), func() any {
		form := regexp.MustCompile(`(?m)(^|[{,])[\s-]*["']?` + regexp.QuoteMeta(name) + `["']?\s*[:=]`)
		var list []string
		for _, f := range s.around() {
			if mayHold(f) && bytes.Contains(f.Data, []byte(name)) && form.Match(f.Data) {
				list = append(list, f.Path)
			}
		}
		return list
	}).([]string)
}

func mayHold(f *source.File) bool {
	switch f.Lang {
	case source.JSON:
		return isSettings(f.Path) && !source.IsTest(f.Path) && len(f.Data) <= 1<<18
	case source.YAML, source.TOML, source.INI:
		return !source.IsTest(f.Path) && len(f.Data) <= 1<<18
	}
	return false
}

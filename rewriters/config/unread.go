package config

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/pymanifest"
)

var ruleUnread = &finding.Rule{
	ID: "CF010", Slug: "unread-variable", Severity: finding.Warning,
	Title: i18n.T("锁定版本的 SDK 不读的变量", "variable that the locked SDK does not read"),
	Doc: i18n.T(
		"OPENAI_API_BASE 只有旧版 Python SDK（0.x）和部分框架会读，OPENAI_BASE_URL 只有 Python SDK 1 以后、npm 的 openai 4 以后和官方 Go SDK 会读。若项目锁定的 SDK 都不读它，代码也没有读，设置它就没有作用：请求仍会发往 api.openai.com。",
		"OPENAI_API_BASE is read by the old Python SDK (0.x) and by some frameworks only, OPENAI_BASE_URL only by the Python SDK since 1, npm's openai since 4 and the official Go SDK. Where none of the project's locked SDKs reads it, and no code does, setting it does nothing: requests still go to api.openai.com."),
}

// unread reports an address that nobody reads, as far as code and locked versions say.
func (s *setting) unread() {
	if s.Name != "OPENAI_API_BASE" && s.Name != "OPENAI_BASE_URL" || s.Commented || s.Use {
		return
	}
	who := s.deaf()
	if who == "" {
		return
	}
	s.report(finding.Finding{
		Rule: ruleUnread, Kind: finding.Env,
		Message: i18n.Tf("%[1]s 没有作用：代码不读它，%[2]s 也不读", "%[1]s does nothing: no code reads it, and %[2]s does not either", s.Name, who),
	})
}

// frameworks read addresses that the SDK below them does not.
var frameworks = source.NewWords("langchain", "litellm", "llama_index", "llama-index", "llamaindex", "crewai", "dspy", "mem0", "autogen", "semantic_kernel", "ai-sdk")

// deaf names the SDKs of the setting's readers where none of them reads the variable; empty where one does, or none is
// known.
func (s *setting) deaf() string {
	var who []string
	for _, f := range s.pass.Project.Tree.Files {
		if !source.Within(f.Path, s.scope) || f.Lang.Family() == source.FamilyConfig {
			continue
		}
		if bytes.Contains(f.Data, []byte(s.Name)) || frameworks.In(f.Data) {
			return ""
		}
		name, reads := s.sdk(f)
		if reads {
			return ""
		}
		if name != "" && !slices.Contains(who, name) {
			who = append(who, name)
		}
	}
	return strings.Join(who, ", ")
}

var (
	importsPython = regexp.MustCompile(`(?m)^\s*(import openai\b|from openai\b)`)
	importsNode   = regexp.MustCompile(`["']openai(-edge)?["']`)
	importsGo     = regexp.MustCompile(`"github\.com/(sashabaranov/go-openai|openai/openai-go)(/v\d+)?"`)
)

// sdk tells which of OpenAI's SDKs a file imports, and whether that reads the variable in the locked version.
func (s *setting) sdk(f *source.File) (name string, reads bool) {
	base := s.Name == "OPENAI_BASE_URL"
	switch f.Lang.Family() {
	case source.FamilyPython:
		if !importsPython.Match(f.Data) {
			return "", false
		}
		b := pymanifest.Of(s.pass.Project.Tree, path.Dir(f.Path), "openai")
		switch {
		case b.Before("1"):
			return "openai " + b.Low + " (Python)", !base
		case b.Since("1"):
			return "openai " + b.Low + " (Python)", base
		}
		return "openai (Python)", true
	case source.FamilyNode:
		m := importsNode.FindSubmatch(f.Data)
		if m == nil {
			return "", false
		}
		major, ok := s.npm(path.Dir(f.Path))
		if len(m[1]) > 0 || ok && major < 4 {
			return "openai 3 (npm)", false
		}
		return "openai (npm)", base || !ok
	case source.FamilyGo:
		switch m := importsGo.FindSubmatch(f.Data); {
		case m == nil:
		case string(m[1]) == "openai/openai-go":
			return string(m[1]), base
		default:
			return string(m[1]), false
		}
	}
	return "", false
}

var wantedNode = regexp.MustCompile(`"openai"\s*:\s*"[\^~>=v ]*(\d+)`)

// npm is the major version of npm's openai that the nearest package.json asks for.
func (s *setting) npm(dir string) (int, bool) {
	for ; ; dir = path.Dir(dir) {
		if f, err := s.pass.Project.Tree.Open(path.Join(dir, "package.json")); err == nil {
			if m := wantedNode.FindSubmatch(f.Data); m != nil {
				n, err := strconv.Atoi(string(m[1]))
				return n, err == nil
			}
		}
		if dir == "." {
			return 0, false
		}
	}
}

// appends is code that puts a version of its own behind an address.
var appends = regexp.MustCompile("[\"'`}]/v1(/|[\"'`])")

// appended returns a file whose code reads the variable and puts /v1 behind what it says; empty for none.
func (s *setting) appended() string {
	if s.Name == "" {
		return ""
	}
	for _, f := range s.pass.Project.Tree.Files {
		if source.Within(f.Path, s.scope) && f.Lang.Family() != source.FamilyConfig && bytes.Contains(f.Data, []byte(s.Name)) && appends.Match(f.Data) {
			return f.Path
		}
	}
	return ""
}

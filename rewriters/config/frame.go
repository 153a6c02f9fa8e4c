package config

import (
	"path"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
)

// frame is what a framework wants of one of its clients in a file: where the model, the address and the key are called what,
// and what must be added where the file leaves them out.
type frame struct {
	name    string
	model   string
	address string
	key     string // how the key is read, with %s for the variable; empty where it is not written
	keyName string
	prefix  string // before the model's name, to choose the service
}

var frames = struct{ litellm, haystack, crew *frame }{
	litellm:  &frame{name: "LiteLLM", model: "model", address: "api_base", key: "os.environ/%s", keyName: "api_key", prefix: "openai/"},
	haystack: &frame{name: "Haystack", model: "model", address: "api_base_url"},
	crew:     &frame{name: "CrewAI", model: "llm", prefix: "openai/"},
}

// frame tells whether the setting belongs to a client of a known framework; nil where it does not.
//
//	Have: litellm_params: {model: openai/gpt-4o}
//	Have: {type: haystack.components.generators.chat.openai.OpenAIChatGenerator, init_parameters: {model: gpt-4o}}
//	Have: researcher: {role: ..., goal: ..., backstory: ..., llm: gpt-4o}
func (s *setting) frame() *frame {
	n := len(s.Path)
	if n < 2 {
		return nil
	}
	above := func(k int, key string) string { return s.find(append(slices.Clone(s.Path[:n-k]), key)...) }
	switch {
	case s.Path[n-2] == "litellm_params" || s.Last() == "model_name" && s.Under("model_list"):
		return frames.litellm
	case s.Path[n-2] == "init_parameters" && strings.HasPrefix(above(2, "type"), "haystack") && strings.Contains(strings.ToLower(above(2, "type")), "openai"):
		return frames.haystack
	case strings.HasSuffix(s.Last(), "llm") && (above(1, "backstory") != "" || above(1, "goal") != ""):
		return &frame{name: frames.crew.name, model: s.Last(), prefix: frames.crew.prefix}
	}
	return nil
}

// isAlias reports whether the name is one that a gateway gives a model.
func (s *setting) isAlias(f *frame) bool { return f == frames.litellm && s.Last() == "model_name" }

// complete adds to the fix of a model what the framework needs besides.
//
//	Have: model: openai/gpt-4o -> model: openai/glm-5-turbo, and below it api_base: https://open.bigmodel.cn/api/paas/v4
func (s *setting) complete(fix *finding.Fix, f *frame) {
	fix.Provides = append(fix.Provides, s.section(finding.KeyClient))
	switch {
	case f.name == "CrewAI":
		fix.Why = i18n.Join(fix.Why, i18n.Tf("CrewAI 的地址取自环境：请把 OPENAI_BASE_URL 设为 %s", "CrewAI takes the address from the environment: set OPENAI_BASE_URL to %s", s.target.BaseURL))
		return
	case f.address == "":
		return
	}
	parent := s.Path[:len(s.Path)-1]
	at := s.at[strings.Join(append(slices.Clone(parent), f.address), "\x00")]
	switch {
	case at == nil:
		s.insert(fix, f.address+": "+s.target.BaseURL)
	case at.Null && at.Text.End > at.Text.Start:
		fix.Edits = append(fix.Edits, s.replace(at.Text, s.target.BaseURL))
	}
	if f.key != "" && s.at[strings.Join(append(slices.Clone(parent), f.keyName), "\x00")] == nil {
		s.insert(fix, f.keyName+": "+strings.Replace(f.key, "%s", s.target.KeyEnv, 1))
		fix.Provides = append(fix.Provides, s.variable(finding.KeyReads, usualKey))
		fix.Requires = append(fix.Requires, s.variable(finding.KeySets, usualKey))
	}
}

// usualKey is the variable that libraries read when they are given no key.
const usualKey = "OPENAI_API_KEY"

// insert adds a setting on a line below, where the format has lines for each.
func (s *setting) insert(fix *finding.Fix, text string) {
	if s.Lines.End <= s.Lines.Start || s.file.Lang != source.YAML {
		fix.Why = i18n.Join(fix.Why, i18n.Tf("请一并加上 %s", "add %s as well", text))
		return
	}
	indent := strings.Map(func(r rune) rune {
		if r == '-' {
			return ' '
		}
		return r
	}, string(s.file.Data[s.Lines.Start:s.Key.Start]))
	fix.Edits = append(fix.Edits, finding.Edit{File: s.file, Edit: edit.Edit{Start: s.Lines.End, End: s.Lines.End, New: s.file.Newline() + indent + text, Node: s.node()}})
}

// ofSpring reports whether the setting is one of Spring AI's for OpenAI.
func (s *setting) ofSpring() bool {
	return strings.Contains(strings.Join(s.Path, "."), "spring.ai.openai")
}

// springAdvice says how Spring AI is pointed elsewhere: what base-url holds depends on its version.
func (s *setting) springAdvice() i18n.Text {
	return i18n.Tf("Spring AI 2 起把 spring.ai.openai.base-url 设为 %[1]s；1.x 会再拼接 /v1/chat/completions，须同时把 spring.ai.openai.chat.completions-path 设为 /chat/completions，并一起换模型",
		"since Spring AI 2 set spring.ai.openai.base-url to %[1]s; 1.x appends /v1/chat/completions, so set spring.ai.openai.chat.completions-path to /chat/completions as well, and change the model together with it", s.target.BaseURL)
}

// isSettings reports whether a JSON file is configuration and not data.
func isSettings(name string) bool {
	base := strings.ToLower(path.Base(name))
	if source.IsTest(name) {
		return false
	}
	for _, word := range []string{"config", "setting", "option", "default", "template", "devcontainer", "launch", "task", "langgraph", "vercel", "agent", "env", ".rc", "appsettings", "deploy", "app.", "values", "tfvars", "oai_"} {
		if strings.Contains(base, word) {
			return true
		}
	}
	return strings.HasPrefix(base, ".")
}

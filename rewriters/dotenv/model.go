package dotenv

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/source"
)

var ruleModel = &finding.Rule{
	ID: "CF003", Slug: "env-model", Severity: finding.Error,
	Title: i18n.T("环境文件中的 OpenAI 模型名", "OpenAI model name in an env file"),
	Doc: i18n.T(
		"环境文件把模型设为 OpenAI 的模型名，新平台不认识它。改为目标平台按档位对应的模型；可用 --model 指定。",
		"The file sets a model name of OpenAI's, which the new provider does not know. It becomes the target's model of the same tier; --model overrides."),
}

func (s *setting) model() bool {
	m, ok := provider.OpenAIModel(s.line.Value)
	if !ok {
		return s.modelList()
	}
	if m.Weak && !strings.Contains(strings.ToUpper(s.line.Name), "MODEL") {
		return false
	}
	f := finding.Finding{
		Rule: ruleModel, Kind: finding.Model, Model: s.line.Value, Reaches: !s.line.Commented,
		Span:    source.Span{Start: s.line.NameStart, End: s.line.ValueEnd},
		Message: i18n.Tf("%s 设为 OpenAI 模型 %s", "%s names the OpenAI model %s", s.line.Name, s.line.Value),
	}
	if s.pass.Target != nil {
		f.Fixes = s.modelFix()
	}
	s.report(f)
	return true
}

// modelList reports a value that lists models: which of them the application sends cannot be told from here.
func (s *setting) modelList() bool {
	names := strings.FieldsFunc(s.line.Value, func(r rune) bool { return r == ',' || r == ';' || r == ' ' })
	if len(names) < 2 || !slices.ContainsFunc(names, func(n string) bool { m, ok := provider.OpenAIModel(n); return ok && !m.Weak }) {
		return false
	}
	s.report(finding.Finding{
		Rule: ruleModel, Kind: finding.Model, Reaches: !s.line.Commented,
		Message: i18n.Tf("%s 列出 OpenAI 模型：请换成目标平台的模型清单", "%s lists OpenAI models: replace them by the target's", s.line.Name),
	})
	return true
}

// Have: OPENAI_MODEL=gpt-4o -> OPENAI_MODEL=glm-5-turbo
func (s *setting) modelFix() []finding.Fix {
	choice, ok := s.pass.Target.Model(s.line.Value, provider.Need{})
	if !ok || choice.ID == s.line.Value {
		return nil
	}
	var sources []finding.Source
	for _, src := range choice.Sources {
		sources = append(sources, finding.Source(src))
	}
	return []finding.Fix{{
		Title:      i18n.Tf("将 %s 改为 %s", "set %s to %s", s.line.Name, choice.ID),
		Why:        i18n.Tf("新平台没有 %s，%s 是它在那里的对应模型", "the new provider has no %s; %s is its counterpart there", s.line.Value, choice.ID),
		Sources:    sources,
		Confidence: finding.Likely,
		Edits:      []finding.Edit{{File: s.file, Edit: edit.Edit{Start: s.line.ValueFrom, End: s.line.ValueEnd, New: choice.ID, Node: s.node()}}},
		Provides:   []finding.Key{{Kind: finding.KeySets, Scope: s.scope(), Name: s.line.Name}},
	}}
}

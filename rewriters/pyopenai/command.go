package pyopenai

import (
	"regexp"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// A notebook's commands for IPython and the shell are no Python, but they set variables, hold keys and call the API.
//
//	Have: %env OPENAI_API_KEY=sk-…, !export OPENAI_API_KEY=…, !curl https://api.openai.com/v1/models

// named variables in a command, and those that a line sets for the notebook itself.
var (
	variableIn = regexp.MustCompile(`\b(?:[A-Z0-9]+_)*(?:OPENAI|OPEN_AI|OAI|AOAI)_[A-Z0-9_]+\b`)
	setsIn     = regexp.MustCompile(`^%(?:set_)?env[ \t]+([A-Z0-9_]+)[ \t]*[= \t]`)
)

// commandFindings reports what a notebook's commands say of OpenAI.
func (s *survey) commandFindings() {
	s.Each(func(m *pysyntax.Module) {
		for n := range m.Commands() {
			s.command(m, n)
		}
	})
}

func (s *survey) command(m *pysyntax.Module, n syntax.Node) {
	begin := n.Start() + 1 // behind the # that hides the command
	text := n.Text()[1:]
	if finding.IsSecret(text) {
		s.Report(m, n, finding.Finding{
			Rule: ruleSecret, Kind: finding.Secret, Symbol: "api_key", Confidence: finding.Manual, Span: source.Span{Start: begin, End: n.End()},
			Message: i18n.T("密钥写在命令里：请改在环境中设置并作废它", "an API key is written into a command: set it in the environment and revoke it"),
		})
	}
	sets := setsIn.FindStringSubmatchIndex(text)
	for _, at := range variableIn.FindAllStringIndex(text, -1) {
		span := source.Span{Start: begin + at[0], End: begin + at[1]}
		if sets != nil && sets[2] == at[0] {
			s.setByMagic(m, n, span, text[at[0]:at[1]])
		} else {
			s.inCommand(m, n, span, text[at[0]:at[1]])
		}
	}
	if at := openaiHost.FindStringIndex(text); at != nil {
		s.calledByCommand(m, n, source.Span{Start: begin + at[0], End: begin + at[1]})
	}
}

// setByMagic is %env NAME=value: it sets the variable for the notebook as os.environ does.
func (s *survey) setByMagic(m *pysyntax.Module, n syntax.Node, span source.Span, name string) {
	f := finding.Finding{Rule: ruleEnv, Kind: finding.Env, Symbol: name, Span: span, Confidence: finding.Certain, Message: advice.Sets.Text(name)}
	switch {
	case s.target == nil:
	case !s.renamesKey(name):
		f.Confidence, f.Message = finding.Manual, i18n.Join(f.Message, s.advice(name))
	case finding.IsSecret(n.Text()):
		f.Confidence = finding.Manual
		f.Message = i18n.Join(f.Message, advice.Written(s.target))
	case s.renamed[name] || s.claimed.Sites:
		f.Fixes = []finding.Fix{
			s.renaming(m, name, edit.Edit{Start: span.Start, End: span.End, New: s.target.KeyEnv, Node: "variable " + name}),
			s.setting(name, finding.In(m.File, insertion(n.End(), m.File.Newline()+strings.Replace(n.Text()[1:], name, s.target.KeyEnv, 1), "variable "+name))),
		}
	default:
		f.Confidence = finding.Manual
		f.Message = i18n.Join(f.Message, advice.Shared)
	}
	s.Report(m, n, f)
}

// inCommand is a variable in a command for the shell, where only a person can tell what it is for.
func (s *survey) inCommand(m *pysyntax.Module, n syntax.Node, span source.Span, name string) {
	f := finding.Finding{
		Rule: ruleEnv, Kind: finding.Env, Symbol: name, Span: span, Confidence: finding.Manual,
		Message: i18n.Tf("命令中提到变量 %s", "a command names the variable %s", name),
	}
	switch {
	case s.target == nil:
	case s.renamesKey(name):
		f.Message = i18n.Join(f.Message, i18n.Tf("若它是为迁移后的代码设置的，请改为 %s", "where it is set for code that has moved, call it %s", s.target.KeyEnv))
	default:
		f.Message = i18n.Join(f.Message, s.advice(name))
	}
	s.Report(m, n, f)
}

// calledByCommand is an address of OpenAI in a command, as curl is given.
func (s *survey) calledByCommand(m *pysyntax.Module, n syntax.Node, span source.Span) {
	f := finding.Finding{
		Rule: ruleURL, Kind: finding.Endpoint, Symbol: symbolOf(strings.ToLower(m.File.Text(span))), Span: span, Reaches: true, Confidence: finding.Manual,
		Message: i18n.T("命令中写有 OpenAI 的地址", "an address of OpenAI is written into a command"),
	}
	if s.target != nil {
		f.Message = i18n.Join(f.Message, i18n.Tf("请改为 %[1]s，并换用 %[2]s 与目标平台的模型名", "use %[1]s, %[2]s and a model of the target", s.target.BaseURL, s.target.KeyEnv))
	}
	s.Report(m, n, f)
}

package pyopenai

import (
	"slices"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/rewriters/internal/pyfield"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
)

var ruleField = &finding.Rule{
	ID: "PY030", Slug: "request-field", Severity: finding.Warning,
	Title: i18n.T("目标平台另有要求的请求字段", "request fields that the target wants otherwise"),
	Doc: i18n.T(
		"逐个调用判断它发送的字段：取值越界的收进范围（如 temperature=0），改了名的改名，目标不认的去掉，仅 OpenAI 懂的值（developer 角色、token 编号）换掉。每条都附厂商资料和日期；值不在代码里写明的只提醒核对。",
		"Judges field by field what a call sends: a value out of range is moved into it (temperature=0), a renamed field is renamed, one that the target does not take goes, and what only OpenAI understands (the developer role, token ids) is replaced. Each verdict names its source and date; where the value is not written in the code, the finding says what to check."),
}

var ruleRefused = &finding.Rule{
	ID: "PY031", Slug: "refused-field", Severity: finding.Error,
	Title: i18n.T("目标平台做不到的请求", "requests that the target cannot serve"),
	Doc: i18n.T(
		"调用依赖的东西目标平台不提供，改写也补不上：多个回答（n）、json_schema、强制工具调用、过长的 stop 列表、看不了图的模型。迁移后这里会报错或悄悄变样，需要人工决定。",
		"The call depends on something that the target does not offer and that no edit can make up for: several answers (n), json_schema, a forced tool call, too long a list of stops, images for a model that cannot see. After the move it fails or quietly does something else; a person must decide."),
}

// judged is a field of a request with the verdict on it.
type judged struct {
	pyfield.Field
	provider.Judgement
}

// judgements are the verdicts on what a request sends of which there is something to tell.
func (s *survey) judgements(r *request) []judged {
	if s.target == nil || r.api.Capability != finding.Chat {
		return nil
	}
	if r.judged == nil {
		list := s.judgeRequest(r)
		r.judged = &list
	}
	return *r.judged
}

func (s *survey) judgeRequest(r *request) []judged {
	var out []judged
	choice := s.choiceOf(r)
	for _, f := range pyfield.Of(s.py, r.call) {
		if j := s.target.Judge(choice, f.Sent); !j.Silent {
			out = append(out, judged{f, j})
		}
	}
	return out
}

// choiceOf is the model that a request will be sent to; only its provider is known where the model is not.
func (s *survey) choiceOf(r *request) provider.Choice {
	for _, k := range s.models.Of(r) {
		if c, ok := s.target.Model(k.Name, need(k)); ok {
			return c
		}
	}
	return provider.Choice{}
}

// leaves reports whether the field goes from where it stands: dropped, or called by a name that the SDK does not know.
func (j judged) leaves() bool {
	if j.Action == provider.Rename {
		_, ok := j.InPlace(j.Judgement)
		return !ok
	}
	return j.Action == provider.Drop
}

// fieldFindings reports what the target makes of the fields of requests that go there, or will once a person has moved
// their client.
func (s *survey) fieldFindings() {
	for _, r := range s.requests {
		if s.target != nil && s.serves(r.api) && (s.goes(r) || s.awaits(r)) {
			s.Guard(r.mod, func(m *pysyntax.Module) { s.fieldsOf(m, r) })
		}
	}
}

// awaits reports whether a request goes to the target only after somebody has set the address of its client.
func (s *survey) awaits(r *request) bool {
	return len(r.clients) > 0 && !r.on(func(c *client) bool { return c.state == staying })
}

func (s *survey) fieldsOf(m *pysyntax.Module, r *request) {
	goes := s.goes(r)
	for _, j := range s.judgements(r) {
		if goes && j.leaves() || s.told[j.place()] {
			continue // what leaves is reported by extraFinding
		}
		s.told[j.place()] = true
		f := s.fieldFinding(r, j)
		if e, ok := j.InPlace(j.Judgement); ok && goes {
			owner := m
			if j.Literal.Valid() && j.Action != provider.Rename {
				owner = s.py.Module(j.Literal)
			}
			f.Fixes = []finding.Fix{s.fieldFix(r, j, owner, e)}
		}
		s.Report(m, j.Entry, f)
	}
}

// fieldFinding is what is common to the findings on one field.
func (s *survey) fieldFinding(r *request, j judged) finding.Finding {
	f := finding.Finding{
		Rule: ruleField, Kind: finding.Parameter, SDK: sdk, Symbol: j.Sent.Field, Capability: r.api.Capability, Client: r.clientID(),
		Message: j.Reason, Verdict: finding.Verdict(j.Action), Sources: rewrite.Sources(j.Verdict),
	}
	if j.Action == provider.Block {
		f.Rule, f.Confidence = ruleRefused, finding.Manual
	}
	return f
}

// hesitates reports whether a change of a request wants a look for reasons of its own.
func (s *survey) hesitates(r *request, list ...judged) bool {
	return r.typed || r.on(func(c *client) bool { return len(c.doubt) > 0 }) ||
		slices.ContainsFunc(list, func(j judged) bool {
			return !j.Sure || j.Elsewhere() && s.otherUse([]pysyntax.Value{j.From}).Valid()
		})
}

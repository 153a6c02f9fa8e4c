package gosdk

import (
	"go/ast"
	"slices"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/rewriters/internal/gofield"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

var ruleField = &finding.Rule{
	ID: "GO030", Slug: "request-field", Severity: finding.Warning,
	Title: i18n.T("目标平台另有要求的请求字段", "request fields that the target wants otherwise"),
	Doc: i18n.T(
		"逐个请求判断它发送的字段：取值越界的收进范围，改了名的改名，目标不认的去掉，仅 OpenAI 懂的值（developer 角色、token 编号）换掉。每条都附厂商资料和日期；值不在代码里写明的只提醒核对。",
		"Judges field by field what a request sends: a value out of range is moved into it, a renamed field is renamed, one that the target does not take goes, and what only OpenAI understands (the developer role, token ids) is replaced. Each verdict names its source and date; where the value is not written in the code, the finding says what to check."),
}

var ruleRefused = &finding.Rule{
	ID: "GO031", Slug: "refused-field", Severity: finding.Error,
	Title: i18n.T("目标平台做不到的请求", "requests that the target cannot serve"),
	Doc: i18n.T(
		"请求依赖的东西目标平台不提供，改写也补不上：多个回答（N）、JSON schema、强制工具调用、过长的 Stop 列表、看不了图的模型、超出上限的批量。迁移后这里会报错或悄悄变样，需要人工决定。",
		"The request depends on something that the target does not offer and that no edit can make up for: several answers (N), a JSON schema, a forced tool call, too long a list of stops, images for a model that cannot see, a batch over the limit. After the move it fails or quietly does something else; a person must decide."),
}

// judged is a field of a request with the verdict on it.
type judged struct {
	gofield.Field
	provider.Judgement
}

// fields judges what the requests send that are written out and may go to the target.
func (r *run) fields() {
	if r.target == nil {
		return
	}
	seen := map[*ast.CompositeLit]bool{}
	for _, req := range r.requests {
		if req.lit == nil || seen[req.lit] || req.file.Test || !r.program.Asked(req.file) {
			continue
		}
		seen[req.lit] = true
		clients := r.clientsOf(&modelUse{requests: []request{req}})
		if !slices.ContainsFunc(clients, func(c *client) bool { return c.state != elsewhere }) {
			continue
		}
		r.fieldsOf(req, clients)
		r.batch(req)
	}
}

// fieldsOf reports one request's fields. Those that go leave in one change: what stands next to each other is not taken
// out piece by piece.
func (r *run) fieldsOf(req request, clients []*client) {
	if req.capability != finding.Chat {
		return
	}
	choice := r.choiceOf(req)
	moves := !frozen(req.file) && slices.ContainsFunc(clients, func(c *client) bool { return c.fixable || c.state == bySetting })
	var leaving []judged
	for _, f := range gofield.Of(r.program, req.lit) {
		j := judged{f, r.target.Judge(choice, f.Sent)}
		switch {
		case j.Silent:
		case moves && j.Action == provider.Drop && r.omits(req, j.Entry):
			leaving = append(leaving, j)
		default:
			r.field(req, clients, j, moves)
		}
	}
	if len(leaving) > 0 {
		r.leave(req, clients, leaving)
	}
}

// choiceOf is the model that a request will be sent to; only its provider is known where the model is not.
func (r *run) choiceOf(req request) provider.Choice {
	for _, o := range r.program.Origins(req.file, req.value) {
		if o.Kind == gosyntax.Constant && r.isModel(o.Text) {
			if c, ok := r.target.Model(o.Text, needOf(&modelUse{requests: []request{req}})); ok {
				return c
			}
		}
	}
	return provider.Choice{}
}

// judgedFinding is what is common to the findings on fields.
func (r *run) judgedFinding(req request, clients []*client, j judged) finding.Finding {
	f := finding.Finding{
		Rule: ruleField, Kind: finding.Parameter, SDK: req.sdk.Name, Symbol: j.Sent.Field, Capability: req.capability,
		Message: j.Reason, Verdict: finding.Verdict(j.Action), Sources: rewrite.Sources(j.Verdict),
	}
	if len(clients) == 1 {
		f.Client = clients[0].id
	}
	if j.Action == provider.Block {
		f.Rule = ruleRefused
		r.unsure(clients, j.Reason)
	}
	return f
}

// field reports one field that stays where it is, with the edit of its value or name where there is one.
func (r *run) field(req request, clients []*client, j judged, moves bool) {
	f := r.judgedFinding(req, clients, j)
	at, src := j.inPlace(req.file)
	if at == j.Entry.Key && !r.renames(req, src) {
		at = nil
	}
	if at == nil || !moves {
		r.add(req.file, j.At, f)
		return
	}
	ch := r.judgedChange(req, clients, f, j.At, j)
	ch.fix.Title = j.Title(j.Sent.Field)
	r.consume(ch, at)
	ch.edit(req.file, place(req.file, req.lit, "field "+j.Sent.Field), func(t *gosyntax.Tree) { t.Replace(at, src) })
	r.changes = append(r.changes, ch)
}

// leave takes fields out of a request.
func (r *run) leave(req request, clients []*client, list []judged) {
	f := r.judgedFinding(req, clients, list[0])
	for _, j := range list[1:] {
		f.Symbol, f.Message = f.Symbol+", "+j.Sent.Field, i18n.Join(f.Message, j.Reason)
	}
	ch := r.judgedChange(req, clients, f, list[0].Entry, list...)
	ch.fix.Title = i18n.Tf("去掉 %s", "drop %s", f.Symbol)
	for _, j := range list {
		r.consume(ch, j.Entry)
		ch.within(req.file, req.lit, place(req.file, req.lit, "field "+j.Sent.Field), func(t *gosyntax.Tree) { t.Remove(req.lit, j.Entry) })
	}
	r.changes = append(r.changes, ch)
}

// judgedChange is a change of a request that makes sense only with the move of its clients.
func (r *run) judgedChange(req request, clients []*client, f finding.Finding, at ast.Node, list ...judged) *change {
	ch := &change{file: req.file, at: at, finding: f}
	ch.fix = finding.Fix{Why: f.Message, Confidence: finding.Certain}
	for _, j := range list {
		for _, s := range rewrite.Sources(j.Verdict) {
			if !slices.Contains(ch.fix.Sources, s) {
				ch.fix.Sources = append(ch.fix.Sources, s)
			}
		}
		if !j.Sure {
			ch.fix.Confidence = finding.Likely
		}
	}
	for _, c := range clients {
		ch.fix.Provides = append(ch.fix.Provides, r.key(finding.KeyModel, c.id))
		ch.fix.Requires = append(ch.fix.Requires, r.key(finding.KeyClient, c.id))
		for _, name := range c.variables() {
			ch.fix.Requires = append(ch.fix.Requires, r.key(finding.KeySets, name))
		}
		if c.state != toOpenAI {
			ch.fix.Confidence = finding.Likely
		}
	}
	ch.finding.Sources, ch.finding.Confidence = nil, ch.fix.Confidence
	return ch
}

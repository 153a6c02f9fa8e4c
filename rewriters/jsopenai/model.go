package jsopenai

import (
	"slices"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/flow"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

var ruleModel = &finding.Rule{
	ID: "JS007", Slug: "request-model", Severity: finding.Error,
	Title: i18n.T("请求所用的模型名", "model name of a request"),
	Doc: i18n.T(
		"沿变量、默认参数、常量、枚举、环境变量默认值跨文件追踪流入请求的模型名，随客户端一起换成目标平台的模型。常量另有他用时只作建议；没有对应模型的只报告。",
		"Follows the model names that flow into requests through variables, defaults, constants and enums of other files and defaults of environment variables, and replaces them together with the client. A constant that is also used otherwise is a suggestion; a model without counterpart is reported."),
}

// sink is a literal that requests send as their model.
type sink = flow.Literal[jssyntax.Value, *request]

// findModels collects the literals that flow into requests as their model.
func (s *survey) findModels() {
	for _, r := range s.requests {
		s.Guard(r.mod, func(*jssyntax.Module) { s.findModel(r) })
	}
}

func (s *survey) findModel(r *request) {
	for _, arg := range r.models {
		for _, v := range s.js.Eval(arg) {
			text, _ := jssyntax.Text(v.Node)
			if _, ok := provider.OpenAIModel(text); ok && v.Kind == jssyntax.String {
				s.models.Add(v.Node, text, v, r)
			}
		}
	}
}

// need is what the requests that send the literal ask of a model.
func need(k *sink) provider.Need {
	var n provider.Need
	for _, r := range k.Senders {
		n.Vision = n.Vision || r.isClient() && sendsImages(r.call.Enclosing("program"))
		for _, o := range r.objects {
			for _, e := range jssyntax.Entries(o) {
				switch e.Name {
				case "tools", "functions":
					n.Tools = true
				case "response_format", "text", "schema":
					n.JSON = true
				case "messages", "input":
					n.Vision = n.Vision || sendsImages(e.Value)
				}
			}
		}
	}
	return n
}

// isClient reports whether a request is a client that is a model itself: its messages are handed to it elsewhere.
func (r *request) isClient() bool {
	return slices.ContainsFunc(r.clients, func(c *client) bool { return c.call == r.call })
}

// sendsImages looks for image parts in messages that are written out, in the call or in the function around it.
func sendsImages(messages syntax.Node) bool {
	where := messages
	if messages.Is("identifier", "shorthand_property_identifier") {
		if fn := messages.Enclosing("function_declaration", "arrow_function", "method_definition", "function_expression", "program"); fn.Valid() {
			where = fn
		}
	}
	for n := range where.Descendants("string") {
		if t, _ := jssyntax.Text(n); slices.Contains([]string{"image_url", "input_image", "image"}, t) {
			return true
		}
	}
	return false
}

// unmapped returns the first model of a request that the target has no counterpart for.
func (s *survey) unmapped(r *request) string {
	for _, k := range s.models.Of(r) {
		if _, ok := s.target.Model(k.Name, need(k)); !ok {
			return k.Name
		}
	}
	return ""
}

// choices are the models that a request will send: those that the literals it sends become, or the one in the place of what
// its library sends by itself.
func (s *survey) choices(r *request) []provider.Choice {
	var out []provider.Choice
	for _, k := range s.models.Of(r) {
		if c, ok := s.target.Model(k.Name, need(k)); ok {
			out = append(out, c)
		}
	}
	if len(r.models) == 0 && r.spec != nil && r.spec.how == byItself && r.spec.model != "" {
		if c, ok := s.target.Model(r.spec.model, provider.Need{}); ok {
			out = append(out, c)
		}
	}
	return out
}

func (s *survey) modelFindings() {
	for _, k := range s.models.All() {
		if m := s.js.Module(k.Node); slices.Contains(s.Modules, m) || !slices.Contains(s.pass.Project.Files, m.File) || !slices.Contains(s.pass.Files, m.File) {
			s.Guard(m, func(m *jssyntax.Module) { s.modelFinding(m, k) })
		}
	}
}

func (s *survey) modelFinding(m *jssyntax.Module, k *sink) {
	r := k.Senders[0]
	f := finding.Finding{
		Rule: ruleModel, Kind: finding.Model, SDK: r.spec.sdk, Symbol: k.Name, Model: k.Name, Capability: r.api.Capability,
		Client: r.clientID(), Confidence: finding.Certain, Reaches: slices.ContainsFunc(k.Senders, s.reaches),
		Message: i18n.Tf("请求 %[2]s 使用模型 %[1]s", "%[2]s uses the model %[1]s", k.Name, r.symbol),
	}
	if s.target != nil {
		s.modelFix(&f, m, k)
	}
	s.Report(m, k.Node, f)
}

// modelFix adds the replacement, or says why there is none.
func (s *survey) modelFix(f *finding.Finding, m *jssyntax.Module, k *sink) {
	f.Confidence = finding.Manual
	choice, ok := s.target.Model(k.Name, need(k))
	switch {
	case anyClient(k, func(c *client) bool { return c.state == staying }):
		f.Message = i18n.Tf("模型 %s 发往其他平台的客户端，不作改动", "the model %s goes to a client of another service; it is left alone", k.Name)
		return
	case anyClient(k, func(c *client) bool { return c.spec.azure || c.url.kind == azureURL }):
		f.Message = i18n.Tf("模型 %s 也发往 Azure 客户端，那里它是部署名：请随客户端一起人工修改", "the model %s goes to an Azure client, where it names a deployment: change it by hand with the client", k.Name)
		return
	case !ok:
		f.Message = advice.NoCounterpart(s.target, k.Name)
		return
	case !slices.ContainsFunc(k.Senders, func(r *request) bool { return s.serves(s.sent(r)) }):
		f.Message = i18n.Tf("目标平台没有 %s 接口，模型 %s 保持不变", "the target has no endpoint for %s; the model %s stays", k.Senders[0].symbol, k.Name)
		return
	case anyClient(k, func(c *client) bool { return c.state == byHand }) || !slices.ContainsFunc(k.Senders, s.goes):
		f.Message = i18n.Tf("模型 %s 应换成 %s，但其客户端需要先人工处理", "the model %s becomes %s once its client has been changed by hand", k.Name, choice.ID)
		return
	}
	if e, ok := jssyntax.Replace(k.Node, choice.ID); ok && choice.ID != k.Name {
		e.Node = "model " + k.Name
		f.Fixes = []finding.Fix{s.replaceModel(m, k, choice, e)}
	}
}

// firstClient returns the first client of the literal's requests that fits, nil when none does.
func firstClient(k *sink, fits func(*client) bool) *client {
	for _, r := range k.Senders {
		if i := slices.IndexFunc(r.clients, fits); i >= 0 {
			return r.clients[i]
		}
	}
	return nil
}

// anyClient reports whether some client of the literal's requests fits.
func anyClient(k *sink, fits func(*client) bool) bool { return firstClient(k, fits) != nil }

func (s *survey) replaceModel(m *jssyntax.Module, k *sink, choice provider.Choice, e edit.Edit) finding.Fix {
	fix := finding.Fix{
		Title: i18n.Tf("将模型 %s 换成 %s", "replace the model %s by %s", k.Name, choice.ID),
		Why:   advice.Counterpart(s.target, choice), Sources: rewrite.Sources(choice.Verdict), Confidence: finding.Certain, Edits: finding.In(m.File, e),
	}
	for _, r := range k.Senders {
		s.waitFor(&fix, r)
		if r.typed || r.lost || r.on(func(c *client) bool { return len(c.doubt) > 0 || !c.moves() }) {
			fix.Confidence = finding.Likely
		}
	}
	if n := s.otherUse(k.Values); n.Valid() {
		fix.Confidence = finding.Likely
		fix.Why = i18n.Join(fix.Why, i18n.Tf("该名字还用在 %s", "the name is also used at %s", s.Place(n)))
	}
	if choice.Embedding != nil {
		fix.Confidence = finding.Likely
	}
	if s.failing(k) {
		fix.Requires = append(fix.Requires, s.tokenKey(k))
	}
	return fix
}

// waitFor ties a fix to the clients of a request: with their move it makes sense, and without it they would fail. Where
// the client is known by its type only, that is every client of the project that moves.
func (s *survey) waitFor(fix *finding.Fix, r *request) {
	clients := r.clients
	if r.typed && len(clients) == 0 {
		clients = s.clients
	}
	for _, c := range clients {
		if k := c.key(finding.KeyModel); !slices.Contains(fix.Provides, k) && c.moves() {
			fix.Provides = append(fix.Provides, k)
			fix.Requires = append(fix.Requires, c.key(finding.KeyClient))
			for _, v := range c.url.knobs {
				fix.Requires = append(fix.Requires, s.variable(finding.KeySets, v.Var))
			}
		}
	}
	for _, arg := range r.models {
		for _, v := range s.js.Eval(arg) {
			if v.Kind == jssyntax.Env {
				fix.Requires = append(fix.Requires, s.variable(finding.KeySets, v.Var))
			}
		}
	}
}

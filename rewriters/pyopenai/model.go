package pyopenai

import (
	"slices"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/flow"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

var ruleModel = &finding.Rule{
	ID: "PY007", Slug: "request-model", Severity: finding.Error,
	Title: i18n.T("请求所用的模型名", "model name of a request"),
	Doc: i18n.T(
		"沿变量、默认参数、常量、环境变量默认值跨文件追踪流入请求的模型名，随客户端一起换成目标平台的模型。常量另有他用时只作建议；没有对应模型的只报告。",
		"Follows the model names that flow into requests through variables, defaults, constants of other files and defaults of environment variables, and replaces them together with the client. A constant that is also used otherwise is a suggestion; a model without counterpart is reported."),
}

// sink is a literal that requests send as their model.
type sink = flow.Literal[pysyntax.Value, *request]

// modelArguments are the expressions that give a request its model: model=, or that entry of a dict that ** expands.
func (s *survey) modelArguments(r *request) []syntax.Node {
	if a := pysyntax.Keyword(r.call, "model"); a.Value.Valid() {
		return []syntax.Node{a.Value}
	}
	if a := engine(r.call); r.legacy && a.Value.Valid() {
		return []syntax.Node{a.Value}
	}
	var out []syntax.Node
	for _, a := range pysyntax.Arguments(r.call) {
		if !a.Splat {
			continue
		}
		for _, v := range s.py.Eval(a.Value) {
			if v.Kind == pysyntax.Dict {
				if e := s.py.Entry(v.Node, "model"); e.Valid() {
					out = append(out, e)
				}
			}
		}
	}
	return out
}

// findModels collects the literals that flow into requests as their model. What is sent to Azure is a deployment, of
// whatever name.
func (s *survey) findModels() {
	for _, r := range s.requests {
		s.Guard(r.mod, func(*pysyntax.Module) { s.findModel(r) })
	}
}

func (s *survey) findModel(r *request) {
	r.images = s.handsImages(r)
	for _, arg := range s.modelArguments(r) {
		for _, v := range s.py.Eval(arg) {
			text, _ := pysyntax.Text(v.Node)
			if _, ok := provider.OpenAIModel(text); v.Kind == pysyntax.String && (ok || r.on(s.ofAzure)) {
				s.models.Add(v.Node, text, v, r)
			}
		}
	}
}

// need is what the requests that send the literal ask of a model.
func need(k *sink) provider.Need {
	var n provider.Need
	for _, r := range k.Senders {
		for _, a := range pysyntax.Arguments(r.call) {
			switch a.Name {
			case "tools", "functions":
				n.Tools = true
			case "response_format", "text_format":
				n.JSON = true
			case "messages", "input":
				n.Vision = n.Vision || sendsImages(a.Value)
			}
		}
		n.Vision = n.Vision || r.images
	}
	return n
}

// sendsImages looks for image parts in messages that are written out, in the call or in the function around it.
func sendsImages(messages syntax.Node) bool {
	where := messages
	if messages.Is("identifier") {
		if fn := messages.Enclosing("function_definition", "module"); fn.Valid() {
			where = fn
		}
	}
	for n := range where.Descendants("string") {
		if t, _ := pysyntax.Text(n); t == "image_url" || t == "input_image" {
			return true
		}
	}
	return false
}

// handsImages reports whether what a request's messages are put together of holds image parts, wherever that is made.
//
//	Have: messages=[{"role": "user", "content": content}], and a caller that passes [{"type": "image_url", ...}]
func (s *survey) handsImages(r *request) bool {
	for _, a := range pysyntax.Arguments(r.call) {
		if a.Name != "messages" && a.Name != "input" {
			continue
		}
		for n := range a.Value.Descendants("identifier", "attribute") {
			for _, v := range s.py.Eval(n) {
				if (v.Kind == pysyntax.List || v.Kind == pysyntax.Dict) && sendsImages(v.Node) {
					return true
				}
			}
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

func (s *survey) modelFindings() {
	for _, k := range s.models.All() {
		if m := s.py.Module(k.Node); s.reportable(m) {
			s.Guard(m, func(m *pysyntax.Module) { s.modelFinding(m, k) })
		}
	}
}

// reportable reports whether a module is one of this project: one of its files, or one that they were followed to.
func (s *survey) reportable(m *pysyntax.Module) bool {
	return slices.Contains(s.Modules, m) || !slices.Contains(s.pass.Project.Files, m.File)
}

func (s *survey) modelFinding(m *pysyntax.Module, k *sink) {
	r := k.Senders[0]
	f := finding.Finding{
		Rule: ruleModel, Kind: finding.Model, SDK: sdk, Symbol: k.Name, Model: k.Name, Capability: r.api.Capability,
		Client: r.clientID(), Confidence: finding.Certain,
		Reaches: slices.ContainsFunc(k.Senders, s.reaches),
		Message: i18n.Tf("请求 %[2]s 使用模型 %[1]s", "%[2]s uses the model %[1]s", k.Name, r.symbol),
	}
	if s.target != nil {
		s.modelFix(&f, m, k)
	}
	s.Report(m, k.Node, f)
}

// modelFix adds the replacement, or says why there is none.
func (s *survey) modelFix(f *finding.Finding, m *pysyntax.Module, k *sink) {
	f.Confidence = finding.Manual
	choice, ok := s.target.Model(k.Name, need(k))
	switch {
	case anyClient(k, func(c *client) bool { return c.state == staying }):
		f.Message = i18n.Tf("模型 %s 发往其他平台的客户端，不作改动", "the model %s goes to a client of another service; it is left alone", k.Name)
		return
	case anyClient(k, func(c *client) bool { return s.ofAzure(c) && c.state == byHand }):
		f.Message = i18n.Tf("模型 %s 发往 Azure 客户端，那里它是部署名：请随客户端一起人工修改", "the model %s goes to an Azure client, where it names a deployment: change it by hand with the client", k.Name)
		return
	case !ok:
		f.Verdict, f.Sources = finding.Block, rewrite.Sources(choice.Verdict)
		f.Message = advice.NoCounterpart(s.target, k.Name)
		return
	case !slices.ContainsFunc(k.Senders, func(r *request) bool { return r.api.Capability != finding.FineTuning }):
		f.Message = i18n.Tf("模型 %s 是微调的底座：请人工选择目标平台可微调的模型", "the model %s is one to be tuned: choose one that the target tunes by hand", k.Name)
		return
	case !slices.ContainsFunc(k.Senders, func(r *request) bool { return s.serves(r.api) }):
		f.Message = i18n.Tf("目标平台没有 %s 接口，模型 %s 保持不变", "the target has no endpoint for %s; the model %s stays", k.Senders[0].symbol, k.Name)
		return
	case anyClient(k, func(c *client) bool { return c.state == byHand }) || lost(k):
		f.Message = i18n.Tf("模型 %s 应换成 %s，但其客户端需要先人工处理", "the model %s becomes %s once its client has been changed by hand", k.Name, choice.ID)
		return
	}
	if n := s.elsewhereUsed(k); n.Valid() {
		f.Message = i18n.Tf("名字 %[1]s 除作为请求的模型外还用在 %[3]s：请人工区分两者，模型应换成 %[2]s", "the name %[1]s is used at %[3]s besides being the model of requests: tell the two apart by hand; the model becomes %[2]s", k.Name, choice.ID, s.Place(n))
		return
	}
	if e, ok := pysyntax.Replace(k.Node, choice.ID); ok && choice.ID != k.Name {
		e.Node, f.Verdict = "model "+k.Name, finding.Rewrite
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

// lost reports whether nothing is known of the client of any of the literal's requests.
func lost(k *sink) bool {
	return !slices.ContainsFunc(k.Senders, func(r *request) bool { return !r.lost })
}

func (s *survey) replaceModel(m *pysyntax.Module, k *sink, choice provider.Choice, e edit.Edit) finding.Fix {
	fix := finding.Fix{
		Title:      i18n.Tf("将模型 %s 换成 %s", "replace the model %s by %s", k.Name, choice.ID),
		Why:        s.modelWhy(k, choice),
		Sources:    rewrite.Sources(choice.Verdict),
		Confidence: finding.Certain,
		Edits:      finding.In(m.File, e),
	}
	for _, r := range k.Senders {
		s.waitFor(&fix, r)
		for _, c := range r.clients {
			if len(c.doubt) > 0 || !c.moves() {
				fix.Confidence = finding.Likely
			}
		}
		if r.typed || r.lost {
			fix.Confidence = finding.Likely
		}
	}
	if n := s.otherUse(k.Values); n.Valid() {
		fix.Confidence = finding.Likely
		fix.Why = i18n.Join(fix.Why, i18n.Tf("该名字还用在 %s", "the name is also used at %s", s.Place(n)))
	}
	if name := s.merged(k, choice.ID); name != "" {
		fix.Confidence = finding.Likely
		fix.Why = i18n.Join(fix.Why, mergedWhy(name, choice.ID))
	}
	if choice.Embedding != nil || choice.Thinks(k.Name) || s.routed(k.Name, choice.ID) != (i18n.Text{}) {
		fix.Confidence = finding.Likely
	}
	return fix
}

// waitFor ties a fix to the clients of a request: with their move it makes sense, and without it they would fail. Where
// the client is known by its type only, that is every client of the project that moves.
func (s *survey) waitFor(fix *finding.Fix, r *request) {
	clients := r.clients
	if r.typed && len(clients) == 0 {
		clients = s.all()
	}
	for _, c := range clients {
		if k := c.key(finding.KeyModel); !slices.Contains(fix.Provides, k) && (c.moves() || c.state == knobbed) {
			fix.Provides = append(fix.Provides, k)
			fix.Requires = append(fix.Requires, c.key(finding.KeyClient))
			for _, v := range c.url.knobs {
				fix.Requires = append(fix.Requires, s.variable(finding.KeySets, v.Name))
			}
		}
	}
	for _, arg := range s.modelArguments(r) {
		for _, v := range s.py.Eval(arg) {
			if v.Kind == pysyntax.Env {
				fix.Requires = append(fix.Requires, s.variable(finding.KeySets, v.Name))
			}
		}
	}
	s.settingsOf(fix, s.modelArguments(r)...)
}

// settingsOf ties a fix to the files of settings that give its requests their models: they change together.
func (s *survey) settingsOf(fix *finding.Fix, models ...syntax.Node) {
	for _, n := range models {
		for _, x := range s.py.Settings(n) {
			fix.Provides = append(fix.Provides, finding.Setting(finding.KeyClient, x.File.Path, x.Name))
			fix.Requires = append(fix.Requires, finding.Setting(finding.KeyModel, x.File.Path, x.Name))
		}
	}
}

// readsModel says that a fix moves what reads a request's model from variables of the environment, or from where it cannot be
// seen.
func (s *survey) readsModel(fix *finding.Fix, r *request) {
	read := false
	for _, arg := range s.modelArguments(r) {
		for _, v := range s.py.Eval(arg) {
			if v.Kind == pysyntax.Env {
				fix.Provides, read = append(fix.Provides, s.variable(finding.KeyReads, v.Name)), true
			}
		}
	}
	if _, ok := s.modelFrom(r); ok && !read {
		fix.Provides = append(fix.Provides, finding.Setting(finding.KeyClient, s.pass.Project.Root, ""))
	}
}

func (s *survey) modelWhy(k *sink, choice provider.Choice) i18n.Text {
	var thinks i18n.Text
	if choice.Thinks(k.Name) {
		thinks = i18n.Tf("%s 总会先思考再回答且无法关闭：更慢、更贵，max_tokens 也会被思考用掉", "%s always thinks before it answers and cannot be told not to: it is slower, costs more, and max_tokens counts the thinking", choice.ID)
	}
	why := advice.Counterpart(s.target, choice, thinks, s.routed(k.Name, choice.ID))
	for _, r := range k.Senders {
		for _, c := range r.clients {
			if c.state == knobbed {
				why = i18n.Join(why, i18n.Tf("须先设置 %s", "%s must be set first", c.url.knobs[0].Name))
			}
		}
	}
	return why
}

func dimensions(c provider.Choice) int {
	if c.Dimensions > 0 || c.Embedding == nil {
		return c.Dimensions
	}
	return c.Embedding.Dimensions
}

package gosdk

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

var ruleModel = &finding.Rule{
	ID: "GO005", Slug: "request-model", Severity: finding.Error,
	Title: i18n.T("请求中的 OpenAI 模型名", "OpenAI model name in a request"),
	Doc: i18n.T(
		"这个模型名会随请求发出，包括经由常量、字段、选项函数、命令行参数默认值传递的情形。修改方式是在书写它的地方换成目标平台的模型名；不再使用的 SDK 引入会一并删除。",
		"This model name is sent with a request, be it through a constant, a field, an option or a flag's default. The fix replaces it where it is written by a model of the target; an import of the SDK that is no longer used goes too."),
}

// modelUse is a model name that flows into requests.
type modelUse struct {
	origin    gosyntax.Origin
	requests  []request
	companion bool // not sent itself, but compared with what is
	ties      []finding.Key
}

// models reports the model names that requests send, each once, where it is written.
func (r *run) models() {
	var uses []*modelUse
	byExpr := map[ast.Expr]*modelUse{}
	for _, req := range r.requests {
		named := false
		for _, o := range r.named(req) {
			named = named || o.Kind == gosyntax.Constant
			if o.Kind != gosyntax.Constant || !r.isModel(o.Text) {
				continue
			}
			companions := r.companions(o)
			var ties []finding.Key
			for _, c := range companions {
				at := c.File.Src.Position(c.File.Span(c.Expr).Start)
				ties = append(ties, r.key(finding.KeyModel, fmt.Sprintf("%s at %s:%d", c.Text, c.File.Src.Path, at.Line)))
			}
			for i, o := range append([]gosyntax.Origin{o}, companions...) {
				u := byExpr[o.Expr]
				if u == nil {
					u = &modelUse{origin: o, companion: true}
					byExpr[o.Expr], uses = u, append(uses, u)
				}
				u.requests = append(u.requests, req)
				u.companion = u.companion && i > 0
				u.ties = append(u.ties, ties...)
			}
		}
		if !named && !req.shared {
			r.outsideModel(req)
		}
	}
	for _, u := range uses {
		r.handled[u.origin.Expr] = true
		r.model(u)
	}
}

// named are the places that a request's model may come from. One inside a longer string counts as that string, with the
// model as its text.
func (r *run) named(req request) []gosyntax.Origin {
	out := r.program.Origins(req.file, req.value)
	for i := range out {
		if req.inside != "" {
			out[i].Text = req.inside
		}
	}
	return out
}

func (r *run) isModel(s string) bool {
	_, ok := provider.OpenAIModel(s)
	return ok
}

// companions returns the constants and variables of the project with the same name that a value on its way is compared
// with: they must change with it. A name that stands in the comparison itself is a decision by name, and stays.
// Have: if model != DefaultModel { ... }
func (r *run) companions(o gosyntax.Origin) []gosyntax.Origin {
	var out []gosyntax.Origin
	for _, obj := range o.Via {
		for _, s := range r.program.Compared(obj) {
			for _, c := range r.program.Origins(s.File, s.Expr) {
				if c.Kind == gosyntax.Constant && c.Text == o.Text && c.Expr != o.Expr && len(c.Via) > 0 {
					out = append(out, c)
				}
			}
		}
	}
	return out
}

// told reports whether a request on a client is told its model by something that can come from a file of settings: by more
// than constants of the code.
func (r *run) told(c *client) bool {
	return slices.ContainsFunc(r.requests, func(req request) bool {
		from := r.program.Origins(req.file, req.value)
		fixed := func(o gosyntax.Origin) bool {
			return o.Kind == gosyntax.Constant && !slices.ContainsFunc(o.Via, func(x types.Object) bool { _, ok := x.(*types.Var); return ok })
		}
		return (len(from) == 0 || !slices.ContainsFunc(from, fixed)) && slices.Contains(r.clientsOf(&modelUse{requests: []request{req}}), c)
	})
}

// modelVariables are the variables of the environment from which requests on a client take their model.
func (r *run) modelVariables(c *client) []string {
	var out []string
	for _, req := range r.requests {
		for _, o := range r.program.Origins(req.file, req.value) {
			if o.Kind == gosyntax.Env && slices.Contains(r.clientsOf(&modelUse{requests: []request{req}}), c) {
				out = append(out, o.Text)
			}
		}
	}
	return out
}

// outsideModel reports a request whose model no code names, unless it goes to somebody else's service anyway.
func (r *run) outsideModel(req request) {
	clients := r.clientsOf(&modelUse{requests: []request{req}})
	if len(clients) > 0 && !slices.ContainsFunc(clients, func(c *client) bool { return c.state != elsewhere }) {
		return
	}
	text := outside(r.program.Origins(req.file, req.value))
	if text == "" {
		text = short(req.file.Text(req.value))
	}
	f := finding.Finding{
		Rule: ruleModel, Kind: finding.Model, SDK: req.sdk.Name, Symbol: req.typ, Capability: req.capability,
		Message: i18n.Tf("此请求的模型取自 %s，代码中看不到它的值", "this request's model comes from %s; its value is not in the code", text),
	}
	if r.target != nil {
		f.Message = i18n.Join(f.Message, r.say("请设为%s的模型", "set it to a model of %s"))
	}
	r.add(req.file, req.value, f)
}

// model reports one model name with its fix.
func (r *run) model(u *modelUse) {
	o := u.origin
	if !r.program.Asked(o.File) {
		return
	}
	clients := r.clientsOf(u)
	f := finding.Finding{
		Rule: ruleModel, Kind: finding.Model, SDK: u.requests[0].sdk.Name, Symbol: u.requests[0].typ, Capability: u.requests[0].capability, Model: o.Text,
		Reaches: !o.File.Test && (len(clients) == 0 || slices.ContainsFunc(clients, (*client).reaches)),
		Message: i18n.Tf("请求使用 OpenAI 的模型 %s", "requests use OpenAI's model %s", o.Text),
	}
	if len(clients) == 1 {
		f.Client = clients[0].id
	}
	if msg, stop := r.modelStays(u, clients); stop {
		if msg.Complete() {
			f.Message = i18n.Join(f.Message, msg)
			r.unsure(clients, f.Message)
		}
		r.add(o.File, o.Expr, f)
		return
	}
	choice, ok := r.target.Model(o.Text, needOf(u))
	if !ok {
		f.Verdict, f.Sources = finding.Block, rewrite.Sources(choice.Verdict)
		f.Message = r.say("%s没有与 %s 对应的模型", "%s has no counterpart of %s", o.Text)
		r.unsure(clients, f.Message)
		r.add(o.File, o.Expr, f)
		return
	}
	if choice.ID == o.Text {
		f.Message = i18n.Join(f.Message, i18n.T("它在目标平台沿用原名，不需要改", "it keeps its name at the target and needs no change"))
		f.Confidence = finding.Certain
		r.add(o.File, o.Expr, f)
		return
	}
	r.modelFix(u, clients, choice, f)
}

// unsure makes the moves of clients wait for a look, because a model that they send stays as it is.
func (r *run) unsure(clients []*client, why i18n.Text) {
	for _, ch := range r.changes {
		for _, c := range clients {
			if ch.at == c.expr {
				ch.fix.Confidence, ch.finding.Confidence = finding.Likely, finding.Likely
				ch.fix.Why = and(ch.fix.Why, why)
			}
		}
	}
}

// modelStays says why a name is reported and not changed.
func (r *run) modelStays(u *modelUse, clients []*client) (why i18n.Text, stop bool) {
	o := u.origin
	switch {
	case r.target == nil:
		return i18n.Text{}, true
	case o.File.Test:
		return i18n.T("测试文件不自动修改", "test files are not changed"), true
	case o.File.Src.Mark != "":
		return i18n.T("该文件是生成的或第三方的，不修改", "the file is generated or vendored and is not changed"), true
	case len(clients) == 0:
		return i18n.T("找不到使用它的客户端，请手工修改", "no client was found that sends it: change it by hand"), true
	case !slices.ContainsFunc(clients, func(c *client) bool { return c.state != elsewhere }):
		return i18n.T("它的客户端已不再连接 OpenAI", "its client no longer talks to OpenAI"), true
	case !slices.ContainsFunc(clients, func(c *client) bool { return c.state != azure && c.state != elsewhere }):
		return i18n.T("在 Azure 上这是部署名或映射到部署的名字，请随客户端一起手工修改", "on Azure it names a deployment or maps to one: change it by hand together with the client"), true
	case !slices.ContainsFunc(clients, func(c *client) bool { return c.fixable || c.state == bySetting }):
		return i18n.T("它的客户端需要手工修改，请一并处理", "its client must be changed by hand: change both together"), true
	case r.typed(o) && !r.knows(u.requests[0].sdk, u.requests[0].sdk.Enum):
		s := u.requests[0].sdk
		return i18n.Tf("%[1]s %[2]s 之前的嵌入模型是整数枚举，无法写入其他平台的模型名：请先升级 SDK", "before %[1]s %[2]s embedding models are an int enumeration that cannot name other models: upgrade the SDK first", s.Name, strings.TrimSuffix(strings.TrimPrefix(s.Since[s.Enum], "v"), ".0")), true
	}
	return i18n.Text{}, false
}

// typed reports whether a name is a constant of the type EmbeddingModel or SpeechModel.
func (r *run) typed(o gosyntax.Origin) bool {
	pkg, name := r.program.TypeName(o.Expr)
	return r.of(pkg) != nil && (name == "EmbeddingModel" || name == "SpeechModel")
}

// namedType is the type of a constant that is used by its name, if that is declared beside the constant: a plain string in
// its place may need it. Empty for others.
func (r *run) namedType(o gosyntax.Origin) string {
	obj, pkg, name := r.program.Object(o.Expr), "", ""
	if pkg, name = r.program.TypeName(o.Expr); obj == nil || obj.Pkg() == nil || obj.Pkg().Path() != pkg {
		return ""
	}
	return name
}

// modelFix puts the fix together.
func (r *run) modelFix(u *modelUse, clients []*client, choice provider.Choice, f finding.Finding) {
	o := u.origin
	f.Verdict = finding.Rewrite
	ch := &change{file: o.File, at: o.Expr, finding: f}
	ch.fix = finding.Fix{
		Title:   i18n.Tf("将模型 %[1]s 换成 %[2]s", "replace model %[1]s by %[2]s", o.Text, choice.ID),
		Sources: rewrite.Sources(choice.Verdict), Confidence: finding.Certain,
		Why: r.say("%[3]s 是%[1]s中与 %[2]s 相当的模型", "%[3]s is the counterpart of %[2]s at %[1]s", o.Text, choice.ID),
	}
	for _, c := range clients {
		ch.fix.Provides = append(ch.fix.Provides, r.key(finding.KeyModel, c.id))
		ch.fix.Requires = append(ch.fix.Requires, r.key(finding.KeyClient, c.id))
		for _, name := range c.variables() {
			ch.fix.Requires = append(ch.fix.Requires, r.key(finding.KeySets, name))
		}
	}
	ch.fix.Provides, ch.fix.Requires = append(ch.fix.Provides, unique(u.ties)...), append(ch.fix.Requires, unique(u.ties)...)
	r.modelDoubts(u, clients, choice, ch)
	src := instead(o, choice.ID)
	if m, ok := provider.OpenAIModel(o.Text); ok && u.requests[0].ref {
		src = instead(o, m.Prefix+choice.ID)
	}
	if u.requests[0].inside != "" {
		src = inJSON(o, choice)
	}
	if name := r.namedType(o); name != "" && inferred(o) {
		src = sdkOf(o) + name + "(" + src + ")"
	} else {
		r.consume(ch, o.Expr)
	}
	var lit ast.Expr
	if req := u.requests[0]; req.kv != nil && ast.Unparen(req.kv.Value) == o.Expr {
		lit = req.lit
	}
	ch.within(o.File, lit, place(o.File, o.Expr, "model"), func(t *gosyntax.Tree) { t.Replace(o.Expr, src) })
	if !u.companion {
		r.extras(u, choice, ch)
	}
	ch.finding.Confidence = ch.fix.Confidence
	r.changes = append(r.changes, ch)
}

// inferred reports whether the type of a variable comes from the name, so that a plain string would change it.
func inferred(o gosyntax.Origin) bool {
	switch p := o.File.Parent(o.Expr).(type) {
	case *ast.ValueSpec:
		return p.Type == nil
	case *ast.AssignStmt:
		return p.Tok == token.DEFINE
	}
	return false
}

func sdkOf(o gosyntax.Origin) string {
	if sel, ok := o.Expr.(*ast.SelectorExpr); ok {
		return o.File.Text(sel.X) + "."
	}
	return ""
}

// unique returns the keys without repetition, in order.
func unique(keys []finding.Key) []finding.Key {
	var out []finding.Key
	for _, k := range keys {
		if !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}

package gosdk

import (
	"go/ast"
	"strconv"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

var ruleClient = &finding.Rule{
	ID: "GO002", Slug: "client-base-url", Severity: finding.Error,
	Title: i18n.T("请求发往 OpenAI 的客户端", "client that talks to OpenAI"),
	Doc: i18n.T(
		"没有给出地址的客户端总是连接 OpenAI。修改方式是按各 SDK 的写法设置地址（BaseURL、WithBaseURL 等），并换用目标平台的密钥变量；客户端、密钥和它使用的模型一起修改。",
		"A client that is given no address talks to OpenAI. The fix sets the address in the SDK's own terms (BaseURL, WithBaseURL, ...) and reads the target's key variable; client, key and the models it sends change together."),
}

// client is a place that makes the settings of a client.
type client struct {
	id    string
	file  *gosyntax.File
	expr  ast.Expr // the call or literal
	sdk   *SDK
	maker Maker
	made  string          // its name: NewClient, DefaultConfig, ClientConfig
	keys  []ast.Expr      // what gives its key
	keyed []*setting      // those of them that are settings
	lists []gosyntax.List // by option: where its list of options begins
	open  bool            // options may come in that cannot be seen

	state    state
	bases    []base            // where its address is set
	literals []gosyntax.Origin // OpenAI addresses to replace
	fixable  bool
	host     string   // the address it was moved to, where that is known
	wires    []*wire  // of one without an SDK: its requests
	blind    []string // and those bodies of them whose model the code does not show
}

// state is where a client sends its requests.
type state int

const (
	toOpenAI  state = iota // to OpenAI, and the code says so
	bySetting              // to where a setting says
	elsewhere              // somewhere else
	azure
	byHand
)

// base is one place that sets the address.
type base struct {
	set         *setting
	conditional bool
	origins     []gosyntax.Origin
}

// client reports a client, with its fix where one can be given.
func (r *run) client(c *client) {
	f := finding.Finding{
		Kind: finding.Client, SDK: c.sdk.Name, Symbol: c.made, Client: c.id, Reaches: c.reaches() && !c.file.Test,
		Rule: ruleClient, Message: i18n.T("此客户端把请求发往 OpenAI", "this client sends its requests to OpenAI"),
	}
	if c.wires != nil {
		f.Rule, f.Message = ruleRaw, i18n.T("这里不经 SDK 直接向 OpenAI 发请求", "this request goes to OpenAI without an SDK")
	}
	if p := c.foreignPath(); p != "" && r.target != nil {
		f.Message = i18n.Join(f.Message, i18n.Tf("路径 %s 是 OpenAI 独有的，没有对应的接口：请去掉或改写此功能", "only OpenAI serves the path %s, which has no counterpart: drop the feature or replace it", p))
		r.add(c.file, c.expr, f)
		return
	}
	defer r.foreign(c)
	switch c.state {
	case byHand:
		r.handClient(c, f)
		return
	case azure:
		r.azureClient(c, f)
		return
	case bySetting:
		r.settingClient(c, f)
		return
	case elsewhere:
		f.Rule, f.Confidence = ruleMoved, finding.Certain
		f.Message = i18n.Tf("此客户端的请求发往 %s，无需修改", "this client sends its requests to %s; nothing to do", c.host)
		r.add(c.file, c.expr, f)
		return
	}
	switch {
	case c.maker.Shape == ByValue && isLiteral(c.expr) && len(c.bases) == 0:
		f.Message = i18n.T("ClientConfig 字面量没有密钥和地址：请改用 DefaultConfig", "a ClientConfig literal has neither key nor address: use DefaultConfig")
	case c.file.Test:
		f.Message = i18n.T("测试中的客户端会连接 OpenAI；测试文件不自动修改", "this client of a test talks to OpenAI; test files are not changed")
	case r.target != nil && c.file.Src.Mark == "":
		r.clientFix(c, f)
		return
	}
	r.keyOrigins(c, nil)
	r.add(c.file, c.expr, f)
}

// clientFix puts the fix together; where a part of it is not safe, the finding is reported with what to do by hand.
func (r *run) clientFix(c *client, f finding.Finding) {
	ch := &change{file: c.file, at: c.expr, finding: f}
	ch.fix = finding.Fix{
		Title:   r.say("将客户端指向%s", "point the client at %s"),
		Sources: rewrite.Sources(r.target.Address().Verdict), Confidence: finding.Certain,
		Provides: []finding.Key{r.key(finding.KeyClient, c.id)},
		Requires: []finding.Key{r.key(finding.KeyModel, c.id)},
		Why:      r.why(c),
	}
	for _, name := range r.modelVariables(c) {
		ch.fix.Provides = append(ch.fix.Provides, r.key(finding.KeyReads, name))
	}
	if r.told(c) {
		ch.fix.Provides = append(ch.fix.Provides, finding.Setting(finding.KeyClient, r.pass.Project.Root, ""))
		ch.fix.Requires = append(ch.fix.Requires, finding.Setting(finding.KeyModel, r.pass.Project.Root, ""))
	}
	if c.wires != nil {
		ch.fix.Title = r.say("将请求发往%s", "send the request to %s")
	}
	if why := r.program.Degraded; why.Complete() && r.pass.Project.Tree.Dir != "" {
		ch.fix.Why = and(ch.fix.Why, i18n.T("未能用 go 命令加载模块（"+why.ZH+"），按引入路径判断", "Modules could not be loaded with the go command ("+why.EN+"); import paths decided"))
	}
	inner := r.keyOrigins(c, ch)
	if lost, all := r.lost(c); len(lost) > 0 {
		f.Message = i18n.Join(f.Message, r.stays(lost, all))
		r.giveUp(ch)
		r.add(c.file, c.expr, f)
		return
	}
	if r.argumentStays(c) || !r.move(c, ch, inner) {
		f.Message = i18n.Tf(
			"此客户端把请求发往 OpenAI，但这里无法安全地自动修改：请手工%[1]s，地址为 %[3]s",
			"this client sends its requests to OpenAI, and this place cannot be changed safely: %[2]s by hand; the address is %[3]s", c.sdk.Hand.ZH, c.sdk.Hand.EN, r.target.BaseURL)
		r.giveUp(ch)
		r.add(c.file, c.expr, f)
		return
	}
	if len(c.literals) > 0 && c.host != "" {
		ch.fix.Confidence = finding.Likely
		ch.fix.Why = and(ch.fix.Why, i18n.Tf("它的地址也可能是 %[1]s：程序在几个平台之间选择，也可以添加一项而不是替换 OpenAI 那一项", "Its address may also be %[1]s: the program chooses among several services, and adding one is an alternative to replacing OpenAI's", c.host))
	}
	if name := r.otherModel(c); name != "" {
		ch.fix.Confidence = finding.Likely
		ch.fix.Why = and(ch.fix.Why, i18n.Tf("注意：它的模型 %[1]s 不是 OpenAI 的，地址也许由环境变量给出，已经指向别处", "Mind that its model %[1]s is not OpenAI's: a variable of the environment may point it elsewhere already", name))
	}
	ch.finding.Confidence = ch.fix.Confidence
	c.fixable = true
	r.changes = append(r.changes, ch)
}

func (r *run) why(c *client) i18n.Text {
	if c.wires != nil {
		return i18n.Tf("地址写在代码里；目标地址为 %[1]s，密钥和模型随之更换", "The address stands in the code; the target's is %[1]s, and key and model change with it", r.target.BaseURL)
	}
	name := r.roleName(c, Address)
	return i18n.Tf(
		"%[1]s 默认连接 https://api.openai.com/v1，只有 %[2]s 能改变它；目标地址为 %[3]s",
		"%[1]s talks to https://api.openai.com/v1 unless %[2]s says otherwise; the target's address is %[3]s", c.sdk.Name, name, r.target.BaseURL)
}

// otherModel is a model among the settings of a client that is not one of OpenAI's; empty where there is none.
// Have: openai.New(openai.WithModel("deepseek-reasoner")), with OPENAI_BASE_URL in the environment
func (r *run) otherModel(c *client) string {
	for _, req := range r.requests {
		if req.set == nil || !r.owns(c, req.set) {
			continue
		}
		for _, o := range r.program.Origins(req.file, req.value) {
			if o.Kind == gosyntax.Constant && o.Text != "" && !r.isModel(o.Text) && !strings.Contains(o.Text, "gpt") {
				return short(o.Text)
			}
		}
	}
	return ""
}

// move writes the address: into the literals that hold OpenAI's, after the settings are made, or around the call.
func (r *run) move(c *client, ch *change, inner map[ast.Expr]string) bool {
	if c.wires != nil {
		return r.moveRaw(c, ch, inner)
	}
	url := strconv.Quote(r.addressFor(c.sdk))
	if len(c.literals) > 0 {
		for _, o := range c.literals {
			if frozen(o.File) || !r.program.Asked(o.File) {
				return false
			}
			r.handled[o.Expr] = true
			ch.spoken = append(ch.spoken, o.Expr)
			ch.edit(o.File, place(o.File, o.Expr, "address"), func(t *gosyntax.Tree) { t.Replace(o.Expr, instead(o, r.baseFor(c, o.Text))) })
		}
		if c.maker.Shape == ByValue {
			r.inline(c, ch, inner)
			return true
		}
		return r.byList(c, ch, inner)
	}
	if c.maker.Shape != ByValue {
		return r.byList(c, ch, inner)
	}
	sdkName, ok := r.sdkName(c)
	if !ok {
		return false
	}
	if c.made == valueMaker && r.after(c, ch, url) {
		r.inline(c, ch, inner)
		return true
	}
	return r.hoist(c, ch, sdkName, url, inner)
}

// baseFor keeps the shape of the address that is replaced: a bare host in code that adds the path itself stays without.
func (r *run) baseFor(c *client, old string) string {
	if strings.HasSuffix(old, "/") {
		return r.target.BaseURL + "/"
	}
	return r.addressFor(c.sdk)
}

func isLiteral(e ast.Expr) bool {
	_, ok := e.(*ast.CompositeLit)
	return ok
}

// inline makes the edits of the key that lie within the client's own call.
func (r *run) inline(c *client, ch *change, inner map[ast.Expr]string) {
	for e, src := range inner {
		ch.edit(c.file, place(c.file, e, "key"), func(t *gosyntax.Tree) { t.Replace(e, src) })
	}
}

// sdkName returns what the client's file calls the SDK, with its dot; empty for a dot import.
func (r *run) sdkName(c *client) (string, bool) {
	call, ok := c.expr.(*ast.CallExpr)
	if !ok {
		return "", false
	}
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.SelectorExpr:
		return c.file.Text(fun.X) + ".", true
	case *ast.Ident:
		return "", true
	}
	return "", false
}

// instead is the literal of an origin with another text: in its place, or within what else it holds, as the tag of a field
// does.
func instead(o gosyntax.Origin, text string) string {
	if lit, value, ok := gosyntax.Literal(o.Expr); ok && value != o.Text {
		return strings.Replace(lit.Value, o.Text, text, 1)
	}
	return quoteLike(o.Expr, text)
}

// quoteLike quotes s as the literal that it replaces is quoted.
func quoteLike(old ast.Expr, s string) string {
	if lit, _, ok := gosyntax.Literal(old); ok && strings.HasPrefix(lit.Value, "`") && !strings.Contains(s, "`") {
		return "`" + s + "`"
	}
	return strconv.Quote(s)
}

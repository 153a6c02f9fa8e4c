package jsopenai

import (
	"slices"
	"strconv"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// clientFix moves a client: address, key, and the headers that name an account at OpenAI.
//
//	Have: new OpenAI() -> new OpenAI({ apiKey: process.env.ZAI_API_KEY, baseURL: 'https://open.bigmodel.cn/api/paas/v4' })
func (s *survey) clientFix(c *client) (finding.Fix, bool) {
	edits, reads := s.clientEdits(c)
	if c.split != nil {
		edits = append(edits, c.split.edits...)
	}
	return s.complete(c, edits, reads), len(edits) > 0
}

// clientEdits are the edits of a client's fix, and the variables that it no longer reads.
func (s *survey) clientEdits(c *client) (edits []finding.Edit, reads []string) {
	var add []string
	for _, arg := range s.keyArguments(c) {
		e, names := s.keyEdits(arg)
		if s.leavesKey(c, arg) {
			e = []finding.Edit{s.splitKey(arg)}
		}
		edits, reads = append(edits, e...), append(reads, names...)
	}
	if c.spec.how == byFetch {
		return append(edits, s.rawEdits(c)...), reads
	}
	if c.spec.how == byPath {
		return append(edits, s.instanceEdits(c)...), reads
	}
	if len(s.keyArguments(c)) == 0 && s.target.KeyEnv != defaultKey && c.spec.reads {
		key, _ := s.names(c)
		add, reads = append(add, key+": "+c.mod.ReadEnv(s.target.KeyEnv)), append(reads, defaultKey)
	}
	if c.spec.how == byAgent && len(s.team.keys) > 0 {
		add = nil // setDefaultOpenAIKey gives it
	}
	if m, ok := s.missingModel(c); ok {
		_, name := s.names(c)
		add = append(add, name+": "+c.mod.Quote(m.ID))
	}
	if c.spec.how == byItself && c.capability() == finding.Embeddings {
		more, _, _ := s.embeddingOptions(c.mod, c.requests[0])
		add = append(add, more...)
	}
	if more, entry := s.extraOption(c); len(more) > 0 || entry != "" {
		edits = append(edits, more...)
		if entry != "" {
			add = append(add, entry)
		}
	}
	if len(c.url.args) > 0 {
		edits = append(edits, s.addressEdits(c)...)
	} else {
		more, entry := s.addAddress(c)
		edits = append(edits, more...)
		if entry != "" {
			add = append(add, entry)
		}
	}
	edits = append(edits, s.chatEdits(c)...)
	if s.compatible(c) {
		add = append([]string{"name: " + c.mod.Quote(s.compatibleName())}, add...)
		if c.spec == aiSDK {
			edits = append(edits, s.compatibleEdits(c)...)
		} else {
			edits = append(edits, s.makerEdits(c)...)
		}
	}
	if c.spec.how == byAgent {
		return append(edits, s.agentEdits(c, add)...), reads
	}
	if c.spec == aiModule {
		return append(edits, s.ownProvider(c, add)...), reads
	}
	return append(edits, s.putOptions(c, add)...), reads
}

// putOptions puts new options where the client has its others.
func (s *survey) putOptions(c *client, add []string) []finding.Edit {
	if o := c.opts.object; o.Valid() {
		return finding.In(s.js.Module(o).File, s.js.Module(o).Rearrange(o, s.leavingOptions(c, o), add)...)
	}
	if len(add) == 0 {
		return nil
	}
	m := s.js.Module(c.opts.call)
	args := c.opts.call.ChildByField("arguments")
	if !args.Is("arguments") { // new OpenAI
		at := c.opts.call.End()
		return finding.In(m.File, edit.Edit{Start: at, End: at, New: "(" + m.Object(at+1, add) + ")", Node: "new " + c.spec.class})
	}
	return finding.In(m.File, edit.Edit{Start: args.Start() + 1, End: args.End() - 1, New: m.Object(args.Start()+1, add), Node: "new " + c.spec.class})
}

// leavingOptions are the entries that leave the options of a client.
func (s *survey) leavingOptions(c *client, object syntax.Node) []string {
	out := append(s.dropped(c, object), c.spec.drop...)
	if s.compatible(c) {
		out = append(out, "compatibility", "name") // unknown to the compatible provider, or said anew
	}
	return out
}

// addAddress gives an address to a client that has none: as an option, or as an entry of the option that holds it.
func (s *survey) addAddress(c *client) ([]finding.Edit, string) {
	outer, inner, nested := strings.Cut(c.spec.url, ".")
	if !nested {
		return nil, outer + ": " + s.implicitAddress(c)
	}
	entry := inner + ": " + s.implicitAddress(c)
	for _, n := range s.get(c.opts, outer) {
		for _, v := range s.js.Eval(n) {
			if m := s.js.Module(v.Node); v.Kind == jssyntax.Dict {
				return finding.In(m.File, m.Rearrange(v.Node, c.spec.drop, []string{entry})...), ""
			}
		}
	}
	return nil, outer + ": { " + entry + " }"
}

// complete gives a client's edits their reason, sureness and keys.
func (s *survey) complete(c *client, edits []finding.Edit, reads []string) finding.Fix {
	name := s.target.Name
	fix := finding.Fix{
		Title: i18n.Text{ZH: "将客户端指向" + name.ZH, EN: "point the client at " + name.EN},
		Why:   s.clientWhy(c), Sources: rewrite.Sources(s.target.Address().Verdict), Confidence: finding.Certain, Edits: edits,
		Provides: []finding.Key{c.key(finding.KeyClient)},
		Requires: []finding.Key{c.key(finding.KeyModel)},
	}
	for _, name := range reads {
		if s.renamesKey(name) {
			fix.Provides = append(fix.Provides, s.variable(finding.KeyReads, name))
			fix.Requires = append(fix.Requires, s.variable(finding.KeySets, name))
		}
	}
	if len(c.url.args) == 0 && c.spec.knob != "" && s.setsAddress() {
		fix.Requires = append(fix.Requires, s.variable(finding.KeySets, c.spec.knob))
	}
	for _, v := range c.url.values {
		if v.Kind == jssyntax.Env {
			fix.Requires = append(fix.Requires, s.variable(finding.KeySets, v.Var))
		}
	}
	for _, r := range c.requests {
		for _, arg := range r.models {
			for _, v := range s.js.Eval(arg) {
				if v.Kind == jssyntax.Env {
					fix.Provides = append(fix.Provides, s.variable(finding.KeyReads, v.Var))
				}
			}
		}
	}
	for _, shared := range s.shared(c) {
		fix.Provides = append(fix.Provides, shared)
		fix.Requires = append(fix.Requires, shared)
	}
	if s.outside(c) {
		fix.Provides = append(fix.Provides, finding.Setting(finding.KeyClient, s.pass.Project.Root, ""))
		fix.Requires = append(fix.Requires, finding.Setting(finding.KeyModel, s.pass.Project.Root, ""))
	}
	if len(c.doubt) > 0 {
		fix.Confidence = finding.Likely
	}
	return fix
}

// outside reports whether a model of the client's requests comes from elsewhere, at least where nothing else is said.
func (s *survey) outside(c *client) bool {
	for _, r := range s.requests {
		if !slices.Contains(r.clients, c) {
			continue
		}
		for _, arg := range r.models {
			if slices.ContainsFunc(s.js.Eval(arg), func(v jssyntax.Value) bool { return v.Kind == jssyntax.Unknown }) {
				return true
			}
		}
	}
	return false
}

// shared names the definitions outside the constructor that the fix changes: clients that share one change together.
func (s *survey) shared(c *client) []finding.Key {
	lists := [][]jssyntax.Value{c.url.values, {c.opts.value}}
	for _, arg := range s.ownKeys(c) {
		lists = append(lists, s.js.Eval(arg))
	}
	if c.opts.call != c.call && c.opts.call.Valid() {
		lists = append(lists, []jssyntax.Value{{Node: c.opts.call, Trace: make([]jssyntax.Ref, 1)}})
	}
	var out []finding.Key
	for _, v := range slices.Concat(lists...) {
		if len(v.Trace) == 0 || !v.Node.Valid() || s.js.Module(v.Node) == nil {
			continue
		}
		k := finding.Key{Kind: finding.KeyReads, Scope: ".", Name: "at " + s.js.Module(v.Node).File.Path + ":" + strconv.Itoa(v.Node.Start())}
		if !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}

// clientWhy says why the client changes so, and what makes that less than certain.
func (s *survey) clientWhy(c *client) i18n.Text {
	why := i18n.Tf("请求改发往 %[1]s，密钥从 %[2]s 读取", "requests go to %[1]s, the key comes from %[2]s", s.target.BaseURL, s.target.KeyEnv)
	if !s.changesKey(c) {
		why = i18n.Tf("请求改发往 %s", "requests go to %s", s.target.BaseURL)
	}
	for _, name := range c.spec.drop {
		if len(s.get(c.opts, name)) > 0 {
			why = i18n.Join(why, i18n.Tf("%s 会作为请求头发给新平台，故去掉", "%s would be sent to the new host as a header and goes", name))
		}
	}
	if s.compatible(c) {
		why = i18n.Join(why, i18n.T("改用 @ai-sdk/openai-compatible：它走 Chat Completions，并会发送目标模型需要的额外字段", "@ai-sdk/openai-compatible takes its place, which uses chat completions and sends the extra fields that the target's models want"))
	}
	if len(s.chatEdits(c)) > 0 {
		why = i18n.Join(why, i18n.Tf("provider('…') 会请求 /responses，%[1]s没有该接口，故写明 .chat", "provider('...') posts to /responses, which %[2]s lacks, so .chat is said", s.target.Brief().ZH, s.target.Brief().EN))
	}
	if c.spec.how == byItself && c.capability() == finding.Embeddings {
		if add, reason, _ := s.embeddingOptions(c.mod, c.requests[0]); len(add) > 0 {
			why = i18n.Join(why, reason)
		}
	}
	for _, d := range c.doubt {
		why = i18n.Join(why, d)
	}
	return why
}

// implicitAddress spells the address of a client that has none. Where a file of the project sets the variable that the
// SDK reads by itself, that stays the knob it is, with the target as its default; an empty value counts as none.
func (s *survey) implicitAddress(c *client) string {
	if c.spec.knob != "" && s.setsAddress() {
		return c.mod.ReadEnv(c.spec.knob) + " || " + c.mod.Quote(s.url(c))
	}
	return s.urlExpression(c.mod, s.url(c))
}

// url is the target's address as a client joins paths to it: version 3 adds a slash of its own.
func (s *survey) url(c *client) string {
	if c.spec.how == byMethod {
		return s.target.BaseURL
	}
	return s.target.ClientURL()
}

// urlExpression spells the target's address in the style asked for.
func (s *survey) urlExpression(m *jssyntax.Module, address string) string {
	url := m.Quote(address)
	if s.target.Style == provider.Env {
		return m.ReadEnv(s.target.URLEnv()) + " || " + url
	}
	return url
}

// setsAddress reports whether a configuration file in reach of the project sets the SDK's address variable.
func (s *survey) setsAddress() bool {
	if s.knob == nil {
		found := s.pass.Project.Sets("OPENAI_BASE_URL")
		s.knob = &found
	}
	return *s.knob
}

// addressEdits changes the address that a client is given, where it is written.
func (s *survey) addressEdits(c *client) []finding.Edit {
	var out []finding.Edit
	for _, v := range c.url.literals {
		m := s.js.Module(v.Node)
		if s.target.Style == provider.Env && !v.Fallback {
			out = append(out, finding.In(m.File, edit.Edit{Start: v.Node.Start(), End: v.Node.End(), New: s.urlExpression(m, s.url(c)), Node: "option baseURL"})...)
		} else if e, ok := jssyntax.Replace(v.Node, s.url(c)); ok {
			out = append(out, finding.In(m.File, e)...)
		}
	}
	switch c.url.kind {
	case knob:
		for _, v := range c.url.knobs {
			out = append(out, s.withDefault(c, v)...)
		}
	case implicit:
		out = append(out, s.replaceNothing(c)...)
	}
	return out
}

// withDefault gives the read of an address variable a default. An empty variable would send the SDK back to OpenAI, so the
// operator takes empty as none.
//
//	Have: baseURL: process.env.OPENAI_BASE_URL -> baseURL: process.env.OPENAI_BASE_URL || 'https://…'
func (s *survey) withDefault(c *client, v jssyntax.Value) []finding.Edit {
	m := s.js.Module(v.Node)
	read := v.Node.Enclosing("member_expression", "subscript_expression", "call_expression", "variable_declarator", "object_pattern")
	if v.Node.Is("shorthand_property_identifier_pattern") || !read.Is("member_expression", "subscript_expression", "call_expression") {
		return nil
	}
	for read.Parent().Is("non_null_expression", "as_expression") {
		read = read.Parent()
	}
	return finding.In(m.File, edit.Edit{Start: read.End(), End: read.End(), New: " || " + m.Quote(s.url(c)), Node: "default of " + v.Var})
}

// replaceNothing puts the address where undefined, null or an empty string stand for none.
func (s *survey) replaceNothing(c *client) []finding.Edit {
	var out []finding.Edit
	for _, arg := range c.url.args {
		if m := s.js.Module(arg); arg.Is("undefined", "null", "string") {
			out = append(out, finding.In(m.File, edit.Edit{Start: arg.Start(), End: arg.End(), New: s.urlExpression(m, s.url(c)), Node: "option " + c.spec.url})...)
		}
	}
	return out
}

// missingModel is the model to name for a client that is a model itself and sends OpenAI's default.
func (s *survey) missingModel(c *client) (provider.Choice, bool) {
	if c.spec.how != byItself || c.spec.model == "" || slices.ContainsFunc(c.requests, func(r *request) bool { return len(r.models) > 0 }) {
		return provider.Choice{}, false
	}
	return s.target.Model(c.spec.model, provider.Need{})
}

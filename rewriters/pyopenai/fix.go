package pyopenai

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/rewriters/internal/pykey"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// clientFixes are the ways to move a client: its key changes where it is written, or where that is held the client gets one
// of its own. That is the only way where others that are no business of ours are given the key, which goes on to be read for
// them.
func (s *survey) clientFixes(c *client) (list []finding.Fix, holds []finding.Key) {
	fix := s.clientFix(c, false)
	if len(fix.Edits) == 0 {
		return nil, nil
	}
	parts := c.split != nil && c != s.module // then the second one keeps the key
	if !s.ofAzure(c) && !parts {
		fix.Unless = s.keyDefinitions(c)
	}
	switch {
	case !s.ownable(c):
		return []finding.Fix{fix}, nil
	case parts, s.consumed(c):
		return []finding.Fix{s.clientFix(c, true)}, s.readsOf(c)
	}
	for _, arg := range s.keyArguments(c) {
		for _, name := range s.keys().Published(arg) {
			fix.Unless = append(fix.Unless, pykey.Process(s.pass.Project, name))
		}
	}
	return []finding.Fix{fix, s.clientFix(c, true)}, nil
}

// clientFix moves a client: address, key, and the headers that name an account at OpenAI.
//
//	Have: OpenAI() -> OpenAI(api_key=os.environ["ZAI_API_KEY"], base_url="https://open.bigmodel.cn/api/paas/v4")
func (s *survey) clientFix(c *client, ownKey bool) finding.Fix {
	edits, reads := s.clientEdits(c, ownKey)
	if c.split != nil {
		edits = append(edits, c.split.edits...)
	}
	fix := s.complete(c, edits, reads, ownKey)
	if ownKey {
		fix.Why = i18n.Join(fix.Why, i18n.T("原密钥另有他用，保持不变，它改用自己的密钥", "others go on to use the key that it had: it gets one of its own"))
	}
	return fix
}

// clientEdits are the edits of a client's fix, and the variables that it no longer reads.
func (s *survey) clientEdits(c *client, ownKey bool) (edits []finding.Edit, reads []string) {
	if c == s.module {
		return s.moduleEdits(c, ownKey)
	}
	if isAzure(c.class) {
		return s.azureEdits(c), nil
	}
	at := c.given()
	m, copied := s.py.Module(at), copies(at.ChildByField("function"))
	var add []string
	env := s.py.Environ(m, at)
	if args := s.keyArguments(c); len(args) > 0 {
		for _, arg := range args {
			e, names := s.keyEdits(arg, ownKey)
			switch {
			case c.url.kind == azureURL:
				e = s.azureKey(arg)
			case s.leavesKey(c, arg) && !ownKey:
				e = s.environAt(arg)
			}
			edits, reads = append(edits, e...), append(reads, names...)
		}
	} else if like := s.held(c); like.Valid() && !ownKey {
		edits, reads = s.keyEdits(like, false)
		add = append(add, "api_key="+like.Text())
	} else if s.target.KeyEnv != defaultKey && !copied {
		add, reads = append(add, "api_key="+env.Read(m.QuoteAt(at, s.target.KeyEnv))), append(reads, defaultKey)
	}
	if url := s.addressEdits(c); c.url.arg.Valid() {
		edits = append(edits, url...)
	} else if !copied {
		add = append(add, "base_url="+s.implicitAddress(at, env))
	}
	if usesEnviron(add) {
		edits = append(edits, finding.In(m.File, env.Edits()...)...)
	}
	edits = append(edits, finding.In(m.File, m.Rearrange(at, accountKeywords, add)...)...)
	return edits, reads
}

// accountKeywords are arguments that the SDK sends as headers with every request.
var accountKeywords = []string{"organization", "project"}

func usesEnviron(add []string) bool {
	return slices.ContainsFunc(add, func(a string) bool { return strings.Contains(a, "[") || strings.Contains(a, "(") })
}

// complete gives a client's edits their reason, sureness and keys.
func (s *survey) complete(c *client, edits []finding.Edit, reads []string, ownKey bool) finding.Fix {
	fix := finding.Fix{
		Title:      pointAt(s.target),
		Why:        s.clientWhy(c),
		Sources:    rewrite.Sources(s.target.Address().Verdict),
		Confidence: finding.Certain,
		Edits:      edits,
		Provides:   []finding.Key{c.key(finding.KeyClient)},
		Requires:   []finding.Key{c.key(finding.KeyModel)},
	}
	fix.Provides = append(fix.Provides, s.readKeys(reads)...)
	for _, name := range reads {
		if s.renamesKey(name) {
			fix.Requires = append(fix.Requires, s.variable(finding.KeySets, name))
		}
	}
	if !c.url.arg.Valid() && s.setsAddress() {
		fix.Requires = append(fix.Requires, s.variable(finding.KeySets, addressVariable))
	}
	for _, v := range c.url.values {
		if v.Kind == pysyntax.Env {
			fix.Requires = append(fix.Requires, s.variable(finding.KeySets, v.Name))
		}
	}
	for _, shared := range s.shared(c, ownKey) {
		fix.Provides = append(fix.Provides, shared)
		fix.Requires = append(fix.Requires, shared)
	}
	for _, o := range s.originals(c) {
		fix.Requires = append(fix.Requires, o.key(finding.KeyClient))
	}
	for _, r := range c.requests {
		s.settingsOf(&fix, s.modelArguments(r)...)
		s.readsModel(&fix, r)
	}
	if len(c.doubt) > 0 {
		fix.Confidence = finding.Likely
	}
	return fix
}

// shared names the definitions outside the constructor that the fix changes: clients that share one change together.
func (s *survey) shared(c *client, ownKey bool) []finding.Key {
	var out []finding.Key
	for _, arg := range s.ownKeys(c) {
		if !ownKey {
			out = append(out, s.keys().Definitions(arg)...)
		}
	}
	if !ownKey {
		out = append(out, s.keys().Definitions(s.held(c))...)
	}
	for _, v := range c.url.values {
		if len(v.Trace) == 0 || !v.Node.Valid() {
			continue
		}
		k := finding.Key{Kind: finding.KeyReads, Scope: ".", Name: s.py.Module(v.Node).File.Path + ":" + itoa(v.Node.Start())}
		if !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	if c.init.Valid() {
		out = append(out, s.initKey(c))
	}
	if isAzure(c.class) {
		if b := s.azureImport(c); b != nil { // the others that lose this import
			out = append(out, finding.Key{Kind: finding.KeyReads, Scope: ".", Name: c.mod.File.Path + ":" + itoa(b.Node.Start())})
		}
	}
	return out
}

func pointAt(t *provider.Target) i18n.Text {
	return i18n.Text{ZH: "将客户端指向" + t.Name.ZH, EN: "point the client at " + t.Name.EN}
}

// clientWhy says why the client changes so, and what makes that less than certain.
func (s *survey) clientWhy(c *client) i18n.Text {
	why := i18n.Tf("请求改发往 %[1]s，密钥从 %[2]s 读取", "requests go to %[1]s, the key comes from %[2]s", s.target.BaseURL, s.target.KeyEnv)
	if !s.changesKey(c) {
		why = i18n.Tf("请求改发往 %s", "requests go to %s", s.target.BaseURL)
	}
	for _, name := range accountKeywords {
		if pysyntax.Keyword(c.given(), name).Node.Valid() {
			why = i18n.Join(why, i18n.Tf("%s 会作为请求头发给新平台，故去掉", "%s would be sent to the new host as a header and goes", name))
		}
	}
	for _, d := range c.doubt {
		why = i18n.Join(why, d)
	}
	return why
}

// changesKey reports whether a client takes its key from the target's variable once it has moved, as far as can be seen.
func (s *survey) changesKey(c *client) bool {
	args := s.keyArguments(c)
	return len(args) == 0 || slices.ContainsFunc(args, func(arg syntax.Node) bool {
		edits, _ := s.keyEdits(arg, false)
		return len(edits) > 0 || slices.ContainsFunc(s.py.Eval(arg), func(v pysyntax.Value) bool { return v.Kind == pysyntax.Env && v.Name == s.target.KeyEnv })
	})
}

// implicitAddress spells the address of a client that has none. Where a file of the project sets the variable that the
// SDK reads by itself, that stays the knob it is, with the target as its default.
func (s *survey) implicitAddress(at syntax.Node, env pysyntax.Environ) string {
	if m := s.py.Module(at); s.setsAddress() {
		return env.Get(m.QuoteAt(at, addressVariable), m.QuoteAt(at, s.target.ClientURL()))
	}
	return s.urlExpression(at, env, s.target.ClientURL())
}

// addressVariable is what the SDK takes its address from when it is given none.
const addressVariable = "OPENAI_BASE_URL"

// setsAddress reports whether a configuration file in reach of the project sets the SDK's address variable.
func (s *survey) setsAddress() bool {
	if s.knob == nil {
		found := s.pass.Project.Sets(addressVariable)
		s.knob = &found
	}
	return *s.knob
}

// urlExpression spells the target's address in the style asked for.
func (s *survey) urlExpression(at syntax.Node, env pysyntax.Environ, url string) string {
	m := s.py.Module(at)
	quoted := m.QuoteAt(at, url)
	if s.target.Style == provider.Env {
		return env.Get(m.QuoteAt(at, s.target.URLEnv()), quoted)
	}
	return quoted
}

// addressEdits changes the address that a client is given, where it is written.
func (s *survey) addressEdits(c *client) []finding.Edit {
	out := s.defaultEdits(c)
	for _, v := range c.url.literals {
		if v.Fallback {
			out = append(out, s.replaceText(v.Node, s.urlOf(c))...)
		} else {
			out = append(out, s.urlAt(v.Node, s.urlOf(c))...)
		}
	}
	if c.url.kind == implicit && c.url.arg.Is("none") {
		out = append(out, s.urlAt(c.url.arg, s.urlOf(c))...)
	}
	return out
}

// defaultEdits give the variables that decide a client's address the target's as their default.
func (s *survey) defaultEdits(c *client) (out []finding.Edit) {
	for _, v := range c.url.knobs {
		if args := pysyntax.Arguments(v.Node); len(args) == 1 && c.url.kind == knob {
			m := s.py.Module(v.Node)
			out = append(out, finding.In(m.File, edit.Edit{
				Start: args[0].Node.End(), End: args[0].Node.End(), New: ", " + m.QuoteAt(v.Node, s.urlOf(c)), Node: "default of " + v.Name,
			})...)
		}
	}
	return out
}

// urlOf is the target's address in the form that a client wants.
func (s *survey) urlOf(c *client) string {
	if c == s.module || c.perCall != nil {
		return s.moduleURL()
	}
	return s.target.ClientURL()
}

func (s *survey) replaceText(n syntax.Node, url string) []finding.Edit {
	e, ok := pysyntax.Replace(n, url)
	if !ok {
		return nil
	}
	return finding.In(s.py.Module(n).File, e)
}

// urlAt replaces a literal address, in the env style by a read of a variable.
func (s *survey) urlAt(n syntax.Node, url string) []finding.Edit {
	if s.target.Style != provider.Env && n.Is("string") {
		return s.replaceText(n, url)
	}
	m := s.py.Module(n)
	env := s.py.Environ(m, n)
	text := s.urlExpression(n, env, url)
	edits := []edit.Edit{{Start: n.Start(), End: n.End(), New: text, Node: "keyword base_url"}}
	if s.target.Style == provider.Env {
		edits = append(env.Edits(), edits...)
	}
	return finding.In(m.File, edits...)
}

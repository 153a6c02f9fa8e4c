package pyframe

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/rewriters/internal/pykey"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// siteFinding reports a site, with its move.
func (v *survey) siteFinding(s *Site) {
	f := finding.Finding{
		Rule: v.frame.rules.site, Kind: finding.Client, Symbol: s.symbol(), Client: s.id(), Reaches: s.reaches(),
		Capability: s.Does, Confidence: finding.Certain, Message: v.message(s),
	}
	if v.target != nil && s.State == Moving {
		f.Fixes, f.Holds = v.fixes(s)
	}
	if len(s.For) > 0 {
		if f.Kind, f.Message = finding.Parameter, v.why(s); len(f.Fixes) == 0 {
			return
		}
	}
	if v.target != nil && len(f.Fixes) == 0 {
		f.Holds = v.holds(s)
		if s.State == ByHand || s.State == Knobbed {
			f.Confidence = finding.Manual
		}
	}
	v.report(s.mod, s.node, f)
}

func (v *survey) message(s *Site) i18n.Text {
	switch {
	case s.State == Staying && s.url.host != "":
		return i18n.Tf("%s 已指向 %s，不作改动", "%s already points at %s; it is left alone", s.symbol(), s.url.host)
	case s.State == Staying:
		return i18n.Tf("%s 由传入的对象决定发往何处，不作改动", "%s is given an object that decides where it sends; it is left alone", s.symbol())
	case s.State == ByHand:
		return s.Why
	case s.State == Knobbed:
		return i18n.Tf("%[1]s 的地址来自环境变量 %[2]s：代码不改，请把 %[2]s 设为 %[3]s，并换成新平台的密钥",
			"%[1]s takes its address from %[2]s: the code stays, set %[2]s to %[3]s and use a key of the new provider", s.symbol(), s.url.knobs[0].Name, v.target.BaseURL)
	}
	return i18n.Tf("%s 通过 %s 向 OpenAI 发送请求", "%s of %s sends its requests to OpenAI", s.symbol(), v.frame.Name)
}

// fixes are the ways to move a site: its key changes where it is written, or where that is held the site gets one of its
// own. That is the only way where others that are no business of ours are given the key, which goes on to be read for them.
func (v *survey) fixes(s *Site) (list []finding.Fix, holds []finding.Key) {
	fix, key := v.fix(s, false), s.arg(s.Key...).value
	if len(fix.Edits) == 0 {
		return nil, nil
	}
	fix.Unless = v.keys().Definitions(key)
	if like := v.held(s); like.Valid() {
		fix.Unless = v.keys().Definitions(like)
		return []finding.Fix{fix, v.fix(s, true)}, nil
	}
	if !v.ownable(s) {
		return []finding.Fix{fix}, nil
	}
	own := v.fix(s, true)
	if v.keys().Consumer(key, Known).Valid() {
		return []finding.Fix{own}, v.readsOf(v.keyNames(s))
	}
	for _, name := range v.keys().Published(key) {
		fix.Unless = append(fix.Unless, pykey.Process(v.pass.Project, name))
	}
	return []finding.Fix{fix, own}, nil
}

// fix moves a site: address, key, and what else the target wants said.
//
//	Have: ChatOpenAI(model="gpt-4o") -> ChatOpenAI(model="gpt-4o", base_url="https://…", api_key=os.environ["ZAI_API_KEY"])
func (v *survey) fix(s *Site, own bool) finding.Fix {
	edits, reads := v.edits(s, own)
	fix := finding.Fix{
		Title:   i18n.Text{ZH: "将 " + s.symbol() + " 指向" + v.target.Name.ZH, EN: "point " + s.symbol() + " at " + v.target.Name.EN},
		Why:     v.why(s),
		Sources: rewrite.Sources(v.target.Address().Verdict), Confidence: finding.Certain, Edits: edits,
		Provides: []finding.Key{s.key(finding.KeyClient)},
		Requires: []finding.Key{s.key(finding.KeyModel)},
		Follows:  v.carried(s),
	}
	if len(s.For) > 0 {
		fix.Title = i18n.Tf("通过 %s 传入目标模型需要的字段", "pass what the target's model wants through %s", s.symbol())
		for _, o := range v.served(s) {
			fix.Follows = append(fix.Follows, o.key(finding.KeyClient))
		}
	}
	fix.Provides = append(fix.Provides, v.readsOf(reads)...)
	for _, name := range reads {
		fix.Requires = append(fix.Requires, v.variable(finding.KeySets, name))
	}
	for _, x := range s.url.values {
		if x.Kind == pysyntax.Env {
			fix.Requires = append(fix.Requires, v.variable(finding.KeySets, x.Name))
		}
	}
	if name := v.setBy(s); name != "" {
		fix.Requires = append(fix.Requires, v.variable(finding.KeySets, name))
	}
	if v.lacksPackage(s) {
		fix.Requires = append(fix.Requires, v.packageKey(s.Class))
	}
	if own {
		fix.Why = i18n.Join(fix.Why, i18n.T("原密钥另有他用，保持不变，它改用自己的密钥", "others go on to use the key that it had: it gets one of its own"))
	}
	for _, k := range v.shared(s, own) {
		fix.Provides, fix.Requires = append(fix.Provides, k), append(fix.Requires, k)
	}
	v.settingsOf(&fix, s)
	v.readsModel(&fix, s)
	if _, _, sure := v.leaving(s); !sure || len(s.doubts) > 0 || s.Does == finding.Embeddings {
		fix.Confidence = finding.Likely
	}
	return fix
}

func (v *survey) why(s *Site) i18n.Text {
	why := i18n.Tf("请求改发往 %[1]s，密钥从 %[2]s 读取", "requests go to %[1]s, the key comes from %[2]s", v.target.BaseURL, v.target.KeyEnv)
	if len(s.Key) == 0 && len(s.URL) == 0 {
		why = i18n.T("与客户端一起迁移", "it moves together with its client")
	}
	_, gone, _ := v.leaving(s)
	for _, reason := range slices.Concat(gone, s.doubts) {
		why = i18n.Join(why, reason)
	}
	return why
}

// edits are the edits of a site's move, and the variables that it no longer reads.
func (v *survey) edits(s *Site, ownKey bool) (out []finding.Edit, read []string) {
	if s.Wrap != nil {
		return v.wrapEdits(s), v.unread()
	}
	env := v.py.Environ(s.mod, s.node)
	drop, add := []string{}, []string{}
	own := s.Carry != "" && s.has(s.Carry) // the object that it is given has address and key
	switch {
	case own && s.byName():
		n := s.arg(s.Carry).value
		text := strings.TrimPrefix(v.fill(s, s.Speak.Both, env), s.Carry+"=")
		out = append(finding.In(s.mod.File, edit.Edit{Start: n.Start(), End: n.End(), New: text, Node: "keyword " + s.Carry}), finding.In(s.mod.File, env.Edits()...)...)
		read = v.unread()
	case own:
	case s.Speak != nil && s.Speak.Both != "" && !s.url.arg.Valid():
		add = append(add, v.fill(s, s.Speak.Both, env))
		drop = append(drop, s.Key...)
		_, read = v.keyEdits(s, false)
		if !s.arg(s.Key...).value.Valid() {
			read = v.unread()
		}
	default:
		if s.arg(s.Key...).value.Valid() {
			out, read = v.keyEdits(s, ownKey)
		} else if like := v.held(s); like.Valid() && !ownKey {
			out, read = v.valueEdits(v.py.Eval(like))
			add = append(add, s.spelling(s.Key)+"="+like.Text())
		} else if len(s.Key) > 0 && v.target.KeyEnv != usualKey {
			add, read = append(add, s.spelling(s.Key)+"="+v.key(s, env)), v.unread()
		}
		if s.url.arg.Valid() {
			out = append(out, v.addressEdits(s)...)
		} else if len(s.URL) > 0 {
			add = append(add, s.spelling(s.URL)+"="+v.url(s, env))
		}
	}
	out, add, drop = v.further(s, append(out, v.insideEdits(s)...), add, drop)
	out = append(out, v.rearrange(s, drop, add)...)
	if slices.ContainsFunc(add, reads) {
		out = append(out, finding.In(s.mod.File, env.Edits()...)...)
	}
	for _, r := range s.renames {
		out = append(out, finding.In(s.mod.File, edit.Edit{Start: r.node.Start(), End: r.node.End(), New: r.to, Node: "keyword " + r.to})...)
	}
	if setup := v.setupEdits(s); len(setup) > 0 {
		out, read = append(out, setup...), v.unread()
	}
	out = append(out, v.classEdits(s)...)
	return distinct(append(out, v.importEdits(s)...)), read
}

// spelling is the one of some names that goes with those the site uses: openai_api_base beside openai_api_key.
func (s *Site) spelling(names []string) string {
	long := func(name string) bool { return strings.HasPrefix(name, "openai_") }
	for _, g := range s.given {
		if i := slices.IndexFunc(names, long); i >= 0 && long(g.name) && !slices.Contains(s.Drop, g.name) {
			return names[i]
		}
	}
	return names[0]
}

// distinct leaves each edit once: two settings may need the same import.
func distinct(list []finding.Edit) (out []finding.Edit) {
	for _, e := range list {
		if !slices.Contains(out, e) {
			out = append(out, e)
		}
	}
	return out
}

// further adds the settings that go with the address: the model that it takes by default, and the shape's own.
func (v *survey) further(s *Site, out []finding.Edit, add, drop []string) ([]finding.Edit, []string, []string) {
	if c, ok := v.choice(s); ok && s.Usual != "" && len(s.names) == 0 && len(s.Model) > 0 {
		add = append([]string{s.Model[0] + "=" + s.mod.Quote(v.write(s, c.ID))}, add...)
	}
	for _, x := range s.Also {
		if x.Body != nil {
			out, add = v.bodyEdits(s, x, out, add)
			continue
		}
		value := x.Value(v, s)
		g := s.arg(x.Name)
		switch {
		case value == "":
		case !g.value.Valid():
			add = append(add, x.Name+"="+value)
		case x.Force && g.value.Text() != value && (g.value.Is(literals...) || v.refused(s, x.Name)):
			out = append(out, finding.In(s.mod.File, edit.Edit{Start: g.value.Start(), End: g.value.End(), New: value, Node: "keyword " + x.Name})...)
		}
	}
	for _, name := range s.Drop {
		if s.arg(name).own {
			drop = append(drop, name)
		}
	}
	gone, _, _ := v.leaving(s)
	return out, add, append(drop, gone...)
}

// literals are the expressions that a forced setting replaces: what is worked out elsewhere stays, unless the target refuses
// the argument altogether.
var literals = []string{"true", "false", "integer", "float", "attribute"}

// bodyEdits puts entries into the dict that a site is given as an argument, or gives it one.
func (v *survey) bodyEdits(s *Site, x Setting, out []finding.Edit, add []string) ([]finding.Edit, []string) {
	list, g := x.Body(v, s), s.arg(x.Name)
	switch {
	case g.own && !g.value.Is("none"):
		edits, _ := v.enter(s.mod, g.value, v.gone(s, g.value), list)
		return append(out, finding.In(s.mod.File, edits...)...), add
	case len(list) == 0:
	case g.own:
		out = append(out, finding.In(s.mod.File, edit.Edit{Start: g.value.Start(), End: g.value.End(), New: x.display(s.mod, list), Node: "keyword " + x.Name})...)
	case !g.value.Valid():
		add = append(add, x.Name+"="+x.display(s.mod, list))
	}
	return out, add
}

// insideEdits take out what goes from the dicts that a site is given and to which nothing is added.
func (v *survey) insideEdits(s *Site) (out []finding.Edit) {
	for _, at := range v.insides(s) {
		gone := v.gone(s, at)
		added := slices.ContainsFunc(s.Also, func(x Setting) bool { return x.Body != nil && s.arg(x.Name).value == at })
		if edits, ok := v.enter(s.mod, at, gone, nil); ok && len(gone) > 0 && !added {
			out = append(out, finding.In(s.mod.File, edits...)...)
		}
	}
	return out
}

// rearrange puts arguments into a call, or entries into a dict.
func (v *survey) rearrange(s *Site, drop, add []string) []finding.Edit {
	if s.node.Is("call") {
		return finding.In(s.mod.File, s.mod.Rearrange(s.node, drop, add)...)
	}
	var gone []syntax.Node
	for p := range s.node.NamedChildren() {
		if key, ok := pysyntax.Text(p.ChildByField("key")); ok && slices.Contains(drop, key) {
			gone = append(gone, p)
		}
	}
	for i, a := range add {
		name, value, _ := strings.Cut(a, "=")
		add[i] = s.mod.Quote(name) + ": " + value
	}
	return finding.In(s.mod.File, s.mod.RearrangePairs(s.node, gone, add)...)
}

func (v *survey) unread() []string {
	if v.renames(usualKey) {
		return []string{usualKey}
	}
	return nil
}

// key spells a read of the target's key for a site.
func (v *survey) key(s *Site, env pysyntax.Environ) string {
	if s.Speak != nil && s.Speak.Key != "" {
		return strings.ReplaceAll(s.Speak.Key, "{name}", s.mod.Quote(v.target.KeyEnv))
	}
	return env.Read(s.mod.Quote(v.target.KeyEnv))
}

// fill writes address and key into a template. A key that the site is given stays the expression it is.
func (v *survey) fill(s *Site, text string, env pysyntax.Environ) string {
	key := env.Read(s.mod.Quote(v.target.KeyEnv))
	return strings.NewReplacer("{url}", v.url(s, env), "{key}", key).Replace(text)
}

// wrapEdits puts an object that points at the target in the place of a model's name.
//
//	Have: Agent(llm="gpt-4o") -> Agent(llm=LLM(model="openai/glm-5", base_url="https://…", api_key=os.environ["ZAI_API_KEY"]))
func (v *survey) wrapEdits(s *Site) []finding.Edit {
	c, ok := v.choice(s)
	if !ok || len(s.names) > 0 && !s.wraps(v) {
		return nil
	}
	env := v.py.Environ(s.mod, s.node)
	text := strings.ReplaceAll(v.fill(s, s.Wrap.Text, env), "{model}", s.mod.Quote(c.ID))
	text = strings.ReplaceAll(text, "{prefixed}", s.mod.Quote("openai/"+c.ID))
	text = strings.ReplaceAll(text, "{colon}", s.mod.Quote("openai:"+c.ID))
	also := ""
	for _, x := range s.Wrap.Also {
		if list := x.Body(v, s); len(list) > 0 {
			also += ", " + x.Name + "=" + x.display(s.mod, list)
		}
	}
	text = strings.ReplaceAll(text, "{also}", also)
	var out []finding.Edit
	if len(s.names) == 0 {
		out = v.rearrange(s, nil, []string{s.Model[0] + "=" + text})
	} else {
		n := s.names[0].Node
		out = finding.In(s.mod.File, edit.Edit{Start: n.Start(), End: n.End(), New: text, Node: "model " + s.names[0].Name})
	}
	out = append(out, finding.In(s.mod.File, env.Edits()...)...)
	return distinct(append(out, v.importEdits(s)...))
}

// shared names the definitions outside a site that its fix changes: sites that share one change together.
func (v *survey) shared(s *Site, own bool) (out []finding.Key) {
	name := func(n syntax.Node, what string) {
		k := finding.Key{Kind: finding.KeyReads, Scope: ".", Name: v.py.Module(n).File.Path + ":" + what}
		if !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	out = v.keys().Definitions(s.arg(s.URL...).value)
	if !own {
		out = append(out, v.keys().Definitions(s.arg(s.Key...).value)...)
		out = append(out, v.keys().Definitions(v.held(s))...)
	}
	if len(v.brought[s.mod]) > 0 && len(v.lines(s)) > 0 {
		name(s.node, v.frame.Folder+" imports")
	}
	if s.Setup && len(v.missing()) > 0 {
		name(s.node, v.frame.Folder+" setup")
	}
	if s.Class != nil {
		name(s.node, v.frame.Folder+" "+s.path())
	}
	return out
}

package pyopenai

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/modules"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

var ruleModule = &finding.Rule{
	ID: "PY003", Slug: "module-client", Severity: finding.Error,
	Title: i18n.T("模块级客户端", "the module as a client"),
	Doc: i18n.T(
		"查找 openai.api_key、openai.base_url 等模块属性的赋值以及 openai.chat.completions.create 这样的模块级请求，作为一个客户端整体迁移。模块级 base_url 必须以斜杠结尾。在 1.0 之后给 openai.api_base 赋值没有任何效果。",
		"Finds assignments to openai.api_key, openai.base_url and the like and requests such as openai.chat.completions.create, and moves them as one client. The module's base_url must end in a slash. From 1.0 on assigning openai.api_base has no effect."),
}

// assignment sets an option of the module: openai.api_key = value.
type assignment struct {
	mod   *pysyntax.Module
	name  string
	node  syntax.Node // the whole assignment
	value syntax.Node
}

// options are the attributes of the module that matter.
var options = []string{"api_key", "base_url", "api_base", "api_type", "api_version", "organization", "project", "azure_endpoint", "proxy"}

// moduleClient returns the client that the module is, made when it is first used.
func (s *survey) moduleClient(m *pysyntax.Module, n syntax.Node) *client {
	if s.module == nil {
		s.module = newClient(m, n, "openai")
		s.module.id = "module:" + s.pass.Project.Scope()
	}
	return s.module
}

// findAssignments collects the options that a file sets on the module.
func (s *survey) findAssignments(m *pysyntax.Module) {
	for n := range m.Tree.Root().Descendants("assignment") {
		left := n.ChildByField("left")
		if !left.Is("attribute") || !slices.Contains(options, pysyntax.Last(left)) {
			continue
		}
		for _, v := range s.py.Eval(left.ChildByField("object")) {
			if v.Kind == pysyntax.Symbol && v.Path == "openai" {
				c := s.moduleClient(m, n)
				c.assigns = append(c.assigns, assignment{mod: m, name: pysyntax.Last(left), node: n, value: n.ChildByField("right")})
				break
			}
		}
	}
}

// set returns the assignments of an option of the module.
func (c *client) set(name string) []assignment {
	return slices.DeleteFunc(slices.Clone(c.assigns), func(a assignment) bool { return a.name != name })
}

// judgeModule says what becomes of the module as a client.
func (s *survey) judgeModule(c *client) (state, i18n.Text) {
	s.splitTests(c)
	option := s.addressOption()
	if urls := c.set(option); len(urls) > 0 {
		c.url = s.address(urls[0].value)
	}
	switch {
	case s.legacy() && s.dialect() != old:
		return byHand, i18n.T("项目里的 openai 0.x 写法在 1.0 以上不能运行：请先改写", "the project's calls of openai 0.x do not run on 1.0 or later: rewrite them first")
	case c.url.kind == elsewhere:
		return staying, i18n.Text{}
	case s.azureModule(c) && !s.plainAzure(c):
		return byHand, s.azureRecipe()
	case s.azureModule(c):
		return s.judgeRequests(c)
	case len(c.set("base_url"))+len(c.set("api_base")) > 1 || !s.keyed(c) && !s.settable(c):
		return byHand, i18n.Tf("模块的密钥或地址不在唯一一处设置：请人工设置 openai.api_key 与 openai.%s", "the module's key or address is not set in one place: set openai.api_key and openai.%s by hand", option)
	case c.url.kind == unclear, c.url.kind == knob && !s.canDefault(c):
		return byHand, i18n.Tf("模块的地址来自 %s：代码不改，请在其来源处修改", "the module's address comes from %s: the code stays, change it where it is made", modules.Short(c.url.arg))
	case slices.ContainsFunc(c.assigns, func(a assignment) bool { return s.Frozen(a.mod.File) }):
		return byHand, i18n.T("文件只报告不改写", "the file is reported, not rewritten")
	}
	return s.judgeRequests(c)
}

// keyed reports whether the module's key is set, in one place or in several that all say where it is read.
func (s *survey) keyed(c *client) bool {
	list := c.set("api_key")
	return len(list) == 1 || len(list) > 1 && !slices.ContainsFunc(list, func(a assignment) bool { return !s.plain(a.value) })
}

// azureModule reports whether something sets the module up for Azure.
func (s *survey) azureModule(c *client) bool {
	other := slices.ContainsFunc(c.set("api_type"), func(a assignment) bool {
		return !slices.ContainsFunc(s.py.Eval(a.value), func(v pysyntax.Value) bool {
			text, _ := pysyntax.Text(v.Node)
			return v.Kind == pysyntax.None || v.Kind == pysyntax.String && (text == "open_ai" || text == "openai")
		})
	})
	version := slices.ContainsFunc(c.set("api_version"), func(a assignment) bool { return !a.value.Is("none") })
	return other || version || len(c.set("azure_endpoint")) > 0
}

// azureRecipe says what a person must do with a module that is set up for Azure.
func (s *survey) azureRecipe() i18n.Text {
	why := i18n.T("模块被设置为 Azure：请人工修改", "the module is set up for Azure: change it by hand")
	if s.target == nil {
		return why
	}
	if s.dialect() == old {
		return i18n.Join(why, i18n.Tf("openai.api_type = \"open_ai\"，openai.api_base = %q，去掉 openai.api_version，各请求的 engine、deployment_id 改为 model 并填目标平台的模型名",
			"openai.api_type = \"open_ai\", openai.api_base = %q, no openai.api_version, and in each request model with a model of the target instead of engine or deployment_id", s.moduleURL()))
	}
	return i18n.Join(why, i18n.Tf("openai.api_type = \"openai\"，openai.base_url = %q，去掉 openai.api_version 与 openai.azure_endpoint，部署名换成目标平台的模型名",
		"openai.api_type = \"openai\", openai.base_url = %q, no openai.api_version and openai.azure_endpoint, and models of the target instead of deployment names", s.moduleURL()))
}

// moduleFindings reports the options set on the module; the key's carries the change.
func (s *survey) moduleFindings() {
	if s.module == nil {
		return
	}
	done := s.module.bare() // then the first request carries it
	for _, a := range slices.Concat(s.module.assigns, s.module.inTests) {
		if a.name == "api_base" && s.dialect() != old {
			s.noteAddress(a)
			s.deadOption(a)
			continue
		}
		f := finding.Finding{
			Rule: ruleModule, Kind: finding.Client, SDK: sdk, Symbol: "openai." + a.name, Client: s.module.id,
			Reaches: s.module.reaches(), Confidence: finding.Certain,
			Message: i18n.Tf("设置模块级客户端的 %s", "sets %s of the module as a client", a.name),
		}
		if s.target != nil && s.module.state == byHand {
			f.Confidence, f.Message, f.Sources = finding.Manual, s.module.why, s.module.sources
			f.Holds = s.holdsOf(s.module)
		}
		if s.target != nil && s.module.moves() && a.name == "api_key" && !done {
			f.Fixes, f.Holds = s.clientFixes(s.module)
			if done = true; s.module.split != nil { // what is split off reads the variable itself, not the definition
				f.Holds = s.readsOf(s.module)
			}
		}
		s.Report(a.mod, a.node, f)
	}
	s.bareModule()
}

// deadOption is openai.api_base under 1.0 and later: no error, and no effect.
func (s *survey) deadOption(a assignment) {
	s.Report(a.mod, a.node, finding.Finding{
		Rule: ruleModule, Kind: finding.Client, SDK: sdk, Symbol: "openai.api_base", Client: s.module.id, Reaches: s.module.reaches(),
		Message: i18n.T("openai ≥ 1 忽略 openai.api_base，请求仍发往 api.openai.com：请改用 openai.base_url（以斜杠结尾）",
			"openai >= 1 ignores openai.api_base and sends to api.openai.com: use openai.base_url, with a slash at its end"),
	})
}

// noteAddress remembers that a literal is the module's address.
func (s *survey) noteAddress(a assignment) {
	for _, v := range s.py.Eval(a.value) {
		if v.Kind == pysyntax.String {
			s.handled[v.Node] = s.module
		}
	}
}

// bareModule is a module that sends requests and has no option set: its key comes from the environment.
func (s *survey) bareModule() {
	c := s.module
	if !c.bare() || len(c.requests) == 0 {
		return
	}
	f := finding.Finding{
		Rule: ruleModule, Kind: finding.Client, SDK: sdk, Symbol: "openai", Client: c.id, Reaches: true,
		Message: i18n.T("模块级客户端使用环境中的密钥，向 OpenAI 发送请求", "the module as a client takes its key from the environment and sends to OpenAI"),
	}
	switch {
	case s.target == nil:
	case c.moves():
		f.Fixes, f.Holds = s.clientFixes(c)
		if c.split != nil {
			f.Holds = s.readsOf(c)
		}
	case len(s.apart(c)) > 0:
		f.Message = i18n.Join(f.Message, c.why)
		f.Holds = s.readsOf(c)
	default:
		f.Message = i18n.Join(f.Message, i18n.Tf("请在首次请求前设置 openai.api_key 与 openai.%[2]s = %[1]q", "set openai.api_key and openai.%[2]s = %[1]q before the first request", s.moduleURL(), s.addressOption()))
		f.Holds = s.readKeys([]string{defaultKey})
	}
	s.Report(c.mod, c.call, f)
}

// moduleURL is the target's address as the module wants it: from 1.0 on it joins paths without adding a slash, before it
// adds one.
func (s *survey) moduleURL() string {
	url := strings.TrimSuffix(s.target.BaseURL, "/")
	if s.dialect() == old {
		return url
	}
	return url + "/"
}

// moduleEdits moves the module as a client.
//
//	Have: openai.api_key = os.environ["OPENAI_API_KEY"]
//	   -> openai.api_key = os.environ["ZAI_API_KEY"] and below it openai.base_url = "https://…/"
func (s *survey) moduleEdits(c *client, ownKey bool) (edits []finding.Edit, reads []string) {
	switch {
	case c.bare():
		return s.setUpAll(c)
	case s.azureModule(c):
		return s.azureModuleEdits(c), nil
	}
	for _, arg := range s.keyArguments(c) {
		e, names := s.keyEdits(arg, ownKey)
		edits, reads = append(edits, e...), append(reads, names...)
	}
	if urls := c.set(s.addressOption()); len(urls) > 0 {
		edits = append(edits, s.defaultEdits(c)...)
		for _, v := range c.url.literals {
			if e, ok := pysyntax.Replace(v.Node, s.moduleURL()); ok {
				edits = append(edits, finding.In(s.py.Module(v.Node).File, e)...)
			}
		}
	} else if dead := c.set("api_base"); len(dead) == 1 {
		edits = append(edits, s.revive(dead[0])...)
	} else {
		for _, key := range c.set("api_key") {
			edits = append(edits, finding.In(key.mod.File, s.below(c, key))...)
		}
	}
	for _, name := range accountKeywords {
		for _, a := range c.set(name) {
			edits = append(edits, finding.In(a.mod.File, edit.Edit{Start: a.value.Start(), End: a.value.End(), New: "None", Node: "assignment " + name})...)
		}
	}
	return edits, reads
}

// revive turns an option of 0.x, which has no effect, into the one that has.
//
//	Have: openai.api_base = "https://api.openai.com/v1" -> openai.base_url = "https://…/"
func (s *survey) revive(dead assignment) []finding.Edit {
	name := dead.node.ChildByField("left").ChildByField("attribute")
	return finding.In(dead.mod.File, edit.Edit{Start: name.Start(), End: name.End(), New: "base_url", Node: "assignment api_base"}, edit.Edit{Start: dead.value.Start(), End: dead.value.End(), New: dead.mod.QuoteAt(dead.value, s.moduleURL()), Node: "assignment api_base"})
}

// below adds the address on a line of its own under the key.
func (s *survey) below(c *client, key assignment) edit.Edit {
	owner := key.node.ChildByField("left").ChildByField("object").Text()
	option := s.addressOption()
	m := key.mod
	start := key.node.Start()
	for start > 0 && m.File.Data[start-1] != '\n' {
		start--
	}
	indent := string(m.File.Data[start:key.node.Start()])
	if strings.TrimSpace(indent) != "" {
		return insertion(key.node.End(), "; "+owner+"."+option+" = "+m.QuoteAt(key.node, s.moduleURL()), "assignment "+option)
	}
	text := m.File.Newline() + indent + owner + "." + option + " = " + m.QuoteAt(key.node, s.moduleURL())
	if c.split != nil && c.split.line != "" {
		text += m.File.Newline() + indent + c.split.line
	}
	return insertion(key.node.End(), text, "assignment "+option)
}

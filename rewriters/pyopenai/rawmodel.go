package pyopenai

import (
	"regexp"
	"slices"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/modules"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

var ruleRawModel = &finding.Rule{
	ID: "PY016", Slug: "http-model", Severity: finding.Error,
	Title: i18n.T("直接 HTTP 调用的默认模型", "default model of HTTP requests"),
	Doc: i18n.T(
		"在默认地址会随之迁移的 HTTP 应用中，查找流入请求体 model 字段（或与之并列的会话、参数字典）的默认模型名：or 之后、.get 的第二个参数、参数默认值、配置字典的值。它们与默认地址一起换成目标平台的模型；模型表、价格表、比较与只用于计数的名字不改。",
		"In applications whose default address moves, finds the default model names that flow into the model field of a request body, or of a session or dict of arguments beside one: after or, second argument of .get, default of a parameter, value in a dict of settings. They become the target's models together with the address; tables of models and prices, comparisons and names that only serve to count tokens stay."),
}

// ownName matches settings that are named after OpenAI, so that whoever reads one of the name reads the same.
var ownName = regexp.MustCompile(`(?i)open_?ai|gpt|llm`)

// rawModel is a literal that requests fall back on as their model.
type rawModel struct {
	mod  *pysyntax.Module
	node syntax.Node
	name string
	need provider.Need
	from []syntax.Node // the expressions that give the requests their model
}

// findRawModels collects the default models of one module whose requests go to an address that moves.
func (s *survey) findRawModels(m *pysyntax.Module) {
	if source.IsTest(m.File.Path) {
		return
	}
	s.settingModels(m)
	if !s.linked(m) {
		return
	}
	owned := map[syntax.Node]bool{}
	for n := range m.Tree.Root().Descendants("pair", "assignment", "keyword_argument") {
		if v := s.sentModel(n); v.Valid() && s.mine(v) {
			s.addRawModels(v)
			owned[around(v)] = true
		}
	}
	for n := range m.Tree.Root().Descendants("keyword_argument") { // a session that is made beside the arguments
		if v := n.ChildByField("value"); owned[around(v)] && modelWord(n.ChildByField("name").Text()) && !counts(n.Parent().Parent()) && s.mine(v) {
			s.addRawModels(v)
		}
	}
}

// mine reports whether nothing around an expression speaks of another service.
func (s *survey) mine(v syntax.Node) bool {
	fn := v.Enclosing("function_definition")
	return !fn.Valid() || !s.foreign(fn).Valid()
}

func modelWord(name string) bool { return name == "model" || name == "model_name" }

// counts reports whether a call only counts tokens or looks a name up.
func counts(call syntax.Node) bool {
	return counting.MatchString(pysyntax.Last(call.ChildByField("function")))
}

var counting = regexp.MustCompile(`(?i)token|encod|count|price|cost|log`)

// bodyKeys are fields that stand beside the model in a request body, or in the arguments of one.
var bodyKeys = set("messages prompt input temperature stream max_tokens max_completion_tokens top_p tools response_format stop")

// sentModel returns the expression that gives a request its model: the entry of a body, the keyword of a call that also
// takes the messages, the assignment body["model"] = x.
func (s *survey) sentModel(n syntax.Node) syntax.Node {
	switch n.Kind() {
	case "pair":
		key, _ := pysyntax.Text(n.ChildByField("key"))
		if modelWord(key) && isBody(n.Parent()) {
			return n.ChildByField("value")
		}
	case "keyword_argument":
		call := n.Parent().Parent()
		if !modelWord(n.ChildByField("name").Text()) || counts(call) {
			return syntax.Node{}
		}
		for _, a := range pysyntax.Arguments(call) {
			if bodyKeys[a.Name] || rawName.MatchString(a.Name) && s.definition(call).Valid() {
				return n.ChildByField("value")
			}
		}
	case "assignment":
		left := n.ChildByField("left")
		if key, _ := pysyntax.Text(left.ChildByField("subscript")); left.Is("subscript") && key == "model" {
			return n.ChildByField("right")
		}
	}
	return syntax.Node{}
}

// isBody reports whether a dict is a request body, or holds what a request is made of: an address or a key.
func isBody(dict syntax.Node) bool {
	up := dict.Parent()
	switch {
	case up.Is("pair", "list", "tuple", "set"):
		return false
	case up.Is("keyword_argument"):
		if name := up.ChildByField("name").Text(); name == "json" || name == "data" {
			return true
		}
	}
	for pair := range dict.NamedChildren() {
		key, _ := pysyntax.Text(pair.ChildByField("key"))
		if bodyKeys[key] || key == "api_base" || key == "base_url" {
			return true
		}
	}
	return false
}

// settingModels takes the models in a dict of settings whose address moves.
//
//	Have: {"open_ai_api_base": "https://…", "model": "gpt-4o"}
func (s *survey) settingModels(m *pysyntax.Module) {
	for _, x := range s.raw.sites {
		if x.mod != m || !x.moves() || !x.setting.entry.Valid() {
			continue
		}
		for pair := range x.setting.entry.Parent().NamedChildren() {
			key, _ := pysyntax.Text(pair.ChildByField("key"))
			if modelSetting.MatchString(key) {
				s.addRawModels(pair.ChildByField("value"))
			}
		}
	}
}

var modelSetting = regexp.MustCompile(`(?i)^((open_?ai|chat|gpt|llm|default)_)*model(_name)?$`)

func (s *survey) addRawModels(v syntax.Node) {
	s.raw.sent = append(s.raw.sent, v)
	found := s.fallbacks(v, 6)
	if len(found) == 0 {
		s.raw.opaque = append(s.raw.opaque, v)
	}
	for _, n := range found {
		name, _ := pysyntax.Text(n)
		o, ok := provider.OpenAIModel(name)
		if !ok || o.Kind != "chat" || s.models.At(n) != nil {
			continue
		}
		if s.containerOf(n).Node.Valid() {
			s.raw.listed = append(s.raw.listed, v)
			continue
		}
		k := s.raw.models[n]
		if k == nil {
			k = &rawModel{mod: s.py.Module(n), node: n, name: name}
			s.raw.models[n] = k
			s.raw.order = append(s.raw.order, k)
		}
		k.from = append(k.from, v)
		k.require(v, o.Vision)
	}
}

// holdModels keeps addresses in place whose only models stay, because the target has no counterpart or because they come
// from a table. It reports whether it found any.
func (s *survey) holdModels() bool {
	if s.target == nil {
		return false
	}
	held, lostIn, mappedIn := false, map[*pysyntax.Module]string{}, map[*pysyntax.Module]bool{}
	for _, k := range s.raw.order {
		if _, ok := s.target.Model(k.name, k.need); ok {
			mappedIn[k.mod] = true
		} else if lostIn[k.mod] == "" {
			lostIn[k.mod] = k.name
		}
	}
	for _, x := range s.raw.sites {
		if !x.moves() {
			continue
		}
		lost, mapped := lostIn[x.mod], mappedIn[x.mod]
		table := within(s.raw.listed, x.mod)
		switch {
		case mapped:
		case lost != "":
			x.why = i18n.Tf("随它发送的模型 %[1]s 在%[3]s没有对应模型：请先用 --model %[1]s=NAME 指定", "%[2]s has no counterpart of the model %[1]s that is sent there: choose one with --model %[1]s=NAME first", lost, s.target.Brief().EN, s.target.Brief().ZH)
		case table.Valid():
			x.why = i18n.Tf("%[1]s 的默认模型 %[2]s 取自模型表，不会自动更换：请与地址一起人工修改", "the default model at %[1]s, %[2]s, comes from a table of models, which stays: change it by hand together with the address", s.Place(table), modules.Short(table))
		}
		held = held || !x.moves()
	}
	return held
}

// doubtModels notes on what moves which of its models stay.
func (s *survey) doubtModels() {
	for _, x := range s.raw.sites {
		if !x.moves() {
			continue
		}
		table, opaque := within(s.raw.listed, x.mod), within(s.raw.opaque, x.mod)
		switch {
		case table.Valid():
			x.doubt = append(x.doubt, i18n.Tf("%[1]s 的默认模型 %[2]s 取自模型表，需人工更换", "the default model at %[1]s, %[2]s, comes from a table of models: change it by hand", s.Place(table), modules.Short(table)))
		case opaque.Valid():
			x.doubt = append(x.doubt, i18n.Tf("请求的模型来自 %[1]s（%[2]s），需在其来源处换掉", "the model of a request comes from %[1]s (%[2]s): change it where it is made", modules.Short(opaque), s.Place(opaque)))
		}
	}
}

// within returns the first of some expressions that stands in a module; invalid when none does.
func within(list []syntax.Node, m *pysyntax.Module) syntax.Node {
	for _, n := range list {
		if n.Tree() == m.Tree {
			return n
		}
	}
	return syntax.Node{}
}

// require notes what the request asks of a model. Pictures count where the name stands in the function that sends them, or
// sees: a default that is made elsewhere serves other requests too.
func (k *rawModel) require(v syntax.Node, sees bool) {
	fn := v.Enclosing("function_definition")
	for n := range fn.Descendants("string") {
		switch t, _ := pysyntax.Text(n); t {
		case "image_url", "input_image":
			k.need.Vision = k.need.Vision || sees || fn.Contains(k.node) && fn.Tree() == k.node.Tree()
		case "tools", "functions":
			k.need.Tools = true
		case "response_format":
			k.need.JSON = true
		}
	}
}

// fallbacks are the literals that an expression may come down to: through or, .get(key, LITERAL), names and attributes.
func (s *survey) fallbacks(n syntax.Node, depth int) []syntax.Node {
	if depth == 0 || !n.Valid() {
		return nil
	}
	var out []syntax.Node
	switch n.Kind() {
	case "string":
		return []syntax.Node{n}
	case "parenthesized_expression", "await":
		return s.fallbacks(n.NamedChild(0), depth)
	case "boolean_operator":
		return append(s.fallbacks(n.ChildByField("left"), depth), s.fallbacks(n.ChildByField("right"), depth)...)
	case "conditional_expression":
		return append(s.fallbacks(n.NamedChild(0), depth), s.fallbacks(n.NamedChild(2), depth)...)
	case "call":
		if looksUp.MatchString(pysyntax.Last(n.ChildByField("function"))) {
			args := pysyntax.Arguments(n)
			if len(args) > 1 {
				out = s.fallbacks(args[len(args)-1].Value, depth-1)
			}
		}
	}
	for _, v := range s.py.Eval(n) {
		if v.Kind == pysyntax.String {
			out = append(out, v.Node)
		}
		for _, ref := range v.Trace {
			if v.Kind == pysyntax.Unknown && !ref.Binding.Value.Contains(n) {
				out = append(out, s.fallbacks(ref.Binding.Value, depth-1)...)
			}
		}
	}
	slices.SortFunc(out, func(a, b syntax.Node) int { return a.Start() - b.Start() })
	return slices.Compact(out)
}

func (s *survey) rawModelFindings() {
	for _, k := range s.raw.order {
		if s.reportable(k.mod) {
			s.Guard(k.mod, func(m *pysyntax.Module) { s.rawModelFinding(m, k) })
		}
	}
}

func (s *survey) rawModelFinding(m *pysyntax.Module, k *rawModel) {
	f := finding.Finding{
		Rule: ruleRawModel, Kind: finding.Model, Symbol: k.name, Model: k.name, Capability: finding.Chat, Client: s.rawID(), Reaches: true,
		Confidence: finding.Certain, Message: i18n.Tf("请求默认使用模型 %s", "requests use the model %s by default", k.name),
	}
	if s.target != nil {
		s.rawModelFix(&f, m, k)
	}
	s.Report(m, k.node, f)
}

func (s *survey) rawModelFix(f *finding.Finding, m *pysyntax.Module, k *rawModel) {
	f.Confidence = finding.Manual
	choice, ok := s.target.Model(k.name, k.need)
	if !ok {
		f.Message = advice.NoCounterpart(s.target, k.name)
		return
	}
	e, ok := pysyntax.Replace(k.node, choice.ID)
	if !ok || choice.ID == k.name {
		return
	}
	e.Node = "model " + k.name
	fix := finding.Fix{
		Title:      i18n.Tf("将默认模型 %s 换成 %s", "replace the default model %s by %s", k.name, choice.ID),
		Why:        s.rawModelWhy(k, choice),
		Sources:    rewrite.Sources(choice.Verdict),
		Confidence: finding.Likely,
		Edits:      finding.In(m.File, e),
		Provides:   []finding.Key{s.rawKeyOf(finding.KeyModel)},
		Requires:   []finding.Key{s.rawKeyOf(finding.KeyClient)},
	}
	s.settingsOf(&fix, slices.DeleteFunc(slices.Clone(k.from), s.besideStaying)...)
	f.Fixes = []finding.Fix{fix}
}

// besideStaying reports whether an address in an expression's file stays: what is sent there may stay with it.
func (s *survey) besideStaying(n syntax.Node) bool {
	m := s.py.Module(n)
	return slices.ContainsFunc(s.raw.sites, func(x *rawSite) bool { return x.mod == m && !x.moves() })
}

func (s *survey) rawModelWhy(k *rawModel, choice provider.Choice) i18n.Text {
	why := s.modelWhy(&sink{Name: k.name}, choice)
	if s.Place(k.from[0]) != s.Place(k.node) {
		why = i18n.Join(why, i18n.Tf("用于 %s", "it is sent at %s", s.Place(k.from[0])))
	}
	return why
}

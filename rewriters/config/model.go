package config

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/keyvalue"
)

var ruleModel = &finding.Rule{
	ID: "CF003", Slug: "config-model", Severity: finding.Error,
	Title: i18n.T("配置中的 OpenAI 模型名", "OpenAI model name in a configuration file"),
	Doc: i18n.T(
		"配置把模型设为 OpenAI 的模型名，新平台不认识它。作为请求模型的值改为目标平台按档位对应的模型（可用 --model 指定），选择平台的前缀保留；旁边没有地址的，只随读取它的代码一起改；清单、价格表和说不清用途的名字只报告。",
		"The file sets a model name of OpenAI's, which the new provider does not know. A value that is sent as the model becomes the target's of the same tier (--model overrides), with the prefix that chooses the service kept; one that has no address beside it moves only with the code that reads it; lists, tables of prices and names whose use is not clear are reported only."),
}

// modelName matches the settings whose value is sent as a model.
var modelName = regexp.MustCompile(`(?i)model|llm|engine|embed|deployment|gpt|chat|completion|fallback|whisper|tts|transcri|vision|summar`)

func (s *setting) model() bool {
	if s.Block || s.Use {
		return false
	}
	at, ok := s.modelAt()
	if !ok {
		return s.modelList()
	}
	name := s.Value[at.Start:at.End]
	o, _ := provider.OpenAIModel(name)
	if o.Weak && !strings.Contains(strings.ToUpper(s.called()), "MODEL") {
		return false
	}
	if s.file.Lang == source.SQL {
		return s.seeded(name)
	}
	if s.Key.End == 0 && s.Name == "" && !s.positional() {
		return s.listed()
	}
	f := finding.Finding{
		Rule: ruleModel, Kind: finding.Model, Model: name, Reaches: !s.Commented,
		Message: i18n.Tf("%s 设为 OpenAI 模型 %s", "%s names the OpenAI model %s", s.called(), name),
	}
	if s.target != nil {
		s.moveModel(&f, at, o)
	}
	s.report(f)
	return true
}

// defaulted is the default of a variable that is read.
//
//	Have: ${OPENAI_MODEL:-gpt-4o}, ${OPENAI_MODEL:gpt-4o}
var defaulted = regexp.MustCompile(`^\$\{[\w.]+(?::-|:|-)["']?([^{}"']+)["']?\}$`)

// modelAt returns where in the value a model's name stands.
func (s *setting) modelAt() (source.Span, bool) {
	at := source.Span{End: len(s.Value)}
	if m := defaulted.FindStringSubmatchIndex(s.Value); m != nil {
		at = source.Span{Start: m[2], End: m[3]}
	}
	_, ok := provider.OpenAIModel(s.Value[at.Start:at.End])
	return at, ok
}

// moveModel offers the target's model, or says why it does not.
func (s *setting) moveModel(f *finding.Finding, at source.Span, o provider.OpenAI) {
	frame := s.frame()
	choice, ok := s.target.Model(f.Model, provider.Need{})
	switch {
	case strings.HasPrefix(o.Prefix, "openrouter"):
		f.Reaches = false
		f.Message = i18n.Join(f.Message, i18n.T("它经由 OpenRouter，不直接发往 OpenAI：请决定是否换掉", "it goes through OpenRouter and not to OpenAI itself: decide whether it should go"))
	case strings.HasPrefix(o.Prefix, "azure"), s.deploys():
		f.Message = i18n.Join(f.Message, i18n.T("它是 Azure 的部署，请随 Azure 的配置一起替换", "it is a deployment at Azure: replace it with the settings of Azure"))
	case frame == nil && s.stuck():
		f.Message = i18n.Join(f.Message, i18n.T("同一段配置的地址不能直接改为目标平台：模型随它一起人工处理", "the address of the same section cannot simply become the target's: change the model by hand together with it"))
	case s.ofSpring() && !s.addressed() && s.knob() == "":
		f.Message = i18n.Join(f.Message, s.springAdvice())
	case frame == nil && s.chosen() && !s.addressed() && s.knob() == "":
		f.Message = i18n.Join(f.Message, i18n.T("旁边按名字选用 OpenAI，却没有可改的地址：请连同平台、地址和密钥一起人工修改", "OpenAI is chosen by name beside it and there is no address to change: change service, address, key and model together, by hand"))
	case s.isAlias(frame):
		f.Reaches = false
		f.Message = i18n.Join(f.Message, i18n.T("这是网关对外的名字，调用方按它请求：保持不变", "it is the name by which the gateway's clients ask: it stays"))
	case !s.sends(frame):
		f.Message = i18n.Join(f.Message, i18n.T("从配置看不出它是否作为请求的模型发出：请人工确认", "the file does not say whether it is sent as the model of a request: look at it by hand"))
	case !ok:
		f.Verdict = finding.Block
		f.Message = i18n.Join(f.Message, i18n.Text{ZH: s.target.Brief().ZH + "没有对应的模型：请用 --model 指定", EN: s.target.Brief().EN + " has no counterpart: name one with --model"})
		f.Sources = rewrite.Sources(choice.Verdict)
	case s.Opaque, !plain(choice.ID):
		f.Message = i18n.Join(f.Message, i18n.Tf("请改为 %s", "change it to %s", choice.ID))
	case choice.ID != f.Model:
		f.Verdict = finding.Rewrite
		fix := s.modelFix(f.Model, at, o, choice, frame)
		switch {
		case frame != nil || s.handedOn():
		case s.Environ:
			s.followVariable(f, &fix, o.Prefix+choice.ID)
		default:
			s.follow(f, &fix, o.Prefix+choice.ID)
		}
		f.Fixes = []finding.Fix{fix}
	}
}

// deploys reports whether the file makes deployments of models at Azure.
func (s *setting) deploys() bool {
	return s.file.Lang == source.Terraform && (bytes.Contains(s.file.Data, []byte("CognitiveServices")) || bytes.Contains(s.file.Data, []byte("azurerm_cognitive")))
}

// sends reports whether the value is used as the model of requests.
func (s *setting) sends(frame *frame) bool {
	if frame != nil && frame.model == s.Last() || s.Environ || s.Commented {
		return true
	}
	switch name := s.called(); {
	case s.Key.End == 0 && s.Name == "":
		return false // an item of a list
	case name == "name" || name == "id" || name == "default" || name == "value":
		return s.beside("provider", "base_url", "api_key", "api_base", "baseUrl", "apiKey") || s.Under("model", "llm")
	default:
		return modelName.MatchString(name) && !s.tabled()
	}
}

// beside reports whether one of the keys stands in the same mapping.
func (s *setting) beside(keys ...string) bool {
	return slices.ContainsFunc(s.kin[s.Parent()], func(e *keyvalue.Entry) bool { return slices.Contains(keys, e.Last()) })
}

// tabled reports whether the setting is a row of a table about models.
func (s *setting) tabled() bool {
	return slices.ContainsFunc(s.kin[s.Parent()], func(e *keyvalue.Entry) bool {
		return tableField.MatchString(e.Last()) && !e.Block
	})
}

var tableField = regexp.MustCompile(`(?i)price|pricing|cost|input_per|output_per|context_?(window|length)|max_input|knowledge|deprecat`)

// Have: OPENAI_MODEL=gpt-4o -> OPENAI_MODEL=glm-5-turbo; FAST_LLM=openai:gpt-4o-mini -> FAST_LLM=openai:glm-4.7-flash
func (s *setting) modelFix(name string, at source.Span, o provider.OpenAI, choice provider.Choice, frame *frame) finding.Fix {
	prefix := o.Prefix
	if frame != nil && frame.prefix != "" {
		prefix = frame.prefix
	}
	why := i18n.Tf("新平台没有 %s，%s 是它在那里的对应模型", "the new provider has no %s; %s is its counterpart there", name, choice.ID)
	if choice.Embedding != nil {
		why = i18n.Join(why, i18n.T("向量的含义和长度都会改变，已存的向量必须重新生成", "the vectors change in meaning and length: stored ones must be rebuilt"))
	}
	if choice.Thinks(name) {
		why = i18n.Join(why, i18n.Tf("%s 总会先思考再回答且无法关闭：更慢、更贵", "%s always thinks before it answers and cannot be told not to: it is slower and costs more", choice.ID))
	}
	fix := finding.Fix{
		Title: i18n.Tf("将 %s 改为 %s", "set %s to %s", s.called(), prefix+choice.ID), Why: why,
		Sources: rewrite.Sources(choice.Verdict), Confidence: finding.Likely,
		Edits:    []finding.Edit{s.replace(source.Span{Start: s.Text.Start + at.Start, End: s.Text.Start + at.End}, prefix+choice.ID)},
		Provides: []finding.Key{s.section(finding.KeyModel)},
		Requires: []finding.Key{s.section(finding.KeyClient)},
	}
	if s.Name != "" {
		fix.Provides = append(fix.Provides, s.variable(finding.KeySets, s.Name))
	}
	if knob := s.knob(); knob != "" {
		fix.Requires = append(fix.Requires, s.variable(finding.KeySets, knob))
		fix.Why = i18n.Join(fix.Why, i18n.Tf("地址取自 %[1]s，须设为 %[2]s", "the address comes from %[1]s, which must be set to %[2]s", knob, s.target.BaseURL))
	}
	if frame != nil {
		s.complete(&fix, frame)
	}
	return fix
}

// addressed reports whether an address stands in the setting's section and moves with it.
func (s *setting) addressed() bool { _, ok := s.moves(); return ok }

// chosen reports whether OpenAI is chosen by name beside the model: in the same mapping, in a script on one of the lines
// around it, for a variable in the same list unless code in its reach reads it, or by the name of the section.
//
//	Have: {provider: OpenAI, model: gpt-4o}; {provider: OpenAI, config: {model: gpt-4o}}; openai: {model: gpt-4o}
func (s *setting) chosen() bool {
	switch {
	case s.file.Lang == source.Shell:
		return slices.ContainsFunc(s.mates[s.Group()], func(e *keyvalue.Entry) bool {
			between := s.file.Data[min(e.Key.Start, s.Key.Start):max(e.Key.Start, s.Key.Start)]
			return chooses(e) && bytes.Count(between, []byte("\n")) <= 3
		})
	case s.Environ:
		return slices.ContainsFunc(s.mates[s.Group()], chooses) && !s.readHere()
	}
	return slices.ContainsFunc(s.kin[s.Parent()], chooses) || s.chosenAbove() || slices.ContainsFunc(s.Path[:max(len(s.Path)-1, 0)], about.MatchString)
}

// chosenAbove reports whether OpenAI is chosen by name beside the mapping that holds the settings of what is chosen.
//
//	Have: {provider: openai, config: {model: gpt-4o}}
func (s *setting) chosenAbove() bool {
	n := len(s.Path)
	return n > 2 && chosenWith.MatchString(s.Path[n-2]) && slices.ContainsFunc(s.kin[strings.Join(s.Path[:n-2], "\x00")], chooses)
}

var chosenWith = regexp.MustCompile(`(?i)^(config|configuration|settings|options|params|parameters|kwargs|args)$`)

// readHere reports whether code in the setting's reach spells the variable's name, or the setting has no code in reach.
func (s *setting) readHere() bool {
	code := false
	for _, f := range s.pass.Project.Tree.Files {
		if !source.Within(f.Path, s.scope) || f.Lang.Family() == source.FamilyConfig {
			continue
		}
		if code = true; bytes.Contains(f.Data, []byte(s.Name)) {
			return true
		}
	}
	return !code
}

// knob is the variable that gives the section its address; empty for none.
//
//	Have: {provider: openai, base_url: "${BASE_URL}", name: gpt-4o}
func (s *setting) knob() string {
	for _, e := range s.kin[s.Parent()] {
		if m := handed.FindStringSubmatch(e.Value); m != nil && addressField.MatchString(e.Last()) {
			return m[1]
		}
	}
	return ""
}

var (
	handed       = regexp.MustCompile(`^\$\{?(\w+)(?::?-?)\}?$`)
	addressField = regexp.MustCompile(`(?i)^(api_?)?(base_?url|base|url|endpoint)$`)
)

// stuck reports whether the section's address is one of OpenAI's that cannot be changed by itself: another model would be
// sent to OpenAI.
func (s *setting) stuck() bool {
	p := s.sections()[s.sectionName()]
	return p != nil && p.url && !p.movable
}

// modelList reports a value that lists models: which of them the application sends cannot be told from here.
func (s *setting) modelList() bool {
	names := strings.FieldsFunc(s.Value, func(r rune) bool { return r == ',' || r == ';' || r == ' ' })
	if len(names) < 2 || len(s.Value) > 400 || !slices.ContainsFunc(names, func(n string) bool { m, ok := provider.OpenAIModel(n); return ok && !m.Weak }) {
		return false
	}
	if strings.Contains(s.Value, " ") && !strings.ContainsAny(s.Value, ",;") {
		return false // prose
	}
	return s.listed()
}

// listed reports a list of models, once.
func (s *setting) listed() bool {
	if s.told("list\x00" + s.Group() + s.Name) {
		return true
	}
	s.report(finding.Finding{
		Rule: ruleModel, Kind: finding.Model, Reaches: !s.Commented,
		Message: i18n.Tf("%s 列出 OpenAI 模型：请换成目标平台的模型清单", "%s lists OpenAI models: replace them by the target's", s.called()),
	})
	return true
}

// tables reports mappings that are keyed by names of models: prices, limits, aliases.
//
//	Have: prices: {gpt-4o: 0.01, gpt-4: 0.03}
func (d *document) tables() {
	seen := map[string]bool{}
	for i := range d.read.Entries {
		e := &d.read.Entries[i]
		if o, ok := provider.OpenAIModel(e.Name); !ok || o.Weak || e.Environ || seen[e.Group()] {
			continue
		}
		seen[e.Group()] = true
		n := 0
		for _, o := range d.mates[e.Group()] {
			if _, ok := provider.OpenAIModel(o.Name); ok {
				n++
			}
		}
		s := &setting{document: d, Entry: e}
		s.report(finding.Finding{
			Rule: ruleData, Kind: finding.Model, Model: e.Name, Symbol: e.Name,
			Message: i18n.Tf("以 OpenAI 模型名为键的表（%d 项）：换模型后查不到，请补上目标平台的模型", "a table keyed by OpenAI models (%d): it has no entry for the new ones, add them", n),
		})
	}
}

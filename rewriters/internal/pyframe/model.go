package pyframe

import (
	"bytes"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/flow"
	"github.com/openai-migrate/migrate/rewriters/internal/modules"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// sink is a literal that sites are given as their model.
type sink = flow.Literal[pysyntax.Value, *Site]

// read splits a model's name as a framework writes it. A name that says another service is alien, one that says Azure is
// both.
func (f Form) read(text string) (name string, alien, azure bool) {
	sep := map[Form]string{Slash: "/", Colon: ":"}[f]
	if sep == "" {
		return text, false, false
	}
	before, after, found := strings.Cut(text, sep)
	switch {
	case !found:
		return text, false, false
	case slices.Contains([]string{"openai", "openai-chat", "openai-responses", "text-completion-openai", "custom_openai"}, before):
		return after, false, false
	case strings.HasPrefix(before, "azure"):
		return after, true, true
	}
	return after, true, false
}

// write spells a target's model for a site.
func (v *survey) write(s *Site, id string) string {
	switch {
	case s.Form == Slash && !s.has("custom_llm_provider"):
		return "openai/" + id
	case s.Form == Colon && !s.has("model_provider") && !s.has("provider"):
		return "openai:" + id
	}
	return id
}

// findModels collects the literals that a site is given as its model.
func (v *survey) findModels(s *Site) {
	arg := s.arg(s.Model...).value
	seen := false
	for _, x := range v.py.Eval(arg) {
		text, ok := pysyntax.Text(x.Node)
		if x.Kind == pysyntax.Object && x.Node.Valid() && len(x.Attrs) == 0 && len(s.URL) == 0 {
			s.alien, seen = x.Path, true // it is a model itself
		}
		if x.Kind != pysyntax.String || !ok {
			continue
		}
		seen = true
		name, alien, azure := s.Form.read(text)
		_, known := provider.OpenAIModel(name)
		switch {
		case azure:
			s.azure, s.aliens = true, append(s.aliens, x.Node)
		case alien || !known:
			s.alien, s.aliens = text, append(s.aliens, x.Node)
		default:
			v.addModel(s, x, name)
		}
	}
	if arg.Valid() && !seen {
		s.from = modules.Short(arg)
	}
}

func (v *survey) addModel(s *Site, x pysyntax.Value, name string) {
	if k, first := v.models.Add(x.Node, name, x, s); first {
		s.names = append(s.names, k)
	}
}

// need is what a site asks of its model.
func (v *survey) need(s *Site) provider.Need {
	return provider.Need{Tools: s.has("tools") || s.has("functions"), JSON: s.has("response_format"), Vision: seesImages(s.mod)}
}

// imageWords are how images get into messages, in whatever framework's terms.
var imageWords = []string{`image_url`, `input_image`, `"type": "image"`, "ImageBlock(", "ImageDocument(", "ImageUrl(", "ImageContent", "BinaryContent(", "dspy.Image", "MultiModalMessage("}

// seesImages reports whether a file puts images into messages. A framework's model is made in one place and given its
// messages in another, so that the file has to do.
func seesImages(m *pysyntax.Module) bool {
	return slices.ContainsFunc(imageWords, func(word string) bool { return bytes.Contains(m.File.Data, []byte(word)) })
}

// needs joins what all sites of a literal ask.
func (v *survey) needs(k *sink) (n provider.Need) {
	for _, s := range k.Senders {
		one := v.need(s)
		n.Tools, n.JSON, n.Vision = n.Tools || one.Tools, n.JSON || one.JSON, n.Vision || one.Vision
	}
	return n
}

// choice is the target's model for a site: of the name that it is given, or else of the one that it takes by itself.
func (v *survey) choice(s *Site) (provider.Choice, bool) {
	if v.target == nil {
		return provider.Choice{}, false
	}
	if len(s.For) > 0 && v.together(s) {
		return v.choice(v.served(s)[0])
	}
	for _, k := range s.names {
		return v.target.Model(k.Name, v.needs(k))
	}
	if s.Usual != "" && !s.arg(s.Model...).value.Valid() {
		return v.target.Model(s.Usual, v.need(s))
	}
	return provider.Choice{}, false
}

// unmapped returns a model of a site that the target has no counterpart for.
func (v *survey) unmapped(s *Site) string {
	for _, k := range s.names {
		if _, ok := v.target.Model(k.Name, v.needs(k)); !ok {
			return k.Name
		}
	}
	if len(s.names) == 0 && s.Usual != "" && !s.arg(s.Model...).value.Valid() {
		if _, ok := v.target.Model(s.Usual, v.need(s)); !ok {
			return s.Usual
		}
	}
	return ""
}

func (v *survey) modelFindings() {
	for _, k := range v.models.All() {
		if m := v.py.Module(k.Node); !slices.Contains(v.pass.Project.Files, m.File) || v.py.Of(m.File) == m {
			v.Guard(m, func(m *pysyntax.Module) { v.modelFinding(m, k) })
		}
	}
}

func (v *survey) modelFinding(m *pysyntax.Module, k *sink) {
	s := k.Senders[0]
	f := finding.Finding{
		Rule: v.frame.rules.model, Kind: finding.Model, Symbol: k.Name, Model: k.Name, Capability: s.Does, Client: s.id(),
		Confidence: finding.Certain, Reaches: slices.ContainsFunc(k.Senders, (*Site).reaches),
		Message: i18n.Tf("%[2]s 使用模型 %[1]s", "%[2]s uses the model %[1]s", k.Name, s.symbol()),
	}
	if v.target != nil {
		v.modelFix(&f, m, k)
	}
	v.report(m, k.Node, f)
}

// modelFix adds the replacement, or says why there is none.
func (v *survey) modelFix(f *finding.Finding, m *pysyntax.Module, k *sink) {
	f.Confidence = finding.Manual
	choice, ok := v.target.Model(k.Name, v.needs(k))
	still := slices.IndexFunc(k.Senders, func(s *Site) bool { return s.State == ByHand })
	if still < 0 {
		still = slices.IndexFunc(k.Senders, func(s *Site) bool { return s.State == Staying })
	}
	written := map[string]bool{}
	for _, s := range k.Senders {
		written[v.write(s, choice.ID)] = true
	}
	switch {
	case !ok:
		f.Verdict, f.Sources = finding.Block, rewrite.Sources(choice.Verdict)
		f.Message = advice.NoCounterpart(v.target, k.Name)
		return
	case still >= 0 && k.Senders[still].State == Staying:
		f.Message = i18n.Tf("模型 %s 发往其他平台，不作改动", "the model %s goes to another service; it is left alone", k.Name)
		return
	case still >= 0:
		f.Message = i18n.Tf("模型 %s 应换成 %s，但使用它的 %s 需要先人工处理", "the model %s becomes %s once %s, which uses it, has been changed by hand", k.Name, v.write(k.Senders[still], choice.ID), k.Senders[still].symbol())
		return
	case k.Senders[0].Wrap != nil && k.Senders[0].wraps(v):
		f.Confidence = finding.Certain
		f.Message = i18n.Tf("%[3]s 使用模型 %[1]s，随客户端换成 %[2]s", "%[3]s uses the model %[1]s; it becomes %[2]s with the client", k.Name, choice.ID, k.Senders[0].symbol())
		return
	case len(written) > 1:
		f.Message = i18n.Tf("模型名 %s 同时交给写法不同的调用：请分开后再改", "the model name %s is given to calls that write it differently: separate them first", k.Name)
		return
	}
	if n := v.otherUse(k.Values); n.Valid() && slices.ContainsFunc(k.Values, pysyntax.Value.InRecord) {
		f.Message = i18n.Tf("名字 %[1]s 除作为模型外还用在 %[3]s：请人工区分两者，模型应换成 %[2]s", "the name %[1]s is used at %[3]s besides being a model: tell the two apart by hand; the model becomes %[2]s", k.Name, choice.ID, v.Place(n))
		return
	}
	name := v.write(k.Senders[0], choice.ID)
	have, _ := pysyntax.Text(k.Node)
	if e, ok := pysyntax.Replace(k.Node, name); ok && name != have {
		e.Node, f.Verdict = "model "+k.Name, finding.Rewrite
		f.Fixes = []finding.Fix{v.replaceModel(m, k, choice, name, finding.In(m.File, e))}
	}
}

func (v *survey) replaceModel(m *pysyntax.Module, k *sink, choice provider.Choice, name string, edits []finding.Edit) finding.Fix {
	fix := finding.Fix{
		Title: i18n.Tf("将模型 %s 换成 %s", "replace the model %s by %s", k.Name, name),
		Why:   advice.Counterpart(v.target, choice), Sources: rewrite.Sources(choice.Verdict), Confidence: finding.Certain, Edits: edits,
	}
	for _, s := range k.Senders {
		fix.Provides = append(fix.Provides, s.key(finding.KeyModel))
		fix.Requires = append(fix.Requires, s.key(finding.KeyClient))
		fix.Follows = append(fix.Follows, v.carried(s)...)
		v.settingsOf(&fix, s)
		if len(s.doubts) > 0 || s.State == Knobbed {
			fix.Confidence = finding.Likely
		}
		for _, x := range s.url.knobs {
			fix.Requires = append(fix.Requires, v.variable(finding.KeySets, x.Name))
		}
	}
	for _, x := range k.Values {
		for _, y := range v.py.Eval(x.Node.Parent()) {
			if y.Kind == pysyntax.Env {
				fix.Requires = append(fix.Requires, v.variable(finding.KeySets, y.Name))
			}
		}
	}
	if n := v.otherUse(k.Values); n.Valid() {
		fix.Confidence = finding.Likely
		fix.Why = i18n.Join(fix.Why, i18n.Tf("该名字还用在 %s", "the name is also used at %s", v.Place(n)))
	}
	if choice.Embedding != nil {
		fix.Confidence = finding.Likely
	}
	return fix
}

// settingsOf ties a fix to the files of settings that give a site its model: they change together. Where the model's name says
// the service, too, a file that names it for others as well cannot.
func (v *survey) settingsOf(fix *finding.Fix, s *Site) {
	if s.Form != Plain {
		return
	}
	for _, x := range v.py.Settings(s.arg(s.Model...).value) {
		fix.Provides = append(fix.Provides, finding.Setting(finding.KeyClient, x.File.Path, x.Name))
		fix.Requires = append(fix.Requires, finding.Setting(finding.KeyModel, x.File.Path, x.Name))
	}
}

// readsModel says that a fix moves what reads a site's model from variables of the environment, or from where it cannot be
// seen.
func (v *survey) readsModel(fix *finding.Fix, s *Site) {
	arg := s.arg(s.Model...).value
	if !arg.Valid() {
		return
	}
	values := v.py.Eval(arg)
	for _, x := range values {
		if x.Kind == pysyntax.Env {
			fix.Provides = append(fix.Provides, v.variable(finding.KeyReads, x.Name))
		}
	}
	if !slices.ContainsFunc(values, func(x pysyntax.Value) bool { return x.Kind == pysyntax.String || x.Kind == pysyntax.Env }) {
		fix.Provides = append(fix.Provides, finding.Setting(finding.KeyClient, v.pass.Project.Root, ""))
	}
}

// otherUse returns a use of a value's names that leads elsewhere than to what moves, invalid when there is none.
func (v *survey) otherUse(list []pysyntax.Value) syntax.Node {
	for _, x := range list {
		for _, ref := range x.Trace {
			for _, n := range v.py.Uses(ref.Binding) {
				if !v.followed[n] {
					return n
				}
			}
		}
	}
	return syntax.Node{}
}

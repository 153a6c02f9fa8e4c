package jsopenai

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

var ruleTokenizer = &finding.Rule{
	ID: "JS016", Slug: "tokenizer", Severity: finding.Note,
	Title: i18n.T("OpenAI 的分词器", "OpenAI's tokenizer"),
	Doc: i18n.T(
		"查找 tiktoken、js-tiktoken、gpt-tokenizer、gpt-3-encoder 等。它们按 OpenAI 的词表计数，对其他模型只是估算。encodingForModel 遇到未知模型名会抛错（TypeScript 也不接受），模型随客户端迁移时改用 getEncoding；已有 try 兜底的不改。",
		"Finds tiktoken, js-tiktoken, gpt-tokenizer, gpt-3-encoder and the like. They count by OpenAI's vocabularies, which is an estimate for other models. encodingForModel throws on a name that it does not know, and TypeScript refuses it: where the model moves with its client the call becomes getEncoding, unless a try catches the failure."),
}

// tokenizers are the packages that count tokens.
var tokenizers = map[string]bool{
	"tiktoken": true, "js-tiktoken": true, "@dqbd/tiktoken": true, "gpt-tokenizer": true, "gpt-3-encoder": true, "gpt3-tokenizer": true,
	"js-tiktoken/lite": true, "tiktoken/lite": true,
}

// byEncoding is the function that takes an encoding where another takes a model, by the latter's name.
var byEncoding = map[string]string{"encodingForModel": "getEncoding", "encoding_for_model": "get_encoding"}

// tokenizerFindings reports the look-ups of a vocabulary by a model's name.
func (s *survey) tokenizerFindings() {
	s.Each(func(m *jssyntax.Module) {
		for i, l := range s.lookups[m] {
			s.lookupFinding(m, l, s.lookups[m], i)
		}
	})
}

// findLookups collects the look-ups of a file.
func (s *survey) findLookups(m *jssyntax.Module) {
	if !slices.ContainsFunc(slices.Collect(maps.Keys(tokenizers)), s.js.Spells) {
		return
	}
	for n := range m.Tree.Root().Descendants("call_expression") {
		if l := s.lookup(n); l != nil {
			s.lookups[m] = append(s.lookups[m], l)
		}
	}
}

// tokenKey is the key by which the replacement of a model waits for the look-ups that would fail on it.
func (s *survey) tokenKey(k *sink) finding.Key {
	return finding.Key{Kind: finding.KeyModel, Scope: ".", Name: "vocabulary of " + s.Place(k.Node)}
}

// failing reports whether some look-up takes the model that a literal names, and would fail on another.
func (s *survey) failing(k *sink) bool {
	for _, list := range s.lookups {
		if slices.ContainsFunc(list, func(l *lookup) bool { return !l.caught && slices.Contains(l.sinks, k) }) {
			return true
		}
	}
	return false
}

// lookup is one call of encodingForModel.
type lookup struct {
	call    syntax.Node
	name    string // encodingForModel
	binding *jssyntax.Binding
	sinks   []*sink
	unseen  bool // the model, or one that it may be, cannot be seen
	caught  bool
	code    string // the encoding of the models that it names today
}

func (s *survey) lookup(n syntax.Node) *lookup {
	l := &lookup{call: n}
	fn := jssyntax.Callee(n)
	if fn.Is("member_expression") && byEncoding[jssyntax.Last(fn)] == "" || !s.js.MayStand(fn) {
		return nil
	}
	for _, v := range s.js.Eval(fn) {
		if name := strings.TrimPrefix(v.Name, "default."); v.Kind == jssyntax.Symbol && tokenizers[v.Package] && byEncoding[name] != "" {
			l.name = name
			if len(v.Trace) > 0 && fn.Is("identifier") {
				l.binding = v.Trace[len(v.Trace)-1].Binding
			}
		}
	}
	arg := jssyntax.Argument(n, 0)
	if l.name == "" || !arg.Valid() {
		return nil
	}
	for _, v := range s.js.Eval(arg) {
		text, ok := jssyntax.Text(v.Node)
		switch {
		case v.Kind != jssyntax.String || !ok:
			l.unseen = true
			continue
		case s.models.At(v.Node) != nil:
			l.sinks = append(l.sinks, s.models.At(v.Node))
		}
		if l.code == "" {
			l.code = encodingOf(text)
		}
	}
	if l.code == "" {
		l.code = "o200k_base"
	}
	l.caught = isCaught(n)
	return l
}

// olderModels are those that are counted by the vocabulary before today's.
var olderModels = regexp.MustCompile(`^(gpt-4($|-)|gpt-3\.5|gpt-35|text-embedding-)`)

func encodingOf(model string) string {
	if olderModels.MatchString(model) {
		return "cl100k_base"
	}
	return "o200k_base"
}

// isCaught reports whether code stands in a try that a catch belongs to.
func isCaught(n syntax.Node) bool {
	child := n
	for up := range n.Ancestors() {
		if up.Is("try_statement") && child.Field() == "body" && up.ChildByField("handler").Valid() {
			return true
		}
		child = up
	}
	return false
}

// breaks reports whether a look-up fails once the project's clients have moved.
func (s *survey) breaks(l *lookup) bool {
	if l.caught || s.target == nil {
		return false
	}
	moves := func(k *sink) bool {
		c, ok := s.target.Model(k.Name, need(k))
		return ok && c.ID != k.Name && slices.ContainsFunc(k.Senders, s.goes) && !anyClient(k, func(c *client) bool { return !c.moves() })
	}
	return slices.ContainsFunc(l.sinks, moves) || l.unseen && slices.ContainsFunc(s.clients, (*client).moves)
}

func (s *survey) lookupFinding(m *jssyntax.Module, l *lookup, all []*lookup, at int) {
	f := finding.Finding{Rule: ruleTokenizer, Kind: finding.Tokenizer, Symbol: l.name, Confidence: finding.Certain,
		Message: i18n.Tf("%s 按模型名取词表：迁移后计数只是估算，预算请留余量", "%s looks a vocabulary up by a model's name: after the move counts are an estimate, leave a margin in budgets", l.name)}
	switch {
	case l.caught:
		f.Message = i18n.Tf("%s 遇到新模型名会抛错，代码已有兜底；迁移后计数只是估算", "%s throws on the new model's name, for which the code has a fallback; counts are an estimate after the move", l.name)
	case s.breaks(l):
		f.Message = i18n.Tf("%s 不认识目标平台的模型名，迁移后会抛错：改用 %s", "%s does not know the target's models and throws after the move: use %s", l.name, byEncoding[l.name])
		if first := slices.IndexFunc(all, s.breaks); first == at {
			f.Fixes = []finding.Fix{s.lookupFix(m, all)}
		} else {
			f.Confidence = finding.Likely
			f.Message = i18n.Join(f.Message, i18n.T("与本文件的第一处一并改", "it changes with the first one of this file"))
		}
	}
	s.Report(m, l.call, f)
}

// lookupFix makes the look-ups of a file that would fail take the encoding which they take today.
//
//	Have: encodingForModel(MODEL) -> getEncoding('o200k_base')
func (s *survey) lookupFix(m *jssyntax.Module, all []*lookup) finding.Fix {
	fix := finding.Fix{
		Title: i18n.T("按编码名取词表", "look the vocabulary up by its encoding"), Confidence: finding.Likely,
		Why: i18n.T("计数仍按 OpenAI 的词表，对新模型只是估算", "tokens are still counted by OpenAI's vocabulary, an estimate for the new model"),
	}
	renamed := map[*jssyntax.Binding]string{}
	for _, l := range all {
		if !s.breaks(l) {
			continue
		}
		to := byEncoding[l.name]
		fn, arg := jssyntax.Callee(l.call), jssyntax.Argument(l.call, 0)
		if p := fn.ChildByField("property"); p.Valid() {
			fn = p
		} else if l.binding != nil {
			renamed[l.binding] = to
		}
		fix.Edits = append(fix.Edits, finding.In(m.File, edit.Edit{Start: fn.Start(), End: fn.End(), New: to, Node: "call " + l.name},
			edit.Edit{Start: arg.Start(), End: arg.End(), New: m.Quote(l.code), Node: "call " + l.name})...)
		if l.unseen {
			s.waitFor(&fix, &request{typed: true})
		}
		for _, k := range l.sinks {
			fix.Provides = append(fix.Provides, s.tokenKey(k))
			for _, r := range k.Senders {
				s.waitFor(&fix, r)
			}
		}
	}
	for b, to := range renamed {
		fix.Edits = append(fix.Edits, s.takeInstead(m, b, to, all)...)
	}
	return fix
}

// takeInstead makes an import give another function of the package, beside the old one where that is still called.
//
//	Have: import { encodingForModel } from 'js-tiktoken' -> import { getEncoding } from 'js-tiktoken'
func (s *survey) takeInstead(m *jssyntax.Module, b *jssyntax.Binding, to string, all []*lookup) []finding.Edit {
	spec := b.Node
	if up := spec.Parent(); up.Is("import_specifier", "pair_pattern") {
		spec = up
	}
	if list := m.Root.Lookup(to); len(list) > 0 { // it is there already
		return nil
	}
	still := slices.ContainsFunc(s.js.Uses(b), func(n syntax.Node) bool {
		return !slices.ContainsFunc(all, func(l *lookup) bool { return s.breaks(l) && jssyntax.Callee(l.call) == n })
	})
	if still {
		return finding.In(m.File, edit.Edit{Start: spec.End(), End: spec.End(), New: ", " + to, Node: "import"})
	}
	return finding.In(m.File, edit.Edit{Start: spec.Start(), End: spec.End(), New: to, Node: "import"})
}

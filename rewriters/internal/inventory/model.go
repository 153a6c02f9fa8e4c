package inventory

import (
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/lexical"
)

// named is a model name where it is written.
type named struct {
	at    int // its token; -1 for one in a string's code
	span  source.Span
	model provider.OpenAI
	text  string
	sure  bool // it is sent wherever it stands: a constant of the SDK's, a part of a request's body
}

// models reports model names: those that are sent one by one, those of a table together.
func (l *look) models() {
	list := l.file.models()
	inTable := map[int][]named{}
	for _, n := range list {
		if b := l.file.outermost(n.at); b >= 0 && !l.file.sent(n) {
			inTable[b] = append(inTable[b], n)
		}
	}
	told := map[int]bool{}
	for _, n := range list {
		b := l.file.outermost(n.at)
		switch table := inTable[b]; {
		case l.file.sent(n):
			l.sentModel(n)
		case n.model.Weak:
		case b >= 0 && distinct(table) >= advice.ManyNames:
			if !told[b] {
				told[b] = true
				l.table(table)
			}
		default:
			l.mention(n)
		}
	}
}

// models finds the names in a file: strings that are one, request bodies that hold one, and constants of the types that an
// SDK keeps them in.
func (f *file) models() []named {
	var out []named
	for i, t := range f.tokens {
		switch t.Kind {
		case lexical.Text:
			text := f.inside(t)
			if m, ok := provider.OpenAIModel(text); ok {
				out = append(out, named{at: i, span: t.Span, model: m, text: text})
			} else if n, ok := f.body(t); ok {
				out = append(out, n)
			}
		case lexical.Name:
			if n, ok := f.constant(i); ok && !f.importing(t.Start) {
				out = append(out, n)
			}
		}
	}
	return out
}

var inBody = regexp.MustCompile(`\\?"model\\?"\s*:\s*\\?"([^"\\]+)\\?"`)

// body reads the model in a string that is a request's body.
//
//	Have: "{\"model\": \"gpt-4o\", \"messages\": []}"
func (f *file) body(t lexical.Token) (named, bool) {
	m := inBody.FindStringSubmatchIndex(f.inside(t))
	if m == nil {
		return named{}, false
	}
	name := f.inside(t)[m[2]:m[3]]
	model, ok := provider.OpenAIModel(name)
	return named{at: -1, span: source.Span{Start: t.Inside.Start + m[2], End: t.Inside.Start + m[3]}, model: model, text: name, sure: true}, ok
}

// importing reports whether an offset lies in an import.
func (f *file) importing(at int) bool {
	return slices.ContainsFunc(f.imports, func(m imported) bool { return m.span.Start <= at && at < m.span.End })
}

// constant reads a model's constant, by its type or, where the type is known to the compiler, without.
//
//	Have: ChatModel.GPT_4O_MINI, OpenAiChatModelName.GPT_4_O, model: .gpt4_o
func (f *file) constant(i int) (named, bool) {
	at := i
	switch {
	case slices.ContainsFunc(f.sdks, func(s *SDK) bool { return slices.Contains(s.Enums, f.name(i)) }) && strings.Contains(".:", f.punct(i+1)):
		if at = i + 2; f.punct(at) == ":" {
			at++
		}
	case len(f.sdks) > 0 && f.punct(i-1) == "." && strings.Contains(":(,=", f.punct(i-2)):
	default:
		return named{}, false
	}
	m, ok := spelled(f.name(at))
	if !ok {
		return named{}, false
	}
	return named{at: i, span: source.Span{Start: f.tokens[i].Start, End: f.tokens[at].End}, model: m, text: m.Name, sure: true}, true
}

var (
	camel  = regexp.MustCompile(`([a-z])([A-Z0-9])`)
	point  = regexp.MustCompile(`(gpt-[0-9])-([0-9])(-|$)`)
	letter = regexp.MustCompile(`(gpt-[0-9])-o(-|$)`)
	closed = regexp.MustCompile(`^(gpt)([0-9])`)
)

// spelled reads the name of a constant as a model: GPT_4O_MINI, GPT_3_5_TURBO, GPT_4_O_MINI, gpt4_o, gpt4o_mini.
func spelled(constant string) (provider.OpenAI, bool) {
	name := strings.ToLower(strings.ReplaceAll(camel.ReplaceAllString(constant, "$1-$2"), "_", "-"))
	name = strings.ReplaceAll(closed.ReplaceAllString(name, "$1-$2"), "--", "-")
	name = letter.ReplaceAllString(point.ReplaceAllString(name, "$1.$2$3"), "${1}o$2")
	m, ok := provider.OpenAIModel(name)
	return m, ok && !m.Unknown
}

// outermost returns the outermost bracket around a token that holds a list or a table and no code; -1 where there is none.
func (f *file) outermost(i int) int {
	if i < 0 {
		return -1
	}
	found := -1
	for b := f.up[i]; b >= 0; b = f.up[b] {
		if f.hasStatements(b) {
			break
		}
		found = b
	}
	return found
}

// hasStatements reports whether a bracket is a body: it holds a semicolon, or in languages without, a keyword of control.
func (f *file) hasStatements(b int) bool {
	if f.punct(b) != "{" {
		return false
	}
	for i := b + 1; i < f.closing(b); i++ {
		if f.up[i] != b {
			continue
		}
		if f.punct(i) == ";" || slices.Contains(keywords, f.name(i)) {
			return true
		}
	}
	return false
}

var keywords = []string{"return", "val", "var", "let", "fun", "func", "fn", "def", "if", "for", "while", "switch", "when", "match", "class", "public", "private", "case"}

func distinct(list []named) int {
	seen := map[string]bool{}
	for _, n := range list {
		seen[n.text] = true
	}
	return len(seen)
}

// sent reports whether a name is what a request or a client is told: the value of a name for the model, or the first
// string of a client that takes it so.
//
//	Have: .model("gpt-4o")  model: "gpt-4o"  'model' => 'gpt-4o'  parameters: { model: "gpt-4o" }  new ChatClient("gpt-4o", key)
func (f *file) sent(n named) bool {
	if n.sure {
		return true
	}
	if n.at < 0 {
		return false
	}
	if f.isModelName(f.keyBefore(n.at)) {
		return true
	}
	call := f.up[n.at]
	if call < 1 || f.punct(call) != "(" {
		return false
	}
	if slices.ContainsFunc(f.sdks, func(s *SDK) bool { return slices.Contains(s.Model, f.name(call-1)) }) || f.name(call-1) == "model" {
		return true
	}
	return f.firstString(n.at, call) && f.takesModel(call)
}

// keyBefore returns the name or string that a value is set to, the last one of those that a default is for.
//
//	Have: model: "gpt-4o"   'model' => 'gpt-4o'   var model = env("MODEL") ?? "gpt-4o"   string ChatModel { get; set; } = "gpt-4o"
func (f *file) keyBefore(i int) string {
	at := i - 1
	switch c := f.punct(at); {
	case c == ">" && f.punct(at-1) == "=":
		at -= 2
	case c == ":" && f.punct(at-1) != "?" || c == "=" && !strings.Contains("=!<>", f.punct(at-1)):
		at--
	case c == "?" && f.punct(at-1) == "?", c == ":" && f.punct(at-1) == "?", c == "|" && f.punct(at-1) == "|":
		if at = f.begin(i); f.assigned(at, i) > 0 {
			at = f.assigned(at, i) - 1
		}
	default:
		return ""
	}
	if f.punct(at) == "}" && f.pair[at] > 0 { // the accessors of a property
		at = f.pair[at] - 1
	}
	if at < 0 {
		return ""
	}
	if t := f.tokens[at]; t.Kind == lexical.Text {
		return f.inside(t)
	}
	return f.name(at)
}

// assigned returns the index of the first "=" between two tokens; 0 where there is none.
func (f *file) assigned(from, to int) int {
	for i := from + 1; i < to; i++ {
		if f.punct(i) == "=" && f.punct(i+1) != "=" {
			return i
		}
	}
	return 0
}

// isModelName reports whether a name is one that the file's SDKs give the model under, or says itself that it is a model's.
func (f *file) isModelName(name string) bool {
	low := strings.ToLower(name)
	if low == "model" || strings.Contains(low, "model") && strings.Trim(low, "abcdefghijklmnopqrstuvwxyz_-$@0123456789") == "" && !strings.HasSuffix(low, "models") {
		return true
	}
	return name != "" && slices.ContainsFunc(f.sdks, func(s *SDK) bool { return slices.Contains(s.Model, name) })
}

func (f *file) firstString(i, call int) bool {
	for j := call + 1; j < i; j++ {
		if f.tokens[j].Kind == lexical.Text {
			return false
		}
	}
	return true
}

// takesModel reports whether the call with a bracket makes a client whose first string is the model.
func (f *file) takesModel(call int) bool {
	for i := call - 1; i >= max(0, call-8) && (f.name(i) != "" || strings.Contains(`.:\<>`, f.punct(i))); i-- {
		if c, ok := f.clientAt(i); ok && c.open == call {
			return c.kind.ModelAt
		}
	}
	return false
}

func (l *look) sentModel(n named) {
	f := finding.Finding{
		Rule: l.rules.model, Kind: finding.Model, Symbol: n.text, Model: n.text, Capability: finding.Capability(n.model.Kind), Reaches: l.reaches,
		Confidence: finding.Certain, Message: i18n.Tf("请求模型 %s", "asks for the model %s", n.text),
	}
	if t := l.pass.Target; t != nil {
		f.Confidence = finding.Manual
		c, ok := t.Model(n.text, provider.Need{})
		name := t.Brief()
		if ok {
			f.Verdict = finding.Rewrite
			f.Message = i18n.Join(f.Message, i18n.T(name.ZH+"的对应模型是 "+c.ID, "its counterpart at "+name.EN+" is "+c.ID))
		} else {
			f.Verdict = finding.Block
			f.Message = i18n.Join(f.Message, i18n.T(name.ZH+"没有对应的模型", name.EN+" has no counterpart"))
		}
	}
	l.report(n.span, f)
}

func (l *look) mention(n named) {
	l.report(n.span, finding.Finding{
		Rule: l.rules.mention, Kind: finding.Model, Symbol: n.text, Model: n.text, Capability: finding.Capability(n.model.Kind),
		Message: advice.Other.Text(n.text),
	})
}

// table reports the names of one bracket together.
func (l *look) table(list []named) {
	some := list[0].text
	for _, n := range list[1:min(3, len(list))] {
		some += ", " + n.text
	}
	l.report(source.Span{Start: list[0].span.Start, End: list[len(list)-1].span.End}, finding.Finding{
		Rule: l.rules.mention, Kind: finding.Model, Symbol: list[0].text,
		Message: i18n.Tf("含 %d 个 OpenAI 模型名的表（%s …）：请按需加入新模型", "a table of %d OpenAI model names (%s ...): add the new model where it is needed", len(list), some),
	})
}

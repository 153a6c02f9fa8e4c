package provider

import (
	"fmt"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/i18n"
)

// Field is a field of OpenAI's chat request, or something that its messages and tools hold.
type Field struct {
	Name      string // as it goes over the wire: "top_p"; of what is no field of its own, as in ParamNames: "role_developer"
	Effect    Effect
	Min, Max  *float64  // the range at OpenAI; nil for none
	MaxItems  int       // longest list that OpenAI takes, 0 for no limit
	Twin      string    // the field that does the same under another name; may be empty
	Ranks     []string  // the values in order of strength, where they have one
	Instead   string    // the value that does the same everywhere; may be empty
	Label     i18n.Text // what people call it, where that is not Name
	Spellings []string  // in code, where the name is more than another case of Name
	Verdict
}

// Effect is what a caller loses when the field is not sent, and with that what may be done without asking.
type Effect string

// The effects.
const (
	EffectStyle   Effect = "style"   // shapes the wording: may be moved into a range, or go
	EffectHint    Effect = "hint"    // helps the service: may go
	EffectLimit   Effect = "limit"   // bounds the answer: may be moved into a range or renamed
	EffectResult  Effect = "result"  // the code reads an answer of that form
	EffectForeign Effect = "foreign" // its value means something at OpenAI only
)

var effects = []Effect{EffectStyle, EffectHint, EffectLimit, EffectResult, EffectForeign}

// FieldNamed returns the field of a chat request that a name in code stands for: the name on the wire, or that name in
// another language's or SDK's spelling.
//
//	Have: TopP, topP, top_p -> top_p; maxOutputTokens -> max_completion_tokens
func FieldNamed(spelling string) (Field, bool) {
	f, ok := openAIs().fields[fold(spelling)]
	return f, ok
}

// fold brings the spellings of one name together.
func fold(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", "")) }

// rank is the place of a value among those of its field, -1 for none.
func (f Field) rank(value string) int { return slices.Index(f.Ranks, value) }

type fieldEntry struct {
	Effect    Effect
	Min, Max  *float64
	MaxItems  int `toml:"max_items"`
	Twin      string
	Ranks     []string
	Instead   string
	ZH, EN    string // see Field.Label
	Spellings []string
}

// addFields enters the fields of a chat request under their spellings.
func (l *openAIList) addFields(f *openAIFile) error {
	v, missing := f.Fields.resolve(f.Sources)
	if missing != "" {
		return fmt.Errorf("fields: source %q is not defined", missing)
	}
	if len(f.Fields.Chat) > 0 && len(v.Sources) == 0 {
		return fmt.Errorf("fields: no source")
	}
	l.fields = map[string]Field{}
	for _, table := range []map[string]fieldEntry{f.Fields.Chat, f.Fields.Message} {
		for name, e := range table {
			if !slices.Contains(effects, e.Effect) {
				return fmt.Errorf("field %s: no effect %q", name, e.Effect)
			}
			if e.Twin != "" && table[e.Twin].Twin != name {
				return fmt.Errorf("field %s: its twin %q does not name it back", name, e.Twin)
			}
			if err := l.addField(Field{name, e.Effect, e.Min, e.Max, e.MaxItems, e.Twin, e.Ranks, e.Instead, i18n.T(e.ZH, e.EN), e.Spellings, v}); err != nil {
				return err
			}
		}
	}
	return nil
}

func (l *openAIList) addField(f Field) error {
	for _, s := range append([]string{f.Name}, f.Spellings...) {
		if o, dup := l.fields[fold(s)]; dup {
			return fmt.Errorf("field %s: the spelling %s is that of %s", f.Name, s, o.Name)
		}
		l.fields[fold(s)] = f
	}
	return nil
}

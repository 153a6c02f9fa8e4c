package provider

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/i18n"
)

// Sent is what one call sends in one field.
type Sent struct {
	Field string // as in [FieldNamed]: "temperature", "role_developer"
	Value any    // float64, bool or string; nil where the code does not say it here
	Items int    // how many entries a list has; 0 where that is not known
}

// Action is what must become of a field at the target.
type Action string

// The actions. A Block cannot be mended by an edit: the call fails there, or does something else, until a person decides.
const (
	Keep    Action = "keep"
	Rename  Action = "rename"
	Clamp   Action = "clamp"
	Drop    Action = "drop"
	Rewrite Action = "rewrite"
	Block   Action = "block"
)

// Judgement is the verdict on one field of one call.
type Judgement struct {
	Action Action
	Name   string // Rename: the target's name for the field
	Value  any    // Clamp, Rewrite: what to send
	Sure   bool   // the evidence is confirmed, and the edit needs nobody's eyes
	Silent bool   // Keep: there is nothing to tell
	Reason i18n.Text
	Verdict
}

// Judge says what becomes of a field that a call sends when it goes to the model chosen for it. A field that neither the
// target nor the list of OpenAI's fields knows is kept in silence.
func (t *Target) Judge(c Choice, s Sent) Judgement {
	f, known := FieldNamed(s.Field)
	if !known {
		return Judgement{Action: Keep, Silent: true}
	}
	j := &judge{Target: t, choice: c, sent: s, field: f, param: t.param(f.Name, s.Value).For(c.ID, c.thinking())}
	for _, look := range []func() (Judgement, bool){j.foreign, j.model, j.instead, j.renamed, j.missing, j.value} {
		if out, ok := look(); ok {
			return out
		}
	}
	return Judgement{Action: Keep, Silent: true}
}

// param returns the target's verdict on a field, the finer one on the value where there is one.
func (t *Target) param(name string, value any) Param {
	if text, ok := value.(string); ok {
		if p, ok := t.Params[name+"_"+text]; ok {
			return p
		}
	}
	if p, ok := t.Params[name]; ok {
		return p
	}
	for _, finer := range ParamNames { // of a value that is not seen, the verdict on one that is taken
		if p := t.Params[finer]; strings.HasPrefix(finer, name+"_") && value == nil && (p.Support == Supported || p.Support == Restricted) {
			return p
		}
	}
	return Param{Support: Undocumented, Verdict: Verdict{Unconfirmed: true}}
}

// judge is one field on its way through the questions that [Target.Judge] asks.
type judge struct {
	*Target
	choice Choice
	sent   Sent
	field  Field
	param  Param
}

// says makes a judgement with its evidence, and with the catalog's advice where it is left to a person; sure says whether
// nobody needs to look at the edit.
func (j *judge) says(a Action, sure bool, why i18n.Text) (Judgement, bool) {
	if advice := j.param.Advice(); advice.EN != "" && (a == Keep || a == Block) { // of the others the edit is the advice
		why = i18n.T(why.ZH+"；"+advice.ZH, why.EN+"; "+advice.EN)
	}
	return Judgement{
		Action: a, Sure: sure && !j.param.Unconfirmed && j.param.Support != Conflicting, Reason: why, Verdict: j.param.Verdict,
	}, true
}

func (j *judge) silent() (Judgement, bool) { return Judgement{Action: Keep, Silent: true}, true }

// foreign drops what means something at OpenAI only: the ids of its tokens are other words elsewhere.
func (j *judge) foreign() (Judgement, bool) {
	if j.field.Effect != EffectForeign {
		return Judgement{}, false
	}
	return j.says(Drop, false, j.text(foreignText))
}

// model looks at what the chosen model is not able to do, whatever the service takes.
func (j *judge) model() (Judgement, bool) {
	m := j.choice.Model
	if m == nil {
		return Judgement{}, false
	}
	cannot := func(can *bool) bool { return can != nil && !*can }
	n, number := j.sent.Value.(float64)
	switch {
	case j.field.Name == "vision" && m.Vision != nil && *m.Vision:
		return j.silent()
	case j.field.Name == "vision" && cannot(m.Vision),
		j.field.Name == "tools" && cannot(m.Tools),
		j.sent.Field == "response_format" && j.sent.Value == "json_schema" && (m.JSONMode == "json_object" || m.JSONMode == "none"):
		out, ok := j.says(Block, true, j.text(modelText))
		out.Verdict = both(m.Verdict, out.Verdict)
		return out, ok
	case j.field.Effect == EffectLimit && number && m.Output > 0 && n > float64(m.Output):
		out, ok := j.says(Clamp, true, j.text(outputText))
		out.Value, out.Verdict = float64(m.Output), m.Verdict
		return out, ok
	}
	return Judgement{}, false
}

// instead replaces a value that is not taken everywhere by one that is.
func (j *judge) instead() (Judgement, bool) {
	if j.field.Instead == "" || j.takes() {
		return Judgement{}, false
	}
	why := refusedText
	if j.param.Support == Undocumented {
		why = insteadText
	}
	out, ok := j.says(Rewrite, true, j.text(why))
	out.Value, out.Sure = j.field.Instead, true // it says the same everywhere, so a doubt about the reason does no harm
	return out, ok
}

// renamed looks for another name: the target's own, or that of OpenAI's field that does the same.
func (j *judge) renamed() (Judgement, bool) {
	if name := j.param.Rename; j.param.Support == Renamed {
		out, ok := j.says(Rename, true, j.text(renameText, name))
		out.Name = name
		return out, ok
	}
	twin, ok := j.Params[j.field.Twin]
	if !ok || j.takes() || twin.Support != Supported && twin.Support != Restricted {
		return Judgement{}, false
	}
	out, ok := j.says(Rename, true, j.text(renameText, j.field.Twin))
	out.Name, out.Verdict = j.field.Twin, both(twin.Verdict, out.Verdict)
	return out, ok
}

// missing looks at a field that the target does not take, or of which nothing is known.
func (j *judge) missing() (Judgement, bool) {
	if j.takes() {
		return Judgement{}, false
	}
	if j.idle() {
		return j.silent()
	}
	needed := j.field.Effect == EffectResult || j.field.Effect == EffectLimit
	switch j.param.Support {
	case Undocumented:
		if !needed {
			return j.silent()
		}
		return j.says(Keep, false, j.text(unknownText))
	case Ignored:
		if needed {
			return j.says(Block, true, j.text(ignoredText))
		}
		return j.says(Keep, true, j.text(ignoredText))
	}
	if needed {
		return j.says(Block, true, j.text(refusedText))
	}
	return j.says(Drop, j.param.Support == Rejected, j.text(refusedText))
}

// takes reports whether the target takes the field at all.
func (j *judge) takes() bool {
	return j.param.Support == Supported || j.param.Support == Restricted || j.param.Support == Conflicting
}

// idle reports whether the value is what comes without the field, too.
func (j *judge) idle() bool {
	switch v := j.sent.Value.(type) {
	case float64:
		return j.field.Name == "n" && v == 1 || v == 0 && slices.Contains([]string{"presence_penalty", "frequency_penalty"}, j.field.Name)
	case bool:
		return !v && j.field.Name == "logprobs"
	case string:
		return v == "text" && j.field.Name == "response_format" || v == "auto" && j.field.Name == "tool_choice"
	}
	return false
}

// Title says in a few words what a judgement changes in a field: a verb phrase for the change.
func (j Judgement) Title(field string) i18n.Text {
	switch j.Action {
	case Rename:
		return i18n.Tf("将 %s 改名为 %s", "rename %s to %s", field, j.Name)
	case Clamp:
		return i18n.Tf("将 %s 收进可用范围：%v", "move %s into the accepted range: %v", field, j.Value)
	case Rewrite:
		return i18n.Tf("将 %s 的值换成 %v", "replace the value of %s by %v", field, j.Value)
	}
	return i18n.Tf("去掉 %s", "drop %s", field)
}

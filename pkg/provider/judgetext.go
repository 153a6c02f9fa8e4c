package provider

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/openai-migrate/migrate/pkg/i18n"
)

// The sentences of judgements. %[1]s is the provider, %[2]s the field with its value, %[3]s the accepted range, %[4]v
// what is said besides, %[5]s the chosen model.
var (
	foreignText = i18n.T("%[2]s 的键是 OpenAI 的 token 编号，在%[1]s的模型里对应别的词", "the keys of %[2]s are OpenAI's token ids, which are other words in a model of %[1]s")
	modelText   = i18n.T("%[1]s的模型 %[5]s 不支持 %[2]s", "the model %[5]s of %[1]s does not support %[2]s")
	outputText  = i18n.T("%[2]s 超过模型 %[5]s 的输出上限", "%[2]s is more than the model %[5]s puts out")
	insteadText = i18n.T("%[1]s不保证接受 %[2]s，改用处处等效的写法", "%[1]s is not known to take %[2]s; the other value says the same everywhere")
	renameText  = i18n.T("%[2]s 在%[1]s应写作 %[4]v", "at %[1]s %[2]s is to be called %[4]v")
	unknownText = i18n.T("未见%[1]s支持 %[2]s 的资料，请实测", "nothing is known of %[2]s at %[1]s: try it")
	ignoredText = i18n.T("%[1]s会忽略 %[2]s，不报错", "%[1]s ignores %[2]s without an error")
	refusedText = i18n.T("%[1]s不支持 %[2]s", "%[1]s does not support %[2]s")
	itemsText   = i18n.T("%[2]s 在%[1]s最多 %[4]v 项", "%[1]s takes at most %[4]v entries in %[2]s")
	fixedText   = i18n.T("%[2]s 在%[1]s固定为 %[4]v，其他值会被拒绝", "%[1]s has %[2]s fixed at %[4]v and refuses any other value")
	unseenText  = i18n.T("%[2]s 的值不在此处写明，而%[1]s只接受 %[3]s：请在设定它的地方核对", "the value of %[2]s is not written here, and %[1]s takes only %[3]s: check where it is set")
	rangeText   = i18n.T("%[2]s 超出%[1]s接受的范围 %[3]s", "%[2]s is out of the range %[3]s that %[1]s takes")
	riskyText   = i18n.T("%[1]s对 %[2]s 的说法不一，有被拒绝的记录", "sources disagree on %[2]s at %[1]s; it has been refused")
	wordText    = i18n.T("%[1]s不接受 %[2]s（可用：%[3]s）", "%[1]s does not take %[2]s (accepted: %[3]s)")
)

// text is a sentence with what the catalog says of the field.
func (j *judge) text(form i18n.Text, besides ...any) i18n.Text {
	out := j.sentence(form, besides...)
	if note := texts(j.param.NoteZH, j.param.Note); note.EN != "" {
		out = i18n.T(i18n.Spaced(out.ZH+"；"+note.ZH), out.EN+"; "+note.EN)
	}
	return out
}

// sentence fills one in.
func (j *judge) sentence(form i18n.Text, besides ...any) i18n.Text {
	name, more := j.Brief(), any("")
	if len(besides) > 0 {
		more = besides[0]
	}
	fill := func(form, provider, what string) string {
		return fmt.Sprintf(form, provider, what, j.accepted(), more, j.choice.ID)
	}
	what := j.what()
	return i18n.T(i18n.Spaced(fill(form.ZH, name.ZH, what.ZH)), fill(form.EN, name.EN, what.EN))
}

// what names the field, with its value where there is one that says something.
func (j *judge) what() i18n.Text {
	if j.field.Label != (i18n.Text{}) {
		return j.field.Label
	}
	name := j.field.Name
	switch v := j.sent.Value.(type) {
	case float64:
		name += "=" + strconv.FormatFloat(v, 'g', -1, 64)
	case string:
		name += "=" + v
	}
	return i18n.T(name, name)
}

// accepted says what the target takes: a list, a fixed value, an interval, or the catalog's own words.
func (j *judge) accepted() string {
	p := j.param
	switch {
	case len(p.Values) > 0:
		return strings.Join(p.Values, ", ")
	case p.Fixed != nil:
		return fmt.Sprint(p.Fixed)
	case p.Min == nil && p.Max == nil:
		return p.Range
	}
	open, end, lo, hi := "[", "]", "-∞", "∞"
	if p.Min != nil {
		lo = strconv.FormatFloat(p.Min.Value, 'g', -1, 64)
	}
	if p.Max != nil {
		hi = strconv.FormatFloat(p.Max.Value, 'f', -1, 64)
	}
	if p.Min == nil || p.Min.Exclusive {
		open = "("
	}
	if p.Max == nil || p.Max.Exclusive {
		end = ")"
	}
	return open + lo + ", " + hi + end
}

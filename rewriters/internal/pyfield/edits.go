package pyfield

import (
	"strconv"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
)

// InPlace returns the edit that a judgement asks for where only the value or the name changes: clamp, rewrite, and rename
// to another of OpenAI's own names. It is false for what takes more, and where the value is not written out.
//
//	Have: temperature=0 -> temperature=0.01; max_completion_tokens=n -> max_tokens=n; "developer" -> "system"
func (f Field) InPlace(j provider.Judgement) (edit.Edit, bool) {
	switch j.Action {
	case provider.Clamp, provider.Rewrite:
		return f.replace(j.Value)
	case provider.Rename:
		if _, own := provider.FieldNamed(j.Name); own && j.Name == twin(f.Sent.Field) {
			return f.rename(j.Name)
		}
	}
	return edit.Edit{}, false
}

func twin(name string) string {
	f, _ := provider.FieldNamed(name)
	return f.Twin
}

func (f Field) replace(v any) (edit.Edit, bool) {
	if !f.Literal.Valid() {
		return edit.Edit{}, false
	}
	node := "value of " + f.Sent.Field
	switch v := v.(type) {
	case string:
		e, ok := pysyntax.Replace(f.Literal, v)
		e.Node = node
		return e, ok
	case float64:
		return edit.Edit{Start: f.Literal.Start(), End: f.Literal.End(), New: f.number(v), Node: node}, true
	}
	return edit.Edit{}, false
}

// number writes a number as the one that it replaces was: a whole one stays whole if it can.
func (f Field) number(v float64) string {
	text := strconv.FormatFloat(v, 'f', -1, 64)
	if f.Literal.Is("float") && !strings.Contains(text, ".") {
		return text + ".0"
	}
	return text
}

func (f Field) rename(to string) (edit.Edit, bool) {
	name := f.name()
	if f.Entry.Is("pair") {
		e, ok := pysyntax.Replace(name, to)
		e.Node = "key " + f.Sent.Field
		return e, ok
	}
	return edit.Edit{Start: name.Start(), End: name.End(), New: to, Node: "keyword " + f.Sent.Field}, name.Valid()
}

package emulate

import (
	"maps"
	"slices"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
)

// object passes a refusal on; lenient, it notes it instead.
func (x *exchange) object(field string, no *refusal) *refusal {
	if no == nil || !x.options.Lenient {
		return no
	}
	x.record.Tolerated = append(x.record.Tolerated, x.masked(field+": "+no.reason.EN))
	return nil
}

// fields holds every field of a request against the catalog, in the order of their names.
func (x *exchange) fields(c provider.Choice, body map[string]any, structural ...string) *refusal {
	for _, name := range slices.Sorted(maps.Keys(body)) {
		if slices.Contains(structural, name) || body[name] == nil {
			continue
		}
		f, openai := provider.FieldNamed(name)
		if openai = openai && f.Name == name; !openai && !x.extra(name) {
			x.record.Ignored = append(x.record.Ignored, x.masked(name))
			continue
		}
		sent, ok := sentIn(name, body[name])
		if !ok {
			if no := x.object(name, refuseParam(name, i18n.Tf("%s 的类型不对", "%s is of the wrong type", name))); no != nil {
				return no
			}
			continue
		}
		if _, judged := x.target.Params[name]; !openai && !judged {
			continue // a field of the provider's own, of which the catalog knows the name
		}
		if _, no := x.take(c, name, sent); no != nil {
			return no
		}
	}
	return nil
}

// take holds one field, or one feature of a message, against the catalog. effect says whether it has one.
func (x *exchange) take(c provider.Choice, param string, s provider.Sent) (effect bool, no *refusal) {
	got := x.target.Receive(c, s)
	switch {
	case got.Refused:
		no := refuseParam(param, got.Reason)
		no.note, no.Verdict = got.Note, got.Verdict
		return true, x.object(param, no)
	case got.Support == provider.Ignored:
		x.note(&x.record.Ignored, param)
		return false, nil
	case got.Support == provider.Undocumented:
		x.note(&x.record.Unproven, param)
	}
	return true, nil
}

// note adds a field to a list of the record, once.
func (x *exchange) note(list *[]string, field string) {
	if !slices.Contains(*list, field) {
		*list = append(*list, field)
	}
}

// takes reports whether the provider is known to act on a field as it is sent.
func (x *exchange) takes(c provider.Choice, name string, value any) bool {
	s, ok := sentIn(name, value)
	if !ok {
		return false
	}
	got := x.target.Receive(c, s)
	return !got.Refused && got.Support != provider.Ignored && got.Support != provider.Undocumented
}

// types are those of the fields whose value is a number, a switch or a word.
var types = map[string]func(any) bool{
	"temperature": isNumber, "top_p": isNumber, "n": isWhole, "max_tokens": isWhole, "max_completion_tokens": isWhole,
	"presence_penalty": isNumber, "frequency_penalty": isNumber, "seed": isWhole, "top_logprobs": isWhole,
	"logprobs": isBool, "stream": isBool, "parallel_tool_calls": isBool, "user": isString, "reasoning_effort": isString,
	"response_format": isObject, "stream_options": isObject, "logit_bias": isObject, "tools": isList, "functions": isList,
}

func isNumber(v any) bool { _, ok := v.(float64); return ok }
func isWhole(v any) bool  { n, ok := v.(float64); return ok && n == float64(int64(n)) }
func isBool(v any) bool   { _, ok := v.(bool); return ok }
func isString(v any) bool { _, ok := v.(string); return ok }
func isObject(v any) bool { _, ok := v.(map[string]any); return ok }
func isList(v any) bool   { _, ok := v.([]any); return ok }

// sentIn is a field of a request as the catalog's verdicts look at it; ok is false where the type is not the field's.
//
//	Have: {"type": "json_schema", ...} -> json_schema; ["a", "b"] -> two items
func sentIn(name string, value any) (provider.Sent, bool) {
	s := provider.Sent{Field: name}
	if is, typed := types[name]; typed && !is(value) {
		return s, false
	}
	switch v := value.(type) {
	case float64, bool, string:
		s.Value = v
		if name == "stop" {
			s.Value, s.Items = nil, 1
		}
	case []any:
		s.Items = len(v)
	case map[string]any:
		if kind, ok := v["type"].(string); ok {
			s.Value = kind
		}
	}
	return s, true
}

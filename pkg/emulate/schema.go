package emulate

import (
	"maps"
	"slices"
	"strings"
)

// instance makes a value that fits a JSON schema: always the same one. text fills strings that nothing else says.
func instance(schema any, text string) any {
	root, _ := schema.(map[string]any)
	m := &maker{root: root, text: text}
	if v := m.value(root, 0); v != nil {
		return v
	}
	return map[string]any{}
}

// maker makes values of one schema.
type maker struct {
	root map[string]any
	text string
}

// deepest is where a schema that holds itself is left.
const deepest = 12

func (m *maker) value(s map[string]any, depth int) any {
	if depth > deepest {
		return nil
	}
	if ref, ok := s["$ref"].(string); ok {
		return m.value(m.find(ref), depth+1)
	}
	for _, key := range []string{"const", "default"} {
		if v, ok := s[key]; ok && v != nil {
			return v
		}
	}
	if list, ok := s["enum"].([]any); ok && len(list) > 0 {
		return list[0]
	}
	for _, key := range []string{"anyOf", "oneOf"} {
		if list, ok := s[key].([]any); ok && len(list) > 0 {
			return m.value(object(list[0]), depth+1)
		}
	}
	if list, ok := s["allOf"].([]any); ok {
		return m.all(list, depth)
	}
	return m.typed(s, depth)
}

func (m *maker) typed(s map[string]any, depth int) any {
	switch kindOf(s) {
	case "object":
		return m.object(s, depth)
	case "array":
		n := max(1, int(number(s["minItems"], 1)))
		if most, ok := s["maxItems"].(float64); ok {
			n = min(n, int(most))
		}
		out := []any{}
		for range min(n, 100) {
			out = append(out, m.value(object(s["items"]), depth+1))
		}
		return out
	case "integer":
		return int64(m.within(s))
	case "number":
		return m.within(s)
	case "boolean":
		return true
	case "null":
		return nil
	}
	return m.str(s)
}

// kindOf is the type of a schema, the first that is not null where it has several.
func kindOf(s map[string]any) string {
	switch t := s["type"].(type) {
	case string:
		return t
	case []any:
		for _, v := range t {
			if name, ok := v.(string); ok && name != "null" {
				return name
			}
		}
	}
	if s["properties"] != nil {
		return "object"
	}
	if s["items"] != nil {
		return "array"
	}
	return "string"
}

func (m *maker) object(s map[string]any, depth int) map[string]any {
	out := map[string]any{}
	properties := object(s["properties"])
	needed, limited := s["required"].([]any)
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		if limited && depth > deepest/2 && !slices.Contains(needed, any(name)) {
			continue
		}
		out[name] = m.value(object(properties[name]), depth+1)
	}
	return out
}

// all merges the parts of allOf.
func (m *maker) all(list []any, depth int) any {
	out := map[string]any{}
	for _, part := range list {
		v, ok := m.value(object(part), depth+1).(map[string]any)
		if !ok {
			return m.value(object(part), depth+1)
		}
		maps.Copy(out, v)
	}
	return out
}

// within is a number in the bounds of a schema, 1 where they allow it.
func (m *maker) within(s map[string]any) float64 {
	n := 1.0
	if lo := number(s["minimum"], n); lo > n {
		n = lo
	}
	if lo, ok := s["exclusiveMinimum"].(float64); ok && lo >= n {
		n = lo + 1
	}
	if hi := number(s["maximum"], n); hi < n {
		n = hi
	}
	return n
}

// formats are values of the formats that strings have.
var formats = map[string]string{
	"date": "2026-01-01", "date-time": "2026-01-01T00:00:00Z", "time": "00:00:00Z", "email": "someone@example.com",
	"uri": "https://example.com/", "uuid": "00000000-0000-4000-8000-000000000000", "ipv4": "192.0.2.1", "ipv6": "2001:db8::1",
	"hostname": "example.com", "duration": "P1D",
}

func (m *maker) str(s map[string]any) string {
	format, _ := s["format"].(string)
	out, ok := formats[format]
	if !ok {
		out = m.text
	}
	if least := int(number(s["minLength"], 0)); len([]rune(out)) < least {
		out += strings.Repeat("x", min(least, 1000)-len([]rune(out)))
	}
	if most, ok := s["maxLength"].(float64); ok && len([]rune(out)) > int(most) {
		out = string([]rune(out)[:max(0, int(most))])
	}
	return out
}

// find follows a reference within the schema: #/$defs/Name.
func (m *maker) find(ref string) map[string]any {
	at := m.root
	for _, step := range strings.Split(strings.TrimPrefix(ref, "#"), "/") {
		if step != "" {
			at = object(at[strings.NewReplacer("~1", "/", "~0", "~").Replace(step)])
		}
	}
	return at
}

func object(v any) map[string]any {
	m, _ := v.(map[string]any)
	return m
}

func number(v any, otherwise float64) float64 {
	if n, ok := v.(float64); ok {
		return n
	}
	return otherwise
}

package keyvalue

import (
	"slices"
	"strconv"

	"github.com/tailscale/hujson"

	"github.com/openai-migrate/migrate/pkg/source"
)

// jsonText reads JSON, with comments and trailing commas or without.
func jsonText(text []byte, from int, into *File) error {
	v, err := hujson.Parse(slices.Clone(text[from:]))
	if err != nil {
		return err
	}
	j := &jsonReader{data: text, from: from, into: into}
	j.value(&v, nil, source.Span{})
	return nil
}

type jsonReader struct {
	data []byte
	from int
	into *File
}

func (j *jsonReader) value(v *hujson.Value, path []string, key source.Span) {
	switch x := v.Value.(type) {
	case *hujson.Object:
		for i := range x.Members {
			m := &x.Members[i]
			name, _ := m.Name.Value.(hujson.Literal)
			at := source.Span{Start: j.from + m.Name.StartOffset + 1, End: j.from + m.Name.EndOffset - 1}
			below := append(slices.Clone(path), name.String())
			if m.Value.Value.Kind() == '{' {
				j.into.Entries = append(j.into.Entries, Entry{Path: below, Name: name.String(), Key: at, Text: source.Span{Start: at.End, End: at.End}, Opaque: true, Block: true})
			}
			j.value(&m.Value, below, at)
		}
	case *hujson.Array:
		for i := range x.Elements {
			j.value(&x.Elements[i], append(slices.Clone(path), "#"+strconv.Itoa(i)), source.Span{})
		}
	case hujson.Literal:
		j.into.Entries = append(j.into.Entries, j.literal(x, v, path, key))
	}
}

func (j *jsonReader) literal(x hujson.Literal, v *hujson.Value, path []string, key source.Span) Entry {
	e := Entry{Path: path, Key: key, Value: x.String(), Text: source.Span{Start: j.from + v.StartOffset, End: j.from + v.EndOffset}}
	if key.End > 0 {
		e.Name = path[len(path)-1]
	}
	if x.Kind() == '"' {
		e.Text = source.Span{Start: e.Text.Start + 1, End: e.Text.End - 1}
	}
	if e.Null = x.Kind() == 'n'; e.Null {
		e.Value = ""
		return e
	}
	e.Opaque = string(j.data[e.Text.Start:e.Text.End]) != e.Value
	return e
}

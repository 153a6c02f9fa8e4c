package keyvalue

import (
	"slices"
	"strconv"

	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/openai-migrate/migrate/pkg/source"
)

// tomlText reads TOML.
func tomlText(text []byte, from int, into *File) error {
	t := &tomlReader{data: text[from:], from: from, into: into, counts: map[string]int{}}
	t.parser.Reset(t.data)
	for t.parser.NextExpression() {
		switch e := t.parser.Expression(); e.Kind {
		case unstable.Table:
			t.table, _ = t.keys(e.Key())
		case unstable.ArrayTable:
			t.table, _ = t.keys(e.Key())
			at := join(t.table)
			t.table = append(t.table, "#"+strconv.Itoa(t.counts[at]))
			t.counts[at]++
		case unstable.KeyValue:
			t.pair(e, t.table, true)
		}
	}
	return t.parser.Error()
}

type tomlReader struct {
	parser unstable.Parser
	data   []byte
	from   int
	table  []string
	counts map[string]int
	into   *File
}

// keys returns the parts of a key and where the last stands.
func (t *tomlReader) keys(it unstable.Iterator) (path []string, last source.Span) {
	for it.Next() {
		n := it.Node()
		path = append(path, string(n.Data))
		last = t.span(n.Raw)
		if len(n.Data) < last.End-last.Start {
			last = source.Span{Start: last.Start + 1, End: last.End - 1}
		}
	}
	return path, last
}

func (t *tomlReader) span(r unstable.Range) source.Span {
	return source.Span{Start: t.from + int(r.Offset), End: t.from + int(r.Offset+r.Length)}
}

// pair reports a key with its value; alone says that it has its lines to itself.
func (t *tomlReader) pair(kv *unstable.Node, table []string, alone bool) {
	keys, at := t.keys(kv.Key())
	path := append(slices.Clone(table), keys...)
	t.value(kv.Value(), path, at, alone)
}

func (t *tomlReader) value(v *unstable.Node, path []string, key source.Span, alone bool) {
	switch v.Kind {
	case unstable.InlineTable:
		for it := v.Children(); it.Next(); {
			t.pair(it.Node(), path, false)
		}
	case unstable.Array:
		i := 0
		for it := v.Children(); it.Next(); i++ {
			t.value(it.Node(), append(slices.Clone(path), "#"+strconv.Itoa(i)), source.Span{}, false)
		}
	default:
		t.into.Entries = append(t.into.Entries, t.scalar(v, path, key, alone))
	}
}

func (t *tomlReader) scalar(v *unstable.Node, path []string, key source.Span, alone bool) Entry {
	e := Entry{Path: path, Key: key, Text: t.span(v.Raw), Value: string(v.Data)}
	if key.End > 0 {
		e.Name = path[len(path)-1]
	}
	raw := string(t.data[e.Text.Start-t.from : e.Text.End-t.from])
	if v.Kind == unstable.String && len(raw) >= 2 {
		e.Text = source.Span{Start: e.Text.Start + 1, End: e.Text.End - 1}
		raw = raw[1 : len(raw)-1]
	}
	e.Opaque = raw != e.Value
	if s, ok := linesOf(t.data, source.Span{Start: key.Start - t.from, End: e.Text.End - t.from}, `"'`); ok && alone && key.End > 0 && !e.Opaque {
		e.Lines = source.Span{Start: s.Start + t.from, End: s.End + t.from}
	}
	return e
}

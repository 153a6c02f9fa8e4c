package provider

import (
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// lineIndex says on which line a value of a TOML file stands, by its path: "base_urls.0.url". The decoder forgets
// positions once a value is in its struct, and an error without a line is of no use in a file of five hundred.
type lineIndex struct {
	lines  map[string]int
	starts []int // offset of each line
}

// indexLines reads data, which must be valid TOML. Only a file with errors is indexed.
func indexLines(data []byte) *lineIndex {
	idx, counts := &lineIndex{lines: map[string]int{}, starts: []int{0}}, map[string]int{}
	for i, b := range data {
		if b == '\n' {
			idx.starts = append(idx.starts, i+1)
		}
	}
	var p unstable.Parser
	p.Reset(data)
	prefix := ""
	for p.NextExpression() {
		switch e := p.Expression(); e.Kind {
		case unstable.Table:
			prefix = idx.header(e, counts, false)
		case unstable.ArrayTable:
			prefix = idx.header(e, counts, true)
		case unstable.KeyValue:
			idx.keyValue(e, prefix)
		}
	}
	return idx
}

// line returns the line on which a range begins.
func (idx *lineIndex) line(r unstable.Range) int {
	i, found := slices.BinarySearch(idx.starts, int(r.Offset))
	if found {
		i++
	}
	return i
}

// header enters [a.b] or [[a.b]] and returns its path, with the current number after each array of tables in it.
func (idx *lineIndex) header(e *unstable.Node, counts map[string]int, array bool) string {
	path, line := "", 0
	for it := e.Key(); it.Next(); {
		key := it.Node()
		path = join(path, string(key.Data))
		line = idx.line(key.Raw)
		if last := it.IsLast(); last && array {
			counts[path]++
		}
		if n := counts[path]; n > 0 {
			path = join(path, strconv.Itoa(n-1))
		}
	}
	idx.put(path, line)
	return path
}

func (idx *lineIndex) keyValue(kv *unstable.Node, prefix string) {
	path := prefix
	for it := kv.Key(); it.Next(); {
		path = join(path, string(it.Node().Data))
		idx.put(path, idx.line(it.Node().Raw))
	}
	idx.value(kv.Value(), path)
}

// value enters what an inline table or an array holds.
func (idx *lineIndex) value(v *unstable.Node, path string) {
	switch v.Kind {
	case unstable.InlineTable:
		for it := v.Children(); it.Next(); {
			idx.keyValue(it.Node(), path)
		}
	case unstable.Array:
		for i, it := 0, v.Children(); it.Next(); i++ {
			at := join(path, strconv.Itoa(i))
			if raw := it.Node().Raw; raw.Length > 0 {
				idx.put(at, idx.line(raw))
			}
			idx.value(it.Node(), at)
		}
	}
}

func (idx *lineIndex) put(path string, line int) {
	if _, ok := idx.lines[path]; !ok {
		idx.lines[path] = line
	}
}

// at returns the line of path, or of the nearest thing around it; 0 when there is none.
func (idx *lineIndex) at(path string) int {
	for path != "" {
		if line, ok := idx.lines[path]; ok {
			return line
		}
		i := strings.LastIndexByte(path, '.')
		if i < 0 {
			break
		}
		path = path[:i]
	}
	return 0
}

// join puts key under path. A dot inside a key ("gpt-4.1") is written so that it cannot be taken for a step.
func join(path, key string) string {
	key = strings.ReplaceAll(key, ".", "\x00")
	if path == "" {
		return key
	}
	return path + "." + key
}

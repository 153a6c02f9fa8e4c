package keyvalue

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/openai-migrate/migrate/pkg/source"
)

// yamlText reads YAML. Nodes carry a line and a column in characters; ends are found in the text, and a scalar counts as
// written plainly only where its bytes are its value.
//
// Text that does not parse because a template engine fills it in first (Helm, Jinja) is read with the engine's parts
// blanked out: what they leave in place has the same offsets.
func yamlText(text []byte, from int, into *File) error {
	err := yamlRead(text, text, from, into)
	if err == nil || !bytes.Contains(text[from:], []byte("{{")) {
		return err
	}
	into.Entries = nil
	if yamlRead(blankTemplates(text, from), text, from, into) != nil {
		return err
	}
	return nil
}

func yamlRead(parsed, text []byte, from int, into *File) error {
	y := &yamlReader{parsed: parsed, data: text, into: into}
	y.index(from)
	dec := yaml.NewDecoder(bytes.NewReader(parsed[from:]))
	for i := 0; ; i++ {
		var doc yaml.Node
		var path []string
		if i > 0 {
			path = []string{"#document " + strconv.Itoa(i)}
		}
		if err := dec.Decode(&doc); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		for _, n := range doc.Content {
			y.node(n, path, source.Span{}, false)
		}
	}
}

var (
	templateLine = regexp.MustCompile(`(?m)^([ \t]*)\{\{[^{}]*\}\}[ \t]*\r?$`)
	templatePart = regexp.MustCompile(`\{\{[^{}]*\}\}`)
)

// blankTemplates makes lines that only steer the engine into comments, and what stands for a value into a word.
func blankTemplates(text []byte, from int) []byte {
	out := slices.Clone(text)
	for _, m := range templateLine.FindAllSubmatchIndex(text[from:], -1) {
		out[from+m[3]] = '#'
	}
	for _, m := range templatePart.FindAllIndex(text[from:], -1) {
		for i := from + m[0]; i < from+m[1]; i++ {
			if out[i] != '#' && out[i] < utf8.RuneSelf {
				out[i] = 'x'
			}
		}
	}
	return out
}

type yamlReader struct {
	parsed, data []byte
	lines        []int // offsets of line starts, that of the part read first
	into         *File
}

func (y *yamlReader) index(from int) {
	y.lines = []int{from}
	for i := from; i < len(y.data); i++ {
		if y.data[i] == '\n' {
			y.lines = append(y.lines, i+1)
		}
	}
}

// offset is the place of a line and column, which count from 1, columns in characters.
func (y *yamlReader) offset(line, column int) int {
	if line < 1 || line > len(y.lines) {
		return len(y.data)
	}
	at := y.lines[line-1]
	for ; column > 1 && at < len(y.data); column-- {
		_, size := utf8.DecodeRune(y.data[at:])
		at += size
	}
	return at
}

// node reports what stands below a node. item are the lines of the innermost item of a list, flow that the node stands in
// braces.
func (y *yamlReader) node(n *yaml.Node, path []string, item source.Span, flow bool) {
	flow = flow || n.Style&yaml.FlowStyle != 0
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			y.member(n.Content[i], n.Content[i+1], path, item, flow)
		}
	case yaml.SequenceNode:
		for i, c := range n.Content {
			below := append(slices.Clone(path), "#"+strconv.Itoa(i))
			var lines source.Span
			if s, ok := linesOf(y.data, source.Span{Start: y.offset(c.Line, c.Column), End: y.end(c)}, "-"); ok && !flow && c.Style&yaml.FlowStyle == 0 {
				lines = s
			}
			if c.Kind == yaml.ScalarNode {
				e := y.scalar(c)
				e.Path, e.Lines, e.Item = below, lines, lines
				y.report(e)
				continue
			}
			y.node(c, below, lines, flow)
		}
	}
}

// member reports one key of a mapping with its value.
func (y *yamlReader) member(k, v *yaml.Node, path []string, item source.Span, flow bool) {
	path = append(slices.Clone(path), k.Value)
	if v.Kind != yaml.ScalarNode {
		if key := y.scalar(k); v.Kind == yaml.MappingNode && !key.Opaque {
			e := Entry{Path: path, Name: k.Value, Key: key.Text, Text: source.Span{Start: key.Text.End, End: key.Text.End}, Opaque: true, Block: true}
			if s, ok := linesOf(y.data, source.Span{Start: key.Text.Start, End: y.end(v)}, `"'`); ok && !flow && v.Style&yaml.FlowStyle == 0 {
				e.Lines = s
			}
			y.into.Entries = append(y.into.Entries, e)
		}
		y.node(v, path, source.Span{}, flow)
		return
	}
	key, e := y.scalar(k), y.scalar(v)
	e.Path, e.Name, e.Item = path, k.Value, item
	if !key.Opaque {
		e.Key = key.Text
	}
	if e.Value == "" && e.Text == (source.Span{}) {
		e.Text = source.Span{Start: key.Text.End, End: key.Text.End}
	}
	if s, ok := linesOf(y.data, source.Span{Start: key.Text.Start, End: e.Text.End}, `"'`); ok && !flow && !e.Block {
		e.Lines = s
	}
	y.report(e)
}

// report adds a setting, and what its text is made of.
func (y *yamlReader) report(e Entry) {
	commands := (scripts[e.Last()] || scripts[keyAbove(e.Path)]) && strings.Contains(e.Value, " ") && (e.Block || !e.Opaque)
	e.Block, e.Opaque = e.Block || commands, e.Opaque || commands
	y.into.Entries = append(y.into.Entries, e)
	if commands {
		script(y.data, e.Text, e.Path, y.into)
		return
	}
	if e.Value == "" || e.Opaque && !e.Block {
		return
	}
	if e.Block && !embedded(y.data, e.Text, e.Last(), e.Path, y.into) {
		mentions(y.data[:e.Text.End], e.Text.Start, y.into)
	}
}

// scripts are the keys under which a text, or the items of a list, are shell commands.
var scripts = map[string]bool{
	"run": true, "script": true, "before_script": true, "after_script": true, "command": true, "entrypoint": true, "bash": true,
	"install": true, "commands": true, "cmds": true, "inlineScript": true,
}

// keyAbove is the key of the list that a path's end is an item of.
func keyAbove(path []string) string {
	if n := len(path); n > 1 && strings.HasPrefix(path[n-1], "#") {
		return path[n-2]
	}
	return ""
}

// scalar finds a scalar's bytes.
func (y *yamlReader) scalar(n *yaml.Node) Entry {
	at := y.skipProperties(y.offset(n.Line, n.Column))
	e := Entry{Value: n.Value, Null: n.Tag == "!!null"}
	switch {
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		e.Block, e.Opaque, e.Text = true, true, source.Span{Start: at, End: at}
		if n.Value != "" {
			e.Text = y.block(at)
		}
		return e
	case n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 && at < len(y.data):
		e.Text = source.Span{Start: at + 1, End: closing(y.data, at)}
	default:
		e.Text = source.Span{Start: at, End: min(at+len(n.Value), len(y.data))}
	}
	if strings.HasPrefix(n.Tag, "!") && !strings.HasPrefix(n.Tag, "!!") {
		e.Origin, e.Opaque = n.Tag+" "+n.Value, true // !Ref OpenAIKey: what it means is the tag's affair
		e.Value = ""
		return e
	}
	if e.Null {
		e.Value = ""
		if n.Value == "" {
			e.Text = source.Span{}
		}
		return e
	}
	if string(y.parsed[e.Text.Start:e.Text.End]) != n.Value {
		e.Opaque = true
		return e
	}
	e.Value = string(y.data[e.Text.Start:e.Text.End])
	return e
}

// skipProperties moves past an anchor and a tag.
func (y *yamlReader) skipProperties(at int) int {
	for at < len(y.data) && (y.data[at] == '&' || y.data[at] == '!') {
		for at < len(y.data) && !isSpace(y.data[at]) {
			at++
		}
		for at < len(y.data) && isSpace(y.data[at]) {
			at++
		}
	}
	return at
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// closing returns the offset of the quote that ends what the quote at an offset begins; the end of the text where none does.
func closing(data []byte, at int) int {
	q := data[at]
	for i := at + 1; i < len(data); i++ {
		switch {
		case data[i] == '\\' && q == '"':
			i++
		case data[i] == q && q == '\'' && i+1 < len(data) && data[i+1] == q:
			i++
		case data[i] == q:
			return i
		}
	}
	return len(data)
}

// block returns the lines of a block scalar whose sign stands at an offset: all that follow and are empty or indented at
// least as far as the first that is not empty.
func (y *yamlReader) block(at int) source.Span {
	start := min(lineOf(y.data, at).End+1, len(y.data))
	if start < len(y.data) && y.data[start] == '\n' {
		start++
	}
	end, indent := start, -1
	for i := start; i < len(y.data); {
		l := lineOf(y.data, i)
		text := bytes.TrimLeft(y.data[l.Start:l.End], " ")
		width := l.End - l.Start - len(text)
		if len(text) > 0 {
			if indent < 0 {
				indent = width
			}
			if width < indent {
				break
			}
			end = l.End
		}
		next := bytes.IndexByte(y.data[l.End:], '\n')
		if next < 0 {
			break
		}
		i = l.End + next + 1
	}
	return source.Span{Start: start, End: end}
}

// end returns where a node's text ends.
func (y *yamlReader) end(n *yaml.Node) int {
	switch n.Kind {
	case yaml.ScalarNode:
		e := y.scalar(n)
		return max(e.Text.End, y.offset(n.Line, n.Column))
	case yaml.MappingNode, yaml.SequenceNode:
		if len(n.Content) > 0 {
			return max(y.end(n.Content[len(n.Content)-1]), y.offset(n.Line, n.Column))
		}
	}
	return y.offset(n.Line, n.Column)
}

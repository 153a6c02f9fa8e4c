package keyvalue

import (
	"bytes"
	"regexp"

	"github.com/openai-migrate/migrate/pkg/source"
)

var (
	bicepParam = regexp.MustCompile(`^[ \t]*(?:param|var)[ \t]+(\w+)[^='\n]*=[ \t]*'([^'\\]*)'[ \t]*\r?$`)
	bicepField = regexp.MustCompile(`^([ \t]*)'?([\w.-]+)'?[ \t]*:[ \t]*(?:'([^'\\]*)'|([^'{\[\s][^\n\r{\[]*?))[ \t]*(?://.*)?\r?$`)
	bicepOpen  = regexp.MustCompile(`^([ \t]*)(?:'?([\w.-]+)'?[ \t]*:|(?:resource|module|param|var|output)[ \t]+(\w+)[^{\[]*)?[^{}\[\]]*([\[{])[ \t]*(?://.*)?\r?$`)
	bicepClose = regexp.MustCompile(`^[ \t]*[\]}]`)
)

// bicep reads Azure's Bicep as far as its settings go: parameters and variables with a string, and the fields of objects,
// which the language wants one to a line. No parser for it is to be had in Go.
func bicep(text []byte, from int, into *File) error {
	var path []string
	var opens []int // where the line of each open brace begins
	first := len(into.Entries)
	for at := from; at < len(text); {
		l := lineOf(text, at)
		line := text[l.Start:l.End]
		at = l.End + 1
		if bytes.HasPrefix(text[min(l.End, len(text)):], []byte("\r\n")) {
			at++
		}
		switch {
		case commented(line):
		case bicepParam.Match(line):
			m := bicepParam.FindSubmatchIndex(line)
			e := assigned(l.Start, line, m)
			e.Environ = false
			into.Entries = append(into.Entries, e)
		case bicepField.Match(line):
			into.Entries = append(into.Entries, bicepEntry(line, l, path))
		case bicepOpen.Match(line):
			m := bicepOpen.FindSubmatch(line)
			key := string(m[2]) + string(m[3])
			if key == "" {
				key = "#" + string(rune('0'+len(into.Entries)%10)) + string(m[4])
			}
			path, opens = append(path, key), append(opens, l.Start)
		case bicepClose.Match(line) && len(path) > 0:
			closeBrace(into.Entries[first:], len(path), opens[len(opens)-1], l.End)
			path, opens = path[:len(path)-1], opens[:len(opens)-1]
		}
	}
	return nil
}

// bicepEntry is a field of an object.
func bicepEntry(line []byte, l source.Span, path []string) Entry {
	m := bicepField.FindSubmatchIndex(line)
	name := string(line[m[4]:m[5]])
	e := Entry{Path: append(append([]string{}, path...), name), Name: name, Key: source.Span{Start: l.Start + m[4], End: l.Start + m[5]}, Lines: l}
	from, to := m[6], m[7]
	if from < 0 {
		from, to = m[8], m[9]
		e.Opaque, e.Origin = true, string(line[from:to])
	}
	e.Text = source.Span{Start: l.Start + from, End: l.Start + to}
	if !e.Opaque {
		e.Value = string(line[from:to])
	}
	return e
}

// closeBrace gives the fields of the object that ends its lines.
func closeBrace(list []Entry, depth, start, end int) {
	for i := len(list) - 1; i >= 0 && list[i].Key.Start > start; i-- {
		if len(list[i].Path) == depth+1 {
			list[i].Item = source.Span{Start: start, End: end}
		}
	}
}

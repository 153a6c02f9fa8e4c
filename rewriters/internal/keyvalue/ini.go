package keyvalue

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/openai-migrate/migrate/pkg/source"
)

var (
	iniSection = regexp.MustCompile(`^\s*\[([^\]]+)\]\s*$`)
	iniLine    = regexp.MustCompile(`^([ \t]*)([^\s#;!=:\[][^=:]*?)[ \t]*[=:][ \t]*(.*?)[ \t]*$`)
)

// iniText reads INI files, .properties and their like: sections in brackets, a key, "=" or ":", a value up to the line's
// end. A value that goes on behind a backslash is opaque.
func iniText(text []byte, from int, into *File) error {
	var section []string
	goesOn := false
	for at := from; at < len(text); {
		l := lineOf(text, at)
		line := text[l.Start:l.End]
		ends := bytes.HasSuffix(line, []byte(`\`))
		switch m := iniLine.FindSubmatchIndex(line); {
		case goesOn:
		case iniSection.Match(line):
			section = []string{string(iniSection.FindSubmatch(line)[1])}
		case m != nil:
			name := string(line[m[4]:m[5]])
			e := Entry{
				Path: append(append([]string{}, section...), strings.Split(name, ".")...), Name: name,
				Key:   source.Span{Start: l.Start + m[4], End: l.Start + m[5]},
				Value: string(line[m[6]:m[7]]), Text: source.Span{Start: l.Start + m[6], End: l.Start + m[7]}, Lines: l,
				Opaque: ends,
			}
			e.trim()
			into.Entries = append(into.Entries, e)
		}
		goesOn = ends
		next := bytes.IndexByte(text[l.End:], '\n')
		if next < 0 {
			break
		}
		at = l.End + next + 1
	}
	return nil
}

// trim takes a comment behind the value off, and quotes around it.
func (e *Entry) trim() {
	quoted := len(e.Value) > 1 && (e.Value[0] == '"' || e.Value[0] == '\'')
	if i := strings.IndexAny(e.Value, "#;"); !quoted && i > 0 && e.Value[i-1] == ' ' {
		cut := strings.TrimRight(e.Value[:i], " \t")
		e.Text.End -= len(e.Value) - len(cut)
		e.Value = cut
	}
	if !quoted {
		return
	}
	if i := strings.IndexByte(e.Value[1:], e.Value[0]); i >= 0 {
		e.Value = e.Value[1 : 1+i]
		e.Text = source.Span{Start: e.Text.Start + 1, End: e.Text.Start + 1 + i}
	}
}

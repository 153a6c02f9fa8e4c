package keyvalue

import (
	"bytes"
	"regexp"

	"github.com/openai-migrate/migrate/pkg/source"
)

// dotenvLine matches an optional comment sign, an optional export, a name, and "="; the value is cut by hand.
var dotenvLine = regexp.MustCompile(`^([ \t]*)(#[ \t]?)?((?:export[ \t]+)?)([A-Za-z_][A-Za-z0-9_]*)[ \t]*=[ \t]*`)

// dotenv reads the lines of a .env file; what is no assignment is passed over. A setting that a template offers in a
// comment counts too.
func dotenv(text []byte, from int, into *File) error {
	for at := from; at < len(text); {
		l := lineOf(text, at)
		if e, ok := dotenvEntry(text, l); ok {
			into.Entries = append(into.Entries, e)
		}
		next := bytes.IndexByte(text[l.End:], '\n')
		if next < 0 {
			break
		}
		at = l.End + next + 1
	}
	return nil
}

func dotenvEntry(data []byte, l source.Span) (Entry, bool) {
	line := data[l.Start:l.End]
	m := dotenvLine.FindSubmatchIndex(line)
	if m == nil {
		return Entry{}, false
	}
	from, to := dotenvValue(line, m[1])
	name := string(line[m[8]:m[9]])
	return Entry{
		Path: []string{name}, Name: name, Key: source.Span{Start: l.Start + m[8], End: l.Start + m[9]},
		Value: string(line[from:to]), Text: source.Span{Start: l.Start + from, End: l.Start + to},
		Lines: l, Commented: m[4] >= 0, Environ: true,
	}, true
}

// dotenvValue returns the bounds of the value that starts at: inside its quotes, or up to a comment or trailing space.
func dotenvValue(text []byte, at int) (from, to int) {
	if at < len(text) && (text[at] == '"' || text[at] == '\'' || text[at] == '`') {
		if n := bytes.IndexByte(text[at+1:], text[at]); n >= 0 {
			return at + 1, at + 1 + n
		}
	}
	to = len(text)
	if n := bytes.Index(text[at:], []byte(" #")); n >= 0 {
		to = at + n
	}
	return at, at + len(bytes.TrimRight(text[at:to], " \t"))
}

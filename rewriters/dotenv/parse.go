package dotenv

import (
	"bytes"
	"regexp"
)

// line is one setting of a .env file: NAME=VALUE, with offsets into the file.
type line struct {
	Name      string
	NameStart int
	Value     string // without its quotes
	ValueFrom int    // the value's bytes inside its quotes
	ValueEnd  int
	End       int  // of the line, before its line ending
	Commented bool // "# NAME=VALUE": a setting that templates offer
}

// assignment matches an optional comment sign, an optional export, a name, and "=" ; the value is cut by hand.
var assignment = regexp.MustCompile(`^([ \t]*)(#[ \t]?)?((?:export[ \t]+)?)([A-Za-z_][A-Za-z0-9_]*)[ \t]*=[ \t]*`)

// parse returns the settings of a file in order. Lines that are none are passed over.
func parse(data []byte) []line {
	var out []line
	for at := 0; at < len(data); {
		end, next := lineEnd(data, at)
		if l, ok := parseLine(data, at, end); ok {
			out = append(out, l)
		}
		at = next
	}
	return out
}

// lineEnd returns where the line that starts at ends, without and with its line ending.
func lineEnd(data []byte, at int) (end, next int) {
	n := bytes.IndexByte(data[at:], '\n')
	if n < 0 {
		return len(data), len(data)
	}
	end = at + n
	if end > at && data[end-1] == '\r' {
		end--
	}
	return end, at + n + 1
}

func parseLine(data []byte, at, end int) (line, bool) {
	text := data[at:end]
	m := assignment.FindSubmatchIndex(text)
	if m == nil {
		return line{}, false
	}
	from, to := value(text, m[1])
	return line{
		Name: string(text[m[8]:m[9]]), NameStart: at + m[8],
		Value: string(text[from:to]), ValueFrom: at + from, ValueEnd: at + to,
		End: at + end - at, Commented: m[4] >= 0,
	}, true
}

// value returns the bounds of the value that starts at: inside its quotes, or up to a comment or trailing space.
func value(text []byte, at int) (from, to int) {
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

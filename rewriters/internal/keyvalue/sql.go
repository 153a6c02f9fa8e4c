package keyvalue

import (
	"bytes"
	"strconv"

	"github.com/openai-migrate/migrate/pkg/source"
)

// sqlText reads the strings of SQL, of function bodies too; comments are passed over. Which column a string is for is not
// known.
func sqlText(text []byte, from int, into *File) error {
	n := 0
	for i := from; i < len(text); i++ {
		switch {
		case bytes.HasPrefix(text[i:], []byte("--")):
			i = lineOf(text, i).End
		case bytes.HasPrefix(text[i:], []byte("/*")):
			end := bytes.Index(text[i:], []byte("*/"))
			if end < 0 {
				return nil
			}
			i += end + 1
		case text[i] == '\'':
			end := sqlString(text, i)
			s := source.Span{Start: i + 1, End: end}
			into.Entries = append(into.Entries, Entry{
				Path: []string{"string", "#" + strconv.Itoa(n)}, Value: string(text[s.Start:s.End]), Text: s,
				Opaque: bytes.IndexByte(text[s.Start:s.End], '\'') >= 0,
			})
			n++
			i = end
		}
	}
	return nil
}

// sqlString returns where the string that begins at an offset ends; a doubled quote is one of its characters.
func sqlString(text []byte, at int) int {
	for i := at + 1; i < len(text); i++ {
		if text[i] == '\'' {
			if i+1 < len(text) && text[i+1] == '\'' {
				i++
				continue
			}
			return i
		}
	}
	return len(text)
}

package source

import (
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// shown is a text under construction, with the pieces that show it.
type shown struct {
	text   []byte
	pieces []piece
}

// verbatim shows bytes of the host as they are.
func (s *shown) verbatim(text []byte, at int) {
	if len(text) == 0 {
		return
	}
	s.pieces = append(s.pieces, piece{start: len(s.text), size: len(text), at: at, span: len(text)})
	s.text = append(s.text, text...)
}

// whole shows something else in the place of span bytes of the host.
func (s *shown) whole(text string, at, span int) {
	s.pieces = append(s.pieces, piece{start: len(s.text), size: len(text), at: at, span: span, whole: true})
	s.text = append(s.text, text...)
}

// jsonString shows what the JSON string between two offsets of text, quotes left out, stands for.
func (s *shown) jsonString(text []byte, from, to int) {
	for from < to {
		run := from
		for run < to && text[run] != '\\' {
			run++
		}
		s.verbatim(text[from:run], from)
		if run == to {
			return
		}
		char, size := unescape(text[run:to])
		s.whole(char, run, size)
		from = run + size
	}
}

var short = map[byte]string{'n': "\n", 't': "\t", 'r': "\r", 'b': "\b", 'f': "\f"}

// unescape returns what the JSON escape at the beginning of text stands for, and its length. A surrogate without its other
// half is shown as the replacement character.
func unescape(text []byte) (string, int) {
	if text[1] != 'u' {
		if char, ok := short[text[1]]; ok {
			return char, 2
		}
		return string(text[1:2]), 2
	}
	one := hexRune(text[2:6])
	if utf16.IsSurrogate(one) {
		if len(text) >= 12 && text[6] == '\\' && text[7] == 'u' {
			if two := utf16.DecodeRune(one, hexRune(text[8:12])); two != utf8.RuneError {
				return string(two), 12
			}
		}
		one = utf8.RuneError
	}
	return string(one), 6
}

func hexRune(digits []byte) rune {
	var r rune
	fmt.Sscanf(string(digits), "%x", &r)
	return r
}

// without returns the text with some of its spans, in order, shown as something else.
func (s *shown) without(list []mask) *shown {
	out := &shown{}
	at := 0
	for _, m := range list {
		out.copy(s, at, m.start)
		begin := s.hostOf(m.start)
		out.whole(m.as, begin, s.hostOf(m.end)-begin)
		at = m.end
	}
	out.copy(s, at, len(s.text))
	return out
}

// hostOf is where the host holds what begins at an offset of the text; its end at the end.
func (s *shown) hostOf(offset int) int {
	at, _ := (&view{pieces: s.pieces}).from(offset)
	return at
}

// copy adds what o shows between two offsets.
func (s *shown) copy(o *shown, from, to int) {
	for _, p := range o.pieces {
		start, end := max(p.start, from), min(p.start+p.size, to)
		if start >= end {
			continue
		}
		if p.whole {
			s.whole(string(o.text[p.start:p.start+p.size]), p.at, p.span)
		} else {
			s.verbatim(o.text[start:end], p.at+start-p.start)
		}
	}
}

// escape spells text as the file does: as it is, or as the inside of a JSON string. Each line break is followed by what
// lies between two lines of a part, except at the very end.
func (v *view) escape(text, lineBreak string, atEnd bool) string {
	if v.plain {
		return indented(text, lineBreak, atEnd)
	}
	var b strings.Builder
	for i, r := range text {
		switch {
		case r == '\n':
			b.WriteString(`\n`)
			if !atEnd || i < len(text)-1 {
				b.WriteString(lineBreak)
			}
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\r':
			b.WriteString(`\r`)
		case r < ' ' || r > '~' && v.ascii:
			for _, u := range utf16.Encode([]rune{r}) {
				fmt.Fprintf(&b, `\u%04x`, u)
			}
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// indented puts a prefix before the second and each further line of a text; before an empty one without its blanks.
func indented(text, prefix string, atEnd bool) string {
	body, end := text, ""
	if atEnd {
		body, end = cutLineBreak(text)
	}
	lines := strings.Split(body, "\n")
	for i := 1; i < len(lines); i++ {
		if strings.Trim(lines[i], "\r") == "" && i < len(lines)-1 {
			lines[i] = strings.TrimRight(prefix, " \t") + lines[i]
		} else {
			lines[i] = prefix + lines[i]
		}
	}
	return strings.Join(lines, "\n") + end
}

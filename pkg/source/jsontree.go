package source

import (
	"bytes"
	"encoding/json"
)

// jsonNode is a value of a JSON text with its place. Strings are not decoded.
type jsonNode struct {
	kind       byte // the value's first byte
	start, end int
	keys       []string // of an object, in order
	items      []jsonNode
}

// parseJSON returns the tree of a text; the error is encoding/json's.
func parseJSON(text []byte) (jsonNode, error) {
	if !json.Valid(condensed(text)) {
		var any json.RawMessage
		return jsonNode{}, json.Unmarshal(text, &any)
	}
	r := jsonReader{text: text}
	return r.value(), nil
}

// longString is how many bytes in a row within a string are worth leaving out.
const longString = 64

// condensed returns a text that is JSON if and only if the given one is: without most of what stands in strings and has no
// meaning there. Notebooks carry their pictures in strings, and encoding/json looks at each byte for long.
func condensed(text []byte) []byte {
	out := make([]byte, 0, len(text)/4)
	within := false
	for begin := 0; begin < len(text); {
		end := begin
		if within {
			for end < len(text) && text[end] >= ' ' && text[end] != '"' && text[end] != '\\' {
				end++
			}
			if end-begin >= longString { // nothing in it ends the string; but it may begin with the digits of an escape
				out = append(out, text[begin:begin+4]...)
				begin = end
				continue
			}
		} else if end += bytes.IndexByte(text[begin:], '"'); end < begin {
			return append(out, text[begin:]...)
		}
		if end < len(text) {
			within = within != (text[end] == '"')
			if text[end] == '\\' && end+1 < len(text) {
				end++
			}
			end++
		}
		out = append(out, text[begin:end]...)
		begin = end
	}
	return out
}

// jsonReader walks a text that is known to be valid.
type jsonReader struct {
	text []byte
	at   int
}

// next moves to the next byte that is neither white space nor a separator.
func (r *jsonReader) next() byte {
	for r.at < len(r.text) {
		switch c := r.text[r.at]; c {
		case ' ', '\t', '\n', '\r', ',', ':':
			r.at++
		default:
			return c
		}
	}
	return 0
}

func (r *jsonReader) value() jsonNode {
	n := jsonNode{kind: r.next(), start: r.at}
	switch n.kind {
	case '{':
		for r.at++; r.next() != '}'; {
			key := r.value()
			n.keys = append(n.keys, key.decode(r.text))
			n.items = append(n.items, r.value())
		}
		r.at++
	case '[':
		for r.at++; r.next() != ']'; {
			n.items = append(n.items, r.value())
		}
		r.at++
	case '"':
		r.at = endOfString(r.text, r.at+1)
	default:
		for r.at < len(r.text) && scalar(r.text[r.at]) {
			r.at++
		}
	}
	n.end = r.at
	return n
}

// endOfString is the offset behind the quote that ends a string, whose text begins at an offset. Pictures are strings of megabytes.
func endOfString(text []byte, at int) int {
	for {
		at += bytes.IndexByte(text[at:], '"') + 1
		escapes := 0
		for text[at-2-escapes] == '\\' {
			escapes++
		}
		if escapes%2 == 0 {
			return at
		}
	}
}

func scalar(c byte) bool {
	return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-' || c == '+' || c == '.' || c == 'E'
}

// get returns the value at a path of keys, the zero node where there is none.
func (n jsonNode) get(path ...string) jsonNode {
	for _, name := range path {
		var found jsonNode
		for i, key := range n.keys {
			if key == name {
				found = n.items[i]
			}
		}
		n = found
	}
	return n
}

// decode returns the text of a string, "" for other values.
func (n jsonNode) decode(text []byte) string {
	if n.kind != '"' {
		return ""
	}
	var s shown
	s.jsonString(text, n.start+1, n.end-1)
	return string(s.text)
}

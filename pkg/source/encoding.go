package source

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf8"

	"golang.org/x/text/encoding"
)

// Encoding is how a file's text is stored.
type Encoding struct {
	Name string // "utf-8", "utf-16le", "utf-16be", "gbk", "gb18030", or the name of a charset that the file declares
	BOM  bool   // the file begins with a byte order mark
}

const utf8Name = "utf-8"

var utf8BOM = []byte("\xef\xbb\xbf")

// Decode returns raw as UTF-8 without byte order mark, and the encoding it was in. A reading counts only when it can be
// written back to the same bytes. In Python the declaration of PEP 263 comes first, because Python believes it; elsewhere
// a declaration is an editor's hint, and text that is valid UTF-8 is UTF-8. What declares nothing and is not UTF-8 is
// GB18030 if it reads as Chinese. The error is a stable phrase for a Skip.
func Decode(raw []byte, lang Lang) ([]byte, Encoding, error) {
	if enc, n := markedEncoding(raw); n > 0 {
		text, err := enc.decode(raw[n:])
		if err != nil {
			return nil, Encoding{}, fmt.Errorf("%w: %s by its byte order mark, but not throughout", errEncoding, enc.Name)
		}
		return text, enc, nil
	}
	valid := utf8.Valid(raw)
	if valid && lang != Python {
		return raw, Encoding{Name: utf8Name}, nil
	}
	declared, known := declaredEncoding(raw)
	if known && declared != utf8Name {
		if text, err := (Encoding{Name: declared}).decode(raw); err == nil {
			return text, Encoding{Name: declared}, nil
		}
	}
	if valid {
		return raw, Encoding{Name: utf8Name}, nil
	}
	if declared != "" {
		return nil, Encoding{}, fmt.Errorf("%w: declared as %s, which it is not", errEncoding, declared)
	}
	return proveChinese(raw)
}

var errEncoding = errors.New(ReasonEncoding)

// markedEncoding returns the encoding that a byte order mark declares, and the mark's length.
func markedEncoding(raw []byte) (Encoding, int) {
	switch {
	case bytes.HasPrefix(raw, utf8BOM):
		return Encoding{Name: utf8Name, BOM: true}, 3
	case bytes.HasPrefix(raw, []byte{0xff, 0xfe}):
		return Encoding{Name: "utf-16le", BOM: true}, 2
	case bytes.HasPrefix(raw, []byte{0xfe, 0xff}):
		return Encoding{Name: "utf-16be", BOM: true}, 2
	}
	return Encoding{}, 0
}

// decode reads raw, which has no byte order mark, and proves the reading by writing it back.
func (e Encoding) decode(raw []byte) ([]byte, error) {
	if e.Name == utf8Name {
		if !utf8.Valid(raw) {
			return nil, errEncoding
		}
		return raw, nil
	}
	cs := charset(e.Name)
	if cs == nil {
		return nil, errEncoding
	}
	text, err := cs.NewDecoder().Bytes(raw)
	if err != nil {
		return nil, err
	}
	back, err := cs.NewEncoder().Bytes(text)
	if err != nil || !bytes.Equal(back, raw) {
		return nil, errEncoding
	}
	// A 32-bit encoding passes for a 16-bit one whose every other character is NUL.
	if bytes.IndexByte(text[:min(len(text), 8<<10)], 0) >= 0 {
		return nil, errEncoding
	}
	return text, nil
}

// Encode returns UTF-8 text in the encoding, without byte order mark. The error names the first character that the
// encoding lacks.
func (e Encoding) Encode(text string) ([]byte, error) {
	cs := charset(e.Name)
	if cs == nil {
		return []byte(text), nil
	}
	enc := cs.NewEncoder()
	if out, err := enc.Bytes([]byte(text)); err == nil {
		return out, nil
	}
	for _, r := range text {
		if _, err := enc.String(string(r)); err != nil {
			return nil, fmt.Errorf("encode as %s: no character %q (%U)", e.Name, r, r)
		}
	}
	return nil, fmt.Errorf("encode as %s: text is not valid UTF-8", e.Name)
}

// rawLen returns how many bytes of the stored file hold the decoded prefix, byte order mark included. Every charset here
// writes each character on its own, so a prefix of the text is a prefix of the bytes.
func (e Encoding) rawLen(prefix []byte) int {
	mark := 0
	if e.BOM {
		mark = 2
		if e.Name == utf8Name {
			mark = 3
		}
	}
	cs := charset(e.Name)
	if cs == nil {
		return mark + len(prefix)
	}
	raw, err := encoding.ReplaceUnsupported(cs.NewEncoder()).Bytes(prefix)
	if err != nil {
		return mark + len(prefix)
	}
	return mark + len(raw)
}

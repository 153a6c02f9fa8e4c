package source

import "errors"

// Encoding is how a file's text is stored.
type Encoding struct {
	Name string // "utf-8", "utf-16le", "utf-16be", "gbk", "gb18030"
	BOM  bool
}

// Decode returns raw as UTF-8 without byte order mark, and the encoding it was in.
func Decode(raw []byte, lang Lang) ([]byte, Encoding, error) {
	return raw, Encoding{Name: "utf-8"}, nil
}

// Encode returns UTF-8 text in the encoding, without byte order mark.
func (e Encoding) Encode(text string) ([]byte, error) { return []byte(text), nil }

// rawLen returns how many bytes of the stored file hold the decoded prefix, byte order mark included.
func (e Encoding) rawLen(prefix []byte) int { return len(prefix) }

var errStub = errors.New("stub")

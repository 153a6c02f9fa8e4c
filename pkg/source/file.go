package source

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"sort"
	"sync"
	"unicode/utf8"
)

// File is one text file of the tree.
type File struct {
	Path string // relative to the root, with forward slashes
	Lang Lang
	Data []byte // decoded to UTF-8, without byte order mark; line endings as they are
	Mark Mark   // why rewriters should only report: generated, vendored, minified; empty for ordinary files

	raw  []byte
	enc  Encoding
	view *view // where Data is shown from when the file is of another format; nil for ordinary files
	once sync.Once
	line []int // offsets of line starts in Data
}

// Mark says what makes a file one that is reported and not rewritten.
type Mark string

// The marks.
const (
	Generated Mark = "generated"
	Vendored  Mark = "vendored"
	Minified  Mark = "minified"
)

// Span is a half-open byte range of a File's Data.
type Span struct{ Start, End int }

// Position is a place in a text, both parts counted from 1, columns in characters.
type Position struct{ Line, Column int }

// NewFile decodes raw; the error says which encoding was expected and what is wrong with it.
func NewFile(path string, raw []byte) (*File, error) {
	lang := detect(path, raw)
	data, enc, err := Decode(raw, lang)
	if err != nil {
		return nil, err
	}
	f := &File{Path: path, Lang: lang, Data: data, Mark: markOf(path, lang, data), raw: raw, enc: enc}
	if lang == Notebook {
		if err := f.asNotebook(); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// Raw returns the file's bytes as they are on disk. They must not be changed.
func (f *File) Raw() []byte { return f.raw }

// Encoding returns the encoding found when the file was read.
func (f *File) Encoding() Encoding { return f.enc }

// Hash returns "sha256:" and the hex digest of the file's bytes.
func (f *File) Hash() string { return Hash(f.raw) }

// Hash returns "sha256:" and the hex digest of b.
func Hash(b []byte) string {
	sum := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// Position returns the place of a byte offset of Data in the file on disk. Offsets past either end count as that end.
func (f *File) Position(offset int) Position {
	host, at := f.Origin(offset)
	return host.place(at)
}

// Origin returns the file whose Data holds what stands at an offset of f's, and where: f itself, for a view the file that
// it is a view of.
func (f *File) Origin(offset int) (*File, int) {
	offset = min(max(offset, 0), len(f.Data))
	if f.view == nil {
		return f, offset
	}
	at, _ := f.view.from(offset)
	return f.view.host, at
}

// Line returns the line of Data that a byte offset lies on, counted from 1. In a view it is a line of the program.
func (f *File) Line(offset int) int { return f.place(offset).Line }

func (f *File) place(offset int) Position {
	f.once.Do(f.index)
	offset = min(max(offset, 0), len(f.Data))
	n := sort.SearchInts(f.line, offset+1)
	start := f.line[n-1]
	return Position{Line: n, Column: utf8.RuneCount(f.Data[start:offset]) + 1}
}

func (f *File) index() {
	f.line = append(make([]int, 0, 1+bytes.Count(f.Data, []byte{'\n'})), 0)
	for at := 0; ; {
		i := bytes.IndexByte(f.Data[at:], '\n')
		if i < 0 {
			return
		}
		at += i + 1
		f.line = append(f.line, at)
	}
}

// Text returns the text of a span.
func (f *File) Text(s Span) string { return string(f.Data[s.Start:s.End]) }

// Newline returns the file's line ending: that of its first line, "\n" when it has only one line.
func (f *File) Newline() string {
	for i, c := range f.Data {
		if c == '\n' {
			if i > 0 && f.Data[i-1] == '\r' {
				return "\r\n"
			}
			break
		}
	}
	return "\n"
}

// RawSpan returns the bytes of Raw that hold the span of Data.
func (f *File) RawSpan(s Span) Span {
	if f.view != nil {
		return f.view.host.RawSpan(f.view.span(s))
	}
	return Span{Start: f.enc.rawLen(f.Data[:s.Start]), End: f.enc.rawLen(f.Data[:s.End])}
}

// Encode returns text in the file's encoding; the error names the first character that the encoding lacks.
func (f *File) Encode(text string) ([]byte, error) { return f.enc.Encode(text) }

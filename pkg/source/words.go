package source

import (
	"bytes"
	"iter"
)

// Words is a set of words that are looked for in texts, in either case of their letters. It is safe for concurrent use.
type Words struct{ finder *finder }

// NewWords returns the set of the given words: lower case, ASCII, three bytes or more.
func NewWords(words ...string) *Words {
	needles := make([]needle, len(words))
	for i, w := range words {
		needles[i] = needle{text: w, at: len(w) - 3, fold: true}
	}
	return &Words{newFinder(needles...)}
}

// In reports whether a text holds one of the words.
func (w *Words) In(text []byte) bool { return w.finder.find(text) }

// Lines returns the lines of a text that hold one of the words, without their line breaks. A regular expression that
// matches within a line, and only where one of some words stands, is tried on few of them and not on all of the text.
func (w *Words) Lines(text []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for start, end := range w.Spans(text) {
			if !yield(text[start:end]) {
				return
			}
		}
	}
}

// Spans returns where the lines of [Words.Lines] begin and end.
func (w *Words) Spans(text []byte) iter.Seq2[int, int] {
	return func(yield func(start, end int) bool) {
		for from := 0; from < len(text); {
			at := w.finder.index(text[from:])
			if at < 0 {
				return
			}
			at += from
			start, end := from+bytes.LastIndexByte(text[from:at], '\n')+1, len(text)
			if n := bytes.IndexByte(text[at:], '\n'); n >= 0 {
				end = at + n
			}
			if !yield(start, end) {
				return
			}
			from = end + 1
		}
	}
}

// Runs returns where the longest runs of bytes of a kind begin and end that hold one of the words: what a regular expression
// over such bytes can match, where it needs one of them.
func (w *Words) Runs(text []byte, kind func(byte) bool) iter.Seq2[int, int] {
	return func(yield func(start, end int) bool) {
		for from := 0; from < len(text); {
			at := w.finder.index(text[from:])
			if at < 0 {
				return
			}
			start, end := from+at, from+at
			for start > from && kind(text[start-1]) {
				start--
			}
			for end < len(text) && kind(text[end]) {
				end++
			}
			if !yield(start, end) {
				return
			}
			from = end + 1
		}
	}
}

package jssyntax

import (
	"bytes"
	"regexp"

	"github.com/openai-migrate/migrate/pkg/source"
)

var (
	scriptTag = regexp.MustCompile(`(?i)<script\b[^>]*>`)
	scriptEnd = regexp.MustCompile(`(?i)</script\s*>`)
	tsxTag    = regexp.MustCompile(`(?i)\blang\s*=\s*["']?(tsx|jsx)`)
)

// scripts returns the script blocks of a component of Vue or Svelte and the grammar to read them with. What is no script
// becomes white space, so that every offset and line is that of the file and edits need no translation.
func scripts(text []byte) (source.Lang, []byte) {
	lang := source.TypeScript
	out := make([]byte, len(text))
	for i, c := range text {
		if out[i] = ' '; c == '\n' || c == '\r' {
			out[i] = c
		}
	}
	for at := 0; ; {
		open := scriptTag.FindIndex(text[at:])
		if open == nil {
			return lang, out
		}
		start := at + open[1]
		end := len(text)
		if tsxTag.Match(text[at+open[0] : start]) {
			lang = source.TSX
		}
		close := scriptEnd.FindIndex(text[start:])
		if close != nil {
			end = start + close[0]
		}
		if !bytes.HasSuffix(text[at+open[0]:start], []byte("/>")) {
			copy(out[start:end], text[start:end])
			at = end
		} else {
			at = start
		}
	}
}

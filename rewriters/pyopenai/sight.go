package pyopenai

import (
	"bytes"
	"regexp"
	"slices"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
)

// Most files that mention OpenAI do so in a comment, a provider's name or a label, and hold nothing to report. Parsing is
// most of a scan's work, so a text is looked at before it is parsed. What is asked here must be true of every file on which a
// rule has something to say; it may be of others. A file that is left out is still parsed when bindings lead to it, or when
// it spells the name of something whose calls or uses matter.

// shapes are spellings of which a file with something to say, other than a name in a string, holds one: paths of the API,
// addresses, dynamic imports, clients that tests replace by their names.
var shapes = [][]byte{
	[]byte("/completions"), []byte("/embeddings"), []byte("/responses"), []byte("uthorization"), []byte("import_module"), []byte("__import__"),
	[]byte("(\"openai."), []byte("('openai."), []byte(".OpenAI\""), []byte(".OpenAI'"), []byte(".AsyncOpenAI\""), []byte(".AsyncOpenAI'"),
}

// calls are spellings of requests. They say something where the SDK comes into the project at all.
var calls = [][]byte{
	[]byte(".completions"), []byte(".embeddings"), []byte(".responses"), []byte(".create("), []byte(".acreate("), []byte(".parse("),
	[]byte(".transcriptions"), []byte(".translations"), []byte(".speech"), []byte(".moderations"), []byte(".images"), []byte(".audio"),
}

// telling reports whether the text of a Python file may hold something to report.
func (l *lookout) telling(text []byte) bool {
	return holdsAny(text, shapes) || holdsAny(text, calls) && l.sdk() || l.quotesName(text) || mentionsOpenAI(text) || holdsSecret(text)
}

func holdsAny(text []byte, spellings [][]byte) bool {
	return slices.ContainsFunc(spellings, func(s []byte) bool { return bytes.Contains(text, s) })
}

// lookout remembers which words are names that rules look for: the same few hundred fill a project.
type lookout struct {
	words map[string]bool
	sdk   func() bool // whether the SDK comes into some file of the project
}

// quotesName reports whether a word between quotes is a model's name, the start of one or a variable's name. Every short
// literal of the file is among those words, whatever else is.
func (l *lookout) quotesName(text []byte) bool {
	open := -1
	for i, c := range text {
		switch c {
		case '"', '\'':
			if open >= 0 && i-open > 1 && i-open < 100 && l.isName(text[open+1:i]) {
				return true
			}
			open = i
		case ' ', '\n':
			open = -1
		}
	}
	return false
}

func (l *lookout) isName(word []byte) bool {
	known, ok := l.words[string(word)]
	if !ok {
		name := string(word)
		_, known = provider.OpenAIModel(name)
		known = known || advice.IsPrefix(name) || advice.IsVariable(name)
		l.words[name] = known
	}
	return known
}

// fieldStart is the beginning of a line that may declare a field of a settings class.
var fieldStart = regexp.MustCompile(`(?i)^[ \t]+(?:[a-z0-9]+_)*(?:openai|open_ai|oai|aoai)_[a-z0-9_]+[ \t]*[:=]`)

// mentionsOpenAI reports whether an address of OpenAI, or a field that is named like one of its variables, stands in a text.
func mentionsOpenAI(text []byte) bool {
	for at := 0; ; {
		i := bytes.IndexAny(text[at:], "aA")
		if i < 0 {
			return false
		}
		at += i + 1
		if at+1 >= len(text) || text[at]|0x20 != 'i' || text[at+1] != '_' && text[at+1] != '.' {
			continue
		}
		line := text[bytes.LastIndexByte(text[:at], '\n')+1:]
		if end := bytes.IndexByte(line, '\n'); end >= 0 {
			line = line[:end]
		}
		if openaiHost.Match(line) || fieldStart.Match(line) {
			return true
		}
	}
}

// holdsSecret is finding.IsSecret of a whole file, of which most hold none of its beginnings.
func holdsSecret(text []byte) bool {
	return (bytes.Contains(text, []byte("sk-")) || bytes.Contains(text, []byte("ALTAK-")) || bytes.Contains(text, []byte("eyJ")) || hexThenDot(text)) &&
		finding.IsSecret(string(text))
}

// hexThenDot looks for sixteen hexadecimal digits before a dot.
func hexThenDot(text []byte) bool {
	run := 0
	for _, c := range text {
		switch {
		case '0' <= c && c <= '9', 'a' <= c && c <= 'f':
			run++
		case c == '.' && run >= 16:
			return true
		default:
			run = 0
		}
	}
	return false
}

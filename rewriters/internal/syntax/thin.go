package syntax

import (
	"bytes"

	"github.com/openai-migrate/migrate/pkg/source"
)

// minTable is how many entries make a table: settings are written in dozens of lines, translations in thousands.
const minTable = 200

// tableWords are what keeps an entry of a table: what rules look for in a string, or may follow one to.
var tableWords = source.NewWords(
	"openai", "open_ai", "open-ai", "gpt", "davinci", "babbage", "text-embedding", "text-moderation", "whisper", "dall-e", "dall·e", "tts-",
	"o1-", "o3-", "o4-", "codex", "tiktoken", "http", "sk-", "azure", "api_", "apikey", "_key", "_url",
)

// Thin puts spaces in place of most entries of a table of strings, such as an application's texts in one language: a file of
// which most lines hold one key and one plain string. They take most of the time that it would take to parse the file, and
// nothing is ever found there but where a string names OpenAI; those entries stay. All offsets stay what they are, and any
// other text is returned as it is.
//
//	Have: "greeting": 'Hello', "name": 'Your name', … -> nothing but its brackets
func Thin(text []byte) []byte {
	list := table(text)
	if list == nil {
		return text
	}
	out := bytes.Clone(text)
	for _, e := range list {
		if !tableWords.In(text[e.Start:e.End]) {
			blank(out[e.Start:e.End])
		}
	}
	return out
}

// table returns the entries of a text that is a table, nil for any other.
func table(text []byte) (list []source.Span) {
	others := 0
	for at := 0; at < len(text); {
		end := entry(text, at)
		if end >= 0 {
			list = append(list, source.Span{Start: at, End: end})
			at = end
			continue
		}
		others++
		if others > minTable+2*len(list) {
			return nil
		}
		if end = bytes.IndexByte(text[at:], '\n'); end < 0 {
			break
		}
		at += end + 1
	}
	if len(list) < minTable || len(list) < others {
		return nil
	}
	return list
}

func blank(text []byte) {
	for i, c := range text {
		if c != '\n' && c != '\r' {
			text[i] = ' '
		}
	}
}

// entry is where the entry of a table that begins with the line at an offset ends, with the line or the one after it; -1 where
// none does.
//
//	Have: key: 'text', "key": "text", and key: with the text on the next line; the last one may be without a comma
func entry(text []byte, at int) int {
	i := skipSpaces(text, at)
	j := name(text, i)
	if j < 0 {
		return -1
	}
	if j = skipSpaces(text, j); j >= len(text) || text[j] != ':' {
		return -1
	}
	if i = skipSpaces(text, j+1); i < len(text) && text[i] == '\n' {
		i = skipSpaces(text, i+1)
	}
	if j = quoted(text, i); j < 0 {
		return -1
	}
	comma := j < len(text) && text[j] == ','
	if comma {
		j++
	}
	if j = skipSpaces(text, j); j >= len(text) || text[j] != '\n' {
		return -1
	}
	if next := skipSpaces(text, j+1); !comma && (next >= len(text) || text[next] != '}') {
		return -1
	}
	return j + 1
}

func skipSpaces(text []byte, i int) int {
	for i < len(text) && (text[i] == ' ' || text[i] == '\t' || text[i] == '\r') {
		i++
	}
	return i
}

func isQuote(text []byte, i int) bool {
	return i < len(text) && (text[i] == '\'' || text[i] == '"' || text[i] == '`')
}

// name is where the key at an offset ends, a word or a string; -1 for none.
func name(text []byte, i int) int {
	if isQuote(text, i) {
		return quoted(text, i)
	}
	j := i
	for j < len(text) && IsWord(text[j]) {
		j++
	}
	if j == i {
		return -1
	}
	return j
}

// quoted is where the string at an offset ends; -1 for none, or one of several lines.
func quoted(text []byte, i int) int {
	if !isQuote(text, i) {
		return -1
	}
	for j := i + 1; j < len(text) && text[j] != '\n'; j++ {
		switch text[j] {
		case '\\':
			j++
		case '$': // of a template
			return -1
		case text[i]:
			return j + 1
		}
	}
	return -1
}

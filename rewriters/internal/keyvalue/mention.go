package keyvalue

import (
	"bytes"
	"regexp"

	"github.com/openai-migrate/migrate/pkg/source"
)

// Mention is a word in a text that could not be read as settings: a variable, an address or a model's name.
type Mention struct {
	Word string
	At   source.Span
}

// mentioned finds what looks like a variable named after OpenAI, an address of its API, or a model's name in quotes or behind
// an equals sign.
var mentioned = regexp.MustCompile(`\b(?:[A-Z][A-Z0-9]*_)*(?:OPENAI|OPEN_AI|AOAI)_[A-Z0-9_]*[A-Z0-9]\b|` +
	`(?:https?://|wss?://)?(?:api\.openai\.com|[\w.-]+\.openai\.azure\.com)[\w./-]*|` +
	`(?:["'=]|: )((?:openai[/:])?(?:gpt-|text-embedding-|chatgpt-|dall-e-|whisper-|tts-|text-davinci-|o[134]-)[\w.-]+)\b`)

// mentionedWords are what mentioned matches one of: a line without them is not looked at.
var mentionedWords = source.NewWords("openai", "open_ai_", "aoai_", "gpt-", "text-embedding-", "dall-e-", "whisper-", "tts-", "text-davinci-", "o1-", "o3-", "o4-")

// mentions reads any text, line by line; lines that are comments are passed over.
func mentions(text []byte, from int, into *File) error {
	for start, end := range mentionedWords.Spans(text[from:]) {
		start, line := from+start, text[from+start:from+end]
		if commented(line) {
			continue
		}
		for from, to := range mentionedWords.Runs(line, inMention) {
			from = max(0, from-2) // what stands before a model's name
			into.mention(line[from:to], start+from)
		}
	}
	return nil
}

func (f *File) mention(piece []byte, offset int) {
	for _, m := range mentioned.FindAllSubmatchIndex(piece, -1) {
		s := source.Span{Start: m[0], End: m[1]}
		if m[2] >= 0 {
			s = source.Span{Start: m[2], End: m[3]}
		}
		word := string(piece[s.Start:s.End])
		f.Mentions = append(f.Mentions, Mention{Word: word, At: source.Span{Start: offset + s.Start, End: offset + s.End}})
	}
}

// inMention reports whether a byte may be a part of a mention.
func inMention(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || bytes.IndexByte([]byte("_.-/:"), c) >= 0
}

var comment = regexp.MustCompile(`(?i)^\s*(#|//|--|;|\*|rem\b|::)`)

func commented(line []byte) bool {
	return comment.Match(line) && !bytes.HasPrefix(bytes.TrimSpace(line), []byte("#!"))
}

// Mentions reads any text for the words that it mentions.
func Mentions(text []byte) []Mention {
	into := &File{}
	_ = mentions(text, 0, into) // it never fails
	return into.Mentions
}

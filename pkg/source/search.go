package source

import (
	"encoding/binary"
	"math"
	"strings"
)

// needle is a literal that makes a file worth reading. at is the offset of its rarest three bytes: every second pair of
// bytes of a file is looked up in a table, so one of the two pairs in those three bytes is always met, wherever the
// needle begins.
type needle struct {
	text string // lower case when fold is set
	at   int
	fold bool // match letters in either case
}

// core is what nearly every use of OpenAI spells somewhere: import paths, hosts, class names, variables.
var core = []needle{{text: "openai", at: 3, fold: true}}

// secondary are the spellings that matter in code and configuration that never says "openai": model names that travel
// through constants and gateways, and methods of clients that were built elsewhere. Shorter ones ("o1") would keep half
// of every tree.
var secondary = []needle{
	{text: "gpt-", at: 0}, {text: "GPT3", at: 1}, {text: "GPT4", at: 1}, {text: "GPT5", at: 1}, {text: "text-embedding-", at: 3}, {text: "text-davinci", at: 3}, {text: "text-moderation", at: 3},
	{text: "omni-moderation", at: 3}, {text: "dall-e", at: 3}, {text: "whisper-1", at: 6}, {text: "tts-1", at: 2},
	{text: "o1-mini", at: 0}, {text: "o1-preview", at: 0}, {text: "o3-mini", at: 0}, {text: "o4-mini", at: 0},
	{text: "codex-mini", at: 4}, {text: "davinci-002", at: 6}, {text: "babbage-002", at: 6},
	{text: "chat.completions", at: 3}, {text: "embeddings.create", at: 10}, {text: "chat/completions", at: 3},
	{text: "CreateChatCompletion", at: 5}, {text: "CreateEmbeddings", at: 5},
	{text: "from 'ai'", at: 5}, {text: `from "ai"`, at: 5}, // the AI SDK takes its model from another file
	{text: "api_base", at: 2}, {text: "tiktoken", at: 1}, {text: "open_ai", at: 3, fold: true}, {text: "open-ai", at: 3, fold: true},
	{text: "vector(1536", at: 5, fold: true}, {text: "vector(3072", at: 5, fold: true},
}

// finder looks for several needles in one pass, eight bytes at a time.
type finder struct {
	pairs [1 << 16]uint8 // pair of bytes, low byte first -> index into spots; 0 for a pair that no needle holds
	spots [][]spot
	span  int // length of the longest needle: what neighbouring chunks of a long file must share
}

// spot is a place where a pair stands in a needle. The third of the needle's rarest bytes, next to the pair, is compared
// before the rest.
type spot struct {
	needle
	offset       int // of the pair in the needle
	third        int // of the third byte, from the pair
	lower, upper byte
}

func newFinder(needles ...needle) *finder {
	f := &finder{spots: make([][]spot, 1)}
	for _, n := range needles {
		f.span = max(f.span, len(n.text))
		first, last := n.spellings(n.at), n.spellings(n.at+2)
		f.addSpot(spot{needle: n, offset: n.at, third: 2, lower: last[0], upper: last[len(last)-1]})
		f.addSpot(spot{needle: n, offset: n.at + 1, third: -1, lower: first[0], upper: first[len(first)-1]})
	}
	return f
}

func (f *finder) addSpot(s spot) {
	for _, a := range s.spellings(s.offset) {
		for _, b := range s.spellings(s.offset + 1) {
			id := &f.pairs[uint16(a)|uint16(b)<<8]
			if *id == 0 {
				if len(f.spots) > math.MaxUint8 {
					panic("source: too many words to look for at once")
				}
				*id = uint8(len(f.spots))
				f.spots = append(f.spots, nil)
			}
			f.spots[*id] = append(f.spots[*id], s)
		}
	}
}

// spellings returns the bytes that may stand at offset k of the needle.
func (n needle) spellings(k int) []byte {
	c := n.text[k]
	if n.fold && 'a' <= c && c <= 'z' {
		return []byte{c, c - 'a' + 'A'}
	}
	return []byte{c}
}

// find reports whether b holds any of the needles.
func (f *finder) find(b []byte) bool { return f.index(b) >= 0 }

// index returns an offset within the first of the needles that b holds, -1 when it holds none.
func (f *finder) index(b []byte) int {
	i := 0
	for ; i+8 <= len(b); i += 8 {
		x := binary.LittleEndian.Uint64(b[i:])
		if f.pairs[uint16(x)]|f.pairs[uint16(x>>16)]|f.pairs[uint16(x>>32)]|f.pairs[uint16(x>>48)] == 0 {
			continue
		}
		for j := i; j < i+8; j += 2 {
			if f.check(b, j) {
				return j
			}
		}
	}
	for ; i+2 <= len(b); i += 2 {
		if f.check(b, i) {
			return i
		}
	}
	return -1
}

// check reports whether one of the needles lies around the pair at j.
func (f *finder) check(b []byte, j int) bool {
	id := f.pairs[uint16(b[j])|uint16(b[j+1])<<8]
	if id == 0 {
		return false
	}
	list := f.spots[id]
	for i := range list {
		s := &list[i]
		if k := j + s.third; k >= 0 && k < len(b) && (b[k] == s.lower || b[k] == s.upper) && s.is(b, j-s.offset) {
			return true
		}
	}
	return false
}

// is reports whether the needle stands in b at start.
func (n needle) is(b []byte, start int) bool {
	if start < 0 || start+len(n.text) > len(b) {
		return false
	}
	part := b[start : start+len(n.text)]
	if n.fold {
		return strings.EqualFold(string(part), n.text)
	}
	return string(part) == n.text
}

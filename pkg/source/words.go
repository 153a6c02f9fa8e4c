package source

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

package inventory

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/lexical"
)

// file is one file, cut up.
type file struct {
	*source.File
	lang    *Language
	tokens  []lexical.Token // without those in strings
	pair    []int           // of a bracket, the index of the other one; -1 for what is none, or has none
	up      []int           // the index of the bracket that a token stands in; -1 at the top
	imports []imported
	sdks    []*SDK           // those whose names the file can use
	where   map[string][]int // see names
}

// imported is one import statement.
type imported struct {
	path string // parts joined by "."
	sdk  *SDK   // nil for a library that is none of OpenAI's
	span source.Span
}

func newFile(l *Language, src *source.File) *file {
	f := &file{File: src, lang: l, tokens: l.Syntax[src.Lang].Tokens(src.Data)}
	f.match()
	f.readImports()
	used := f.spelledOut()
	for i := range l.SDKs {
		s := &l.SDKs[i]
		if used[s] || s.Global && !f.shadows(s) || slices.ContainsFunc(f.imports, func(m imported) bool { return m.sdk == s }) {
			f.sdks = append(f.sdks, s)
		}
	}
	return f
}

// spelledOut returns the SDKs whose names a file writes with their module. A module of one capitalised word is not told
// from a type of that name.
//
//	Have: async_openai::Client::new(), new dev.langchain4j.model.openai.OpenAiChatModel(…)
func (f *file) spelledOut() map[*SDK]bool {
	used := map[*SDK]bool{}
	for i := range f.tokens {
		if n := f.name(i); n == "" || n != strings.ToLower(n) || f.joined(i) {
			continue
		}
		if path, _ := f.path(i); strings.Contains(path, ".") {
			if s := f.sdkOf(path); s != nil {
				used[s] = true
			}
		}
	}
	return used
}

// match pairs brackets. One that has no other, in broken code, ends with the file.
func (f *file) match() {
	f.pair, f.up = make([]int, len(f.tokens)), make([]int, len(f.tokens))
	var open []int
	for i, t := range f.tokens {
		f.pair[i], f.up[i] = -1, -1
		if len(open) > 0 {
			f.up[i] = open[len(open)-1]
		}
		switch c := f.punct(i); {
		case t.Kind != lexical.Punct:
		case strings.Contains("([{", c):
			open = append(open, i)
		case strings.Contains(")]}", c) && len(open) > 0:
			last := open[len(open)-1]
			open = open[:len(open)-1]
			f.pair[last], f.pair[i] = i, last
			f.up[i] = f.up[last]
		}
	}
}

// punct returns a token of punctuation, and a blank for any other and beyond the ends.
func (f *file) punct(i int) string {
	if i < 0 || i >= len(f.tokens) || f.tokens[i].Kind != lexical.Punct {
		return " "
	}
	return f.Text(f.tokens[i].Span)
}

// name returns a name, and nothing for any other token.
func (f *file) name(i int) string {
	if i < 0 || i >= len(f.tokens) || f.tokens[i].Kind != lexical.Name {
		return ""
	}
	return f.Text(f.tokens[i].Span)
}

// inside returns what a string holds, as it is written.
func (f *file) inside(t lexical.Token) string { return f.Text(t.Inside) }

// path reads names that are joined by ".", "::" or "\", from a token on; it returns them joined by "." and the index behind.
//
//	Have: dev.langchain4j.model.openai.OpenAiChatModel, async_openai::Client, \OpenAI\Client
func (f *file) path(i int) (string, int) {
	var parts []string
	for {
		for strings.Contains(`.:\`, f.punct(i)) {
			i++
		}
		n := f.name(i)
		if n == "" {
			return strings.Join(parts, "."), i
		}
		parts = append(parts, n)
		if i++; !strings.Contains(`.:\`, f.punct(i)) {
			return strings.Join(parts, "."), i
		}
	}
}

// closing returns the index of the bracket that ends what begins at i, the number of tokens where none does.
func (f *file) closing(i int) int {
	if f.pair[i] > i {
		return f.pair[i]
	}
	return len(f.tokens)
}

// statement returns the index behind the statement that the token at i stands in, at i's own depth of brackets.
func (f *file) statement(i int) int {
	for i < len(f.tokens) {
		switch c := f.punct(i); {
		case strings.Contains("([{", c):
			i = f.closing(i)
		case strings.Contains(")]}", c), c == ";", c == ",":
			return i
		}
		i++
		if i < len(f.tokens) && !f.lang.Ends && f.tokens[i].Line && !strings.Contains(".?&|", f.punct(i)) {
			return i
		}
	}
	return len(f.tokens)
}

// begin returns the index of the first token of the statement that the token at i stands in.
func (f *file) begin(i int) int {
	depth := f.up[i]
	for ; i > 0; i-- {
		if f.up[i-1] == depth && (strings.Contains(";,}", f.punct(i-1)) || !f.lang.Ends && f.tokens[i].Line) || i-1 == depth {
			return i
		}
	}
	return 0
}

package jssyntax

import (
	"bytes"
	"regexp"
	"slices"
)

// ways are those in which a text may bind a name, or give it out: by the definition of a function or a class, or by anything
// else.
type ways struct{ function, class, derived, other bool }

// concerns reports whether what is bound in these ways may answer a question with yes.
func (q question) concerns(w ways) bool {
	return w.other || w.derived && q == makes || (w.class || w.function) && q == leads
}

// binds finds the ways in which a text may bind a name, or export it; none for one that it only uses. A name that is exported
// as another counts under both.
func binds(text []byte, name string) (w ways) {
	if name == "default" {
		return defaults(text)
	}
	for at := 0; ; {
		i := bytes.Index(text[at:], []byte(name))
		if i < 0 {
			return w
		}
		begin, end := at+i, at+i+len(name)
		at = end
		if begin > 0 && isWord(text[begin-1]) || end < len(text) && isWord(text[end]) {
			continue
		}
		w.add(text[:begin], text[end:])
	}
}

func isWord(c byte) bool {
	return c == '_' || c == '$' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80
}

// add notes how one mention of a name binds it, from the texts around it.
func (w *ways) add(before, after []byte) {
	before, after = bytes.TrimRight(before[max(0, len(before)-400):], " \t\r\n*"), bytes.TrimLeft(after, " \t\r\n?!")
	set := bytes.HasPrefix(after, []byte("=")) && !bytes.HasPrefix(after, []byte("==")) && !bytes.HasPrefix(after, []byte("=>"))
	switch {
	case endsWith(before, "function"):
		w.function = true
	case endsWith(before, "class"):
		w.class = true
		w.derived = w.derived || extends(after)
	case set && endsWith(before, "const") && isFunctionText(after[1:]):
		w.function = true
	case set, bytes.HasPrefix(after, []byte(":")), slices.ContainsFunc(binders, func(word string) bool { return endsWith(before, word) }), taken.Match(before):
		w.other = true
	}
}

// binders are the words before a name that a text binds, or gives out.
var binders = []string{"const", "let", "var", "as", "import", "type", "interface", "enum", "namespace", "default"}

// endsWith reports whether a text ends with a word.
func endsWith(text []byte, word string) bool {
	rest, ok := bytes.CutSuffix(text, []byte(word))
	return ok && (len(rest) == 0 || !isWord(rest[len(rest)-1]))
}

// taken matches the text before a name that an import or a pattern takes out of something.
//
//	Have: import x, { a, b as |c| } from 'lib'; const { a: { |b| } } = lib
var taken = regexp.MustCompile(`\b(?:import|const|let|var)\b[^;='"` + "`" + `()]*[{,]$`)

// extends reports whether the head of a class, from behind its name, names one that it derives from.
func extends(after []byte) bool {
	head, _, _ := bytes.Cut(after, []byte("{"))
	return bytes.Contains(head, []byte("extends"))
}

// isFunctionText reports whether the text of a value is plainly that of a function.
//
//	Have: (x: string): number => …; async x => …; function () { … }
func isFunctionText(text []byte) bool {
	text = bytes.TrimLeft(text, " \t\r\n")
	if rest, ok := bytes.CutPrefix(text, []byte("async")); ok && len(rest) > 0 && !isWord(rest[0]) {
		text = bytes.TrimLeft(rest, " \t\r\n")
	}
	if bytes.HasPrefix(text, []byte("function")) {
		return true
	}
	if bytes.HasPrefix(text, []byte("(")) {
		text = behind(text)
		return bytes.HasPrefix(text, []byte("=>")) || bytes.HasPrefix(text, []byte(":"))
	}
	i := slices.IndexFunc(text, func(c byte) bool { return !isWord(c) })
	return i > 0 && bytes.HasPrefix(bytes.TrimLeft(text[i:], " \t"), []byte("=>"))
}

// behind is the text after the bracket that closes the one with which a text begins, empty where that is far away.
func behind(text []byte) []byte {
	depth := 0
	for i, c := range text[:min(len(text), 600)] {
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return bytes.TrimLeft(text[i+1:], " \t\r\n")
			}
		}
	}
	return nil
}

// defaults finds the ways in which a text gives out its default.
func defaults(text []byte) (w ways) {
	for at := 0; ; {
		i := bytes.Index(text[at:], []byte("default"))
		if i < 0 {
			break
		}
		after := bytes.TrimLeft(text[at+i+len("default"):], " \t\r\n")
		before := bytes.TrimRight(text[:at+i], " \t\r\n")
		at += i + len("default")
		switch rest, isClass := bytes.CutPrefix(after, []byte("class")); {
		case !endsWith(before, "export"):
			w.other = w.other || endsWith(before, "as") || endsWith(before, "exports.")
		case isClass:
			w.class = true
			w.derived = w.derived || extends(rest)
		case bytes.HasPrefix(after, []byte("function")), bytes.HasPrefix(after, []byte("async function")):
			w.function = true
		default:
			w.other = true
		}
	}
	if bytes.Contains(text, []byte("module.exports")) || w == (ways{}) {
		w.other = true
	}
	return w
}

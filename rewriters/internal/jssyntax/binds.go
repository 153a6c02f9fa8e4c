package jssyntax

import (
	"bytes"
	"regexp"
	"slices"

	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// binds finds the ways in which a text may bind a name, or export it; none for one that it only uses. A name that is exported
// as another counts under both.
func binds(text []byte, name string) (w syntax.Ways) {
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
		if begin > 0 && syntax.IsWord(text[begin-1]) || end < len(text) && syntax.IsWord(text[end]) {
			continue
		}
		add(&w, text[:begin], text[end:])
	}
}

// add notes how one mention of a name binds it, from the texts around it.
func add(w *syntax.Ways, before, after []byte) {
	before, after = bytes.TrimRight(before[max(0, len(before)-400):], " \t\r\n*"), bytes.TrimLeft(after, " \t\r\n?!")
	set := bytes.HasPrefix(after, []byte("=")) && !bytes.HasPrefix(after, []byte("==")) && !bytes.HasPrefix(after, []byte("=>"))
	switch {
	case endsWith(before, "function"):
		w.Function = true
	case endsWith(before, "class"):
		w.Class = true
		w.Derived = w.Derived || extends(after)
	case set && endsWith(before, "const") && isFunctionText(after[1:]):
		w.Function = true
	case set, bytes.HasPrefix(after, []byte(":")), slices.ContainsFunc(binders, func(word string) bool { return endsWith(before, word) }), taken.Match(before):
		w.Other = true
	}
}

// binders are the words before a name that a text binds, or gives out.
var binders = []string{"const", "let", "var", "as", "import", "type", "interface", "enum", "namespace", "default"}

// endsWith reports whether a text ends with a word.
func endsWith(text []byte, word string) bool {
	rest, ok := bytes.CutSuffix(text, []byte(word))
	return ok && (len(rest) == 0 || !syntax.IsWord(rest[len(rest)-1]))
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
	if rest, ok := bytes.CutPrefix(text, []byte("async")); ok && len(rest) > 0 && !syntax.IsWord(rest[0]) {
		text = bytes.TrimLeft(rest, " \t\r\n")
	}
	if bytes.HasPrefix(text, []byte("function")) {
		return true
	}
	if bytes.HasPrefix(text, []byte("(")) {
		text = behind(text)
		return bytes.HasPrefix(text, []byte("=>")) || bytes.HasPrefix(text, []byte(":"))
	}
	i := slices.IndexFunc(text, func(c byte) bool { return !syntax.IsWord(c) })
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
func defaults(text []byte) (w syntax.Ways) {
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
			w.Other = w.Other || endsWith(before, "as") || endsWith(before, "exports.")
		case isClass:
			w.Class = true
			w.Derived = w.Derived || extends(rest)
		case bytes.HasPrefix(after, []byte("function")), bytes.HasPrefix(after, []byte("async function")):
			w.Function = true
		default:
			w.Other = true
		}
	}
	if bytes.Contains(text, []byte("module.exports")) || w == (syntax.Ways{}) {
		w.Other = true
	}
	return w
}

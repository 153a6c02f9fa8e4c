// Package lexical cuts source text into names, strings and punctuation, for the languages in which OpenAI use is found and
// not rewritten: Java, Kotlin, C#, Rust, PHP, Ruby, Swift, Dart.
//
// An inventory needs to know what is code, what is a string and what is a comment, which calls stand in which brackets, and
// no more. That is what a [Syntax] says of a language, in a dozen lines of data; a full grammar for each would cost more to
// build than all the rest of migrate (the C# one alone is 35 MB of C), two of the languages have none that can be had as
// a module, and the lexers of the highlighting library read half a megabyte a second. Broken code gives tokens like any
// other: a string that is not closed ends with its line, or with the file where strings may have several lines.
//
// The code inside of a string ("Bearer ${key()}") is lexed as well; its tokens are the string token's Inner.
package lexical

import (
	"bytes"
	"iter"
	"unicode/utf8"

	"github.com/openai-migrate/migrate/pkg/source"
)

// Kind is what a token is.
type Kind uint8

// The kinds. Comments and white space are no tokens.
const (
	Punct Kind = iota // one byte of punctuation
	Name              // an identifier or keyword
	Number
	Text // a string or character, quotes included
)

// Token is one piece of code.
type Token struct {
	Kind Kind
	source.Span
	Inside source.Span // of Text: what is between the quotes, as it is written
	Inner  []Token     // of Text: the code in it
	Line   bool        // it is the first one on its line
}

// Syntax is what is known of a language.
type Syntax struct {
	Line   []string    // what begins a comment that ends with the line
	Block  [][2]string // what begins and ends a longer comment
	Nested bool        // whether longer comments may stand in each other
	Quotes []Quote     // the longest first where one begins another
	Marks  string      // bytes that may begin a name beside letters and underscores: "$@"
	Odd    Odd         // strings that no Quote describes; may be nil
	Start  string      // where code begins, for languages that stand in other text ("<?php"); empty for the first byte
	Stop   string      // and where it ends
}

// Quote is one way to write a string.
type Quote struct {
	Open, Close string
	Escape      byte      // takes the next byte's meaning; 0 where there is none
	Twice       bool      // Close written twice stands for itself
	Code        [2]string // what begins and ends code in the string; empty where there is none
	Lines       bool      // it may have several lines
}

// Odd reads a string of an odd shape at an offset: a here-document, a raw string with a fence of its own. It returns
// where the string ends and what is inside; ok is false where there is none.
type Odd func(src []byte, at int) (end int, inside source.Span, ok bool)

// Tokens cuts up a text.
func (s *Syntax) Tokens(src []byte) []Token {
	l := &lexer{syntax: s, src: src}
	if s.Start == "" {
		l.code("")
		return l.out
	}
	for {
		i := bytes.Index(src[l.at:], []byte(s.Start))
		if i < 0 {
			return l.out
		}
		l.at += i + len(s.Start)
		l.code(s.Stop)
	}
}

// All yields tokens in the order in which they stand in the text, the code in strings included.
func All(tokens []Token) iter.Seq[Token] {
	return func(yield func(Token) bool) { each(tokens, yield) }
}

func each(tokens []Token, yield func(Token) bool) bool {
	for _, t := range tokens {
		if !yield(t) || !each(t.Inner, yield) {
			return false
		}
	}
	return true
}

// lexer is the state of one walk over a text.
type lexer struct {
	syntax *Syntax
	src    []byte
	at     int
	out    []Token
	fresh  bool // no token yet on this line
	depth  int  // strings in code in strings
}

// deepest is how far strings in code in strings are followed.
const deepest = 8

// code lexes up to the byte behind stop at the outermost level of brackets, or to the end.
func (l *lexer) code(stop string) {
	l.fresh = true
	open := 0
	for l.at < len(l.src) {
		c := l.src[l.at]
		switch {
		case stop != "" && open == 0 && l.has(stop):
			l.at += len(stop)
			return
		case c == ' ' || c == '\t' || c == '\r' || c == '\f':
			l.at++
		case l.comment():
		case c == '\n':
			l.fresh = true
			l.at++
		case l.text():
		case l.isName(c):
			l.take(Name, l.name())
		case c >= '0' && c <= '9':
			l.take(Number, l.number())
		default:
			open = max(0, open+bracket(c))
			l.take(Punct, l.at+1)
		}
	}
}

// bracket is +1 for an opening bracket and -1 for a closing one.
func bracket(c byte) int {
	switch c {
	case '(', '[', '{':
		return 1
	case ')', ']', '}':
		return -1
	}
	return 0
}

func (l *lexer) has(s string) bool { return bytes.HasPrefix(l.src[l.at:], []byte(s)) }

// take ends a token at an offset.
func (l *lexer) take(kind Kind, end int) {
	l.add(Token{Kind: kind, Span: source.Span{Start: l.at, End: end}})
	l.at = end
}

func (l *lexer) add(t Token) {
	t.Line = l.fresh
	l.fresh = false
	l.out = append(l.out, t)
}

// comment passes over a comment.
func (l *lexer) comment() bool {
	for _, b := range l.syntax.Block {
		if l.has(b[0]) {
			l.block(b)
			return true
		}
	}
	for _, mark := range l.syntax.Line {
		if l.has(mark) {
			l.at += lineOf(l.src[l.at:], l.syntax.Stop)
			return true
		}
	}
	return false
}

// lineOf is the length of the rest of a line; where code stands in other text, its end ends the line as well.
func lineOf(rest []byte, stop string) int {
	end := bytes.IndexByte(rest, '\n')
	if end < 0 {
		end = len(rest)
	}
	if stop != "" {
		if i := bytes.Index(rest[:end], []byte(stop)); i >= 0 {
			return i
		}
	}
	return end
}

func (l *lexer) block(b [2]string) {
	l.at += len(b[0])
	for open := 1; l.at < len(l.src); l.at++ {
		switch {
		case l.has(b[1]):
			l.at += len(b[1])
			if open--; open == 0 {
				return
			}
			l.at--
		case l.syntax.Nested && l.has(b[0]):
			open++
			l.at += len(b[0]) - 1
		}
	}
}

// isName reports whether a byte can begin a name. Letters beyond ASCII can in all of the languages.
func (l *lexer) isName(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf || bytes.IndexByte([]byte(l.syntax.Marks), c) >= 0
}

func (l *lexer) name() int {
	end := l.at + 1
	for end < len(l.src) && (l.isName(l.src[end]) || l.src[end] >= '0' && l.src[end] <= '9') {
		end++
	}
	return end
}

// number takes what may belong to a number in any notation; a point only before a digit, so that 1.max is a call.
func (l *lexer) number() int {
	end := l.at
	for end < len(l.src) {
		c := l.src[end]
		if c != '_' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') &&
			!(c == '.' && end+1 < len(l.src) && l.src[end+1] >= '0' && l.src[end+1] <= '9') {
			break
		}
		end++
	}
	return end
}

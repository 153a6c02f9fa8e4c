package lexical

import (
	"bytes"

	"github.com/openai-migrate/migrate/pkg/source"
)

// text takes a string at the present offset, if one begins there.
func (l *lexer) text() bool {
	if l.syntax.Odd != nil {
		if end, inside, ok := l.syntax.Odd(l.src, l.at); ok {
			l.add(Token{Kind: Text, Span: source.Span{Start: l.at, End: end}, Inside: inside})
			l.at = end
			return true
		}
	}
	for i := range l.syntax.Quotes {
		if q := &l.syntax.Quotes[i]; l.has(q.Open) {
			l.quoted(q)
			return true
		}
	}
	return false
}

// quoted takes a string whose opening quote stands at the present offset.
func (l *lexer) quoted(q *Quote) {
	t := Token{Kind: Text, Span: source.Span{Start: l.at}}
	l.at += len(q.Open)
	t.Inside.Start = l.at
	closed := false
	for l.at < len(l.src) && !closed {
		switch c := l.src[l.at]; {
		case q.Escape != 0 && c == q.Escape && !l.codeIn(q):
			l.at = min(l.at+2, len(l.src))
		case l.has(q.Close):
			closed = !q.Twice || !bytes.HasPrefix(l.src[l.at+len(q.Close):], []byte(q.Close))
			if !closed {
				l.at += 2 * len(q.Close)
			}
		case c == '\n' && !q.Lines:
			t.Inside.End, t.End = l.at, l.at
			l.add(t)
			return
		case l.codeIn(q):
			t.Inner = append(t.Inner, l.inner(q)...)
		default:
			l.at++
		}
	}
	t.Inside.End = l.at
	if closed {
		l.at += len(q.Close)
	}
	t.End = l.at
	l.add(t)
}

// codeIn reports whether code begins here in a string.
func (l *lexer) codeIn(q *Quote) bool {
	return q.Code[0] != "" && l.depth < deepest && l.has(q.Code[0])
}

// inner lexes code that stands in a string.
func (l *lexer) inner(q *Quote) []Token {
	l.at += len(q.Code[0])
	in := &lexer{syntax: l.syntax, src: l.src, at: l.at, depth: l.depth + 1}
	in.code(q.Code[1])
	l.at = in.at
	return in.out
}

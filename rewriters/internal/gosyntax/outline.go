package gosyntax

import (
	"bytes"
	"go/ast"
	"go/token"

	"github.com/openai-migrate/migrate/pkg/source"
)

// parse parses a file whose functions nobody may ever ask about: without what is in their bodies, see [outline] and
// [File.fill], and without comments. Most of a file is in bodies.
func (d *disk) parse(src *source.File) (*File, error) {
	lf, returns := stripReturns(src.Data)
	text, ok := outline(d.room, lf)
	d.room = text
	if fset := d.program.Fset; ok {
		if f, err := parseText(fset, src, text, 0); err == nil {
			f.LF, f.returns, f.blank = lf, returns, true
			return f, nil
		}
	}
	return parseMode(d.program.Fset, src, 0)
}

// fill gives the functions of a file that was parsed in outline what is in their bodies. Positions are those of the outline: the
// whole text is parsed as a file of another set, where it begins at the same place.
func (f *File) fill() {
	if !f.blank {
		return
	}
	f.blank, f.parents = false, nil
	fset := token.NewFileSet()
	if before := f.tok.Base() - 2; before >= 0 {
		fset.AddFile("", 1, before)
	}
	whole, err := parseText(fset, f.Src, f.LF, 0)
	if err != nil {
		return // not Go within some body
	}
	bodies := map[token.Pos]*ast.BlockStmt{}
	for _, d := range whole.AST.Decls {
		if d, ok := d.(*ast.FuncDecl); ok {
			bodies[d.Pos()] = d.Body
		}
	}
	for _, d := range f.AST.Decls {
		if d, ok := d.(*ast.FuncDecl); ok && d.Body != nil && bodies[d.Pos()] != nil {
			d.Body = bodies[d.Pos()]
		}
	}
}

// outline returns, in the room given or in more, a text in which the bodies of declared functions are blank, with the same
// places and lines; ok is false where the text does not say where one ends.
func outline(room, text []byte) (out []byte, ok bool) {
	l := lexer{text: text}
	out = append(room[:0], text...)
	for l.next() {
		if l.declares() && l.body() {
			begin := l.at
			if !l.close() {
				return out, false
			}
			for i := begin + 1; i < l.at; i++ {
				if out[i] != '\n' {
					out[i] = ' '
				}
			}
		}
	}
	return out, !l.broken && l.depth == 0
}

// lexer goes through a text by words, literals and single signs, as far as it takes to match brackets.
type lexer struct {
	text   []byte
	at     int    // where the token begins
	end    int    // and ends
	line   bool   // a line, or a statement, ended before it
	before byte   // the byte before that, comments and space aside; 0 at the beginning
	last   []byte // the token before that
	depth  int    // brackets that are open behind it
	broken bool   // something does not end
}

// next goes to the next token; false at the end.
func (l *lexer) next() bool {
	l.last, l.line = l.text[l.at:l.end], false
	if l.end > 0 {
		l.before = l.text[l.end-1]
	}
	for l.end < len(l.text) {
		l.at = l.end
		switch c := l.text[l.at]; {
		case c == '\n' || c == ';':
			l.line = true
			l.end++
		case c == ' ' || c == '\t' || c == '\r':
			l.end++
		case bytes.HasPrefix(l.text[l.at:], []byte("//")):
			l.to("\n")
			l.end-- // which ends the line
		case bytes.HasPrefix(l.text[l.at:], []byte("/*")):
			l.end += 2
			l.to("*/")
			l.line = l.line || bytes.IndexByte(l.text[l.at:l.end], '\n') >= 0
		default:
			l.token(c)
			return !l.broken
		}
	}
	return false
}

// to goes behind a sign that ends something.
func (l *lexer) to(sign string) {
	i := bytes.Index(l.text[l.end:], []byte(sign))
	if i < 0 {
		l.broken = l.broken || sign != "\n"
		l.end = len(l.text)
		if sign == "\n" {
			l.end++ // see next
		}
		return
	}
	l.end += i + len(sign)
}

func (l *lexer) token(c byte) {
	l.end++
	switch c {
	case '`':
		l.to("`")
	case '"', '\'':
		l.quoted(c)
	case '(', '[', '{':
		l.depth++
	case ')', ']', '}':
		l.depth--
	default:
		if !identByte(c) {
			return
		}
		for l.end < len(l.text) && identByte(l.text[l.end]) {
			l.end++
		}
	}
}

// quoted goes behind a literal that ends on its line.
func (l *lexer) quoted(quote byte) {
	for ; l.end < len(l.text) && l.text[l.end] != '\n'; l.end++ {
		switch l.text[l.end] {
		case quote:
			l.end++
			return
		case '\\':
			l.end++
		}
	}
	l.end, l.broken = min(l.end, len(l.text)), true
}

// declares reports whether the token begins the declaration of a function: it does not go on with what stands before.
func (l *lexer) declares() bool {
	return l.depth == 0 && (l.line || l.before == 0) && string(l.text[l.at:l.end]) == "func" && bytes.IndexByte([]byte("=,+-*/&|^<>!.:%~"), l.before) < 0
}

// body goes to the bracket that opens the body of a function; false for one that has none, where it goes to the declaration
// behind it.
//
//	Have: func f() interface{} { -> the second
func (l *lexer) body() bool {
	for depth := l.depth; l.next(); {
		c := l.text[l.at]
		if c == '{' && l.depth == depth+1 && string(l.last) != "struct" && string(l.last) != "interface" {
			return true
		}
		if l.line && l.depth == depth && bytes.IndexByte([]byte("-<"), l.before) < 0 && bytes.IndexByte([]byte(")]}"), c) < 0 {
			return l.declares() && l.body()
		}
	}
	return false
}

// close goes to the bracket that closes what the token opens.
func (l *lexer) close() bool {
	for outer := l.depth - 1; l.next(); {
		if l.depth == outer {
			return true
		}
	}
	return false
}

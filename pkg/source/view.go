package source

import (
	"errors"
	"sort"
)

// view is how program text stands in a file of another format: the code cells of a notebook in its JSON. The program is
// what a [File] shows as its Data; its Raw, its hash and its positions are those of the file on disk.
//
// The program is made of pieces, in order. Between two pieces the file may hold whatever it likes, and what a piece shows
// need not be what is written: an escape stands for one character, a line that only IPython understands is shown as
// something that Python does, a line break is shown where one cell ends. Pieces of both kinds are whole: no edit begins
// or ends in them.
type view struct {
	host   *File
	pieces []piece
	parts  []part // what edits may not cross, by start
	ascii  bool   // the file spells other characters by escapes
	plain  bool   // the program stands in the file as it is, not in strings of JSON
}

// piece shows the bytes at to at+span of the host's Data as the program's bytes start to start+size.
type piece struct {
	start, size int
	at, span    int
	whole       bool
}

// part is one stretch of the program that is written in one place. Behind end comes a line break of the view's own
// unless the part ends in one.
type part struct {
	start, end int
	cell       int    // its number among the cells of its kind, from 1
	lineBreak  string // what stands between a line break, or its escape, and what the next line shows; may be empty
}

// open is added to the view's own line break when the part does not bring one.
func (p part) limit(program []byte) int {
	if p.end > p.start && program[p.end-1] == '\n' {
		return p.end
	}
	return p.end + 1
}

var errAcross = errors.New("a change would reach over the end of a cell or code block, or into what its language does not see")

// find returns the index of the piece that shows the byte at an offset; the number of pieces at the program's end.
func (v *view) find(offset int) int {
	return sort.Search(len(v.pieces), func(i int) bool { p := v.pieces[i]; return p.start+p.size > offset })
}

// from returns where the host holds what begins at an offset of the program; ok is false in the middle of a whole piece.
func (v *view) from(offset int) (at int, ok bool) {
	i := v.find(offset)
	if i == len(v.pieces) {
		if i == 0 {
			return 0, offset == 0
		}
		last := v.pieces[i-1]
		return last.at + last.span, true
	}
	p := v.pieces[i]
	if p.whole {
		return p.at, offset == p.start
	}
	return p.at + offset - p.start, true
}

// to is from for the end of a span that is not empty: what the program does not show stays outside of it.
func (v *view) to(offset int) (at int, ok bool) {
	i := v.find(offset - 1)
	p := v.pieces[i]
	if i+1 < len(v.pieces) && v.pieces[i+1].size == 0 && p.start+p.size == offset {
		return p.at + p.span, true
	}
	return v.from(offset)
}

// span returns the bytes of the host that hold a span of the program, roughly where it ends in the middle of a piece.
func (v *view) span(s Span) Span {
	start, _ := v.from(s.Start)
	if s.End <= s.Start {
		return Span{start, start}
	}
	end, _ := v.to(s.End)
	return Span{start, max(start, end)}
}

// part returns the part that an edit lies in.
func (v *view) part(program []byte, s Span) (part, bool) {
	i := sort.Search(len(v.parts), func(i int) bool { return v.parts[i].limit(program) >= s.End })
	if i == len(v.parts) || s.Start < v.parts[i].start {
		return part{}, false
	}
	return v.parts[i], true
}

// Cell returns the code cell of a notebook that an offset of its program lies in: its number among the code cells, from 1,
// and its span. In files that are no notebook the number is 0 and the span is all of it.
func (f *File) Cell(offset int) (number int, s Span) {
	if f.view != nil {
		for _, p := range f.view.parts {
			if p.start <= offset && offset < p.limit(f.Data) {
				return p.cell, Span{p.start, p.end}
			}
		}
	}
	return 0, Span{0, len(f.Data)}
}

// Written returns the file that the text of f is written in, and the edit there that replaces a span of f's Data by text.
// For ordinary files that is the edit itself. The error says why an edit of a view has no counterpart.
func (f *File) Written(s Span, text string) (*File, Span, string, error) {
	if f.view == nil {
		return f, s, text, nil
	}
	v := f.view
	in, ok := v.part(f.Data, s)
	if !ok {
		return nil, Span{}, "", errAcross
	}
	if s.End > in.end {
		if s, text, ok = in.atEnd(f.Data, s, text); !ok {
			return nil, Span{}, "", errAcross
		}
	}
	start, ok := v.from(s.Start)
	end := start
	if ok && s.End > s.Start {
		end, ok = v.to(s.End)
	}
	if !ok || end < start {
		return nil, Span{}, "", errAcross
	}
	return v.host, Span{start, end}, v.escape(text, in.lineBreak, s.End == in.end), nil
}

// atEnd is an edit that reaches over the line break that the view adds to a part, without it: the line break that the new
// text ends in becomes that one, and where the last line goes, the one before it goes.
func (p part) atEnd(program []byte, s Span, text string) (Span, string, bool) {
	body, line := cutLineBreak(text)
	switch {
	case line != "" && s.Start > p.end:
		return Span{p.end, p.end}, line + body, true
	case line != "":
		return Span{s.Start, p.end}, body, true
	case text == "" && s.Start == p.start:
		return Span{s.Start, p.end}, "", true
	case text == "" && s.Start <= p.end && program[s.Start-1] == '\n':
		before := s.Start - 1
		if before > p.start && program[before-1] == '\r' {
			before--
		}
		return Span{before, p.end}, "", true
	}
	return s, text, false
}

// cutLineBreak takes the line break off the end of a text.
func cutLineBreak(text string) (body, line string) {
	for _, line := range []string{"\r\n", "\n"} {
		if n := len(text) - len(line); n >= 0 && text[n:] == line {
			return text[:n], line
		}
	}
	return text, ""
}

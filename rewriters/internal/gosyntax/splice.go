package gosyntax

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/format"
	"slices"
	"strconv"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
)

// op is one step of a change, as asked for.
type op struct {
	verb verb
	at   ast.Node
	src  string
}

type verb int

const (
	opReplace verb = iota
	opBefore
	opAfter
	opDelete
	opField
	opAppend
	opRemove
	opAddImport
	opRemoveImport
)

// splice makes a change on the bytes themselves, for lines that are laid out so differently from gofmt that the change
// cannot be merged onto them. The result must mean what the tree says: formatted, both are equal.
func (f *File) splice(part *tree, ours, want []byte) ([]byte, error) {
	var edits []edit.Edit
	for _, o := range part.ops {
		e, err := f.spliceOp(o)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(part.ops, func(outer op) bool { return outer.verb == opReplace && inside(o.at, outer.at) }) {
			shift := len(part.chunk.head) - part.chunk.start
			e.Start, e.End = e.Start+shift, e.End+shift
			edits = append(edits, e)
		}
	}
	got, err := edit.Apply(ours, edits)
	if err != nil {
		return nil, fmt.Errorf("splice: %w", err)
	}
	if !sameCode(got, want) {
		return nil, errors.New("splice: the result differs")
	}
	return got, nil
}

// inside reports whether n lies within outer and is another node.
func inside(n, outer ast.Node) bool { return n != nil && n != outer && within(n, outer) }

// sameCode compares two files as gofmt prints them, blank lines aside.
func sameCode(a, b []byte) bool {
	x, err := format.Source(a)
	if err != nil {
		return false
	}
	y, err := format.Source(b)
	return err == nil && bytes.Equal(squeeze(x), squeeze(y))
}

// squeeze takes blank lines out.
func squeeze(b []byte) []byte {
	return bytes.Join(slices.DeleteFunc(bytes.Split(b, []byte("\n")), func(l []byte) bool { return len(l) == 0 }), []byte("\n"))
}

func (f *File) spliceOp(o op) (edit.Edit, error) {
	switch o.verb {
	case opAddImport:
		at := f.Offset(f.AST.Name.End())
		if n := len(f.AST.Imports); n > 0 {
			return edit.Edit{Start: f.line(f.importDecl()), End: f.line(f.importDecl()), New: "import " + strconv.Quote(o.src) + "\n"}, nil
		}
		return edit.Edit{Start: at, End: at, New: "\n\nimport " + strconv.Quote(o.src)}, nil
	case opRemoveImport:
		return f.spliceRemove(o.src)
	}
	start, end := f.Offset(o.at.Pos()), f.Offset(o.at.End())
	if o.verb == opRemove {
		return f.spliceElement(start, end)
	}
	indent := f.indent(start)
	src := strings.ReplaceAll(pretty(o.src), "\n", "\n"+indent)
	switch o.verb {
	case opReplace:
		return edit.Edit{Start: start, End: end, New: src}, nil
	case opBefore:
		return edit.Edit{Start: start, End: start, New: src + "\n" + indent}, nil
	case opAfter:
		at := end + max(0, bytes.IndexByte(append(f.LF[end:len(f.LF):len(f.LF)], '\n'), '\n'))
		return edit.Edit{Start: at, End: at, New: "\n" + indent + src}, nil
	case opDelete:
		from, to := f.line(o.at), min(len(f.LF), end+1+bytes.IndexByte(append(f.LF[end:len(f.LF):len(f.LF)], '\n'), '\n'))
		return edit.Edit{Start: from, End: to}, nil
	}
	if o.verb == opAppend {
		return edit.Edit{Start: end - 1, End: end - 1, New: ", " + o.src}, nil
	}
	return edit.Edit{Start: end, End: end, New: ", " + o.src}, nil
}

// importDecl returns the first import declaration.
func (f *File) importDecl() ast.Node { return f.AST.Decls[0] }

// line returns the start of the line on which a node begins.
func (f *File) line(n ast.Node) int { return bytes.LastIndexByte(f.LF[:f.Offset(n.Pos())], '\n') + 1 }

// indent returns the white space before the first word of the line of an offset.
func (f *File) indent(at int) string {
	from := bytes.LastIndexByte(f.LF[:at], '\n') + 1
	to := from
	for to < at && (f.LF[to] == ' ' || f.LF[to] == '\t') {
		to++
	}
	return string(f.LF[from:to])
}

// spliceRemove takes the line of an import away, or its words where it shares a line.
func (f *File) spliceRemove(path string) (edit.Edit, error) {
	for _, s := range f.AST.Imports {
		if ImportPath(s) != path {
			continue
		}
		var n ast.Node = s
		if d, ok := f.Parent(s).(*ast.GenDecl); ok && !d.Lparen.IsValid() {
			n = d
		}
		from, to := f.Offset(n.Pos()), f.Offset(n.End())
		return edit.Edit{Start: from, End: to}, nil
	}
	return edit.Edit{}, fmt.Errorf("splice: no import of %s", path)
}

// spliceElement takes an element away: with its lines and the comment behind it where it has lines of its own, else with the
// comma that follows.
func (f *File) spliceElement(start, end int) (edit.Edit, error) {
	rest := f.LF[end:]
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i+1]
	}
	after, comma := bytes.CutPrefix(rest, []byte(","))
	after = bytes.TrimLeft(after, " \t")
	line := bytes.LastIndexByte(f.LF[:start], '\n') + 1
	alone := len(bytes.TrimSpace(f.LF[line:start])) == 0
	switch {
	case !comma:
		return edit.Edit{}, errors.New("splice: the last element of a line")
	case alone && (len(bytes.TrimSpace(after)) == 0 || bytes.HasPrefix(after, []byte("//"))):
		return edit.Edit{Start: line, End: end + len(rest)}, nil
	}
	return edit.Edit{Start: start, End: end + len(rest) - len(after)}, nil
}

// pretty formats statements or an expression given as source.
func pretty(src string) string {
	if out, err := format.Source([]byte(src)); err == nil {
		return strings.TrimSpace(string(out))
	}
	return src
}

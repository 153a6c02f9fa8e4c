package gosyntax

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"path"
	"sort"
	"strconv"
	"strings"

	"github.com/openai-migrate/migrate/pkg/source"
)

// File is one parsed Go file. The tree's positions count in LF, which is the file's Data with every \r\n made \n:
// dst and gofmt know no other line ending. [File.Span] leads back to Data.
type File struct {
	Src  *source.File
	LF   []byte
	AST  *ast.File
	Test bool // its name ends in _test.go

	asked bool // findings may be reported of it
	blank bool // the bodies of its functions are, see fill
	nth   int  // in the order of the program's files

	tok     *token.File
	returns []int // offsets in LF of the newlines that lost a \r
	parents map[ast.Node]ast.Node
	nodes   []ast.Node // see Each
	chunks  []*chunk   // made once, by [File.chunked]
}

// SyntaxError says that a file is not Go. Line counts from 1.
type SyntaxError struct {
	Line int
	Err  error
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("syntax error at line %d", e.Line) }

func (e *SyntaxError) Unwrap() error { return e.Err }

// Parse parses a file into fset; the error is a *[SyntaxError].
func Parse(fset *token.FileSet, src *source.File) (*File, error) {
	return parseMode(fset, src, parser.ParseComments)
}

func parseMode(fset *token.FileSet, src *source.File, mode parser.Mode) (*File, error) {
	lf, returns := stripReturns(src.Data)
	f, err := parseText(fset, src, lf, mode)
	if err != nil {
		line := 1
		var list scanner.ErrorList
		if errors.As(err, &list) && len(list) > 0 {
			line = list[0].Pos.Line
		}
		return nil, &SyntaxError{Line: line, Err: err}
	}
	f.returns = returns
	return f, nil
}

// parseText parses a text in place of a file's. A panic of the parser is an error of the text.
func parseText(fset *token.FileSet, src *source.File, text []byte, mode parser.Mode) (f *File, err error) {
	defer func() {
		if r := recover(); r != nil {
			f, err = nil, fmt.Errorf("parse %s: %v", src.Path, r)
		}
	}()
	tree, err := parser.ParseFile(fset, src.Path, text, mode|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	return &File{Src: src, LF: text, AST: tree, Test: strings.HasSuffix(src.Path, "_test.go"), tok: fset.File(tree.FileStart)}, nil
}

// stripReturns makes every \r\n of data \n and says where.
func stripReturns(data []byte) (lf []byte, at []int) {
	if !bytes.Contains(data, []byte("\r\n")) {
		return data, nil
	}
	lf = make([]byte, 0, len(data))
	for i, c := range data {
		if c == '\r' && i+1 < len(data) && data[i+1] == '\n' {
			at = append(at, len(lf))
			continue
		}
		lf = append(lf, c)
	}
	return lf, at
}

// data returns the offset in Data of an offset in LF; that of a newline is before its \r.
func (f *File) data(lf int) int { return lf + sort.SearchInts(f.returns, lf) }

// Offset returns a position's byte offset in LF; line directives do not count.
func (f *File) Offset(pos token.Pos) int { return f.tok.Offset(pos) }

// Span returns the bytes of Data that a node covers.
func (f *File) Span(n ast.Node) source.Span {
	return source.Span{Start: f.data(f.Offset(n.Pos())), End: f.data(f.Offset(n.End()))}
}

// Text returns a node's source on one line.
func (f *File) Text(n ast.Node) string {
	return strings.Join(strings.Fields(string(f.LF[f.Offset(n.Pos()):f.Offset(n.End())])), " ")
}

// Dir returns the slash path of the file's directory.
func (f *File) Dir() string { return path.Dir(f.Src.Path) }

// Parent returns the node that directly holds n; nil for the file itself.
func (f *File) Parent(n ast.Node) ast.Node {
	if f.parents == nil {
		f.parents = map[ast.Node]ast.Node{}
		var stack []ast.Node
		ast.Inspect(f.AST, func(n ast.Node) bool {
			if n == nil {
				stack = stack[:len(stack)-1]
				return true
			}
			if len(stack) > 0 {
				f.parents[n] = stack[len(stack)-1]
			}
			stack = append(stack, n)
			return true
		})
	}
	return f.parents[n]
}

// Enclosing returns the nearest node of type T around n, n itself excluded; the zero value when there is none.
func Enclosing[T ast.Node](f *File, n ast.Node) T {
	for p := f.Parent(n); p != nil; p = f.Parent(p) {
		if t, ok := p.(T); ok {
			return t
		}
	}
	var none T
	return none
}

// Imports returns the paths that the file imports.
func (f *File) Imports() []string {
	var out []string
	for _, s := range f.AST.Imports {
		out = append(out, ImportPath(s))
	}
	return out
}

// ImportPath returns the path of an import without its quotes.
func ImportPath(s *ast.ImportSpec) string {
	p, err := strconv.Unquote(s.Path.Value)
	if err != nil {
		return ""
	}
	return p
}

// Literal returns the value of a string literal, looked at through parentheses.
func Literal(e ast.Expr) (lit *ast.BasicLit, value string, ok bool) {
	lit, ok = ast.Unparen(e).(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return nil, "", false
	}
	value, err := strconv.Unquote(lit.Value)
	return lit, value, err == nil
}

package lexical

import (
	"bytes"
	"regexp"

	"github.com/openai-migrate/migrate/pkg/source"
)

var (
	slashes = []string{"//"}
	stars   = [][2]string{{"/*", "*/"}}
)

// Java is the syntax of Java.
var Java = &Syntax{
	Line: slashes, Block: stars, Marks: "$@",
	Quotes: []Quote{{Open: `"""`, Close: `"""`, Escape: '\\', Lines: true}, {Open: `"`, Close: `"`, Escape: '\\'}, {Open: `'`, Close: `'`, Escape: '\\'}},
}

// Kotlin is the syntax of Kotlin.
var Kotlin = &Syntax{
	Line: slashes, Block: stars, Nested: true, Marks: "@",
	Quotes: []Quote{
		{Open: `"""`, Close: `"""`, Code: [2]string{"${", "}"}, Lines: true},
		{Open: `"`, Close: `"`, Escape: '\\', Code: [2]string{"${", "}"}},
		{Open: `'`, Close: `'`, Escape: '\\'},
	},
}

// CSharp is the syntax of C#.
var CSharp = &Syntax{
	Line: slashes, Block: stars, Marks: "@", Odd: fencedCSharp,
	Quotes: []Quote{
		{Open: `$@"`, Close: `"`, Twice: true, Code: [2]string{"{", "}"}, Lines: true},
		{Open: `@$"`, Close: `"`, Twice: true, Code: [2]string{"{", "}"}, Lines: true},
		{Open: `@"`, Close: `"`, Twice: true, Lines: true},
		{Open: `$"`, Close: `"`, Escape: '\\', Code: [2]string{"{", "}"}},
		{Open: `"`, Close: `"`, Escape: '\\'}, {Open: `'`, Close: `'`, Escape: '\\'},
	},
}

// fencedCSharp reads a raw string: it ends with as many quotes as it begins with, three or more.
func fencedCSharp(src []byte, at int) (int, source.Span, bool) {
	from := at
	for from < len(src) && src[from] == '$' {
		from++
	}
	return fenced(src, from, '"', 3)
}

// fenced reads a string between runs of a byte that are equally long, at least n.
func fenced(src []byte, at int, quote byte, n int) (int, source.Span, bool) {
	inside := at
	for inside < len(src) && src[inside] == quote {
		inside++
	}
	if inside-at < n {
		return 0, source.Span{}, false
	}
	end := bytes.Index(src[inside:], src[at:inside])
	if end < 0 {
		return len(src), source.Span{Start: inside, End: len(src)}, true
	}
	return inside + end + inside - at, source.Span{Start: inside, End: inside + end}, true
}

// Rust is the syntax of Rust.
var Rust = &Syntax{
	Line: slashes, Block: stars, Nested: true, Odd: oddRust,
	Quotes: []Quote{{Open: `b"`, Close: `"`, Escape: '\\', Lines: true}, {Open: `"`, Close: `"`, Escape: '\\', Lines: true}},
}

var (
	rawRust  = regexp.MustCompile(`^b?r(#*)"`)
	charRust = regexp.MustCompile(`^b?'(?:\\[^\n]+?|[^'\\\n])'`)
)

// oddRust reads raw strings and characters; a quote that begins a lifetime is none.
func oddRust(src []byte, at int) (int, source.Span, bool) {
	if c := src[at]; c != '\'' && c != 'b' && c != 'r' {
		return 0, source.Span{}, false
	}
	head := src[at:min(len(src), at+80)]
	if m := rawRust.FindSubmatch(head); m != nil {
		inside := at + len(m[0])
		return until(src, inside, append([]byte(`"`), m[1]...))
	}
	if m := charRust.Find(head); m != nil {
		return at + len(m), source.Span{Start: at + 1, End: at + len(m) - 1}, true
	}
	return 0, source.Span{}, false
}

// until reads a string that ends with a fence.
func until(src []byte, inside int, fence []byte) (int, source.Span, bool) {
	end := bytes.Index(src[inside:], fence)
	if end < 0 {
		return len(src), source.Span{Start: inside, End: len(src)}, true
	}
	return inside + end + len(fence), source.Span{Start: inside, End: inside + end}, true
}

// PHP is the syntax of PHP. Text outside of <?php … ?> is no code.
var PHP = &Syntax{
	Line: []string{"//", "# ", "##", "#\t"}, Block: stars, Marks: "$", Start: "<?", Stop: "?>", Odd: herePHP,
	Quotes: []Quote{{Open: `"`, Close: `"`, Escape: '\\', Code: [2]string{"{$", "}"}, Lines: true}, {Open: `'`, Close: `'`, Escape: '\\', Lines: true}},
}

var heredocPHP = regexp.MustCompile(`^<<<[ \t]*["']?([A-Za-z_]\w*)["']?[ \t]*\r?\n`)

// Have: <<<EOT
func herePHP(src []byte, at int) (int, source.Span, bool) { return here(heredocPHP, src, at) }

// here reads a here-document: it ends on the line that holds nothing but its name, as far as names go.
func here(open *regexp.Regexp, src []byte, at int) (int, source.Span, bool) {
	if src[at] != '<' {
		return 0, source.Span{}, false
	}
	m := open.FindSubmatch(src[at:min(len(src), at+200)])
	if m == nil {
		return 0, source.Span{}, false
	}
	inside := at + len(m[0])
	for line := inside; line < len(src); {
		next := len(src)
		if n := bytes.IndexByte(src[line:], '\n'); n >= 0 {
			next = line + n + 1
		}
		text := bytes.TrimLeft(src[line:next], " \t")
		if rest, ok := bytes.CutPrefix(text, m[1]); ok && (len(rest) == 0 || !isWord(rest[0])) {
			return next - len(rest), source.Span{Start: inside, End: line}, true
		}
		line = next
	}
	return len(src), source.Span{Start: inside, End: len(src)}, true
}

func isWord(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// Ruby is the syntax of Ruby. A slash may begin a regular expression or divide; it is taken for punctuation.
var Ruby = &Syntax{
	Line: []string{"#"}, Block: [][2]string{{"\n=begin", "\n=end"}}, Marks: "@$", Odd: oddRuby,
	Quotes: []Quote{
		{Open: `"`, Close: `"`, Escape: '\\', Code: [2]string{"#{", "}"}, Lines: true},
		{Open: "`", Close: "`", Escape: '\\', Code: [2]string{"#{", "}"}, Lines: true},
		{Open: `'`, Close: `'`, Escape: '\\', Lines: true},
	},
}

var (
	heredocRuby = regexp.MustCompile("^<<[~-]?[\"'`]?([A-Z_][A-Za-z0-9_]*)[\"'`]?[^\n]*\n")
	percentRuby = regexp.MustCompile(`^%[qQwWiI]([(\[{<|!/])`)
	closers     = map[byte]byte{'(': ')', '[': ']', '{': '}', '<': '>', '|': '|', '!': '!', '/': '/'}
)

// oddRuby reads here-documents and %q(), %w[] and their like. What follows a here-document's name on its line is not seen.
func oddRuby(src []byte, at int) (int, source.Span, bool) {
	if end, inside, ok := here(heredocRuby, src, at); ok {
		return end, inside, true
	}
	if src[at] != '%' {
		return 0, source.Span{}, false
	}
	m := percentRuby.FindSubmatch(src[at:min(len(src), at+4)])
	if m == nil {
		return 0, source.Span{}, false
	}
	return until(src, at+len(m[0]), []byte{closers[m[1][0]]})
}

// Swift is the syntax of Swift.
var Swift = &Syntax{
	Line: slashes, Block: stars, Nested: true, Marks: "@", Odd: fencedSwift,
	Quotes: []Quote{
		{Open: `"""`, Close: `"""`, Escape: '\\', Code: [2]string{`\(`, ")"}, Lines: true},
		{Open: `"`, Close: `"`, Escape: '\\', Code: [2]string{`\(`, ")"}},
	},
}

var rawSwift = regexp.MustCompile(`^(#+)("""|")`)

// Have: #"a "quoted" word"#
func fencedSwift(src []byte, at int) (int, source.Span, bool) {
	if src[at] != '#' {
		return 0, source.Span{}, false
	}
	m := rawSwift.FindSubmatch(src[at:min(len(src), at+40)])
	if m == nil {
		return 0, source.Span{}, false
	}
	return until(src, at+len(m[0]), append(bytes.Clone(m[2]), m[1]...))
}

// Dart is the syntax of Dart.
var Dart = &Syntax{
	Line: slashes, Block: stars, Nested: true, Marks: "$@",
	Quotes: []Quote{
		{Open: `r"""`, Close: `"""`, Lines: true}, {Open: `r'''`, Close: `'''`, Lines: true}, {Open: `r"`, Close: `"`}, {Open: `r'`, Close: `'`},
		{Open: `"""`, Close: `"""`, Escape: '\\', Code: [2]string{"${", "}"}, Lines: true},
		{Open: `'''`, Close: `'''`, Escape: '\\', Code: [2]string{"${", "}"}, Lines: true},
		{Open: `"`, Close: `"`, Escape: '\\', Code: [2]string{"${", "}"}},
		{Open: `'`, Close: `'`, Escape: '\\', Code: [2]string{"${", "}"}},
	},
}

package review

import (
	"strings"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/pkg/term"
)

const (
	tabStop = 4
	// maxSyntax is the size in bytes over which a file is shown without syntax colour: chroma does about 1 MB a second.
	maxSyntax = 256 << 10
)

// span gives bytes [start, end) of a line a role.
type span struct {
	start, end int
	role       role
}

// listing is a file as it is shown: one safe line of text for every line of the file, and its colours.
type listing struct {
	lines  []string
	syntax [][]span // nil where the language is not known
}

// newListing makes text safe to show, line by line, so that line n here is line n in the file, and colours it.
func newListing(f *source.File) listing {
	lines := strings.Split(string(f.Data), "\n")
	for i, s := range lines {
		lines[i] = expand(term.Sanitize(strings.TrimSuffix(s, "\r")))
	}
	text := finding.Mask(strings.Join(lines, "\n"))
	l := listing{lines: strings.Split(text, "\n")}
	if len(text) <= maxSyntax {
		l.syntax = highlight(lexer(f), text, len(l.lines))
	}
	return l
}

// line returns the text and colours of line n, counted from 1.
func (l listing) line(n int) (string, []span) {
	switch {
	case n < 1 || n > len(l.lines):
		return "", nil
	case l.syntax == nil:
		return l.lines[n-1], nil
	}
	return l.lines[n-1], l.syntax[n-1]
}

// expand turns tabs into spaces up to the next tab stop.
func expand(s string) string {
	if !strings.Contains(s, "\t") {
		return s
	}
	var b strings.Builder
	column := 0
	for i, part := range strings.Split(s, "\t") {
		if i > 0 {
			n := tabStop - column%tabStop
			b.WriteString(strings.Repeat(" ", n))
			column += n
		}
		b.WriteString(part)
		column += term.Width(part)
	}
	return b.String()
}

// lexerNames are chroma's names for the languages whose file names it does not know or takes for something else.
var lexerNames = map[source.Lang]string{
	source.Go: "go", source.Python: "python", source.Notebook: "json", source.JavaScript: "javascript",
	source.TypeScript: "typescript", source.TSX: "tsx", source.Dotenv: "bash", source.Shell: "bash",
	source.YAML: "yaml", source.TOML: "toml", source.JSON: "json", source.INI: "ini", source.Docker: "docker",
	source.Markdown: "markdown",
}

// lexer returns the lexer for a file, or nil. (chroma takes go.mod for AMPL.)
func lexer(f *source.File) chroma.Lexer {
	if name, ok := lexerNames[f.Lang]; ok {
		return lexers.Get(name)
	}
	if strings.HasSuffix(f.Path, ".mod") || strings.HasSuffix(f.Path, ".sum") {
		return nil
	}
	return lexers.Match(f.Path)
}

// highlight returns the coloured spans of each of n lines, or nil where the lexer cannot do it. A lexer that panics on
// strange input costs the colours, not the review.
func highlight(lx chroma.Lexer, text string, n int) (out [][]span) {
	defer func() {
		if recover() != nil {
			out = nil
		}
	}()
	if lx == nil {
		return nil
	}
	tokens, err := chroma.Tokenise(chroma.Coalesce(lx), nil, text)
	if err != nil || !strings.HasPrefix(chroma.Stringify(tokens...), text) {
		return nil
	}
	out = make([][]span, n)
	line, column := 0, 0
	for _, t := range tokens {
		r := tokenRole(t.Type)
		for i, part := range strings.Split(t.Value, "\n") {
			if i > 0 {
				line, column = line+1, 0
			}
			if r != plain && part != "" && line < n {
				out[line] = append(out[line], span{column, column + len(part), r})
			}
			column += len(part)
		}
	}
	return out
}

func tokenRole(t chroma.TokenType) role {
	switch {
	case t.InCategory(chroma.Comment):
		return synComment
	case t.InCategory(chroma.Keyword):
		return synKeyword
	case t.InSubCategory(chroma.LiteralNumber):
		return synNumber
	case t.InCategory(chroma.Literal):
		return synString
	case t == chroma.NameFunction, t == chroma.NameClass, t == chroma.NameTag, t == chroma.NameDecorator,
		t == chroma.NameAttribute, t.InSubCategory(chroma.NameVariable):
		return synName
	}
	return plain
}

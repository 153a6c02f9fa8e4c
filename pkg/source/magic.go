package source

import (
	"bytes"
	"regexp"
	"strings"
)

// mask shows a span of a cell as something else.
type mask struct {
	start, end int
	as         string
}

// magicLine is what hides a line that only IPython understands: a statement, so that a block may consist of it, and a
// comment, so that the line can still be read.
//
//	Have: !pip install openai -> 0#!pip install openai
const magicLine = "0#"

var (
	// pythonCell are the magics of cells whose code runs in the notebook's own namespace.
	pythonCell = regexp.MustCompile(`^%%(time|timeit|capture|prun|memit|mprun|skip|debug|wandb)\b`)
	// pythonLine are the magics of lines that run a statement of Python.
	pythonLine = regexp.MustCompile(`^%(time|timeit|prun|memit)[ \t]+(-[a-z]+[ \t]*\d*[ \t]+)*`)
	// assigned is a command whose output is kept.
	assigned = regexp.MustCompile(`^[A-Za-z_][\w., \t\[\]'"]*=[ \t]*([!%])`)
	// bare are commands that IPython knows without a percent sign.
	bare = regexp.MustCompile(`^(pip3?|conda|mamba)[ \t]+(install|uninstall|list)\b`)
	// help is a name with question marks behind it.
	help = regexp.MustCompile(`^[\w.*]+(\?\??)[ \t]*\r?$`)
)

// magics returns what a cell must be shown without for Python to read it.
func magics(code []byte) []mask {
	begin := len(code) - len(bytes.TrimLeft(code, " \t\r\n"))
	if bytes.HasPrefix(code[begin:], []byte("%%")) {
		if pythonCell.Match(code[begin:]) {
			first := lineEnd(code, begin)
			return append([]mask{{begin, first, ""}}, lineMagics(code, first)...)
		}
		return everyLine(code, begin)
	}
	return lineMagics(code, 0)
}

// everyLine hides all lines of a cell of another language.
func everyLine(code []byte, from int) []mask {
	var out []mask
	for at := from; at < len(code); at = lineEnd(code, at) {
		if len(bytes.TrimSpace(code[at:lineEnd(code, at)])) > 0 {
			out = append(out, mask{at, at, magicLine})
		}
	}
	return out
}

// lineEnd is the offset behind the line at an offset, its line break included.
func lineEnd(code []byte, at int) int {
	if i := bytes.IndexByte(code[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(code)
}

// lineMagics looks at the beginning of each logical line.
func lineMagics(code []byte, from int) []mask {
	var out []mask
	for at := from; at < len(code); {
		start := at
		for start < len(code) && (code[start] == ' ' || code[start] == '\t') {
			start++
		}
		hidden, end := lineMagic(code, start)
		out = append(out, hidden...)
		if end == 0 {
			end = logicalEnd(code, start)
		}
		at = end
	}
	return out
}

// lineMagic hides what the line at start has for IPython; end is 0 where the line is, or goes on as, Python.
func lineMagic(code []byte, start int) (hidden []mask, end int) {
	line := code[start:lineEnd(code, start)]
	switch {
	case len(line) == 0:
		return nil, 0
	case pythonLine.Match(line):
		return []mask{{start, start + len(pythonLine.Find(line)), ""}}, 0
	case strings.IndexByte("!%?", line[0]) >= 0, bare.Match(line):
		return command(code, start, start)
	}
	if m := assigned.FindSubmatchIndex(line); m != nil {
		return command(code, start, start+m[2])
	}
	if m := help.FindSubmatchIndex(bytes.TrimRight(line, "\n")); m != nil {
		return []mask{{start + m[2], start + m[3], ""}}, start + len(line)
	}
	return nil, 0
}

// command hides a command for the shell or IPython from an offset on, with the lines on which it goes on.
func command(code []byte, line, at int) ([]mask, int) {
	out := []mask{{at, at, magicLine}}
	for end := lineEnd(code, line); ; {
		text := bytes.TrimRight(code[line:end], "\r\n")
		if !bytes.HasSuffix(text, []byte(`\`)) || end == len(code) {
			return out, end
		}
		line, end = end, lineEnd(code, end)
		out = append(out, mask{line, line, "#"})
	}
}

// logicalEnd is the offset behind the logical line at an offset: strings in triple quotes and open brackets go on over
// line breaks.
func logicalEnd(code []byte, at int) int {
	depth := 0
	for at < len(code) {
		switch c := code[at]; c {
		case '#':
			at = lineEnd(code, at)
			if depth <= 0 {
				return at
			}
			continue
		case '\'', '"':
			at = stringEnd(code, at)
			continue
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
		case '\\':
			at++
			if at < len(code) && code[at] == '\r' {
				at++
			}
		case '\n':
			if depth <= 0 {
				return at + 1
			}
		}
		at++
	}
	return len(code)
}

// stringEnd is the offset behind the string literal at an offset; one in single quotes ends with its line at the latest.
func stringEnd(code []byte, at int) int {
	quote := code[at : at+1]
	if at+3 <= len(code) && bytes.Count(code[at:at+3], quote) == 3 {
		quote = code[at : at+3]
	}
	for at += len(quote); at < len(code); at++ {
		switch {
		case code[at] == '\\':
			at++
		case code[at] == '\n' && len(quote) == 1:
			return at
		case bytes.HasPrefix(code[at:], quote):
			return at + len(quote)
		}
	}
	return len(code)
}

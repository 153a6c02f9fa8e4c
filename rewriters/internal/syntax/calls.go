package syntax

import (
	"bytes"
	"strings"
)

// Argument is one argument of calls: the one at a place, counted from 0 and negative for none, or under a name, empty for none.
type Argument struct {
	At   int
	Name string
}

// MayPass reports whether a text may call something by a name and give it an argument: the name stands in it as a word of its
// own, next to an opening bracket, and is not the one that a definition gives. It parses nothing, takes what a string or a
// comment says for code, and what it cannot tell is true.
//
//	Have: run(x), self.run(x), new Run(x) for the first; not: run(), def run(x), rerun(x), run (x)
func MayPass(text []byte, name string, arg Argument) bool {
	call := []byte(name + "(")
	for at := 0; ; {
		i := bytes.Index(text[at:], call)
		if i < 0 {
			return false
		}
		before := text[:at+i]
		at += i + len(call)
		if (len(before) == 0 || !IsWord(before[len(before)-1]) && !defines(before)) && arg.in(text[at:]) {
			return true
		}
	}
}

// Spells reports whether a name stands in a text as a word of its own.
func Spells(text []byte, name string) bool {
	for at := 0; ; {
		i := bytes.Index(text[at:], []byte(name))
		if i < 0 {
			return false
		}
		begin, end := at+i, at+i+len(name)
		if (begin == 0 || !IsWord(text[begin-1])) && (end == len(text) || !IsWord(text[end])) {
			return true
		}
		at = end
	}
}

// IsWord reports whether a byte may be a part of a name, in either language.
func IsWord(c byte) bool {
	return c == '_' || c == '$' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80
}

// defines reports whether a text ends with a word that makes the next one the name of a definition.
func defines(text []byte) bool {
	return bytes.HasSuffix(text, []byte("def ")) || bytes.HasSuffix(text, []byte("class ")) || bytes.HasSuffix(text, []byte("function "))
}

// maxArguments is how many bytes of a call are looked at.
const maxArguments = 2000

// in reports whether what follows the opening bracket of a call may hold the argument.
func (a Argument) in(text []byte) bool {
	text = text[:min(len(text), maxArguments)]
	depth, commas := 1, 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case strings.IndexByte("([{", c) >= 0:
			depth++
		case strings.IndexByte(")]}", c) >= 0:
			if depth--; depth == 0 {
				return a.named(text[:i]) || commas == a.At && len(bytes.TrimSpace(text[:i])) > 0
			}
		case c == ',' && depth == 1:
			if commas++; a.At >= 0 && commas > a.At {
				return true
			}
		case c == '*' && depth == 1, bytes.HasPrefix(text[i:], []byte("...")), c == '#', c == '/', c == '`', c == '\\':
			return true
		case c == '"' || c == '\'':
			end := bytes.IndexAny(text[i+1:], "\n\\"+string(c))
			if end < 0 || text[i+1+end] != c || end == 0 && i+2 < len(text) && text[i+2] == c {
				return true
			}
			i += end + 1
		}
	}
	return true
}

// named reports whether arguments may hold one under the name.
func (a Argument) named(args []byte) bool {
	for len(a.Name) > 0 {
		i := bytes.Index(args, []byte(a.Name))
		if i < 0 {
			return false
		}
		if args = args[i+len(a.Name):]; bytes.HasPrefix(bytes.TrimLeft(args, " \t\n"), []byte("=")) {
			return true
		}
	}
	return false
}

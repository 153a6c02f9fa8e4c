// Package keyvalue reads configuration files as lists of settings: names with values, and where both stand.
//
// A format is one [Reader]. It parses the file with the parser that the format deserves and gives back [Entry]s whose spans
// point into the file's bytes, so that whoever wants another value edits those bytes and nothing else: comments, order,
// anchors, quotes, indentation and line endings are not even known here. A value that is not written as it is meant (with
// escapes, or folded over several lines) is opaque: it can be reported, and not changed.
//
// What the formats have in common is done once, for all of them: lists of {name: X, value: Y}, items of the form X=Y,
// arguments of the form --x=Y ([Entry.Name] is X in each), and files inside of files (a ConfigMap's app.yaml, a workflow's
// shell script).
//
// What a setting means, and what becomes of it, is not known here.
package keyvalue

import (
	"cmp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/source"
)

// Entry is one setting of a file. Spans are of the file's Data.
type Entry struct {
	Path  []string    // the keys that lead to the setting, its own last; items of a list are "#0", "#1"
	Name  string      // what it is called: its key, or what stands for a key in a pair or an assignment
	Key   source.Span // where Name stands; empty for items of lists
	Value string      // without quotes
	Text  source.Span // where Value stands, inside its quotes
	Lines source.Span // whole lines that hold the setting and nothing else, without the last line ending; empty for none
	Item  source.Span // the lines of the list's item that the setting belongs to, alike
	Also  []source.Span

	Opaque    bool   // Text is not the value as it is meant, or there is none
	Block     bool   // the value is a text of several lines
	Null      bool   // the value is the format's word for nothing
	Commented bool   // a template offers the setting in a comment
	Environ   bool   // it sets a variable of a program's environment, as far as its place or its name in capitals says
	Use       bool   // it sets nothing: a script names or reads the variable
	Origin    string // what the value is taken from, where that is a store: a secret of the platform, the environment
}

// The origins of values that are handed in from outside.
const (
	Environment = "environment" // of whoever starts the program
	Argument    = "argument"    // of the build
)

// Last is the key right above the value; empty for items of lists.
func (e *Entry) Last() string {
	if n := len(e.Path); n > 0 && !strings.HasPrefix(e.Path[n-1], "#") {
		return e.Path[n-1]
	}
	return ""
}

// Parent is the path of what holds the setting, as one string.
func (e *Entry) Parent() string { return join(e.Path[:max(len(e.Path)-1, 0)]) }

// Group is the path of the list or mapping that the setting is one of many in: that of all variables of a container, however
// they are written.
func (e *Entry) Group() string {
	p := e.Path[:max(len(e.Path)-1, 0)]
	for len(p) > 0 && strings.HasPrefix(p[len(p)-1], "#") && !strings.HasPrefix(p[len(p)-1], "#document") {
		p = p[:len(p)-1]
	}
	return join(p)
}

// Under reports whether one of the keys above the setting is among the given ones.
func (e *Entry) Under(keys ...string) bool {
	return slices.ContainsFunc(e.Path[:max(len(e.Path)-1, 0)], func(k string) bool { return slices.Contains(keys, k) })
}

// Span is the place of the whole setting on its first line.
func (e *Entry) Span() source.Span {
	s := source.Span{Start: e.Text.Start, End: e.Text.End}
	if e.Key.End > e.Key.Start {
		s.Start = min(e.Key.Start, s.Start)
		s.End = max(e.Key.End, s.End)
		if e.Block || e.Text == (source.Span{}) {
			s = e.Key
		}
	}
	return s
}

func join(path []string) string { return strings.Join(path, "\x00") }

// File is what was read of a file.
type File struct {
	Entries  []Entry
	Requests []Request // that its shell commands send
	Mentions []Mention // what could not be read as settings
	Trouble  string    // why the file was not read as what it is; empty where it was
}

// Reader reads one format. Text is the file up to where the part to be read ends, so that offsets into it are offsets into
// the file; the part begins at from.
type Reader func(text []byte, from int, into *File) error

// Read reads a file; ok is false where its format has no reader.
func Read(f *source.File) (out *File, ok bool) {
	read := readerOf(f.Path, f.Lang)
	if read == nil {
		return nil, false
	}
	out = &File{}
	if err := read(f.Data, 0, out); err != nil {
		*out = File{Trouble: err.Error()}
		mentions(f.Data, 0, out)
	}
	out.settle(f.Data)
	return out, true
}

// settle does what all formats have in common.
func (f *File) settle(data []byte) {
	f.Entries = uses(flags(assignments(pairs(f.Entries))))
	for i := range f.Entries {
		e := &f.Entries[i]
		e.Environ = e.Environ || e.Key.End > e.Key.Start && len(e.Name) > 2 && variable.MatchString(e.Name)
	}
	slices.SortStableFunc(f.Entries, func(a, b Entry) int { return cmp.Compare(a.Span().Start, b.Span().Start) })
}

// lineOf returns the bounds of the line around an offset, without its line ending.
func lineOf(data []byte, at int) source.Span {
	start, end := at, at
	for start > 0 && data[start-1] != '\n' {
		start--
	}
	for end < len(data) && data[end] != '\n' {
		end++
	}
	if end > start && data[end-1] == '\r' {
		end--
	}
	return source.Span{Start: start, End: end}
}

// linesOf returns the whole lines that a span lies on, and whether they hold nothing before it; open says what may stand
// there besides white space.
func linesOf(data []byte, s source.Span, open string) (source.Span, bool) {
	first, last := lineOf(data, s.Start), lineOf(data, max(s.Start, s.End))
	before := strings.TrimLeft(string(data[first.Start:s.Start]), " \t"+open)
	return source.Span{Start: first.Start, End: last.End}, before == ""
}

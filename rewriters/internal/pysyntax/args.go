package pysyntax

import (
	"bytes"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Arg is one argument of a call.
type Arg struct {
	Name  string      // empty for positional ones and splats
	Node  syntax.Node // the whole of it
	Value syntax.Node
	Splat bool // *x or **x
}

// Arguments returns a call's arguments in order.
func Arguments(call syntax.Node) []Arg {
	var out []Arg
	for n := range call.ChildByField("arguments").NamedChildren() {
		switch n.Kind() {
		case "keyword_argument":
			out = append(out, Arg{Name: n.ChildByField("name").Text(), Node: n, Value: n.ChildByField("value")})
		case "list_splat", "dictionary_splat":
			out = append(out, Arg{Node: n, Value: n.NamedChild(0), Splat: true})
		default:
			out = append(out, Arg{Node: n, Value: n})
		}
	}
	return out
}

// Keyword returns a call's argument of a name, the zero Arg when there is none.
func Keyword(call syntax.Node, name string) Arg {
	for _, a := range Arguments(call) {
		if a.Name == name {
			return a
		}
	}
	return Arg{}
}

// Rearrange returns the edits that take the named keywords out of a call and put others in ("base_url=x"), in the
// call's own layout. A new keyword takes the place of one that goes.
//
//	Have: OpenAI(api_key=k, organization=o) -> OpenAI(api_key=k, base_url=u)
func (m *Module) Rearrange(call syntax.Node, drop, add []string) []edit.Edit {
	args := Arguments(call)
	gone := make([]bool, len(args))
	for _, name := range drop {
		if i := slices.IndexFunc(args, func(a Arg) bool { return a.Name == name }); i >= 0 {
			gone[i] = true
		}
	}
	return m.rearrange(call.ChildByField("arguments"), Place(call)+" > keyword ", args, gone, add)
}

// RearrangePairs is [Module.Rearrange] for the pairs of a dict display; new ones are given as `"key": value`.
func (m *Module) RearrangePairs(dict syntax.Node, drop []syntax.Node, add []string) []edit.Edit {
	var entries []Arg
	var gone []bool
	for n := range dict.NamedChildren() {
		if !n.Extra() {
			entries = append(entries, Arg{Name: n.ChildByField("key").Text(), Node: n})
			gone = append(gone, slices.Contains(drop, n))
		}
	}
	return m.rearrange(dict, "dict > key ", entries, gone, add)
}

// rearrange changes the entries of a list in brackets. The label is what their names stand behind in the edits' nodes.
func (m *Module) rearrange(list syntax.Node, label string, entries []Arg, gone []bool, add []string) []edit.Edit {
	var out []edit.Edit
	for i, e := range entries {
		if gone[i] && len(add) > 0 {
			node := label + keywordName(add[0])
			out = append(out, edit.Edit{Start: e.Node.Start(), End: e.Node.End(), New: add[0], Node: node})
			if from, to, ok := m.remark(e.Node); ok {
				out = append(out, edit.Edit{Start: from, End: to, Node: node})
			}
			add, gone[i] = add[1:], false
		}
	}
	out = append(out, m.remove(label, entries, gone)...)
	return append(out, m.insert(list, label, entries, add)...)
}

func keywordName(s string) string {
	name, _, _ := strings.Cut(s, "=")
	name, _, _ = strings.Cut(name, ":")
	return name
}

// remark is the comment behind an entry that has a line of its own: it speaks of that entry, and goes with it.
func (m *Module) remark(n syntax.Node) (from, to int, ok bool) {
	if _, own := m.ownLine(n.Start()); !own {
		return 0, 0, false
	}
	from, to = n.End(), m.lineEnd(n.End())
	rest := m.File.Data[from:to]
	if bytes.HasPrefix(rest, []byte(",")) {
		from, rest = from+1, rest[1:]
	}
	return from, to, bytes.HasPrefix(bytes.TrimLeft(rest, " \t"), []byte("#"))
}

// remove deletes arguments with the separator that follows, those at the end with the one before.
func (m *Module) remove(label string, args []Arg, gone []bool) []edit.Edit {
	var out []edit.Edit
	last := len(args)
	for last > 0 && gone[last-1] {
		last--
	}
	for i := range last {
		if gone[i] {
			out = append(out, edit.Edit{Start: args[i].Node.Start(), End: args[i+1].Node.Start(), Node: label + args[i].Name})
		}
	}
	if last < len(args) {
		from, to := m.tail(args, last)
		out = append(out, edit.Edit{Start: from, End: to, Node: label + args[last].Name})
	}
	return out
}

// tail is the text of the last arguments from one on: whole lines, with the comments behind them, where they have lines of
// their own; else from the end of the argument before.
func (m *Module) tail(args []Arg, first int) (from, to int) {
	from, to = args[first].Node.Start(), args[len(args)-1].Node.End()
	if indent, own := m.ownLine(from); own && !bytes.ContainsAny(m.File.Data[to:m.lineEnd(to)], ")}") {
		return from - len(indent), min(m.lineEnd(to)+len(m.File.Newline()), len(m.File.Data))
	}
	if first > 0 {
		from = args[first-1].Node.End()
	}
	return from, to
}

// expanded is the first of the ** arguments that a call ends in; invalid where it ends in others.
func expanded(args []Arg) (first syntax.Node) {
	for _, a := range slices.Backward(args) {
		if !a.Node.Is("dictionary_splat") {
			break
		}
		first = a.Node
	}
	return first
}

// insertBefore adds keywords in front of an argument, on lines of their own when that stands on its own line.
func (m *Module) insertBefore(next syntax.Node, add []string, node string) edit.Edit {
	sep := ", "
	if indent, own := m.ownLine(next.Start()); own {
		sep = "," + m.File.Newline() + indent
	}
	return edit.Edit{Start: next.Start(), End: next.Start(), New: strings.Join(add, sep) + sep, Node: node}
}

// insert adds keywords behind the last argument, in front of ** at the end: on lines of their own when that stands on its
// own line, else inline.
func (m *Module) insert(list syntax.Node, label string, args []Arg, add []string) []edit.Edit {
	if len(add) == 0 {
		return nil
	}
	node := label + keywordName(add[0])
	if len(args) == 0 {
		return m.insertFirst(list, add, node)
	}
	if first := expanded(args); first.Valid() {
		return []edit.Edit{m.insertBefore(first, add, node)}
	}
	last := args[len(args)-1].Node
	comma := m.commaAfter(list, last)
	indent, own := m.ownLine(last.Start())
	if !own {
		text := ", " + strings.Join(add, ", ")
		at := last.End()
		if comma >= 0 {
			text, at = " "+strings.Join(add, ", ")+",", comma+1
		}
		return []edit.Edit{{Start: at, End: at, New: text, Node: node}}
	}
	sep := m.File.Newline() + indent
	if comma < 0 && m.lineEnd(last.End()) >= list.End()-1 {
		return []edit.Edit{{Start: last.End(), End: last.End(), New: "," + sep + strings.Join(add, ","+sep), Node: node}}
	}
	if comma < 0 {
		at := m.lineEnd(last.End())
		return merged(edit.Edit{Start: last.End(), End: last.End(), New: ",", Node: node},
			edit.Edit{Start: at, End: at, New: sep + strings.Join(add, ","+sep), Node: node})
	}
	at := min(m.lineEnd(comma), list.End()-1)
	if at < comma+1 {
		at = comma + 1
	}
	return []edit.Edit{{Start: at, End: at, New: sep + strings.Join(add, ","+sep) + ",", Node: node}}
}

// merged makes one edit of two insertions at the same place.
func merged(a, b edit.Edit) []edit.Edit {
	if a.Start == b.Start {
		a.New += b.New
		return []edit.Edit{a}
	}
	return []edit.Edit{a, b}
}

// insertFirst fills an empty argument list.
func (m *Module) insertFirst(list syntax.Node, add []string, node string) []edit.Edit {
	inside := m.File.Data[list.Start()+1 : list.End()-1]
	if !bytes.ContainsRune(inside, '\n') {
		return []edit.Edit{{Start: list.Start() + 1, End: list.End() - 1, New: strings.Join(add, ", "), Node: node}}
	}
	at := list.End() - 1
	indent, own := m.ownLine(at)
	if !own {
		return []edit.Edit{{Start: at, End: at, New: strings.Join(add, ", "), Node: node}}
	}
	unit := "    "
	text := ""
	for _, a := range add {
		text += unit + a + "," + m.File.Newline() + indent
	}
	return []edit.Edit{{Start: at, End: at, New: text, Node: node}}
}

// commaAfter returns the offset of the trailing comma behind the last argument, -1 when there is none.
func (m *Module) commaAfter(list, last syntax.Node) int {
	for c := range list.Children() {
		if c.Start() >= last.End() && c.Is(",") {
			return c.Start()
		}
	}
	return -1
}

// ownLine reports whether only white space stands before offset on its line, and returns that.
func (m *Module) ownLine(offset int) (indent string, own bool) {
	start := bytes.LastIndexByte(m.File.Data[:offset], '\n') + 1
	before := string(m.File.Data[start:offset])
	return before, strings.TrimSpace(before) == ""
}

// lineEnd returns the offset of the line break behind offset, or the file's end.
func (m *Module) lineEnd(offset int) int {
	i := bytes.IndexByte(m.File.Data[offset:], '\n')
	if i < 0 {
		return len(m.File.Data)
	}
	if i > 0 && m.File.Data[offset+i-1] == '\r' {
		i--
	}
	return offset + i
}

// Place names a call for people: "call OpenAI".
func Place(call syntax.Node) string { return "call " + Last(call.ChildByField("function")) }

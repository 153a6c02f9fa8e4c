package jssyntax

import (
	"bytes"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Entry is one entry of an object literal or enum.
type Entry struct {
	Name   string
	Node   syntax.Node // the whole of it
	Key    syntax.Node // what names it
	Value  syntax.Node // for { a } the name itself
	Spread bool
	Method bool
}

// Entries are the entries of an object literal in order; of an enum its members.
func Entries(object syntax.Node) []Entry {
	if object.Is("enum_declaration") {
		object = object.ChildByField("body")
	}
	var out []Entry
	for n := range object.NamedChildren() {
		switch n.Kind() {
		case "pair":
			name, _ := keyText(n.ChildByField("key"))
			out = append(out, Entry{Name: name, Node: n, Key: n.ChildByField("key"), Value: n.ChildByField("value")})
		case "shorthand_property_identifier":
			out = append(out, Entry{Name: n.Text(), Node: n, Key: n, Value: n})
		case "spread_element":
			out = append(out, Entry{Node: n, Value: n.NamedChild(0), Spread: true})
		case "method_definition":
			out = append(out, Entry{Name: n.ChildByField("name").Text(), Node: n, Key: n.ChildByField("name"), Method: true})
		case "enum_assignment":
			name, _ := keyText(n.ChildByField("name"))
			out = append(out, Entry{Name: name, Node: n, Key: n.ChildByField("name"), Value: n.ChildByField("value")})
		}
	}
	return out
}

// EntryOf is the last entry of a name, which is the one that counts; the zero Entry where there is none.
func EntryOf(object syntax.Node, name string) Entry {
	var out Entry
	for _, e := range Entries(object) {
		if e.Name == name {
			out = e
		}
	}
	return out
}

// Rearrange returns the edits that take the named entries out of an object literal and put others in ("baseURL: x"), in
// the object's own layout. A new entry takes the place of one that goes.
//
//	Have: { apiKey: k, organization: o } -> { apiKey: k, baseURL: u }
func (m *Module) Rearrange(object syntax.Node, drop, add []string) []edit.Edit {
	entries := Entries(object)
	gone := make([]bool, len(entries))
	var out []edit.Edit
	for i, e := range entries {
		if e.Name == "" || !slices.Contains(drop, e.Name) {
			continue
		}
		if len(add) > 0 {
			out = append(out, edit.Edit{Start: e.Node.Start(), End: e.Node.End(), New: add[0], Node: "object > " + entryName(add[0])})
			add = add[1:]
			continue
		}
		gone[i] = true
	}
	out = append(out, m.remove(object, entries, gone)...)
	return append(out, m.insert(object, entries, gone, add)...)
}

func entryName(s string) string {
	name, _, _ := strings.Cut(s, ":")
	return strings.TrimSpace(name)
}

// remove deletes entries, those on lines of their own with their lines, those behind which nothing stays with the comma
// before them.
func (m *Module) remove(object syntax.Node, entries []Entry, gone []bool) []edit.Edit {
	var out []edit.Edit
	last := len(entries)
	for last > 0 && gone[last-1] {
		last--
	}
	for i := range last {
		if gone[i] {
			from, to := m.lines(entries[i].Node, entries[i+1].Node)
			out = append(out, edit.Edit{Start: from, End: to, Node: "object > " + entries[i].Name})
		}
	}
	if last == len(entries) {
		return out
	}
	from, to := object.Start()+1, entries[len(entries)-1].Node.End()
	comma := m.commaAfter(object, entries[len(entries)-1].Node)
	if last > 0 {
		from = entries[last-1].Node.End()
	}
	if comma >= 0 && last > 0 { // the comma before stays, the one behind goes
		before := m.commaAfter(object, entries[last-1].Node)
		from, to = before+1, comma+1
	}
	return append(out, edit.Edit{Start: from, End: to, Node: "object > " + entries[last].Name})
}

// lines is the stretch that goes with an entry: whole lines, with a comment behind it, where it and the next begin one.
// What stands above the next entry belongs to that.
func (m *Module) lines(entry, next syntax.Node) (int, int) {
	_, own := m.ownLine(entry.Start())
	end := m.lineEnd(entry.End())
	if !own || end >= next.Start() {
		return entry.Start(), next.Start()
	}
	return m.lineStart(entry.Start()), end + len(m.File.Newline())
}

// insert adds entries behind the last one: on lines of their own when that stands on its own line, else inline.
func (m *Module) insert(object syntax.Node, entries []Entry, gone []bool, add []string) []edit.Edit {
	if len(add) == 0 {
		return nil
	}
	node := "object > " + entryName(add[0])
	if len(entries) == 0 {
		return []edit.Edit{{Start: object.Start(), End: object.End(), New: m.Object(object.Start(), add), Node: node}}
	}
	last := entries[len(entries)-1].Node
	comma := m.commaAfter(object, last)
	indent, own := m.ownLine(last.Start())
	if !own {
		if broken, ok := m.breakUp(object, entries, gone, add); ok {
			return broken
		}
		text, at := ", "+strings.Join(add, ", "), last.End()
		if comma >= 0 {
			text, at = " "+strings.Join(add, ", ")+",", comma+1
		}
		return []edit.Edit{{Start: at, End: at, New: text, Node: node}}
	}
	sep, body := m.File.Newline()+indent, ""
	for i, a := range add {
		if i > 0 {
			body += ","
		}
		body += sep + m.fold(a, indent)
	}
	if comma >= 0 {
		at := min(m.lineEnd(comma), object.End()-1)
		return []edit.Edit{{Start: at, End: at, New: body + ",", Node: node}}
	}
	at := min(m.lineEnd(last.End()), object.End()-1)
	if at <= last.End() || strings.TrimSpace(string(m.File.Data[last.End():at])) == "" {
		return []edit.Edit{{Start: last.End(), End: last.End(), New: "," + body, Node: node}}
	}
	return []edit.Edit{{Start: last.End(), End: last.End(), New: ",", Node: node}, {Start: at, End: at, New: body, Node: node}}
}

// breakUp puts each entry of an object that stands on one line on a line of its own, where the line would get too long.
func (m *Module) breakUp(object syntax.Node, entries []Entry, gone []bool, add []string) ([]edit.Edit, bool) {
	line := m.lineEnd(object.Start()) - m.lineStart(object.Start())
	width := m.layout().width
	longer := line > width*3/2 // whoever wrote this line does not break them
	if longer || line+len(strings.Join(add, ", "))+2 <= width || slices.Contains(gone, true) || bytes.ContainsRune(m.File.Data[object.Start():object.End()], '\n') {
		return nil, false
	}
	base := m.IndentAt(object.Start())
	indent := m.File.Newline() + base + m.layout().unit
	var out []edit.Edit
	at := object.Start() + 1
	for _, e := range entries {
		out = append(out, edit.Edit{Start: at, End: e.Node.Start(), New: indent, Node: "object > layout"})
		if at = e.Node.End(); m.commaAfter(object, e.Node) >= 0 {
			at = m.commaAfter(object, e.Node) + 1
		}
	}
	text := ""
	if m.commaAfter(object, entries[len(entries)-1].Node) < 0 {
		text = ","
	}
	for i, a := range add {
		text += indent + m.fold(a, base+m.layout().unit)
		if i < len(add)-1 || m.layout().trailing {
			text += ","
		}
	}
	return append(out, edit.Edit{Start: at, End: object.End() - 1, New: text + m.File.Newline() + base, Node: "object > " + entryName(add[0])}), true
}

// fold breaks an entry that is an object itself over lines where it gets too long for one.
//
//	Have: configuration: { baseURL: "https://…" } -> configuration: {⏎ baseURL: "https://…",⏎}
func (m *Module) fold(entry, indent string) string {
	name, rest, ok := strings.Cut(entry, ": {")
	if !ok || len(indent)+len(entry)+1 <= m.layout().width || !strings.HasSuffix(rest, "}") {
		return entry
	}
	comma := ""
	if m.layout().trailing {
		comma = ","
	}
	nl := m.File.Newline()
	return name + ": {" + nl + indent + m.layout().unit + strings.TrimSpace(rest[:len(rest)-1]) + comma + nl + indent + "}"
}

// Object writes an object literal that begins at an offset: on one line where that is short, else an entry a line.
func (m *Module) Object(at int, entries []string) string {
	one := m.Flat(entries)
	if at-m.lineStart(at)+len(one)+2 <= m.layout().width && !strings.Contains(one, "\n") {
		return one
	}
	return m.Broken(at, entries)
}

// Flat is Object on one line.
func (m *Module) Flat(entries []string) string {
	if m.layout().spaced {
		return "{ " + strings.Join(entries, ", ") + " }"
	}
	return "{" + strings.Join(entries, ", ") + "}"
}

// Broken is Object with each entry on a line of its own.
func (m *Module) Broken(at int, entries []string) string {
	s := m.layout()
	nl, base := m.File.Newline(), m.IndentAt(at)
	out := "{" + nl
	for i, e := range entries {
		out += base + s.unit + m.fold(e, base+s.unit)
		if i < len(entries)-1 || s.trailing {
			out += ","
		}
		out += nl
	}
	return out + base + "}"
}

// commaAfter returns the offset of the comma behind an entry, -1 when there is none.
func (m *Module) commaAfter(object, entry syntax.Node) int {
	for c := range object.Children() {
		if c.Start() >= entry.End() && !c.Is("comment") {
			if c.Is(",") {
				return c.Start()
			}
			return -1
		}
	}
	return -1
}

// ownLine reports whether only white space stands before offset on its line, and returns that.
func (m *Module) ownLine(offset int) (indent string, own bool) {
	before := string(m.File.Data[m.lineStart(offset):offset])
	return before, strings.TrimSpace(before) == ""
}

func (m *Module) lineStart(offset int) int {
	return bytes.LastIndexByte(m.File.Data[:offset], '\n') + 1
}

// IndentAt is the white space at the beginning of the line of an offset.
func (m *Module) IndentAt(offset int) string {
	line := string(m.File.Data[m.lineStart(offset):offset])
	return line[:len(line)-len(strings.TrimLeft(line, " \t"))]
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

package jsopenai

import (
	"bytes"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// holder is where a client is put by.
type holder struct {
	name      syntax.Node // the name that it gets there
	spelled   string      // as requests spell it: openai, this.openai
	statement syntax.Node // the whole, up to which it can be repeated under another name
	declared  syntax.Node // the declaration of a field that is set elsewhere; may be invalid
}

// holderOf returns the holder of a client; false where it is put by in no way that can be repeated.
//
//	Have: const openai = new OpenAI(); private openai = new OpenAI(); this.openai = new OpenAI()
func holderOf(c *client) (holder, bool) {
	up := c.call.Parent()
	switch up.Kind() {
	case "variable_declarator":
		name, list := up.ChildByField("name"), up.Parent()
		return holder{name: name, spelled: name.Text(), statement: list},
			name.Is("identifier") && list.Is("lexical_declaration", "variable_declaration") && !list.NamedChild(1).Valid()
	case "public_field_definition", "field_definition":
		name := fieldName(up)
		return holder{name: name, spelled: "this." + name.Text(), statement: up}, plainField(up)
	case "assignment_expression":
		return assignedField(c, up)
	}
	return holder{}, false
}

// assignedField is the holder of a client that is assigned to a field of its class. TypeScript and private names want the field
// declared.
func assignedField(c *client, assignment syntax.Node) (holder, bool) {
	left := assignment.ChildByField("left")
	name := left.ChildByField("property")
	h := holder{name: name, spelled: left.Text(), statement: assignment.Parent()}
	if !left.Is("member_expression") || !left.ChildByField("object").Is("this") || !h.statement.Is("expression_statement") {
		return h, false
	}
	for field := range left.Enclosing("class_body").NamedChildren() {
		if field.Is("public_field_definition", "field_definition") && fieldName(field).Text() == name.Text() {
			h.declared = field
		}
	}
	if !h.declared.Valid() {
		return h, c.mod.File.Lang == source.JavaScript && !strings.HasPrefix(name.Text(), "#")
	}
	return h, plainField(h.declared) && !h.declared.ChildByField("value").Valid()
}

func fieldName(field syntax.Node) syntax.Node {
	if name := field.ChildByField("name"); name.Valid() {
		return name
	}
	return field.ChildByField("property")
}

// plainField reports whether a field has a plain name and no decorators, which may do anything.
func plainField(field syntax.Node) bool {
	for c := range field.NamedChildren() {
		if c.Is("decorator") {
			return false
		}
	}
	return fieldName(field).Is("property_identifier", "private_property_identifier")
}

// again repeats a statement on a line below, as far as an offset and under another name; false where it shares its lines with
// others.
func again(m *jssyntax.Module, statement, name syntax.Node, end int, other string) (edit.Edit, bool) {
	data, first := m.File.Data, statement
	if first.Parent().Is("export_statement") {
		first = first.Parent()
	}
	start := bytes.LastIndexByte(data[:first.Start()], '\n') + 1
	indent := string(data[start:first.Start()])
	text := string(data[statement.Start():name.Start()]) + other + string(data[name.End():end])
	if end < len(data) && data[end] == ';' {
		text, end = text+";", end+1
	}
	rest := end
	if i := bytes.IndexAny(data[end:], "\r\n"); i >= 0 {
		end += i
	} else {
		end = len(data)
	}
	if left := strings.TrimSpace(string(data[rest:end])); strings.TrimSpace(indent) != "" || left != "" && !strings.HasPrefix(left, "//") {
		return edit.Edit{}, false
	}
	return edit.Edit{Start: end, End: end, New: m.File.Newline() + indent + text, Node: "declaration of " + other}, true
}

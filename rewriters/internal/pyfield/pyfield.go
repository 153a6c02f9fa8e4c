// Package pyfield reads, field by field, what a Python call sends to a chat endpoint, so that a provider can judge it, and
// turns judgements into edits.
//
// It knows OpenAI's fields (by package provider) and how Python code writes them: as keywords, as entries of a dict that **
// expands, as constants defined elsewhere; and what messages hold: roles, names, images. It knows no SDK: whose call it is,
// and whether it moves, is the rewriter's to say.
package pyfield

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Field is one thing that a call sends.
type Field struct {
	Sent    provider.Sent
	Entry   syntax.Node    // the keyword argument, the pair of a dict, or the messages as a whole
	Literal syntax.Node    // where the value is written; invalid when the code does not say it
	From    pysyntax.Value // how the entry leads to the literal
}

// Keyword is the name that the field has in the code.
func (f Field) Keyword() string {
	if n := f.name(); n.Valid() {
		return strings.Trim(n.Text(), `"'`)
	}
	return ""
}

func (f Field) name() syntax.Node {
	if f.Entry.Is("pair") {
		return f.Entry.ChildByField("key")
	}
	return f.Entry.ChildByField("name")
}

// Content is the expression that the entry gives the field.
func (f Field) Content() syntax.Node { return f.Entry.ChildByField("value") }

// Elsewhere reports whether the literal stands outside the entry.
func (f Field) Elsewhere() bool { return f.Literal.Valid() && !f.Entry.Contains(f.Literal) }

// Of returns what a call sends, or a dict display that stands for what one sends, in the order in which it stands there.
func Of(p *pysyntax.Project, call syntax.Node) []Field {
	if call.Is("dictionary") {
		return entries(p, pysyntax.Value{Kind: pysyntax.Dict, Node: call})
	}
	var out []Field
	for _, a := range pysyntax.Arguments(call) {
		switch {
		case a.Name != "":
			out = append(out, of(p, a.Name, a.Node, a.Value)...)
		case a.Splat:
			for _, v := range p.Eval(a.Value) {
				out = append(out, entries(p, v)...)
			}
		}
	}
	return out
}

// entries are the fields of a dict that is written out.
func entries(p *pysyntax.Project, v pysyntax.Value) []Field {
	if v.Kind != pysyntax.Dict || !v.Node.Is("dictionary") {
		return nil
	}
	var out []Field
	for pair := range v.Node.NamedChildren() {
		if name, ok := pysyntax.Text(pair.ChildByField("key")); ok && pair.Is("pair") {
			out = append(out, of(p, name, pair, pair.ChildByField("value"))...)
		}
	}
	return out
}

// of reads one entry. A name that is no field of OpenAI's gives nothing.
func of(p *pysyntax.Project, name string, entry, value syntax.Node) []Field {
	if name == "messages" {
		return messages(p, entry, value)
	}
	f, ok := provider.FieldNamed(name)
	if !ok || absent(p, value) {
		return nil
	}
	base := Field{Sent: provider.Sent{Field: f.Name}, Entry: entry}
	switch f.Name {
	case "stop", "tools", "functions":
		base.Sent.Items = items(value)
		return append([]Field{base}, stricts(f.Name, value)...)
	case "response_format":
		base.Sent.Value = format(p, value)
		return []Field{base}
	case "tool_choice", "function_call":
		if value.Is("dictionary") {
			base.Sent.Value = "function"
			return []Field{base}
		}
	}
	return scalars(p, base, value)
}

// absent reports whether a value is the SDK's way to leave the field out, or None.
func absent(p *pysyntax.Project, value syntax.Node) bool {
	last := pysyntax.Last(value)
	return value.Is("none") || last == "NOT_GIVEN" || last == "omit" || last == "Omit"
}

// scalars are the numbers, truth values and strings that an expression can stand for: a field for each that is written
// out, or one without a value.
func scalars(p *pysyntax.Project, base Field, value syntax.Node) []Field {
	var out []Field
	for _, v := range p.Eval(value) {
		if x, ok := scalar(v); ok {
			f := base
			f.Sent.Value, f.Literal, f.From = x, v.Node, v
			out = append(out, f)
		}
	}
	if len(out) == 0 {
		return []Field{base}
	}
	return out
}

func scalar(v pysyntax.Value) (any, bool) {
	switch v.Kind {
	case pysyntax.String:
		text, ok := pysyntax.Text(v.Node)
		return text, ok
	case pysyntax.Scalar:
		if v.Node.Is("true", "false") {
			return v.Node.Is("true"), true
		}
		n, ok := pysyntax.Number(v.Node)
		return n, ok
	}
	return nil, false
}

// items counts the entries of a list that is written out; 0 when it is not.
func items(value syntax.Node) int {
	switch {
	case value.Is("string"):
		return 1
	case !value.Is("list", "tuple"):
		return 0
	}
	n := 0
	for c := range value.NamedChildren() {
		if c.Is("list_splat") {
			return 0
		}
		n += boolInt(!c.Extra())
	}
	return n
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// format is the kind of answer that response_format asks for: a class of the project stands for a JSON schema.
func format(p *pysyntax.Project, value syntax.Node) any {
	for _, v := range p.Eval(value) {
		switch v.Kind {
		case pysyntax.ClassRef:
			return "json_schema"
		case pysyntax.Dict:
			for _, t := range p.Eval(p.Entry(v.Node, "type")) {
				if text, ok := scalar(t); ok {
					return text
				}
			}
		}
	}
	return nil
}

// stricts are the places in tools that are written out where a function asks for a strict schema.
func stricts(name string, tools syntax.Node) []Field {
	if name != "tools" || !tools.Is("list") {
		return nil
	}
	var out []Field
	for pair := range tools.Descendants("pair") {
		if key, _ := pysyntax.Text(pair.ChildByField("key")); key == "strict" && pair.ChildByField("value").Is("true") {
			out = append(out, Field{Sent: provider.Sent{Field: "tools_strict", Value: true}, Entry: pair, Literal: pair.ChildByField("value")})
		}
	}
	return out
}

// Distinct drops the fields of one call that are written at a place of another: a dict that two calls expand is judged
// once.
func Distinct(seen map[syntax.Node]bool, list []Field) []Field {
	return slices.DeleteFunc(list, func(f Field) bool {
		at := f.Literal
		if !at.Valid() {
			at = f.Entry
		}
		was := seen[at]
		seen[at] = true
		return was
	})
}

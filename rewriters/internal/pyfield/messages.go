package pyfield

import (
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// messages reads what the messages of a call hold that a provider may not take: the role developer, more than one system
// message, names of speakers, images. Messages that come from a variable are looked for in the function around the call.
func messages(p *pysyntax.Project, entry, value syntax.Node) []Field {
	var out []Field
	systems, images := 0, false
	list := written(value)
	for _, dict := range list {
		role := p.Entry(dict, "role")
		text, _ := pysyntax.Text(role)
		switch text {
		case "developer":
			out = append(out, Field{Sent: provider.Sent{Field: "role_developer", Value: text}, Entry: role.Parent(), Literal: role})
			systems++
		case "system":
			systems++
		}
		if f, ok := speaker(p, dict, text); ok {
			out = append(out, f)
		}
		images = images || holdsImage(p.Entry(dict, "content"))
	}
	if value.Is("list") && systems > 1 {
		out = append(out, Field{Sent: provider.Sent{Field: "role_system", Items: systems}, Entry: entry})
	}
	if images {
		out = append(out, Field{Sent: provider.Sent{Field: "vision"}, Entry: entry})
	}
	return out
}

// written are the messages that are written out, in the call or in the function around it.
func written(value syntax.Node) []syntax.Node {
	where := value
	if value.Is("identifier") {
		if fn := value.Enclosing("function_definition", "module"); fn.Valid() {
			where = fn
		}
	} else if !value.Is("list", "binary_operator") {
		return nil
	}
	var out []syntax.Node
	for dict := range where.Descendants("dictionary") {
		if isMessage(dict) {
			out = append(out, dict)
		}
	}
	return out
}

// isMessage reports whether a dict has a role and what goes with one.
func isMessage(dict syntax.Node) bool {
	role, rest := false, false
	for pair := range dict.NamedChildren() {
		switch key, _ := pysyntax.Text(pair.ChildByField("key")); key {
		case "role":
			role = true
		case "content", "tool_calls", "name":
			rest = true
		}
	}
	return role && rest
}

// speaker is the name of who says a message; that of a tool is another matter.
func speaker(p *pysyntax.Project, dict syntax.Node, role string) (Field, bool) {
	name := p.Entry(dict, "name")
	if !name.Valid() || role != "user" && role != "system" && role != "assistant" {
		return Field{}, false
	}
	return Field{Sent: provider.Sent{Field: "message_name"}, Entry: name.Parent()}, true
}

func holdsImage(content syntax.Node) bool {
	if !content.Is("list") {
		return false
	}
	for n := range content.Descendants("string") {
		if t, _ := pysyntax.Text(n); t == "image_url" {
			return true
		}
	}
	return false
}

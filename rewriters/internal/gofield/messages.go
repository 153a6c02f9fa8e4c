package gofield

import (
	"go/ast"
	"strings"

	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

// messages reads what messages that are written out hold that a provider may not take: the role developer, more than one
// system message, images.
//
//	Have: {Role: openai.ChatMessageRoleDeveloper, ...}, openai.DeveloperMessage("...") -> role_developer
func messages(p *gosyntax.Program, kv *ast.KeyValueExpr) []Field {
	var out []Field
	systems, images := 0, false
	ast.Inspect(kv.Value, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.KeyValueExpr:
			if gosyntax.Last(n.Key) != "Role" {
				break
			}
			switch role(p, n.Value) {
			case "developer":
				out = append(out, Field{Sent: provider.Sent{Field: "role_developer", Value: "developer"}, Entry: kv, At: n.Value, Literal: n.Value})
				systems++
			case "system":
				systems++
			}
		case *ast.CallExpr:
			switch gosyntax.Last(n.Fun) {
			case "DeveloperMessage":
				out = append(out, Field{Sent: provider.Sent{Field: "role_developer", Value: "developer"}, Entry: kv, At: n.Fun, Literal: n.Fun})
				systems++
			case "SystemMessage":
				systems++
			}
		case *ast.Ident:
			images = images || strings.Contains(n.Name, "ImageURL") || strings.Contains(n.Name, "ImageContentPart")
		}
		return true
	})
	if systems > 1 {
		out = append(out, Field{Sent: provider.Sent{Field: "role_system", Items: systems}, Entry: kv, At: kv.Key})
	}
	if images {
		out = append(out, Field{Sent: provider.Sent{Field: "vision"}, Entry: kv, At: kv.Key})
	}
	return out
}

// role is the role that an expression names: a string, or a constant of the SDK by its name.
func role(p *gosyntax.Program, e ast.Expr) string {
	if s, ok := p.String(e); ok {
		return s
	}
	w, _, _ := word(e, "RoleDeveloper", "RoleSystem")
	return strings.ToLower(strings.TrimPrefix(w, "Role"))
}

// System is how a developer message is called where it is a system message: the same expression with the other word, which
// both SDKs have.
//
//	Have: openai.ChatMessageRoleDeveloper -> openai.ChatMessageRoleSystem; "developer" -> "system"
func System(text string) string {
	return strings.Replace(strings.Replace(text, "Developer", "System", 1), "developer", "system", 1)
}

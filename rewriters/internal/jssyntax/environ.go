package jssyntax

import (
	"bytes"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// environExpression knows the expressions that are the whole environment.
func environExpression(n syntax.Node) (Value, bool) {
	for _, path := range []string{"process.env", "import.meta.env", "Bun.env", "globalThis.process.env"} {
		if n.End()-n.Start() <= len(path)+2 && dotted(n, path) {
			return Value{Kind: Environ, Node: n}, true
		}
	}
	return Value{}, false
}

// environModule knows what modules give out of the environment: env of node:process, and SvelteKit's modules, of which
// the static ones export each variable under its name.
func environModule(pkg, name string) (Value, bool) {
	switch pkg {
	case "process", "node:process":
		return Value{Kind: Environ}, name == "env" || name == "default.env"
	case "$env/dynamic/private", "$env/dynamic/public":
		return Value{Kind: Environ}, name == "env"
	case "$env/static/private", "$env/static/public":
		return Value{Kind: Env, Var: name}, name != "" && name != "*"
	}
	return Value{}, false
}

// environCall knows Deno.env.get("X").
func environCall(call syntax.Node) (Value, bool) {
	name, ok := Text(Argument(call, 0))
	if ok && dotted(Callee(call), "Deno.env.get") {
		return Value{Kind: Env, Var: name, Node: Argument(call, 0)}, true
	}
	return Value{}, false
}

// ReadEnv spells a read of a variable as the module reads others.
func (m *Module) ReadEnv(name string) string {
	data := m.File.Data
	if !bytes.Contains(data, []byte("process.env")) {
		switch {
		case bytes.Contains(data, []byte("Deno.")), m.project.Deno(m):
			return "Deno.env.get(" + m.Quote(name) + ")"
		case bytes.Contains(data, []byte("Bun.env")):
			return "Bun.env." + name
		}
	}
	return "process.env." + name
}

// RenameEnv is the edit that makes a read take another variable, the name that the code goes on with staying.
//
//	Have: process.env.A -> process.env.B; process.env["A"] -> process.env["B"]; const { A } = process.env -> const { B: A }
func RenameEnv(v Value, to string) (edit.Edit, bool) {
	n := v.Node
	e := edit.Edit{Start: n.Start(), End: n.End(), New: to, Node: "variable " + v.Var}
	switch {
	case n.Is("string", "template_string"):
		r, ok := Replace(n, to)
		r.Node = e.Node
		return r, ok
	case n.Is("shorthand_property_identifier_pattern"):
		e.New = to + ": " + n.Text()
	case n.Is("identifier") && n.Parent().Is("import_specifier"):
		spec := n.Parent()
		if spec.ChildByField("alias").Valid() {
			name := spec.ChildByField("name")
			e.Start, e.End = name.Start(), name.End()
		} else {
			e.New = to + " as " + n.Text()
		}
	case n.Is("property_identifier", "identifier"):
	default:
		return edit.Edit{}, false
	}
	return e, n.Text() == v.Var || n.Parent().Is("import_specifier") || strings.Contains(n.Text(), v.Var)
}

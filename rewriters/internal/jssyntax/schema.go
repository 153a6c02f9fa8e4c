package jssyntax

import (
	"slices"

	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Programs often read their environment once, through a schema, and then use what that gives out:
//
//	Have: z.object({ A: z.string().default('x') }).parse(process.env)
//	Have: cleanEnv(process.env, { A: str({ default: 'x' }) })
//	Have: createEnv({ server: { A: z.string() }, runtimeEnv: { A: process.env.A } })
//
// What is given out is the environment again, with the objects that name its variables.

// schemas are the packages whose objects check what they are given.
var schemas = []string{"zod", "zod/v3", "zod/v4", "zod/mini", "valibot", "yup", "joi", "@sinclair/typebox"}

// creators are the functions that make an environment of their options, by package.
var creators = map[string]string{
	"@t3-oss/env-core": "createEnv", "@t3-oss/env-nextjs": "createEnv", "@t3-oss/env-nuxt": "createEnv", "envalid": "cleanEnv",
	"znv": "parseEnv",
}

// IsSchema reports whether an object literal names variables of an environment that has been followed.
func (p *Project) IsSchema(object syntax.Node) bool { return p.schemas[object] }

// checked is what a call of a schema's method gives: the schema again, or what it was given to check.
func (p *Project) checked(n syntax.Node, v Value) []Value {
	if len(v.Attrs) == 0 || !slices.Contains(schemas, v.Package) {
		return unknown
	}
	switch v.Attrs[len(v.Attrs)-1] {
	case "parse", "parseAsync", "safeParse", "validateSync", "validate":
		return p.environs(Argument(n, 0), Argument(v.Node, 0))
	}
	v.Attrs = nil
	return []Value{v}
}

// created is the environment that a function of a package makes, as far as the function is known to make one.
func (p *Project) created(n syntax.Node, v Value) ([]Value, bool) {
	if creators[v.Package] == "" || creators[v.Package] != v.Name {
		if v.Package == "valibot" && (v.Name == "parse" || v.Name == "v.parse") { // v.parse(v.object({ … }), process.env)
			return p.environs(Argument(n, 1), Argument(p.node(Argument(n, 0)), 0)), true
		}
		return nil, false
	}
	if v.Name != "createEnv" {
		return p.environs(Argument(n, 0), Argument(n, 1)), true
	}
	options := p.node(Argument(n, 0))
	var named []syntax.Node
	for _, part := range []string{"server", "client", "shared"} {
		named = append(named, EntryOf(options, part).Value)
	}
	for _, part := range []string{"runtimeEnv", "runtimeEnvStrict", "experimental__runtimeEnv"} {
		if given := EntryOf(options, part).Value; given.Is("object") {
			named = append(named, given)
		}
	}
	return []Value{p.environ(n, named...)}, true
}

// environs are the environments among the values of an expression, with the schema that they are checked by.
func (p *Project) environs(given, schema syntax.Node) []Value {
	var out []Value
	for _, v := range p.Eval(given) {
		switch v.Kind {
		case Environ:
			out = append(out, p.environ(v.Node, schema))
		case Dict:
			out = append(out, v)
		}
	}
	if len(out) == 0 {
		return unknown
	}
	return out
}

func (p *Project) environ(n syntax.Node, named ...syntax.Node) Value {
	v := Value{Kind: Environ, Node: n}
	for _, s := range named {
		if s = p.node(s); s.Is("object") {
			v.Schema = append(v.Schema, s)
			p.schemas[s] = true
		}
	}
	return v
}

// node is the object literal or call that an expression leads to, invalid where it leads to none or to several.
func (p *Project) node(n syntax.Node) syntax.Node {
	if list := p.Eval(n); len(list) == 1 {
		return list[0].Node
	}
	return syntax.Node{}
}

// variable is the member of an environment that a schema names, with the default that the schema gives it.
func (p *Project) variable(v Value, name string, at syntax.Node) []Value {
	inside := func(s syntax.Node) bool { return EntryOf(s, name).Node.Valid() }
	if name == "data" && len(v.Schema) > 0 && !slices.ContainsFunc(v.Schema, inside) { // schema.safeParse(process.env).data
		return []Value{v}
	}
	one := Value{Kind: Env, Var: name, Node: at}
	var rest []Value
	for _, s := range v.Schema {
		e := EntryOf(s, name)
		switch list := p.Eval(e.Value); {
		case len(list) == 1 && list[0].Kind == Env: // runtimeEnv: { A: process.env.B }
			if list[0].Var != name {
				one = list[0]
			}
		default:
			for _, d := range p.Eval(defaultOf(e.Value)) {
				d.Fallback = true
				rest = append(rest, d)
			}
		}
	}
	one.HasDefault = len(rest) > 0
	return union([]Value{one}, rest)
}

// defaultOf is the default that an entry of a schema gives its variable, invalid where it gives none.
func defaultOf(n syntax.Node) syntax.Node {
	for n.Is("call_expression") {
		fn := Callee(n)
		if last := Last(fn); last == "default" || last == "catch" {
			return Argument(n, 0)
		}
		for _, name := range []string{"default", "devDefault"} { // str({ default: 'x' })
			if e := EntryOf(Argument(n, 0), name); e.Value.Valid() {
				return e.Value
			}
		}
		n = fn.ChildByField("object")
	}
	return syntax.Node{}
}

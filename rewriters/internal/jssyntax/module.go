package jssyntax

import "github.com/openai-migrate/migrate/rewriters/internal/syntax"

// export is one way in which a module gives out a name: an expression, a local name, or a name of another module.
type export struct {
	node  syntax.Node // an expression or a definition; invalid for the others
	local string
	from  string // the specifier of a re-export
	attr  string // the name there, "*" for the whole
}

// imports binds the names of an import statement.
func (m *Module) imports(n syntax.Node) {
	typed := n.Child(1).Is("type", "typeof")
	from, _ := Text(n.ChildByField("source"))
	for clause := range n.NamedChildren() {
		switch clause.Kind() {
		case "import_clause":
			m.clause(clause, from, typed)
		case "import_require_clause": // import x = require('openai')
			from, _ := Text(clause.ChildByField("source"))
			m.Root.add(&Binding{Kind: Import, Node: clause.NamedChild(0), From: from, Attr: "*"})
		}
	}
}

func (m *Module) clause(clause syntax.Node, from string, typed bool) {
	for c := range clause.NamedChildren() {
		switch c.Kind() {
		case "identifier":
			m.Root.add(&Binding{Kind: Import, Node: c, From: from, Attr: "default", Typed: typed})
		case "namespace_import":
			m.Root.add(&Binding{Kind: Import, Node: c.NamedChild(0), From: from, Attr: "*", Typed: typed})
		case "named_imports":
			for spec := range c.NamedChildren() {
				name, alias := spec.ChildByField("name"), spec.ChildByField("alias")
				if !alias.Valid() {
					alias = name
				}
				attr, _ := keyText(name)
				m.Root.add(&Binding{Kind: Import, Node: alias, From: from, Attr: attr, Typed: typed || spec.Child(0).Is("type")})
			}
		}
	}
}

// exported records what an export statement gives out.
func (m *Module) exported(n syntax.Node) {
	from, _ := Text(n.ChildByField("source"))
	star, isDefault := false, false
	for c := range n.Children() {
		star = star || c.Is("*")
		isDefault = isDefault || c.Is("default")
		switch c.Kind() {
		case "export_clause":
			m.exportClause(c, from)
		case "namespace_export":
			name, _ := keyText(c.NamedChild(0))
			m.exports[name] = append(m.exports[name], export{from: from, attr: "*"})
		}
	}
	if star && from != "" {
		m.stars = append(m.stars, from)
	}
	value := n.ChildByField("value")
	if d := n.ChildByField("declaration"); d.Valid() {
		if isDefault {
			value = d
		} else {
			m.exportDeclaration(d)
		}
	}
	if value.Valid() {
		m.exports["default"] = append(m.exports["default"], export{node: value})
	}
}

func (m *Module) exportClause(c syntax.Node, from string) {
	for spec := range c.NamedChildren() {
		name, _ := keyText(spec.ChildByField("name"))
		as := name
		if alias := spec.ChildByField("alias"); alias.Valid() {
			as, _ = keyText(alias)
		}
		e := export{local: name}
		if from != "" {
			e = export{from: from, attr: name}
		}
		m.exports[as] = append(m.exports[as], e)
	}
}

func (m *Module) exportDeclaration(d syntax.Node) {
	names := []*Binding{}
	if name := d.ChildByField("name"); name.Valid() {
		names = append(names, &Binding{Name: name.Text()})
	}
	for c := range d.NamedChildren() {
		if c.Is("variable_declarator") {
			names = append(names, destructure(c.ChildByField("name"), Binding{})...)
		}
	}
	for _, b := range names {
		m.exports[b.Name] = append(m.exports[b.Name], export{local: b.Name})
	}
}

// commonJS records module.exports = value: an object gives out its entries, anything the default.
func (m *Module) commonJS(value syntax.Node) {
	m.exports["default"] = append(m.exports["default"], export{node: value})
	if !value.Is("object") {
		return
	}
	for _, e := range Entries(value) {
		if e.Name != "" && e.Value.Valid() {
			m.exports[e.Name] = append(m.exports[e.Name], export{node: e.Value})
		}
	}
}

// give returns what a module exports under a name.
func (p *Project) give(m *Module, name string) []Value {
	at := member{m.File.Path, name}
	if p.found[at] {
		return nil
	}
	p.found[at] = true
	defer delete(p.found, at)
	var out []Value
	for _, e := range m.exports[name] {
		out = union(out, p.giveOne(m, e))
	}
	if name == "default" || len(out) > 0 {
		return out
	}
	for _, from := range m.stars {
		if p.mayGive(m.File.Path, from, name) {
			out = union(out, p.take(m, from, name))
		}
	}
	return out
}

func (p *Project) giveOne(m *Module, e export) []Value {
	switch {
	case e.from != "":
		return p.take(m, e.from, e.attr)
	case e.local != "":
		var out []Value
		for _, b := range m.Root.names[e.local] {
			out = union(out, via(p.Bound(b), b.Node, b))
		}
		return out
	}
	return p.Eval(e.node)
}

// take returns what importing a name from a specifier gives in m; "*" is the module as a whole.
func (p *Project) take(m *Module, from, name string) []Value {
	found, local := p.resolve(m.File.Path, from)
	switch {
	case found != nil && name == "*":
		return []Value{{Kind: Namespace, Home: found}}
	case found != nil:
		return p.give(found, name)
	case local:
		return unknown
	}
	pkg := p.Package(m.File.Path, from)
	if v, ok := environModule(pkg, name); ok {
		return []Value{v}
	}
	v := Value{Kind: Symbol, Package: pkg}
	if name != "*" {
		v.Name = name
	}
	return []Value{v}
}

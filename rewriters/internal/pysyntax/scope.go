package pysyntax

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Scope is what binds names: a module, a class, a function or a lambda.
type Scope struct {
	Module *Module
	Node   syntax.Node
	Up     *Scope

	names map[string][]*Binding
	stars []string // modules that are imported with *
	free  map[string]bool
}

// BindingKind is the way in which a name gets its value.
type BindingKind int

// The kinds of binding. Opaque is an exception, a part of a tuple: something whose value is not followed.
const (
	Opaque BindingKind = iota
	Import
	FromImport
	Assign
	Param
	Func
	Class
	Loop
)

// Binding is one place that binds a name.
type Binding struct {
	Kind  BindingKind
	Name  string
	Node  syntax.Node // the name there
	Value syntax.Node // right side, default, definition, what a loop goes through; may be invalid
	Type  syntax.Node // annotation; may be invalid
	Scope *Scope
	From  string // imports: the dotted module, leading dots included
	Attr  string // from-imports: the name in that module; imports of a submodule: all of its dotted name

	path   []int       // loops: the part of each item
	within syntax.Node // loops: the comprehension that the name belongs to
}

// build fills the module's scopes in one walk.
func (m *Module) build() {
	root := m.Tree.Root()
	m.Root = m.scope(root, nil)
	for n := range root.Preorder() {
		switch n.Kind() {
		case "class_definition", "function_definition", "lambda":
			m.define(n)
		case "import_statement":
			m.imports(n)
		case "import_from_statement", "future_import_statement":
			m.fromImports(n)
		case "assignment":
			m.assign(n)
		case "named_expression":
			m.bind(n.ChildByField("name"), Assign, n.ChildByField("value"))
		case "augmented_assignment":
			m.opaque(n.ChildByField("left"))
		case "for_statement", "for_in_clause":
			m.loop(n.ChildByField("left"), n.ChildByField("right"), comprehension(n), nil)
		case "as_pattern":
			m.asPattern(n)
		case "call":
			name := Last(n.ChildByField("function"))
			m.calls[name] = append(m.calls[name], n)
		}
	}
}

func (m *Module) scope(n syntax.Node, up *Scope) *Scope {
	s := &Scope{Module: m, Node: n, Up: up, names: map[string][]*Binding{}, free: map[string]bool{}}
	m.scopes[n] = s
	return s
}

// ScopeOf returns the scope in which an expression is evaluated. Defaults, annotations and base classes belong to the
// scope around their definition.
func (m *Module) ScopeOf(n syntax.Node) *Scope {
	child := n
	for up := range n.Ancestors() {
		if s := m.scopes[up]; s != nil && (child.Field() == "body" || up.Is("module")) {
			return s
		}
		child = up
	}
	return m.Root
}

// define opens the scope of a definition and binds its name and parameters.
func (m *Module) define(n syntax.Node) {
	outer := m.ScopeOf(n)
	s := m.scope(n, outer)
	switch n.Kind() {
	case "class_definition":
		outer.add(&Binding{Kind: Class, Node: n.ChildByField("name"), Value: n})
	case "function_definition":
		outer.add(&Binding{Kind: Func, Node: n.ChildByField("name"), Value: n})
	}
	for prm := range n.ChildByField("parameters").NamedChildren() {
		s.param(prm)
	}
	for g := range n.ChildByField("body").Descendants("global_statement", "nonlocal_statement") {
		for name := range g.NamedChildren() {
			s.free[name.Text()] = true
		}
	}
}

// param binds one parameter of a function.
func (s *Scope) param(n syntax.Node) {
	name := n
	for name.Valid() && !name.Is("identifier") {
		next := name.ChildByField("name")
		if !next.Valid() {
			next = name.NamedChild(0)
		}
		name = next
	}
	if name.Valid() {
		s.add(&Binding{Kind: Param, Node: name, Value: n.ChildByField("value"), Type: n.ChildByField("type")})
	}
}

func (s *Scope) add(b *Binding) {
	b.Name, b.Scope = b.Node.Text(), s
	s.names[b.Name] = append(s.names[b.Name], b)
}

// bind adds a binding of a plain name in the scope around it; `global` sends it to the module.
func (m *Module) bind(name syntax.Node, kind BindingKind, value syntax.Node) *Binding {
	if !name.Is("identifier") {
		return nil
	}
	s := m.ScopeOf(name)
	for s.Up != nil && s.free[name.Text()] {
		s = s.Up
	}
	b := &Binding{Kind: kind, Node: name, Value: value}
	s.add(b)
	return b
}

// imports binds the names of `import a.b, c as d`.
func (m *Module) imports(n syntax.Node) {
	for c := range n.ChildrenByField("name") {
		if c.Is("aliased_import") {
			if b := m.bind(c.ChildByField("alias"), Import, c); b != nil {
				b.From = c.ChildByField("name").Text()
			}
			continue
		}
		if b := m.bind(c.NamedChild(0), Import, c); b != nil {
			b.From, b.Attr = b.Name, c.Text()
		}
	}
}

// fromImports binds the names of `from m import a, b as c`.
func (m *Module) fromImports(n syntax.Node) {
	from := strings.Join(strings.Fields(n.ChildByField("module_name").Text()), "")
	if n.Is("future_import_statement") {
		return
	}
	for c := range n.NamedChildren() {
		if c.Is("wildcard_import") {
			s := m.ScopeOf(n)
			s.stars = append(s.stars, from)
		}
	}
	for c := range n.ChildrenByField("name") {
		name, alias := c, c.NamedChild(0)
		if c.Is("aliased_import") {
			name, alias = c.ChildByField("name"), c.ChildByField("alias")
		}
		if b := m.bind(alias, FromImport, c); b != nil {
			b.From, b.Attr = from, name.Text()
		}
	}
}

// assign binds the targets of an assignment, of each target of `a = b = x`.
func (m *Module) assign(n syntax.Node) {
	value := n.ChildByField("right")
	for value.Is("assignment") {
		value = value.ChildByField("right")
	}
	m.target(n.ChildByField("left"), value, n.ChildByField("type"))
}

func (m *Module) target(left, value, typ syntax.Node) {
	switch left.Kind() {
	case "identifier":
		m.bind(left, Assign, value).Type = typ
	case "attribute":
		m.selfAttribute(left, value, typ)
	case "pattern_list", "tuple_pattern", "list_pattern":
		names, values := slices.Collect(left.NamedChildren()), slices.Collect(value.NamedChildren())
		for i, name := range names {
			if len(names) == len(values) && value.Is("expression_list", "tuple", "list") {
				m.target(name, values[i], syntax.Node{})
			} else {
				m.opaque(name)
			}
		}
	}
}

// opaque binds every name of a target to something that is not followed.
func (m *Module) opaque(n syntax.Node) {
	if n.Is("attribute", "subscript") {
		return
	}
	m.bind(n, Opaque, syntax.Node{})
	for c := range n.NamedChildren() {
		m.opaque(c)
	}
}

// asPattern binds the name of `with x as name`; that of `except E as name` holds nothing of interest.
func (m *Module) asPattern(n syntax.Node) {
	kind := Opaque
	if n.Parent().Is("with_item") {
		kind = Assign
	}
	m.bind(n.ChildByField("alias").NamedChild(0), kind, n.NamedChild(0))
}

// selfAttribute records `self.name = value` for the class around the method.
func (m *Module) selfAttribute(left, value, typ syntax.Node) {
	class := m.selfClass(left.ChildByField("object"))
	if !class.Valid() {
		return
	}
	name := left.ChildByField("attribute")
	if m.attrs[class] == nil {
		m.attrs[class] = map[string][]*Binding{}
	}
	b := &Binding{Kind: Assign, Name: name.Text(), Node: name, Value: value, Type: typ, Scope: m.scopes[class]}
	m.attrs[class][b.Name] = append(m.attrs[class][b.Name], b)
}

// selfClass returns the class whose instance (or which itself) a name is: the first parameter of a method around it.
func (m *Module) selfClass(name syntax.Node) syntax.Node {
	if !name.Is("identifier") {
		return syntax.Node{}
	}
	fn := name.Enclosing("function_definition")
	for ; fn.Valid(); fn = fn.Enclosing("function_definition") {
		first := fn.ChildByField("parameters").NamedChild(0)
		for first.Valid() && !first.Is("identifier") {
			first = first.NamedChild(0)
		}
		if class := MethodClass(fn); class.Valid() && first.Text() == name.Text() {
			return class
		}
	}
	return syntax.Node{}
}

// MethodClass returns the class that a function is directly a method of, static ones excepted.
func MethodClass(fn syntax.Node) syntax.Node {
	up := fn.Parent()
	if up.Is("decorated_definition") {
		for d := range up.NamedChildren() {
			if d.Is("decorator") && strings.TrimSpace(d.Text()) == "@staticmethod" {
				return syntax.Node{}
			}
		}
		up = up.Parent()
	}
	if up = up.Parent(); up.Is("class_definition") {
		return up
	}
	return syntax.Node{}
}

// Last returns the last name of a dotted expression: "create" of client.chat.completions.create.
func Last(n syntax.Node) string {
	switch n.Kind() {
	case "identifier":
		return n.Text()
	case "attribute":
		return n.ChildByField("attribute").Text()
	}
	return ""
}

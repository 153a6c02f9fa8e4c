package jssyntax

import (
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Scope is what binds names: a module, a function, a block or the body of a class.
type Scope struct {
	Module *Module
	Node   syntax.Node
	Up     *Scope

	names map[string][]*Binding
}

// BindingKind is the way in which a name gets its value.
type BindingKind int

// The kinds of binding. Opaque is a loop variable, an exception, a part of a list: something whose value is not followed.
const (
	Opaque BindingKind = iota
	Import
	Assign
	Param
	Func
	Class
	Enum
)

// Binding is one place that binds a name.
type Binding struct {
	Kind    BindingKind
	Name    string
	Node    syntax.Node // the name there
	Value   syntax.Node // initialiser, definition, or what is taken apart; may be invalid
	Type    syntax.Node // annotation; may be invalid
	Default syntax.Node // default of a parameter or of a part; may be invalid
	Path    []string    // the way from Value to the part: const { a: { b } } = Value
	Scope   *Scope
	From    string // imports: the specifier
	Attr    string // imports: the exported name, "*" for the whole module
	Typed   bool   // imports: import type
}

func isFunction(n syntax.Node) bool {
	return n.Is("function_declaration", "function_expression", "arrow_function", "method_definition", "generator_function", "generator_function_declaration")
}

func isClass(n syntax.Node) bool {
	return n.Is("class_declaration", "class", "abstract_class_declaration")
}

// build fills the module's scopes in one walk; assignments, which may stand before the declaration, follow.
func (m *Module) build() {
	root := m.Tree.Root()
	m.Root = m.scope(root, nil)
	for n := range root.Preorder() {
		switch {
		case isFunction(n):
			m.function(n)
		case isClass(n):
			m.class(n)
		case n.Is("statement_block", "for_statement", "for_in_statement", "catch_clause", "switch_body"):
			m.block(n)
		default:
			m.statement(n)
		}
	}
	for _, n := range m.late {
		m.assign(n)
	}
	m.late = nil
}

func (m *Module) statement(n syntax.Node) {
	switch n.Kind() {
	case "import_statement":
		m.imports(n)
	case "export_statement":
		m.exported(n)
	case "variable_declarator":
		m.declare(n)
	case "enum_declaration":
		m.ScopeOf(n).add(&Binding{Kind: Enum, Node: n.ChildByField("name"), Value: n})
	case "assignment_expression", "augmented_assignment_expression":
		m.late = append(m.late, n)
	case "call_expression", "new_expression":
		name := Last(Callee(n))
		m.calls[name] = append(m.calls[name], n)
	}
}

func (m *Module) scope(n syntax.Node, up *Scope) *Scope {
	s := &Scope{Module: m, Node: n, Up: up, names: map[string][]*Binding{}}
	m.scopes[n] = s
	return s
}

// ScopeOf returns the scope in which an expression is evaluated.
func (m *Module) ScopeOf(n syntax.Node) *Scope {
	for up := range n.Ancestors() {
		if s := m.scopes[up]; s != nil {
			return s
		}
	}
	return m.Root
}

// block opens the scope of a block; that of a function's body is the function's.
func (m *Module) block(n syntax.Node) {
	if n.Is("statement_block") && isFunction(n.Parent()) {
		return
	}
	s := m.scope(n, m.ScopeOf(n))
	switch n.Kind() {
	case "for_in_statement":
		m.opaque(s, n.ChildByField("left"))
	case "catch_clause":
		m.opaque(s, n.ChildByField("parameter"))
	}
}

// function opens the scope of a function and binds its name and parameters.
func (m *Module) function(n syntax.Node) {
	outer := m.ScopeOf(n)
	s := m.scope(n, outer)
	if name := n.ChildByField("name"); name.Is("identifier") {
		outer.add(&Binding{Kind: Func, Node: name, Value: n})
	}
	if one := n.ChildByField("parameter"); one.Valid() {
		s.param(one)
	}
	for prm := range n.ChildByField("parameters").NamedChildren() {
		s.param(prm)
	}
}

func (s *Scope) add(b *Binding) {
	if !b.Node.Valid() {
		return
	}
	b.Name, b.Scope = b.Node.Text(), s
	s.names[b.Name] = append(s.names[b.Name], b)
}

func (m *Module) opaque(s *Scope, n syntax.Node) {
	if n.Is("identifier") {
		s.add(&Binding{Kind: Opaque, Node: n})
	}
	for c := range n.Descendants("identifier", "shorthand_property_identifier_pattern") {
		s.add(&Binding{Kind: Opaque, Node: c})
	}
}

// declare binds the names of a variable_declarator; var belongs to the function around it.
func (m *Module) declare(n syntax.Node) {
	s := m.ScopeOf(n)
	if n.Parent().Is("variable_declaration") {
		for s.Up != nil && !isFunction(s.Node) {
			s = s.Up
		}
	}
	for _, b := range destructure(n.ChildByField("name"), Binding{Kind: Assign, Value: n.ChildByField("value"), Type: n.ChildByField("type")}) {
		s.add(b)
	}
}

// assign binds the target of an assignment: a declared name, a member of the class around it, an export of CommonJS.
func (m *Module) assign(n syntax.Node) {
	left, value := n.ChildByField("left"), n.ChildByField("right")
	if n.Is("augmented_assignment_expression") && !n.ChildByField("operator").Is("??=", "||=") {
		value = syntax.Node{}
	}
	switch left.Kind() {
	case "identifier":
		s := m.ScopeOf(left)
		if list := s.Lookup(left.Text()); len(list) > 0 {
			s = list[0].Scope
		} else {
			s = m.Root
		}
		s.add(&Binding{Kind: Assign, Node: left, Value: value})
	case "member_expression":
		m.assignMember(left, value)
	}
}

func (m *Module) assignMember(left, value syntax.Node) {
	object, name := left.ChildByField("object"), left.ChildByField("property")
	switch text := object.Text(); {
	case object.Is("this"):
		if class := enclosingClass(object); class.Valid() {
			b := &Binding{Kind: Assign, Name: name.Text(), Node: name, Value: value, Scope: m.ScopeOf(left)}
			m.member(class, b.Name, b)
		}
	case text == "module" && name.Text() == "exports":
		m.commonJS(value)
	case text == "exports" || text == "module.exports":
		m.exports[name.Text()] = append(m.exports[name.Text()], export{node: value})
	}
}

// Lookup returns the bindings that a name may mean in the scope, innermost scope only.
func (s *Scope) Lookup(name string) []*Binding {
	for at := s; at != nil; at = at.Up {
		if list := at.names[name]; len(list) > 0 {
			return list
		}
	}
	return nil
}

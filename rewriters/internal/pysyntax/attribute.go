package pysyntax

import (
	"path"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

func join(elem ...string) string { return path.Join(elem...) }

func parent(p string) string { return path.Dir(p) }

func (p *Project) evalAttribute(n syntax.Node) []Value {
	name := n.ChildByField("attribute")
	var out []Value
	for _, v := range p.Eval(n.ChildByField("object")) {
		for _, found := range p.attributeOf(v, name.Text()) {
			if b := p.ownerBinding(v, name.Text()); b != nil {
				found = via([]Value{found}, name, b)[0]
			}
			out = union(out, []Value{found})
		}
	}
	if len(out) == 0 {
		return unknown
	}
	return out
}

// ownerBinding returns a binding that stands for an attribute of a class, instance or module of the project.
func (p *Project) ownerBinding(v Value, name string) *Binding {
	var list []*Binding
	switch v.Kind {
	case Object:
		if v.ofClass() {
			list = p.classBindings(v.Class, name)
		}
	case Instance, ClassRef:
		list = p.classBindings(v.Node, name)
	case Package:
		if v.Module != nil {
			list = v.Module.Root.names[name]
		}
	}
	if len(list) == 0 {
		return nil
	}
	return list[0]
}

// attributeOf returns what v.name can be; nil when v has no such attribute as far as can be seen.
func (p *Project) attributeOf(v Value, name string) []Value {
	switch v.Kind {
	case Symbol:
		return []Value{{Kind: Symbol, Path: v.Path + "." + name}}
	case Object:
		if v.Path == namespaceClass && len(v.Attrs) == 0 && v.Node.Valid() {
			return p.option(v.Node, name)
		}
		if v.ofClass() && len(p.classBindings(v.Class, name)) > 0 {
			return p.classMember(Value{Kind: Instance, Node: v.Class}, name)
		}
		v.Attrs = append(slices.Clone(v.Attrs), name)
		return []Value{v}
	case Package:
		return p.packageMember(v, name)
	case Instance, ClassRef:
		return p.classMember(v, name)
	}
	return nil
}

// packageMember looks a name up in a module, its star imports and its submodules; once, for star imports run in circles.
func (p *Project) packageMember(v Value, name string) []Value {
	k := member{v.Path, name}
	if found, ok := p.members[k]; ok {
		return found
	}
	p.members[k] = nil
	found := p.lookUp(v, name)
	if len(found) > 0 || len(p.busy) == 0 {
		p.members[k] = found
	} else {
		delete(p.members, k)
	}
	return found
}

func (p *Project) lookUp(v Value, name string) []Value {
	if v.Module != nil {
		var out []Value
		for _, b := range v.Module.Root.names[name] {
			out = union(out, via(p.evalBinding(b), syntax.Node{}, b))
		}
		if len(out) > 0 {
			return out
		}
		if found := p.starMember(v.Module, name); len(found) > 0 {
			return found
		}
	}
	if found := p.find(join(v.Path, name)); found != nil {
		return []Value{{Kind: Package, Path: join(v.Path, name), Module: found}}
	}
	return nil
}

// classMember looks an attribute up on a class and its bases.
func (p *Project) classMember(v Value, name string) []Value {
	if v.Kind == Instance {
		if base := p.Base(v.Node); base != "" && len(p.classBindings(v.Node, name)) == 0 {
			return []Value{{Kind: Object, Path: base, Attrs: []string{name}}}
		}
	}
	var out []Value
	for _, b := range p.classBindings(v.Node, name) {
		if b.Kind == Func && isProperty(b.Value) {
			out = union(out, p.Returns(b.Value))
			continue
		}
		found := p.evalBinding(b)
		if p.isField(b) {
			found = slices.Clone(found)
			for i := range found {
				found[i].Fallback = true
			}
		}
		out = union(out, found)
	}
	return out
}

// isField reports whether a binding declares a field of a class whose objects are made of values for its fields: what it is
// bound to is a default.
//
//	Have: class Config(BaseModel): api_key: str = "sk-"
func (p *Project) isField(b *Binding) bool {
	if b.Kind != Assign || !b.Type.Valid() {
		return false
	}
	class := b.Node.Enclosing("class_definition", "function_definition")
	if !class.Is("class_definition") {
		return false
	}
	for d := range class.Parent().NamedChildren() {
		if d.Is("decorator") && strings.Contains(d.Text(), "dataclass") {
			return true
		}
	}
	base := p.Base(class)
	return strings.HasPrefix(base, "pydantic.") || strings.HasPrefix(base, "pydantic_settings.")
}

func isProperty(fn syntax.Node) bool {
	for d := range fn.Parent().NamedChildren() {
		if d.Is("decorator") && strings.HasSuffix(strings.TrimSpace(d.Text()), "property") {
			return true
		}
	}
	return false
}

// classBindings returns what binds an attribute of a class: its body, assignments to self, else its bases.
func (p *Project) classBindings(class syntax.Node, name string) []*Binding {
	return p.classBindingsTo(class, name, 8)
}

func (p *Project) classBindingsTo(class syntax.Node, name string, depth int) []*Binding {
	m := p.Module(class)
	if m == nil || m.scopes[class] == nil || depth == 0 {
		return nil
	}
	if list := slices.Concat(m.scopes[class].names[name], m.attrs[class][name]); len(list) > 0 {
		return list
	}
	for base := range class.ChildByField("superclasses").NamedChildren() {
		for _, v := range p.Eval(base) {
			if v.Kind == ClassRef {
				if list := p.classBindingsTo(v.Node, name, depth-1); len(list) > 0 {
					return list
				}
			}
		}
	}
	return nil
}

// Base returns the outside symbol that a class of the project derives from, directly or through other classes of the
// project; empty when there is none.
func (p *Project) Base(class syntax.Node) string { return p.base(class, 8) }

func (p *Project) base(class syntax.Node, depth int) string {
	if depth == 0 {
		return ""
	}
	for b := range class.ChildByField("superclasses").NamedChildren() {
		for _, v := range p.Eval(b) {
			switch {
			case v.Kind == Symbol && !strings.HasPrefix(v.Path, "builtins."):
				return v.Path
			case v.Kind == ClassRef && v.Node != class:
				if s := p.base(v.Node, depth-1); s != "" {
					return s
				}
			}
		}
	}
	return ""
}

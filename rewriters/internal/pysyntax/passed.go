package pysyntax

import "github.com/openai-migrate/migrate/rewriters/internal/syntax"

// handed are the arguments that calls give a parameter, as far as they were looked for.
type handed struct {
	in   int // how many modules were looked at
	args []syntax.Node
}

// passed returns the arguments that the project's calls give a parameter. They are looked for again once there are more modules.
func (p *Project) passed(b *Binding) []syntax.Node {
	known, ok := p.handed[b]
	if !ok || known.in != len(p.order) {
		known = p.passing(b)
	}
	if len(p.busy) == 0 { // else what is being evaluated looks like nothing
		p.handed[b] = known
	}
	return known.args
}

func (p *Project) passing(b *Binding) handed {
	fn := b.Scope.Node
	if !fn.Is("function_definition") {
		return handed{in: len(p.order)}
	}
	name, class := fn.ChildByField("name").Text(), MethodClass(fn)
	if class.Valid() && name == "__init__" {
		name = class.ChildByField("name").Text()
	}
	index := paramIndex(fn, b, class.Valid())
	if !fn.Enclosing("function_definition", "class_definition").Is("function_definition") { // else nobody elsewhere knows its name
		p.calling(name, syntax.Argument{At: index, Name: b.Name})
		p.applying(name)
	}
	out := handed{in: len(p.order)}
	for _, m := range p.order {
		for _, call := range m.calls[name] {
			if arg := argument(call, b.Name, index); arg.Valid() && p.calls(call, fn, class) {
				out.args = append(out.args, arg)
			}
		}
		for _, call := range m.calls["partial"] {
			if arg := argument(call, b.Name, behindFirst(index)); arg.Valid() && !class.Valid() && p.applies(call, fn) {
				out.args = append(out.args, arg)
			}
		}
	}
	return out
}

// behindFirst is a position when the function itself is passed first.
func behindFirst(index int) int {
	if index < 0 {
		return index
	}
	return index + 1
}

package gosyntax

import (
	"go/types"
	"iter"
	"slices"
)

// sees reports whether a package can name an object: its own, or an exported one of what it imports, however far off, since
// fields and methods need no import of the package that declares them; or one of the language.
func (p *Program) sees(pkg *types.Package, obj types.Object) bool {
	return obj.Pkg() == nil || pkg == obj.Pkg() || obj.Exported() && p.importsOf(pkg)[obj.Pkg()]
}

func (p *Program) importsOf(pkg *types.Package) map[*types.Package]bool {
	if known, ok := p.waiting.imports[pkg]; ok {
		return known
	}
	all := map[*types.Package]bool{}
	for next := slices.Clone(pkg.Imports()); len(next) > 0; {
		imported := next[len(next)-1]
		next = next[:len(next)-1]
		if !all[imported] {
			all[imported] = true
			next = append(next, imported.Imports()...)
		}
	}
	p.waiting.imports[pkg] = all
	return all
}

// owner returns the names of the types whose literals may set a field without naming it.
//
//	Have: T{"gpt-4o", 0}, Ts{{"gpt-4o", 0}}
func (p *Program) owner(field *types.Var) []string {
	if p.waiting.owners == nil {
		p.waiting.owners = map[*types.Var][]string{}
		for _, pkg := range p.Packages {
			scope := pkg.Types.Scope()
			for _, name := range scope.Names() {
				if t, ok := scope.Lookup(name).(*types.TypeName); ok {
					for f := range fieldsOf(t.Type()) {
						p.waiting.owners[f] = append(p.waiting.owners[f], name)
					}
				}
			}
		}
	}
	return p.waiting.owners[field]
}

// fieldsOf visits the fields of a struct, or of the struct that a list, map or pointer holds.
func fieldsOf(t types.Type) iter.Seq[*types.Var] {
	return func(yield func(*types.Var) bool) {
		for range 4 { // no deeper; a type may hold itself
			switch u := t.Underlying().(type) {
			case interface{ Elem() types.Type }:
				t = u.Elem()
				continue
			case *types.Struct:
				for f := range u.Fields() {
					if !yield(f) {
						return
					}
				}
			}
			return
		}
	}
}

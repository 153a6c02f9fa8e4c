package gosyntax

import (
	"go/ast"
	"go/types"

	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// used is where objects are named, found when somebody asks: few objects are asked about, and most of those are local to
// a file.
type used struct {
	local  map[*File]map[types.Object][]Site
	shared map[types.Object][]Site // what files can share: names of packages and universe, fields, methods; those asked about
}

// Uses returns the identifiers that name an object, in the order of the files; its definition is not among them.
func (p *Program) Uses(obj types.Object) []Site {
	if obj == nil {
		return nil
	}
	f := p.FileOf(obj.Pos())
	if f == nil || !local(obj) {
		return p.shared(obj)
	}
	if name, ok := obj.(*types.PkgName); ok {
		return p.importUses(f, name)
	}
	if p.used.local[f] == nil {
		if p.used.local == nil {
			p.used.local = map[*File]map[types.Object][]Site{}
		}
		p.used.local[f] = p.named(map[types.Object][]Site{}, f, local)
	}
	return p.used.local[f][obj]
}

// local reports whether only one file can name an object: it is an import, or declared in a function.
func local(obj types.Object) bool {
	return obj.Pkg() != nil && obj.Parent() != nil && obj.Parent() != obj.Pkg().Scope()
}

func (p *Program) shared(obj types.Object) []Site {
	if sites, ok := p.used.shared[obj]; ok {
		return sites
	}
	p.await(obj)
	found := map[types.Object][]Site{}
	for _, pkg := range p.Packages {
		for _, f := range pkg.Files {
			if syntax.Spells(f.LF, obj.Name()) {
				p.named(found, f, func(o types.Object) bool { return o == obj })
			}
		}
	}
	if p.used.shared == nil {
		p.used.shared = map[types.Object][]Site{}
	}
	p.used.shared[obj] = found[obj]
	return found[obj]
}

// importUses returns the identifiers of a file that name an import. Each function that is checked by itself knows the import by an
// object of its own.
func (p *Program) importUses(f *File, name *types.PkgName) []Site {
	var out []Site
	f.fill()
	ast.Inspect(f.AST, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Name == name.Name() {
			if o, ok := p.Use(id).(*types.PkgName); ok && o.Imported() == name.Imported() {
				out = append(out, Site{File: f, Expr: id})
			}
		}
		return true
	})
	return out
}

// named adds the identifiers of a file that name the objects wanted.
func (p *Program) named(to map[types.Object][]Site, f *File, want func(types.Object) bool) map[types.Object][]Site {
	ast.Inspect(f.AST, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if obj := p.info.Uses[id]; obj != nil && want(obj) {
				to[obj] = append(to[obj], Site{File: f, Expr: id})
			}
		}
		return true
	})
	return to
}

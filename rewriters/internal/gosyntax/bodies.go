package gosyntax

import (
	"go/ast"
	"go/token"
	"go/types"
	"iter"
	"slices"

	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// body is the body of a function in a file that was not asked for. It is type-checked once somebody asks what it may answer:
// most of a program mentions no SDK, and few of its functions hand one its settings.
type body struct {
	pkg   *Package
	file  *File
	decl  *ast.FuncDecl
	block *ast.BlockStmt // decl's, which has none while declarations are checked
}

// waiting holds the bodies that are not checked yet, and what has been asked about.
type waiting struct {
	bodies  map[*ast.FuncDecl]*body
	asked   map[any]bool                               // objects, and places of settings
	owners  map[*types.Var][]string                    // see owner; nil until somebody asks about a field
	imports map[*types.Package]map[*types.Package]bool // what a package imports, however far off
}

// withhold takes the bodies out of a package's functions in files that were not asked for.
func (p *Program) withhold(pkg *Package) {
	for _, f := range pkg.Files {
		if f.asked {
			continue
		}
		for _, d := range f.AST.Decls {
			if d, ok := d.(*ast.FuncDecl); ok && d.Body != nil {
				b := &body{pkg: pkg, file: f, decl: d, block: d.Body}
				p.waiting.bodies[d], pkg.waiting = b, append(pkg.waiting, b)
				d.Body = nil
			}
		}
	}
}

// restore gives the functions of a package their bodies back.
func (pkg *Package) restore() {
	for _, b := range pkg.waiting {
		b.decl.Body = b.block
	}
}

// await checks the bodies that may name an object, so that all that there is to know of it has been noted.
func (p *Program) await(obj types.Object) {
	if obj == nil || len(p.waiting.bodies) == 0 || obj.Pkg() == nil || local(obj) || p.waiting.asked[obj] {
		return
	}
	p.waiting.asked[obj] = true
	names := []string{obj.Name()}
	if v, ok := obj.(*types.Var); ok && v.IsField() {
		names = append(names, p.owner(v)...)
	}
	p.awaitNames(names, func(pkg *Package) bool { return pkg.bodies && p.sees(pkg.Types, obj) })
}

// awaitNames checks the bodies in some packages that hold one of the names.
func (p *Program) awaitNames(names []string, in func(*Package) bool) {
	for _, pkg := range p.Packages {
		if len(pkg.waiting) > 0 && in(pkg) {
			p.checkBodies(pkg, func(b *body) bool {
				text := b.file.LF[b.file.Offset(b.block.Pos()):b.file.Offset(b.block.End())]
				return slices.ContainsFunc(names, func(name string) bool { return syntax.Spells(text, name) })
			})
		}
	}
}

// body returns the body of a function, checked; nil where it has none.
func (p *Program) body(d *ast.FuncDecl) *ast.BlockStmt {
	if b := p.waiting.bodies[d]; b != nil && b.pkg.bodies {
		p.checkBodies(b.pkg, func(o *body) bool { return o == b })
	}
	return d.Body
}

// checkBodies checks the bodies wanted of those that wait in a package, and notes what they say. Those of a package that none
// of the files asked for belongs to are not checked: only settings need no types.
func (p *Program) checkBodies(pkg *Package, want func(*body) bool) {
	var now []*body
	pkg.waiting = slices.DeleteFunc(pkg.waiting, func(b *body) bool {
		if !want(b) {
			return false
		}
		now = append(now, b)
		return true
	})
	if len(now) == 0 {
		return
	}
	if pkg.bodies {
		p.checker.run(pkg.Types, apart(now), false, p.Info)
	}
	for _, b := range now {
		delete(p.waiting.bodies, b.decl)
		delete(p.used.local, b.file)
		p.noteParams(b.decl)
		ast.Inspect(b.block, func(n ast.Node) bool {
			p.note(b.file, n)
			return true
		})
	}
}

// apart makes files of functions alone. Each is one more declaration of the function under a name that declares nothing, so
// that a package that has been checked can take it: what the function itself is called names the first one as before.
func apart(bodies []*body) []*ast.File {
	byFile := map[*File]*ast.File{}
	var out []*ast.File
	for _, b := range bodies {
		to := byFile[b.file]
		if to == nil {
			tree := b.file.AST
			to = &ast.File{Package: tree.Package, Name: tree.Name, FileStart: tree.FileStart, FileEnd: tree.FileEnd, GoVersion: tree.GoVersion}
			for _, d := range tree.Decls {
				if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.IMPORT {
					to.Decls = append(to.Decls, g)
				}
			}
			byFile[b.file] = to
			out = append(out, to)
		}
		name := &ast.Ident{NamePos: b.decl.Name.NamePos, Name: "_"}
		to.Decls = append(to.Decls, &ast.FuncDecl{Recv: b.decl.Recv, Name: name, Type: b.decl.Type, Body: b.block})
	}
	return out
}

// sees reports whether a package can name an object: its own, or an exported one of what it imports, however far off, since
// fields and methods need no import of the package that declares them.
func (p *Program) sees(pkg *types.Package, obj types.Object) bool {
	return pkg == obj.Pkg() || obj.Exported() && p.importsOf(pkg)[obj.Pkg()]
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

package gosyntax

import (
	"bytes"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// body is the body of a function. It is type-checked once somebody asks what it may answer: most of a program has nothing to do
// with an SDK, and few of its functions hand one its settings.
type body struct {
	pkg     *Package
	file    *File
	decl    *ast.FuncDecl
	block   *ast.BlockStmt // decl's, which has none while declarations are checked; blank as long as the file is
	checked bool
	consts  int // 1 for one that may declare constants, -1 for one that does not, 0 until somebody asks
}

// waiting holds the bodies that are not checked yet, and what has been asked about.
type waiting struct {
	bodies  []*body                                    // of all functions, by their positions
	last    *body                                      // the one found last: questions come in the order of the text
	asked   map[any]bool                               // objects, and places of settings
	owners  map[*types.Var][]string                    // see owner; nil until somebody asks about a field
	imports map[*types.Package]map[*types.Package]bool // what a package imports, however far off
}

// text is the source of a body.
func (b *body) text() []byte {
	return b.file.LF[b.file.Offset(b.block.Pos()):b.file.Offset(b.block.End())]
}

// constants reports whether a body may declare some.
func (b *body) constants() bool {
	if b.consts == 0 {
		b.consts = -1
		if bytes.Contains(b.text(), []byte("const ")) {
			b.consts = 1
		}
	}
	return b.consts > 0
}

// withhold takes the bodies out of a package's functions.
func (p *Program) withhold(pkg *Package) {
	for _, f := range pkg.Files {
		for _, d := range f.AST.Decls {
			if d, ok := d.(*ast.FuncDecl); ok && d.Body != nil {
				pkg.waiting = append(pkg.waiting, &body{pkg: pkg, file: f, decl: d, block: d.Body})
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

// at returns the function whose declaration holds a position; nil for one outside of functions.
func (w *waiting) at(pos token.Pos) *body {
	if b := w.last; b != nil && b.decl.Pos() <= pos && pos < b.block.End() {
		return b
	}
	i, _ := slices.BinarySearchFunc(w.bodies, pos, func(b *body, pos token.Pos) int { return int(b.block.End() - 1 - pos) })
	if i == len(w.bodies) || pos < w.bodies[i].decl.Pos() {
		return nil
	}
	w.last = w.bodies[i]
	return w.last
}

// reach checks the function that holds a node, so that its types are known. Every question about a node comes through here.
func (p *Program) reach(n ast.Node) {
	if b := p.waiting.at(n.Pos()); b != nil && !b.checked && b.pkg.bodies {
		p.checkBodies(b.pkg, func(o *body) bool { return o == b })
	}
}

// await checks the bodies that may name an object, so that all that there is to know of it has been noted.
func (p *Program) await(obj types.Object) {
	if obj == nil || local(obj) || p.waiting.asked[obj] {
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
				text := b.text()
				return slices.ContainsFunc(names, func(name string) bool { return syntax.Spells(text, name) })
			})
		}
	}
}

// body returns the body of a function, checked; nil where it has none.
func (p *Program) body(d *ast.FuncDecl) *ast.BlockStmt {
	p.reach(d)
	if b := p.waiting.at(d.Pos()); b != nil {
		b.file.fill()
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
	for _, b := range now {
		b.file.fill()
		b.block, b.checked = b.decl.Body, true
	}
	if pkg.bodies {
		p.checker.run(pkg.Types, apart(now), false, p.info)
	}
	for _, b := range now {
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

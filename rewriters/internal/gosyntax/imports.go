package gosyntax

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/dave/dst"
)

// ImportedAs returns the name under which a file can use a package: the one it imports it as, or the package's own
// name together with add when an import is missing. ok is false where that name means something else in the file or its
// package.
func (p *Program) ImportedAs(f *File, path string) (name string, add, ok bool) {
	for _, s := range f.AST.Imports {
		if ImportPath(s) != path {
			continue
		}
		if s.Name == nil {
			name = GuessName(path)
			return name, false, !p.declares(f, name)
		}
		if s.Name.Name != "_" && s.Name.Name != "." {
			return s.Name.Name, false, !p.declares(f, s.Name.Name)
		}
	}
	name = GuessName(path)
	return name, true, !p.declares(f, name) && !imports(f, name)
}

// declares reports whether the file, or the package around it, declares a name of its own.
func (p *Program) declares(f *File, name string) bool {
	found := false
	ast.Inspect(f.AST, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Name == name {
			switch obj := p.def(id).(type) {
			case *types.Var:
				found = found || !obj.IsField()
			case *types.Func:
				found = found || obj.Signature().Recv() == nil
			case nil, *types.PkgName:
			default:
				found = true
			}
		}
		return !found
	})
	return found || p.inPackage(f, name)
}

// inPackage reports whether the file's package has something of that name.
func (p *Program) inPackage(f *File, name string) bool {
	return slices.ContainsFunc(p.Packages, func(pkg *Package) bool {
		return pkg.Dir == f.Dir() && pkg.Name == f.AST.Name.Name && pkg.Types != nil && pkg.Types.Scope().Lookup(name) != nil
	})
}

func imports(f *File, name string) bool {
	for _, s := range f.AST.Imports {
		if s.Name != nil && s.Name.Name == name || s.Name == nil && GuessName(ImportPath(s)) == name {
			return true
		}
	}
	return false
}

// Fresh returns the first of the names that nothing in the function around a node is called, nor in its package or its
// file's imports. Outside functions only the node itself counts: what is put in its place has a scope of its own.
func (p *Program) Fresh(f *File, n ast.Node, names ...string) string {
	taken := map[string]bool{}
	for p := f.Parent(n); p != nil; p = f.Parent(p) {
		switch p.(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			n = p
		}
	}
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			taken[id.Name] = true
		}
		return true
	})
	free := func(name string) bool { return !taken[name] && !imports(f, name) && !p.inPackage(f, name) }
	for _, name := range names {
		if free(name) {
			return name
		}
	}
	for i := 2; ; i++ {
		if name := names[0] + strconv.Itoa(i); free(name) {
			return name
		}
	}
}

// AddImport adds an import in the place where goimports would put it: a standard package among those, another beside the one
// whose path is most like its own.
func (t *Tree) AddImport(path string) {
	part := t.at(0)
	if part == nil {
		return
	}
	part.ops = append(part.ops, op{verb: opAddImport, src: path})
	spec := &dst.ImportSpec{Path: &dst.BasicLit{Kind: token.STRING, Value: strconv.Quote(path)}}
	first := -1
	for i, d := range part.file.Decls {
		g, ok := d.(*dst.GenDecl)
		if !ok || g.Tok != token.IMPORT || cgo(g) {
			continue
		}
		if first < 0 {
			first = i
		}
		if g.Lparen {
			g.Specs = addSpec(g.Specs, spec)
			return
		}
	}
	switch {
	case first < 0:
		d := &dst.GenDecl{Tok: token.IMPORT, Specs: []dst.Spec{spec}}
		d.Decs.Before, d.Decs.After = dst.EmptyLine, dst.EmptyLine
		part.file.Decls = append([]dst.Decl{d}, part.file.Decls...)
	case singles(part.file.Decls) > 1:
		d := &dst.GenDecl{Tok: token.IMPORT, Specs: []dst.Spec{spec}}
		old := part.file.Decls[first].Decorations()
		d.Decs.Before, d.Decs.Start, d.Decs.After = old.Before, old.Start, dst.NewLine
		old.Before, old.Start = dst.NewLine, nil
		part.file.Decls = append(part.file.Decls[:first:first], append([]dst.Decl{d}, part.file.Decls[first:]...)...)
	default:
		g := part.file.Decls[first].(*dst.GenDecl)
		g.Lparen, g.Rparen = true, true
		g.Specs[0].Decorations().Before, g.Specs[0].Decorations().After = dst.NewLine, dst.NewLine
		g.Specs = addSpec(g.Specs, spec)
	}
}

func addSpec(specs []dst.Spec, spec *dst.ImportSpec) []dst.Spec {
	if standard(spec) || len(specs) == 0 {
		return insertImport(specs, spec)
	}
	near, like := -1, 0
	for i, s := range specs {
		n := alike(s.(*dst.ImportSpec).Path.Value, spec.Path.Value)
		if !standard(s) && (n > like || n == like && s.(*dst.ImportSpec).Path.Value < spec.Path.Value) {
			near, like = i, n
		}
	}
	if near < 0 {
		specs[len(specs)-1].Decorations().After = dst.NewLine
		spec.Decs.Before, spec.Decs.After = dst.EmptyLine, dst.NewLine
		return append(specs, spec)
	}
	spec.Decs.Before, spec.Decs.After = dst.NewLine, dst.NewLine
	if near == len(specs)-1 || specs[near].(*dst.ImportSpec).Path.Value < spec.Path.Value {
		spec.Decs.After = specs[near].Decorations().After
		specs[near].Decorations().After = dst.NewLine
		near++
	} else {
		spec.Decs.Before = specs[near].Decorations().Before
		specs[near].Decorations().Before = dst.NewLine
	}
	return append(specs[:near:near], append([]dst.Spec{spec}, specs[near:]...)...)
}

// alike returns how many bytes two paths share at their beginnings.
func alike(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}

// singles counts the import declarations of a file without parentheses.
func singles(decls []dst.Decl) int {
	n := 0
	for _, d := range decls {
		if g, ok := d.(*dst.GenDecl); ok && g.Tok == token.IMPORT && !g.Lparen {
			n++
		}
	}
	return n
}

func cgo(g *dst.GenDecl) bool {
	return len(g.Specs) == 1 && g.Specs[0].(*dst.ImportSpec).Path.Value == `"C"`
}

// insertImport puts a standard package among those of the first group, or before the first group when that is of others.
func insertImport(specs []dst.Spec, spec *dst.ImportSpec) []dst.Spec {
	value := spec.Path.Value
	if len(specs) == 0 {
		return []dst.Spec{spec}
	}
	spec.Decs.Before, spec.Decs.After = dst.NewLine, dst.NewLine
	if !standard(specs[0]) {
		specs[0].Decorations().Before = dst.EmptyLine
		return append([]dst.Spec{spec}, specs...)
	}
	at := 0
	for i, s := range specs {
		if i > 0 && s.Decorations().Before == dst.EmptyLine || !standard(s) {
			break
		}
		if s.(*dst.ImportSpec).Path.Value < value {
			at = i + 1
		}
	}
	if at == 0 {
		spec.Decs.Before = specs[0].Decorations().Before
		specs[0].Decorations().Before = dst.NewLine
	} else {
		spec.Decs.After = specs[at-1].Decorations().After
		specs[at-1].Decorations().After = dst.NewLine
	}
	return append(specs[:at:at], append([]dst.Spec{spec}, specs[at:]...)...)
}

// standard reports whether an import is of the standard library: no dot in the first part of its path.
func standard(s dst.Spec) bool {
	first, _, _ := strings.Cut(strings.Trim(s.(*dst.ImportSpec).Path.Value, "\"`"), "/")
	return !strings.Contains(first, ".")
}

// RemoveImport takes an import away.
func (t *Tree) RemoveImport(path string) {
	part := t.at(0)
	if part == nil {
		return
	}
	part.ops = append(part.ops, op{verb: opRemoveImport, src: path})
	for i, d := range part.file.Decls {
		g, ok := d.(*dst.GenDecl)
		if !ok || g.Tok != token.IMPORT {
			continue
		}
		for j, s := range g.Specs {
			if strings.Trim(s.(*dst.ImportSpec).Path.Value, "\"`") != path {
				continue
			}
			if len(g.Specs) == 1 {
				part.file.Decls = append(part.file.Decls[:i:i], part.file.Decls[i+1:]...)
				return
			}
			if j+1 < len(g.Specs) && (j == 0 || s.Decorations().Before == dst.EmptyLine) {
				g.Specs[j+1].Decorations().Before = s.Decorations().Before
			}
			g.Specs = append(g.Specs[:j:j], g.Specs[j+1:]...)
			return
		}
	}
}

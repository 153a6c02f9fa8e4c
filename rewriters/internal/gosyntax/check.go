package gosyntax

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path"
	"regexp"
	"slices"
	"strings"
)

// checker imports packages for go/types: the project's own from source, SDKs from their stubs, all others empty.
type checker struct {
	program *Program
	stubs   Stubs
	names   map[string]string // package names by import path, as far as known
	byPath  map[string]*Package
	made    map[string]*types.Package
}

func (p *Program) check(stubs Stubs, names map[string]string) {
	c := &checker{program: p, stubs: stubs, names: names, byPath: map[string]*Package{}, made: map[string]*types.Package{}}
	p.checker = c
	p.words = words{sdk: map[string]bool{}, aliases: map[string]bool{}, constants: map[string][]string{}, computed: map[string]bool{}}
	p.waiting = waiting{asked: map[any]bool{}, imports: map[*types.Package]map[*types.Package]bool{}}
	for _, pkg := range p.Packages {
		if c.byPath[pkg.Path] == nil || pkg.Name != "main" {
			c.byPath[pkg.Path] = pkg
		}
	}
	for _, pkg := range p.Packages {
		if stubs[pkg.Path] != "" { // the program is the SDK, and has more than its stub
			for _, f := range pkg.Files {
				p.words.know(f.AST)
			}
		}
		c.pkg(pkg)
		p.waiting.bodies = append(p.waiting.bodies, pkg.waiting...)
	}
	slices.SortFunc(p.waiting.bodies, func(a, b *body) int { return int(a.decl.Pos() - b.decl.Pos()) })
}

const (
	unchecked = iota
	checking
	checked
)

// pkg type-checks a package once; errors do not matter, what can be resolved is.
func (c *checker) pkg(pkg *Package) *types.Package {
	if pkg.state != unchecked {
		return pkg.Types
	}
	pkg.state = checking
	pkg.Types = types.NewPackage(pkg.Path, pkg.Name)
	files := make([]*ast.File, len(pkg.Files))
	for i, f := range pkg.Files {
		files[i] = f.AST
	}
	c.program.withhold(pkg)
	c.run(pkg.Types, files, !pkg.bodies, c.program.info)
	pkg.restore()
	pkg.Types.MarkComplete()
	pkg.state = checked
	return pkg.Types
}

// run checks files into pkg. go/types is made for code that compiles; a panic on code that does not costs the package's
// types and nothing else.
func (c *checker) run(pkg *types.Package, files []*ast.File, ignoreBodies bool, info *types.Info) {
	defer func() { _ = recover() }()
	conf := &types.Config{Importer: c, Error: func(error) {}, FakeImportC: true, IgnoreFuncBodies: ignoreBodies}
	_ = types.NewChecker(conf, c.program.Fset, pkg, info).Files(files)
}

// Import implements types.Importer and never fails.
func (c *checker) Import(p string) (*types.Package, error) {
	if p == "unsafe" {
		return types.Unsafe, nil
	}
	if pkg := c.byPath[p]; pkg != nil {
		return c.pkg(pkg), nil
	}
	if t := c.made[p]; t != nil {
		return t, nil
	}
	t := types.NewPackage(p, c.name(p))
	c.made[p] = t
	if src := c.stubs[p]; src != "" {
		if f, err := parser.ParseFile(c.program.Fset, "stub/"+p, src, parser.SkipObjectResolution); err == nil {
			t.SetName(f.Name.Name)
			c.program.words.know(f)
			c.run(t, []*ast.File{f}, true, nil)
		}
	}
	t.MarkComplete()
	return t, nil
}

func (c *checker) name(p string) string {
	if n := c.names[p]; n != "" {
		return n
	}
	return GuessName(p)
}

var versionElem = regexp.MustCompile(`^v\d+$`)

// GuessName returns the name that a package most likely has, from its path alone: the last element without a version,
// "go-" before or "-go", ".go", "-sdk-go" and "-go-sdk" behind it.
func GuessName(p string) string {
	base := path.Base(p)
	if versionElem.MatchString(base) && path.Dir(p) != "." {
		base = path.Base(path.Dir(p))
	}
	if i := strings.LastIndex(base, ".v"); i > 0 {
		base = base[:i]
	}
	base = strings.TrimPrefix(base, "go-")
	for _, suffix := range []string{"-sdk-go", "-go-sdk", "-go", ".go"} {
		base = strings.TrimSuffix(base, suffix)
	}
	base = base[strings.LastIndex(base, "-")+1:]
	if !token.IsIdentifier(base) {
		return "_"
	}
	return base
}

// Callee returns the import path and the name of the function that a call names through a package ("os", "Getenv"), or
// the package path of a method's receiver type and "Type.Method". Both are empty for anything else.
func (p *Program) Callee(call *ast.CallExpr) (pkg, name string) {
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.SelectorExpr:
		p.reach(fun)
		if x, ok := fun.X.(*ast.Ident); ok {
			if imported, ok := p.Use(x).(*types.PkgName); ok {
				return imported.Imported().Path(), fun.Sel.Name
			}
		}
		if s := p.info.Selections[fun]; s != nil && s.Kind() == types.MethodVal {
			return method(s)
		}
	case *ast.Ident:
		if obj := p.Use(fun); obj != nil && obj.Pkg() != nil && obj.Parent() == obj.Pkg().Scope() {
			return obj.Pkg().Path(), obj.Name()
		}
	}
	return "", ""
}

func method(s *types.Selection) (pkg, name string) {
	f, ok := s.Obj().(*types.Func)
	if !ok || f.Pkg() == nil {
		return "", ""
	}
	recv := f.Signature().Recv()
	if recv == nil {
		return "", ""
	}
	return f.Pkg().Path(), typeName(recv.Type()) + "." + f.Name()
}

// TypeName returns the import path and name of the named type of an expression, pointers looked through.
func (p *Program) TypeName(e ast.Expr) (pkg, name string) {
	t := p.Type(e)
	if t == nil {
		return "", ""
	}
	return NamedType(t)
}

// NamedType returns the import path and name of a named type, pointers looked through.
func NamedType(t types.Type) (pkg, name string) {
	t = types.Unalias(t)
	if ptr, ok := t.(*types.Pointer); ok {
		t = types.Unalias(ptr.Elem())
	}
	n, ok := t.(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return "", ""
	}
	return n.Obj().Pkg().Path(), n.Obj().Name()
}

func typeName(t types.Type) string {
	_, name := NamedType(t)
	return name
}

package gosyntax

import (
	"bytes"
	"go/ast"
	"go/token"
)

// words are what is told of a program by its names alone. A question whose answer they rule out need not be asked, and the
// function that it is asked in not be checked.
type words struct {
	stubbed   bool                // the program imports a stub, or is the SDK
	sdk       map[string]bool     // what the stubs declare that it imports, or it itself
	aliases   map[string]bool     // types that are other types
	constants map[string][]string // constants of packages: those that are literals, with their values
	computed  map[string]bool     // constants of packages that are not
}

// Known reports whether an SDK that the program imports, or is, has something of that name.
func (p *Program) Known(name string) bool { return p.words.sdk[name] }

// Alias reports whether the program gives some type another name, and this may be that.
func (p *Program) Alias(name string) bool { return p.words.aliases[name] }

// Stubbed reports whether the program imports an SDK, or is one.
func (p *Program) Stubbed() bool { return p.words.stubbed }

// Last returns the last name in what is called or named, type arguments aside: that by which it is declared.
//
//	Have: client.Chat.Completions.New -> New
func Last(e ast.Expr) string {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	case *ast.IndexExpr:
		return Last(e.X)
	}
	return ""
}

// know notes what an SDK's stub, or a file of its own, names.
func (n *words) know(sdk *ast.File) {
	n.stubbed = true
	ast.Inspect(sdk, func(node ast.Node) bool {
		if id, ok := node.(*ast.Ident); ok && id.IsExported() {
			n.sdk[id.Name] = true
		}
		return true
	})
}

// declared notes the constants and aliases of a declaration. A constant without a value has that of the one before.
func (n *words) declared(d *ast.GenDecl) {
	var values []ast.Expr
	for _, s := range d.Specs {
		switch s := s.(type) {
		case *ast.TypeSpec:
			if s.Assign.IsValid() {
				n.aliases[s.Name.Name] = true
			}
		case *ast.ValueSpec:
			if len(s.Values) > 0 {
				values = s.Values
			}
			for i, name := range s.Names {
				if d.Tok == token.CONST && i < len(values) {
					n.constant(name.Name, values[i])
				}
			}
		}
	}
}

// within notes the aliases that the functions of a text may declare.
func (n *words) within(text []byte) {
	for _, indented := range []string{"\ttype ", " type "} {
		for rest := text; ; {
			_, after, ok := bytes.Cut(rest, []byte(indented))
			if !ok {
				break
			}
			rest = after
			line, _, _ := bytes.Cut(after, []byte("\n"))
			if name, _, ok := bytes.Cut(line, []byte("=")); ok {
				n.aliases[string(bytes.TrimSpace(name))] = true
			}
		}
	}
}

func (n *words) constant(name string, value ast.Expr) {
	if lit, ok := ast.Unparen(value).(*ast.BasicLit); !ok {
		n.computed[name] = true
	} else if _, s, ok := Literal(lit); ok {
		n.constants[name] = append(n.constants[name], s)
	}
}

// mayBe reports whether an expression may be a constant string for which want holds.
func (p *Program) mayBe(e ast.Expr, want func(string) bool) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.BasicLit:
		_, s, ok := Literal(e)
		return ok && want(s)
	case *ast.Ident:
		return p.mayName(e, want)
	case *ast.SelectorExpr:
		return p.mayName(e.Sel, want)
	case *ast.CallExpr: // a conversion
		return len(e.Args) == 1 && p.mayBe(e.Args[0], want)
	case *ast.BinaryExpr:
		anything := func(string) bool { return true }
		return e.Op == token.ADD && p.mayBe(e.X, anything) && p.mayBe(e.Y, anything)
	}
	return false
}

func (p *Program) mayName(id *ast.Ident, want func(string) bool) bool {
	if p.words.computed[id.Name] {
		return true
	}
	for _, s := range p.words.constants[id.Name] {
		if want(s) {
			return true
		}
	}
	b := p.waiting.at(id.Pos())
	return b != nil && b.constants()
}

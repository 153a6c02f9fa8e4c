package gosyntax

import (
	"go/ast"
	"go/constant"
	"go/types"
)

// Use returns what an identifier names, where it does not declare it; nil where that cannot be told.
func (p *Program) Use(id *ast.Ident) types.Object {
	if id == nil {
		return nil
	}
	p.reach(id)
	return p.info.Uses[id]
}

// Type returns the type of an expression; nil where that cannot be told.
func (p *Program) Type(e ast.Expr) types.Type {
	if e == nil {
		return nil
	}
	p.reach(e)
	return p.info.TypeOf(e)
}

// Value returns the value of a constant expression; nil for any other.
func (p *Program) Value(e ast.Expr) constant.Value { return p.value(e).Value }

func (p *Program) value(e ast.Expr) types.TypeAndValue {
	if e == nil {
		return types.TypeAndValue{}
	}
	p.reach(e)
	return p.info.Types[e]
}

// def returns what an identifier declares.
func (p *Program) def(id *ast.Ident) types.Object {
	p.reach(id)
	return p.info.Defs[id]
}

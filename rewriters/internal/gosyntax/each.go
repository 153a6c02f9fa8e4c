package gosyntax

import "go/ast"

// Calls visits the calls of a file, in the order of [ast.Inspect].
func (f *File) Calls(visit func(*ast.CallExpr)) { Each(f, visit) }

// Each visits the nodes of one type in a file, in the order of [ast.Inspect]; the type is one of those that [File.Listed] visits.
func Each[T ast.Node](f *File, visit func(T)) {
	for n := range f.Listed {
		if t, ok := n.(T); ok {
			visit(t)
		}
	}
}

// Listed visits the nodes of a file that rewriters look at, in the order of [ast.Inspect]. A file is walked once for all who
// do: they want few of its nodes, and keeping those costs less than to walk it again.
func (f *File) Listed(yield func(ast.Node) bool) {
	if f.nodes == nil {
		f.nodes = make([]ast.Node, 0, len(f.LF)/32)
		ast.Inspect(f.AST, func(n ast.Node) bool {
			if isListed(n) {
				f.nodes = append(f.nodes, n)
			}
			return true
		})
	}
	for _, n := range f.nodes {
		if !yield(n) {
			return
		}
	}
}

func isListed(n ast.Node) bool {
	switch n.(type) {
	case *ast.AssignStmt, *ast.BasicLit, *ast.CallExpr, *ast.CompositeLit, *ast.Field, *ast.SelectorExpr:
		return true
	}
	return false
}

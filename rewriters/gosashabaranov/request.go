package gosashabaranov

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

// need says what the requests ask of a model.
func need(u *modelUse) provider.Need {
	var n provider.Need
	for _, req := range u.requests {
		n.Vision = n.Vision || strings.Contains(string(req.file.LF), "ChatMessagePartTypeImageURL")
		if req.lit == nil {
			continue
		}
		n.Tools = n.Tools || field(req.lit, "Tools") != nil || field(req.lit, "Functions") != nil
		n.JSON = n.JSON || field(req.lit, "ResponseFormat") != nil
	}
	return n
}

// field returns the part of a struct literal that sets a field, or nil.
func field(lit *ast.CompositeLit, name string) *ast.KeyValueExpr {
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if key, ok := kv.Key.(*ast.Ident); ok && key.Name == name {
				return kv
			}
		}
	}
	return nil
}

// clientsOf returns the clients that may send a name: those that its requests are handed to, else those of the same
// directory, else all of the project.
func (r *run) clientsOf(u *modelUse) []*client {
	var out []*client
	add := func(list []*client) {
		for _, c := range list {
			if !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	for _, req := range u.requests {
		if sent := r.senders(req); len(sent) > 0 {
			add(sent)
			continue
		}
		near := slices.DeleteFunc(slices.Clone(r.clients), func(c *client) bool { return c.file.Test || c.file.Dir() != req.file.Dir() })
		if len(near) == 0 {
			near = slices.DeleteFunc(slices.Clone(r.clients), func(c *client) bool { return c.file.Test })
		}
		add(near)
	}
	return out
}

// senders returns the clients whose methods take the request directly or through one variable.
func (r *run) senders(req request) []*client {
	if req.lit == nil {
		return nil
	}
	var n ast.Node = req.lit
	if u, ok := req.file.Parent(n).(*ast.UnaryExpr); ok {
		n = u
	}
	if call, ok := req.file.Parent(n).(*ast.CallExpr); ok {
		return r.receiver(req.file, call)
	}
	var obj types.Object
	if a, ok := req.file.Parent(n).(*ast.AssignStmt); ok && len(a.Lhs) == 1 {
		obj = r.program.Object(a.Lhs[0])
	}
	var out []*client
	if obj == nil {
		return nil
	}
	for _, s := range r.program.Uses(obj) {
		if call, ok := s.File.Parent(s.Expr).(*ast.CallExpr); ok {
			out = append(out, r.receiver(s.File, call)...)
		}
	}
	return out
}

// receiver returns the clients that a call's method may belong to.
func (r *run) receiver(f *gosyntax.File, call *ast.CallExpr) []*client {
	pkg, name := r.program.Callee(call)
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if pkg != sdkPath || !strings.HasPrefix(name, "Client.") || !ok {
		return nil
	}
	return r.makers(f, sel.X)
}

package gosdk

import (
	"go/ast"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

// needOf says what the requests ask of a model.
func needOf(u *modelUse) provider.Need {
	var n provider.Need
	for _, req := range u.requests {
		n.Vision = n.Vision || seesImages(req.file)
		if req.lit == nil {
			continue
		}
		n.Tools = n.Tools || field(req.lit, "Tools") != nil || field(req.lit, "Functions") != nil
		n.JSON = n.JSON || field(req.lit, "ResponseFormat") != nil
	}
	return n
}

// seesImages reports whether a file puts images into messages, in whatever SDK's terms.
func seesImages(f *gosyntax.File) bool {
	for _, word := range []string{"ChatMessagePartTypeImageURL", "ImageContentPart", "ChatCompletionContentPartImage", "ImageURLPart", "ImageURLContent", "MessageInputImage"} {
		if strings.Contains(string(f.LF), word) {
			return true
		}
	}
	return false
}

// field returns the part of a struct literal that sets a field, or of a map that is encoded under the like name; or nil.
func field(lit *ast.CompositeLit, name string) *ast.KeyValueExpr {
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			switch key := kv.Key.(type) {
			case *ast.Ident:
				if key.Name == name {
					return kv
				}
			case *ast.BasicLit: // of a map
				if s, err := strconv.Unquote(key.Value); err == nil && strings.EqualFold(strings.ReplaceAll(s, "_", ""), strings.Trim(name, `"`)) {
					return kv
				}
			}
		}
	}
	return nil
}

// clientsOf returns the clients that may send a name: those that its requests are handed to, else those of the same
// directory, else all of the project; of the same SDK where there are any.
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
		all := slices.DeleteFunc(slices.Clone(r.clients), func(c *client) bool { return c.file.Test || c.sdk != req.sdk })
		near := slices.DeleteFunc(slices.Clone(all), func(c *client) bool { return c.file.Dir() != req.file.Dir() })
		if len(near) == 0 {
			near = all
		}
		add(near)
	}
	return out
}

// senders returns the clients that a request is handed to, or that have the model among their settings.
func (r *run) senders(req request) []*client {
	var out []*client
	if req.from != nil {
		return []*client{req.from}
	}
	if req.set != nil {
		return slices.DeleteFunc(slices.Clone(r.clients), func(c *client) bool { return !r.owns(c, req.set) })
	}
	for _, call := range r.sendings(req) {
		out = append(out, r.receiver(call.File, call.Call)...)
	}
	return out
}

// sendings returns the calls that take the request directly or through one variable.
func (r *run) sendings(req request) []gosyntax.Call {
	if req.call != nil {
		return []gosyntax.Call{{File: req.file, Call: req.call}}
	}
	if req.lit == nil {
		return nil
	}
	var n ast.Node = req.lit
	if u, ok := req.file.Parent(n).(*ast.UnaryExpr); ok {
		n = u
	}
	if call, ok := req.file.Parent(n).(*ast.CallExpr); ok {
		return []gosyntax.Call{{File: req.file, Call: call}}
	}
	var obj types.Object
	switch p := req.file.Parent(n).(type) {
	case *ast.AssignStmt:
		if len(p.Lhs) == 1 {
			obj = r.program.Object(p.Lhs[0])
		}
	case *ast.ValueSpec:
		if len(p.Names) == 1 {
			obj = r.program.Object(p.Names[0])
		}
	}
	var out []gosyntax.Call
	if obj == nil {
		return nil
	}
	for _, s := range r.program.Uses(obj) {
		var n ast.Node = s.Expr
		if u, ok := s.File.Parent(n).(*ast.UnaryExpr); ok {
			n = u
		}
		if call, ok := s.File.Parent(n).(*ast.CallExpr); ok {
			out = append(out, gosyntax.Call{File: s.File, Call: call})
		}
	}
	return out
}

// receiver returns the clients that a call's method may belong to.
// Have: client.Chat.Completions.New(ctx, params): those of client
func (r *run) receiver(f *gosyntax.File, call *ast.CallExpr) []*client {
	pkg, name := r.program.Callee(call)
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if r.of(pkg) == nil || !strings.Contains(name, ".") || !ok {
		return nil
	}
	for e := ast.Unparen(sel.X); ; {
		pkg, name := r.program.TypeName(e)
		if s := r.of(pkg); s != nil && slices.Contains(s.Holders, pkg+"."+name) {
			return r.makers(f, e)
		}
		inner, ok := e.(*ast.SelectorExpr)
		if !ok {
			return r.makers(f, e)
		}
		e = ast.Unparen(inner.X)
	}
}

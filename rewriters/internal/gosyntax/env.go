package gosyntax

import (
	"go/ast"
	"go/types"
	"path"
	"regexp"
	"slices"
	"strings"
)

// literalOf returns the literal behind a constant: const keyEnv = "OPENAI_API_KEY".
func (p *Program) literalOf(s Site) Site {
	for range 4 {
		s.Expr = ast.Unparen(s.Expr)
		if _, _, ok := Literal(s.Expr); ok {
			return s
		}
		c, ok := p.Object(s.Expr).(*types.Const)
		if !ok || len(p.uses.set[c]) != 1 { // only its declaration sets a constant
			return s
		}
		s = p.uses.set[c][0]
	}
	return s
}

// envLike matches names as variables of the environment have them.
var envLike = regexp.MustCompile(`^[A-Z][A-Z0-9]*_[A-Z0-9_]+$`)

// envArg returns the argument of a call that names a variable of the environment: a function of package os, or one of
// another module that says env in its name and is given such a name.
// Have: os.Getenv("OPENAI_API_KEY"), env.GetOr("OPENAI_API_KEY", env.String, "")
func (p *Program) envArg(call *ast.CallExpr) (ast.Expr, bool) {
	pkg, name := p.Callee(call)
	if len(call.Args) > 0 && p.uses.decl[p.function(call)] == nil && pkg != "os" && strings.Contains(strings.ToLower(path.Base(pkg)+"."+name), "env") && !strings.Contains(name, "Set") {
		if s, ok := p.String(call.Args[0]); ok && envLike.MatchString(s) {
			return call.Args[0], true
		}
	}
	if (pkg == "os" || pkg == "syscall") && (name == "Getenv" || name == "LookupEnv") && len(call.Args) == 1 {
		return call.Args[0], true
	}
	return nil, false
}

// envParam returns which parameter of a function names a variable of the environment that it reads and returns.
// Have: func getenv(name, def string) string { if v, ok := os.LookupEnv(name); ok { return v }; return def }
func (p *Program) envParam(fn *function, depth int) (nth int, ok bool) {
	if depth > 2 || fn.decl.Type.Results == nil || p.body(fn.decl) == nil {
		return 0, false
	}
	ast.Inspect(fn.decl.Body, func(n ast.Node) bool {
		call, isCall := n.(*ast.CallExpr)
		if !isCall || ok {
			return !ok
		}
		arg, found := p.envArg(call)
		if !found {
			if inner := p.uses.decl[p.function(call)]; inner != nil && inner != fn {
				if i, yes := p.envParam(inner, depth+1); yes && i < len(call.Args) {
					arg, found = call.Args[i], true
				}
			}
		}
		if found {
			if param, isParam := p.uses.params[p.Object(arg)]; isParam && param.fn == p.def(fn.decl.Name) {
				nth, ok = param.nth, true
			}
		}
		return true
	})
	return nth, ok
}

// envParameter is envParam, looked for once in each function.
func (p *Program) envParameter(fn *function) (nth int, ok bool) {
	if fn.env == nil {
		nth, ok = p.envParam(fn, 0)
		fn.env = &environ{nth, ok}
	}
	return fn.env.nth, fn.env.ok
}

// environ is the parameter of a function that names a variable of the environment, if there is one.
type environ struct {
	nth int
	ok  bool
}

// EnvReads returns the reads of the environment variables wanted in a file, wrappers of the project's own included: the
// expression that names the variable, and its name.
func (p *Program) EnvReads(f *File, want func(name string) bool) []Origin {
	var out []Origin
	add := func(f *File, e ast.Expr, name string) {
		if want(name) {
			out = append(out, Origin{Kind: Env, File: f, Expr: e, Text: name})
		}
	}
	f.Calls(func(call *ast.CallExpr) {
		if !slices.ContainsFunc(call.Args, func(a ast.Expr) bool { return p.mayBe(a, want) }) {
			return
		}
		arg, found := p.envArg(call)
		if !found {
			if fn := p.uses.decl[p.function(call)]; fn != nil {
				if i, ok := p.envParameter(fn); ok && i < len(call.Args) {
					arg, found = call.Args[i], true
				}
			}
		}
		for _, a := range p.boundArgs(call) {
			if name, ok := p.String(a); ok {
				add(f, ast.Unparen(a), name)
			}
		}
		if found {
			if name, ok := p.String(arg); ok {
				at := p.literalOf(Site{File: f, Expr: arg})
				add(at.File, at.Expr, name)
			}
		}
	})
	return out
}

// boundArgs returns the arguments with which viper.BindEnv names variables.
func (p *Program) boundArgs(call *ast.CallExpr) []ast.Expr {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "BindEnv" || len(call.Args) < 2 {
		return nil
	}
	return call.Args[1:]
}

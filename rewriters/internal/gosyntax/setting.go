package gosyntax

import (
	"go/ast"
	"maps"
	"slices"
	"strings"
)

// noteSetting notes what a program puts into its configuration: viper keys and flags with their defaults. They carry
// values as variables do, by name instead of by scope.
func (p *Program) noteSetting(f *File, call *ast.CallExpr) {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return
	}
	name := sel.Sel.Name
	if _, flag := flagShapes[name]; !flag && !strings.HasPrefix(name, "Set") && !strings.HasPrefix(name, "Bind") {
		return // most calls, told by their names alone
	}
	if pkg, _ := p.Callee(call); strings.HasSuffix(pkg, "spf13/viper") || isNamed(sel.X, "viper", "v") {
		p.noteViper(f, name, call)
		return
	}
	p.noteFlag(f, name, call)
}

// Have: viper.SetDefault("openai.model", m), viper.Set("openai.model", m), viper.BindEnv("openai.key", "OPENAI_API_KEY"),
// viper.BindPFlag("openai.model", fs.Lookup("model"))
func (p *Program) noteViper(f *File, name string, call *ast.CallExpr) {
	if len(call.Args) < 2 {
		return
	}
	key, ok := p.String(call.Args[0])
	if !ok {
		return
	}
	key = "viper:" + strings.ToLower(key)
	switch name {
	case "BindEnv":
		for _, a := range call.Args[1:] {
			p.uses.bound[key] = append(p.uses.bound[key], Site{File: f, Expr: a})
		}
	case "Set", "SetDefault":
		p.uses.keyed[key] = append(p.uses.keyed[key], Site{File: f, Expr: call.Args[1]})
	case "BindPFlag":
		lookup, ok := ast.Unparen(call.Args[1]).(*ast.CallExpr)
		if !ok || len(lookup.Args) != 1 {
			return
		}
		if flag, ok := p.String(lookup.Args[0]); ok {
			p.uses.alias[key] = append(p.uses.alias[key], flagKey(f, flag))
		}
	}
}

// flagKey names a flag within its directory: flags of different programs may share a name.
func flagKey(f *File, name string) string { return "flag:" + f.Dir() + ":" + name }

// Have: flag.String("model", "gpt-4o", usage), fs.StringVarP(&m, "model", "m", "gpt-4o", usage)
func (p *Program) noteFlag(f *File, method string, call *ast.CallExpr) {
	shape, ok := flagShapes[method]
	if !ok || len(call.Args) != shape.args {
		return
	}
	name, ok := p.String(call.Args[shape.name])
	if !ok {
		return
	}
	def := Site{File: f, Expr: call.Args[shape.def]}
	p.uses.keyed[flagKey(f, name)] = append(p.uses.keyed[flagKey(f, name)], def)
	if shape.name == 1 {
		if ptr, ok := ast.Unparen(call.Args[0]).(*ast.UnaryExpr); ok {
			if obj := p.Object(ptr.X); obj != nil {
				p.uses.set[obj] = append(p.uses.set[obj], def)
			}
		}
	}
}

// flagShapes are the functions that define string flags, in package flag and in pflag: how many arguments they take, and
// which are the name and the default.
var flagShapes = map[string]struct{ args, name, def int }{
	"String":     {3, 0, 1},
	"StringP":    {4, 0, 2},
	"StringVar":  {4, 1, 2},
	"StringVarP": {5, 1, 3},
}

// settings returns what a configuration key may hold.
func (p *Program) settings(key string, seen map[string]bool) []Site {
	if seen[key] {
		return nil
	}
	seen[key] = true
	p.awaitSetting(key)
	out := inOrder(p.uses.keyed[key])
	for _, a := range p.uses.alias[key] {
		out = append(out[:len(out):len(out)], p.settings(a, seen)...)
	}
	return out
}

// awaitSetting checks the bodies that may put something into a configuration key.
func (p *Program) awaitSetting(key string) {
	of := key[:strings.LastIndex(key, ":")]
	if dir, ok := strings.CutPrefix(of, "flag:"); ok {
		p.awaitSettings(of, slices.Collect(maps.Keys(flagShapes)), func(pkg *Package) bool { return pkg.Dir == dir })
		return
	}
	p.awaitSettings("viper", viperSetters, func(*Package) bool { return true })
}

func (p *Program) awaitSettings(of string, setters []string, in func(*Package) bool) {
	if !p.waiting.asked[of] {
		p.waiting.asked[of] = true
		p.awaitNames(setters, in)
	}
}

// viperSetters are the functions of viper that put something into a key.
var viperSetters = []string{"Set", "SetDefault", "BindEnv", "BindPFlag"}

func isNamed(e ast.Expr, names ...string) bool {
	id, ok := e.(*ast.Ident)
	if !ok {
		return false
	}
	for _, n := range names {
		if id.Name == n {
			return true
		}
	}
	return false
}

// settingKey returns the configuration key that a call reads.
// Have: viper.GetString("openai.model"), cmd.Flags().GetString("model"), flag.String("model", "gpt-4o", usage)
func (p *Program) settingKey(f *File, call *ast.CallExpr) string {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || len(call.Args) == 0 {
		return ""
	}
	name, ok := p.String(call.Args[0])
	if !ok {
		return ""
	}
	if shape, ok := flagShapes[sel.Sel.Name]; ok && shape.name == 0 && len(call.Args) == shape.args {
		return flagKey(f, name)
	}
	if sel.Sel.Name != "GetString" || len(call.Args) != 1 {
		return ""
	}
	if pkg, _ := p.Callee(call); strings.HasSuffix(pkg, "spf13/viper") || isNamed(sel.X, "viper", "v") {
		return "viper:" + strings.ToLower(name)
	}
	return flagKey(f, name)
}

package pysyntax

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// evalCall is what a call gives.
func (p *Project) evalCall(n syntax.Node) []Value {
	fn := n.ChildByField("function")
	if trims[Last(fn)] && fn.Is("attribute") {
		if v := p.Eval(fn.ChildByField("object")); known(v) && v[0].Kind != Symbol {
			return v
		}
	}
	var out []Value
	for _, v := range p.Eval(fn) {
		out = union(out, p.called(v, n))
	}
	if !known(out) {
		out = union(p.lookedUp(n), out)
	}
	if len(out) == 0 {
		return unknown
	}
	return out
}

// lookedUp is the default with which code looks a value up by name in what cannot be seen; it may find any other.
//
//	Have: settings.get("model", "x"), session_state.get("key", default="x")
func (p *Project) lookedUp(n syntax.Node) []Value {
	args := Arguments(n)
	if fn := n.ChildByField("function"); !fn.Is("attribute") || Last(fn) != "get" || len(args) != 2 || args[1].Splat || args[1].Name != "" && args[1].Name != "default" {
		return nil
	}
	if _, ok := Text(args[0].Value); !ok {
		return nil
	}
	out := slices.Clone(p.Eval(args[1].Value))
	for i := range out {
		out[i].Fallback = true
	}
	return union(out, unknown)
}

// trims are string methods that leave a name, key or address what it is.
var trims = map[string]bool{"strip": true, "rstrip": true, "lstrip": true}

func (p *Project) called(v Value, n syntax.Node) []Value {
	switch v.Kind {
	case Symbol:
		return p.calledSymbol(v.Path, n)
	case Function:
		if v.Node.Is("lambda") {
			return p.Eval(v.Node.ChildByField("body"))
		}
		return p.Returns(v.Node)
	case ClassRef:
		if base := p.Base(v.Node); base != "" {
			return []Value{{Kind: Object, Path: base, Node: n, Class: v.Node}}
		}
		return []Value{{Kind: Instance, Node: v.Node}}
	case Object:
		if len(v.Attrs) > 0 && p.options.Same(v.Path, v.Attrs) {
			if v.Attrs = nil; p.options.Alters(n) {
				v.Node = n
			}
			return []Value{v}
		}
		if v.Path == parserClass && slices.Equal(v.Attrs, []string{"parse_args"}) {
			return []Value{{Kind: Object, Path: namespaceClass, Node: v.Node}}
		}
	}
	return unknown
}

// ColabSecret is the function by which a notebook of Colab reads what its user keeps there under the name of a variable.
const ColabSecret = "google.colab.userdata.get"

func (p *Project) calledSymbol(symbol string, n syntax.Node) []Value {
	switch symbol {
	case "os.getenv", "os.environ.get", "os.environ.pop", "os.environ.setdefault", ColabSecret:
		return p.readEnv(n)
	case "builtins.input":
		return []Value{{Kind: Object, Path: symbol, Node: n}}
	case "builtins.dict":
		return []Value{{Kind: Dict, Node: n}}
	case "builtins.str", "typing.cast":
		return p.Eval(n.ChildByField("arguments").NamedChild(boolInt(symbol == "typing.cast")))
	}
	if fields[symbol] {
		return p.fieldDefault(n)
	}
	if p.options.Wraps(symbol) {
		return p.Eval(n.ChildByField("arguments").NamedChild(0))
	}
	if strings.HasPrefix(symbol, "builtins.") {
		return unknown
	}
	return []Value{{Kind: Object, Path: symbol, Node: n}}
}

// fields declare an attribute of a class, or a parameter that a command line or a request gives; what they are called with is
// not its value, except for the default.
var fields = map[string]bool{
	"pydantic.Field": true, "pydantic.fields.Field": true, "dataclasses.field": true, "typer.Argument": true, "typer.Option": true,
	"fastapi.Query": true, "fastapi.Body": true, "fastapi.Form": true, "fastapi.Header": true,
}

// fieldDefault is the default in Field("x") and Field(default="x"); the attribute or parameter may have any other value.
func (p *Project) fieldDefault(n syntax.Node) []Value {
	for i, a := range Arguments(n) {
		if a.Name == "default" || i == 0 && a.Name == "" && !a.Splat {
			return union(p.Eval(a.Value), unknown)
		}
	}
	return unknown
}

// The classes of the standard library's option parser and of what it returns.
const (
	parserClass    = "argparse.ArgumentParser"
	namespaceClass = "argparse.Namespace"
)

// option is the default of an option of the parser that a call constructs; the user may give any other value.
//
//	Have: parser.add_argument("--model", default="x") -> args.model
func (p *Project) option(parser syntax.Node, name string) []Value {
	var out []Value
	for _, call := range p.Module(parser).calls["add_argument"] {
		for _, a := range Arguments(call) {
			flag, _ := Text(a.Value)
			if flag = strings.ReplaceAll(strings.TrimLeft(flag, "-"), "-", "_"); flag == name && (a.Name == "" || a.Name == "dest") {
				out = union(out, p.Eval(Keyword(call, "default").Value))
			}
		}
	}
	return union(out, unknown)
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// readEnv is os.getenv("NAME", default) in one of its forms.
func (p *Project) readEnv(n syntax.Node) []Value {
	args := n.ChildByField("arguments")
	name, ok := p.Constant(args.NamedChild(0))
	if !ok {
		return unknown
	}
	env := Value{Kind: Env, Node: n, Name: name}
	fallback := args.NamedChild(1)
	if fallback.Is("keyword_argument") {
		fallback = fallback.ChildByField("value")
	}
	env.HasDefault = fallback.Valid() && !fallback.Is("none")
	defaults := slices.Clone(p.Eval(fallback))
	for i := range defaults {
		defaults[i].Fallback = true
	}
	return union([]Value{env}, slices.DeleteFunc(defaults, func(v Value) bool { return v.Kind == None }))
}

// evalSubscript is os.environ["NAME"], or an entry of a dict or list that is written out.
func (p *Project) evalSubscript(n syntax.Node) []Value {
	key, ok := p.Constant(n.ChildByField("subscript"))
	var out []Value
	for _, v := range p.Eval(n.ChildByField("value")) {
		switch {
		case v.Kind == List:
			out = union(out, p.index(v, n.ChildByField("subscript")))
		case !ok:
		case v.Kind == Symbol && v.Path == "os.environ":
			out = union(out, []Value{{Kind: Env, Node: n, Name: key}})
		case v.Kind == Dict:
			out = union(out, p.entry(v, key))
		}
	}
	if len(out) == 0 {
		return unknown
	}
	return out
}

// entry is the value under a key of a dict that is written out.
func (p *Project) entry(dict Value, key string) []Value {
	value := p.Entry(dict.Node, key)
	if !value.Valid() {
		return nil
	}
	out := slices.Clone(p.Eval(value))
	for i := range out {
		out[i].Item = out[i].Item || dict.Item
		out[i].Trace = append(slices.Clone(out[i].Trace), dict.Trace...)
	}
	return out
}

// Entry returns the value node under a key of a dict display or a dict() call; invalid when there is none.
func (p *Project) Entry(dict syntax.Node, key string) syntax.Node {
	if dict.Is("call") {
		return Keyword(dict, key).Value
	}
	for pair := range dict.NamedChildren() {
		if k, ok := Text(pair.ChildByField("key")); ok && pair.Is("pair") && k == key {
			return pair.ChildByField("value")
		}
	}
	return syntax.Node{}
}

// Constant returns the one string that an expression stands for.
func (p *Project) Constant(n syntax.Node) (string, bool) {
	list := p.Eval(n)
	if len(list) != 1 || list[0].Kind != String {
		return "", false
	}
	return Text(list[0].Node)
}

// Returns is what a function of the project returns or yields; what it says it returns, when that cannot be followed.
func (p *Project) Returns(fn syntax.Node) []Value {
	var out []Value
	for _, e := range p.results(fn) {
		out = union(out, p.Eval(e))
	}
	if known(out) {
		return out
	}
	if v := p.annotated(fn.ChildByField("return_type")); known(v) {
		return v
	}
	return unknown
}

// results are the expressions after return and yield in a function, not in those nested in it.
func (p *Project) results(fn syntax.Node) []syntax.Node {
	if list, ok := p.returns[fn]; ok {
		return list
	}
	var out []syntax.Node
	for r := range fn.ChildByField("body").Descendants("return_statement", "yield") {
		if r.Enclosing("function_definition", "lambda") == fn && r.NamedChild(0).Valid() {
			out = append(out, r.NamedChild(0))
		}
	}
	p.returns[fn] = out
	return out
}

// evalParam is what a parameter can be: its default, what the project's calls pass, else what its annotation says.
func (p *Project) evalParam(b *Binding) []Value {
	out := union(p.Eval(b.Value), p.declared(b))
	for _, arg := range p.passed(b) {
		out = extend(out, p.Eval(arg))
	}
	if !known(out) {
		out = union(out, p.annotated(b.Type))
	}
	return union(out, unknown)
}

// options are the decorators that declare a parameter of a command, and the default which it then has.
var options = map[string]bool{"click.option": true, "click.argument": true, "rich_click.option": true, "rich_click.argument": true}

// declared is the default of a parameter that a decorator of the function declares; the user may give any other value.
//
//	Have: @click.option("--model", default="x") in front of def main(model)
func (p *Project) declared(b *Binding) []Value {
	fn := b.Scope.Node
	if !fn.Parent().Is("decorated_definition") {
		return nil
	}
	var out []Value
	for d := range fn.Parent().NamedChildren() {
		call := d.NamedChild(0)
		if !d.Is("decorator") || !call.Is("call") || !options[p.callee(call)] {
			continue
		}
		for _, a := range Arguments(call) {
			flag, _ := Text(a.Value)
			if flag = strings.ReplaceAll(strings.TrimLeft(flag, "-"), "-", "_"); a.Name == "" && flag == b.Name {
				out = union(out, p.Eval(Keyword(call, "default").Value))
			}
		}
	}
	return out
}

// applies reports whether a call of functools.partial is given a function as its first argument.
func (p *Project) applies(call, fn syntax.Node) bool {
	given := call.ChildByField("arguments").NamedChild(0)
	return p.callee(call) == "functools.partial" && slices.ContainsFunc(p.Eval(given), func(v Value) bool { return v.Kind == Function && v.Node == fn })
}

// paramIndex is the position at which a call passes the parameter, -1 for keyword-only ones; self does not count.
func paramIndex(fn syntax.Node, b *Binding, method bool) int {
	i := 0
	for prm := range fn.ChildByField("parameters").NamedChildren() {
		if prm.Is("list_splat_pattern", "keyword_separator") {
			return -1
		}
		if prm.Contains(b.Node) {
			return i - boolInt(method)
		}
		i++
	}
	return -1
}

// argument returns what a call passes under a name or at a position.
func argument(call syntax.Node, name string, index int) syntax.Node {
	for i, a := range Arguments(call) {
		if a.Name == name || a.Name == "" && !a.Splat && i == index {
			return a.Value
		}
	}
	return syntax.Node{}
}

// calls reports whether a call runs the function, as a constructor when class is valid and fn its __init__.
func (p *Project) calls(call, fn, class syntax.Node) bool {
	return slices.ContainsFunc(p.Eval(call.ChildByField("function")), func(v Value) bool {
		switch v.Kind {
		case Function:
			return v.Node == fn
		case ClassRef:
			return class.Valid() && slices.ContainsFunc(p.classBindings(v.Node, "__init__"), func(b *Binding) bool { return b.Value == fn })
		}
		return false
	})
}

// quoted is an object of the class that an annotation in quotes names.
func (p *Project) quoted(n syntax.Node) []Value {
	text, ok := Text(n)
	if !ok {
		return nil
	}
	var out []Value
	for _, dotted := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" []|,", r) }) {
		out = union(out, objects(p.spelled(n, dotted)))
	}
	return out
}

// spelled is what a dotted name in a text means at a place.
func (p *Project) spelled(at syntax.Node, dotted string) []Value {
	names := strings.Split(dotted, ".")
	var list []Value
	for _, b := range p.Module(at).ScopeOf(at).Lookup(names[0]) {
		list = union(list, p.evalBinding(b))
	}
	for _, name := range names[1:] {
		var next []Value
		for _, v := range list {
			next = union(next, p.attributeOf(v, name))
		}
		list = next
	}
	return list
}

// objects are what classes make.
func objects(classes []Value) []Value {
	var out []Value
	for _, v := range classes {
		switch v.Kind {
		case Symbol:
			out = union(out, []Value{{Kind: Object, Path: v.Path}})
		case ClassRef:
			out = union(out, []Value{{Kind: Instance, Node: v.Node}})
		}
	}
	return out
}

// annotated is an object of the class that an annotation names, through Optional, unions and quotes.
func (p *Project) annotated(t syntax.Node) []Value {
	var out []Value
	for n := range t.Preorder() {
		if n.Is("string") {
			out = union(out, p.quoted(n))
		}
		if !n.Is("identifier", "attribute") || n.Parent().Is("attribute") {
			continue
		}
		out = union(out, objects(p.Eval(n)))
	}
	return out
}

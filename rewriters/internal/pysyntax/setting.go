package pysyntax

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Setting is a place at which code looks a value up by name in something that it does not make itself: a file of settings
// that it has read, as a rule.
type Setting struct {
	File *source.File
	Name string
}

// Settings returns what an expression may take its value from by name: through or, names, attributes, parameters and files.
// Variables of the environment are none of them.
//
//	Have: task.get("model") or "gpt-4o", config["llm"]["model"], cfg.model
func (p *Project) Settings(n syntax.Node) []Setting {
	w := settings{p: p, seen: map[syntax.Node]bool{}}
	w.walk(n)
	return w.found
}

type settings struct {
	p     *Project
	seen  map[syntax.Node]bool
	found []Setting
}

func (w *settings) walk(n syntax.Node) {
	if !n.Valid() || w.seen[n] || len(w.seen) > 200 {
		return
	}
	w.seen[n] = true
	switch n.Kind() {
	case "parenthesized_expression", "await":
		w.walk(n.NamedChild(0))
	case "boolean_operator":
		w.walk(n.ChildByField("left"))
		w.walk(n.ChildByField("right"))
	case "conditional_expression":
		w.walk(n.NamedChild(0))
		w.walk(n.NamedChild(2))
	case "call":
		w.call(n)
	case "subscript":
		name, _ := Text(n.ChildByField("subscript"))
		w.add(n, name)
	case "attribute":
		w.follow(n)
		if owner := n.ChildByField("object").Text(); owner != "self" && owner != "cls" {
			w.add(n, n.ChildByField("attribute").Text())
		}
	case "identifier":
		w.follow(n)
	}
}

// call is a lookup by a method, or a value that is made a text.
func (w *settings) call(n syntax.Node) {
	args := Arguments(n)
	switch last := Last(n.ChildByField("function")); {
	case len(args) == 0:
	case last == "str":
		w.walk(args[0].Value)
	case strings.HasPrefix(last, "get") || last == "pop":
		name, _ := Text(args[0].Value)
		w.add(n, name)
		for _, a := range args[1:] {
			w.walk(a.Value)
		}
	}
}

// add notes a lookup, unless what is looked into is known.
func (w *settings) add(n syntax.Node, name string) {
	elsewhere := slices.ContainsFunc(w.p.Eval(n), func(v Value) bool { return v.Kind == Env || v.Kind == Symbol || v.Kind == Object })
	if l := (Setting{w.p.Module(n).File, name}); name != "" && !elsewhere && !slices.Contains(w.found, l) {
		w.found = append(w.found, l)
	}
}

// follow walks what the names on an expression's way are bound by.
func (w *settings) follow(n syntax.Node) {
	for _, v := range w.p.Eval(n) {
		for _, ref := range v.Trace {
			w.walk(ref.Binding.Value)
			if ref.Binding.Kind == Param {
				for _, arg := range w.p.passed(ref.Binding) {
					w.walk(arg)
				}
			}
		}
	}
}

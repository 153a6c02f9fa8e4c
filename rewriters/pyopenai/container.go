package pyopenai

import (
	"path"
	"strings"

	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// manyConstants is how many names make a table of a class or module. Settings often have two or three models side by side
// that are defaults.
const manyConstants = 5

// containerOf returns the container of a model name, the zero table where it stands alone.
func (s *survey) containerOf(n syntax.Node) advice.Container {
	if t := s.displayOf(n); t.Node.Valid() {
		return t
	}
	return s.constantsOf(n)
}

// displayOf is the outermost list, dict or Literal type around a name, when it holds enough of them.
func (s *survey) displayOf(n syntax.Node) advice.Container {
	var outer syntax.Node
	at := n
	for up := n.Parent(); up.Is("pair", "dictionary", "list", "tuple", "set", "subscript", "generic_type", "type_parameter", "type", "union_type"); up = up.Parent() {
		if up.Is("subscript") && pysyntax.Last(up.ChildByField("value")) != "Literal" {
			break
		}
		if !up.Is("pair", "type", "type_parameter") {
			outer = up
		}
		at = up
	}
	if !outer.Valid() {
		return advice.Container{}
	}
	t := advice.Container{Node: outer, Name: nameOf(at), Place: contextOf(n)}
	if isBranch(outer) || at.Parent().Is("comparison_operator") {
		t.Place = advice.Branch
	}
	size, known := s.sizes[outer]
	if !known {
		size = tableSize(outer, t.Place == advice.Branch)
		s.sizes[outer] = size
	}
	if size == 0 {
		return advice.Container{}
	}
	return t
}

// tableSize is how many names a display holds that is about models: many, and in a dict not many more entries of other
// kinds; 0 for any other. What is compared with may be the starts of names.
func tableSize(display syntax.Node, starts bool) int {
	names := map[string]bool{}
	for n := range display.Descendants("string") {
		if name, ok := pysyntax.Text(n); ok && (isModel(name) || starts && advice.IsPrefix(name)) {
			names[name] = true
		}
	}
	entries := 0
	for range display.NamedChildren() {
		entries++
	}
	if len(names) < advice.ManyNames || display.Is("dictionary") && entries > 2*len(names) {
		return 0
	}
	return len(names)
}

func isModel(name string) bool {
	o, ok := provider.OpenAIModel(name)
	return ok && !o.Weak
}

// nameOf is what a display is bound to: the target of its assignment, the parameter or keyword, what it is compared with.
func nameOf(n syntax.Node) string {
	for up := range n.Ancestors() {
		switch up.Kind() {
		case "assignment":
			return pysyntax.Last(up.ChildByField("left"))
		case "keyword_argument", "default_parameter", "typed_default_parameter", "typed_parameter", "function_definition", "class_definition":
			if name := up.ChildByField("name"); name.Valid() {
				return name.Text()
			}
			return up.NamedChild(0).Text()
		case "comparison_operator":
			if first := up.NamedChild(0); first.Is("identifier", "attribute") {
				return pysyntax.Last(first)
			}
		case "call":
			return pysyntax.Last(up.ChildByField("function").ChildByField("object"))
		}
	}
	return ""
}

// constantsOf is the class or module in whose body a name is one of many constants.
func (s *survey) constantsOf(n syntax.Node) advice.Container {
	if !isConstant(n) {
		return advice.Container{}
	}
	body := n.Parent().Parent().Parent()
	size, known := s.sizes[body]
	if !known {
		size = constantsIn(body)
		s.sizes[body] = size
	}
	if size < manyConstants {
		return advice.Container{}
	}
	if class := body.Parent(); class.Is("class_definition") {
		return advice.Container{Node: class.ChildByField("name"), Name: class.ChildByField("name").Text()}
	}
	file := s.py.Module(n).File.Path
	return advice.Container{Node: body, At: n, Name: strings.TrimSuffix(path.Base(file), path.Ext(file))}
}

// constantsIn counts the constants in the body of a class or module that hold model names.
func constantsIn(body syntax.Node) int {
	count := 0
	for statement := range body.NamedChildren() {
		if v := statement.NamedChild(0).ChildByField("right"); isConstant(v) {
			if name, _ := pysyntax.Text(v); isModel(name) {
				count++
			}
		}
	}
	return count
}

// isConstant reports whether a string is what a statement in the body of a class or module binds to a name.
func isConstant(n syntax.Node) bool {
	a := n.Parent()
	if !n.Is("string") || !a.Is("assignment") || !a.ChildByField("left").Is("identifier") || !a.Parent().Is("expression_statement") {
		return false
	}
	body := a.Parent().Parent()
	return body.Is("module") || body.Is("block") && body.Parent().Is("class_definition")
}

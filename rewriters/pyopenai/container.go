package pyopenai

import (
	"path"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// modelTable is a container of model names: a list, a dict, a Literal type, a class or module of constants. Its names
// are reported at once, because that is how a person deals with them.
type modelTable struct {
	node  syntax.Node // invalid for a name that stands alone
	name  string      // what the code calls it
	where place
	names []string
}

// How many names make a table of a container. Settings often have two or three models side by side that are defaults.
const (
	manyNames     = 3
	manyConstants = 5
)

// tableOf returns the container of a model name, the zero table where it stands alone.
func (s *survey) tableOf(n syntax.Node) modelTable {
	if t := s.displayOf(n); t.node.Valid() {
		return t
	}
	return s.constantsOf(n)
}

// displayOf is the outermost list, dict or Literal type around a name, when it holds enough of them.
func (s *survey) displayOf(n syntax.Node) modelTable {
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
		return modelTable{}
	}
	t := modelTable{node: outer, name: nameOf(at), where: contextOf(n)}
	if isBranch(outer) || at.Parent().Is("comparison_operator") {
		t.where = branch
	}
	size, known := s.sizes[outer]
	if !known {
		size = tableSize(outer, t.where == branch)
		s.sizes[outer] = size
	}
	if size == 0 {
		return modelTable{}
	}
	return t
}

// tableSize is how many names a display holds that is about models: many, and in a dict not many more entries of other
// kinds; 0 for any other. What is compared with may be the starts of names.
func tableSize(display syntax.Node, starts bool) int {
	names := map[string]bool{}
	for n := range display.Descendants("string") {
		if name, ok := pysyntax.Text(n); ok && (isModel(name) || starts && prefix.MatchString(name)) {
			names[name] = true
		}
	}
	entries := 0
	for range display.NamedChildren() {
		entries++
	}
	if len(names) < manyNames || display.Is("dictionary") && entries > 2*len(names) {
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
func (s *survey) constantsOf(n syntax.Node) modelTable {
	if !isConstant(n) {
		return modelTable{}
	}
	body := n.Parent().Parent().Parent()
	size, known := s.sizes[body]
	if !known {
		size = constantsIn(body)
		s.sizes[body] = size
	}
	if size < manyConstants {
		return modelTable{}
	}
	if class := body.Parent(); class.Is("class_definition") {
		return modelTable{node: class.ChildByField("name"), name: class.ChildByField("name").Text()}
	}
	file := s.py.Module(n).File.Path
	return modelTable{node: body, name: strings.TrimSuffix(path.Base(file), path.Ext(file))}
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

// tables collects the containers of one module's names.
type tables struct {
	order []*modelTable
	at    map[syntax.Node]*modelTable
}

// add puts a name into its container; false where it stands alone.
func (t *tables) add(s *survey, n syntax.Node, name string) bool {
	found := s.tableOf(n)
	if !found.node.Valid() {
		return false
	}
	k := t.at[found.node]
	if k == nil {
		k = &found
		t.at[found.node] = k
		t.order = append(t.order, k)
		if k.node.Is("module") {
			k.node = n // the first constant stands for all
		}
	}
	if !slices.Contains(k.names, name) {
		k.names = append(k.names, name)
	}
	return true
}

// tableFinding reports a container once.
func (s *survey) tableFinding(m *pysyntax.Module, t *modelTable) {
	if t.name == "" {
		t.name = t.names[0]
	}
	s.Report(m, t.node, finding.Finding{
		Rule: ruleMention, Kind: finding.Model, Symbol: t.name, Message: tableText(t),
	})
}

func tableText(t *modelTable) i18n.Text {
	n, some := len(t.names), strings.Join(t.names[:min(3, len(t.names))], ", ")
	if n > 3 {
		some += ", …"
	}
	switch t.where {
	case table:
		return i18n.Tf("以 %d 个 OpenAI 模型名为键的表 %s（%s）：换模型后查不到，请为新模型补一项", "a table of %d OpenAI model names, %s (%s): after the move it has no entry for the new model, add one", n, t.name, some)
	case branch:
		return i18n.Tf("代码按 %d 个模型名判断 %s（%s）：换模型后不会走这一分支", "the code compares %[2]s with %[1]d model names (%[3]s): after the move this branch is not taken", n, t.name, some)
	case typed:
		return i18n.Tf("类型只允许 %d 个模型名 %s（%s）：请加入新模型", "a type of %d OpenAI model names, %s (%s): add the new model", n, t.name, some)
	}
	return i18n.Tf("含 %d 个 OpenAI 模型名的表 %s（%s）：不会改写，请按需加入新模型", "a table of %d OpenAI model names, %s (%s): it is not rewritten, add the new model where it is needed", n, t.name, some)
}

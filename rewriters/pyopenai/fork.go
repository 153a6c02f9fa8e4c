package pyopenai

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// fork is a condition that chooses between an Azure client and one of OpenAI's.
type fork struct {
	rival   *client     // the other one; nil where there is none
	cond    syntax.Node // invalid where it cannot be found
	azureIf bool        // what the condition is where the Azure client is taken
}

// forkOf finds what chooses between an Azure client and another.
//
//	Have: if USE_AZURE: c = AzureOpenAI() else: c = OpenAI()
//	Have: if USE_AZURE: return AzureOpenAI(), and further down return OpenAI()
//	Have: AzureOpenAI() if USE_AZURE else OpenAI()
func (s *survey) forkOf(c *client) fork {
	child := c.call
	for up := range c.call.Ancestors() {
		if up.Is("function_definition", "class_definition", "module") {
			break
		}
		if f, ok := choice(up, child); ok {
			if f.rival = s.rivalAt(c, up, child); f.rival != nil {
				return f
			}
		}
		child = up
	}
	return fork{rival: s.rivalOf(c, func(o *client) bool { return shareRequest(c, o) })}
}

// choice reads a node as the choice of one of its children over others.
func choice(up, child syntax.Node) (fork, bool) {
	switch {
	case up.Is("if_statement") && child.Field() == "consequence", up.Is("elif_clause") && child.Field() == "consequence":
		return fork{cond: up.ChildByField("condition"), azureIf: true}, true
	case up.Is("if_statement") && child.Is("else_clause") && !hasElif(up):
		return fork{cond: up.ChildByField("condition")}, true
	case up.Is("conditional_expression") && child != up.NamedChild(1):
		return fork{cond: up.NamedChild(1), azureIf: child == up.NamedChild(0)}, true
	}
	return fork{}, false
}

func hasElif(statement syntax.Node) bool {
	for n := range statement.NamedChildren() {
		if n.Is("elif_clause") {
			return true
		}
	}
	return false
}

// rivalAt is the plain client that is taken in place of c where a choice falls otherwise: in another branch, or below a
// branch that returns.
func (s *survey) rivalAt(c *client, choice, branch syntax.Node) *client {
	for choice.Is("elif_clause") {
		choice, branch = choice.Parent(), choice
	}
	block := choice.Parent()
	return s.rivalOf(c, func(o *client) bool {
		if o.mod != c.mod || branch.Contains(o.call) {
			return false
		}
		return choice.Contains(o.call) || block.Contains(o.call) && o.call.Start() > choice.End() && (returns(branch) || shareRequest(c, o))
	})
}

func returns(branch syntax.Node) bool {
	for range branch.Descendants("return_statement") {
		return true
	}
	return false
}

func (s *survey) rivalOf(c *client, fits func(*client) bool) *client {
	i := slices.IndexFunc(s.clients, func(o *client) bool { return o != c && !isAzure(o.class) && !o.mixed && fits(o) })
	if i < 0 {
		return nil
	}
	return s.clients[i]
}

func shareRequest(a, b *client) bool {
	return slices.ContainsFunc(a.requests, func(r *request) bool { return slices.Contains(r.clients, b) })
}

// settled is the one value that an expression has as the code stands; a variable of the environment counts as not set.
type settled struct {
	text   string
	quoted bool // a string, not a number or constant
}

func (v settled) truth() bool {
	if v.quoted {
		return v.text != ""
	}
	return v.text != "False" && v.text != "None" && v.text != "0"
}

// truth is what a condition comes to by the constants and defaults in the code; known is false where they do not tell.
func (s *survey) truth(n syntax.Node) (value, known bool) {
	switch n.Kind() {
	case "parenthesized_expression":
		return s.truth(n.NamedChild(0))
	case "not_operator":
		value, known = s.truth(n.ChildByField("argument"))
		return !value, known
	case "boolean_operator":
		return s.joined(n)
	case "comparison_operator":
		return s.compared(n)
	}
	v, known := s.settle1(n)
	return v.truth(), known
}

// joined is a condition made of two. One side may tell alone: False and x, True or x.
func (s *survey) joined(n syntax.Node) (value, known bool) {
	left, l := s.truth(n.ChildByField("left"))
	right, r := s.truth(n.ChildByField("right"))
	decides := n.ChildByField("operator").Text() == "or"
	switch {
	case l && left == decides, r && right == decides:
		return decides, true
	}
	return !decides, l && r
}

func (s *survey) compared(n syntax.Node) (value, known bool) {
	left, ok := s.settle1(n.NamedChild(0))
	operator := strings.TrimSpace(string(n.Tree().Source()[n.NamedChild(0).End():n.NamedChild(1).Start()]))
	if !ok || n.NamedChild(2).Valid() {
		return false, false
	}
	if operator == "in" && n.NamedChild(1).Is("tuple", "list", "set") {
		for item := range n.NamedChild(1).NamedChildren() {
			right, ok := s.settle1(item)
			if !ok {
				return false, false
			}
			value = value || left == right
		}
		return value, true
	}
	right, ok := s.settle1(n.NamedChild(1))
	switch operator {
	case "==", "is":
		return left == right, ok
	case "!=", "is not":
		return left != right, ok
	}
	return false, false
}

// settle1 returns the one value of an expression.
//
//	Have: os.getenv("USE_AZURE", "false").lower() -> "false"
func (s *survey) settle1(n syntax.Node) (settled, bool) {
	if fn := n.ChildByField("function"); n.Is("call") && fn.Is("attribute") {
		change := map[string]func(string) string{"lower": strings.ToLower, "upper": strings.ToUpper, "strip": strings.TrimSpace}[pysyntax.Last(fn)]
		if v, ok := s.settle1(fn.ChildByField("object")); change != nil && ok && v.quoted {
			return settled{change(v.text), true}, true
		}
	}
	var out []settled
	for _, v := range s.py.Eval(n) {
		switch {
		case v.Kind == pysyntax.Env && v.HasDefault:
		case v.Kind == pysyntax.String:
			text, _ := pysyntax.Text(v.Node)
			out = append(out, settled{text, true})
		case v.Kind == pysyntax.Scalar, v.Kind == pysyntax.None && v.Node.Valid():
			out = append(out, settled{v.Node.Text(), false})
		default:
			return settled{}, false
		}
	}
	if len(out) != 1 {
		return settled{}, false
	}
	return out[0], true
}

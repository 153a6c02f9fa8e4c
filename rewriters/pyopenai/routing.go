package pyopenai

import (
	"regexp"
	"strings"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Applications that know several services often choose one by how the model is called. A model's new name may then lead
// to another client than the one that was moved.
//
//	Have: if model.startswith("glm"): bot = ZhipuBot()

// route is a test of a model's name.
type route struct {
	node  syntax.Node
	text  string
	start bool // it tests for the beginning of the name
}

// aboutModels matches expressions that hold a model's name.
var aboutModels = regexp.MustCompile(`(?i)model|engine|deployment`)

// routes are the tests of models' names in the project's files, in order.
func (s *survey) routes() []route {
	if s.ways == nil {
		list := []route{}
		s.Each(func(m *pysyntax.Module) {
			for n := range m.Tree.Root().Descendants("string") {
				if r, ok := routeAt(n); ok {
					list = append(list, r)
				}
			}
		})
		s.ways = &list
	}
	return *s.ways
}

func routeAt(n syntax.Node) (route, bool) {
	text, ok := pysyntax.Text(n)
	if !ok || len(text) < 3 || !isBranch(n) && !n.Parent().Is("list", "set") || !aboutModels.MatchString(tested(n).Text()) {
		return route{}, false
	}
	for up := range n.Ancestors() {
		switch up.Kind() {
		case "tuple", "list", "set", "argument_list":
		case "call":
			return route{n, text, true}, pysyntax.Last(up.ChildByField("function")) == "startswith"
		case "comparison_operator":
			return route{n, text, false}, !up.NamedChild(0).Contains(n)
		default:
			return route{}, false
		}
	}
	return route{}, false
}

func (r route) takes(model string) bool {
	if r.start {
		return strings.HasPrefix(model, r.text)
	}
	return model == r.text
}

// routed says which branch a model's new name takes that the old one did not; nothing where there is none.
func (s *survey) routed(from, to string) i18n.Text {
	for _, r := range s.routes() {
		if r.takes(to) && !r.takes(from) {
			return i18n.Tf("代码按模型名选择分支：换名后会走 %[1]s 处（%[2]q），可能因此改用另一个客户端，请核对", "the code chooses by the model's name: the new one takes the branch at %[1]s (%[2]q), which may be for another client; look at it", s.Place(r.node), r.text)
		}
	}
	return i18n.Text{}
}

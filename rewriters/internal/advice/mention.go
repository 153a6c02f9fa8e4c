package advice

import (
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// ManyNames is how many names of models make a table of a container.
const ManyNames = 3

var prefix = regexp.MustCompile(`^(gpt|chatgpt|o1|o3|o4|text-embedding|text-davinci|davinci|dall-e|whisper)(-([0-9][a-z0-9.]*|image|ada)?)?$`)

// IsPrefix reports whether a text is the start of a model's name that code tests for: gpt, gpt-, gpt-4; not any name that
// begins so.
func IsPrefix(text string) bool { return prefix.MatchString(text) }

// Place is what a model name that is not sent is for.
type Place int

// The places.
const (
	Other Place = iota
	Table
	List
	Branch
	Typed
	Sent // it looks like a request's, on a client that is none of the SDK's or cannot be told
)

// Text says what happens to a name when the model changes.
func (p Place) Text(name string) i18n.Text {
	switch p {
	case Table:
		return i18n.Tf("表中以 %s 为键：换模型后查不到该键，请为新模型补一项", "a table is keyed by %s: after the move it has no entry for the new model, add one", name)
	case List:
		return i18n.Tf("列表中有 %s：换模型后它不再可用，请更新列表", "a list names %s: after the move it cannot be chosen any more, update the list", name)
	case Branch:
		return i18n.Tf("代码按模型名 %s 判断：换模型后不会走这一分支", "the code decides by the name %s: after the move this branch is not taken", name)
	case Typed:
		return i18n.Tf("类型只允许 %s 等模型名：请加入新模型", "a type allows only names such as %s: add the new model", name)
	case Sent:
		return i18n.Tf("模型 %s 被交给无法追踪的调用：请人工确认", "the model %s is given to a call that cannot be followed: look at it by hand", name)
	}
	return i18n.Tf("提到模型 %s，未见它流入请求：请确认是否需要更换", "the model %s is named here and not seen to flow into a request: check whether it must change", name)
}

// Container is what holds names of models: a list, a dict, a type, a class or module of constants. Its names are reported at
// once, because that is how a person deals with them.
type Container struct {
	Node  syntax.Node // invalid for none
	At    syntax.Node // where it is reported; invalid for the node itself
	Name  string      // what the code calls it; empty where it has no name
	Place Place
	Names []string
}

// Reported is where the container is reported.
func (c *Container) Reported() syntax.Node {
	if c.At.Valid() {
		return c.At
	}
	return c.Node
}

// Called is the container's name, or the first in it.
func (c *Container) Called() string {
	if c.Name == "" {
		return c.Names[0]
	}
	return c.Name
}

// Text says what happens to the names when the model changes.
func (c *Container) Text() i18n.Text {
	n, some := len(c.Names), strings.Join(c.Names[:min(3, len(c.Names))], ", ")
	if n > 3 {
		some += ", …"
	}
	switch c.Place {
	case Table:
		return i18n.Tf("以 %d 个 OpenAI 模型名为键的表 %s（%s）：换模型后查不到，请为新模型补一项", "a table of %d OpenAI model names, %s (%s): after the move it has no entry for the new model, add one", n, c.Called(), some)
	case Branch:
		return i18n.Tf("代码按 %d 个模型名判断 %s（%s）：换模型后不会走这一分支", "the code compares %[2]s with %[1]d model names (%[3]s): after the move this branch is not taken", n, c.Called(), some)
	case Typed:
		return i18n.Tf("类型只允许 %d 个模型名 %s（%s）：请加入新模型", "a type of %d OpenAI model names, %s (%s): add the new model", n, c.Called(), some)
	}
	return i18n.Tf("含 %d 个 OpenAI 模型名的表 %s（%s）：不会改写，请按需加入新模型", "a table of %d OpenAI model names, %s (%s): it is not rewritten, add the new model where it is needed", n, c.Called(), some)
}

// Containers collects the containers of one file.
type Containers struct {
	List []*Container // in the order in which they were found

	at map[syntax.Node]*Container
}

// Add puts a name into the container that it was found in; false where that is none.
func (l *Containers) Add(found Container, name string) bool {
	if !found.Node.Valid() {
		return false
	}
	c := l.at[found.Node]
	if c == nil {
		if l.at == nil {
			l.at = map[syntax.Node]*Container{}
		}
		c = &found
		l.at[found.Node], l.List = c, append(l.List, c)
	}
	if !slices.Contains(c.Names, name) {
		c.Names = append(c.Names, name)
	}
	return true
}

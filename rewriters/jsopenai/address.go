package jsopenai

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/modules"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// addressKind says where a client's base URL comes from.
type addressKind int

const (
	implicit  addressKind = iota // not given, or undefined: the SDK's own variable, else api.openai.com
	literal                      // a literal, or the default of a variable, that is OpenAI's
	knob                         // a variable without default: the deployment decides
	elsewhere                    // another service already
	azureURL
	unclear
)

// address is the base URL of a client as the code gives it.
type address struct {
	kind     addressKind
	args     []syntax.Node    // the expressions that give it; none when none is given
	literals []jssyntax.Value // OpenAI's address in string literals
	knobs    []jssyntax.Value // variables read without a default
	host     string           // elsewhere: the literal
	azure    bool
	partly   bool // what else it may be cannot be told
	mixed    bool // some other service's literal may be used instead
	values   []jssyntax.Value
}

// address works out the base URL that some expressions give.
func (s *survey) address(args []syntax.Node) address {
	a := address{args: args}
	lost := false
	for _, arg := range args {
		list := s.js.Eval(arg)
		lost = lost || len(list) == 0
		a.values = append(a.values, list...)
		for _, v := range list {
			lost = a.add(v, arg) || lost
		}
	}
	a.mixed = a.host != "" && len(a.literals) > 0
	a.kind, a.partly = a.conclude(lost), lost
	return a
}

// add sorts one value by whose address it is; true where nothing can be said of it.
func (a *address) add(v jssyntax.Value, arg syntax.Node) bool {
	switch v.Kind {
	case jssyntax.String:
		text, _ := jssyntax.Text(v.Node)
		a.text(v, text)
	case jssyntax.Env:
		if !v.HasDefault {
			a.knobs = append(a.knobs, v)
		}
	case jssyntax.None:
	default:
		return !a.template(arg)
	}
	return false
}

// text sorts a literal address by whose it is. An empty one is none.
func (a *address) text(v jssyntax.Value, text string) {
	switch provider.ByURL(text) {
	case "openai":
		a.literals = append(a.literals, v)
	case "azure":
		a.azure = true
	default:
		if text = strings.TrimSpace(text); text != "" {
			a.host = text
		}
	}
}

// template looks at an address that is put together: of another service, or of Azure, where its text says so.
func (a *address) template(arg syntax.Node) bool {
	if !arg.Is("template_string") {
		return false
	}
	text := strings.Trim(arg.Text(), "`")
	switch who := provider.ByURL(text); {
	case who == "azure", strings.Contains(text, "/openai/deployments"):
		a.azure = true
	case who != "" && who != "openai":
		a.host = modules.Short(arg)
	default:
		return false
	}
	return true
}

// origin is an expression as messages name it: its text, and where what it reads of an object is put into that.
//
//	Have: config.baseURL -> config.baseURL, src/engine.ts:12: settings.API_URL
func (s *survey) origin(n syntax.Node) string {
	out := modules.Short(n)
	for _, v := range s.js.Eval(n.ChildByField("object")) {
		if v.Kind != jssyntax.Dict {
			continue
		}
		if e := jssyntax.EntryOf(v.Node, jssyntax.Last(n)); e.Value.Valid() && e.Value.Text() != n.Text() {
			return out + ", " + s.Place(e.Value) + ": " + modules.Short(e.Value)
		}
	}
	return out
}

func (a *address) conclude(lost bool) addressKind {
	switch {
	case a.azure:
		return azureURL
	case lost && len(a.literals) == 0:
		return unclear
	case len(a.literals) > 0:
		return literal
	case a.host != "":
		return elsewhere
	case len(a.knobs) > 0:
		return knob
	}
	return implicit
}

// addressArguments are the expressions that give a client its address.
func (s *survey) addressArguments(c *client) []syntax.Node {
	switch c.spec.how {
	case byFetch:
		return nil
	case byMethod:
		if second := jssyntax.Argument(c.call, 1); second.Valid() && !second.Is("undefined", "null") {
			return []syntax.Node{second}
		}
	}
	var out []syntax.Node
	for _, name := range append([]string{c.spec.url}, c.spec.older...) {
		out = append(out, s.get(c.opts, name)...)
	}
	if c.spec.how == byItself { // LangChain's legacy second argument
		for _, name := range []string{"basePath", "baseURL"} {
			out = append(out, s.entries(jssyntax.Argument(c.call, 1), name)...)
		}
	}
	return out
}

// toldAzure reports whether the options of a class that serves both make its client one of Azure.
//
//	Have: new OpenAI({ azure: { endpoint, deploymentName } }) of LlamaIndex; new ChatOpenAI({ azureOpenAIApiKey: key }) of LangChain
func (s *survey) toldAzure(c *client) bool {
	options := map[string][]string{"llamaindex-ts": {"azure"}, "langchain-js": {"azureOpenAIApiKey", "azureOpenAIApiInstanceName", "azureOpenAIApiDeploymentName"}}
	return slices.ContainsFunc(options[c.spec.sdk], func(name string) bool { return len(s.get(c.opts, name)) > 0 })
}

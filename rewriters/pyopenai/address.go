package pyopenai

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// addressKind says where a client's base URL comes from.
type addressKind int

const (
	implicit  addressKind = iota // not given, or None: OPENAI_BASE_URL, else api.openai.com
	literal                      // a literal, or the default of a variable, that is OpenAI's
	knob                         // a variable without default: the deployment decides
	elsewhere                    // another service already
	azureURL
	unclear
)

// address is the base URL of a client as the code gives it.
type address struct {
	kind     addressKind
	arg      syntax.Node      // the argument; invalid when there is none
	literals []pysyntax.Value // OpenAI's address in string literals, or Azure's
	knobs    []pysyntax.Value // variables read without a default
	host     string           // elsewhere: the literal
	azure    bool
	mixed    bool // some other service's literal may be used instead
	values   []pysyntax.Value
}

// fallsBack reports whether the SDK goes to api.openai.com when the variable is not set: os.getenv gives None then,
// os.environ[...] fails.
func (a *address) fallsBack() bool {
	for _, v := range a.knobs {
		if v.Node.Is("call") {
			return true
		}
	}
	return false
}

// address works out the base URL that an argument gives.
func (s *survey) address(arg syntax.Node) address {
	a := address{arg: arg}
	if !arg.Valid() {
		return a
	}
	a.values = s.py.Eval(arg)
	unknown := len(a.values) == 0
	for _, v := range a.values {
		switch {
		case v.Item:
			unknown = true // one of several, which serve more than this client
		case v.Kind == pysyntax.String:
			a.literal(v)
		case v.Kind == pysyntax.Env:
			if !v.HasDefault {
				a.knobs = append(a.knobs, v)
			}
		case v.Kind != pysyntax.None:
			unknown = true
		}
	}
	a.kind = a.conclude(unknown)
	return a
}

// literal sorts a literal address by whose it is.
func (a *address) literal(v pysyntax.Value) {
	text, _ := pysyntax.Text(v.Node)
	switch provider.ByURL(text) {
	case "openai":
		a.literals = append(a.literals, v)
	case "azure":
		a.azure, a.literals = true, append(a.literals, v)
	default:
		a.host = strings.TrimSpace(text)
	}
}

func (a *address) conclude(unknown bool) addressKind {
	a.mixed = a.host != "" && len(a.literals) > 0
	switch {
	case a.azure:
		return azureURL
	case len(a.literals) > 0:
		return literal
	case a.host != "":
		return elsewhere
	case len(a.knobs) > 0:
		return knob
	case unknown:
		return unclear
	case a.arg.Is("none"):
		return implicit
	case len(a.values) > 0 && a.values[0].Kind == pysyntax.None:
		return implicit
	}
	return unclear
}

// foreignKnob is the variable of a client's address that says by its name, together with that of the key, that it is another
// service's; empty where there is none, or where a model of OpenAI's is sent.
//
//	Have: OpenAI(base_url=os.getenv("MINING_BASE_URL"), api_key=os.getenv("MINING_API_KEY"))
func (s *survey) foreignKnob(c *client) string {
	if c.url.kind != knob || slices.ContainsFunc(c.requests, func(r *request) bool { return len(s.models.Of(r)) > 0 }) {
		return ""
	}
	for _, arg := range s.keyArguments(c) {
		for _, key := range s.py.Eval(arg) {
			for _, v := range c.url.knobs {
				if key.Kind == pysyntax.Env && provider.OfAnother(v.Name, key.Name) {
					return v.Name
				}
			}
		}
	}
	return ""
}

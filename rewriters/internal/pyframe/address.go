package pyframe

import (
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// addressKind says where a site's address comes from.
type addressKind int

const (
	implicit  addressKind = iota // not given, or None
	literal                      // a literal, or the default of a variable, that is OpenAI's
	knob                         // a variable without default: the deployment decides
	elsewhere                    // another service already
	azureURL
	unclear
)

// address is what a site is given as its address.
type address struct {
	kind     addressKind
	arg      syntax.Node
	values   []pysyntax.Value
	literals []pysyntax.Value // OpenAI's address
	knobs    []pysyntax.Value // variables read without a default
	host     string           // elsewhere: the literal, or the variable
}

// ours matches a variable that is not named after another service: whoever reads one that is has chosen that service.
var ours = regexp.MustCompile(`^([A-Z0-9]+_)*(OPENAI|OPEN_AI|OAI|LLM|AI|CHAT|EMBEDDINGS?|MODEL|API|BASE)_[A-Z0-9_]+$|^(API|BASE)_?(BASE|URL)$`)

// address works out what an argument gives.
func (v *survey) address(arg syntax.Node) address {
	a := address{arg: arg}
	if !arg.Valid() {
		return a
	}
	a.values = v.py.Eval(arg)
	lost, azure := len(a.values) == 0, false
	for _, x := range a.values {
		switch {
		case x.Item:
			lost = true // one of several, which serve more than this site
		case x.Kind == pysyntax.String:
			text, _ := pysyntax.Text(x.Node)
			switch provider.ByURL(text) {
			case "openai":
				a.literals = append(a.literals, x)
			case "azure":
				azure = true
			default:
				a.host = strings.TrimSpace(text)
			}
		case x.Kind == pysyntax.Env:
			switch {
			case !ours.MatchString(x.Name):
				a.host = x.Name
			case !x.HasDefault:
				a.knobs = append(a.knobs, x)
			}
		case x.Kind != pysyntax.None:
			lost = true
		}
	}
	a.kind = a.conclude(lost, azure)
	return a
}

func (a *address) conclude(lost, azure bool) addressKind {
	switch {
	case azure:
		return azureURL
	case len(a.literals) > 0:
		return literal
	case a.host != "":
		return elsewhere
	case len(a.knobs) > 0:
		return knob
	case lost:
		return unclear
	}
	return implicit
}

// defaults reports whether each variable of the address is read by os.getenv("X"), to which a default can be added.
func (a *address) defaults() bool {
	return !slices.ContainsFunc(a.knobs, func(x pysyntax.Value) bool {
		return !x.Node.Is("call") || len(pysyntax.Arguments(x.Node)) != 1
	})
}

// url spells the target's address, in the style asked for. Where a file of the project sets a variable that the site takes
// its address from by itself, that stays the knob it is, with the target as its default.
func (v *survey) url(s *Site, env pysyntax.Environ) string {
	url := s.mod.Quote(v.target.ClientURL())
	if name := v.setBy(s); name != "" {
		return env.Get(s.mod.Quote(name), url)
	}
	if v.target.Style == provider.Env {
		return env.Get(s.mod.Quote(v.target.URLEnv()), url)
	}
	return url
}

// setBy is the variable with which the project's configuration gives a site its address; empty for none.
func (v *survey) setBy(s *Site) string {
	if s.url.arg.Valid() {
		return ""
	}
	for _, name := range s.Reads {
		if v.configured(name) {
			return name
		}
	}
	return ""
}

func (v *survey) configured(name string) bool {
	known, ok := v.knob[name]
	if !ok {
		known = v.pass.Project.Sets(name)
		v.knob[name] = known
	}
	return known
}

// addressEdits changes the address that a site is given, where it is written.
func (v *survey) addressEdits(s *Site) []finding.Edit {
	var out []finding.Edit
	for _, x := range s.url.literals {
		out = append(out, v.urlAt(s, x)...)
	}
	for _, x := range s.url.knobs {
		if args := pysyntax.Arguments(x.Node); len(args) == 1 && s.url.kind == knob {
			m := v.py.Module(x.Node)
			at := args[0].Node.End()
			out = append(out, finding.In(m.File, edit.Edit{Start: at, End: at, New: ", " + m.Quote(v.target.ClientURL()), Node: "default of " + x.Name})...)
		}
	}
	if s.url.arg.Is("none") {
		env := v.py.Environ(s.mod, s.node)
		out = append(out, v.swap(s.mod, s.url.arg, v.url(s, env), env, "address")...)
	}
	return out
}

// urlAt replaces a literal address; in the env style by a read of a variable, unless it is the default of one.
func (v *survey) urlAt(s *Site, x pysyntax.Value) []finding.Edit {
	m := v.py.Module(x.Node)
	if v.target.Style == provider.Env && !x.Fallback {
		env := v.py.Environ(m, x.Node)
		return v.swap(m, x.Node, env.Get(m.Quote(v.target.URLEnv()), m.Quote(v.target.ClientURL())), env, "address")
	}
	if e, ok := pysyntax.Replace(x.Node, v.target.ClientURL()); ok {
		return finding.In(m.File, e)
	}
	return nil
}

// swap replaces an expression by one that may read the environment.
func (v *survey) swap(m *pysyntax.Module, n syntax.Node, text string, env pysyntax.Environ, what string) []finding.Edit {
	out := finding.In(m.File, edit.Edit{Start: n.Start(), End: n.End(), New: text, Node: what})
	if reads(text) {
		out = append(out, finding.In(m.File, env.Edits()...)...)
	}
	return out
}

// reads reports whether an expression as this package spells it reads the environment.
func reads(text string) bool {
	return strings.Contains(text, "environ") || strings.Contains(text, "getenv")
}

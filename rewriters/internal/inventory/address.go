package inventory

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/lexical"
)

// addressKind is how much is known of where a client sends its requests.
type addressKind int

const (
	silent    addressKind = iota // nothing is said: OpenAI
	openai                       // OpenAI's own address is written
	elsewhere                    // another one is
	variable                     // it is decided elsewhere
)

// address is where a client sends its requests.
type address struct {
	kind  addressKind
	host  string // elsewhere: the address; variable: the variable of the environment, if one is named
	leads bool   // to OpenAI, unless something that is not in the file says otherwise
}

// address looks for what a client is told: in its statement, and in what the statement's names were given in the file.
func (f *file) address(c *made) address {
	if a := f.addressIn(c.sdk, c.from, c.to, map[string]bool{}); a.kind != silent {
		return a
	}
	if c.sdk.Static {
		if a := f.addressIn(c.sdk, 0, len(f.tokens), map[string]bool{}); a.kind != silent {
			return a
		}
	}
	return address{leads: true}
}

func (f *file) addressIn(s *SDK, from, to int, seen map[string]bool) address {
	for i := from; i < min(to, len(f.tokens)); i++ {
		if slices.Contains(s.Address, f.name(i)) {
			if a := f.valueAt(i+1, to); a.kind != silent {
				return a
			}
		}
	}
	for i := from; i < min(to, len(f.tokens)); i++ {
		if t := f.tokens[i]; t.Kind == lexical.Text && strings.Contains(f.inside(t), "://") {
			return judge(f.inside(t)) // the address by its place
		}
		name := f.name(i)
		if name == "" || seen[name] || f.isLabel(i) {
			continue
		}
		seen[name] = true
		for _, at := range f.given(name, i) {
			if a := f.addressIn(s, at, f.statement(at), seen); a.kind != silent {
				return a
			}
		}
	}
	return address{}
}

// valueAt reads what an address is set to, from the token behind its name: a bracket, "=", ":" or nothing (a named
// argument of Ruby's).
func (f *file) valueAt(i, to int) address {
	end := f.statement(i)
	if f.punct(i) == "(" {
		end = f.closing(i)
	}
	var found address
	for ; i < min(end, to, len(f.tokens)); i++ {
		t := f.tokens[i]
		if t.Kind == lexical.Text {
			text := f.inside(t)
			if a := judge(text); a.kind != silent {
				return a
			}
			if strings.Contains(text, ".") && !strings.ContainsAny(text, " \t\n") { // Swift and PHP take a host without its scheme
				return address{kind: elsewhere, host: text}
			}
			found = address{kind: variable, host: variableName(f.inside(t)), leads: true}
		} else if n := f.name(i); n != "" && found.kind == silent {
			found = address{kind: variable}
			for _, at := range f.given(n, i) {
				if a := f.valueAt(at, f.statement(at)); a.kind != silent {
					return a
				}
			}
		}
	}
	return found
}

// variableName returns s if it can be the name of a variable of the environment.
func variableName(s string) string {
	if s != "" && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789") == "" {
		return s
	}
	return ""
}

// judge tells whose an address is; silent for a text that is none.
func judge(text string) address {
	switch who := provider.ByURL(text); {
	case who == "openai" || who == "azure":
		return address{kind: openai, leads: true}
	case who != "", strings.Contains(text, "://"):
		return address{kind: elsewhere, host: text}
	}
	return address{}
}

// isLabel reports whether a name only says which argument follows.
func (f *file) isLabel(i int) bool { return f.punct(i+1) == ":" && f.punct(i+2) != ":" }

// given returns the indexes behind the "=" where a name is set in the file: the last place before i, or, where there is
// none, those behind it.
//
//	Have: var options = new OpenAIClientOptions { … };  private static final String URL = "https://…";
func (f *file) given(name string, i int) []int {
	var before, behind []int
	for _, at := range f.names()[name] {
		eq := f.equals(at + 1)
		switch {
		case at == i || eq == 0:
		case at < i:
			before = []int{eq + 1}
		default:
			behind = append(behind, eq+1)
		}
	}
	if before != nil {
		return before
	}
	return behind
}

// equals returns the index of the "=" at a token, or behind the type that stands before it; 0 where there is none.
//
//	Have: = "https://…"   : String = "https://…"   : &'static str = "https://…"
func (f *file) equals(i int) int {
	if f.punct(i) == ":" {
		for end := min(i+8, len(f.tokens)); i < end && !f.tokens[i].Line && !strings.Contains("=;,(){}", f.punct(i)); {
			i++
		}
	}
	if f.punct(i) == "=" && !strings.Contains("=>", f.punct(i+1)) {
		return i
	}
	return 0
}

// names returns where each name stands.
func (f *file) names() map[string][]int {
	if f.where == nil {
		f.where = map[string][]int{}
		for i := range f.tokens {
			if n := f.name(i); n != "" {
				f.where[n] = append(f.where[n], i)
			}
		}
	}
	return f.where
}

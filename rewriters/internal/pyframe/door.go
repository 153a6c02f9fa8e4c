package pyframe

import (
	"maps"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// entry is one thing that an argument of a site must hold: the keys that lead to it, and its value in Python.
type entry struct {
	path  []string
	value string
}

// body are the fields that a target's model wants beyond OpenAI's, and those that reach it under its own names that way
// only. The keys are those below which the framework takes them.
func body(under ...string) func(*survey, *Site) []entry {
	return func(v *survey, s *Site) []entry {
		out := v.detoured(s, under)
		c, _ := v.choice(s)
		for _, name := range slices.Sorted(maps.Keys(c.Set)) {
			out = append(out, entry{append(slices.Clone(under), name), spell(s.mod, c.Set[name])})
		}
		return out
	}
}

// holding is an entry that is always the same.
func holding(key, value string) func(*survey, *Site) []entry {
	return func(_ *survey, s *Site) []entry { return []entry{{[]string{key}, s.mod.Quote(value)}} }
}

// byKey joins entries that begin with the same key, in the order in which the keys come first.
func byKey(list []entry) (out [][]entry) {
	for _, e := range list {
		i := slices.IndexFunc(out, func(g []entry) bool { return g[0].path[0] == e.path[0] })
		if i < 0 {
			out = append(out, []entry{e})
			continue
		}
		out[i] = append(out[i], e)
	}
	return out
}

// deeper are entries without their first key.
func deeper(list []entry) (out []entry) {
	for _, e := range list {
		out = append(out, entry{e.path[1:], e.value})
	}
	return out
}

// value writes what stands below the common first key of some entries.
func value(m *pysyntax.Module, list []entry) string {
	if len(list[0].path) == 1 {
		return list[0].value
	}
	return "{" + strings.Join(pairs(m, deeper(list)), ", ") + "}"
}

// pairs writes entries as those of a dict display.
func pairs(m *pysyntax.Module, list []entry) (out []string) {
	for _, g := range byKey(list) {
		out = append(out, m.Quote(g[0].path[0])+": "+value(m, g))
	}
	return out
}

// keywords writes entries as keyword arguments.
func keywords(m *pysyntax.Module, list []entry) (out []string) {
	for _, g := range byKey(list) {
		out = append(out, g[0].path[0]+"="+value(m, g))
	}
	return out
}

// display writes entries as the whole value of an argument.
//
//	Have: {"extra_body": {"thinking": "off"}}, or ModelSettings(extra_body={"thinking": "off"})
func (x Setting) display(m *pysyntax.Module, list []entry) string {
	if x.Call != "" {
		return x.Call + "(" + strings.Join(keywords(m, list), ", ") + ")"
	}
	return "{" + strings.Join(pairs(m, list), ", ") + "}"
}

// holds reports whether an expression is a dict, or a call of keywords that makes one, whose entries stand right there.
func holds(n syntax.Node) bool {
	if !n.Is("call") {
		return n.Is("dictionary")
	}
	last := pysyntax.Last(n.ChildByField("function"))
	return last == "dict" || strings.HasSuffix(last, "Settings")
}

// enter adds entries to such an expression and takes others out; false where an entry belongs into what is not written
// out there. What is said there already stays.
//
//	Have: extra_body={"top_k": 5} -> extra_body={"top_k": 5, "thinking": {"type": "disabled"}}
func (v *survey) enter(m *pysyntax.Module, at syntax.Node, gone []syntax.Node, list []entry) (out []edit.Edit, ok bool) {
	if !holds(at) {
		return nil, len(list) == 0 && len(gone) == 0
	}
	var add []entry
	for _, g := range byKey(list) {
		have := v.py.Entry(at, g[0].path[0])
		switch {
		case !have.Valid():
			add = append(add, g...)
		case len(g[0].path) > 1:
			inner, ok := v.enter(m, have, nil, deeper(g))
			if !ok {
				return nil, false
			}
			out = append(out, inner...)
		}
	}
	if !at.Is("call") {
		return append(out, m.RearrangePairs(at, gone, pairs(m, add))...), true
	}
	var drop []string
	for _, n := range gone {
		drop = append(drop, n.ChildByField("name").Text())
	}
	return append(out, m.Rearrange(at, drop, keywords(m, add))...), true
}

// lacks writes the entries of a setting, for a message.
func (v *survey) lacks(s *Site, name string) string {
	for _, x := range s.Also {
		if x.Name == name && x.Body != nil {
			return x.display(s.mod, x.Body(v, s))
		}
	}
	return ""
}

// shut are the settings of a site whose entries cannot be added, because what holds them is not written out in it.
func (v *survey) shut(s *Site) (out []given) {
	for _, x := range s.Also {
		if x.Body == nil {
			continue
		}
		list, g := x.Body(v, s), s.arg(x.Name)
		if !g.value.Valid() || g.value.Is("none") || len(list) == 0 {
			continue
		}
		if _, ok := v.enter(s.mod, g.value, nil, list); !ok || !g.own {
			out = append(out, g)
		}
	}
	return out
}

package pyframe

import (
	"fmt"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// State says what becomes of a site.
type State int

// The states.
const (
	Moving  State = iota // it will talk to the target
	Staying              // it talks to another service already
	Knobbed              // a variable outside the code decides
	ByHand               // a person must decide
)

// Site is one call of a shape, or a dict of settings.
type Site struct {
	*Shape
	mod   *pysyntax.Module
	node  syntax.Node // the call or the dict
	class syntax.Node // the project's subclass that is called; may be invalid
	given []given
	open  bool // some of its arguments cannot be seen

	url    address
	names  []*sink
	from   string        // an expression that gives the model when no name can be seen; empty otherwise
	alien  string        // a model that is none of OpenAI's
	aliens []syntax.Node // where such a name is written, as far as it says so
	azure  bool          // the model's name says Azure
	State  State
	Why    i18n.Text // ByHand: what keeps it from moving
	doubts advice.Doubts
	judged *[]judged // see survey.judgements; nil until looked for

	renames []rename
}

// rename is an argument whose name changes with the move.
type rename struct {
	node syntax.Node
	to   string
}

// given is one argument of a site, its own or that of a dict which ** expands.
type given struct {
	name  string
	value syntax.Node
	own   bool // it stands in the site itself
}

// symbol is the site's name in the framework's terms.
func (s *Site) symbol() string {
	if len(s.Names) == 0 {
		return s.Under[0]
	}
	if s.node.Is("call") {
		if last := pysyntax.Last(s.node.ChildByField("function")); slices.Contains(s.Names, last) {
			return last
		}
	}
	return s.Names[0]
}

func (s *Site) id() string { return fmt.Sprintf("%s:%d", s.mod.File.Path, s.node.Start()) }

func (s *Site) key(kind finding.KeyKind) finding.Key {
	return finding.Key{Kind: kind, Scope: ".", Name: s.id()}
}

// arg returns the argument under the first of some names that is given, the zero one when none is.
func (s *Site) arg(names ...string) given {
	for _, name := range names {
		for _, g := range s.given {
			if g.name == name {
				return g
			}
		}
	}
	return given{}
}

func (s *Site) has(name string) bool { return s.arg(name).value.Valid() }

// find collects the sites of a file.
func (v *survey) find(m *pysyntax.Module) {
	for n := range m.Tree.Root().Descendants("call") {
		fn := n.ChildByField("function")
		v.meetMethod(m, n, fn)
		if last := pysyntax.Last(fn); last == "" || !v.may[last] && !fn.Is("identifier") && !v.frames(fn) || !v.py.MayMake(fn) {
			continue
		}
		for _, x := range v.py.Eval(n) {
			if x.Kind == pysyntax.Object && x.Node == n && len(x.Attrs) == 0 {
				v.meet(m, n, x)
			}
		}
	}
	v.findDicts(m)
}

// frames reports whether a callee may be a class of the project under a module's name: models.Chat(...).
func (v *survey) frames(fn syntax.Node) bool {
	last := pysyntax.Last(fn)
	return last[0] >= 'A' && last[0] <= 'Z'
}

// meet adds what a call constructs, if it is of a shape or one of the notes.
func (v *survey) meet(m *pysyntax.Module, n syntax.Node, x pysyntax.Value) {
	if shape := v.shapeOf(x.Path); shape != nil {
		if v.byNode[n] == nil {
			v.add(&Site{Shape: shape, mod: m, node: n, class: x.Class})
		}
		return
	}
	for i := range v.frame.Notes {
		if note := &v.frame.Notes[i]; note.On == nil && within(x.Path, note.In, note.Names) {
			v.notes = append(v.notes, noted{note, m, n, x.Path[strings.LastIndexByte(x.Path, '.')+1:]})
		}
	}
}

// meetMethod adds a call of a method that one of the notes is about.
func (v *survey) meetMethod(m *pysyntax.Module, n, fn syntax.Node) {
	for i := range v.frame.Notes {
		note := &v.frame.Notes[i]
		if !fn.Is("attribute") || !slices.Contains(note.On, pysyntax.Last(fn)) {
			continue
		}
		for _, x := range v.py.Eval(fn.ChildByField("object")) {
			if x.Kind == pysyntax.Object && len(x.Attrs) == 0 && within(x.Path, note.In, note.Names) {
				v.notes = append(v.notes, noted{note, m, n, pysyntax.Last(fn)})
				break
			}
		}
	}
}

func (v *survey) add(s *Site) {
	v.given(s)
	v.byNode[s.node] = s
	v.sites = append(v.sites, s)
}

// given reads the arguments of a site.
func (v *survey) given(s *Site) {
	if !s.node.Is("call") {
		s.given = v.pairs(s.node, true)
		return
	}
	for i, a := range pysyntax.Arguments(s.node) {
		switch {
		case a.Splat:
			v.expand(s, a)
		case a.Name != "":
			s.given = append(s.given, given{a.Name, a.Value, true})
		case i+1 == s.At && len(s.Model) > 0:
			s.given = append(s.given, given{s.Model[0], a.Value, true})
		}
	}
}

// expand adds the entries of a dict that ** expands; one that is not written out makes the site an open one.
func (v *survey) expand(s *Site, a pysyntax.Arg) {
	list := v.py.Eval(a.Value)
	if len(list) != 1 || list[0].Kind != pysyntax.Dict || !strings.HasPrefix(a.Node.Text(), "**") || v.grows(list[0]) {
		s.open = true
		return
	}
	s.given = append(s.given, v.pairs(list[0].Node, false)...)
}

// grows reports whether a dict gets further entries after it is written.
func (v *survey) grows(dict pysyntax.Value) bool {
	for _, ref := range dict.Trace {
		for _, n := range v.py.Uses(ref.Binding) {
			up := n.Parent()
			if up.Is("subscript") && up.Parent().Is("assignment") && up.Field() == "left" || up.Is("attribute") && n.Field() == "object" && pysyntax.Last(up) == "update" {
				return true
			}
		}
	}
	return false
}

func (v *survey) pairs(dict syntax.Node, own bool) []given {
	var out []given
	if dict.Is("call") {
		for _, a := range pysyntax.Arguments(dict) {
			out = append(out, given{a.Name, a.Value, own})
		}
		return out
	}
	for p := range dict.NamedChildren() {
		if key, ok := pysyntax.Text(p.ChildByField("key")); ok && p.Is("pair") {
			out = append(out, given{key, p.ChildByField("value"), own})
		}
	}
	return out
}

// findDicts collects dicts that hold the settings of a model, in a file that imports the framework.
//
//	Have: config_list = [{"model": "gpt-4o", "api_key": k}]
func (v *survey) findDicts(m *pysyntax.Module) {
	shape := v.frame.dicts()
	if shape == nil || !v.py.ImportsWanted(m.File) {
		return
	}
	for n := range m.Tree.Root().Descendants("dictionary") {
		s := &Site{Shape: shape, mod: m, node: n}
		v.given(s)
		model := s.arg(shape.Model...).value.Valid()
		if s.given = nil; model && v.settings(shape, n) && v.byNode[n] == nil {
			v.add(s)
		}
	}
}

// settings reports whether a dict stands where the framework looks for the settings of a model: under one of the shape's
// names itself, or in a list there.
func (v *survey) settings(shape *Shape, dict syntax.Node) bool {
	if up := dict.Parent(); up.Is("list") && v.under(shape, up) {
		return true
	}
	return v.under(shape, dict)
}

func (v *survey) under(shape *Shape, n syntax.Node) bool {
	key, ok := v.keyOf(n)
	if up := n.Parent(); up.Is("argument_list") {
		key, ok = pysyntax.Last(up.Parent().ChildByField("function")), true
	}
	return ok && slices.ContainsFunc(shape.Under, func(name string) bool { return strings.Contains(strings.ToLower(key), name) })
}

// keyOf is the name that a display is bound to: a variable, a keyword or the key of a dict.
func (v *survey) keyOf(n syntax.Node) (string, bool) {
	switch up := n.Parent(); up.Kind() {
	case "assignment":
		return pysyntax.Last(up.ChildByField("left")), n.Field() == "right"
	case "keyword_argument":
		return up.ChildByField("name").Text(), true
	case "pair":
		key, ok := pysyntax.Text(up.ChildByField("key"))
		return key, ok
	}
	return "", false
}

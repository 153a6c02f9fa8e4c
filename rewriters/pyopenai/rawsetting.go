package pyopenai

import (
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// setting is a knob of an application as its default shows it.
type setting struct {
	name     string      // as the code calls it: open_ai_api_base, DEFAULT_API_BASE, --base-url
	keys     []string    // the names under which a value is looked for before the default is taken
	holder   syntax.Node // the identifier that the value is bound to; may be invalid
	entry    syntax.Node // the pair of a dict that it is the value of; may be invalid
	call     syntax.Node // the call that it is handed to; may be invalid
	fallback bool        // it is what another expression falls back on
	option   bool        // the default of a command-line option
}

// settingOf climbs from a literal to the setting whose default it is; false where it is no such thing.
//
//	Have: conf().get("api_base") or "https://…" -> keys api_base, fallback
//	Have: def __init__(self, base_url="https://…") -> name base_url
func (s *survey) settingOf(n syntax.Node) (setting, bool) {
	var k setting
	for {
		up := n.Parent()
		switch up.Kind() {
		case "parenthesized_expression":
		case "boolean_operator":
			if n.Field() == "right" && up.ChildByField("operator").Text() == "or" {
				k.fallback = true
				k.add(up.ChildByField("left"))
			}
		case "conditional_expression":
			if up.NamedChild(1) == n {
				return k, false
			}
			k.fallback = true
		case "attribute": // (x or LITERAL).rstrip("/")
			if up = up.Parent(); !up.Is("call") || !trimmed[pysyntax.Last(up.ChildByField("function"))] {
				return k, k.fallback
			}
		case "argument_list", "keyword_argument":
			call, goes := k.argument(n)
			if !goes {
				return k, k.fallback || k.option || k.call.Valid()
			}
			up = call
		default:
			return k, k.end(n, up)
		}
		n = up
	}
}

var trimmed = map[string]bool{"strip": true, "rstrip": true, "removesuffix": true}

// argument is a literal that a call is given: the default of what it looks up, or just handed on. It reports whether what
// the call gives is still the setting's value.
func (k *setting) argument(n syntax.Node) (call syntax.Node, goes bool) {
	list, word := n.Parent(), ""
	if list.Is("keyword_argument") {
		word, list = list.ChildByField("name").Text(), list.Parent()
	}
	call = list.Parent()
	first := list.NamedChild(0)
	switch last := pysyntax.Last(call.ChildByField("function")); {
	case last == "add_argument" && word == "default":
		k.option = true
		k.addFlags(call)
		return call, false
	case last == "Field" && (word == "default" || first == n), last == "field" && word == "default":
		return call, true
	case looksUp.MatchString(last) && first != n && (word == "" || word == "default" || word == "fallback"):
		k.fallback = true
		k.addKeys(list)
		return call, true
	case word != "":
		k.name = word
	}
	k.call = call
	return call, false
}

// looksUp matches functions and methods that give their last argument when they find nothing under the others: get, getenv,
// setting, read_config.
var looksUp = regexp.MustCompile(`(?i)^(?:get\w*|pop|setdefault|\w*(?:env|conf|config|cfg|setting|option)s?)$`)

// end notes what finally holds the value.
func (k *setting) end(n, up syntax.Node) bool {
	switch up.Kind() {
	case "default_parameter", "typed_default_parameter":
		k.holder = up.ChildByField("name")
	case "pair":
		if n.Field() == "key" {
			return false
		}
		k.entry = up
		k.name, _ = pysyntax.Text(up.ChildByField("key"))
		return true
	case "assignment":
		left := up.ChildByField("left")
		if left.Is("subscript") {
			k.name, _ = pysyntax.Text(left.ChildByField("subscript"))
			return k.name != ""
		}
		if k.holder = left; left.Is("attribute") {
			k.holder = left.ChildByField("attribute")
		}
	default:
		return k.fallback
	}
	if !k.holder.Is("identifier") {
		return k.fallback
	}
	k.name = k.holder.Text()
	return true
}

// constant reports whether nothing but the code itself sets the value.
func (k *setting) constant() bool {
	return !k.fallback && !k.option && !k.entry.Valid() && !k.holder.Parent().Is("default_parameter", "typed_default_parameter")
}

// identifierLike matches names of variables and of entries in configuration.
var identifierLike = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_.-]{2,}$`)

// add notes the names that an expression looks for a value under.
func (k *setting) add(left syntax.Node) {
	for n := range left.Descendants("argument_list", "subscript") {
		k.addKeys(n)
	}
	if len(k.keys) == 0 {
		k.name = pysyntax.Last(left)
	}
}

func (k *setting) addKeys(list syntax.Node) {
	for n := range list.NamedChildren() {
		if t, ok := pysyntax.Text(n); ok && identifierLike.MatchString(t) && !slices.Contains(k.keys, t) {
			k.keys = append(k.keys, t)
		}
	}
}

func (k *setting) addFlags(call syntax.Node) {
	for _, a := range pysyntax.Arguments(call) {
		if flag, ok := pysyntax.Text(a.Value); ok && a.Name == "" && strings.HasPrefix(flag, "--") {
			k.name = flag
			k.keys = append(k.keys, strings.ReplaceAll(strings.TrimPrefix(flag, "--"), "-", "_"))
		}
	}
}

// label is the setting's name for messages.
func (k *setting) label() string {
	if len(k.keys) > 0 && !k.option {
		return k.keys[0]
	}
	return k.name
}

// collections climbs from a literal through the displays around it: the outermost, and how many there are.
func collections(n syntax.Node) (outermost syntax.Node, depth int) {
	for up := range n.Ancestors() {
		switch {
		case up.Is("dictionary", "list", "tuple", "set"):
			outermost, depth = up, depth+1
		case !up.Is("pair", "boolean_operator", "parenthesized_expression", "conditional_expression", "argument_list", "call", "keyword_argument", "attribute"):
			return outermost, depth
		}
	}
	return outermost, depth
}

package keyvalue

import (
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/source"
)

// variable is what the names of environment variables look like.
var variable = regexp.MustCompile(`^[A-Z][A-Z0-9_]*$`)

// pairs turns lists of names with values into settings.
//
//	Have: {name: OPENAI_BASE_URL, value: X} -> OPENAI_BASE_URL is X
//	Have: {name: OPENAI_API_KEY, valueFrom: {secretKeyRef: {name: llm, key: OPENAI_API_KEY}}} -> OPENAI_API_KEY is from the secret llm
func pairs(list []Entry) []Entry {
	groups := map[string][]int{} // of pairs: indexes by the path of what holds them
	for i := range list {
		if e := &list[i]; (e.Last() == "name" || e.Last() == "Name") && variable.MatchString(e.Value) {
			groups[e.Parent()] = nil
		}
	}
	if len(groups) == 0 {
		return list
	}
	for i := range list {
		parent := list[i].Parent()
		if members, pair := groups[parent]; pair {
			groups[parent] = append(members, i)
		}
	}
	sources := fromStores(list)
	drop := map[int]bool{}
	var made []Entry
	for parent, members := range groups {
		name := find(list, members, "name", "Name")
		if name < 0 || list[name].Opaque || !variable.MatchString(list[name].Value) {
			continue
		}
		e := list[name]
		e.Name, e.Key, e.Environ, e.Lines = e.Value, e.Text, true, e.Item
		e.Path = append(slices.Clone(e.Path[:len(e.Path)-1]), e.Name)
		from := sources[parent]
		switch value := find(list, members, "value", "Value", "defaultValue"); {
		case value >= 0:
			e.Value, e.Text, e.Opaque, e.Block, e.Null = list[value].Value, list[value].Text, list[value].Opaque, list[value].Block, list[value].Null
			drop[value] = true
		case len(from) > 0:
			e.Value, e.Text, e.Opaque = "", source.Span{Start: e.Key.End, End: e.Key.End}, true
			e.Origin, e.Also = origin(list, from, e.Name)
			for _, i := range from {
				drop[i] = true
			}
		default:
			continue
		}
		drop[name] = true
		made = append(made, e)
	}
	var out []Entry
	for i := range list {
		if !drop[i] {
			out = append(out, list[i])
		}
	}
	return append(out, made...)
}

// find returns the index of the member with one of the keys, or -1.
func find(list []Entry, members []int, keys ...string) int {
	for _, i := range members {
		if slices.Contains(keys, list[i].Last()) {
			return i
		}
	}
	return -1
}

// stores are the keys below which a pair says where its value comes from.
var stores = []string{"valueFrom", "ValueFrom", "secretRef", "value_from", "value_source"}

// fromStores returns the entries at or below such a key, by the path of the pair.
func fromStores(list []Entry) map[string][]int {
	out := map[string][]int{}
	for i := range list {
		if k := slices.IndexFunc(list[i].Path, func(k string) bool { return slices.Contains(stores, k) }); k >= 0 {
			pair := join(list[i].Path[:k])
			out[pair] = append(out[pair], i)
		}
	}
	return out
}

// origin names the store that a value comes from, and the places in it that repeat the variable's name.
func origin(list []Entry, from []int, name string) (string, []source.Span) {
	var words []string
	var also []source.Span
	for _, i := range from {
		e := &list[i]
		if e.Opaque || e.Value == "" || e.Last() == "optional" {
			continue
		}
		words = append(words, e.Value)
		if i := strings.Index(e.Value, name); i >= 0 && !word.MatchString(strings.Replace(e.Value, name, "", 1)) {
			also = append(also, source.Span{Start: e.Text.Start + i, End: e.Text.Start + i + len(name)})
		}
	}
	return strings.Join(words, "/"), also
}

// assignment is an item that sets a variable.
var assignment = regexp.MustCompile(`^([A-Za-z_][A-Za-z0-9_]*)=(.*)$`)

// assignments splits items of the form X=Y, and takes items that are the name of a variable alone, where variables are
// listed, as handed on from outside.
func assignments(list []Entry) []Entry {
	for i := range list {
		e := &list[i]
		if e.Key.End > 0 || e.Opaque || e.Block || e.Name != "" {
			continue
		}
		if m := assignment.FindStringSubmatchIndex(e.Value); m != nil && variable.MatchString(e.Value[m[2]:m[3]]) {
			start := e.Text.Start
			e.Name, e.Environ = e.Value[m[2]:m[3]], true
			e.Key = source.Span{Start: start + m[2], End: start + m[3]}
			e.Value, e.Text = e.Value[m[4]:m[5]], source.Span{Start: start + m[4], End: start + m[5]}
		} else if variable.MatchString(e.Value) && passes[keyAbove(e.Path)] {
			e.Name, e.Environ, e.Origin, e.Opaque = e.Value, true, Environment, true
			e.Key, e.Value = e.Text, ""
			e.Text = source.Span{Start: e.Key.End, End: e.Key.End}
		}
	}
	return list
}

// passes are the keys of lists of variables that are handed on.
var passes = map[string]bool{"environment": true, "env": true, "passenv": true, "pass_env": true, "passEnv": true, "globalEnv": true, "globalPassThroughEnv": true, "passThroughEnv": true}

// flagged is an argument that gives a value.
var flagged = regexp.MustCompile(`^--?([A-Za-z][\w.-]*)=(.*)$`)

// flags gives arguments their names: --model=x, and x after --model.
func flags(list []Entry) []Entry {
	for i := range list {
		e := &list[i]
		if e.Key.End > 0 || e.Opaque || e.Name != "" {
			continue
		}
		if m := flagged.FindStringSubmatchIndex(e.Value); m != nil {
			e.Name = e.Value[m[2]:m[3]]
			e.Text.Start += m[4]
			e.Value = e.Value[m[4]:m[5]]
		} else if i > 0 && list[i-1].Parent() == e.Parent() && list[i-1].Key.End == 0 && strings.HasPrefix(list[i-1].Value, "--") {
			e.Name = strings.TrimLeft(list[i-1].Value, "-")
		}
	}
	return list
}

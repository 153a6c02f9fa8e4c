package finding

import (
	"strings"

	"github.com/openai-migrate/migrate/pkg/source"
)

// Key names a fact that one fix brings about and others depend on, within a part of the tree.
type Key struct {
	Kind  KeyKind
	Scope string // slash path of a directory (or file); "." for the whole tree
	Name  string
}

// KeyKind is the kind of fact.
type KeyKind string

// The kinds of key.
const (
	// KeyClient: the client Name now talks to the target.
	KeyClient KeyKind = "client"
	// KeyReads: code that is migrated reads the target's key variable in place of the variable Name.
	KeyReads KeyKind = "reads"
	// KeySets: the place that sets the variable Name now sets the target's variable.
	KeySets KeyKind = "sets"
	// KeyRefuses: nothing below the scope is changed; Name says why, in a word.
	KeyRefuses KeyKind = "refuses"
	// KeyModel: a model name that Name (a client, or a constant's qualified name) sends is the target's.
	KeyModel KeyKind = "model"
)

// Matches reports whether two keys speak of the same fact: equal kind and name, and one scope within the other (a .env
// at the root serves every service below it, that of one service does not serve its neighbour).
func (k Key) Matches(o Key) bool {
	return k.Kind == o.Kind && k.Name == o.Name && (source.Within(k.Scope, o.Scope) || source.Within(o.Scope, k.Scope))
}

// Setting is the key under which code that sends what a setting says, and the file that sets it, find each other: path is
// that of the code (a file, or a directory that holds it), name what it looks the setting up by; empty where the code is not
// known to that detail. The code provides a KeyClient and requires the KeyModel; the file does the opposite.
func Setting(kind KeyKind, path, name string) Key {
	return Key{Kind: kind, Scope: path, Name: "setting " + strings.ReplaceAll(name, "-", "_")}
}

package gosdk

import (
	"slices"
	"strings"

	"golang.org/x/mod/semver"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

// SDK is what there is to know of one SDK: where its clients are made, and by which arguments, options and fields they
// get address, key and model. Functions, types and fields are named by import path: "example.com/sdk.NewClient",
// "example.com/sdk.Config.BaseURL".
type SDK struct {
	Name    string
	Modules []string       // module paths, one a major version or fork; all import paths below are the SDK's
	Stubs   gosyntax.Stubs // surface by import path

	Makers   map[string]Maker              // functions, and types of literals, that make clients
	Options  map[string]Option             // functions that make options
	Fields   map[string]Option             // fields of settings
	Requests map[string]finding.Capability // types of requests with a field Model
	Models   map[string]Model              // functions and methods that take a model's name
	Holders  []string                      // types that are clients, or hold one
	Through  []string                      // functions whose argument comes out unchanged in meaning

	// Method says what a method is called in findings and which part of the API it uses; empty for one that sends nothing.
	Method func(receiver, name string) (symbol string, c finding.Capability)

	Env     Env
	Empty   bool              // an empty address means OpenAI's
	Slashes bool              // it joins addresses and paths with care
	Since   map[string]string // what came with a version: "EmbeddingModel": "v1.18.0"
	Enum    string            // the type of models that is an int enumeration before Since[Enum]
	Door    Door              // the way to send fields that the SDK does not know
	Length  string            // the option that asks for embeddings of a length, where it is one beside the model
	Hand    i18n.Text         // how to point a client elsewhere by hand
}

// Maker is a function or literal that makes a client, or settings that become one.
type Maker struct {
	Shape   Shape
	Key     int // 1-based: the argument that is the key; 0 for none
	Drop    int // 1-based: an argument that a move leaves out; 0 for none
	Args    int // how many arguments it must have; 0 for any number
	Options int // 0-based: where its options begin
	Of      int // Wrap: 0-based, the argument that is the settings
	Azure   bool
	Recipe  i18n.Text // ByHand: what to do
}

// Shape is how a client is given its settings.
type Shape int

// The shapes.
const (
	ByValue   Shape = iota + 1 // settings are a value whose fields are assigned: cfg.BaseURL = "..."
	ByOption                   // options are arguments: NewClient(option.WithBaseURL("..."))
	ByLiteral                  // settings are a literal: &Config{BaseURL: "..."}
	ByHand                     // only a person can move it
	Wrap                       // makes a client of settings that were made elsewhere
)

// Option is what an option or a field of settings gives.
type Option struct {
	Role       Role
	Capability finding.Capability // of a Model
}

// Role is what a setting means.
type Role int

// The roles.
const (
	Address Role = iota + 1
	Key
	ModelName
	Foreign // means something to OpenAI or Azure only, and is sent to whatever the address is
	Azure   // makes it a client of Azure
	List    // further options
	Reset   // sets the address back to OpenAI's
	Clash   // cannot stand beside an address
	Length  // the length of embeddings
)

// Model is an argument that names a model.
type Model struct {
	Arg        int // 0-based
	Capability finding.Capability
	Shared     bool // other SDKs use it too: only a name of OpenAI's counts
	Ref        bool // it may be a reference with the provider's name before it: "openai/gpt-4o"
}

// Env are the variables that an SDK reads by itself.
type Env struct {
	Key, Model string
	Default    string // the model it sends when none is given
	Add        string // the option or field that gives the model
}

// Door is a way to send fields that an SDK does not know.
type Door struct {
	Call  string // import path and function of an option of the call: WithJSONSet(path, value)
	Field string // field of the settings that takes a map
}

// of returns the SDK of an import path; nil for one that is none's.
func (r *run) of(path string) *SDK { return r.paths[path] }

// has reports whether an import path belongs to one of the SDK's modules.
func (s *SDK) has(path string) bool {
	return slices.ContainsFunc(s.Modules, func(m string) bool {
		rest, ok := strings.CutPrefix(path, m)
		return ok && (rest == "" || rest[0] == '/')
	})
}

// knows reports whether the SDK in use has what came with a version; where the version is not known it does.
func (r *run) knows(s *SDK, what string) bool {
	since := s.Since[what]
	for _, m := range s.Modules {
		if v := r.program.Versions[m]; v != "" && semver.IsValid(v) && since != "" {
			return semver.Compare(v, since) >= 0
		}
	}
	return true
}

// addressFor is the target's, as the SDK wants it. One that joins with care since a version drops, before it, the last part of
// an address that does not end in a slash.
func (r *run) addressFor(s *SDK) string {
	switch {
	case s.Slashes && !r.knows(s, "Slash"):
		return r.target.BaseURL + "/"
	case s.Slashes:
		return r.target.ClientURL()
	}
	return r.target.BaseURL
}

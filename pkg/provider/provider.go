// Package provider is the catalog: what we know about each provider, as data.
//
// One TOML file under data/ describes one provider. Decoding is strict: an unknown key, a verdict without source or date,
// a mapping to a model that is not listed or is retired, is an error with file and line. Every verdict on a parameter,
// endpoint or model carries where it comes from and when that was read; what could not be confirmed stays marked
// Unconfirmed and is shown so, never as fact.
//
// data/openai.toml is the other side: the models that old code names, with tier, capabilities and shutdown dates.
//
// A [Target] is a provider as chosen for one run, with the user's overrides on top; rewriters ask it for the base URL,
// the key variable and a model, and never look at the command line.
package provider

import "github.com/openai-migrate/migrate/pkg/i18n"

// Provider is one vendor's OpenAI-compatible service.
type Provider struct {
	ID        string
	Name      i18n.Text
	Aliases   []string // other names people type: "qwen", "glm"
	BaseURLs  []BaseURL
	KeyEnv    string   // the variable that the vendor's own documents use
	KeyEnvs   []string // other names seen in SDKs and tools
	Endpoints map[string]Endpoint
	Params    map[string]Param
	Models    []Model
	Embed     []Embedding
	Mapping   []Mapping
	Notes     []Note
	Sources   map[string]Source // by the short ids that verdicts cite
	Origin    string            // file the entry was read from, for error messages and `providers`
}

// BaseURL is one address of the service, version path included, no trailing slash.
type BaseURL struct {
	ID      string // "mainland", "international", "coding"
	URL     string
	Default bool
	Note    string
	Verdict
}

// Verdict is the evidence that every statement carries.
type Verdict struct {
	Sources     []Source
	Unconfirmed bool
}

// Source is where a statement was read and when (YYYY-MM-DD, or shorter where the source is less exact).
type Source struct {
	URL         string `json:"url"`
	Verified    string `json:"verified"`
	Unconfirmed bool   `json:"unconfirmed,omitempty"`
}

// Support says how a provider treats an endpoint or a parameter.
type Support string

// The supports, as in the facts the catalog was carried over from.
const (
	Supported    Support = "supported"    // documented and OpenAI-shaped
	Restricted   Support = "restricted"   // narrower range, count or type, or only some models
	Renamed      Support = "renamed"      // same idea under another field name
	Ignored      Support = "ignored"      // the vendor says the field is dropped silently
	Rejected     Support = "rejected"     // answers with an error
	Unsupported  Support = "unsupported"  // missing where the vendor enumerates; server behaviour not proven
	Undocumented Support = "undocumented" // nothing found either way
	Conflicting  Support = "conflicting"  // sources disagree
)

// Endpoint is the verdict on one endpoint, keyed by its OpenAI name: chat_completions, embeddings, responses, ...
type Endpoint struct {
	Support Support
	Path    string // below the base URL; empty where there is none
	Note    string
	Verdict
}

// Param is the verdict on one request field or message feature of chat completions, keyed by its OpenAI name.
type Param struct {
	Support Support
	Range   string // as documented, for people
	Min     *Bound
	Max     *Bound
	Rename  string // the provider's name, when Renamed
	Default string
	Note    string
	Migrate string // what to do, for people
	Verdict
}

// Bound is one end of a numeric range.
type Bound struct {
	Value     float64
	Exclusive bool
}

// Thinking says whether a model reasons before answering.
type Thinking string

// The thinking modes.
const (
	ThinkingNone   Thinking = "none"
	ThinkingToggle Thinking = "toggle"    // on by default, can be turned off
	ThinkingAlways Thinking = "always-on" // cannot be turned off
)

// Model is one chat model. Sizes are in tokens, 0 when unknown.
type Model struct {
	ID       string
	Context  int
	Output   int
	Vision   *bool // nil when unknown
	Tools    *bool
	JSON     *bool
	Thinking Thinking
	Prices   []Price
	Retired  string // date, when the vendor has taken it away or will
	Note     string
	Verdict
}

// Price is per million tokens.
type Price struct {
	Currency string // "CNY", "USD"
	In, Out  float64
	Cached   *float64
	Note     string
}

// Embedding is one embeddings model.
type Embedding struct {
	ID         string
	Dimensions int   // default length of a vector
	Allowed    []int // lengths that can be asked for; nil when it cannot be chosen
	MaxBatch   int   // texts a request, 0 when unknown
	MaxTokens  int   // tokens a text, 0 when unknown
	Price      *Price
	Note       string
	Verdict
}

// Mapping says which model replaces an OpenAI model. From is a family as in data/openai.toml ("gpt-4o-mini").
type Mapping struct {
	From       string
	To         string         // empty: the provider has no counterpart
	Vision     string         // used instead of To where the call sends images and To cannot see
	Alternates []string       // offered in review
	Dimensions int            // embeddings: length to ask for
	Set        map[string]any // extra request fields that the move needs, such as {thinking: {type: disabled}}
	Note       string
	Verdict
}

// Note is a quirk worth telling: what happens and what to do.
type Note struct {
	ID   string
	Text i18n.Text
	Verdict
}

// DefaultURL returns the address marked as default, else the first.
func (p *Provider) DefaultURL() string {
	for _, u := range p.BaseURLs {
		if u.Default {
			return u.URL
		}
	}
	if len(p.BaseURLs) > 0 {
		return p.BaseURLs[0].URL
	}
	return ""
}

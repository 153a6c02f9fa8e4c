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

// Provider is one vendor's OpenAI-compatible service. What All and Lookup return is shared: do not change it.
type Provider struct {
	ID        string
	Name      i18n.Text
	Aliases   []string // other names people type: "qwen", "glm"
	Status    *Status  // nil for a service in good health
	BaseURLs  []BaseURL
	KeyEnv    string              // the variable that the vendor's own documents use
	KeyEnvs   []string            // other names seen in SDKs and tools
	URLEnvs   []string            // names seen for the base URL
	EnvSeen   map[string][]string // the same and further names, by the tool that reads them
	EnvNote   i18n.Text
	Auth      Auth
	Endpoints map[string]Endpoint // by EndpointNames
	Params    map[string]Param    // by ParamNames
	Extra     []Extra
	Response  *Response // nil when nothing is known
	Models    []Model
	Serving   *Serving // set for engines that people run themselves: the models are theirs to name
	Gone      *Gone    // nil when no model is reported missing
	Embed     []Embedding
	Mapping   []Mapping
	Tiers     map[string]string // tier of data/openai.toml -> model, for what Mapping does not name; may be empty
	Vendor    *VendorMapping    // nil where the vendor publishes none
	Notes     []Note
	Sources   map[string]Source // by the short ids that verdicts cite
	Refs      []Reference       // the same with their kinds and remarks, by id
	Compiled  string            // YYYY-MM-DD on which the entry was put together
	Origin    string            // file the entry was read from, for error messages and `providers`
	User      bool              // from a user's own file: sources are not asked for there
}

// Status is what to know before choosing a provider whose future is in doubt. An unconfirmed status makes every verdict
// of the provider unconfirmed.
type Status struct {
	State    string    // "uncertain", "closing"
	Advice   i18n.Text // what to do about it
	Evidence []Note
	Verdict
}

// BaseURL is one address of the service, version path included, no trailing slash.
type BaseURL struct {
	ID        string // "mainland", "international", "coding"
	URL       string
	Default   bool
	Templated bool // holds a {Placeholder} that the user must fill in
	Foreign   bool // another API, a plan of its own or one endpoint only: known when found in code, never a target
	Note      string
	NoteZH    string
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

// Reference is a source as a file defines it. Undated marks a page without a date: Verified is then no more than the year
// in which it was read.
type Reference struct {
	ID   string
	Kind string // "official", "client code", "issue", ...
	Note string
	Also []string // further pages of the same source
	Source
	Undated bool
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
	Incompatible Support = "incompatible" // endpoints: the vendor has the service, but not in OpenAI's shape
)

// Auth is how a request proves who sends it.
type Auth struct {
	Header string // "Authorization: Bearer <key>"
	Extra  string // a further header
	Format string // what a key looks like
	Note   string
	NoteZH string
	Verdict
}

// Endpoint is the verdict on one endpoint, keyed by its OpenAI name: chat_completions, embeddings, responses, ...
type Endpoint struct {
	Support Support
	Path    string // below the base URL; empty where there is none
	Base    string // id of the base URL to use, where it is not the one of chat
	Note    string
	NoteZH  string
	Verdict
}

// Param is the verdict on one request field or message feature of chat completions, keyed by its OpenAI name.
type Param struct {
	Support   Support
	Range     string // as documented, for people
	RangeZH   string
	Min       *Bound
	Max       *Bound
	Values    []string // the only values accepted, where they can be told one by one
	Refused   []string // values that are refused
	MaxItems  int      // longest list accepted, 0 when unknown
	Fixed     any      // the only value accepted, for numbers and booleans
	Rename    string   // the provider's name, when Renamed
	Prefer    string   // the name that the provider wants instead, though this one still works
	Default   string
	Error     string // what the refusal says
	Note      string
	NoteZH    string
	Migrate   string // what to do, for people
	MigrateZH string
	Cases     []Case // where some models or modes differ; see For
	Verdict
}

// Case is how a parameter differs for some models or modes. Fields left at zero are those of the parameter.
type Case struct {
	Models   []string // model ids, "*" at the end stands for any rest; empty for all
	Thinking string   // "on" or "off" where the mode decides; else empty
	Support  Support
	Range    string
	RangeZH  string
	Min      *Bound
	Max      *Bound
	Values   []string
	Refused  []string
	Fixed    any
	Note     string
	NoteZH   string
}

// Bound is one end of a numeric range.
type Bound struct {
	Value     float64
	Exclusive bool
}

// Extra is a request field that OpenAI does not have.
type Extra struct {
	Name   string
	Shape  string // "bool", "{type: enabled|disabled}"
	Note   string
	NoteZH string
	Verdict
}

// Response is what differs in what comes back.
type Response struct {
	Reasoning     string   // the field that holds the thinking
	Finish        []string // values of finish_reason
	FinishDoubted []string // values reported but not verified, or of older versions
	Usage         []string
	Fields        []string // fields that OpenAI does not send
	Null          []string // fields that are always null
	ErrorShape    string
	Errors        []ErrorCode
	Headers       []string // rate-limit headers
	Streaming     string
	Note          string
	NoteZH        string
	Verdict
}

// ErrorCode is one way to fail.
type ErrorCode struct {
	HTTP    int // 0 when unknown
	Code    string
	Meaning string
}

// Thinking says whether a model reasons before answering.
type Thinking string

// The thinking modes; empty when unknown.
const (
	ThinkingNone    Thinking = "none"
	ThinkingToggle  Thinking = "toggle"    // on by default, can be turned off
	ThinkingOptIn   Thinking = "opt-in"    // off by default, can be turned on
	ThinkingOn      Thinking = "on"        // on by default; whether it can be turned off is disputed or unknown
	ThinkingAlways  Thinking = "always-on" // cannot be turned off
	ThinkingUnclear Thinking = "unclear"   // it reasons; whether by default or on request is not said
)

// Model is one model. Sizes are in tokens, 0 when unknown.
type Model struct {
	ID          string
	Kind        string // "chat", or "image", "speech", "transcription"
	Base        string // id of the base URL that serves it, where it is not the default
	Context     int
	Input       int // longest input, where the vendor limits it apart from Context
	Output      int
	Vision      *bool // nil when unknown
	Tools       *bool
	JSON        *bool
	JSONMode    string // "none", "json_object", "json_schema"; empty when unknown
	Thinking    Thinking
	Prices      []Price
	Released    string
	Preview     bool
	Legacy      bool
	Retired     string // date, when the vendor has taken it away or will; "undated" when no date is known
	Replacement string
	AliasOf     string   // the listed model that answers under this name
	Doubtful    []string // fields that are unconfirmed or disputed: "price", "vision", "thinking"
	Note        string
	NoteZH      string
	Verdict
}

// Price is per million tokens. Where a price depends on the hour or on the length of the input, each has its own Price.
type Price struct {
	Currency string // "CNY", "USD"
	In, Out  float64
	Cached   *float64 // input found in the provider's cache; nil when unknown
	UpTo     int      // longest input in tokens that it holds for, 0 for any
	When     string   // "peak" or "off-peak"; empty for any hour
	Reseller bool     // what a reseller asks, for want of the vendor's own list
	Note     string
	NoteZH   string
}

// Serving says that the models are whatever the user's own server offers: nothing maps to them but --model.
type Serving struct {
	Note   string // how to name them
	NoteZH string
	Verdict
}

// Gone is a list of models that the vendor's own list no longer has.
type Gone struct {
	IDs    []string
	Note   string
	NoteZH string
	Verdict
}

// Embedding is one embeddings model.
type Embedding struct {
	ID         string
	Dimensions int   // default length of a vector, 0 when unknown
	Allowed    []int // lengths that can be asked for; nil when it cannot be chosen
	MaxBatch   int   // texts a request, 0 when unknown
	MaxTokens  int   // tokens a text, 0 when unknown
	MaxChars   int   // characters a text, 0 when unknown
	Foreign    bool  // cannot be reached through an OpenAI client
	Price      *Price
	Doubtful   []string
	Note       string
	NoteZH     string
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
	NoteZH     string
	Verdict
}

// VendorMapping is the table that a vendor has published itself; its targets may be out of date.
type VendorMapping struct {
	Models map[string]string
	Note   string
	NoteZH string
	Verdict
}

// Note is a quirk worth telling: what happens and what to do.
type Note struct {
	ID       string
	Severity string // "high", "medium", "low"; empty for plain information
	Text     i18n.Text
	Verdict
}

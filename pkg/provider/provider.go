// Package provider is the catalog: what we know about each provider, as data.
//
// One TOML file under data/ describes one provider. Decoding is strict: an unknown key, a verdict without source or date,
// a mapping to a model that is not listed or is retired, is an error with file and line. Every verdict on a parameter,
// endpoint or model carries where it comes from and when that was read; what could not be confirmed stays marked
// Unconfirmed and is shown so, never as fact.
//
// Engines that people run themselves (vllm, sglang, ollama, xinference, and self-hosted for any other) are providers too,
// one file each because they differ in what they accept. Their models are the user's to name: see [Serving].
//
// data/openai.toml is the other side: the models that old code names, with tier, capabilities, prices and shutdown dates.
//
// The figures were carried over from a collection of public material; testdata/figures.txt repeats them, and a test holds
// the two against each other.
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
	KeysPage  Page                // zero where it is not known
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
	Replaces  *Provider         // the built-in entry in whose place a user's stands; nil for none
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
	Slash     bool // the vendor's own examples for SDKs end it with a slash, see Target.ClientURL
	Templated bool // holds a {Placeholder} that the user must fill in
	Foreign   bool // another API, a plan of its own or one endpoint only: known when found in code, never a target
	Note      string
	NoteZH    string
	Verdict
}

// Page is where the vendor lets people make a key.
type Page struct {
	URL string
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
	Values    []string  // the only values accepted, where they can be told one by one
	Refused   []string  // values that are refused
	Risky     []float64 // numbers in the range of which some sources say that they are refused
	MaxItems  int       // longest list accepted, 0 when unknown
	Fixed     any       // the only value accepted, for numbers (float64) and booleans
	Rename    string    // the provider's name, when Renamed
	Prefer    string    // the name that the provider wants instead, though this one still works
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
	Reasoning     string         // the field that holds the thinking
	Apart         map[string]any // extra request fields that keep the thinking out of content, where it else stands in <think> tags
	Finish        []string       // values of finish_reason
	FinishDoubted []string       // values reported but not verified, or of older versions
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
	Kind    string // one of ErrorKinds, on the code that stands for all of its kind; else empty
}

// ErrorKinds are what a request fails for: its key, the model, a field, the path, too many requests, a fault of the server,
// a server that has too much to do.
var ErrorKinds = []string{"auth", "model", "parameter", "path", "rate", "server", "overloaded"}

// TopicQuota marks notes on free quotas, which belong beside prices.
const TopicQuota = "quota"

// Note is a quirk worth telling: what happens and what to do.
type Note struct {
	ID       string
	Severity string // "high", "medium", "low"; empty for plain information
	Topic    string // TopicQuota where it says what may be used for free; else empty
	Text     i18n.Text
	Verdict
}

package provider

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

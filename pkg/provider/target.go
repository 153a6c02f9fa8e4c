package provider

import "strings"

// Style says where a migrated client gets its base URL from.
type Style string

// The styles.
const (
	Direct Style = "direct" // the URL stands in the code
	Env    Style = "env"    // the code reads a variable, with the URL as default
)

// Target is a provider as chosen for one run.
type Target struct {
	*Provider
	BaseURL string            // --base-url, else the provider's default; no trailing slash
	KeyEnv  string            // --key-env, else the provider's usual one
	Style   Style             // --style
	Models  map[string]string // --model FROM=TO, and .migrate.toml; exact OpenAI names to exact target names
}

// NewTarget returns p with its defaults and no overrides.
func NewTarget(p *Provider) *Target {
	return &Target{Provider: p, BaseURL: p.DefaultURL(), KeyEnv: p.KeyEnv, Style: Direct, Models: map[string]string{}}
}

// Address returns what the catalog says of BaseURL, the zero value where the user names an address of their own.
func (t *Target) Address() BaseURL {
	for _, u := range t.BaseURLs {
		if strings.TrimSuffix(u.URL, "/") == strings.TrimSuffix(t.BaseURL, "/") {
			return u
		}
	}
	return BaseURL{}
}

// ClientURL returns BaseURL as it is handed to an SDK that joins paths with care: spelled as in the vendor's own examples,
// which may end in a slash. What code appends a path to by hand gets BaseURL.
func (t *Target) ClientURL() string {
	for _, u := range t.BaseURLs {
		if u.Slash && u.URL == t.BaseURL {
			return u.URL + "/"
		}
	}
	return t.BaseURL
}

// URLEnv returns the variable that holds the base URL in the env style: the key variable's prefix and _BASE_URL.
func (t *Target) URLEnv() string {
	return strings.TrimSuffix(strings.TrimSuffix(t.KeyEnv, "_KEY"), "_API") + "_BASE_URL"
}

// Need is what a call site asks of a model; the zero value asks for nothing special.
type Need struct {
	Vision  bool // sends image parts
	Tools   bool // sends tools or functions
	JSON    bool // sends a response_format
	Context int  // tokens the call is configured for, 0 when unknown
}

// Choice is the model that replaces an OpenAI model at a call site.
type Choice struct {
	From       string // the OpenAI family that was recognised
	ID         string
	Overridden bool           // the user said so
	Suggested  bool           // the mapping names it; see Alternatives
	Embedding  *Embedding     // set for embeddings models
	Model      *Model         // set for chat models that are listed
	Dimensions int            // embeddings: length to ask for, 0 for the model's default
	Set        map[string]any // extra request fields
	Alternates []string
	Note       string
	NoteZH     string
	Verdict
}

package provider

import "github.com/openai-migrate/migrate/pkg/i18n"

// entry is the layout of one file of the catalog. It is kept apart from [Provider] so that the file can be short to
// write (sources by id, bounds as numbers) and the type convenient to read.
type entry struct {
	ID        string
	Aliases   []string
	Compiled  string
	Name      textEntry
	Status    *statusEntry
	Env       envEntry
	Auth      *authEntry
	KeysPage  *pageEntry     `toml:"keys_page"`
	BaseURLs  []baseURLEntry `toml:"base_urls"`
	Endpoints map[string]endpointEntry
	Params    map[string]paramEntry
	Extra     []extraEntry
	Response  *responseEntry
	Models    []modelEntry
	Serving   *servingEntry
	Gone      *goneEntry
	Embed     []embeddingEntry `toml:"embeddings"`
	Mapping   []mappingEntry
	Tiers     map[string]string
	Vendor    *vendorEntry `toml:"vendor_mapping"`
	Notes     []noteEntry
	Sources   map[string]sourceEntry
}

type textEntry struct{ ZH, EN string }

func (t textEntry) text() i18n.Text { return i18n.T(t.ZH, t.EN) }

// Cited is what every verdict in a file carries: ids of its sources, and whether it could be confirmed.
type Cited struct {
	Sources     []string
	Unconfirmed bool
}

type sourceEntry struct {
	URL     string
	Also    []string
	Date    string
	Undated bool
	Kind    string
	Note    string
}

type statusEntry struct {
	State    string
	Advice   textEntry
	Evidence []noteEntry
	Cited
}

type envEntry struct {
	Key    string
	Keys   []string
	URLs   []string
	Seen   map[string][]string
	Note   string
	NoteZH string `toml:"note_zh"`
	Cited
}

type authEntry struct {
	Header string
	Extra  string
	Format string
	Note   string
	NoteZH string `toml:"note_zh"`
	Cited
}

type pageEntry struct {
	URL string
	Cited
}

type baseURLEntry struct {
	ID      string
	URL     string
	Default bool
	Foreign bool
	Slash   bool
	Note    string
	NoteZH  string `toml:"note_zh"`
	Cited
}

type endpointEntry struct {
	Support Support
	Path    string
	Base    string
	Note    string
	NoteZH  string `toml:"note_zh"`
	Cited
}

type paramEntry struct {
	Support   Support
	Range     string
	RangeZH   string `toml:"range_zh"`
	Min       *float64
	Above     *float64 // like Min, the value itself excluded
	Max       *float64
	Below     *float64 // like Max, the value itself excluded
	Values    []string
	Refused   []string
	Risky     []float64
	MaxItems  int `toml:"max_items"`
	Fixed     any
	Rename    string
	Prefer    string
	Default   string
	Error     string
	Note      string
	NoteZH    string `toml:"note_zh"`
	Migrate   string
	MigrateZH string `toml:"migrate_zh"`
	Cases     []caseEntry
	Cited
}

type caseEntry struct {
	Models   []string
	Thinking string
	Support  Support
	Range    string
	RangeZH  string `toml:"range_zh"`
	Min      *float64
	Above    *float64
	Max      *float64
	Below    *float64
	Values   []string
	Refused  []string
	Fixed    any
	Note     string
	NoteZH   string `toml:"note_zh"`
}

type extraEntry struct {
	Name   string
	Shape  string
	Note   string
	NoteZH string `toml:"note_zh"`
	Cited
}

type responseEntry struct {
	Reasoning     string
	Apart         map[string]any
	Finish        []string
	FinishDoubted []string `toml:"finish_doubted"`
	Usage         []string
	Fields        []string
	Null          []string
	ErrorShape    string `toml:"error_shape"`
	Errors        []struct {
		HTTP    int
		Code    string
		Meaning string
		Kind    string
	}
	Headers   []string
	Streaming string
	Note      string
	NoteZH    string `toml:"note_zh"`
	Cited
}

type modelEntry struct {
	ID          string
	Kind        string
	Base        string
	Context     int
	Input       int
	Output      int
	Vision      *bool
	Tools       *bool
	JSON        string
	Thinking    Thinking
	Prices      []priceEntry
	Released    string
	Preview     bool
	Legacy      bool
	Retired     string
	Replacement string
	AliasOf     string `toml:"alias_of"`
	Doubtful    []string
	Note        string
	NoteZH      string `toml:"note_zh"`
	Cited
}

type priceEntry struct {
	Currency string
	In, Out  float64
	Cached   *float64
	UpTo     int `toml:"up_to"`
	When     string
	Reseller bool
	Note     string
	NoteZH   string `toml:"note_zh"`
}

type servingEntry struct {
	Note   string
	NoteZH string `toml:"note_zh"`
	Cited
}

type goneEntry struct {
	IDs    []string
	Note   string
	NoteZH string `toml:"note_zh"`
	Cited
}

type embeddingEntry struct {
	ID         string
	Dimensions int
	Allowed    []int
	MaxBatch   int `toml:"max_batch"`
	MaxTokens  int `toml:"max_tokens"`
	MaxChars   int `toml:"max_chars"`
	Foreign    bool
	Price      *priceEntry
	Doubtful   []string
	Note       string
	NoteZH     string `toml:"note_zh"`
	Cited
}

type mappingEntry struct {
	From       string
	To         string
	Vision     string
	Alternates []string
	Dimensions int
	Set        map[string]any
	Note       string
	NoteZH     string `toml:"note_zh"`
	Cited
}

type vendorEntry struct {
	Models map[string]string
	Note   string
	NoteZH string `toml:"note_zh"`
	Cited
}

type noteEntry struct {
	ID       string
	Severity string
	Topic    string
	Text     textEntry
	Cited
}

// resolve turns ids into sources; missing is the first id that the file does not define. Every source is marked as the
// verdict is, because a source travels on without it.
func (c Cited) resolve(defined map[string]sourceEntry) (v Verdict, missing string) {
	v.Unconfirmed = c.Unconfirmed
	for _, id := range c.Sources {
		s, ok := defined[id]
		if !ok {
			return v, id
		}
		v.Sources = append(v.Sources, Source{URL: s.URL, Verified: s.Date, Unconfirmed: c.Unconfirmed})
	}
	return v, ""
}

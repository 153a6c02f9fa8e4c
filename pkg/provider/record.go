package provider

// Schema names the form of a [Record] in the JSON output.
const Schema = "migrate.providers/1"

// Record is a provider as `providers --format json` prints it: the summary in the list, the whole under "provider". The
// names are a contract with scripts.
type Record struct {
	ID       string        `json:"id"`
	Name     recordText    `json:"name"`
	Aliases  []string      `json:"aliases,omitempty"`
	Origin   string        `json:"origin"`             // "catalog" or "user"
	File     string        `json:"file,omitempty"`     // where a user's entry stands
	Replaces bool          `json:"replaces,omitempty"` // a user's entry in the place of a built-in one
	Status   string        `json:"status,omitempty"`
	BaseURL  string        `json:"baseURL"`
	KeyEnv   string        `json:"keyEnv"`
	Compiled string        `json:"compiled,omitempty"`
	Models   []recordModel `json:"models"`

	*RecordDetail
}

// RecordDetail is what only `providers ID` prints.
type RecordDetail struct {
	Losses       []recordLoss             `json:"losses,omitempty"` // what the replaced entry warns of and this one does not
	StatusAdvice *recordText              `json:"statusAdvice,omitempty"`
	StatusNotes  []recordNote             `json:"statusEvidence,omitempty"`
	BaseURLs     []recordURL              `json:"baseURLs"`
	KeyEnvs      []string                 `json:"keyEnvs,omitempty"`
	URLEnvs      []string                 `json:"urlEnvs,omitempty"`
	Auth         string                   `json:"auth,omitempty"`
	KeysPage     *recordPage              `json:"keysPage,omitempty"`
	Endpoints    map[string]recordVerdict `json:"endpoints"`
	Parameters   map[string]recordVerdict `json:"parameters"`
	Extra        []recordExtra            `json:"extra,omitempty"`
	Embeddings   []recordEmbedding        `json:"embeddings"`
	Mapping      []recordMapping          `json:"mapping"`
	Response     *recordResponse          `json:"response,omitempty"`
	Serving      *recordVerdict           `json:"serving,omitempty"`
	Gone         []string                 `json:"gone,omitempty"`
	Notes        []recordNote             `json:"notes"`
	Sources      []recordReference        `json:"sources"`
}

type recordLoss struct {
	Kind string `json:"kind"`
	Name string `json:"name"`
	Was  string `json:"was,omitempty"`
	Is   string `json:"is,omitempty"`
}

type recordText struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// evidence is on every statement; both fields are missing from a user's own.
type evidence struct {
	Sources     []Source `json:"sources,omitempty"`
	Unconfirmed bool     `json:"unconfirmed,omitempty"`
}

type recordPage struct {
	URL string `json:"url"`
	evidence
}

type recordModel struct {
	ID          string        `json:"id"`
	Kind        string        `json:"kind,omitempty"`
	Context     int           `json:"context"`
	Input       int           `json:"input,omitempty"`
	Output      int           `json:"output,omitempty"`
	Vision      *bool         `json:"vision,omitempty"`
	Tools       *bool         `json:"tools,omitempty"`
	JSON        string        `json:"json,omitempty"`
	Thinking    Thinking      `json:"thinking,omitempty"`
	Prices      []recordPrice `json:"prices,omitempty"`
	Released    string        `json:"released,omitempty"`
	Preview     bool          `json:"preview,omitempty"`
	Legacy      bool          `json:"legacy,omitempty"`
	Retired     string        `json:"retired,omitempty"`
	Replacement string        `json:"replacement,omitempty"`
	AliasOf     string        `json:"aliasOf,omitempty"`
	Doubtful    []string      `json:"doubtful,omitempty"`
	Note        *recordText   `json:"note,omitempty"`
	evidence
}

type recordPrice struct {
	Currency string      `json:"currency"`
	In       float64     `json:"in"`
	Out      float64     `json:"out"`
	Cached   *float64    `json:"cached,omitempty"`
	UpTo     int         `json:"upTo,omitempty"`
	When     string      `json:"when,omitempty"`
	Reseller bool        `json:"reseller,omitempty"`
	Note     *recordText `json:"note,omitempty"`
}

type recordURL struct {
	ID      string      `json:"id"`
	URL     string      `json:"url"`
	Default bool        `json:"default,omitempty"`
	Foreign bool        `json:"foreign,omitempty"`
	Note    *recordText `json:"note,omitempty"`
	evidence
}

type recordBound struct {
	Value     float64 `json:"value"`
	Exclusive bool    `json:"exclusive,omitempty"`
}

// recordVerdict is a verdict on an endpoint or a parameter.
type recordVerdict struct {
	Support  Support      `json:"support,omitempty"`
	Path     string       `json:"path,omitempty"`
	Base     string       `json:"base,omitempty"`
	Range    string       `json:"range,omitempty"`
	Min      *recordBound `json:"min,omitempty"`
	Max      *recordBound `json:"max,omitempty"`
	Values   []string     `json:"values,omitempty"`
	Refused  []string     `json:"refused,omitempty"`
	Risky    []float64    `json:"risky,omitempty"`
	MaxItems int          `json:"maxItems,omitempty"`
	Fixed    any          `json:"fixed,omitempty"`
	Rename   string       `json:"rename,omitempty"`
	Prefer   string       `json:"prefer,omitempty"`
	Default  string       `json:"default,omitempty"`
	Error    string       `json:"error,omitempty"`
	Note     *recordText  `json:"note,omitempty"`
	Migrate  *recordText  `json:"migrate,omitempty"`
	Cases    []recordCase `json:"cases,omitempty"`
	evidence
}

type recordCase struct {
	Models   []string     `json:"models,omitempty"`
	Thinking string       `json:"thinking,omitempty"`
	Support  Support      `json:"support,omitempty"`
	Range    string       `json:"range,omitempty"`
	Min      *recordBound `json:"min,omitempty"`
	Max      *recordBound `json:"max,omitempty"`
	Values   []string     `json:"values,omitempty"`
	Refused  []string     `json:"refused,omitempty"`
	Fixed    any          `json:"fixed,omitempty"`
	Note     *recordText  `json:"note,omitempty"`
}

type recordExtra struct {
	Name  string      `json:"name"`
	Shape string      `json:"shape,omitempty"`
	Note  *recordText `json:"note,omitempty"`
	evidence
}

type recordEmbedding struct {
	ID         string       `json:"id"`
	Dimensions int          `json:"dimensions,omitempty"`
	Allowed    []int        `json:"allowed,omitempty"`
	MaxBatch   int          `json:"maxBatch,omitempty"`
	MaxTokens  int          `json:"maxTokens,omitempty"`
	MaxChars   int          `json:"maxChars,omitempty"`
	Foreign    bool         `json:"foreign,omitempty"`
	Price      *recordPrice `json:"price,omitempty"`
	Doubtful   []string     `json:"doubtful,omitempty"`
	Note       *recordText  `json:"note,omitempty"`
	evidence
}

type recordMapping struct {
	From       string         `json:"from"`
	To         *string        `json:"to"` // null: no counterpart
	Vision     string         `json:"vision,omitempty"`
	Alternates []string       `json:"alternates,omitempty"`
	Dimensions int            `json:"dimensions,omitempty"`
	Set        map[string]any `json:"set,omitempty"`
	Note       *recordText    `json:"note,omitempty"`
	evidence
}

type recordResponse struct {
	Reasoning  string         `json:"reasoning,omitempty"`
	Apart      map[string]any `json:"apart,omitempty"`
	Finish     []string       `json:"finishReasons,omitempty"`
	ErrorShape string         `json:"errorShape,omitempty"`
	Streaming  string         `json:"streaming,omitempty"`
	Errors     []recordError  `json:"errors,omitempty"`
	Note       *recordText    `json:"note,omitempty"`
	evidence
}

type recordError struct {
	HTTP    int    `json:"http,omitempty"`
	Code    string `json:"code"`
	Meaning string `json:"meaning,omitempty"`
	Kind    string `json:"kind,omitempty"`
}

type recordNote struct {
	ID       string     `json:"id"`
	Severity string     `json:"severity,omitempty"`
	Text     recordText `json:"text"`
	evidence
}

type recordReference struct {
	ID       string   `json:"id"`
	URL      string   `json:"url"`
	Also     []string `json:"also,omitempty"`
	Verified string   `json:"verified"`
	Undated  bool     `json:"undated,omitempty"`
	Kind     string   `json:"kind,omitempty"`
	Note     string   `json:"note,omitempty"`
}

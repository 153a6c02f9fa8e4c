package provider

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"
)

// OpenAI is what is known of a model name of OpenAI or Azure OpenAI.
type OpenAI struct {
	Name   string // as OpenAI writes it: without a gateway's prefix, "gpt-35" as "gpt-3.5"
	Family string // what mappings are keyed by: "gpt-4o" for "gpt-4o-2024-08-06"; the name itself when Unknown
	Row    string // the family whose mapping stands in where a provider has none for Family; may be empty
	Tier   string // key of the tiers in data/openai.toml; empty where size says nothing (embeddings, sound, images)
	Kind   string // a finding.Capability: "chat", "completions", "embeddings", "audio", "images", ...

	Reasoning  bool   // thinks before it answers
	Vision     bool   // takes images
	Dimensions int    // default length of a vector, of embeddings; 0 when unknown
	Shutdown   string // YYYY-MM-DD on which OpenAI takes or took it away; empty when no date is known
	Price      *Price // what OpenAI asks, in USD; nil when unknown. Shared: do not change it
	Priced     Verdict
	Gone       bool // Shutdown was past when the list was compiled: the name answers nowhere
	Note       string

	Prefix    string // what stood before the name: "openai/", "azure/", ...
	FineTuned bool   // ft:…; Family is that of the base model, and no provider has a counterpart
	Open      bool   // gpt-oss-*: open weights that may stay; OpenAIModel then reports false
	Unknown   bool   // looks like a model of OpenAI, but is newer than the list
	Weak      bool   // an ordinary word too ("o1", "ada"): trust it only where a model is expected

	Verdict
}

// OpenAIModel recognises a model name of OpenAI or Azure OpenAI; the whole string must be the name. It knows snapshots
// (gpt-4o-2024-08-06), Azure's spelling (gpt-35-turbo), fine-tuned models (ft:gpt-4o-mini:acme::x) and the prefixes that
// gateways put before a name (openai/gpt-4o). Open weights (gpt-oss-120b) are not OpenAI's service: they give Open and
// false.
func OpenAIModel(name string) (OpenAI, bool) {
	list := openAIs()
	prefix, rest := list.cutPrefix(name)
	if base, ok := strings.CutPrefix(rest, "ft:"); ok {
		base, _, _ = strings.Cut(base, ":")
		o, ok := list.find(base)
		o.Name, o.Prefix, o.FineTuned, o.Weak = rest, prefix, true, false
		return o, ok
	}
	o, ok := list.find(rest)
	o.Prefix = prefix
	o.Weak = o.Weak && prefix == ""
	return o, ok
}

// openAIList is data/openai.toml, indexed.
type openAIList struct {
	compiled  string
	names     map[string]OpenAI
	prefixes  []string
	spellings map[string]string
	tiers     map[string][]string
	fields    map[string]Field // by folded spelling
	unknown   []pattern
	open      []pattern
}

// pattern matches whole names. Most strings that are asked for do not even begin like one.
type pattern struct {
	begin string
	re    *regexp.Regexp
	kind  string
	loose bool
}

func newPattern(expr string) (pattern, error) {
	part, err := regexp.Compile(expr)
	if err != nil {
		return pattern{}, err
	}
	begin, _ := part.LiteralPrefix()
	return pattern{begin: begin, re: regexp.MustCompile("^(?:" + expr + ")$")}, nil
}

func (p *pattern) match(name string) bool {
	return strings.HasPrefix(name, p.begin) && p.re.MatchString(name)
}

// longest is more than any name has; longer strings are not looked at.
const longest = 80

// dated is the end of a snapshot's name: -2024-08-06, -0613.
var dated = regexp.MustCompile(`^(.+)-(?:20[0-9]{2}-(?:0[1-9]|1[0-2])-[0-3][0-9]|(?:0[1-9]|1[0-2])[0-3][0-9])$`)

// snapshot splits a name that ends in a date; most strings that are asked for do not even end in a digit.
func snapshot(name string) []string {
	if name == "" || name[len(name)-1] < '0' || name[len(name)-1] > '9' {
		return nil
	}
	return dated.FindStringSubmatch(name)
}

func (l *openAIList) cutPrefix(name string) (prefix, rest string) {
	for _, p := range l.prefixes {
		if rest, ok := strings.CutPrefix(name, p); ok {
			return p, rest
		}
	}
	return "", name
}

func (l *openAIList) find(name string) (OpenAI, bool) {
	if len(name) > longest {
		return OpenAI{}, false
	}
	for from, to := range l.spellings {
		if rest, ok := strings.CutPrefix(name, from); ok && (rest == "" || rest[0] == '-') {
			name = to + rest
		}
	}
	if o, ok := l.names[name]; ok {
		return o, true
	}
	if m := snapshot(name); m != nil {
		if o, ok := l.names[m[1]]; ok && !o.Weak || ok && len(name)-len(m[1]) == len("-2024-12-17") {
			o.Name, o.Weak = name, false
			return o, true
		}
	}
	for i := range l.open {
		if l.open[i].match(name) {
			return OpenAI{Name: name, Open: true}, false
		}
	}
	for i := range l.unknown {
		if p := &l.unknown[i]; p.match(name) {
			return OpenAI{Name: name, Family: name, Kind: p.kind, Unknown: true, Weak: p.loose}, true
		}
	}
	return OpenAI{}, false
}

// openAIs decodes data/openai.toml once; the data is compiled in, so a failure is a defect of the build, and a test
// looks for it.
var openAIs = sync.OnceValue(func() *openAIList {
	data, err := files.ReadFile("data/openai.toml")
	if err != nil {
		panic(err)
	}
	list, err := decodeOpenAI(data)
	if err != nil {
		panic(fmt.Errorf("read data/openai.toml: %w", err))
	}
	return list
})

// openAIFile is the layout of data/openai.toml.
type openAIFile struct {
	Compiled  string
	Prefixes  []string
	Open      []string
	Spellings map[string]string
	Sources   map[string]sourceEntry
	Tiers     map[string][]string
	Prices    struct {
		USD map[string]struct {
			In, Out float64
			Cached  *float64
			UpTo    int `toml:"up_to"`
		}
		Cited
	}
	Fields struct {
		Chat    map[string]fieldEntry
		Message map[string]fieldEntry
		Cited
	}
	Families []familyEntry
	Unknown  []struct {
		Match string
		Kind  string
		Loose bool
	}
}

type familyEntry struct {
	ID         string
	Names      []string
	Weak       []string
	Kind       string
	Tier       string
	Row        string
	Reasoning  bool
	Vision     bool
	Dimensions int
	Shutdown   string
	Shutdowns  map[string]string // by exact name, where it differs from the family's; empty when no date is known
	Note       string
	Cited
}

func decodeOpenAI(data []byte) (*openAIList, error) {
	var f openAIFile
	if err := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields().Decode(&f); err != nil {
		return nil, err
	}
	l := &openAIList{compiled: f.Compiled, names: map[string]OpenAI{}, prefixes: f.Prefixes, spellings: f.Spellings, tiers: f.Tiers}
	for _, fam := range f.Families {
		if err := l.add(fam, f.Sources); err != nil {
			return nil, fmt.Errorf("family %s: %w", fam.ID, err)
		}
	}
	if err := l.price(&f); err != nil {
		return nil, err
	}
	if err := l.addFields(&f); err != nil {
		return nil, err
	}
	for _, u := range f.Unknown {
		p, err := newPattern(u.Match)
		if err != nil {
			return nil, err
		}
		p.kind, p.loose = u.Kind, u.Loose
		l.unknown = append(l.unknown, p)
	}
	for _, o := range f.Open {
		p, err := newPattern(o)
		if err != nil {
			return nil, err
		}
		l.open = append(l.open, p)
	}
	return l, nil
}

// add enters a family and its names, each with its own shutdown date where one is given.
func (l *openAIList) add(fam familyEntry, sources map[string]sourceEntry) error {
	v, missing := fam.resolve(sources)
	switch {
	case missing != "":
		return fmt.Errorf("source %q is not defined", missing)
	case len(v.Sources) == 0:
		return fmt.Errorf("no source")
	case fam.Tier != "" && l.tiers[fam.Tier] == nil:
		return fmt.Errorf("tier %q is not defined", fam.Tier)
	}
	weak := map[string]bool{}
	for _, w := range fam.Weak {
		weak[w] = true
	}
	names := append([]string{fam.ID}, fam.Names...)
	for name := range fam.Shutdowns {
		if name != fam.ID && !slices.Contains(fam.Names, name) {
			names = append(names, name)
		}
	}
	for _, name := range names {
		if _, dup := l.names[name]; dup {
			return fmt.Errorf("name %q stands twice", name)
		}
		o := OpenAI{
			Name: name, Family: fam.ID, Row: fam.Row, Tier: fam.Tier, Kind: fam.Kind, Reasoning: fam.Reasoning,
			Vision: fam.Vision, Dimensions: fam.Dimensions, Shutdown: fam.Shutdown, Note: fam.Note, Weak: weak[name], Verdict: v,
		}
		if date, ok := fam.Shutdowns[name]; ok {
			o.Shutdown = date
		}
		o.Gone = o.Shutdown != "" && o.Shutdown <= l.compiled
		l.names[name] = o
	}
	return nil
}

// price enters the prices, each for one exact name.
func (l *openAIList) price(f *openAIFile) error {
	v, missing := f.Prices.resolve(f.Sources)
	switch {
	case missing != "":
		return fmt.Errorf("prices: source %q is not defined", missing)
	case len(f.Prices.USD) > 0 && len(v.Sources) == 0:
		return fmt.Errorf("prices: no source")
	}
	for name, p := range f.Prices.USD {
		o, ok := l.names[name]
		if !ok {
			return fmt.Errorf("prices: no model %q", name)
		}
		o.Price, o.Priced = &Price{Currency: "USD", In: p.In, Out: p.Out, Cached: p.Cached, UpTo: p.UpTo}, v
		l.names[name] = o
	}
	return nil
}

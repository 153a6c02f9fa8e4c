package provider

import (
	"fmt"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var (
	idForm   = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	envForm  = regexp.MustCompile(`^[A-Z][A-Z0-9_]*$`)
	dateForm = regexp.MustCompile(`^20[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?|-Q[1-4]|-H[12])?$`)
	dayForm  = regexp.MustCompile(`^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$`)
)

// reserved are the answers of [ByURL] that are no catalog ids.
var reserved = []string{"openai", "azure", "local"}

// checker looks for what the decoder cannot: statements without evidence, references to nothing, values out of their
// vocabulary. It goes on after an error, so that one run shows all.
type checker struct {
	file  string
	data  []byte
	lines *lineIndex // made at the first error
	entry *entry
	user  bool
	errs  []error
}

// failf reports a reason at the place in the file that the steps name.
func (c *checker) failf(steps []string, format string, args ...any) {
	if c.lines == nil {
		c.lines = indexLines(c.data)
	}
	at := ""
	for _, s := range steps {
		at = join(at, s)
	}
	c.errs = append(c.errs, &FileError{c.file, c.lines.at(at), fmt.Sprintf(format, args...)})
}

func (c *checker) all() {
	c.identity()
	c.sources()
	c.addresses()
	c.features()
	c.extras()
	c.models()
	c.embeddings()
	c.mappings()
	c.notes("notes", c.entry.Notes)
}

func (c *checker) identity() {
	e := c.entry
	switch {
	case e.ID == "":
		c.failf([]string{"id"}, "id is missing")
	case !idForm.MatchString(e.ID):
		c.failf([]string{"id"}, "id %q is not lower-case words joined by hyphens", e.ID)
	case slices.Contains(reserved, e.ID):
		c.failf([]string{"id"}, "id %q is reserved", e.ID)
	case !c.user && e.ID+".toml" != path.Base(c.file):
		c.failf([]string{"id"}, "id %q and the file name differ", e.ID)
	}
	if t := e.Name.text(); t.ZH == "" && t.EN == "" || !c.user && !t.Complete() {
		c.failf([]string{"name"}, "name needs zh and en")
	}
	if !c.user && !dayForm.MatchString(e.Compiled) {
		c.failf([]string{"compiled"}, "compiled %q is not a date like 2026-11-23", e.Compiled)
	}
	for key, names := range map[string][]string{"key": {e.Env.Key}, "keys": e.Env.Keys, "urls": e.Env.URLs} {
		for _, name := range names {
			if !envForm.MatchString(name) {
				c.failf([]string{"env", key}, "env %s: %q is not a name like ACME_API_KEY", key, name)
			}
		}
	}
	if !c.user || len(e.Env.Sources) > 0 {
		c.cited([]string{"env"}, e.Env.Cited)
	}
	if s := e.Status; s != nil {
		c.cited([]string{"status"}, s.Cited)
		if !s.Advice.text().Complete() {
			c.failf([]string{"status", "advice"}, "advice needs zh and en")
		}
		c.notes("status.evidence", s.Evidence)
	}
	if e.Auth != nil {
		c.cited([]string{"auth"}, e.Auth.Cited)
	}
	if k := e.KeysPage; k != nil {
		c.cited([]string{"keys_page"}, k.Cited)
		if reason := badURL(k.URL, false); reason != "" {
			c.failf([]string{"keys_page", "url"}, "keys_page: %s", reason)
		}
	}
}

func (c *checker) sources() {
	for _, id := range slices.Sorted(maps.Keys(c.entry.Sources)) {
		s := c.entry.Sources[id]
		for _, u := range append([]string{s.URL}, s.Also...) {
			if reason := badURL(u, false); reason != "" {
				c.failf([]string{"sources", id, "url"}, "source %s: %s", id, reason)
			}
		}
		if !dateForm.MatchString(s.Date) {
			c.failf([]string{"sources", id, "date"}, "source %s: date %q is not like 2026-11-23, 2026-11, 2026-H2 or 2026", id, s.Date)
		}
	}
}

// cited checks that a statement names sources and that they are defined.
func (c *checker) cited(at []string, v Cited) {
	if len(v.Sources) == 0 && !c.user {
		c.failf(at, "%s has no source", strings.Join(at, "."))
	}
	for _, id := range v.Sources {
		if _, ok := c.entry.Sources[id]; !ok {
			c.failf(append(slices.Clip(at), "sources"), "source %q is not defined in [sources]", id)
		}
	}
}

func (c *checker) addresses() {
	var ids []string
	defaults, targets := 0, 0
	for i, b := range c.entry.BaseURLs {
		at := []string{"base_urls", strconv.Itoa(i)}
		if slices.Contains(ids, b.ID) {
			c.failf(append(at, "id"), "base URL id %q stands twice", b.ID)
		}
		ids = append(ids, b.ID)
		if reason := badURL(b.URL, c.user || c.entry.Serving != nil); reason != "" {
			c.failf(append(at, "url"), "base URL: %s", reason)
		}
		if b.Default {
			defaults++
		}
		if !b.Foreign && !strings.Contains(b.URL, "{") {
			targets++
		}
		c.cited(at, b.Cited)
	}
	switch {
	case targets == 0:
		c.failf([]string{"base_urls"}, "no base URL to go to")
	case defaults > 1 || defaults == 0 && len(ids) > 1:
		c.failf([]string{"base_urls"}, "%d base URLs are marked default instead of one", defaults)
	}
}

// badURL says what is wrong with an address, if anything. A {Placeholder} may stand in the host.
func badURL(raw string, plain bool) string {
	filled := strings.NewReplacer("{", "x", "}", "x").Replace(raw)
	u, err := url.Parse(filled)
	switch {
	case raw == "":
		return "url is missing"
	case err != nil || u.Host == "" || strings.ContainsAny(raw, " \t"):
		return fmt.Sprintf("%q is not a URL", raw)
	case u.Scheme != "https" && !(plain && u.Scheme == "http"):
		return fmt.Sprintf("%q is not https", raw)
	case u.User != nil:
		return "a URL must not hold credentials"
	}
	return ""
}

func (c *checker) base(at []string, id string) {
	if id != "" && !slices.ContainsFunc(c.entry.BaseURLs, func(b baseURLEntry) bool { return b.ID == id }) {
		c.failf(append(at, "base"), "base %q is not the id of a base URL", id)
	}
}

var supports = []Support{
	Supported, Restricted, Renamed, Ignored, Rejected, Unsupported, Undocumented, Conflicting, Incompatible,
}

func (c *checker) features() {
	for _, name := range slices.Sorted(maps.Keys(c.entry.Endpoints)) {
		x, at := c.entry.Endpoints[name], []string{"endpoints", name}
		if !slices.Contains(EndpointNames, name) {
			c.failf(at, "unknown endpoint %s", name)
		}
		if !slices.Contains(supports, x.Support) {
			c.failf(append(at, "support"), "endpoint %s: unknown support %q", name, x.Support)
		}
		c.base(at, x.Base)
		c.cited(at, x.Cited)
	}
	for _, name := range slices.Sorted(maps.Keys(c.entry.Params)) {
		c.param(name, c.entry.Params[name])
	}
}

func (c *checker) param(name string, x paramEntry) {
	at := []string{"params", name}
	if !slices.Contains(ParamNames, name) {
		c.failf(at, "unknown parameter %s", name)
	}
	if !slices.Contains(supports, x.Support) || x.Support == Incompatible {
		c.failf(append(at, "support"), "parameter %s: unknown support %q", name, x.Support)
	}
	if (x.Support == Renamed) != (x.Rename != "") {
		c.failf(at, "parameter %s: rename and support = \"renamed\" belong together", name)
	}
	if x.Prefer != "" && !slices.Contains(ParamNames, x.Prefer) {
		c.failf(append(at, "prefer"), "parameter %s: prefer %q is no parameter", name, x.Prefer)
	}
	c.bounds(at, x.Min, x.Above, x.Max, x.Below)
	for i, k := range x.Cases {
		at := append(at, "cases", strconv.Itoa(i))
		c.bounds(at, k.Min, k.Above, k.Max, k.Below)
		if k.Support != "" && !slices.Contains(supports, k.Support) {
			c.failf(append(at, "support"), "parameter %s: unknown support %q", name, k.Support)
		}
		if len(k.Models) == 0 && k.Thinking == "" {
			c.failf(at, "parameter %s: a case names models or thinking", name)
		}
		if !slices.Contains([]string{"", "on", "off"}, k.Thinking) {
			c.failf(at, "parameter %s: thinking is on or off, not %q", name, k.Thinking)
		}
	}
	c.cited(at, x.Cited)
}

func (c *checker) bounds(at []string, lo, above, hi, below *float64) {
	low, high := bound(lo, above), bound(hi, below)
	switch {
	case lo != nil && above != nil:
		c.failf(at, "min and above exclude each other")
	case hi != nil && below != nil:
		c.failf(at, "max and below exclude each other")
	case low != nil && high != nil && low.Value > high.Value:
		c.failf(at, "the range from %v to %v is empty", low.Value, high.Value)
	}
}

func (c *checker) extras() {
	for i, x := range c.entry.Extra {
		at := []string{"extra", strconv.Itoa(i)}
		if x.Name == "" {
			c.failf(at, "an extra field needs a name")
		}
		c.cited(at, x.Cited)
	}
	if r := c.entry.Response; r != nil {
		c.cited([]string{"response"}, r.Cited)
		for _, x := range r.Errors {
			if x.Kind != "" && !slices.Contains(ErrorKinds, x.Kind) {
				c.failf([]string{"response", "errors"}, "error %s: no kind %q", x.Code, x.Kind)
			}
		}
	}
	if v := c.entry.Vendor; v != nil {
		c.cited([]string{"vendor_mapping"}, v.Cited)
	}
}

func (c *checker) notes(place string, list []noteEntry) {
	ids := map[string]bool{}
	for i, n := range list {
		at := append(strings.Split(place, "."), strconv.Itoa(i))
		if n.ID == "" || ids[n.ID] {
			c.failf(append(at, "id"), "note id %q is empty or stands twice", n.ID)
		}
		ids[n.ID] = true
		if t := n.Text.text(); t.ZH == "" && t.EN == "" || !c.user && !t.Complete() {
			c.failf(at, "note %s needs text in zh and en", n.ID)
		}
		if !slices.Contains([]string{"", "high", "medium", "low"}, n.Severity) {
			c.failf(at, "note %s: unknown severity %q", n.ID, n.Severity)
		}
		if n.Topic != "" && n.Topic != TopicQuota {
			c.failf(append(at, "topic"), "note %s: unknown topic %q", n.ID, n.Topic)
		}
		c.cited(at, n.Cited)
	}
}

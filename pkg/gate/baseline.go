package gate

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
)

// BaselineSchema names the JSON form of a baseline.
const BaselineSchema = "migrate.baseline/1"

// Baseline is a file of known uses, for a team that wants the count to go down and never up. One line an entry, sorted,
// so that two branches that both remove uses merge without a conflict.
type Baseline struct {
	Schema  string  `json:"schema"`
	Entries []Entry `json:"entries"`
}

// Entry says how many uses of one identity a path has. Identity and Path count; the rest is for the reader.
type Entry struct {
	Path     string `json:"path"`
	Rule     string `json:"rule"`
	SDK      string `json:"sdk,omitempty"`
	Symbol   string `json:"symbol"`
	Model    string `json:"model,omitempty"`
	Count    int    `json:"count"`
	Identity string `json:"identity"`         // hash of the finding's identity; it survives a move, the path does not
	Reason   string `json:"reason,omitempty"` // written by people, kept by updates
}

// NewBaseline returns the baseline of the given findings, of which only those that reach OpenAI count. A verdict's New
// and Known together are what an update writes. Reasons of old, which may be nil, stay with their entries.
func NewBaseline(old *Baseline, lists ...[]finding.Finding) *Baseline {
	byKey := map[[2]string]*Entry{}
	for _, f := range slices.Concat(lists...) {
		if !f.Reaches {
			continue
		}
		k := [2]string{identity(&f), f.File.Path}
		if byKey[k] == nil {
			byKey[k] = entry(&f)
		}
		byKey[k].Count++
	}
	b := &Baseline{Schema: BaselineSchema, Entries: []Entry{}}
	for _, e := range byKey {
		e.Reason = old.reason(e.Identity, e.Path)
		b.Entries = append(b.Entries, *e)
	}
	b.sort()
	return b
}

func entry(f *finding.Finding) *Entry {
	return &Entry{Identity: identity(f), Path: f.File.Path, Rule: f.Rule.ID, SDK: f.SDK,
		Symbol: finding.Mask(f.Symbol), Model: finding.Mask(f.Model)}
}

func (b *Baseline) sort() {
	slices.SortFunc(b.Entries, func(x, y Entry) int {
		return cmp.Or(strings.Compare(x.Path, y.Path), strings.Compare(x.Rule, y.Rule), strings.Compare(x.Symbol, y.Symbol),
			strings.Compare(x.Model, y.Model), strings.Compare(x.Identity, y.Identity))
	})
}

func (b *Baseline) reason(id, path string) string {
	if b == nil {
		return ""
	}
	for _, e := range b.Entries {
		if e.Identity == id && e.Path == path {
			return e.Reason
		}
	}
	return ""
}

func (b *Baseline) tally() tally {
	t := tally{}
	if b != nil {
		for _, e := range b.Entries {
			t.add(e.Identity, e.Path, e.Count)
		}
	}
	return t
}

// stale counts what the baseline knows and the list no longer has.
func (b *Baseline) stale(list []finding.Finding) int {
	now, n := tallyOf(list), 0
	for id, paths := range b.tally() {
		n += max(0, total(paths)-total(now[id]))
	}
	return n
}

// Prune returns the baseline without what is gone, and how many uses that drops. What was moved is carried along to its
// new path; nothing is added, so that pruning can only make a check stricter. Findings that do not reach OpenAI do not
// count.
func (b *Baseline) Prune(list []finding.Finding) (*Baseline, int) {
	known := b.tally()
	budget := map[string]int{}
	for id, paths := range known {
		budget[id] = total(paths)
	}
	var keep, moved []finding.Finding
	for _, f := range list {
		if id := identity(&f); f.Reaches && known[id][f.File.Path] > 0 {
			known[id][f.File.Path]--
			budget[id]--
			keep = append(keep, f)
		} else if f.Reaches {
			moved = append(moved, f)
		}
	}
	for _, f := range moved {
		if id := identity(&f); budget[id] > 0 {
			budget[id]--
			keep = append(keep, f)
		}
	}
	dropped := 0
	for n := range maps.Values(budget) {
		dropped += n
	}
	return NewBaseline(b, keep), dropped
}

// Encode writes the baseline, one entry a line.
func (b *Baseline) Encode(w io.Writer) error {
	var out bytes.Buffer
	fmt.Fprintf(&out, "{\n  \"schema\": %q,\n  \"entries\": [", b.Schema)
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	for i, e := range b.Entries {
		if i > 0 {
			out.Truncate(out.Len() - 1) // the newline that Encode ended the last one with
			out.WriteByte(',')
		}
		out.WriteString("\n    ")
		if err := enc.Encode(e); err != nil {
			return fmt.Errorf("write baseline: %w", err)
		}
	}
	if len(b.Entries) > 0 {
		out.WriteString("  ")
	}
	out.WriteString("]\n}\n")
	_, err := out.WriteTo(w)
	return err
}

// ReadBaseline reads what Encode wrote. Unknown fields, a repeated entry and a count below one are errors: a baseline
// that was merged wrongly must not let anything through.
func ReadBaseline(r io.Reader) (*Baseline, error) {
	dec := json.NewDecoder(r)
	dec.DisallowUnknownFields()
	b := &Baseline{}
	if err := dec.Decode(b); err != nil {
		return nil, fmt.Errorf("read baseline: %w", err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, fmt.Errorf("read baseline: there is more after the end of the object")
	}
	if b.Schema != BaselineSchema {
		return nil, fmt.Errorf("read baseline: schema is %q, this program reads %q", b.Schema, BaselineSchema)
	}
	seen := map[[2]string]bool{}
	for _, e := range b.Entries {
		k := [2]string{e.Identity, e.Path}
		switch {
		case e.Identity == "" || e.Path == "" || e.Count < 1:
			return nil, fmt.Errorf("read baseline: entry for %q needs an identity, a path and a count of at least 1", e.Path)
		case seen[k]:
			return nil, fmt.Errorf("read baseline: %s has two entries for %s %s", e.Path, e.Rule, e.Symbol)
		}
		seen[k] = true
	}
	return b, nil
}

// Package plan turns findings into an ordered, conflict-free list of changes with decisions, which can be written to a
// file, reviewed tomorrow and applied the day after.
//
// A [Change] is one fix of one finding. Its edits are byte offsets into files whose hashes stand in Base: a file that has
// changed since makes the plan stale for it, and apply refuses. Changes that depend on each other say so in Requires;
// [Plan.Decide] keeps every accepted set closed under it.
package plan

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/source"
)

// Schema names the JSON form of a plan.
const Schema = "migrate.plan/1"

// Plan is a list of changes for one target provider.
type Plan struct {
	Schema  string            `json:"schema"`
	Target  string            `json:"target"`
	Base    map[string]string `json:"base"` // slash path -> "sha256:" hash of the bytes that the edits were made for
	Changes []*Change         `json:"changes"`

	// Dropped are fixes that were left out because they collide with a change in the plan; a second plan, made after
	// this one is applied, offers them again.
	Dropped []finding.Finding `json:"-"`
}

// Change is one change with the decision taken on it.
type Change struct {
	ID         string             `json:"id"` // stable under unrelated edits
	Rule       string             `json:"rule"`
	Title      string             `json:"title"`
	Why        string             `json:"why"`
	Sources    []finding.Source   `json:"sources"`
	Confidence finding.Confidence `json:"confidence"`
	Model      string             `json:"model,omitempty"` // of OpenAI, where the change replaces one
	Path       string             `json:"path"`            // where the finding is; edits may touch other files too
	Edits      []Edit             `json:"edits"`
	Requires   []string           `json:"requires"` // ids of changes that must be made together with this one
	Decision   Decision           `json:"decision"`
}

// Edit is one edit of a change. Start and End are byte offsets into the file as stored; New is UTF-8 and is written in
// the file's own encoding.
type Edit struct {
	Path  string `json:"path"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	New   string `json:"new"`
	Node  string `json:"node"`
}

// Decision is what was decided on a change.
type Decision string

// The decisions.
const (
	Pending  Decision = "pending"
	Accepted Decision = "accepted"
	Skipped  Decision = "skipped"
)

// Change returns the change with an id, or nil.
func (p *Plan) Change(id string) *Change {
	for _, c := range p.Changes {
		if c.ID == id {
			return c
		}
	}
	return nil
}

// Paths returns the files that the wanted changes touch, sorted; want nil wants all.
func (p *Plan) Paths(want func(*Change) bool) []string {
	seen := map[string]bool{}
	for _, c := range p.Changes {
		if want != nil && !want(c) {
			continue
		}
		for _, e := range c.Edits {
			seen[e.Path] = true
		}
	}
	out := make([]string, 0, len(seen))
	for path := range seen {
		out = append(out, path)
	}
	slices.Sort(out)
	return out
}

// Edits returns the wanted changes' edits of file f, merged, in f's bytes and encoding: ready for edit.Apply on f.Raw().
// want nil wants all. The error names a character that the file's encoding lacks, or is an *edit.ConflictError.
func (p *Plan) Edits(f *source.File, want func(*Change) bool) ([]edit.Edit, error) {
	var out []edit.Edit
	for _, c := range p.Changes {
		if want != nil && !want(c) {
			continue
		}
		for _, e := range c.Edits {
			if e.Path != f.Path {
				continue
			}
			text, err := f.Encode(e.New)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", f.Path, err)
			}
			out = append(out, edit.Edit{Start: e.Start, End: e.End, New: string(text), Node: e.Node})
		}
	}
	return edit.Normalize(out)
}

// IsAccepted is a want for [Plan.Paths] and [Plan.Edits].
func IsAccepted(c *Change) bool { return c.Decision == Accepted }

// IsOpen wants what is not skipped.
func IsOpen(c *Change) bool { return c.Decision != Skipped }

// Encode writes the plan as indented JSON.
func (p *Plan) Encode(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(p)
}

// Decode reads a plan that Encode wrote and checks it: schema, hashes, offsets, ids that exist, decisions.
func Decode(r io.Reader) (*Plan, error) {
	dec := json.NewDecoder(r)
	dec.DisallowUnknownFields()
	p := &Plan{}
	if err := dec.Decode(p); err != nil {
		return nil, fmt.Errorf("read plan: %w", err)
	}
	return p, p.validate()
}

func (p *Plan) validate() error {
	if p.Schema != Schema {
		return fmt.Errorf("read plan: schema is %q, this program reads %q", p.Schema, Schema)
	}
	ids := map[string]bool{}
	for _, c := range p.Changes {
		if c.ID == "" || ids[c.ID] {
			return fmt.Errorf("read plan: change id %q is empty or used twice", c.ID)
		}
		ids[c.ID] = true
	}
	for _, c := range p.Changes {
		if err := p.validateChange(c, ids); err != nil {
			return fmt.Errorf("read plan: change %s: %w", c.ID, err)
		}
	}
	return nil
}

func (p *Plan) validateChange(c *Change, ids map[string]bool) error {
	for _, id := range c.Requires {
		if !ids[id] {
			return fmt.Errorf("requires %q, which is not in the plan", id)
		}
	}
	if !slices.Contains([]Decision{Pending, Accepted, Skipped}, c.Decision) {
		return fmt.Errorf("decision %q is none of pending, accepted, skipped", c.Decision)
	}
	for _, e := range c.Edits {
		if p.Base[e.Path] == "" {
			return fmt.Errorf("edits %s, which has no hash under base", e.Path)
		}
		if e.Start < 0 || e.End < e.Start {
			return fmt.Errorf("edit %d-%d of %s is no range", e.Start, e.End, e.Path)
		}
	}
	return nil
}

// order sorts changes by path, first edit and id.
func order(a, b *Change) int {
	return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(first(a), first(b)), cmp.Compare(a.ID, b.ID))
}

// first is the offset of the change's first edit in its own file.
func first(c *Change) int {
	for _, e := range c.Edits {
		if e.Path == c.Path {
			return e.Start
		}
	}
	return 0
}

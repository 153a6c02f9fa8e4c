package provider

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/openai-migrate/migrate/pkg/i18n"
)

//go:embed data/*.toml
var files embed.FS

// UnknownError says that no provider has an id; Near are the ids that look like it.
type UnknownError struct {
	ID   string
	Near []string
}

func (e *UnknownError) Error() string { return e.Text().EN }

// Text is the error for the user.
func (e *UnknownError) Text() i18n.Text {
	if len(e.Near) == 0 {
		return i18n.Tf("没有平台 %q", "unknown provider %q", e.ID)
	}
	return i18n.T(
		fmt.Sprintf("没有平台 %q，是否指 %s？", e.ID, strings.Join(e.Near, "、")),
		fmt.Sprintf("unknown provider %q, did you mean %s?", e.ID, strings.Join(e.Near, " or ")))
}

// builtin is decoded at first use, so that commands that need no catalog do not pay for it.
var builtin = sync.OnceValue(func() []*Provider {
	sub, err := fs.Sub(files, "data")
	if err != nil {
		panic(err)
	}
	list, err := load(sub, func(name string) bool { return name != "openai.toml" }, false)
	if err != nil {
		panic(fmt.Errorf("read the catalog: %w", err)) // compiled in, and a test loads it
	}
	return list
})

// All returns the providers of the catalog by id. They are shared: do not change them.
func All() []*Provider { return slices.Clone(builtin()) }

// Lookup returns the provider with that id or alias; the error is an *UnknownError.
func Lookup(id string) (*Provider, error) { return Find(builtin(), id) }

// Find is [Lookup] in a list, such as the catalog merged with a user's files.
func Find(list []*Provider, id string) (*Provider, error) {
	id = strings.ToLower(strings.TrimSpace(id))
	for _, p := range list {
		if p.ID == id {
			return p, nil
		}
	}
	for _, p := range list {
		if slices.Contains(p.Aliases, id) {
			return p, nil
		}
	}
	return nil, &UnknownError{ID: id, Near: near(list, id)}
}

// Merge returns base with the providers of over added, each in the place of the one with its id.
func Merge(base, over []*Provider) []*Provider {
	out := slices.Clone(base)
	for _, p := range over {
		if i := slices.IndexFunc(out, func(q *Provider) bool { return q.ID == p.ID }); i >= 0 {
			out[i] = p
		} else {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b *Provider) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// near returns up to three ids whose id or alias is a typing slip away from id, nearest first.
func near(list []*Provider, id string) []string {
	type hit struct {
		id       string
		distance int
	}
	var hits []hit
	for _, p := range list {
		best := distance(id, p.ID)
		for _, a := range p.Aliases {
			best = min(best, distance(id, a))
		}
		if best <= max(1, len(id)/3) || len(id) >= 3 && strings.HasPrefix(p.ID, id) {
			hits = append(hits, hit{p.ID, best})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return a.distance - b.distance })
	var ids []string
	for _, h := range hits[:min(3, len(hits))] {
		ids = append(ids, h.id)
	}
	return ids
}

// distance is the number of single-byte changes that make a out of b.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

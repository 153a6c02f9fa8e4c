package provider

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"

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

// volume is one compiled-in file. It is read when somebody wants its provider, or what it is found by: decoding and checking
// all files takes some thirty milliseconds, which a scan for one target need not pay.
type volume struct {
	id    string
	label func() label
	read  func() *Provider
}

// label is what a provider is found by, beside its id.
type label struct {
	Aliases  []string
	BaseURLs []struct{ URL string } `toml:"base_urls"`
}

// shelf lists the volumes by id. All is compiled in and tests load it, so a failure is a defect of the build.
var shelf = sync.OnceValue(func() []volume {
	names, err := fs.Glob(files, "data/*.toml")
	if err != nil {
		panic(err)
	}
	var list []volume
	for _, name := range names {
		if name != "data/openai.toml" {
			list = append(list, volume{
				id:    strings.TrimSuffix(path.Base(name), ".toml"), // as the strict rules ask
				label: sync.OnceValue(func() label { return skim(name) }),
				read:  sync.OnceValue(func() *Provider { return must(decode(path.Base(name), must(files.ReadFile(name)), false)) }),
			})
		}
	}
	slices.SortFunc(list, func(a, b volume) int { return strings.Compare(a.id, b.id) })
	return list
})

func must[T any](v T, err error) T {
	if err != nil {
		panic(fmt.Errorf("read the catalog: %w", err))
	}
	return v
}

// skim reads of a file only what its provider is found by.
func skim(name string) (l label) {
	err := toml.Unmarshal(excerpt(must(files.ReadFile(name)), "base_urls"), &l)
	return must(l, err)
}

// excerpt returns the keys of a file that stand before its first table, and the tables of one array. It goes by the
// brackets at the beginning of lines, which in the files of the catalog are headers and nothing else.
func excerpt(data []byte, array string) []byte {
	var out []byte
	keep := true
	for line := range bytes.Lines(data) {
		if line[0] == '[' {
			keep = bytes.HasPrefix(line, []byte("[["+array+"]]"))
		}
		if keep {
			out = append(out, line...)
		}
	}
	return out
}

// All returns the providers of the catalog by id. They are shared: do not change them.
func All() []*Provider {
	var list []*Provider
	for _, v := range shelf() {
		list = append(list, v.read())
	}
	return list
}

// Lookup returns the provider with that id or alias; the error is an *UnknownError.
func Lookup(id string) (*Provider, error) {
	name := strings.ToLower(strings.TrimSpace(id))
	for _, v := range shelf() {
		if v.id == name {
			return v.read(), nil
		}
	}
	for _, v := range shelf() {
		if slices.Contains(v.label().Aliases, name) {
			return v.read(), nil
		}
	}
	return Find(All(), id)
}

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

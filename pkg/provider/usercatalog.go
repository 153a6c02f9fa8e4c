package provider

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// Catalog is the built-in catalog with a team's own files on top; nil is the built-in one alone.
type Catalog struct{ user []*Provider }

// OpenCatalog reads a team's files, one provider each, and all *.toml files of the directories among the paths. They are
// read as strictly as the built-in ones, but nothing beyond id, name, base URL and key variable is asked for, addresses may
// be plain http, and statements need no source (they are marked [Provider.User]). A gateway is then
//
//	id = "gateway"
//	name.zh = "内部网关"
//	env.key = "GATEWAY_API_KEY"
//	base_urls = [{ url = "http://llm-gateway.corp:3000/v1" }]
//	[tiers]
//	large = "qwen-72b"
//
// An entry
// with the id of a built-in provider takes its place and remembers it: see [Provider.Replaces]. Any other name that a
// built-in provider has already is an error, because it would take the name away unseen. The error joins *FileErrors.
func OpenCatalog(paths []string) (*Catalog, error) {
	c := &Catalog{}
	var errs []error
	taken := map[string]string{}
	for _, path := range paths {
		names, err := tomlFiles(path)
		if err != nil {
			errs = append(errs, err)
		}
		for _, name := range names {
			if err := c.add(name, taken); err != nil {
				errs = append(errs, err)
			}
		}
	}
	return c, errors.Join(errs...)
}

// tomlFiles is the file itself, or the files of a directory by name.
func tomlFiles(path string) ([]string, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, &FileError{path, 0, "no such file"}
	case err != nil:
		return nil, err
	case !info.IsDir():
		return []string{path}, nil
	}
	names, err := filepath.Glob(filepath.Join(path, "*.toml"))
	if err == nil && len(names) == 0 {
		err = &FileError{path, 0, "the directory holds no *.toml file"}
	}
	return names, err
}

// add reads one file. taken are the ids and other names of the files before.
func (c *Catalog) add(name string, taken map[string]string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return fmt.Errorf("read provider: %w", err)
	}
	p, err := decode(name, data, true)
	if err != nil {
		return err
	}
	for i, id := range append([]string{p.ID}, p.Aliases...) {
		at := "aliases"
		if i == 0 {
			at = "id"
		}
		if by := taken[id]; by != "" {
			return &FileError{name, indexLines(data).at(at), fmt.Sprintf("%s %q is also in %s", at, id, by)}
		}
		if owner := builtin(id); owner != "" && owner != p.ID {
			return &FileError{name, indexLines(data).at(at), fmt.Sprintf("%s %q is a name of the built-in provider %s: choose another, or use the id %s to replace that entry", at, id, owner, owner)}
		}
		taken[id] = name
	}
	p.Origin = name
	if builtin(p.ID) == p.ID {
		p.Replaces, _ = Lookup(p.ID)
		for _, alias := range p.Replaces.Aliases {
			if !slices.Contains(p.Aliases, alias) {
				p.Aliases = append(p.Aliases, alias)
			}
		}
	}
	c.user = append(c.user, p)
	return nil
}

// builtin returns the id of the built-in provider that has a name, or "".
func builtin(name string) string {
	for _, v := range shelf() {
		if v.id == name || slices.Contains(v.label().Aliases, name) {
			return v.id
		}
	}
	return ""
}

// All returns the providers by id, the team's own in the place of those that they replace.
func (c *Catalog) All() []*Provider {
	if c == nil || len(c.user) == 0 {
		return All()
	}
	return Merge(All(), c.user)
}

// Lookup is [Lookup] with the team's own providers.
func (c *Catalog) Lookup(id string) (*Provider, error) {
	if c == nil || len(c.user) == 0 {
		return Lookup(id)
	}
	return Find(c.All(), id)
}

// Loss is a statement of a built-in entry that a team's entry in its place does not repeat, or contradicts: what is lost by
// it is said and not passed over.
type Loss struct {
	Kind string // "endpoint", "parameter", "model", "note", "status"
	Name string
	Was  string // what the built-in entry says
	Is   string // what the team's says instead; empty for nothing
}

// Losses returns what the built-in entry warns of and this one does not; nil where it replaces none.
func (p *Provider) Losses() []Loss {
	b := p.Replaces
	if b == nil {
		return nil
	}
	var out []Loss
	lose := func(kind, name string, was, is Support) {
		if warns(was) && !warns(is) {
			out = append(out, Loss{kind, name, string(was), string(is)})
		}
	}
	for _, name := range EndpointNames {
		if x, ok := b.Endpoints[name]; ok {
			lose("endpoint", name, x.Support, p.Endpoints[name].Support)
		}
	}
	for _, name := range ParamNames {
		if x, ok := b.Params[name]; ok {
			lose("parameter", name, x.Support, p.Params[name].Support)
		}
	}
	for _, m := range b.Models {
		if own, ok := p.Listed(m.ID); m.Retired != "" && ok && own.Retired == "" {
			out = append(out, Loss{"model", m.ID, "retired " + m.Retired, ""})
		}
	}
	for _, n := range b.Notes {
		if n.Severity == "high" && !slices.ContainsFunc(p.Notes, func(o Note) bool { return o.ID == n.ID }) {
			out = append(out, Loss{Kind: "note", Name: n.ID})
		}
	}
	if b.Status != nil && p.Status == nil {
		out = append(out, Loss{Kind: "status", Name: b.Status.State})
	}
	return out
}

// warns reports whether a support is reason to change something.
func warns(s Support) bool {
	return s != "" && s != Supported && s != Undocumented
}

package jssyntax

import (
	"cmp"
	"encoding/json"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/source"
)

// extensions are tried in the order of TypeScript's own resolution.
var extensions = []string{".ts", ".tsx", ".d.ts", ".js", ".jsx", ".mts", ".cts", ".mjs", ".cjs"}

// resolve returns the module of the tree that a specifier means in a file; local says that the specifier means one of the
// project's own files even where none was found, and so no package.
func (p *Project) resolve(file, from string) (m *Module, local bool) {
	key := specifier{file, from}
	known, ok := p.resolved[key]
	if !ok {
		known.module, known.local = p.search(file, from)
		p.resolved[key] = known
	}
	return known.module, known.local
}

// specifier is the text of an import in a file, and meaning what it stands for. Every name that is imported asks.
type (
	specifier struct{ file, from string }
	meaning   struct {
		module *Module
		local  bool
	}
)

func (p *Project) search(file, from string) (m *Module, local bool) {
	mapped := p.Specifier(file, from)
	if rest, ok := strings.CutPrefix(mapped, "/"); ok && mapped != from {
		m := p.find(rest)
		return m, true
	} else if mapped != from {
		return nil, false
	}
	for _, at := range p.places(file, from) {
		if m := p.find(at); m != nil && m.File.Path != file {
			return m, true
		}
	}
	if dir, ok := p.workspaces()[from]; ok && !source.Within(p.source.Root, "node_modules") {
		for _, at := range p.entries(dir) {
			if m := p.find(at); m != nil && m.File.Path != file {
				return m, true
			}
		}
		return nil, true
	}
	return nil, isLocal(from)
}

// Local reports whether a specifier means one of the project's own files rather than a package. It opens none of them.
func (p *Project) Local(file, from string) bool {
	if mapped := p.Specifier(file, from); mapped != from {
		return strings.HasPrefix(mapped, "/")
	}
	_, local := p.targets(file, from)
	return local
}

func isLocal(from string) bool {
	for _, prefix := range []string{".", "/", "@/", "~", "#", "$lib", "src/", "app/"} {
		if strings.HasPrefix(from, prefix) {
			return true
		}
	}
	return from == ""
}

// entries are where the code of a package of the tree may begin.
func (p *Project) entries(dir string) []string {
	var out []string
	for _, at := range []string{"src/index", "index", "src/main", "src"} {
		out = append(out, source.Join(dir, at))
	}
	return out
}

// find opens the file at a slash path with or without extension, or the index of the folder there.
func (p *Project) find(at string) *Module {
	for _, file := range p.existing(at) {
		if m := p.open(file); m != nil {
			return m
		}
	}
	return nil
}

// existing are the files of the tree that a slash path, with or without extension, may mean, the likeliest first.
func (p *Project) existing(at string) []string {
	ext := path.Ext(at)
	bare := strings.TrimSuffix(at, ext)
	var list []string
	switch ext {
	case ".js", ".jsx", ".mjs", ".cjs": // TypeScript imports ./a.ts as ./a.js
		list = append(list, bare+".ts", bare+".tsx", bare+".mts", bare+".cts", at)
	case ".ts", ".tsx", ".mts", ".cts", ".vue", ".svelte":
		list = append(list, at)
	}
	for _, e := range extensions {
		list = append(list, at+e)
	}
	for _, e := range extensions {
		list = append(list, at+"/index"+e)
	}
	return slices.DeleteFunc(list, func(file string) bool { return !p.source.Tree.Exists(file) })
}

// places are the slash paths that a specifier may mean: beside the file, through the aliases of tsconfig.json, and through
// those that frameworks set up by themselves.
func (p *Project) places(file, from string) []string {
	dir := path.Dir(file)
	if strings.HasPrefix(from, ".") {
		return []string{clean(dir, from)}
	}
	var out []string
	if c := p.config(dir); c != nil {
		out = append(out, c.places(from)...)
	}
	root := p.source.Root
	for alias, to := range map[string][]string{"@/": {"src", "."}, "~/": {".", "src", "app"}, "$lib/": {"src/lib"}} {
		if rest, ok := strings.CutPrefix(from, alias); ok {
			for _, base := range to {
				out = append(out, clean(root, base+"/"+rest))
			}
		}
	}
	return out
}

func clean(dir, rel string) string { return path.Join(dir, rel) }

// tsconfig is what a tsconfig.json or jsconfig.json says of module names.
type tsconfig struct {
	base  string // directory that baseUrl names; empty for none
	dir   string
	paths map[string][]string
	order []string // the keys of paths, the longest first: of two that match, TypeScript takes the longer
}

type tsconfigFile struct {
	Extends         any `json:"extends"`
	CompilerOptions struct {
		BaseURL string              `json:"baseUrl"`
		Paths   map[string][]string `json:"paths"`
	} `json:"compilerOptions"`
}

// config returns the nearest configuration above a directory, nil where there is none.
func (p *Project) config(dir string) *tsconfig {
	if c, ok := p.configs[dir]; ok {
		return c
	}
	var c *tsconfig
	for _, name := range []string{"tsconfig.json", "jsconfig.json", "tsconfig.base.json"} {
		if c = p.readConfig(path.Join(dir, name), 3); c != nil {
			break
		}
	}
	if c == nil && dir != "." && dir != "/" {
		c = p.config(path.Dir(dir))
	}
	p.configs[dir] = c
	return c
}

// readConfig reads a configuration with those that it extends.
func (p *Project) readConfig(file string, depth int) *tsconfig {
	f, err := p.source.Tree.Open(file)
	if err != nil || depth == 0 {
		return nil
	}
	var raw tsconfigFile
	if json.Unmarshal(StripJSON(f.Data), &raw) != nil {
		return nil
	}
	c := &tsconfig{dir: path.Dir(file), paths: raw.CompilerOptions.Paths}
	c.order = slices.SortedFunc(maps.Keys(c.paths), func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	if b := raw.CompilerOptions.BaseURL; b != "" {
		c.base = clean(c.dir, b)
	}
	if ext, ok := raw.Extends.(string); ok && strings.HasPrefix(ext, ".") && c.paths == nil && c.base == "" {
		if !strings.HasSuffix(ext, ".json") {
			ext += ".json"
		}
		if up := p.readConfig(clean(c.dir, ext), depth-1); up != nil {
			return up
		}
	}
	return c
}

func (c *tsconfig) places(from string) []string {
	base := c.base
	if base == "" {
		base = c.dir
	}
	var out []string
	for _, pattern := range c.order {
		head, tail, star := strings.Cut(pattern, "*")
		if !star && from != pattern || star && !(strings.HasPrefix(from, head) && strings.HasSuffix(from, tail) && len(from) >= len(head)+len(tail)) {
			continue
		}
		rest := ""
		if star {
			rest = from[len(head) : len(from)-len(tail)]
		}
		for _, t := range c.paths[pattern] {
			out = append(out, clean(base, strings.Replace(t, "*", rest, 1)))
		}
	}
	if c.base != "" {
		out = append(out, clean(c.base, from))
	}
	return out
}

// jsonText matches the parts of JSON with comments: strings, comments, commas before a closing bracket.
var jsonText = regexp.MustCompile(`(?s)"(?:[^"\\]|\\.)*"|//[^\n]*|/\*.*?\*/|,\s*[}\]]`)

// StripJSON takes comments and trailing commas out of a JSON text as configuration files have them.
func StripJSON(text []byte) []byte {
	strip := func(m []byte) []byte {
		switch m[0] {
		case '/':
			return nil
		case ',':
			return m[1:]
		}
		return m
	}
	return jsonText.ReplaceAllFunc(jsonText.ReplaceAllFunc(text, strip), strip)
}

// workspaces are the packages of the tree by name.
func (p *Project) workspaces() map[string]string {
	return p.source.Tree.Memo(workspaces{}, func() any {
		packages := map[string]string{}
		for _, f := range p.source.Tree.Files {
			if path.Base(f.Path) != "package.json" {
				continue
			}
			var raw struct{ Name string }
			if json.Unmarshal(f.Data, &raw) == nil && raw.Name != "" {
				packages[raw.Name] = path.Dir(f.Path)
			}
		}
		return packages
	}).(map[string]string)
}

// workspaces is the key of the tree's packages.
type workspaces struct{}

var (
	remote  = regexp.MustCompile(`^https?://(?:esm\.sh|cdn\.skypack\.dev|cdn\.jsdelivr\.net/npm|unpkg\.com|esm\.run|deno\.land/x)/(?:v\d+/)?((?:@[^/@]+/)?[^/@?]+)(?:@[^/?]*)?(/[^?]*)?`)
	version = regexp.MustCompile(`^((?:@[^/@]+/)?[^/@]+)@[^/]*`)
)

// Package is the name of the package, with the path within it, that a specifier names; prefixes and addresses of Deno
// and of content networks are taken off.
//
//	Have: npm:openai@4.20.1 -> openai; https://esm.sh/openai@4 -> openai; https://deno.land/x/openai@v4/mod.ts -> openai
func Package(from string) string {
	if m := remote.FindStringSubmatch(from); m != nil {
		if rest := m[2]; rest != "" && !strings.HasSuffix(rest, "/mod.ts") && !strings.HasPrefix(rest, "/+esm") {
			return m[1] + rest
		}
		return m[1]
	}
	for _, prefix := range []string{"npm:", "jsr:"} {
		from = strings.TrimPrefix(from, prefix)
	}
	if from == "@openai/openai" {
		return "openai"
	}
	return version.ReplaceAllString(from, "$1")
}

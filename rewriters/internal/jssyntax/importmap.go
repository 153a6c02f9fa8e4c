package jssyntax

import (
	"encoding/json"
	"path"
	"strings"
)

// Specifier is what an import specifier stands for in a file: Deno and browsers map names to others.
//
//	Have: {"imports": {"oai": "npm:openai@4", "lib/": "./src/lib/"}} -> oai is npm:openai@4, lib/x.ts is ./src/lib/x.ts
func (p *Project) Specifier(file, from string) string {
	for dir := path.Dir(file); ; dir = path.Dir(dir) {
		if to, ok := p.importMap(dir)[from]; ok {
			return to
		}
		longest := ""
		for name := range p.importMap(dir) {
			if strings.HasSuffix(name, "/") && strings.HasPrefix(from, name) && len(name) > len(longest) {
				longest = name
			}
		}
		if longest != "" {
			return p.importMap(dir)[longest] + from[len(longest):]
		}
		if dir == "." || dir == "/" {
			return from
		}
	}
}

// Package is the package that a specifier names in a file.
func (p *Project) Package(file, from string) string { return Package(p.Specifier(file, from)) }

// importMap reads the import map of a directory. What it maps to a file of its own is given as a path from the root.
func (p *Project) importMap(dir string) map[string]string {
	if m, ok := p.maps[dir]; ok {
		return m
	}
	out := map[string]string{}
	for _, name := range []string{"deno.json", "deno.jsonc", "import_map.json"} {
		f, err := p.source.Tree.Open(path.Join(dir, name))
		if err != nil {
			continue
		}
		var raw struct{ Imports map[string]string }
		if json.Unmarshal(StripJSON(f.Data), &raw) != nil {
			continue
		}
		for from, to := range raw.Imports {
			if strings.HasPrefix(to, ".") {
				slash := strings.HasSuffix(to, "/")
				if to = "/" + path.Join(dir, to); slash {
					to += "/"
				}
			}
			out[from] = to
		}
	}
	p.maps[dir] = out
	return out
}

// Deno reports whether a file is run by Deno: it imports by address, or a configuration of Deno is nearer than any of npm.
func (p *Project) Deno(m *Module) bool {
	for _, text := range []string{"npm:", "jsr:", "https://deno.land/", "https://esm.sh/"} {
		if strings.Contains(string(m.File.Data), `"`+text) || strings.Contains(string(m.File.Data), `'`+text) {
			return true
		}
	}
	for dir := path.Dir(m.File.Path); ; dir = path.Dir(dir) {
		for _, name := range []string{"deno.json", "deno.jsonc"} {
			if p.source.Tree.Exists(path.Join(dir, name)) {
				return true
			}
		}
		if dir == "." || dir == "/" || p.source.Tree.Exists(path.Join(dir, "package.json")) {
			return false
		}
	}
}

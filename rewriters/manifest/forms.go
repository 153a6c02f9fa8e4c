package manifest

import (
	"path"
	"regexp"
	"strings"

	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/keyvalue"
	"github.com/openai-migrate/migrate/rewriters/internal/lockfile"
)

// form is one format of manifest.
type form struct {
	eco   eco
	names []string // patterns of path.Match for the file's name
	read  func(*source.File, eco) []dependency
	locks []lockfile.Format
}

// forms are the manifests that are read; the first that matches a file counts.
var forms = []*form{
	{pypi, []string{"*requirements*.txt", "*requirements*.in", "*constraints*.txt"}, byLine(requirement), lockfile.Python},
	{pypi, []string{"pyproject.toml", "Pipfile", "environment.yml", "environment.yaml"}, settings, lockfile.Python},
	{pypi, []string{"setup.py", "setup.cfg"}, byLine(quoted), lockfile.Python},
	{npm, []string{"package.json"}, settings, lockfile.Node},
	{npm, []string{"deno.json", "deno.jsonc", "import_map.json"}, byLine(mapped), nil},
	{golang, []string{"go.mod"}, byLine(module), nil},
	{maven, []string{"pom.xml"}, byLine(artifact), nil},
	{maven, []string{"*.gradle", "*.gradle.kts", "libs.versions.toml"}, byLine(coordinates), nil},
	{nuget, []string{"*.csproj", "*.fsproj", "*.vbproj", "Directory.Packages.props", "Directory.Build.props"}, byLine(reference), nil},
	{cargo, []string{"Cargo.toml"}, settings, lockfile.Cargo},
	{composer, []string{"composer.json"}, settings, lockfile.Composer},
	{gems, []string{"Gemfile", "*.gemspec"}, byLine(gem), lockfile.Bundler},
	{swiftpm, []string{"Package.swift"}, byLine(repository), lockfile.SwiftPM},
	{pub, []string{"pubspec.yaml"}, settings, lockfile.Pub},
}

// formOf returns the format of a manifest; nil for other files. A list for pip may lie in a folder for them.
func formOf(f *source.File) *form {
	base := path.Base(f.Path)
	if dir := path.Base(path.Dir(f.Path)); dir == "requirements" && (path.Ext(base) == ".txt" || path.Ext(base) == ".in") {
		return forms[0]
	}
	for _, m := range forms {
		for _, name := range m.names {
			if ok, _ := path.Match(name, base); ok && f.Mark != source.Vendored {
				return m
			}
		}
	}
	return nil
}

// The lines in which dependencies stand. The group n is the name, v the versions.
var (
	// Have: openai[datalib]>=1.0,<2 ; python_version > "3.8"  # why
	requirement = regexp.MustCompile(`(?m)^[ \t]*(?P<n>[A-Za-z0-9][\w.-]*)(?:\[[^\]\n]*\])?[ \t]*(?P<v>[<>=!~][^;#\n\r]*)?`)
	// Have: "openai>=1.0", in setup.py; openai >= 1.0 on a line of setup.cfg
	quoted = regexp.MustCompile(`(?m)(?:["']|^[ \t]+)(?P<n>[A-Za-z0-9][\w.-]*)(?:\[[^\]\n]*\])?[ \t]*(?P<v>[<>=!~][^"';#\n\r]*)?(?:["']|[ \t]*\r?$)`)
	// Have: "oai": "npm:openai@^4.20.0", "openai": "https://esm.sh/openai@4" in an import map of Deno
	mapped = regexp.MustCompile(`"[^"\n]+"\s*:\s*"(?:npm:|jsr:|https://(?:esm\.sh|deno\.land/x|cdn\.skypack\.dev|esm\.run)/)/?(?P<n>(?:@[^/@"\n]+/)?[^/@"\n]+)(?:@(?P<v>[^"/\n]*))?`)
	// Have: 	github.com/sashabaranov/go-openai v1.20.0
	module = regexp.MustCompile(`(?m)^[ \t]*(?:require[ \t]+)?(?P<n>[\w.-]+\.[a-z]+/[\w./-]+)[ \t]+(?P<v>v[0-9][^\s]*)`)
	// Have: <groupId>com.openai</groupId> <artifactId>openai-java</artifactId> <version>0.8.0</version>
	artifact = regexp.MustCompile(`<groupId>\s*(?P<g>[\w.-]+)\s*</groupId>\s*<artifactId>\s*(?P<n>[\w.-]+)\s*</artifactId>(?:\s*<version>\s*(?P<v>[^<\s]+)\s*</version>)?`)
	// Have: implementation("com.openai:openai-java:0.8.0"), module = "com.openai:openai-java", version.ref = "openai"
	coordinates = regexp.MustCompile(`["'](?P<n>[\w.-]+:[\w.-]+)(?::(?P<v>[^"'\s@]+))?(?:@\w+)?["']`)
	// Have: <PackageReference Include="OpenAI" Version="2.0.0" />
	reference = regexp.MustCompile(`<Package(?:Reference|Version)\s+(?:Include|Update)="(?P<n>[^"]+)"(?:\s+Version="(?P<v>[^"]+)")?`)
	// Have: gem "ruby-openai", "~> 7.0"; spec.add_dependency "openai"
	gem = regexp.MustCompile(`(?m)^[ \t]*(?:gem|\w+\.add(?:_runtime|_development)?_dependency)[ \t(]+["'](?P<n>[\w.-]+)["'](?:[ \t]*,[ \t]*["'](?P<v>[^"'\n]+)["'])?`)
	// Have: .package(url: "https://github.com/MacPaw/OpenAI.git", from: "0.2.4")
	repository = regexp.MustCompile(`\.package\(\s*url:\s*"https://github\.com/(?P<n>[\w.-]+/[\w-]+)(?:\.git)?"\s*,\s*(?P<v>[^)\n]+)`)
)

// byLine reads manifests by a pattern.
func byLine(pattern *regexp.Regexp) func(*source.File, eco) []dependency {
	n, v, g := pattern.SubexpIndex("n"), pattern.SubexpIndex("v"), pattern.SubexpIndex("g")
	return func(f *source.File, e eco) []dependency {
		var out []dependency
		for _, m := range pattern.FindAllSubmatchIndex(f.Data, -1) {
			name := string(f.Data[m[2*n]:m[2*n+1]])
			if g > 0 {
				name = string(f.Data[m[2*g]:m[2*g+1]]) + ":" + name
			}
			if p := find(e, name); p != nil && !commented(f.Data, m[2*n]) {
				d := dependency{pkg: p, at: source.Span{Start: m[2*n], End: m[2*n+1]}}
				if m[2*v] >= 0 {
					d.spec = strings.TrimSpace(string(f.Data[m[2*v]:m[2*v+1]]))
				}
				out = append(out, d)
			}
		}
		return out
	}
}

// commented reports whether a line begins as a comment before an offset.
func commented(data []byte, at int) bool {
	start := strings.LastIndexByte(string(data[:at]), '\n') + 1
	line := strings.TrimSpace(string(data[start:at]))
	return strings.HasPrefix(line, "#") || strings.HasPrefix(line, "//") || strings.HasPrefix(line, "<!--")
}

// settings reads manifests that are TOML, JSON or YAML.
//
//	Have: openai = "^1.0"   "openai": "^4.0.0"   dependencies = ["openai>=1"]   openai = { version = "^1", extras = [] }
func settings(f *source.File, e eco) []dependency {
	file, ok := keyvalue.Read(f)
	if !ok {
		return nil
	}
	var out []dependency
	seen := map[int]bool{}
	for i := range file.Entries {
		d, ok := declared(&file.Entries[i], e)
		if ok && !seen[d.at.Start] {
			seen[d.at.Start] = true
			out = append(out, d)
		}
	}
	return out
}

// holders are the keys below which dependencies stand, beside those that say so.
var holders = map[string]bool{"packages": true, "dev-packages": true, "require": true, "require-dev": true, "pip": true}

func declared(s *keyvalue.Entry, e eco) (dependency, bool) {
	if s.Commented || s.Use || !depends(s.Path) {
		return dependency{}, false
	}
	if len(s.Path) > 0 && strings.HasPrefix(s.Path[len(s.Path)-1], "#") {
		return listed(s, e)
	}
	for n := len(s.Path) - 1; n >= max(1, len(s.Path)-2); n-- {
		if p := find(e, s.Path[n]); p != nil && (n == len(s.Path)-1 || s.Path[len(s.Path)-1] == "version") {
			return dependency{pkg: p, at: s.Span(), spec: s.Value}, true
		}
	}
	return dependency{}, false
}

// depends reports whether one of the keys above a setting holds dependencies.
func depends(keys []string) bool {
	for _, k := range keys[:max(len(keys)-1, 0)] {
		low := strings.ToLower(k)
		if holders[low] || strings.Contains(low, "dependencies") || low == "dependency-groups" || low == "requires" {
			return true
		}
	}
	return false
}

var item = regexp.MustCompile(`^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?\s*([<>=!~].*)?$`)

// listed reads an item of a list: a requirement as one string.
func listed(s *keyvalue.Entry, e eco) (dependency, bool) {
	text, _, _ := strings.Cut(s.Value, ";")
	if s.Name != "" && s.Key.End > s.Key.Start { // conda's openai=0.28 may have been read as a pair
		text = s.Name + "=" + text
	}
	m := item.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return dependency{}, false
	}
	p := find(e, m[1])
	return dependency{pkg: p, at: s.Span(), spec: strings.TrimSpace(m[2])}, p != nil
}

// Package source is a read-only view of the user's tree.
//
// [Walk] finds the files, in parallel, and keeps those that may matter: a literal search over the raw bytes decides
// before anything is parsed. What is kept is a [Tree] of [File]s, decoded to UTF-8; what is left out for any reason but
// "does not mention OpenAI" is a [Skip] with that reason. Nothing is passed over in silence.
//
// A tree is read from a directory ([Walk]), from a commit ([WalkCommit]) or from memory ([FromMap]); the rest of migrate
// cannot tell which, except that only the first has a Dir.
//
// Offsets: a File's Data is decoded text without a byte order mark, and all syntax works on it. The user's bytes are
// Raw. [File.RawSpan] and [File.Encode] lead from one to the other, so that an edit found in the text can be made in the
// bytes, whatever the encoding.
package source

import (
	"bytes"
	"path"
	"strings"
)

// Lang is the language or format of a file.
type Lang string

// The languages that migrate tells apart. Other is any other text file.
const (
	Go         Lang = "go"
	Python     Lang = "python"
	Notebook   Lang = "notebook"
	JavaScript Lang = "javascript"
	TypeScript Lang = "typescript"
	TSX        Lang = "tsx"
	Vue        Lang = "vue"
	Svelte     Lang = "svelte"
	Java       Lang = "java"
	Kotlin     Lang = "kotlin"
	CSharp     Lang = "csharp"
	Rust       Lang = "rust"
	PHP        Lang = "php"
	Ruby       Lang = "ruby"
	Swift      Lang = "swift"
	Dart       Lang = "dart"
	Shell      Lang = "shell"
	Make       Lang = "make"
	Docker     Lang = "dockerfile"
	Dotenv     Lang = "dotenv"
	YAML       Lang = "yaml"
	TOML       Lang = "toml"
	JSON       Lang = "json"
	INI        Lang = "ini"
	Terraform  Lang = "terraform"
	SQL        Lang = "sql"
	Script     Lang = "script" // of PowerShell, fish, Windows' command line, or a server's configuration
	Markdown   Lang = "markdown"
	Other      Lang = "text"
)

var byExtension = map[string]Lang{
	".go": Go, ".py": Python, ".pyi": Python, ".pyw": Python, ".ipynb": Notebook,
	".js": JavaScript, ".mjs": JavaScript, ".cjs": JavaScript, ".jsx": JavaScript,
	".ts": TypeScript, ".mts": TypeScript, ".cts": TypeScript, ".tsx": TSX, ".vue": Vue, ".svelte": Svelte,
	".java": Java, ".kt": Kotlin, ".kts": Kotlin, ".cs": CSharp, ".rs": Rust, ".php": PHP, ".rb": Ruby,
	".swift": Swift, ".dart": Dart, ".sh": Shell, ".bash": Shell, ".zsh": Shell, ".mk": Make,
	".env": Dotenv, ".yaml": YAML, ".yml": YAML, ".toml": TOML, ".json": JSON, ".jsonc": JSON, ".json5": JSON,
	".ini": INI, ".cfg": INI, ".properties": INI, ".tf": Terraform, ".tfvars": Terraform, ".hcl": Terraform, ".bicep": Terraform,
	".ps1": Script, ".psm1": Script, ".bat": Script, ".cmd": Script, ".fish": Script, ".conf": Script, ".sql": SQL, ".md": Markdown, ".mdx": Markdown, ".rst": Markdown,
}

// Detect tells a file's language from its name alone; name is a slash path.
func Detect(name string) Lang {
	base := strings.ToLower(path.Base(name))
	lang, known := byExtension[path.Ext(base)]
	switch {
	case base == ".env", strings.HasPrefix(base, ".env."), strings.HasPrefix(base, ".env-"), strings.HasPrefix(base, ".env_"), strings.HasPrefix(base, "env.") && !known, strings.HasSuffix(base, ".env"):
		return Dotenv // env.example, and not env.ts or env.py
	case base == "dockerfile", strings.HasPrefix(base, "dockerfile."), strings.HasSuffix(base, ".dockerfile"), base == "containerfile":
		return Docker
	case base == "makefile", base == "gnumakefile":
		return Make
	case base == "caddyfile":
		return Script
	case base == "pipfile":
		return TOML
	}
	if known {
		return lang
	}
	return sample(base)
}

// sample is the language of a file that is there to be copied to the name without its last part.
//
//	Have: config.json.template, settings.yaml.example
func sample(base string) Lang {
	switch ext := path.Ext(base); ext {
	case ".template", ".example", ".sample", ".dist", ".default", ".tmpl":
		if lang := byExtension[path.Ext(strings.TrimSuffix(base, ext))]; lang.Family() == FamilyConfig && lang != Markdown && lang != "" {
			return lang
		}
	}
	return Other
}

// interpreters are the languages of scripts by the name of the program that runs them.
var interpreters = []struct {
	name string
	lang Lang
}{{"python", Python}, {"node", JavaScript}, {"deno", TypeScript}, {"bash", Shell}, {"zsh", Shell}, {"sh", Shell}, {"ruby", Ruby}, {"php", PHP}}

// detect is [Detect] for a file whose beginning is at hand: a script without an extension says itself what runs it.
//
// Have: #!/usr/bin/env python3 -> Python
func detect(name string, raw []byte) Lang {
	lang := Detect(name)
	if lang != Other || path.Ext(name) != "" || !bytes.HasPrefix(raw, []byte("#!")) {
		return lang
	}
	line, _, _ := bytes.Cut(raw[:min(len(raw), 128)], []byte("\n"))
	for _, field := range strings.Fields(string(line[2:])) {
		program := path.Base(field)
		for _, i := range interpreters {
			if rest, ok := strings.CutPrefix(program, i.name); ok && strings.Trim(rest, "0123456789.") == "" {
				return i.lang
			}
		}
	}
	return Other
}

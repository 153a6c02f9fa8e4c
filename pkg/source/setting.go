package source

import (
	"bytes"
	"path"
	"regexp"
	"slices"
)

// Sets reports whether a configuration file in reach of the project (its own, or one of a directory above it) gives a variable
// a value of its own: a line of .env, compose, a Dockerfile, a shell script. An empty value is none, and neither is one that
// is only handed on from the outside (X=${X}): where nobody sets it there, the program gets an empty string. A pair of name
// and value, as Kubernetes has them, counts too.
func (p *Project) Sets(variable string) bool {
	return p.Memo(setting{variable}, func() any { return p.sets(variable) }).(bool)
}

// setting is the key of what Sets has found for a variable.
type setting struct{ variable string }

func (p *Project) sets(variable string) bool {
	value := regexp.MustCompile(`(?m)^[ \t]*(?:-[ \t]*|export[ \t]+|ENV[ \t]+)?` + regexp.QuoteMeta(variable) +
		`[ \t]*[=:]+[ \t]*["']?(?:[^\s"'$#]|\$\{\w+:?-[^}\s])` +
		`|\bname:[ \t]*["']?` + regexp.QuoteMeta(variable) + `["']?[ \t]*(?:#.*)?(?:\r?\n[ \t]*|,[ \t]*)value:[ \t]*["']?[^\s"'$#]`)
	return slices.ContainsFunc(p.Tree.Files, func(f *File) bool {
		if f.view != nil {
			return false // a document shows how it would be set
		}
		switch f.Lang {
		case Dotenv, YAML, Docker, Shell, TOML, INI, Make, Terraform:
			return (Within(f.Path, p.Root) || Within(p.Root, path.Dir(f.Path))) &&
				bytes.Contains(f.Data, []byte(variable)) && value.Match(f.Data)
		}
		return false
	})
}

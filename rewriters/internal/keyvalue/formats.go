package keyvalue

import (
	"path"
	"strings"

	"github.com/openai-migrate/migrate/pkg/source"
)

// readerOf chooses the reader of a file by its language and name. A new format is one more line here.
func readerOf(name string, lang source.Lang) Reader {
	base := strings.ToLower(path.Base(name))
	switch lang {
	case source.Dotenv:
		return dotenv
	case source.YAML:
		return yamlText
	case source.JSON:
		return jsonText
	case source.TOML:
		return tomlText
	case source.INI:
		return iniText
	case source.Terraform:
		if strings.HasSuffix(base, ".bicep") || strings.HasSuffix(base, ".bicepparam") {
			return bicep
		}
		return terraform
	case source.Docker:
		return dockerfile
	case source.Make:
		return makefile
	case source.Shell:
		return shell
	case source.SQL:
		return sqlText
	case source.Script:
		return mentions
	}
	return nil
}

// embedded reads a file inside of a file: what stands between the bounds of data, called name there. Indented text is
// read as it is: none of the formats minds that all lines are.
func embedded(data []byte, s source.Span, name string, under []string, into *File) bool {
	lang := source.Detect(name)
	read := readerOf(name, lang)
	if read == nil || lang == source.SQL {
		return false
	}
	inner := &File{}
	if read(data[:s.End], s.Start, inner) != nil {
		return false
	}
	for _, e := range inner.Entries {
		e.Path = append(append([]string{}, under...), e.Path...)
		into.Entries = append(into.Entries, e)
	}
	into.Requests = append(into.Requests, inner.Requests...)
	into.Mentions = append(into.Mentions, inner.Mentions...)
	return true
}

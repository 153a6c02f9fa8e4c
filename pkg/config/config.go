// Package config reads .migrate.toml, the settings that a team shares for one tree.
//
// The file stands at the root of the tree and is optional. Flags win over it. Decoding is strict: an unknown key is an
// error with its line, so that a typing mistake never goes unnoticed.
//
//	to       = "zhipu"                 # the target provider
//	base-url = "https://…"             # overrides the provider's address
//	key-env  = "LLM_API_KEY"           # overrides the provider's usual key variable
//	style    = "env"                   # direct | env
//	catalog  = ["tools/gateway.toml"]  # providers of one's own, files or directories, relative to this file
//	include  = ["services/**"]
//	exclude  = ["**/testdata/**"]
//
//	[models]                           # exact OpenAI names -> exact target names
//	"gpt-4o" = "glm-4.7"
//
//	[check]
//	allow          = ["PY012"]         # rules that never fail the gate
//	allow-paths    = ["docs/**"]       # files that never fail the gate
//	baseline       = ".migrate-baseline.json"
package config

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/pelletier/go-toml/v2"
)

// Name is the file's usual name.
const Name = ".migrate.toml"

// Config is the content of the file; the zero value is that of a tree without one.
type Config struct {
	To      string            `toml:"to"`
	BaseURL string            `toml:"base-url"`
	KeyEnv  string            `toml:"key-env"`
	Style   string            `toml:"style"`
	Lang    string            `toml:"lang"`
	Catalog []string          `toml:"catalog"`
	Include []string          `toml:"include"`
	Exclude []string          `toml:"exclude"`
	Models  map[string]string `toml:"models"`
	Check   Check             `toml:"check"`
}

// Check are the settings of the gate.
type Check struct {
	Allow      []string `toml:"allow"`
	AllowPaths []string `toml:"allow-paths"`
	Baseline   string   `toml:"baseline"`
}

// Read reads the file at path. With optional set, a missing file gives the zero Config.
func Read(path string, optional bool) (Config, error) {
	data, err := os.ReadFile(path)
	if optional && errors.Is(err, fs.ErrNotExist) {
		return Config{}, nil
	}
	if err != nil {
		return Config{}, err
	}
	c, err := Parse(data)
	if err != nil {
		return Config{}, fmt.Errorf("%s:%w", path, err)
	}
	return c, nil
}

// Parse decodes the text of a file; errors start with the line number.
func Parse(data []byte) (Config, error) {
	var c Config
	err := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields().Decode(&c)
	if strict := (*toml.StrictMissingError)(nil); errors.As(err, &strict) && len(strict.Errors) > 0 {
		e := strict.Errors[0]
		row, _ := e.Position()
		return Config{}, fmt.Errorf("%d: unknown key %q", row, joinKey(e.Key()))
	}
	if decode := (*toml.DecodeError)(nil); errors.As(err, &decode) {
		row, _ := decode.Position()
		return Config{}, fmt.Errorf("%d: %s", row, decode.Error())
	}
	if err != nil {
		return Config{}, fmt.Errorf(" %w", err)
	}
	return c, nil
}

func joinKey(k toml.Key) string {
	var b bytes.Buffer
	for i, part := range k {
		if i > 0 {
			b.WriteByte('.')
		}
		b.WriteString(part)
	}
	return b.String()
}

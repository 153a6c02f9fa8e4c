package syntax

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/parser"
	"go/scanner"
	"go/token"
	"path"

	"github.com/pelletier/go-toml/v2"

	"github.com/openai-migrate/migrate/pkg/source"
)

// formats are the checks of languages that have a parser in Go.
var formats = map[source.Lang]func(*source.File) error{source.Go: checkGo, source.JSON: checkJSON, source.TOML: checkTOML}

func checkGo(f *source.File) error {
	_, err := parser.ParseFile(token.NewFileSet(), "", f.Data, parser.SkipObjectResolution)
	var list scanner.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		return fmt.Errorf("%d:%d: %s", list[0].Pos.Line, list[0].Pos.Column, list[0].Msg)
	}
	return err
}

// checkJSON is for strict JSON. Many tools allow comments in their own files; those are told by a comment in them.
func checkJSON(f *source.File) error {
	if ext := path.Ext(f.Path); ext == ".jsonc" || ext == ".json5" || bytes.Contains(f.Data, []byte("//")) && !json.Valid(f.Data) || bytes.Contains(f.Data, []byte("/*")) {
		return nil
	}
	var value json.RawMessage
	err := json.Unmarshal(f.Data, &value)
	if bad := (*json.SyntaxError)(nil); errors.As(err, &bad) {
		at := f.Position(int(bad.Offset) - 1)
		return fmt.Errorf("%d:%d: %w", at.Line, at.Column, err)
	}
	return err
}

func checkTOML(f *source.File) error {
	var value map[string]any
	err := toml.Unmarshal(f.Data, &value)
	if bad := (*toml.DecodeError)(nil); errors.As(err, &bad) {
		line, column := bad.Position()
		return fmt.Errorf("%d:%d: %w", line, column, err)
	}
	return err
}

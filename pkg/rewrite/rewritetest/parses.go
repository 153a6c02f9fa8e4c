package rewritetest

import (
	"encoding/json"
	"go/parser"
	"go/token"

	"github.com/openai-migrate/migrate/pkg/source"
)

func parsesGo(f *source.File) error {
	if f.Lang != source.Go {
		return nil
	}
	_, err := parser.ParseFile(token.NewFileSet(), f.Path, f.Data, parser.SkipObjectResolution)
	return err
}

// parsesJSON checks what calls itself JSON; files with comments fail before the change too, and so do not count.
func parsesJSON(f *source.File) error {
	if f.Lang != source.JSON && f.Lang != source.Notebook {
		return nil
	}
	var v any
	return json.Unmarshal(f.Data, &v)
}

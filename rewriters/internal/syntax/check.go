package syntax

import (
	"context"
	"errors"
	"fmt"

	"github.com/openai-migrate/migrate/pkg/source"
)

// Check reports the first syntax error of a file in one of the languages parsed here, by line and column; nil for files
// in other languages. It has the shape that rewritetest.Parses takes.
func Check(f *source.File) error {
	if check := formats[f.Lang]; check != nil {
		return check(f)
	}
	tree, err := Parse(context.Background(), f.Lang, f.Data)
	if errors.Is(err, Unsupported) {
		return nil
	}
	if err != nil {
		return err
	}
	bad := tree.FirstError()
	if !bad.Valid() {
		return nil
	}
	at := f.Position(bad.Start())
	if bad.IsMissing() {
		return fmt.Errorf("%d:%d: missing %s", at.Line, at.Column, bad.Kind())
	}
	return fmt.Errorf("%d:%d: syntax error", at.Line, at.Column)
}

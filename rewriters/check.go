package rewriters

import (
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Check reports the first syntax error of a file, by line and column; nil for a file in a language that is not parsed here.
func Check(f *source.File) error { return syntax.Check(f) }

// Package pydspy is the rewriter for DSPy.
package pydspy

import "github.com/openai-migrate/migrate/rewriters/internal/pyframe"

// Rewriter is made of the table pyframe.DSPy.
var Rewriter = pyframe.Rewriter(pyframe.DSPy)

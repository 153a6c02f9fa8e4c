// Package pyhaystack is the rewriter for Haystack.
package pyhaystack

import "github.com/openai-migrate/migrate/rewriters/internal/pyframe"

// Rewriter is made of the table pyframe.Haystack.
var Rewriter = pyframe.Rewriter(pyframe.Haystack)

// Package pyllamaindex is the rewriter for LlamaIndex.
package pyllamaindex

import "github.com/openai-migrate/migrate/rewriters/internal/pyframe"

// Rewriter is made of the table pyframe.LlamaIndex.
var Rewriter = pyframe.Rewriter(pyframe.LlamaIndex)

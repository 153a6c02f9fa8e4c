// Package pydefaults is the rewriter for libraries that go to OpenAI unless they are told otherwise.
package pydefaults

import "github.com/openai-migrate/migrate/rewriters/internal/pyframe"

// Rewriter is made of the table pyframe.Defaults.
var Rewriter = pyframe.Rewriter(pyframe.Defaults)

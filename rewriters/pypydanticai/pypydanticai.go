// Package pypydanticai is the rewriter for Pydantic AI.
package pypydanticai

import "github.com/openai-migrate/migrate/rewriters/internal/pyframe"

// Rewriter is made of the table pyframe.PydanticAI.
var Rewriter = pyframe.Rewriter(pyframe.PydanticAI)

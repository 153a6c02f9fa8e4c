// Package pylitellm is the rewriter for LiteLLM.
package pylitellm

import "github.com/openai-migrate/migrate/rewriters/internal/pyframe"

// Rewriter is made of the table pyframe.LiteLLM.
var Rewriter = pyframe.Rewriter(pyframe.LiteLLM)

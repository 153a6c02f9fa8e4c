// Package pycrewai is the rewriter for CrewAI.
package pycrewai

import "github.com/openai-migrate/migrate/rewriters/internal/pyframe"

// Rewriter is made of the table pyframe.CrewAI.
var Rewriter = pyframe.Rewriter(pyframe.CrewAI)

// Package pyagents is the rewriter for OpenAI Agents, the package openai-agents.
package pyagents

import "github.com/openai-migrate/migrate/rewriters/internal/pyframe"

// Rewriter is made of the table pyframe.Agents.
var Rewriter = pyframe.Rewriter(pyframe.Agents)

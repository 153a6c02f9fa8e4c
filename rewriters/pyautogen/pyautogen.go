// Package pyautogen is the rewriter for AutoGen, ag2 and pyautogen.
package pyautogen

import "github.com/openai-migrate/migrate/rewriters/internal/pyframe"

// Rewriter is made of the table pyframe.AutoGen.
var Rewriter = pyframe.Rewriter(pyframe.AutoGen)

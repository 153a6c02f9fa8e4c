// Package pytiktoken is the rewriter for tiktoken, which counts tokens.
package pytiktoken

import "github.com/openai-migrate/migrate/rewriters/internal/pyframe"

// Rewriter is made of the table pyframe.Tiktoken.
var Rewriter = pyframe.Rewriter(pyframe.Tiktoken)

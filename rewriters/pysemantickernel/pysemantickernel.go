// Package pysemantickernel is the rewriter for Semantic Kernel.
package pysemantickernel

import "github.com/openai-migrate/migrate/rewriters/internal/pyframe"

// Rewriter is made of the table pyframe.SemanticKernel.
var Rewriter = pyframe.Rewriter(pyframe.SemanticKernel)

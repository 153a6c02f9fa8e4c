// Package rewriters lists every rewriter. Each has a folder of its own; what several need for one syntax stands under
// internal.
package rewriters

import (
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/rewriters/dotenv"
	"github.com/openai-migrate/migrate/rewriters/gosashabaranov"
	"github.com/openai-migrate/migrate/rewriters/pyopenai"
)

// All is the list that the command line runs, by name.
var All = []*rewrite.Rewriter{
	dotenv.Rewriter,
	gosashabaranov.Rewriter,
	pyopenai.Rewriter,
}

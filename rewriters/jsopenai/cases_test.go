package jsopenai

import (
	"testing"

	"github.com/openai-migrate/migrate/pkg/rewrite/rewritetest"
	"github.com/openai-migrate/migrate/rewriters/dotenv"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

func TestCases(t *testing.T) {
	rewritetest.Run(t, Rewriter, "testdata/*.txtar", rewritetest.With(dotenv.Rewriter), rewritetest.Parses(syntax.Check))
}

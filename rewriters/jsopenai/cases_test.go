package jsopenai

import (
	"testing"

	"github.com/openai-migrate/migrate/pkg/rewrite/rewritetest"
	"github.com/openai-migrate/migrate/rewriters/config"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

func TestCases(t *testing.T) {
	rewritetest.Run(t, Rewriter, "testdata/*.txtar", rewritetest.With(config.Rewriter), rewritetest.Parses(syntax.Check))
}

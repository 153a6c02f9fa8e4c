package documents

import (
	"testing"

	"github.com/openai-migrate/migrate/pkg/rewrite/rewritetest"
)

func TestCases(t *testing.T) {
	rewritetest.Run(t, Rewriter, "testdata/*.txtar")
}

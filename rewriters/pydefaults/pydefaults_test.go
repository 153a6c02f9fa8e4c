package pydefaults

import (
	"testing"

	"github.com/openai-migrate/migrate/pkg/rewrite/rewritetest"
	"github.com/openai-migrate/migrate/rewriters/config"
	"github.com/openai-migrate/migrate/rewriters/internal/pyframe/frametest"
	"github.com/openai-migrate/migrate/rewriters/pylangchain"
	"github.com/openai-migrate/migrate/rewriters/pyopenai"
)

func TestCases(t *testing.T) {
	rewritetest.Run(t, Rewriter, "testdata/*.txtar", rewritetest.With(config.Rewriter, pyopenai.Rewriter, pylangchain.Rewriter), rewritetest.Parses(frametest.Compiles(t)))
}

func FuzzRun(f *testing.F) { frametest.Fuzz(f, Rewriter) }

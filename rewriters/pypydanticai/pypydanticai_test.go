package pypydanticai

import (
	"testing"

	"github.com/openai-migrate/migrate/rewriters/internal/pyframe/frametest"
)

func TestCases(t *testing.T) { frametest.Run(t, Rewriter) }

func FuzzRun(f *testing.F) { frametest.Fuzz(f, Rewriter) }

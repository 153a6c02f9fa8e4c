package othersdk

import (
	"testing"

	"github.com/openai-migrate/migrate/pkg/rewrite/rewritetest"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

func TestCases(t *testing.T) {
	rewritetest.Run(t, Rewriter, "testdata/*.txtar", rewritetest.Parses(syntax.Check))
}

func TestEveryLibraryIsMatchedByItsOwnName(t *testing.T) {
	for lang, list := range libraries {
		for _, l := range list {
			if !l.move.Complete() || l.name == "" {
				t.Errorf("%s %s: incomplete", lang, l.module)
			}
			if name := l.module + "." + l.needs; !l.is(name) || l.is(l.module+"x") {
				t.Errorf("%s is not recognised, or another is", name)
			}
		}
	}
}

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
			if name := l.module + "." + l.needs; lang == "python" && !l.is(name, lang) {
				t.Errorf("%s is not recognised", name)
			}
			if lang == "go" && (!l.is(l.module+"/v3", lang) || l.is(l.module+"x", lang)) {
				t.Errorf("%s: v3 is not recognised, or another path is", l.module)
			}
		}
	}
}
